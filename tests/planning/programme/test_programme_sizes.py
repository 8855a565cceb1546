"""Tests of `planning.programme`: every number by hand, and what must always hold."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from data import reference
from planning.programme import (
    Assumptions,
    anchored,
    assumptions,
    counted_hours,
    decide,
    function_demand,
    function_spread,
    kept,
    log,
    made,
    record,
    seats_in_all,
    taken_back,
    with_decided_strengths,
)
from planning.programme.errors import DecisionUnsignedError, DecisionValueError
from planning.programme.sizes import whole_seats
from planning.spaces.demand import demand_shares
from planning.spaces.errors import NoDemandError, StrengthError

NOW = dt.datetime(2026, 5, 4, 10, 0)
NEEDS = ("quiet", "tools")
FUNCTIONS = pd.DataFrame(
    {
        "function": ["carrel", "table", "maker", "stacks"],
        "space_type": ["learning", "learning", "creative", "other"],
        "area_per_seat_low_m2": [2.0, 1.5, 4.0, pd.NA],
        "area_per_seat_m2": [2.5, 2.0, 5.0, pd.NA],
        "area_per_seat_high_m2": [3.0, 2.5, 6.0, pd.NA],
        "min_seats": [4, 10, 10, 0],
        "min_area_m2": [10.0, 20.0, 60.0, 40.0],
        "cost_band": ["medium", "light", "heavy", "light"],
    }
).astype(dict.fromkeys(("area_per_seat_low_m2", "area_per_seat_m2"), "Float64"))
TYPES = pd.DataFrame(
    {
        "need": ["quiet", "quiet", "tools", "tools"],
        "space_type": ["learning", "creative"] * 2,
        "strength": [9, 0, 3, 9],
    }
)
STRENGTHS = pd.DataFrame(
    {
        "need": ["quiet", "quiet", "tools"],
        "function": ["carrel", "table", "maker"],
        "strength": [9, 3, 9],
    }
)


def weighed(*people: tuple[float, float]) -> pd.DataFrame:
    """One row per respondent and need; `people` are weights of quiet and tools."""
    rows = [
        (i, need, w) for i, one in enumerate(people) for need, w in zip(NEEDS, one, strict=True)
    ]
    return pd.DataFrame(rows, columns=["respondent", "need", "weight"])


def demand(*people: tuple[float, float]):
    """Demand of some people."""
    return function_demand(weighed(*people), function_spread(TYPES, STRENGTHS, FUNCTIONS))


def given_total(seats: float):
    """Seats in all as decided."""
    return seats_in_all(Assumptions(basis="given", seats=seats), pd.DataFrame(), None)


def test_a_need_spreads_over_types_and_then_over_their_functions():
    """Quiet: learning only, 9 to 3. Tools: 3/12 to learning, whose functions share alike."""
    found = function_spread(TYPES, STRENGTHS, FUNCTIONS)
    assert found.loc["quiet"].tolist() == [0.75, 0.25, 0.0]
    assert found.loc["tools"].tolist() == [0.125, 0.125, 0.75]
    assert "stacks" not in found


def test_shares_by_hand():
    """Four want quiet only, four both alike: quiet 3/4, tools 1/4 of all demand."""
    found = demand(*[(1, 0)] * 4, *[(0.5, 0.5)] * 4)
    assert found.n == 8
    assert found.need_shares().to_dict() == {"quiet": 0.75, "tools": 0.25}
    carrel, table, maker = found.share
    assert carrel == pytest.approx(0.75 * 0.75 + 0.25 * 0.125)
    assert table == pytest.approx(0.75 * 0.25 + 0.25 * 0.125)
    assert maker == pytest.approx(0.25 * 0.75)


def test_what_stands_behind_a_share_adds_up_to_it():
    """Each need's share of demand times its part for the function."""
    found = demand(*[(1, 0)] * 4, *[(0.5, 0.5)] * 4)
    behind = found.behind("carrel")
    assert behind["need"].tolist() == ["quiet", "tools"]
    assert behind["contribution"].sum() == pytest.approx(found.share["carrel"])
    assert behind["n"].tolist() == [8, 8]


def test_weights_of_respondents_count():
    """Two people count three times as much as six others."""
    people = weighed(*[(1, 0)] * 2, *[(0, 1)] * 6)
    spread = function_spread(TYPES, STRENGTHS, FUNCTIONS)
    counts = pd.Series([3.0] * 2 + [1.0] * 6)
    found = function_demand(people, spread, counts)
    assert found.need_shares()["quiet"] == pytest.approx(0.5)


