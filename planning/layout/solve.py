"""From a layout problem to a good plan: searched on all cores, improving while somebody watches."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from planning.layout import search
from planning.layout.problem import Problem

Progress = Callable[["Found"], bool | None]
CHUNK_SECONDS = 0.15  # between two looks at the clock


@dataclass(frozen=True)
class Found:
    """The best plan so far.

    Parameters
    ----------
    plan
        Function of each zone; None while no plan keeps all limits.
    cost
        Its cost; infinite without a plan.
    seconds
        Since the search began.
    steps
        Moves tried by all searchers.
    """

    plan: np.ndarray | None
    cost: float
    seconds: float
    steps: int


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    steps: int | None = None,
    seed: int = 0,
    start: np.ndarray | None = None,
    searchers: int = 2,
    target: float = -np.inf,
    progress: Progress | None = None,
) -> Found:
    """Return the best plan found that keeps all limits.

    Parameters
    ----------
    problem
        What to plan.
    seconds
        Longest time; the search ends after at most a fraction of a second more.
    steps
        Moves per searcher after which it ends too. With `steps` and enough
        time, the same seed gives the same plan on every machine.
    seed
        Starts the random numbers; each searcher has its own from it.
    start
        A plan to begin from, such as today's; it need not keep the limits.
    searchers
        Independent searches, one per core. They do not talk to each other, so
        that their number of cores does not change what each finds.
    target
        A cost at which the search may end.
    progress
        Hears of the best plan so far; stops the search by returning True.
    """
    begun = time.perf_counter()
    prepared = _Prepared(problem)
    first = prepared.greedy() if start is None else np.array(start, np.int64)
    runs = [_Run(prepared, first, seed * 1009 + number) for number in range(searchers)]
    chunk = 200

    def best() -> Found:
        known = min(runs, key=lambda run: run.cost)
        plan = known.best.copy() if np.isfinite(known.cost) else None
        passed = time.perf_counter() - begun
        return Found(plan, known.cost, passed, sum(run.steps for run in runs))

    with ThreadPoolExecutor(searchers) as pool:
        while True:
            left = seconds - (time.perf_counter() - begun)
            least = min(run.steps for run in runs)
            more = chunk if steps is None else min(chunk, steps - least)
            if left <= 0 or more <= 0 or best().cost <= target:
                break
            looked = time.perf_counter()
            list(pool.map(lambda run: run.on(more), runs))  # noqa: B023 - used at once
            took = time.perf_counter() - looked
            if progress is not None and progress(best()):
                break
            if steps is None:
                chunk = int(np.clip(chunk * CHUNK_SECONDS / max(took, 1e-4), 50, 200_000))
            else:
                chunk = 2000
    return best()


class _Prepared:
    """A problem as the compiled search wants it."""

    def __init__(self, problem: Problem) -> None:
        zones, functions = problem.linear.shape
        self.problem = problem
        self.linear = np.ascontiguousarray(problem.linear, float)
        self.near = np.ascontiguousarray(problem.near, float)
        self.clash = np.ascontiguousarray(problem.clash, float)
        self.allowed = np.ascontiguousarray(problem.allowed, bool)
        limits, goals = problem.limits, problem.goals
        self.hard = len(limits)
        rows = (*limits, *goals)
        self.use = np.array([row.use for row in rows], float).reshape(len(rows), zones, functions)
        self.low = np.array([one.at_least for one in limits] + [one.enough for one in goals], float)
        self.high = np.array([one.at_most for one in limits] + [np.inf] * len(goals), float)
        self.price = np.array([goal.price for goal in goals], float)
        sizes = np.maximum(self.use.reshape(len(rows), -1), 0)
        counted = np.maximum((sizes > 0).sum(axis=1), 1)
        self.scale = np.maximum(sizes.sum(axis=1) / counted, 1e-9) if rows else np.zeros(0)
        self.moving = np.flatnonzero(self.allowed.sum(axis=1) > 1)
        self.touched, self.whole = self._touched()
        self.one_to_one = self._is_one_to_one()

    def _touched(self) -> tuple[np.ndarray, np.ndarray]:
        """Return per function the limits only it uses, and the limits that several use."""
        functions = self.linear.shape[1]
        users = (self.use != 0).any(axis=1)  # limits x functions
        own = users.sum(axis=1) == 1
        rows = [np.flatnonzero(own & users[:, k]) for k in range(functions)]
        width = max(1, *(len(row) for row in rows)) if rows else 1
        touched = np.full((functions, width), -1)
        for k, row in enumerate(rows):
            touched[k, : len(row)] = row
        return touched, np.flatnonzero(~own)

    def _is_one_to_one(self) -> bool:
        """Return whether every function must be taken exactly once: only swaps keep that."""
        zones, functions = self.linear.shape
        exact = (self.low == 1) & (self.high == 1)
        if zones != functions or exact.sum() != functions or len(self.low) != functions:
            return False
        counts = (self.use == 1).all(axis=1) & (self.use != 0).all(axis=1)
        return bool((counts.sum(axis=1) == 1).all() and (counts.sum(axis=0) == 1).all())

    def greedy(self) -> np.ndarray:
        """Return a first plan: the cheapest function per zone, or a one-to-one order."""
        if self.one_to_one:
            return np.arange(self.linear.shape[0])
        return np.where(self.allowed, self.linear, np.inf).argmin(axis=1)

    def first_weight(self) -> np.ndarray:
        """Return penalties about as large as a typical move, then the prices of the goals."""
        spread = np.abs(self.linear).mean() + np.abs(self.near).sum(axis=(1, 2)) @ (
            np.abs(self.clash).mean(axis=(1, 2))
        ) / max(1, self.linear.shape[0])
        spread += (self.price * self.scale[self.hard :]).sum() / max(1, len(self.price))
        return np.concatenate([np.full(self.hard, max(spread, 1e-9)), self.price])


class _Run:
    """One search with its own random numbers."""

    def __init__(self, prepared: _Prepared, first: np.ndarray, seed: int) -> None:
        self.prepared, self.seed = prepared, seed
        self.plan = np.where(
            prepared.allowed[np.arange(len(first)), first], first, prepared.allowed.argmax(axis=1)
        ).astype(np.int64)
        random = np.random.default_rng(seed)
        if prepared.one_to_one and seed % 2:
            self.plan = random.permutation(self.plan)
        self.best = self.plan.copy()
        self.weight = prepared.first_weight()
        self.state = np.array(
            [0.0, np.inf, 0.0, 0.0, self.weight[: prepared.hard].max(initial=0.0)]
        )
        if not prepared.problem.broken(self.plan):
            self.state[1] = prepared.problem.cost(self.plan)

    @property
    def cost(self) -> float:
        return self.state[1]

    @property
    def steps(self) -> int:
        return int(self.state[3])

    def on(self, steps: int) -> None:
        """Search on for so many steps."""
        one = self.prepared
        if not len(one.moving):
            self.state[3] += steps
            return
        self.state[0] = steps
        zones = len(one.linear)
        tenure = 0.9 * zones if one.one_to_one else max(5.0, 0.35 * len(one.moving))
        search.improve(
            self.plan, self.best, one.linear, one.near, one.clash, one.allowed, one.use,
            one.low, one.high, one.scale, self.weight, one.touched, one.whole, one.moving,
            one.one_to_one, tenure, self.state, (self.seed * 7919 + self.steps) % 2**31,
            one.hard,
        )  # fmt: skip
