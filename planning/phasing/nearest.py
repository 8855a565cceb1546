"""Limits that cannot be met, and the nearest ones that can."""

from collections.abc import Hashable
from dataclasses import dataclass

from planning.phasing.model import BUDGET, LATEST, NOISE, build
from planning.phasing.problem import Problem
from planning.phasing.solve import FOUND, OPTIMAL, Progress, run


@dataclass(frozen=True)
class Nearest:
    """What a limit would have to be, all others kept.

    ``limit``: a key of ``Problem.shares``, "noise", "latest" or ("budget",
    term). ``asked`` and ``possible`` are shares of seats, weeks of loud works in exam weeks
    (asked 0), weeks, or money. ``proven``: nothing nearer can be met. ``alone``: this limit
    alone stands in the way; else all limits so marked have to give at once.
    """

    limit: Hashable
    asked: float
    possible: float
    proven: bool
    alone: bool


def limits_of(problem: Problem) -> list[Hashable]:
    """Return the limits of a problem that could be missed.

    Examples
    --------
    >>> limits_of(Problem((), shares={("seats", "exam"): 0.7, ("quiet", "exam"): 0}, latest=9))
    [('seats', 'exam'), 'latest']
    """
    found: list[Hashable] = [limit for limit, share in problem.shares.items() if share]
    found += [] if problem.exam_noise else [NOISE]
    found += [(BUDGET, term) for term in sorted(problem.budgets)]
    return found + ([] if problem.latest is None else [LATEST])


def nearest(
    problem: Problem, *, seconds: float = 10.0, seed: int = 0, progress: Progress | None = None
) -> list[Nearest]:
    """Return for each limit the nearest one that can be met while all others hold.

    Limits that do not help alone are left out. Where none helps alone, all give
    together, each missed by as small a part of itself as possible. [] where
    even that finds nothing in the time given.

    Examples
    --------
    >>> from planning.phasing.problem import Closure, Task, Week
    >>> one = Problem((Task("a", "build", 1),), closures=(Closure("a", (0,), 10, 10),),
    ...               weeks=(Week(),), seats=30, shares={("seats", "teaching"): 0.9})
    >>> [(limit.limit, limit.possible) for limit in nearest(one)]
    [(('seats', 'teaching'), 0.75)]
    """
    limits = limits_of(problem)
    each = seconds / (len(limits) + 1)
    found = []
    for number, limit in enumerate(limits):
        part = progress and (lambda share, n=number: progress((n + share) / (len(limits) + 1)))
        found += _relaxed(problem, [limit], each, seed, part)
    return found or _relaxed(problem, limits, each, seed, None)


def _relaxed(
    problem: Problem, limits: list, seconds: float, seed: int, progress: Progress | None
) -> list[Nearest]:
    """Return how far these limits have to give, together as little as possible."""
    model = build(problem, problem.horizon, limits)
    if not model.missed:
        return []
    scale = {limit: _scale(problem, limit) for limit in model.missed}
    model.cp.minimize(sum(scale[limit] * var for limit, var in model.missed.items()))
    solver, status = run(model, seconds, seed, progress)
    if status not in (OPTIMAL, FOUND):
        return []
    missed = {limit: solver.value(var) for limit, var in model.missed.items()}
    proven, alone = status == OPTIMAL, len(limits) == 1
    return [
        Nearest(limit, *_ends(problem, limit, by), proven, alone)
        for limit, by in missed.items()
        if by
    ]


def _scale(problem: Problem, limit: Hashable) -> int:
    """Return what one unit of missing a limit counts: each is missed by a part of itself."""
    if limit == NOISE:
        return 10_000
    if limit == LATEST:
        return max(1, 100_000 // max(1, problem.latest))
    if limit[0] == BUDGET:
        return max(1, 100_000 // max(1, problem.budgets[limit[1]]))
    return max(1, 100_000 // max(1, problem.floor(*limit)))


def _ends(problem: Problem, limit: Hashable, by: int) -> tuple[float, float]:
    """Return what was asked and what is possible, in the unit of a limit."""
    if limit == NOISE:
        return 0, by
    if limit == LATEST:
        return problem.latest, problem.latest + by
    if limit[0] == BUDGET:
        return problem.budgets[limit[1]], problem.budgets[limit[1]] + by
    possible = (problem.floor(*limit) - by) / problem.total(limit[0])
    return problem.shares[limit], possible
