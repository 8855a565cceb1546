"""Tests of `surveys.priorities`."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys import priorities
from surveys.answers import Answers

UNHURRIED = settings(deadline=None, max_examples=40)
COLUMNS = ["respondent", "need", "importance", "satisfaction"]


def wave(*rated, chosen=()):
    """Return a wave from rows of respondent, need, importance, satisfaction, and of choices."""
    ratings = pd.DataFrame(rated, columns=COLUMNS)
    choices = pd.DataFrame(chosen, columns=["respondent", "need", "chosen"])
    return Answers(
        ratings=ratings.astype({"importance": "Float64", "satisfaction": "Float64"}),
        choices=choices.astype({"chosen": "boolean"}),
        profile=pd.DataFrame({"respondent": sorted(set(ratings["respondent"]))}),
        comments=pd.DataFrame(columns=["respondent", "question", "text"]),
        n=ratings["respondent"].nunique(),
    )


def row(answers, need="wifi"):
    """Return the row of one need."""
    return priorities.gaps(answers).set_index("need").loc[need]


def test_gap_is_taken_person_by_person():
    """Gaps 3 and 1: mean 2, standard error 1, t(1) = 12.706."""
    found = row(wave((1, "wifi", 5, 2), (2, "wifi", 3, 2)))
    assert found["gap"] == 2
    assert found["n"] == 2
    assert found["gap_high"] == pytest.approx(2 + 12.7062, abs=1e-3)
    assert found["gap_low"] == pytest.approx(2 - 12.7062, abs=1e-3)


def test_gap_needs_both_answers_of_a_person():
    """Who gave one rating counts for that rating only: the gap is 1, not 4.5 - 2.5."""
    found = row(wave((1, "wifi", 4, 3), (2, "wifi", 5, pd.NA), (3, "wifi", pd.NA, 2)))
    assert (found["n"], found["n_importance"], found["n_satisfaction"]) == (1, 2, 2)
    assert (found["gap"], found["importance"], found["satisfaction"]) == (1, 4.5, 2.5)


def test_one_answer_has_no_interval():
    """One person says nothing about the others."""
    found = row(wave((1, "wifi", 4, 3)))
    assert pd.isna(found["gap_low"])
    assert pd.isna(found["importance_high"])


def test_needs_without_gap_stand_last():
    """The largest gap comes first; a need nobody rated twice has none."""
    answers = wave((1, "a", pd.NA, 1), (1, "b", 3, 3), (1, "c", 5, 1))
    assert priorities.gaps(answers)["need"].tolist() == ["c", "b", "a"]
    assert pd.isna(row(answers, "a")["gap"])
    assert row(answers, "a")["n"] == 0


def test_a_wave_without_ratings_has_an_empty_table():
    """No rows, all columns."""
    table = priorities.gaps(wave())
    assert table.empty
    assert "gap_low" in table
    assert priorities.headline(table) is None


def test_intervals_cover_the_truth():
    """About 95 % of intervals from 12 answers hold the true mean of 1."""
    rng = np.random.default_rng(7)
    rated = pd.DataFrame({"need": np.repeat(np.arange(2000), 12)}).astype({"need": "str"})
    rated["respondent"] = np.tile(np.arange(12), 2000)
    rated["importance"] = pd.array(1 + rng.normal(size=len(rated)), "Float64")
    rated["satisfaction"] = pd.array(np.zeros(len(rated)), "Float64")
    table = priorities.gaps(wave(*rated[COLUMNS].itertuples(index=False, name=None)))
    covered = ((table["gap_low"] <= 1) & (table["gap_high"] >= 1)).mean()
    assert 0.935 < covered < 0.965


QUADRANTS = [
    ("midpoint", 3.0, 3.0, "keep_up"),  # on the cross-hairs counts as high
    ("midpoint", 3.0, 2.9, "concentrate_here"),
    ("midpoint", 2.9, 3.0, "possible_overkill"),
    ("midpoint", 2.9, 2.9, "low_priority"),
]


@pytest.mark.parametrize(("crosshairs", "importance", "satisfaction", "expected"), QUADRANTS)
def test_quadrants_have_sides(crosshairs, importance, satisfaction, expected):
    """Each side of each cross-hair."""
    table = pd.DataFrame({"importance": [importance], "satisfaction": [satisfaction]})
    assert priorities.quadrants(table, crosshairs)["quadrant"].tolist() == [expected]


def test_quadrants_flip_with_the_crosshairs():
    """A need above the middle of the scale can lie below the mean of the needs."""
    table = pd.DataFrame({"importance": [3.4, 4.6], "satisfaction": [3.2, 4.0]})
    assert priorities.quadrants(table, "midpoint")["quadrant"].tolist() == ["keep_up"] * 2
    means = priorities.quadrants(table, "means")
    assert means["quadrant"].tolist() == ["low_priority", "keep_up"]
    assert means["crosshair_importance"].tolist() == [4.0, 4.0]


def test_a_need_with_one_rating_has_no_quadrant():
    """It does not move the means of the others either."""
    table = pd.DataFrame({"importance": [4.0, 1.0], "satisfaction": [4.0, pd.NA]})
    found = priorities.quadrants(table)
    assert found["quadrant"].isna().tolist() == [False, True]
    assert found["crosshair_importance"].tolist() == [4.0, 4.0]


def test_unknown_crosshairs_are_named():
    """The message offers what there is."""
    with pytest.raises(ValueError, match=r"'median'.*means.*midpoint"):
        priorities.quadrants(pd.DataFrame({"importance": [1], "satisfaction": [1]}), "median")


def test_headline_says_whether_the_first_is_clearly_ahead():
    """Intervals 1.0..2.0 and 0.2..0.9 do not touch; 0.2..1.0 does."""
    ends = {"gap": [1.5, 0.6], "gap_low": [1.0, 0.2], "gap_high": [2.0, 0.9], "n": [9, 8]}
    table = pd.DataFrame({"need": ["a", "b"]} | ends)
    found = priorities.headline(table)
    assert (found["need"], found["second"], found["overlaps"]) == ("a", "b", False)
    assert (found["gap"], found["low"], found["high"], found["n"]) == (1.5, 1.0, 2.0, 9)
    assert priorities.headline(table.assign(gap_high=[2.0, 1.0]))["overlaps"]
    assert priorities.headline(table.iloc[:1])["second"] is None


WEIGHTS = [
    ("importance", 4, 2, 0.75),
    ("importance", 1, 2, 0.0),
    ("opportunity", 4, 2, (4 + 2 - 1) / 8),
    ("opportunity", 2, 4, (2 + 0 - 1) / 8),  # a negative gap is dropped
    ("opportunity", 5, 1, 1.0),
    ("gap", 4, 2, 2.0),
    ("gap", 2, 4, 0.0),
    ("dissatisfaction", 4, 2, 0.75),
    ("dissatisfaction", 4, 5, 0.0),
]


@pytest.mark.parametrize(("measure", "importance", "satisfaction", "expected"), WEIGHTS)
def test_weights_follow_their_definition(measure, importance, satisfaction, expected):
    """Never below 0."""
    found = priorities.need_weights(wave((1, "wifi", importance, satisfaction)), measure)
    assert found["weight"].tolist() == [expected]


def test_a_choice_not_made_weighs_nothing():
    """Chosen 1, answered without choosing 0, question skipped: no row."""
    answers = wave(chosen=[(1, "wifi", True), (1, "lockers", False), (2, "wifi", pd.NA)])
    found = priorities.need_weights(answers, "choice")
    assert found.to_numpy().tolist() == [[1, "wifi", 1.0], [1, "lockers", 0.0]]


def test_an_unanswered_rating_has_no_weight():
    """<NA> is not 0."""
    answers = wave((1, "wifi", pd.NA, 2), (2, "wifi", 3, pd.NA))
    assert priorities.need_weights(answers, "importance")["respondent"].tolist() == [2]
    assert priorities.need_weights(answers, "dissatisfaction")["respondent"].tolist() == [1]


MEASURES = [
    (wave((1, "a", 4, 2)), "importance", ["importance", "opportunity", "gap", "dissatisfaction"]),
    (wave((1, "a", pd.NA, 2)), "dissatisfaction", ["dissatisfaction"]),
    (wave((1, "a", pd.NA, 2), chosen=[(1, "a", True)]), "choice", ["choice", "dissatisfaction"]),
]


@pytest.mark.parametrize(("answers", "default", "possible"), MEASURES)
def test_the_measure_follows_what_was_asked(answers, default, possible):
    """What people want comes before what they complain of."""
    assert priorities.default_measure(answers) == default
    assert priorities.measures(answers) == possible


def test_one_question_of_importance_does_not_decide_the_demand():
    """Importance of one need beside satisfaction with three: the three speak; with two, the one."""
    liked = [(1, need, pd.NA, 2) for need in "bc"]
    assert priorities.default_measure(wave((1, "a", 4, 2), *liked)) == "dissatisfaction"
    assert priorities.default_measure(wave((1, "a", 4, 2), *liked[:1])) == "importance"


def test_a_measure_that_was_not_asked_is_refused():
    """The fault names what the wave allows."""
    with pytest.raises(priorities.MeasureNotAnsweredError) as caught:
        priorities.need_weights(wave((1, "a", pd.NA, 2)), "gap")
    assert caught.value.facts == {"measure": "gap", "possible": "dissatisfaction"}


def test_a_wave_without_needs_cannot_be_weighed():
    """The fault says to link columns to needs."""
    with pytest.raises(priorities.NothingToWeighError, match="Link"):
        priorities.default_measure(wave())


RATINGS = strategies.one_of(strategies.none(), strategies.integers(1, 5))
CELLS = strategies.lists(
    strategies.tuples(strategies.sampled_from("abc"), RATINGS, RATINGS), min_size=1, max_size=15
)


@UNHURRIED
@given(CELLS, strategies.randoms())
def test_order_of_respondents_does_not_matter(cells, chance):
    """The table of needs is the same however the file is sorted."""
    rated = [(number, *cell) for number, cell in enumerate(cells)]
    shuffled = chance.sample(rated, len(rated))
    pd.testing.assert_frame_equal(
        priorities.gaps(wave(*rated)), priorities.gaps(wave(*shuffled)), rtol=1e-9
    )


@UNHURRIED
@given(CELLS)
def test_weights_are_never_negative(cells):
    """Whatever was answered, on every measure it allows."""
    answers = wave(*[(number, *cell) for number, cell in enumerate(cells)])
    for measure in priorities.measures(answers):
        assert (priorities.need_weights(answers, measure)["weight"] >= 0).all()
