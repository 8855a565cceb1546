"""The linear part of a layout as a mixed-integer programme: zones, limits and goals, no pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack, kron, vstack

from planning.layout.problem import Goal, Limit


@dataclass(frozen=True)
class Linear:
    """Rows of the programme: one function per zone, limits, and what goals miss.

    Parameters
    ----------
    allowed
        Zones x functions.
    limits, goals
        As in `planning.layout.problem.Problem`.
    """

    allowed: np.ndarray
    limits: Sequence[Limit] = ()
    goals: Sequence[Goal] = ()

    def solved(self, cost: np.ndarray, *, seconds: float, gap: float = 1e-4) -> OptimizeResult:
        """Return SciPy's (HiGHS's) answer for whole plans; `cost` is zones x functions."""
        zones, functions = self.allowed.shape
        whole = np.concatenate([np.ones(zones * functions), np.zeros(len(self.goals))])
        table, low, high = self._rows()
        return milp(
            self._cost(cost),
            integrality=whole,
            bounds=Bounds(0, self._top()),
            constraints=LinearConstraint(table, low, high),
            options={"time_limit": max(seconds, 0.05), "mip_rel_gap": gap},
        )

    def priced(self, cost: np.ndarray) -> tuple[np.ndarray, float] | None:
        """Return what limits and goals add to each zone's cost at their best prices.

        Zones x functions, and a constant: the least of each zone's cost with
        the addition, plus the constant, is the cost of the best divided plan.
        None where there is no such plan.
        """
        table, low, high = self._rows()
        zones, functions = self.allowed.shape
        rest, low, high = table[zones:], low[zones:], high[zones:]
        up, down = np.isfinite(high), np.isfinite(low)
        found = linprog(
            self._cost(cost),
            A_ub=vstack([rest[up], -rest[down]]).tocsr() if len(low) else None,
            b_ub=np.concatenate([high[up], -low[down]]) if len(low) else None,
            A_eq=table[:zones],
            b_eq=np.ones(zones),
            bounds=np.column_stack([np.zeros(len(self._top())), self._top()]),
            method="highs",
        )
        if found.status != 0:
            return None
        if not len(low):
            return np.zeros(self.allowed.shape), 0.0
        worth = -found.ineqlin.marginals  # of one unit more of room in a limit
        above, below = worth[: up.sum()], worth[up.sum() :]
        below = np.minimum(below, self._dearest()[down])  # rounding must not make the bound wrong
        price = np.zeros(len(low))
        price[up] += above
        price[down] -= below
        added = (price @ rest[:, : zones * functions]).reshape(zones, functions)
        return added, float(below @ low[down] - above @ high[up])

    def _dearest(self) -> np.ndarray:
        """Return the highest price a row may have: a goal's own, none for limits."""
        return np.array([np.inf] * len(self.limits) + [goal.price for goal in self.goals])

    def _cost(self, cost: np.ndarray) -> np.ndarray:
        return np.concatenate([np.asarray(cost, float).ravel(), [g.price for g in self.goals]])

    def _top(self) -> np.ndarray:
        return np.concatenate([self.allowed.ravel().astype(float), [np.inf] * len(self.goals)])

    def _rows(self) -> tuple[csr_array, np.ndarray, np.ndarray]:
        zones, functions = self.allowed.shape
        goals = len(self.goals)
        one_each = kron(eye_array(zones), np.ones((1, functions)))
        parts = [hstack([one_each, csr_array((zones, goals))])]
        low, high = [np.ones(zones)], [np.ones(zones)]
        for limit in self.limits:
            row = csr_array(limit.use.reshape(1, -1))
            parts.append(hstack([row, csr_array((1, goals))]))
            low.append([limit.at_least])
            high.append([limit.at_most])
        for at, goal in enumerate(self.goals):
            lack = csr_array(([1.0], ([0], [at])), shape=(1, goals))
            parts.append(hstack([csr_array(goal.use.reshape(1, -1)), lack]))
            low.append([goal.enough])
            high.append([np.inf])
        return vstack(parts).tocsr(), np.concatenate(low), np.concatenate(high)