def test_types_have_the_shares_of_the_demand_page():
    """Sums over the functions of a type are those of `planning.spaces.demand`."""
    rng = np.random.default_rng(3)
    needs = reference.needs()["need"]
    rows = [(i, need, rng.random()) for i in range(20) for need in needs]
    people = pd.DataFrame(rows, columns=["respondent", "need", "weight"])
    functions = reference.functions()
    spread = function_spread(reference.strengths(), reference.need_function_strengths(), functions)
    share = function_demand(people, spread).share
    kinds = functions.set_index("function")["space_type"]
    by_type = share.groupby(kinds.reindex(share.index)).sum()
    expected = demand_shares(people, reference.strengths()).set_index("space_type")["share"]
    assert by_type.to_dict() == pytest.approx(expected.to_dict())


@pytest.mark.parametrize(("people", "enough"), [(4, False), (5, True)])
def test_fewer_than_five_people_ask_for_nothing(people, enough):
    """A programme of four people would tell of them."""
    if enough:
        assert demand(*[(1, 1)] * people).n == people
    else:
        with pytest.raises(NoDemandError):
            demand(*[(1, 1)] * people)


def test_a_need_that_four_answered_is_left_out():
    """Its contribution would tell of them."""
    people = weighed(*[(1, 1)] * 8)
    people = people[(people["need"] == "quiet") | (people["respondent"] < 4)]
    found = function_demand(people, function_spread(TYPES, STRENGTHS, FUNCTIONS))
    assert found.asked.to_dict() == {"quiet": 8}


def test_seats_and_area_by_hand():
    """100 seats: carrel 59.375, table 21.875, maker 18.75; area at 2.5, 2 and 5 m2."""
    found = made(FUNCTIONS, demand(*[(1, 0)] * 4, *[(0.5, 0.5)] * 4), given_total(100), {})
    table = found.functions.set_index("function")
    assert table["seats"].tolist() == [59, 22, 19, 0]
    assert table["area_m2"].tolist() == [147.5, 44.0, 95.0, 40.0]
    types = found.types.set_index("space_type")
    assert types.loc["learning", "seats"] == 81
    assert types.loc["all", "area_m2"] == pytest.approx(286.5)  # without the stacks


@pytest.mark.parametrize(
    ("asked", "seats"),
    [
        (4.9, 0),  # less than half of the smallest size
        (5.0, 10),  # half of it: the smallest size
        (10.4, 10),
        (10.5, 11),
    ],
)
def test_smallest_size_is_kept(asked, seats):
    """A maker room works from ten places on."""
    assert whole_seats(np.array([asked]), np.array([10])).tolist() == [seats]


def test_too_little_for_a_room_is_said():
    """12 seats in all: 2.25 in a maker room of at least ten."""
    found = made(FUNCTIONS, demand(*[(1, 0)] * 4, *[(0.5, 0.5)] * 4), given_total(12), {})
    row = found.functions.set_index("function").loc["maker"]
    assert row["too_small"]
    assert (row["seats"], row["area_m2"]) == (0, 0.0)


def test_smallest_area_is_kept():
    """Ten makers at 5 m2 are 50 m2; the room has at least 60."""
    found = made(FUNCTIONS, demand(*[(0, 1)] * 6), given_total(13), {})
    assert found.functions.set_index("function").loc["maker", "area_m2"] == 60


def test_nothing_known_is_not_zero():
    """Without a number of seats there are shares and no seats; without answers not even those."""
    found = made(FUNCTIONS, demand(*[(1, 1)] * 6), None, {}).functions
    assert found["share"].notna().tolist() == [True, True, True, False]
    assert found["seats"].isna().tolist() == [True, True, True, False]
    none = made(FUNCTIONS, None, given_total(100), {})
    assert none.functions["share"].isna().all()
    assert none.types.set_index("space_type").loc["all", "seats"] is pd.NA


def test_a_decision_goes_before_the_formula_and_has_no_interval():
    """Decided seats stay whatever people answered; who and why stand beside."""
    kept = decide({}, "function.maker.seats", 30, "Board", "A course moves in", NOW)
    table = made(FUNCTIONS, demand(*[(1, 1)] * 6), given_total(100), kept).functions
    row = table.set_index("function").loc["maker"]
    assert (row["seats"], row["seats_low"], row["seats_high"]) == (30, 30, 30)
    assert (row["decided"], row["who"], row["why"]) == (True, "Board", "A course moves in")
    assert table["decided"].sum() == 1
    assert row["area_low_m2"] < row["area_m2"] < row["area_high_m2"]  # area per seat still varies


def test_other_decisions_of_a_function():
    """Area per seat, area and cost band can be decided too."""
    kept = {}
    for key, value in (
        ("function.carrel.area_per_seat_m2", 4),
        ("function.stacks.area_m2", 300),
        ("function.table.cost_band", "heavy"),
    ):
        kept = decide(kept, key, value, "Board", "Measured", NOW)
    table = made(FUNCTIONS, demand(*[(1, 0)] * 6), given_total(100), kept)
    row = table.functions.set_index("function")
    assert row.loc["carrel", "area_m2"] == 75 * 4 == row.loc["carrel", "area_high_m2"]
    assert row.loc["stacks", "area_m2"] == 300
    assert row.loc["table", "cost_band"] == "heavy"


