"""Schedules are the shortest there are, keep every limit, and name what cannot be kept."""

import dataclasses
import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.phasing import (
    Closure,
    Problem,
    Swing,
    Task,
    Week,
    broken,
    burden,
    nearest,
    recount,
    solve,
)
from planning.phasing.errors import CrewsTooFewError, ShareError
from tests.planning.phasing.instances import psplib

OPTIMA = {
    "j301_1": 43,
    "j305_4": 63,
    "j309_2": 92,
    "j3013_1": 58,
    "j3013_5": 67,
    "j3029_3": 78,
    "j3045_6": 129,
}
PROVEN = {"j301_1", "j305_4"}  # within the time even where other work takes the cores
TEACHING, EXAM, BREAK = Week("teaching", 10, "a"), Week("exam", 10, "a"), Week("other", 5, "b")


def halls(*weeks, lengths=(2, 2), seats=(20, 20), builders=2, **more):
    """Two halls under works, 60 seats that stay."""
    tasks = tuple(
        Task(f"hall-{n}", "build", length, {"builders": 1}, loud=True)
        for n, length in enumerate(lengths)
    )
    closures = tuple(Closure(f"hall-{n}", (n,), number, number) for n, number in enumerate(seats))
    facts = {"seats": 60, "crews": {"builders": builders}, **more}
    return Problem(tasks, (), closures=closures, weeks=weeks, **facts)


@pytest.mark.parametrize("name", OPTIMA)
def test_published_schedules_are_reached(known, name):
    """PSPLIB's optimal durations; never below them, and never a proof of anything else."""
    problem = psplib(known / "psplib" / f"{name}.sm")
    least = OPTIMA[name]
    answer = solve(problem, seconds=10)
    assert least <= answer.weeks <= least * (1 if name in PROVEN else 1.04)
    assert answer.least_weeks <= least
    assert broken(problem, answer.starts) == []
    if name in PROVEN:
        assert answer.status == "optimal"


def test_the_published_table_is_the_one_tested(known):
    """Nobody edited the optima."""
    table = pd.read_csv(known / "psplib" / "optimum.csv")
    assert (
        dict(zip(table["problem"].str.removesuffix(".sm"), table["optimum"], strict=True)) == OPTIMA
    )


def test_two_crews_work_side_by_side_where_seats_allow():
    """Both halls closed leave 60 of 100 seats."""
    assert solve(halls(*[TEACHING] * 8, shares={("seats", "teaching"): 0.6})).weeks == 2


def test_seats_make_works_wait():
    """With 61 % open only one hall may be closed: 4 weeks in place of 2."""
    answer = solve(halls(*[TEACHING] * 8, shares={("seats", "teaching"): 0.61}))
    assert (answer.weeks, answer.status) == (4, "optimal")


def test_exam_weeks_may_ask_for_more():
    """Three exam weeks with 90 % open: nothing can be closed before they are over."""
    problem = halls(EXAM, EXAM, EXAM, *[TEACHING] * 4, shares={("seats", "exam"): 0.9})
    answer = solve(problem)
    assert (min(answer.starts), answer.weeks) == (3, 5)


def test_shortest_time_goes_before_lost_seats():
    """Waiting for the break would lose fewer seat-hours and take longer."""
    problem = halls(*[TEACHING] * 2, *[BREAK] * 4)
    answer = solve(problem)
    assert (answer.weeks, answer.lost) == (2, 2 * 2 * 20 * 10)


def test_of_equally_short_schedules_the_one_with_fewest_lost_hours_counts():
    """The small hall needs 1 of the 3 weeks; in the break 20 seats lose 5 hours, not 10."""
    problem = halls(TEACHING, TEACHING, BREAK, lengths=(3, 1), seats=(0, 20))
    answer = solve(problem)
    assert (answer.starts, answer.lost) == ((0, 2), 100)


