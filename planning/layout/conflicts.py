"""Which limits contradict each other, when no plan keeps them all: the fewest that do."""

import time
from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from planning.layout.build import Layout, Rule
from planning.layout.linear import Linear
from planning.layout.problem import Limit

FIXED = "fixed"  # what cannot be given up: rooms that are not convertible
CHECK_SECONDS = 2.0  # for one question whether some limits can be kept together


def feasible_plan(layout: Layout, seconds: float = CHECK_SECONDS) -> np.ndarray | None:
    """Return some plan that keeps all limits, None where none exists or was found in time."""
    parts = _Parts(layout)
    return parts.plan(parts.names, seconds)


def smallest_conflict(layout: Layout, seconds: float = 10.0) -> tuple[list[str], bool]:
    """Return the smallest set of limits that no plan keeps together, and whether that is proven.

    Parameters
    ----------
    layout
        The problem; its rules (pins, forbidden functions, smallest sizes, load) and limits.
    seconds
        Longest time; by then a set is returned of which none can be left out,
        though a smaller one may exist.

    Returns
    -------
    Names of rules and limits (`Rule.name`, `Limit.name`), in their order; [] =
    all can be kept. And True where no smaller set contradicts itself.

    Notes
    -----
    Sets that hit every set whose loosening would help are tried from the
    smallest on (Ignatiev and others 2015); the first that contradicts itself is the smallest.
    """
    begun = time.perf_counter()
    parts = _Parts(layout)
    if parts.possible(parts.names):
        return [], True
    helps: list[set[str]] = []
    while time.perf_counter() - begun < seconds:
        tried = _hitting(parts.names, helps)
        if not parts.possible(tried):
            return tried, True
        kept = list(tried)
        for name in parts.names:
            if name not in kept and parts.possible([*kept, name]):
                kept.append(name)
        helps.append(set(parts.names) - set(kept))
    return _thinned(parts), False


def _thinned(parts: "_Parts") -> list[str]:
    """Return a set of which none can be left out: each is tried once."""
    kept = list(parts.names)
    for name in parts.names:
        rest = [one for one in kept if one != name]
        if not parts.possible(rest):
            kept = rest
    return kept


def _hitting(names: Sequence[str], sets: list[set[str]]) -> list[str]:
    """Return the fewest names that have one in each set."""
    if not sets:
        return []
    table = np.array([[name in one for name in names] for one in sets], float)
    found = milp(
        np.ones(len(names)),
        integrality=np.ones(len(names)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(table, 1, np.inf),
    )
    return [name for name, x in zip(names, found.x, strict=True) if x > 0.5]


class _Parts:
    """The limits of a layout by name, and whether some of them can be kept together."""

    def __init__(self, layout: Layout) -> None:
        self.rules: dict[str, Rule] = {rule.name: rule for rule in layout.rules}
        self.fixed = self.rules.pop(FIXED).may
        self.limits: dict[str, Limit] = {limit.name: limit for limit in layout.limits}
        self.names = [*self.rules, *self.limits]

    def plan(self, names: Sequence[str], seconds: float) -> np.ndarray | None:
        found = self._solved(names, seconds)
        if found is None or found.x is None:
            return None
        size = self.fixed.size
        return found.x[:size].reshape(self.fixed.shape).argmax(axis=1)

    def possible(self, names: Sequence[str]) -> bool:
        """Return False only where it is proven that they cannot be kept together."""
        found = self._solved(names, CHECK_SECONDS)
        return found is not None and found.status != 2

    def _solved(self, names: Sequence[str], seconds: float):
        """Return SciPy's answer, None where a room is left with nothing."""
        may = self.fixed.copy()
        for name in names:
            if name in self.rules:
                may &= self.rules[name].may
        if not may.any(axis=1).all():
            return None
        limits = [self.limits[name] for name in names if name in self.limits]
        return Linear(may, limits).solved(np.zeros(may.shape), seconds=seconds)
