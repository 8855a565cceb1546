"""The works as a model for CP-SAT: one function per rule."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planning.phasing.problem import EXAM, QUIET, SEATS, Problem

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

NOISE, LATEST, BUDGET = "noise", "latest", "budget"


@dataclass
class Model:
    """Variables of a model: ``missed`` says by how much each relaxed limit is missed."""

    problem: Problem
    weeks: int
    cp: cp_model.CpModel
    starts: list = field(default_factory=list)
    end: object = None
    begun: list[list] = field(default_factory=list)  # closure, week: works began by then
    done: list[list] = field(default_factory=list)
    moves: dict[tuple[int, int], object] = field(default_factory=dict)  # closure, swing
    lent: dict[tuple[int, int, int], object] = field(default_factory=dict)  # closure, swing, week
    missed: dict[object, object] = field(default_factory=dict)


def build(problem: Problem, weeks: int, relaxed: Collection = ()) -> Model:
    """Return the model of a problem within so many weeks.

    `relaxed` names limits that may be missed: keys of ``problem.shares``,
    "noise", "latest" or ("budget", term).
    """
    from ortools.sat.python import cp_model

    model = Model(problem, weeks, cp_model.CpModel())
    _tasks(model)
    _crews(model)
    if problem.closures:
        _closures(model)
        _swing(model)
        _open_seats(model, relaxed)
        _noise(model, relaxed)
    _budgets(model, relaxed)
    if problem.latest is not None and LATEST not in relaxed:
        model.cp.add(model.end <= problem.latest)
    elif problem.latest is not None:
        model.missed[LATEST] = model.cp.new_int_var(0, weeks, "")
        model.cp.add(model.missed[LATEST] >= model.end - problem.latest)
    return model


def lost(model: Model) -> object:
    """Return the seat-hours that works take: closed seats, less those lent elsewhere."""
    hours = [week.hours for week in model.problem.weeks]
    closed = [
        one.seats * hours[week] * (model.begun[place][week] - model.done[place][week])
        for place, one in enumerate(model.problem.closures)
        for week in range(model.weeks)
    ]
    return sum(closed) - sum(hours[week] * var for (_, _, week), var in model.lent.items())


def _tasks(model: Model) -> None:
    """Every task starts after those before it have ended; the works end with the last."""
    cp, problem = model.cp, model.problem
    model.end = cp.new_int_var(0, model.weeks, "")
    for task in problem.tasks:
        start = cp.new_int_var(0, max(0, model.weeks - task.weeks), "")
        model.starts.append(start)
        cp.add(model.end >= start + task.weeks)
    for first, then in problem.order:
        cp.add(model.starts[then] >= model.starts[first] + problem.tasks[first].weeks)


def _crews(model: Model) -> None:
    """No more crews of a kind work in a week than there are."""
    for crew, number in model.problem.crews.items():
        mine = [place for place, one in enumerate(model.problem.tasks) if one.crews.get(crew)]
        spans = [
            model.cp.new_fixed_size_interval_var(
                model.starts[place], model.problem.tasks[place].weeks, ""
            )
            for place in mine
        ]
        needs = [model.problem.tasks[place].crews[crew] for place in mine]
        model.cp.add_cumulative(spans, needs, number)


def _closures(model: Model) -> None:
    """Close a zone from its first task to its last: a yes or no per week for either end."""
    for one in model.problem.closures:
        last = model.problem.tasks[one.tasks[-1]].weeks
        model.begun.append(_by(model, model.starts[one.tasks[0]], 0))
        model.done.append(_by(model, model.starts[one.tasks[-1]], last))


def _by(model: Model, start: object, length: int) -> list:
    """Return per week whether `start` + `length` lies in or before it."""
    cp = model.cp
    when = [cp.new_bool_var("") for _ in range(model.weeks)]
    for week, literal in enumerate(when):
        cp.add(start + length <= week).only_enforce_if(literal)
        cp.add(start + length > week).only_enforce_if(literal.negated())
        if week:
            cp.add_implication(when[week - 1], literal)
    return when


def _swing(model: Model) -> None:
    """Seats of a closed zone stand in a swing zone as long as it is closed and has room."""
    cp, problem = model.cp, model.problem
    place_of = {one.zone: place for place, one in enumerate(problem.closures)}
    for to, swing in enumerate(problem.swing):
        spans, loads = [], []
        for place, one in enumerate(problem.closures):
            if one.zone == swing.zone:
                spans.append(_closed_span(model, place))
                loads.append(swing.seats)
            elif one.seats:
                most = min(one.seats, swing.seats)
                model.moves[place, to] = cp.new_int_var(0, most, "")
                spans.append(_closed_span(model, place))
                loads.append(model.moves[place, to])
        cp.add_cumulative(spans, loads, swing.seats)
        if swing.zone in place_of:
            _not_after(model, to, place_of[swing.zone])
    for place, one in enumerate(problem.closures):
        mine = [var for (closed, _), var in model.moves.items() if closed == place]
        if mine:
            cp.add(sum(mine) <= one.seats)
    _lent(model)


def _not_after(model: Model, to: int, rebuilt: int) -> None:
    """Let a zone that is rebuilt itself lend seats before its own works, not after."""
    own = model.problem.closures[rebuilt]
    for (place, swing), var in model.moves.items():
        if swing == to:
            one = model.problem.closures[place]
            before = model.cp.new_bool_var("")
            end = model.starts[one.tasks[-1]] + model.problem.tasks[one.tasks[-1]].weeks
            model.cp.add(end <= model.starts[own.tasks[0]]).only_enforce_if(before)
            model.cp.add(var == 0).only_enforce_if(before.negated())


def _closed_span(model: Model, place: int) -> object:
    """Return the time a zone is closed."""
    one = model.problem.closures[place]
    first = model.starts[one.tasks[0]]
    end = model.starts[one.tasks[-1]] + model.problem.tasks[one.tasks[-1]].weeks
    size = model.cp.new_int_var(0, model.weeks, "")
    return model.cp.new_interval_var(first, size, end, "")


def _lent(model: Model) -> None:
    """In a week a zone has lent seats elsewhere only while it is closed."""
    for (place, to), var in model.moves.items():
        most = min(model.problem.closures[place].seats, model.problem.swing[to].seats)
        for week in range(model.weeks):
            seen = model.cp.new_int_var(0, most, "")
            closed = model.begun[place][week] - model.done[place][week]
            model.cp.add(seen <= var)
            model.cp.add(seen <= most * closed)
            model.lent[place, to, week] = seen


def _open_seats(model: Model, relaxed: Collection) -> None:
    """In each week until the works end, enough seats are open."""
    cp, problem = model.cp, model.problem
    for (what, kind), share in problem.shares.items():
        floor = problem.floor(what, kind)
        weeks = [week for week in range(model.weeks) if problem.weeks[week].kind == kind]
        if not share or not floor or not weeks:
            continue
        least = floor
        if (what, kind) in relaxed:
            least = cp.new_int_var(0, floor, "")
            model.missed[what, kind] = floor - least
        for week in weeks:
            rule = cp.add(_open(model, what, week) >= least)
            if problem.final(what) < floor:  # what the plan takes for good is not the works' fault
                still = cp.new_bool_var("")
                cp.add(model.end <= week).only_enforce_if(still.negated())
                rule.only_enforce_if(still)


def _open(model: Model, what: str, week: int) -> object:
    """Return the seats (quiet seats) that are open in a week."""
    problem = model.problem
    number = getattr(problem, what)
    for place, one in enumerate(problem.closures):
        if what == SEATS or one.silent:
            number += one.seats * (1 - model.begun[place][week])
        if what == SEATS or one.silent_after:
            number += one.seats_after * model.done[place][week]
    for (place, to, when), var in model.lent.items():
        both = problem.closures[place].silent and problem.swing[to].silent
        if when == week and (what == SEATS or (what == QUIET and both)):
            number += var
    return number


def _noise(model: Model, relaxed: Collection) -> None:
    """In exam weeks no loud works go on beside or above a silent zone that is open."""
    problem, cp = model.problem, model.cp
    if problem.exam_noise:
        return
    place_of = {one.zone: place for place, one in enumerate(problem.closures)}
    exams = [week for week in range(model.weeks) if problem.weeks[week].kind == EXAM]
    broken = []
    for place, task in enumerate(problem.tasks):
        near = problem.disturbed(task.zone) if task.loud else []
        for week in exams if near else ():
            ways = [cp.new_bool_var(""), cp.new_bool_var("")]
            cp.add(model.starts[place] > week).only_enforce_if(ways[0])
            cp.add(model.starts[place] + task.weeks <= week).only_enforce_if(ways[1])
            if NOISE in relaxed:
                broken.append(cp.new_bool_var(""))
                ways.append(broken[-1])
            for zone in near:
                if zone in place_of:
                    own = place_of[zone]
                    cp.add_bool_or([*ways, model.begun[own][week]])
                    cp.add_bool_or([*ways, model.done[own][week].negated()])
                else:
                    cp.add_bool_or(ways)
    if NOISE in relaxed:
        model.missed[NOISE] = sum(broken)


def _budgets(model: Model, relaxed: Collection) -> None:
    """In each term no more is spent than there is."""
    problem = model.problem
    terms = {problem.weeks[week].term for week in range(min(model.weeks, len(problem.weeks)))}
    bills = [
        [problem.spent(task, start) for start in range(max(1, model.weeks - task.weeks + 1))]
        if task.cost and problem.budgets
        else []
        for task in problem.tasks
    ]
    for term in sorted(terms & set(problem.budgets)):
        spent = []
        for place, bill in enumerate(bills):
            prices = [one.get(term, 0) for one in bill]
            if any(prices):
                spent.append(model.cp.new_int_var(0, max(prices), ""))
                model.cp.add_element(model.starts[place], prices, spent[-1])
        more = 0
        if (BUDGET, term) in relaxed:
            more = model.cp.new_int_var(0, sum(task.cost for task in problem.tasks), "")
            model.missed[BUDGET, term] = more
        if spent:
            model.cp.add(sum(spent) <= problem.budgets[term] + more)
