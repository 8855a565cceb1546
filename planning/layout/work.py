"""A layout being worked on in the background: searched, held against a bound, then varied."""

import threading
import time
from dataclasses import dataclass, replace

import numpy as np

from planning.layout.alternatives import Alternative, alternatives
from planning.layout.bound import lower_bound
from planning.layout.build import POINTS, Layout
from planning.layout.conflicts import feasible_plan, smallest_conflict
from planning.layout.solve import Found, solve

STEPS = 8_000  # per searcher: about 2 seconds of one core for fifty rooms
LONGEST = 8.0  # seconds of search; a slower machine ends with fewer steps, and says so
BOUND_SECONDS = 5.0


@dataclass(frozen=True)
class State:
    """How far the work is.

    Parameters
    ----------
    phase
        ``search``, ``bound``, ``options``, ``done``, ``stopped`` or ``impossible``.
    plan
        Best plan so far, None without.
    score
        Its score, NaN without.
    best_possible
        No plan scores higher; infinite while nothing is proven.
    seconds, steps
        Of the search.
    complete
        Whether all steps were done: the same wishes then give the same plan anywhere.
    conflict, smallest
        Limits that contradict each other, and whether no smaller set does.
    options
        Proposals of which none is dominated; empty until they were looked for.
    """

    phase: str = "search"
    plan: np.ndarray | None = None
    score: float = np.nan
    best_possible: float = np.inf
    seconds: float = 0.0
    steps: int = 0
    complete: bool = False
    conflict: tuple[str, ...] = ()
    smallest: bool = False
    options: tuple[Alternative, ...] = ()

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.phase in ("search", "bound", "options")

    @property
    def gap(self) -> float | None:
        """Share by which a better plan could still score higher; None where nothing is proven."""
        if self.plan is None or not np.isfinite(self.best_possible) or self.best_possible <= 0:
            return None
        return max(0.0, (self.best_possible - self.score) / self.best_possible)


class Work:
    """One layout problem, worked on by a thread of its own.

    Parameters
    ----------
    layout
        What to plan.
    seed
        The same seed, layout and number of steps give the same plan.
    steps, longest, bound_seconds
        How much is done at most.
    """

    def __init__(
        self,
        layout: Layout,
        *,
        seed: int = 0,
        steps: int = STEPS,
        longest: float = LONGEST,
        bound_seconds: float = BOUND_SECONDS,
    ) -> None:
        self.layout, self.seed, self.steps = layout, seed, steps
        self.longest, self.bound_seconds = longest, bound_seconds
        self.state = State()
        self._stop, self._first, self._end = (threading.Event() for _ in range(3))
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> "Work":
        """Begin; return itself."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """End soon, with the best plan so far."""
        self._stop.set()

    def first(self, seconds: float) -> State:
        """Wait for a first plan, at most so long; return how far the work is."""
        self._first.wait(seconds)
        return self.state

    def end(self, seconds: float = 60.0) -> State:
        """Wait until nothing more is to come, at most so long."""
        self._end.wait(seconds)
        return self.state

    def _run(self) -> None:
        try:
            self._work()
        finally:
            self._first.set()
            self._end.set()

    def _work(self) -> None:
        one = self.layout
        possible = feasible_plan(one)
        if possible is None:
            names, proven = smallest_conflict(one)
            if names:
                self.state = State("impossible", conflict=tuple(names), smallest=proven)
                return
        problem = one.problem()
        today = one.choices.today
        begin = possible if possible is not None and problem.broken(today) else today
        begun = time.perf_counter()
        found = solve(
            problem,
            steps=self.steps,
            seconds=self.longest,
            seed=self.seed,
            start=begin,
            progress=self._heard,
        )
        self._heard(found)
        passed = time.perf_counter() - begun
        complete = found.steps >= 2 * self.steps
        self.state = replace(self.state, phase="bound", seconds=passed, complete=complete)
        if not self._stop.is_set():
            least = lower_bound(problem, seconds=self.bound_seconds, stopped=self._stop.is_set)
            self.state = replace(self.state, best_possible=POINTS - least)
        if not self._stop.is_set() and found.plan is not None:
            self.state = replace(self.state, phase="options")
            told = alternatives(
                one, found.plan, seed=self.seed, steps=self.steps // 3, progress=self._asked
            )
            self.state = replace(self.state, options=tuple(told))
        self.state = replace(self.state, phase="stopped" if self._stop.is_set() else "done")

    def _asked(self, _: float) -> bool:
        return self._stop.is_set()

    def _heard(self, found: Found) -> bool:
        """Take a better plan over; tell the search whether to stop."""
        score = self.layout.score(found.plan) if found.plan is not None else np.nan
        self.state = replace(
            self.state, plan=found.plan, score=score, seconds=found.seconds, steps=found.steps
        )
        if found.plan is not None:
            self._first.set()
        return self._stop.is_set()
