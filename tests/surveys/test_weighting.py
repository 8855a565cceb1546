"""Tests of `surveys.weighting`."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.answers import Answers
from surveys.intervals import mean_intervals
from surveys.priorities import gaps
from surveys.weighting import effective_n, of_weights, rake, weighted_intervals, weighted_mean
from surveys.weighting.errors import (
    BaseWeightError,
    CategoryNotInMarginError,
    CategoryTooSmallError,
    CategoryWithoutAnswersError,
    MarginCountError,
    MarginsEmptyError,
    MarginTwiceError,
    MarginVariableMissingError,
    TrimmingError,
)
from surveys.weighting.margins import from_records

UNHURRIED = settings(deadline=None, max_examples=40)
ANSWERED = ["BA"] * 8 + ["MA"] * 2


def margins_of(**table):
    """Return a margins table from counts by variable and category."""
    return from_records(
        [
            {"variable": variable, "category": category, "count": count}
            for variable, counts in table.items()
            for category, count in counts.items()
        ]
    )


def people(**columns):
    """Return a profile table; respondents are numbered from 2, as rows of a file."""
    table = pd.DataFrame(columns)
    return table.astype("string").assign(respondent=range(2, len(table) + 2))


def test_each_category_gets_its_share_of_the_population():
    """8 of 10 answers for half the population: 0.5 / 0.8; 2 of 10 for the other: 0.5 / 0.2."""
    found = rake(people(level=ANSWERED), margins_of(level={"BA": 50, "MA": 50}))
    assert found.weights.tolist() == pytest.approx([0.625] * 8 + [2.5] * 2)
    assert found.converged
    assert found.n_eff == pytest.approx(100 / 15.625)
    assert found.design_effect == pytest.approx(1.5625)


def test_who_does_not_tell_keeps_weight():
    """One of five left the question blank: a fifth before, a fifth after."""
    given_ = people(level=["BA", "BA", "BA", "MA", None])
    found = rake(given_, margins_of(level={"BA": 1, "MA": 1}))
    assert found.weights.tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2, 1])


def test_category_with_an_empty_count_keeps_weight():
    """Visitors are listed without a count: they are no part of the margin."""
    given_ = people(level=["BA", "BA", "BA", "MA", "Visitor"])
    found = rake(given_, margins_of(level={"BA": 1, "MA": 1, "Visitor": None}))
    assert found.weights.iloc[-1] == pytest.approx(1)
    kept = found.margins.set_index("category").loc[""]
    assert (kept["n"], kept["answered"], kept["weighted"]) == (1, 0.2, pytest.approx(0.2))
    assert pd.isna(kept["population"])


def test_category_without_answers_is_refused():
    """The message names category, share and what there is instead."""
    margins = margins_of(level={"BA": 60, "MA": 30, "PhD": 10})
    with pytest.raises(CategoryWithoutAnswersError, match=r"'PhD' \(level\).*10.0%.*BA, MA"):
        rake(people(level=ANSWERED), margins)


@pytest.mark.parametrize("unused", [0, None])
def test_category_without_people_and_answers_is_no_fault(unused):
    """A count of 0, or none, for a category nobody answered in changes nothing."""
    found = rake(people(level=ANSWERED), margins_of(level={"BA": 5, "MA": 5, "PhD": unused}))
    assert found.converged


def test_answers_outside_the_margin_are_refused():
    """What is not listed may be a slip of spelling, so nothing is assumed."""
    with pytest.raises(CategoryNotInMarginError, match=r"^2 answers are of MA \(level\)"):
        rake(people(level=ANSWERED), margins_of(level={"BA": 50}))


def test_small_category_is_refused_where_asked():
    """2 of 2 may stay, 2 of 3 not."""
    margins = margins_of(level={"BA": 50, "MA": 50})
    assert rake(people(level=ANSWERED), margins, least=2).converged
    with pytest.raises(CategoryTooSmallError, match=r"Only 2 people of 'MA'"):
        rake(people(level=ANSWERED), margins, least=3)


@pytest.mark.parametrize("count", [-1, 0, float("inf")])
def test_impossible_counts_are_refused(count):
    """People answered, so their number is above 0."""
    with pytest.raises(MarginCountError, match="'MA'"):
        rake(people(level=ANSWERED), margins_of(level={"BA": 50, "MA": count}))


def test_faults_of_the_margins_table_are_named():
    """No counts, a question nobody was asked, a category twice."""
    answered = people(level=ANSWERED)
    with pytest.raises(MarginsEmptyError):
        rake(answered, margins_of(level={"BA": None, "MA": None}))
    with pytest.raises(MarginsEmptyError):
        rake(answered, margins_of())
    with pytest.raises(MarginVariableMissingError, match=r"'faculty'.*They tell: level"):
        rake(answered, margins_of(faculty={"Arts": 1}))
    twice = pd.concat([margins_of(level={"BA": 1, "MA": 1})] * 2)
    with pytest.raises(MarginTwiceError, match="'BA'"):
        rake(answered, twice)


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.nan, np.inf])
def test_base_weights_are_positive_numbers(wrong):
    """The row of the file is named."""
    base = pd.Series([1.0] * 9 + [wrong], index=range(2, 12))
    with pytest.raises(BaseWeightError, match="row 11"):
        rake(people(level=ANSWERED), margins_of(level={"BA": 1, "MA": 1}), base)


def test_trimmed_weights_are_raked_again():
    """Untrimmed, the one MA of Arts weighs most; with a limit others carry part of it."""
    answered = people(
        level=["BA"] * 12 + ["MA"] * 8, faculty=["A"] * 11 + ["B"] + ["A"] * 3 + ["B"] * 5
    )
    margins = margins_of(level={"BA": 50, "MA": 50}, faculty={"A": 40, "B": 60})
    free = rake(answered, margins)
    limit = 0.5 * (1 + free.weights.max())
    held = rake(answered, margins, limit=limit)
    assert held.converged
    assert held.limited == 1
    assert held.weights.max() == pytest.approx(limit)
    assert free.weights.max() > limit


def test_limit_that_contradicts_the_margins_is_reported():
    """2 of 10 answers cannot carry half the weight if none may weigh more than twice the mean."""
    found = rake(people(level=ANSWERED), margins_of(level={"BA": 50, "MA": 50}), limit=2)
    assert (found.converged, found.why, found.limited) == (False, "limit", 2)
    assert found.weights.max() == pytest.approx(2)
    assert found.weights.mean() == pytest.approx(1)
    assert found.difference == pytest.approx(0.1)  # 40 % instead of 50 %


@pytest.mark.parametrize("limit", [1, 0.5, 0, -1, np.nan])
def test_limit_is_above_the_mean(limit):
    """No weights but equal ones stay at their mean."""
    with pytest.raises(TrimmingError):
        rake(people(level=ANSWERED), margins_of(level={"BA": 5, "MA": 5}), limit=limit)


def test_margins_that_contradict_each_other_are_reported():
    """All MA and only they are in B: 50 % and 20 % cannot both be."""
    answered = people(level=ANSWERED, faculty=["A"] * 8 + ["B"] * 2)
    found = rake(answered, margins_of(level={"BA": 1, "MA": 1}, faculty={"A": 8, "B": 2}))
    assert (found.converged, found.why) == (False, "contradict")
    assert found.difference > 0.1


@pytest.fixture(scope="module")
def survey():
    """60 people, two questions, one rating that depends on both."""
    rng = np.random.default_rng(3)
    profile = people(level=rng.choice(["BA", "MA"], 60), faculty=rng.choice(["A", "B", "C"], 60))
    value = pd.Series(
        rng.normal(3, 1, 60) + profile["level"].eq("MA").to_numpy(float),
        index=profile["respondent"],
    )
    return profile, value


counts = strategies.integers(10, 1000)


@UNHURRIED
@given(counts, counts, counts, counts, counts, strategies.randoms())
def test_weighted_margins_are_those_of_the_population(survey, ba, ma, a, b, c, random):
    """Weights are positive, the rows may come in any order, only proportions matter."""
    profile, _ = survey
    table = {"level": {"BA": ba, "MA": ma}, "faculty": {"A": a, "B": b, "C": c}}
    found = rake(profile, margins_of(**table))
    assert found.weights.gt(0).all()
    if found.converged:
        reached, wanted = found.margins["weighted"], found.margins["population"]
        assert np.allclose(reached.astype(float), wanted.astype(float), atol=1e-8)
    mixed = list(range(60))
    random.shuffle(mixed)
    again = rake(profile.iloc[mixed], margins_of(**table)).weights.reindex(found.weights.index)
    assert np.allclose(again, found.weights, atol=1e-7)
    scaled = {
        variable: {category: count / 7 for category, count in one.items()}
        for variable, one in table.items()
    }
    assert np.allclose(rake(profile, margins_of(**scaled)).weights, found.weights)


@UNHURRIED
@given(strategies.lists(strategies.floats(0.01, 100), min_size=1, max_size=20))
def test_effective_n_lies_between_one_and_n(weights):
    """Equal weights lose nothing; one heavy weight leaves one answer."""
    assert 1 - 1e-9 <= effective_n(np.array(weights)) <= len(weights) + 1e-9


def test_equal_weights_change_nothing(survey):
    """Mean and interval are those of the unweighted table, also with blanks."""
    _, value = survey
    rows = pd.DataFrame({"respondent": value.index, "need": "wifi", "gap": value.to_numpy()})
    rows = pd.concat([rows, rows.head(9).assign(need="lockers")])
    rows["gap"] = rows["gap"].astype("Float64").mask(rows.index < 2)
    weighting = of_weights(pd.Series(1.0, index=value.index))
    weighted = weighted_intervals(rows, "need", "gap", weighting)
    plain = mean_intervals(rows, "need", "gap")
    assert np.allclose(weighted[plain.columns].astype(float), plain.astype(float), rtol=1e-9)
    assert weighted["n"].tolist() == [7, 58]
    assert weighted["n_eff"].tolist() == [7.0, 58.0]


def test_mean_of_what_the_margin_fixes_is_known(survey):
    """The share of MA is the margin itself: no error is left."""
    profile, _ = survey
    weighting = rake(profile, margins_of(level={"BA": 70, "MA": 30}))
    ma = profile.set_index("respondent")["level"].eq("MA").astype(float)
    found = weighted_mean(ma, weighting)
    assert found.mean == pytest.approx(0.3)
    assert found.se == pytest.approx(0, abs=1e-12)


def test_one_answer_has_no_interval(survey):
    """One person says nothing about the others."""
    _, value = survey
    weighting = of_weights(pd.Series(1.0, index=value.index))
    found = weighted_mean(value.head(1), weighting)
    assert (found.n, found.mean) == (1, pytest.approx(value.iloc[0]))
    assert np.isnan(found.se)


def test_gaps_with_equal_weights_are_the_gaps(survey):
    """Means, intervals and counts; with weights, what they count like comes on top."""
    _, value = survey
    ratings = pd.DataFrame({"respondent": value.index, "need": "wifi", "importance": 4.0})
    ratings["satisfaction"] = value.to_numpy()
    none = pd.DataFrame()
    answers = Answers(ratings.convert_dtypes(), none, none, none, len(value))
    plain = gaps(answers)
    weighted = gaps(answers, of_weights(pd.Series(1.0, index=value.index)))
    numbers = plain.columns[1:]
    assert np.allclose(weighted[numbers].astype(float), plain[numbers].astype(float))
    assert weighted["n_eff"].tolist() == [60.0]


def test_nothing_rated_is_an_empty_table(survey):
    """A wave of choices only has no gaps, weighted or not."""
    _, value = survey
    none = pd.DataFrame()
    columns = {"respondent": "int64", "need": "str", "importance": "Float64"}
    ratings = pd.DataFrame(columns=[*columns, "satisfaction"]).astype(
        columns | {"satisfaction": "Float64"}
    )
    weighting = of_weights(pd.Series(1.0, index=value.index))
    found = gaps(Answers(ratings, none, none, none, 60), weighting)
    assert found.empty
    assert {"gap", "n_eff", "n_eff_satisfaction"} <= set(found.columns)