def test_decisions_are_signed_and_within_bounds():
    """Who and why are needed; an occupancy of 20 % is a slip of the pen."""
    with pytest.raises(DecisionUnsignedError):
        decide({}, "assumption.occupancy", 0.7, "Board", " ", NOW)
    with pytest.raises(DecisionValueError, match=r"0\.3 to 1"):
        decide({}, "assumption.occupancy", 0.2, "Board", "Why not", NOW)
    with pytest.raises(DecisionValueError):
        decide({}, "assumption.basis", "wish", "Board", "Why not", NOW)


def test_decisions_are_taken_back():
    """The default holds again, and other decisions stay."""
    kept = decide({}, "assumption.occupancy", 0.7, "Board", "Exams", NOW)
    kept = decide(kept, "assumption.students", 4000, "Registry", "Enrolment", NOW)
    assert assumptions(kept).occupancy == 0.7
    kept = taken_back(kept, ["assumption.occupancy", "assumption.never"])
    assert assumptions(kept) == Assumptions(students=4000)
    assert log(kept)["item"].tolist() == ["students"]


def test_decisions_are_kept_with_their_number_of_saves():
    """What is stored is read again; nothing stored is nothing decided."""
    made_ = decide({}, "assumption.occupancy", 0.7, "Board", "Exams", NOW)
    assert kept(record(made_, 3)) == (made_, 3)
    assert kept(None) == ({}, 0)


def test_a_decided_strength_holds():
    """Only the decided pair changes, and says so."""
    kept = decide({}, "strength.quiet.table", 9, "Board", "They read there", NOW)
    table = with_decided_strengths(STRENGTHS, kept)
    assert table["strength"].tolist() == [9, 9, 9]
    assert table["edited"].tolist() == [False, True, False]
    with pytest.raises(DecisionValueError):
        decide({}, "strength.quiet.table", 5, "Board", "Between", NOW)


def test_shares_can_be_held_back_towards_today():
    """Half of the way: learning 1/2 x demand + 1/2 x 30 of 40 seats."""
    before = demand(*[(0, 1)] * 6)  # learning 1/4, creative 3/4
    found = anchored(before, FUNCTIONS, {"learning": 30, "creative": 10, "other": 99}, 0.5)
    assert found.share["maker"] == pytest.approx(0.5 * 0.75 + 0.5 * 0.25)
    assert found.share.sum() == pytest.approx(1)
    assert anchored(before, FUNCTIONS, {}, 0.5) is before
    assert anchored(before, FUNCTIONS, {"learning": 30}, 1.0) is before


def hours(*weeks: tuple[float, ...]) -> pd.DataFrame:
    """Hours that count, one tuple of head-counts per week."""
    rows = [(week, people) for week, counts in enumerate(weeks) for people in counts]
    return pd.DataFrame(rows, columns=["week", "people"])


def test_seats_in_all_by_hand():
    """Median 60 people at 80 % occupancy need 75 seats."""
    found = seats_in_all(Assumptions(percentile=0.5), hours((50, 60), (60, 70)), 400)
    assert found.basis == "peak"
    assert found.seats == pytest.approx(75)
    low, high = found.interval
    assert low == pytest.approx(55 / 0.8)  # the first week drawn twice
    assert high == pytest.approx(65 / 0.8)


@pytest.mark.parametrize(
    ("given_", "basis", "seats"),
    [
        (Assumptions(), "today", 400.0),  # nothing was counted
        (Assumptions(students=2000, basis="students"), "students", 500.0),  # one for four
        (Assumptions(seats=123), "given", 123.0),
    ],
)
def test_other_bases(given_, basis, seats):
    """Without counts the seats of today, students or a decision say how many."""
    found = seats_in_all(given_, hours(), 400)
    assert (found.basis, found.seats, found.interval) == (basis, seats, (seats, seats))


def test_a_basis_without_numbers_gives_no_seats():
    """Asked for the peak without counts, nothing is made up."""
    assert seats_in_all(Assumptions(basis="peak"), hours(), 400) is None
    assert seats_in_all(Assumptions(), hours(), None) is None


def observed(**changes: object) -> pd.DataFrame:
    """One hour of a building whose ten zones were all counted."""
    one = {"week": dt.date(2026, 3, 2), "day": dt.date(2026, 3, 3), "hour": 10}
    return pd.DataFrame([one | {"people": 80.0, "zones": 10, "zones_week": 10} | changes])


