"""A layout of a real building: terms, limits, reasons, conflicts, alternatives, bound."""

import itertools

import numpy as np
import pytest

from data import reference
from planning.layout import conflicts, explain, terms
from planning.layout.alternatives import alternatives
from planning.layout.bound import lower_bound
from planning.layout.build import layout
from planning.layout.solve import solve
from planning.layout.wishes import STAY, TERMS, WEIGHTS, Wishes
from planning.layout.work import Work
from tests.planning.layout import building

SOME = {
    "plain": Wishes(),
    "loud": Wishes(weights={"noise": 20.0, "keep": 1.0}),
    "pinned": Wishes(pins={"a": "cafe", "b": STAY}),
    "forbidden": Wishes(forbidden=("cafe",), forbidden_in={"a": ("quiet_reading",)}),
    "seats": Wishes(seats={"group_room": (60, None), "quiet_reading": (None, 40)}),
    "money": Wishes(prices={"light": 100.0, "medium": 200.0, "heavy": 400.0}, budget=25_000.0),
}


def every_plan(one):
    """All plans within the limits."""
    problem = one.problem()
    options = [np.flatnonzero(row) for row in problem.allowed]
    plans = (np.array(plan) for plan in itertools.product(*options))
    return [plan for plan in plans if not problem.broken(plan)]


@pytest.mark.parametrize("wishes", SOME.values(), ids=SOME)
def test_the_plan_found_is_the_best_of_all_plans_and_no_bound_is_above_it(wishes):
    """Five rooms and five functions are counted out; the bound never lies."""
    one = building.one_layout(wishes)
    problem = one.problem()
    best = min(problem.cost(plan) for plan in every_plan(one))
    found = solve(problem, steps=800, seconds=60, start=one.choices.today)
    assert found.cost == pytest.approx(best)
    assert lower_bound(problem, seconds=5) <= best + 1e-6
    assert one.score(found.plan) == pytest.approx(100 - found.cost)
    assert sum(one.lost(found.plan).values()) == pytest.approx(found.cost)


@pytest.mark.parametrize("wishes", SOME.values(), ids=SOME)
def test_pins_fixed_rooms_and_forbidden_functions_hold(wishes):
    """Whatever the weights say."""
    one = building.one_layout(wishes)
    plan = solve(one.problem(), steps=500, seconds=60, start=one.choices.today).plan
    table = one.table(plan).set_index("zone")
    assert table.loc["f", "function"] == ""
    assert table.loc["f", "seats"] == 5
    for zone, name in wishes.pins.items():
        asked = table.loc[zone, "function_today"] if name == STAY else name
        assert table.loc[zone, "function"] == asked
    assert not set(wishes.forbidden) & set(table["function"])
    for name, (least, most) in wishes.seats.items():
        seats = table.loc[table["function"] == name, "seats"].sum()
        assert (least or 0) <= seats <= (most or np.inf)


def test_a_room_that_keeps_its_function_keeps_its_seats():
    """The silent room of 100 m2 has 40 seats today; a new one of 2.05 m2 each has 48."""
    one = building.one_layout()
    silent = one.choices.index("silent_reading")
    assert one.choices.seats[:2, silent].tolist() == [40, 48]


def test_need_is_lost_in_proportion_to_missing_seats_and_nothing_is_won_beyond_enough():
    """Today: silent 40 of 40, group 30 of 40 (a quarter of 0.3), café 20 of 20."""
    one = building.one_layout()
    lost = one.lost(one.choices.today)
    assert lost["need"] == pytest.approx(one.points["need"] * 0.3 * 10 / 40)


def test_noise_counts_beside_above_and_below():
    """The café (4) lies above the silent room (bears 0) and beside nobody else."""
    one = building.one_layout()
    table = explain.broken(one, one.choices.today)
    loud = table[table["kind"] == "noise"]
    pairs = set(zip(loud["zone"], loud["other"], loud["way"], strict=True))
    assert ("d", "a", "above") in pairs
    assert ("c", "b", "beside") in pairs


