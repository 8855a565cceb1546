"""The arithmetic of a layout: which zone takes which function, at what cost, in which limits."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Limit:
    """One hard limit: what the zones of a plan use of something lies between two ends.

    Parameters
    ----------
    name
        Which limit it is, such as ``seats:quiet_reading`` or ``budget``.
    use
        What zone i uses when it takes function k: float array, zones x functions, not negative.
    at_least, at_most
        Both ends are allowed; infinite where there is none.
    """

    name: str
    use: np.ndarray
    at_least: float = -np.inf
    at_most: float = np.inf


@dataclass(frozen=True)
class Goal:
    """A wish for enough of something: what is missing costs, more than enough earns nothing.

    Parameters
    ----------
    name
        What is wished for, such as ``need:quiet_reading``.
    use
        What zone i brings when it takes function k: zones x functions, not negative.
    enough
        From here on nothing is missing.
    price
        Cost of each missing unit, not negative.
    """

    name: str
    use: np.ndarray
    enough: float
    price: float


@dataclass(frozen=True)
class Problem:
    """A generalised quadratic assignment problem: every zone takes exactly one function.

    The cost of a plan x is the sum of ``linear[i, x_i]`` over zones, of
    ``near[t, i, j] * clash[t, x_i, x_j]`` over terms t and ordered pairs of
    zones i, j, and of what its goals miss. Lower is better; costs may be negative.

    Parameters
    ----------
    linear
        Zones x functions.
    near
        Terms x zones x zones: how much a pair of zones matters to a term.
    clash
        Terms x functions x functions: what a pair of functions costs.
    allowed
        Zones x functions (bool): fixed zones and pins allow one function.
    limits
        Hard limits on the whole plan.
    goals
        Wishes for enough of something, each with diminishing returns: none beyond enough.

    Raises
    ------
    ValueError
        Shapes disagree, a number is not finite, or a zone may take nothing.
    """

    linear: np.ndarray
    near: np.ndarray
    clash: np.ndarray
    allowed: np.ndarray
    limits: tuple[Limit, ...] = field(default=())
    goals: tuple[Goal, ...] = field(default=())

    def __post_init__(self) -> None:
        zones, functions = self.linear.shape
        terms = len(self.near)
        expected = (
            (self.near, (terms, zones, zones)),
            (self.clash, (terms, functions, functions)),
            (self.allowed, (zones, functions)),
            *((one.use, (zones, functions)) for one in (*self.limits, *self.goals)),
        )
        for array, shape in expected:
            if array.shape != shape:
                raise ValueError(f"an array of the layout is {array.shape}, expected {shape}")
        numbers = (
            self.linear,
            self.near,
            self.clash,
            *(one.use for one in (*self.limits, *self.goals)),
        )
        if not all(np.isfinite(array).all() for array in numbers):
            raise ValueError("a number of the layout is not finite")
        if not self.allowed.any(axis=1).all():
            raise ValueError("a zone may take no function at all")

    @property
    def zones(self) -> int:
        """Return the number of zones."""
        return self.linear.shape[0]

    @property
    def functions(self) -> int:
        """Return the number of functions."""
        return self.linear.shape[1]

    def cost(self, plan: np.ndarray) -> float:
        """Return the cost of a plan (function of each zone), limits aside.

        Examples
        --------
        >>> flow, way = np.array([[0, 3], [1, 0]]), np.array([[0, 5], [5, 0]])
        >>> assignment(flow, way).cost(np.array([1, 0]))
        20.0
        """
        plan = np.asarray(plan)
        pairs = self.near * self.clash[:, plan[:, None], plan[None, :]]
        linear = self.linear[np.arange(self.zones), plan].sum()
        return float(linear + pairs.sum() + self.missed(plan).sum())

    def missed(self, plan: np.ndarray) -> np.ndarray:
        """Return what each goal costs in a plan."""
        rows = np.arange(self.zones)
        missing = [max(0.0, goal.enough - goal.use[rows, plan].sum()) for goal in self.goals]
        prices = [goal.price for goal in self.goals]
        return np.array(missing, float) * np.array(prices, float)

    def used(self, plan: np.ndarray) -> np.ndarray:
        """Return what a plan uses of each limit."""
        rows = np.arange(self.zones)
        return np.array([limit.use[rows, plan].sum() for limit in self.limits])

    def broken(self, plan: np.ndarray, slack: float = 1e-6) -> list[str]:
        """Return the names of the limits a plan breaks; `slack` is for rounding."""
        used = self.used(plan)
        rows = np.arange(self.zones)
        names = [] if self.allowed[rows, plan].all() else ["allowed"]
        for limit, one in zip(self.limits, used, strict=True):
            room = slack * max(1.0, abs(one))
            if one < limit.at_least - room or one > limit.at_most + room:
                names.append(limit.name)
        return names


def assignment(flow: np.ndarray, distance: np.ndarray) -> Problem:
    """Return a quadratic assignment problem: as many places as facilities, one to one."""
    size = len(flow)
    one_each = tuple(
        Limit(f"place:{place}", np.eye(size)[place] * np.ones((size, 1)), 1, 1)
        for place in range(size)
    )
    return Problem(
        np.zeros((size, size)),
        np.asarray(flow, float)[None],
        np.asarray(distance, float)[None],
        np.ones((size, size), bool),
        one_each,
    )
