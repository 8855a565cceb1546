"""Tests of `planning.spaces.demand`."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from data import reference
from planning.spaces.demand import (
    demand_by_need,
    demand_shares,
    spread,
    unlinked_needs,
)
from planning.spaces.errors import NoDemandError, StrengthError, StrengthTwiceError
from surveys.weighting import of_weights

SPACES = ["learning", "cultural"]


def table_of(**rows):
    """Return strengths from need=(learning, cultural)."""
    return pd.DataFrame(
        [
            {"need": need, "space_type": space, "strength": strength}
            for need, row in rows.items()
            for space, strength in zip(SPACES, row, strict=True)
        ]
    )


def weights_of(*rows):
    """Return weights from rows of respondent, need, weight."""
    table = pd.DataFrame(rows, columns=["respondent", "need", "weight"])
    return table.astype({"weight": "Float64"})


def alike(people, *needs):
    """Return `people` respondents who all weigh (need, weight) alike."""
    return weights_of(*[(who, *need) for who in range(people) for need in needs])


def shares(weights, strengths, **how):
    """Return share by space type of the whole."""
    return demand_shares(weights, strengths, **how).set_index("space_type")["share"]


def test_a_need_spreads_one_unit():
    """9 and 3 are three quarters and one quarter."""
    assert spread(table_of(wifi=(9, 3))).loc["wifi"].tolist() == [0.75, 0.25]


def test_a_person_spreads_one_unit_however_loud():
    """One asks for both at full weight, five for seats at a tenth: culture is half of 1 in 6."""
    loud = [(0, "seats", 1.0), (0, "talks", 1.0)]
    quiet = [(who, "seats", 0.1) for who in range(1, 6)]
    found = shares(weights_of(*loud, *quiet), table_of(seats=(9, 0), talks=(0, 9)))
    assert found["cultural"] == pytest.approx(0.5 / 6)


def test_interval_is_students_t_over_people():
    """Three of six people ask for each: sd 0.548, t(5) = 2.571, half width 0.575, cut to 0..1."""
    needs = ["seats", "talks"] * 3
    weights = weights_of(*[(who, need, 1.0) for who, need in enumerate(needs)])
    found = demand_shares(weights, table_of(seats=(9, 0), talks=(0, 9))).iloc[0]
    assert (found["share"], found["low"], found["high"]) == (0.5, 0, 1)
    mild = demand_shares(weights, table_of(seats=(9, 3), talks=(3, 9))).iloc[0]
    half = 2.5706 * 0.5477 / 2 / 6**0.5  # shares 3/4 and 1/4: half the spread
    assert mild["high"] - 0.5 == pytest.approx(half, abs=1e-3)


def test_people_without_demand_are_left_out_and_counted():
    """A person whose weights are all 0 asks for no space."""
    weights = pd.concat([alike(6, ("seats", 1.0)), weights_of((9, "seats", 0.0))])
    found = demand_shares(weights, table_of(seats=(9, 0)))
    assert found[["n", "left_out"]].drop_duplicates().to_numpy().tolist() == [[6, 1]]


def test_a_need_without_strengths_is_left_out_and_said():
    """All 0, or no row at all: it leads to no space."""
    weights = alike(6, ("seats", 0.5), ("parking", 1.0), ("garden", 1.0))
    strengths = table_of(seats=(3, 1), parking=(0, 0))
    assert unlinked_needs(weights, strengths) == ["garden", "parking"]
    assert shares(weights, strengths).tolist() == [0.75, 0.25]


def test_a_missing_strength_is_none():
    """Half a row is a row with a 0."""
    strengths = table_of(seats=(9, 0), talks=(0, 9))
    strengths.loc[1, "strength"] = pd.NA
    assert shares(alike(5, ("seats", 1.0)), strengths).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("strength", [2, -1, 27, 0.5])
def test_a_strength_is_one_of_four(strength):
    """The fault names need, space type and value."""
    with pytest.raises(StrengthError) as caught:
        spread(table_of(wifi=(9, strength)))
    assert caught.value.facts["need"] == "wifi"
    assert caught.value.facts["space_type"] == "cultural"


def test_a_strength_stands_once():
    """Two rows of one pair would be added in silence."""
    with pytest.raises(StrengthTwiceError):
        spread(pd.concat([table_of(wifi=(9, 3)), table_of(wifi=(9, 3))]))


@pytest.mark.parametrize("weights", [weights_of(), alike(6, ("seats", 0.0)), alike(6, ("x", 1.0))])
def test_no_demand_is_a_fault(weights):
    """Nobody has a weight on a linked need."""
    with pytest.raises(NoDemandError):
        demand_shares(weights, table_of(seats=(9, 0)))
    with pytest.raises(NoDemandError):
        demand_by_need(weights, table_of(seats=(9, 0)))


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_few_people_are_not_shown(people, shown):
    """Fewer than five: no share, no interval."""
    found = demand_shares(alike(people, ("seats", 1.0)), table_of(seats=(9, 3)))
    assert found["share"].notna().eq(shown).all()
    assert found["hidden"].ne(shown).all()


def test_a_small_group_takes_a_second_with_it():
    """The whole minus 30 people would show the 3; the 7 are hidden too."""
    groups = pd.Series([1] * 30 + [2] * 7 + [3] * 3)
    found = demand_shares(alike(40, ("seats", 1.0)), table_of(seats=(9, 3)), groups)
    assert found.groupby("group")["hidden"].all().to_dict() == {1: False, 2: True, 3: True}
    assert found["n"].tolist() == [30, 30, 7, 7, 3, 3]


def test_groups_are_of_people_with_a_group():
    """Those without one are left out, and each group has its own share."""
    seats = [(who, "seats", 1.0) for who in range(5)]
    talks = [(who, "talks", 1.0) for who in range(5, 11)]
    groups = pd.Series(["a"] * 5 + ["b"] * 5)  # respondent 10 has none
    strengths = table_of(seats=(9, 0), talks=(0, 9))
    found = demand_shares(weights_of(*seats, *talks), strengths, groups)
    assert found["share"].tolist() == [1.0, 0.0, 0.0, 1.0]
    assert found["n"].tolist() == [5] * 4


def test_needs_behind_a_share_add_up_to_it():
    """Click a share and the parts are all there."""
    weights = weights_of(
        *[(who, need, 0.1 * (1 + who % 3) + 0.2 * len(need)) for who in range(9) for need in "a"],
        *[(who, "bb", 0.5) for who in range(8)],
        *[(who, "ccc", 0.0 if who else 1.0) for who in range(7)],
    )
    strengths = table_of(a=(9, 1), bb=(3, 3), ccc=(0, 9))
    parts = demand_by_need(weights, strengths)
    total = parts.groupby("space_type", sort=False)["contribution"].sum()
    assert total.tolist() == pytest.approx(shares(weights, strengths).tolist())
    assert parts.query("need == 'bb'")["n"].tolist() == [8, 8]
    assert parts.query("need == 'ccc'")["strength"].tolist() == [0, 9]


def test_a_need_of_few_people_is_hidden_with_a_second():
    """Three people rated talks; the share minus the others would show them."""
    weights = pd.concat(
        [
            alike(9, ("seats", 1.0), ("group", 1.0)),
            alike(8, ("wifi", 1.0)),
            alike(3, ("talks", 1.0)),
        ]
    )
    strengths = table_of(seats=(9, 1), group=(9, 1), wifi=(3, 3), talks=(1, 9))
    found = demand_by_need(weights, strengths)
    assert set(found.loc[found["hidden"], "need"]) == {"talks", "wifi"}
    assert found.loc[found["hidden"], "contribution"].isna().all()


UNHURRIED = settings(deadline=None, max_examples=40)
STRENGTH = strategies.sampled_from([0, 1, 3])
ROWS = strategies.fixed_dictionaries(
    {need: strategies.tuples(STRENGTH, STRENGTH) for need in "abc"}
)
PEOPLE = strategies.lists(
    strategies.tuples(*[strategies.sampled_from([0.0, 0.25, 0.5, 1.0])] * 3), min_size=5, max_size=9
)


def survey(people):
    """Return weights of needs a, b, c from one tuple per person."""
    return weights_of(
        *[
            (who, need, x)
            for who, row in enumerate(people)
            for need, x in zip("abc", row, strict=True)
        ]
    )


def solvable(people, rows):
    """Whether at least five people have a weight on a linked need."""
    linked = [any(rows[need]) for need in "abc"]
    return sum(any(x and y for x, y in zip(row, linked, strict=True)) for row in people) >= 5


@UNHURRIED
@given(PEOPLE, ROWS)
def test_shares_add_to_one(people, rows):
    """Whatever the answers and the strengths."""
    if solvable(people, rows):
        assert shares(survey(people), table_of(**rows)).sum() == pytest.approx(1)


@UNHURRIED
@given(PEOPLE, ROWS)
def test_parts_add_to_their_share(people, rows):
    """For every space type."""
    if solvable(people, rows):
        parts = demand_by_need(survey(people), table_of(**rows))
        total = parts.groupby("space_type", sort=False)["contribution"].sum()
        assert total.tolist() == pytest.approx(shares(survey(people), table_of(**rows)).tolist())


@UNHURRIED
@given(PEOPLE, ROWS)
def test_three_times_the_strengths_change_nothing(people, rows):
    """Only the proportions of a need's strengths count."""
    if solvable(people, rows):
        thrice = {need: tuple(3 * one for one in row) for need, row in rows.items()}
        found = demand_shares(survey(people), table_of(**thrice))
        pd.testing.assert_frame_equal(found, demand_shares(survey(people), table_of(**rows)))