def test_terms_about_which_nothing_is_known_are_left_out():
    """No prices, no power, no access: their weights do not dilute the others."""
    one = building.one_layout()
    assert set(one.losses) == {"need", "noise", "affinity", "entrance", "daylight", "keep"}
    assert sum(one.points.values()) == pytest.approx(100)
    assert set(terms.TERMS) == set(TERMS) == set(WEIGHTS)


def test_daylight_is_lost_where_needed_and_where_unwanted():
    """Silent reading (2) loses all light in a dark room; media (-1) half of it in a light one."""
    functions = building.catalogue("silent_reading", "media_studio")
    one = layout(
        building.one_site(functions),
        functions,
        building.programme(),
        reference.function_affinities(),
        Wishes(),
    )
    light = one.losses["daylight"].linear / one.ask.share[:, None]
    assert light[1].tolist() == [1.0, 0.0, 0.0]
    assert light[0].tolist() == [0.5, 0.25, 0.0]


def test_reasons_add_up_to_what_the_second_best_would_lose():
    """Exactly what the score falls by when only that zone changes."""
    one = building.one_layout()
    plan = solve(one.problem(), steps=500, seconds=60, start=one.choices.today).plan
    for row in explain.reasons(one, plan).itertuples():
        other = plan.copy()
        at = one.site.rooms["zone"].tolist().index(row.zone)
        other[at] = one.choices.index(row.second)
        assert one.score(plan) - one.score(other) == pytest.approx(row.points)
        assert row.points >= -1e-9
        told = sum(x for _, x in row.wins) - sum(x for _, x in row.yields)
        assert told == pytest.approx(row.points, abs=0.05)


def test_contradicting_limits_are_named_and_no_more():
    """Five rooms of 48 silent seats are not 300; the café's limit has no part in it."""
    wishes = Wishes(seats={"silent_reading": (300, None), "cafe": (10, None)})
    one = building.one_layout(wishes)
    assert conflicts.smallest_conflict(one) == (["seats_least:silent_reading"], True)


def test_a_pin_to_a_forbidden_function_is_the_conflict():
    """Two limits, neither alone."""
    one = building.one_layout(Wishes(pins={"a": "cafe"}, forbidden=("cafe",)))
    assert conflicts.smallest_conflict(one) == (["forbidden:cafe", "pin:a"], True)


def test_the_fewest_limits_are_named_where_several_sets_contradict():
    """One impossible wish alone, though three others contradict each other too."""
    many = {"silent_reading": (150, None), "group_room": (110, None), "cafe": (80, None)}
    one = building.one_layout(Wishes(seats={**many, "quiet_reading": (900, None)}))
    assert conflicts.smallest_conflict(one) == (["seats_least:quiet_reading"], True)


def test_limits_that_can_be_kept_are_no_conflict():
    """An empty list is proven."""
    assert conflicts.smallest_conflict(building.one_layout()) == ([], True)


def test_no_alternative_is_dominated_and_each_differs():
    """Benefit, works, disturbance: nobody is worse in all."""
    one = building.one_layout(Wishes(weights={"keep": 1.0}))
    chosen = solve(one.problem(), steps=500, seconds=60, start=one.choices.today).plan
    found = alternatives(one, chosen, steps=500)
    assert len(found) >= 3
    assert len({tuple(one.plan) for one in found}) == len(found)
    assert not any(a.dominates(b) for a in found for b in found)


def test_work_ends_with_a_plan_a_bound_and_the_same_plan_again():
    """The thread is only a place to wait."""
    ends = [Work(building.one_layout(), steps=400, seed=5).start().end() for _ in range(2)]
    assert ends[0].phase == "done"
    assert ends[0].complete
    assert 0 <= ends[0].gap < 0.2
    assert ends[0].plan.tolist() == ends[1].plan.tolist()


def test_work_that_is_stopped_keeps_its_plan():
    """Nothing is proven then."""
    work = Work(building.one_layout(), steps=10_000_000, longest=60).start()
    assert work.first(30).plan is not None
    work.stop()
    state = work.end(30)
    assert (state.phase, state.gap) == ("stopped", None)


def test_work_on_impossible_wishes_names_them():
    """Instead of a plan."""
    state = Work(building.one_layout(Wishes(seats={"cafe": (900, None)}))).start().end()
    assert (state.phase, state.conflict) == ("impossible", ("seats_least:cafe",))
    assert state.plan is None
