"""The figures of occupancy: fixed scales, thin cells grey, numbers in the cells."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, strategies

from pages.figures import occupancy, scales

WORDS = {f"weekday_{day}": name for day, name in enumerate("一二三四五六日", start=1)} | {
    "before": "Before <b>",
    "after": "After",
    "difference": "Difference",
    "unit": "people",
    "before_note": "2019 <i>",
    "after_note": "2024",
    "difference_note": "people",
    "days": "days",
    "sweeps": "observations",
    "thin": "too few days",
    "week": "Week",
    "share": "Share",
    "change": "Change",
}


def cells(**changed):
    """One well-observed cell, Tuesday 14 h."""
    cell = {"weekday": 2, "hour": 14, "before": 0.8, "after": 0.3, "difference": -0.5}
    cell |= {"days_before": 12, "days_after": 11, "sweeps_before": 24, "sweeps_after": 22}
    return pd.DataFrame([cell | changed])


def layers(figure, panel):
    """Return the grey and the coloured layer of a panel: 0 before, 1 after, 2 difference."""
    return figure.data[2 * panel], figure.data[2 * panel + 1]


def numbers(trace):
    """Return what is printed in the cells of a layer that have a value."""
    grid = zip(itertools.chain(*trace.z), itertools.chain(*trace.text), strict=True)
    return [text for value, text in grid if value is not None]


@pytest.mark.parametrize("most", [0.01, 0.8, 1.4])
def test_scale_does_not_follow_the_data(most):
    """Two periods, and two filters, must be comparable by eye."""
    figure = occupancy.week_maps(cells(before=most), WORDS, share=True)
    assert (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax) == (0, 1)
    assert (figure.layout.coloraxis2.cmin, figure.layout.coloraxis2.cmax) == (-0.5, 0.5)


def test_no_change_is_the_middle_of_the_difference_scale():
    """White means no change, however lopsided the changes are."""
    figure = occupancy.week_maps(cells(), WORDS, share=False, top=100, limit=50)
    assert figure.layout.coloraxis2.cmid == 0
    assert scales.difference_colour(0.0)[:3] == (247, 247, 247)


def test_before_and_after_share_one_scale():
    """The stated top holds for both periods."""
    figure = occupancy.week_maps(cells(before=61.0, after=24.0), WORDS, share=False, top=100)
    assert layers(figure, 0)[1].coloraxis == layers(figure, 1)[1].coloraxis == "coloraxis"
    assert figure.layout.coloraxis.cmax == 100


@pytest.mark.parametrize(("days", "grey"), [(2, True), (3, False)])
def test_cells_of_fewer_than_three_days_are_grey(days, grey):
    """Grey from 2 days down; a difference is as thin as its thinner side."""
    figure = occupancy.week_maps(cells(days_before=days), WORDS, share=True)
    for panel in (0, 2):
        few, enough = layers(figure, panel)
        assert numbers(few) == (["n=2"] if grey else [])
        assert len(numbers(enough)) == (not grey)
    assert numbers(layers(figure, 1)[1]) == ["30"]  # the after side has 11 days


def test_a_thin_cell_says_why_it_is_grey():
    """The reason stands in what hovering says."""
    few, _ = layers(occupancy.week_maps(cells(days_before=2), WORDS, share=True), 0)
    said = [text for text in itertools.chain(*few.hovertext) if text]
    assert len(said) == 1
    assert "too few days" in said[0]
    assert "days 2, observations 24" in said[0]


def test_unobserved_cells_stay_empty():
    """Nobody looked is not nobody there."""
    both = pd.concat([cells(), cells(hour=15, before=pd.NA, difference=pd.NA, days_before=0)])
    figure = occupancy.week_maps(both.reset_index(drop=True), WORDS, share=True)
    assert numbers(layers(figure, 0)[0]) == []
    assert numbers(layers(figure, 0)[1]) == ["80"]
    assert numbers(layers(figure, 1)[1]) == ["30", "30"]


def test_observed_and_empty_is_a_number():
    """0 is drawn as 0."""
    figure = occupancy.week_maps(cells(before=0.0), WORDS, share=True)
    assert numbers(layers(figure, 0)[1]) == ["0"]


def test_text_from_a_file_is_not_markup():
    """Plotly reads tags in labels and titles."""
    figure = occupancy.week_maps(cells(), WORDS, share=True)
    assert figure.layout.annotations[0].text == "<b>Before &lt;b&gt;</b>  2019 &lt;i&gt;"
    mix = pd.DataFrame({"label": ["<i>A</i>"], "before": [0.4], "after": [0.6], "change": [0.2]})
    assert occupancy.mix_bars(mix, WORDS).data[0].y == ("&lt;i&gt;A&lt;/i&gt;",)
    weeks = pd.DataFrame(
        {"label": ["<i>A</i>"], "week": ["2026-03-02"], "days": [5], "sweeps": [9]}
    )
    assert occupancy.coverage_map(weeks, WORDS).data[0].y == ("&lt;i&gt;A&lt;/i&gt;",)


def test_a_gap_between_weeks_stays_empty():
    """A week without counts is neither a zero nor a wider neighbour."""
    weeks = pd.DataFrame({"label": "A", "week": ["2026-03-02", "2026-03-16"], "days": [2, 5]})
    heatmap = occupancy.coverage_map(weeks.assign(sweeps=9), WORDS).data[0]
    assert [list(row) for row in heatmap.z] == [[2, None, 5]]


def test_coverage_counts_days_of_a_week():
    """A week has seven days, whatever the file holds."""
    weeks = pd.DataFrame({"label": ["A"], "week": ["2026-03-02"], "days": [2], "sweeps": [9]})
    heatmap = occupancy.coverage_map(weeks, WORDS).data[0]
    assert (heatmap.zmin, heatmap.zmax) == (0, 7)


@given(strategies.floats(0, 1e6))
def test_head_counts_fit_under_the_stated_top(most):
    """The top is never below the largest mean, and 10 at least."""
    assert scales.head_count_top(most) >= max(most, 10)


@given(strategies.floats(allow_nan=False))
def test_every_value_has_a_colour_of_the_scale(value):
    """Values beyond the ends take the colour of the end."""
    for colour in (scales.occupancy_colour(value), scales.difference_colour(value)):
        assert all(0 <= part <= 255 for part in colour)
        assert colour != scales.UNKNOWN


def test_unknown_is_no_colour_of_the_scale():
    """A zone nobody counted looks like no zone that was counted."""
    assert scales.occupancy_colour(pd.NA) == scales.difference_colour(None) == scales.UNKNOWN