@pytest.mark.parametrize(("zones", "counts"), [(10, 1), (9, 1), (8, 0)])
def test_an_hour_counts_when_nine_zones_of_ten_were_seen(zones, counts):
    """A building half looked at would seem half empty."""
    kept, facts = counted_hours(observed(zones=zones), None, "busy")
    assert len(kept) == counts
    assert facts["left_out"] == 1 - counts


@pytest.mark.parametrize(
    ("kind", "weeks", "counts"),
    [("teaching", "busy", 1), ("exam", "busy", 1), ("break", "busy", 0), ("exam", "teaching", 0)],
)
def test_only_weeks_of_the_asked_kind_count(kind, weeks, counts):
    """Breaks say nothing of the seats that are needed; without a calendar all weeks count."""
    labels = pd.DataFrame({"day": [dt.date(2026, 3, 3)], "kind": [kind]})
    kept, facts = counted_hours(observed(), labels, weeks)
    assert len(kept) == counts
    assert facts["by_calendar"]
    assert len(counted_hours(observed(), None, weeks)[0]) == 1


def test_only_the_last_year_counts():
    """Seats needed before a renovation are not those needed now."""
    old = observed(day=dt.date(2025, 3, 3))
    kept, _ = counted_hours(pd.concat([old, observed()]), None, "all")
    assert kept["day"].tolist() == [dt.date(2026, 3, 3)]


WEIGHTS = strategies.lists(
    strategies.tuples(*[strategies.floats(0.01, 1).map(lambda x: round(x, 2))] * 2),
    min_size=5,
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(WEIGHTS, strategies.integers(20, 900))
def test_every_interval_contains_its_number_and_shares_add_to_one(people, seats):
    """Whatever people answered."""
    found = demand(*people)
    assert found.share.sum() == pytest.approx(1)
    made_ = made(FUNCTIONS, found, given_total(seats), {})
    table = made_.functions[made_.functions["share"].notna()]
    assert table["share"].sum() == pytest.approx(1)
    for frame in (table, made_.types):
        assert (frame["seats_low"] <= frame["seats"]).all()
        assert (frame["seats"] <= frame["seats_high"]).all()
        assert (frame["area_low_m2"] <= frame["area_m2"] + 1e-9).all()
        assert (frame["area_m2"] <= frame["area_high_m2"] + 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(WEIGHTS, strategies.integers(0, 4), strategies.sampled_from(NEEDS))
def test_more_demand_for_a_need_never_lowers_the_seats_of_what_it_asks_for_most(
    people, person, need
):
    """The functions that no other need asks for more strongly win or stay."""
    more = [list(one) for one in people]
    more[person][NEEDS.index(need)] += 0.5
    before, after = (
        made(FUNCTIONS, demand(*group), given_total(300), {}).functions.set_index("function")
        for group in (people, more)
    )
    spread = function_spread(TYPES, STRENGTHS, FUNCTIONS)
    for function in spread.columns[spread.loc[need] >= spread.max()]:
        assert after.loc[function, "seats"] >= before.loc[function, "seats"]


@settings(max_examples=15, deadline=None)
@given(WEIGHTS, strategies.sampled_from([("quiet", "table", 9), ("tools", "maker", 9)]))
def test_a_stronger_link_never_lowers_the_seats_of_a_function(people, change):
    """Strengths are edited by a committee that expects this."""
    need, function, strength = change
    weaker = STRENGTHS.copy()
    weaker.loc[weaker["function"] == function, "strength"] = 1
    seats = []
    for table in (weaker, weaker.assign(strength=_with(weaker, need, function, strength))):
        found = function_demand(weighed(*people), function_spread(TYPES, table, FUNCTIONS))
        functions = made(FUNCTIONS, found, given_total(300), {}).functions
        seats.append(functions.set_index("function").loc[function, "seats"])
    assert seats[1] >= seats[0]


def _with(table: pd.DataFrame, need: str, function: str, strength: int) -> pd.Series:
    mine = (table["need"] == need) & (table["function"] == function)
    return table["strength"].mask(mine, strength)


def test_both_sources_widen_an_interval():
    """Weeks that differ make the interval wider than the answers alone do."""
    found = demand(*[(1, 0.2), (0.3, 1), (1, 1), (0.1, 1), (1, 0.5), (0.7, 0.2)])
    steady, moving = (
        made(FUNCTIONS, found, seats_in_all(Assumptions(), counts, None), {}).functions
        for counts in (hours((400,), (400,), (400,)), hours((300,), (400,), (420,)))
    )
    width = [(t["seats_high"] - t["seats_low"]).sum() for t in (steady, moving)]
    assert width[0] < width[1]


def test_a_strength_of_five_is_refused():
    """As everywhere: 0, 1, 3 or 9."""
    with pytest.raises(StrengthError):
        function_spread(TYPES.assign(strength=5), STRENGTHS, FUNCTIONS)