def test_works_are_never_loud_above_silent_zones_in_exam_weeks():
    """The hall lies above the silent room: "below" seen from the works."""
    near = (("hall-0", "silent", "below"),)
    facts = {"near": near, "silent": frozenset({"silent"}), "exam_noise": False}
    problem = halls(EXAM, EXAM, *[TEACHING] * 6, **facts)
    answer = solve(problem)
    assert answer.starts[0] == 2
    above = dataclasses.replace(problem, near=(("hall-0", "silent", "above"),))
    assert solve(above).weeks == 2


def test_a_silent_zone_that_is_closed_itself_hears_nothing():
    """Both are under works at once, so nobody is disturbed."""
    facts = {"silent": frozenset({"hall-1"}), "near": (("hall-0", "hall-1", "beside"),)}
    problem = halls(EXAM, EXAM, *[TEACHING] * 6, exam_noise=False, **facts)
    assert solve(problem).weeks == 2


def test_swing_space_lets_works_go_on():
    """20 seats in the foyer keep 80 of 100 open with both halls closed."""
    problem = halls(*[TEACHING] * 8, shares={("seats", "teaching"): 0.8})
    assert solve(problem).weeks == 4
    lent = dataclasses.replace(problem, swing=(Swing("foyer", 20),))
    answer = solve(lent)
    assert (answer.weeks, sum(n for *_, n in answer.moves)) == (2, 20)
    assert broken(lent, answer.starts, answer.moves) == []


def test_a_zone_under_works_lends_no_seats():
    """The swing zone is the other hall: it can take the seats only before its own works."""
    problem = halls(*[TEACHING] * 8, shares={("seats", "teaching"): 0.85})
    problem = dataclasses.replace(problem, swing=(Swing("hall-1", 20),))
    assert solve(problem).status == "impossible"


def test_money_of_a_term_delays_works():
    """One hall costs 100; the first term has 100, so the other waits for the second."""
    tasks = tuple(Task(f"hall-{n}", "build", 2, {"builders": 1}, cost=100) for n in range(2))
    problem = dataclasses.replace(halls(*[TEACHING] * 4, *[BREAK] * 4), tasks=tasks)
    answer = solve(dataclasses.replace(problem, budgets={"a": 100}))
    assert answer.weeks > 2
    table = recount(problem, answer.starts)
    assert table.groupby("term")["spent"].sum()["a"] <= 100


def test_the_nearest_share_that_can_be_met_is_named():
    """One hall of 20 of 100 seats is closed at some time, whatever is done: 80 %, not 95 %."""
    problem = halls(*[TEACHING] * 8, shares={("seats", "teaching"): 0.95})
    assert solve(problem).status == "impossible"
    one = nearest(problem)[0]
    assert (one.limit, one.asked, one.possible) == (("seats", "teaching"), 0.95, 0.8)
    assert one.proven
    met = dataclasses.replace(problem, shares={("seats", "teaching"): one.possible})
    assert solve(met).found


def test_each_limit_that_helps_alone_is_named():
    """Done in 3 weeks needs 60 % open; 61 % open needs 4 weeks."""
    shares = {("seats", "teaching"): 0.61}
    problem = halls(*[TEACHING] * 8, shares=shares, latest=3)
    found = {one.limit: one.possible for one in nearest(problem)}
    assert found == {("seats", "teaching"): 0.6, "latest": 4}


def test_money_and_noise_have_a_nearest_too():
    """2 weeks of loud works in exam weeks; 100 more money."""
    facts = {"near": (("hall-0", "x", "beside"),), "silent": frozenset({"x"}), "exam_noise": False}
    loud = halls(*[EXAM] * 4, **facts)
    assert [(one.limit, one.possible) for one in nearest(loud)] == [("noise", 2)]
    tasks = tuple(Task(f"hall-{n}", "build", 2, {"builders": 1}, cost=100) for n in range(2))
    dear = dataclasses.replace(halls(*[TEACHING] * 8), tasks=tasks, budgets={"a": 150})
    assert [one.possible for one in nearest(dear)] == [200]


