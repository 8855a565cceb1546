"""Figures of needs, segments and demand: fixed scales, printed numbers, no markup from files."""

import json

import pandas as pd
import pytest

from pages.figures import demand, priorities, segments, segments_number, segments_portrait

WORDS = dict.fromkeys(
    [
        "importance",
        "satisfaction",
        "points_scale",
        "gap",
        "n_answers",
        "n_asked",
        "share_chosen",
        "segments_share",
        "difference",
        "demand",
        "seats_today",
        "area_today",
        "share_axis",
        "name",
        "axis",
        "k",
        "segments_here",
        "segments_everybody",
        "segments_share_weighted",
        *[f"segments_plot_{name}" for name in segments_number.PANELS],
        *[key for key, *_ in segments_number.MARKS.values()],
        *[
            f"quadrant_{name}"
            for name in ("keep_up", "concentrate_here", "low_priority", "possible_overkill")
        ],
    ],
    "word",
)
EVIL = "<b>x</b>"
SAFE = "&lt;b&gt;x&lt;/b&gt;"


def rated(**more):
    """One need with both ratings."""
    row = {"label": EVIL, "importance": 4.5, "satisfaction": 2.5, "gap": 2.0}
    row |= {"gap_low": 1.5, "gap_high": 2.5, "n": 30} | more
    return pd.DataFrame([row])


def sized(**more):
    """One segment with share, weighted share and stability."""
    row = {"label": EVIL, "question": EVIL, "wave_label": EVIL, "note": EVIL, "jaccard": 0.8}
    ends = {"": 0.4, "_low": 0.3, "_high": 0.5}
    row |= {f"{kind}share{end}": value for kind in ("", "weighted_") for end, value in ends.items()}
    return pd.DataFrame([row | {"n": 30, "low": 0.3, "high": 0.5, "whole": 0.2} | more])


def shares(**more):
    """One space type with all three shares."""
    row = {"space_type": "learning", "label": "Learning", "share": 0.4, "low": 0.35, "high": 0.45}
    row |= {"seat_share": 0.6, "area_share": 0.5, "n": 30} | more
    numbers = ["share", "low", "high", "seat_share", "area_share"]
    return pd.DataFrame([row]).astype(dict.fromkeys(numbers, "Float64"))


def cell(difference, stands_out=True):
    """One segment and need."""
    row = {"segment_label": "1\nmore wifi", "segment_name": EVIL, "need_label": EVIL, "n": 30}
    table = pd.DataFrame([row | {"difference": difference, "stands_out": stands_out}])
    return table.astype({"difference": "Float64"})


def test_gap_is_printed_and_the_scale_is_that_of_the_answers():
    """Colour and length are never the only carriers."""
    figure = priorities.gap_chart(rated(), WORDS)
    assert [note.text for note in figure.layout.annotations] == ["+2.0"]
    assert figure.layout.xaxis.range[0] == 1


@pytest.mark.parametrize(
    "figure",
    [
        priorities.gap_chart(rated(), WORDS),
        priorities.one_side_chart(rated(value=4.5, low=4.0, high=4.9), WORDS, "importance"),
        priorities.chosen_chart(rated(share=0.5, low=0.4, high=0.6), WORDS),
        segments.profile_map(cell(0.4), WORDS),
        demand.demand_chart(shares(label=EVIL), WORDS),
        demand.segment_chart(shares(group_label=EVIL, label=EVIL), WORDS),
        segments.size_chart(sized(), WORDS),
        segments_portrait.who_chart(sized(), WORDS),
        segments_portrait.waves_chart(sized(), WORDS),
    ],
    ids=["gap", "one side", "chosen", "profile", "demand", "segments", "sizes", "who", "waves"],
)
def test_markup_in_labels_is_text(figure):
    """Plotly reads pseudo-HTML in labels and hover texts."""
    drawn = json.dumps(json.loads(figure.to_json()))
    assert EVIL not in drawn
    assert SAFE in drawn


def test_each_quadrant_has_its_own_mark():
    """Colour is never alone: marks differ in shape."""
    placed = rated(
        quadrant="keep_up", crosshair_importance=3.0, crosshair_satisfaction=3.0, need="wifi"
    )
    figure = priorities.quadrant_plot(placed, WORDS)
    assert len({trace.marker.symbol for trace in figure.data}) == 4


@pytest.mark.parametrize("difference", [0.1, 3.0])
def test_map_of_segments_keeps_its_scale(difference):
    """Two waves must be comparable by eye; the scale is symmetric about 0."""
    drawn = segments.profile_map(cell(difference), WORDS).data[0]
    assert (drawn.zmin, drawn.zmax) == (-1.5, 1.5)


@pytest.mark.parametrize(
    ("difference", "stands_out", "printed"),
    [
        (0.44, True, "<b>+0.4</b>"),
        (0.44, False, "+0.4"),
        (-0.04, False, "+0.0"),  # no minus before a zero
        (pd.NA, False, "–"),  # protected
    ],
)
def test_cell_of_the_map_prints_its_number(difference, stands_out, printed):
    """What stands out is bold; a protected number is a dash, also when hovered."""
    drawn = segments.profile_map(cell(difference, stands_out), WORDS).data[0]
    assert drawn.text[0][0] == printed
    assert not drawn.hoverongaps


def test_protected_share_is_not_drawn():
    """A hidden share has no bar, no number and no interval."""
    figure = demand.demand_chart(shares(share=pd.NA, low=pd.NA, high=pd.NA), WORDS)
    assert {trace.name for trace in figure.data} == {"word"}
    assert len(figure.data) == 2  # seats and area only


def test_what_is_not_known_has_no_legend_entry():
    """A study without floors shows demand alone."""
    figure = demand.demand_chart(shares(seat_share=pd.NA, area_share=pd.NA), WORDS)
    assert len(figure.data) == 1


def test_space_types_keep_their_colour():
    """Learning is the same blue on every page."""
    assert demand.demand_chart(shares(), WORDS).data[0].marker.color == ("#0072B2",)


def test_chosen_number_of_segments_is_marked():
    """A star, not only a colour."""
    tried = pd.DataFrame({"k": [1, 2], "value": [0.0, -5.0], "smallest": [90, 40]})
    tried = tried.assign(chosen=[False, True], recommended=[True, False])
    stability = pd.DataFrame({"k": [2, 2], "segment": [1, 2], "jaccard": [0.9, 0.7]})
    drawn = segments_number.number_chart(tried, stability, WORDS, lines=(0.6, 0.75)).data
    star = next(trace for trace in drawn if trace.name == "word" and trace.showlegend)
    assert (star.x, star.marker.symbol) == ((2,), "star")