@UNHURRIED
@given(PEOPLE, ROWS, strategies.randoms())
def test_order_of_answers_does_not_matter(people, rows, chance):
    """Shares are the same however the file is sorted."""
    if solvable(people, rows):
        weights = survey(people)
        shuffled = weights.iloc[chance.sample(range(len(weights)), len(weights))]
        found = demand_shares(shuffled, table_of(**rows))
        pd.testing.assert_frame_equal(found, demand_shares(weights, table_of(**rows)), rtol=1e-9)


@UNHURRIED
@given(PEOPLE, ROWS, strategies.floats(0.01, 100))
def test_the_unit_of_the_weights_does_not_matter(people, rows, factor):
    """Points or shares of points: each person is one."""
    if solvable(people, rows):
        weights = survey(people)
        scaled = weights.assign(weight=weights["weight"] * factor)
        found = shares(scaled, table_of(**rows)).tolist()
        assert found == pytest.approx(shares(weights, table_of(**rows)).tolist())


def test_weighted_shares_count_people_by_their_weight():
    """Two of six ask for culture; with three times the weight they are 6 of 10."""
    asked = weights_of(*[(who, "talks" if who < 2 else "seats", 1.0) for who in range(6)])
    weighting = of_weights(pd.Series([3.0, 3, 1, 1, 1, 1]))
    strengths = table_of(seats=(9, 0), talks=(0, 9))
    found = demand_shares(asked, strengths, weighting=weighting).set_index("space_type")
    assert found.loc["cultural", "share"] == pytest.approx(0.6)
    assert found["n"].tolist() == [6, 6]
    assert found["n_eff"].tolist() == pytest.approx([100 / 22] * 2)


