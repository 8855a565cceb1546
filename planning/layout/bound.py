"""What no plan can beat: a bound from the linear part exact and the pairs relaxed.

Costs of pairs of zones are moved onto single zones (`planning.layout.pairs`),
limits and goals are priced by a linear programme, in turn, and neither step
lowers the bound. At the end zones, limits and goals are solved for whole plans
by SciPy's HiGHS with what was moved, so only the pairs stay relaxed. It comes
near where most of the cost lies on single zones; for pure quadratic assignment
it says next to nothing.
"""

import time
from collections.abc import Callable

import numpy as np

from planning.layout import pairs
from planning.layout.linear import Linear
from planning.layout.problem import Problem

ROUNDS = 25  # of moving costs between two prices
LONGEST = 40  # price steps
POOR = 3e-4  # a step that gains less than this share is the last but few
PATIENCE = 3
MOST = 6_000_000  # entries of pair costs; beyond it the bound would not end in time


def lower_bound(
    problem: Problem, *, seconds: float = 5.0, stopped: Callable[[], bool] = bool
) -> float:
    """Return a cost that no plan within the limits is below; minus infinity = none known.

    Parameters
    ----------
    problem
        What to plan.
    seconds
        Longest time, about.
    stopped
        Asked now and then; ends the work with what is proven by then.

    Examples
    --------
    >>> none = np.zeros((0, 2, 2))
    >>> one = Problem(np.array([[1.0, 2.0], [5.0, 3.0]]), none, none, np.ones((2, 2), bool))
    >>> lower_bound(one)
    4.0
    """
    begun = time.perf_counter()
    ends, costs = _edges(problem)
    if costs.size > MOST:
        return -np.inf
    linear = Linear(problem.allowed, problem.limits, problem.goals)
    theta = problem.linear + np.einsum("tii,tkk->ik", problem.near, problem.clash)
    first, second = (np.zeros((len(ends), problem.functions)) for _ in range(2))
    last, poor = -np.inf, 0
    for _ in range(LONGEST if len(ends) else 0):
        priced = linear.priced(theta)
        if priced is None or stopped() or time.perf_counter() - begun > seconds / 2:
            break
        added, constant = priced
        theta += added
        pairs.spread(theta, ends, costs, first, second, problem.allowed, ROUNDS)
        value = constant + np.where(problem.allowed, theta, np.inf).min(axis=1).sum()
        value += pairs.least(ends, costs, first, second, problem.allowed)
        theta -= added
        poor = poor + 1 if value - last < POOR * max(1.0, abs(value)) else 0
        last = value
        if poor >= PATIENCE:
            break
    rest = pairs.least(ends, costs, first, second, problem.allowed)
    if stopped():
        return float(last)
    found = linear.solved(theta, seconds=seconds - (time.perf_counter() - begun))
    whole = -np.inf if found.mip_dual_bound is None else found.mip_dual_bound + rest
    return float(max(last, whole))


def _edges(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of zones with a cost, and what each pair of functions costs there."""
    touching = (problem.near != 0).any(axis=0)
    touching = np.triu(touching | touching.T, 1)
    ends = np.argwhere(touching)
    i, j = ends.T
    there, back = problem.near[:, i, j], problem.near[:, j, i]
    costs = np.einsum("te,tkm->ekm", there, problem.clash)
    costs = costs + np.einsum("te,tkm->emk", back, problem.clash)
    return ends, np.ascontiguousarray(costs)
