"""Schedules of works: shortest time first, then fewest lost seat-hours."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planning.phasing.first import first_schedule
from planning.phasing.model import Model, build, lost
from planning.phasing.problem import Problem

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

OPTIMAL, FOUND, IMPOSSIBLE, UNKNOWN = "optimal", "found", "impossible", "unknown"
WORKERS = 2
_STEP = 0.1  # seconds between two looks at the progress
_FIRST = 0.7  # share of the time for the shortest duration
_QUICK = 0.1  # share of the time for a schedule to begin with
Progress = Callable[[float], bool | None]


@dataclass(frozen=True)
class Answer:
    """A schedule, and how good it is.

    Parameters
    ----------
    status
        "optimal" (proven), "found" (a better one may exist), "impossible"
        (proven: the limits contradict each other) or "unknown" (none found in
        the time given).
    starts
        The week each task starts in, counted from 0; () without a schedule.
    moves
        (closed zone, swing zone, seats) while the first is closed.
    weeks, least_weeks
        Duration, and a duration that no schedule can undercut.
    lost, least_lost
        Seat-hours lost, and what no schedule of that duration can undercut.
    """

    status: str
    starts: tuple[int, ...] = ()
    moves: tuple[tuple[str, str, int], ...] = ()
    weeks: int = 0
    least_weeks: int = 0
    lost: int = 0
    least_lost: int = 0

    @property
    def found(self) -> bool:
        """Whether there is a schedule."""
        return self.status in (OPTIMAL, FOUND)


def solve(
    problem: Problem, *, seconds: float = 10.0, seed: int = 0, progress: Progress | None = None
) -> Answer:
    """Return the best schedule found in the time given.

    Parameters
    ----------
    problem
        What is to be kept.
    seconds
        Time limit. Of equally good schedules another may come out on another
        machine; duration and lost seat-hours of a proven one do not change.
    seed
        Of the search.
    progress
        Called with the share of the time gone; False ends the search with
        what there is.

    Examples
    --------
    >>> from planning.phasing.problem import Task
    >>> two = (Task("a", "build", 2, {"builders": 1}), Task("b", "build", 3, {"builders": 1}))
    >>> solve(Problem(two, crews={"builders": 1})).weeks
    5
    """
    if not problem.tasks:
        return Answer(OPTIMAL)
    over = bool(problem.closures)
    first, began = seconds * (_FIRST if over else 1), time.monotonic()
    quick = [] if over else _quick(problem, seconds, seed)
    shortest = build(problem, _weeks(problem, quick) or problem.horizon)
    for var, start in zip(shortest.starts, quick, strict=False):
        shortest.cp.add_hint(var, start)
    shortest.cp.minimize(shortest.end)
    first -= time.monotonic() - began
    solver, status = run(shortest, first, seed, _part(progress, 0, first / seconds))
    if status not in (OPTIMAL, FOUND):
        return Answer(status)
    known = _answer(shortest, solver, status)
    if not over or not known.weeks:
        return known
    best = build(problem, known.weeks)
    for place, var in enumerate(best.starts):
        best.cp.add_hint(var, known.starts[place])
    best.cp.minimize(lost(best))
    rest = max(seconds - (time.monotonic() - began), seconds * (1 - _FIRST))
    solver, second = run(best, rest, seed, _part(progress, 1 - rest / seconds, 1))
    if second not in (OPTIMAL, FOUND):
        return _with_lost(known, problem)
    both = OPTIMAL if status == second == OPTIMAL else FOUND
    bounds = {"least_weeks": known.least_weeks, "least_lost": round(solver.best_objective_bound)}
    return _answer(best, solver, both, lost=round(solver.objective_value), **bounds)


def run(
    model: Model, seconds: float, seed: int = 0, progress: Progress | None = None
) -> tuple[cp_model.CpSolver, str]:
    """Return the solver and its status; the search runs beside, so that it can be stopped."""
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    began = time.monotonic()
    with ThreadPoolExecutor(1) as beside:
        work = beside.submit(solver.solve, model.cp)
        try:
            while progress and not work.done():
                time.sleep(_STEP)
                if progress(min(1.0, (time.monotonic() - began) / seconds)) is False:
                    break
            else:
                work.result()
        finally:
            while not work.done():  # a search that has not begun yet does not hear the first call
                solver.stop_search()
                time.sleep(_STEP / 10)
    words = {cp_model.OPTIMAL: OPTIMAL, cp_model.FEASIBLE: FOUND, cp_model.INFEASIBLE: IMPOSSIBLE}
    return solver, words.get(work.result(), UNKNOWN)


def _quick(problem: Problem, seconds: float, seed: int) -> list[int]:
    """Return a good schedule to begin with where nothing but order and crews counts."""
    if problem.budgets or problem.latest is not None:
        return []
    return first_schedule(problem, seconds=_QUICK * seconds, seed=seed)


def _weeks(problem: Problem, starts: Sequence[int]) -> int:
    """Return how many weeks a schedule takes; 0 where there is none."""
    ends = (start + task.weeks for start, task in zip(starts, problem.tasks, strict=False))
    return max(ends, default=0)


def _part(progress: Progress | None, low: float, high: float) -> Progress | None:
    """Return what tells a stretch of the whole progress."""
    return progress and (lambda share: progress(low + share * (high - low)))


def _answer(model: Model, solver: cp_model.CpSolver, status: str, **more: int) -> Answer:
    """Return the schedule a solver found."""
    problem = model.problem
    moved = [
        (problem.closures[place].zone, problem.swing[to].zone, solver.value(var))
        for (place, to), var in model.moves.items()
        if solver.value(var)
    ]
    starts = tuple(solver.value(var) for var in model.starts)
    weeks = _weeks(problem, starts)
    least = {"least_weeks": round(solver.best_objective_bound)}
    return Answer(status, starts, tuple(moved), weeks, **(least | more))


def _with_lost(known: Answer, problem: Problem) -> Answer:
    """Return a schedule whose lost seat-hours were not made fewer."""
    from dataclasses import replace

    from planning.phasing.limits import recount

    table = recount(problem, known.starts, known.moves)
    return replace(known, status=FOUND, lost=int(table["lost"].sum()))