def test_limits_that_only_give_together_are_said_together():
    """Shares of seats and of quiet seats both stand in the way."""
    shares = {("seats", "teaching"): 0.95, ("quiet", "teaching"): 0.95}
    problem = halls(*[TEACHING] * 8, shares=shares)
    closures = tuple(dataclasses.replace(one, silent=True) for one in problem.closures)
    found = nearest(dataclasses.replace(problem, closures=closures))
    assert {one.limit for one in found} == set(shares)
    assert not any(one.alone for one in found)


def test_what_the_plan_takes_for_good_is_not_the_works_fault():
    """A hall that comes back with fewer seats breaks no limit after the last week."""
    problem = halls(*[TEACHING] * 8, shares={("seats", "teaching"): 0.8})
    fewer = tuple(dataclasses.replace(one, seats_after=5) for one in problem.closures[:1])
    assert solve(dataclasses.replace(problem, closures=(*fewer, problem.closures[1]))).found


def test_crews_that_do_not_exist_are_named():
    """One crew asked at once, none there."""
    with pytest.raises(CrewsTooFewError, match=r"hall-0.*1 crews.*there are 0"):
        halls(TEACHING, builders=0)


def test_a_share_is_a_share():
    """70 is no share; 0.7 is."""
    with pytest.raises(ShareError):
        halls(TEACHING, shares={("seats", "exam"): 70})


def test_a_reader_can_stop_the_search(known):
    """What was found by then counts."""
    problem = psplib(known / "psplib" / "j3013_5.sm")
    answer = solve(problem, seconds=60, progress=lambda share: share < 0.03)
    assert answer.status in ("found", "unknown", "optimal")


def test_noise_is_told_per_zone():
    """Two loud weeks beside the room, one of them an exam week."""
    near = (("hall-0", "room", "beside"), ("hall-0", "hall-1", "beside"))
    table = burden(halls(EXAM, TEACHING, near=near), [0, 0])
    assert table.to_dict("records") == [
        {"zone": "room", "loud": 2, "loud_exam": 1, "dusty": 0, "silent": False}
    ]


def every(problem):
    """Every schedule of a small problem that keeps all rules, as (weeks, lost)."""
    ends = [range(problem.horizon - task.weeks + 1) for task in problem.tasks]
    for starts in itertools.product(*ends):
        if not broken(problem, starts):
            table = recount(problem, starts)
            yield len(table), int(table["lost"].sum())


KINDS = st.sampled_from([TEACHING, EXAM, BREAK])


@settings(max_examples=12, deadline=None)
@given(
    weeks=st.lists(KINDS, min_size=5, max_size=7),
    lengths=st.lists(st.integers(1, 3), min_size=1, max_size=3),
    data=st.data(),
)
def test_nothing_better_exists_in_small_cases(weeks, lengths, data):
    """All schedules tried one by one: same duration, same lost seat-hours, or none at all."""
    seats = data.draw(st.lists(st.integers(0, 30), min_size=len(lengths), max_size=len(lengths)))
    shares = {("seats", kind): data.draw(st.sampled_from([0, 0.6, 0.8, 0.9])) for kind in
              ("teaching", "exam")}  # fmt: skip
    near = (("hall-0", "x", "beside"),)
    problem = halls(
        *weeks, lengths=lengths, seats=seats, builders=data.draw(st.integers(1, 2)),
        shares=shares, near=near, silent=frozenset({"x"}), exam_noise=data.draw(st.booleans()),
        latest=data.draw(st.sampled_from([None, 5])),
    )  # fmt: skip
    answer = solve(problem, seconds=20)
    best = min(every(problem), default=None)
    if best is None:
        assert answer.status == "impossible"
        return
    assert (answer.weeks, answer.lost, answer.status) == (*best, "optimal")
    assert broken(problem, answer.starts) == []
