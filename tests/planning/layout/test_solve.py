"""The search finds what is known to be best, keeps the limits, and says when it finds nothing."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.layout.problem import Goal, Limit, Problem
from planning.layout.solve import solve
from tests.planning.layout.instances import gqap, qap

QAP = {"nug12": 578, "nug15": 1150, "nug30": 6124, "kra30a": 88900, "els19": 17212548}


@pytest.mark.parametrize("name", QAP)
def test_best_known_assignments_are_reached(known, name):
    """QAPLIB's optima; a file that holds a solution instead of the matrices is skipped."""
    try:
        problem = qap(known / "qaplib" / f"{name}.dat")
    except ValueError as error:
        pytest.skip(str(error))
    found = solve(problem, seconds=60, target=QAP[name])
    assert found.cost == QAP[name]
    assert problem.cost(found.plan) == QAP[name]


@pytest.mark.parametrize("name", ["20-15-35", "30-08-55", "35-15-95"])
def test_best_known_generalised_assignments_are_reached(known, name):
    """Best known of Cordeau and others; capacities are kept."""
    best = json.loads((known / "gqap" / "best_known.json").read_text())[name]
    problem = gqap(known / "gqap" / f"{name}.txt")
    found = solve(problem, seconds=60, target=best + 0.5)
    assert found.cost == pytest.approx(best)
    assert problem.broken(found.plan) == []


def small(seed: int, zones: int = 5, functions: int = 3) -> Problem:
    """Return a small problem with two terms, some forbidden places, a seat and a budget limit."""
    random = np.random.default_rng(seed)
    allowed = random.random((zones, functions)) < 0.8
    allowed[np.arange(zones), random.integers(functions, size=zones)] = True
    seats = random.integers(1, 20, (zones, 1)) * np.eye(functions)[0]
    cost = random.integers(0, 9, (zones, functions)).astype(float)
    return Problem(
        random.normal(size=(zones, functions)),
        random.normal(size=(2, zones, zones)),
        random.normal(size=(2, functions, functions)),
        allowed,
        (Limit("seats", seats, at_least=8), Limit("budget", cost, at_most=22)),
        (
            Goal("need", random.random((zones, functions)), enough=2.0, price=1.5),
            Goal("own", random.random((zones, 1)) * np.eye(functions)[1], enough=1.0, price=3.0),
        ),
    )


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_small_plans_are_the_best_of_all_plans(seed):
    """Against every plan there is: 3^5, with limits; none is found where there is none."""
    problem = small(seed)
    kept = [
        problem.cost(np.array(plan))
        for plan in itertools.product(range(3), repeat=5)
        if not problem.broken(np.array(plan))
    ]
    found = solve(problem, steps=3000, seconds=60, seed=seed)
    if not kept:
        assert found.plan is None
        return
    assert found.cost == pytest.approx(min(kept))
    assert found.cost == pytest.approx(problem.cost(found.plan))
    assert problem.broken(found.plan) == []


def test_more_than_enough_earns_nothing():
    """Two zones of 3 for a wish of 4: the first is worth 3, the second 1."""
    use = np.array([[3.0, 0.0], [3.0, 0.0]])
    none = np.zeros((0, 2, 2))
    allowed = np.ones((2, 2), bool)
    wish = Problem(np.zeros((2, 2)), none, none, allowed, (), (Goal("need", use, 4.0, 2.0),))
    plans = ([1, 1], [0, 1], [0, 0])
    assert [wish.cost(np.array(plan)) for plan in plans] == [8.0, 2.0, 0.0]


def test_the_same_seed_gives_the_same_plan():
    """With a number of steps the clock has no say."""
    problem = small(7, zones=14, functions=6)
    plans = [solve(problem, steps=4000, seconds=600, seed=3).plan for _ in range(2)]
    assert plans[0].tolist() == plans[1].tolist()


def test_a_search_that_is_told_to_stop_stops():
    """The first report is enough."""
    heard = []
    solve(small(1), seconds=60, progress=lambda found: heard.append(found) or True)
    assert len(heard) == 1


def test_a_layout_of_other_shapes_is_refused():
    """Three functions are not four."""
    one = small(1)
    with pytest.raises(ValueError, match="expected"):
        Problem(one.linear, one.near, np.zeros((2, 4, 4)), one.allowed)