def test_equal_weights_change_no_share():
    """Shares and intervals are those without weights."""
    asked = weights_of(*[(who, "talks" if who < 2 else "seats", 1.0) for who in range(6)])
    strengths = table_of(seats=(9, 0), talks=(0, 9))
    weighting = of_weights(pd.Series([1.0] * 6))
    weighted = demand_shares(asked, strengths, weighting=weighting)
    pd.testing.assert_frame_equal(
        weighted.drop(columns="n_eff"), demand_shares(asked, strengths), check_exact=False
    )


def test_the_reference_strengths_lead_every_need_somewhere():
    """The delivered table works as it is."""
    needs = reference.needs()["need"]
    weights = alike(6, *[(need, 1.0) for need in needs])
    assert unlinked_needs(weights, reference.strengths()) == []
    found = shares(weights, reference.strengths())
    assert found.index.tolist() == ["learning", "academic", "cultural", "creative"]
    assert found.gt(0.05).all()


def test_contributions_have_intervals_and_weights():
    """The rows of a space type add up to its share, weighted too; intervals hold the values."""
    rng = np.random.default_rng(2)
    needs = ["wifi", "lockers", "printing"]
    weights = pd.DataFrame(
        [(who, need, rng.random()) for who in range(40) for need in needs],
        columns=["respondent", "need", "weight"],
    )
    table = pd.DataFrame(
        [(need, space, strength) for need in needs for space, strength in SPREADS[need].items()],
        columns=["need", "space_type", "strength"],
    )
    weighting = of_weights(pd.Series([1.0, 3.0] * 20, index=range(40)))
    for one in (None, weighting):
        behind = demand_by_need(weights, table, one)
        shares = demand_shares(weights, table, weighting=one).set_index("space_type")["share"]
        summed = behind.groupby("space_type")["contribution"].sum()
        assert summed.to_dict() == pytest.approx(shares.to_dict())
        linked = behind[behind["strength"] > 0]
        assert (linked["low"] < linked["contribution"]).all()
        assert (linked["contribution"] < linked["high"]).all()


SPREADS = {
    "wifi": {"learning": 9, "academic": 3},
    "lockers": {"learning": 3, "academic": 0},
    "printing": {"learning": 1, "academic": 9},
}
