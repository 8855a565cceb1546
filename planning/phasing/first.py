"""A good first schedule where only order and crews count: many quick ones, the best kept."""

import random
import time

from planning.phasing.problem import Problem

Starts = list[int]


def first_schedule(problem: Problem, *, seconds: float = 1.0, seed: int = 0) -> Starts:
    """Return a short schedule that keeps order and crews; all other limits are not looked at.

    Tasks are placed one by one as early as crews allow, those with the longest
    way to the end first with some chance; then pushed to the right and back to the left,
    which never makes it longer.

    Examples
    --------
    >>> from planning.phasing.problem import Task
    >>> two = (Task("a", "build", 2, {"builders": 1}), Task("b", "build", 3, {"builders": 1}))
    >>> sorted(first_schedule(Problem(two, crews={"builders": 1}), seconds=0.01))
    [0, 3]
    """
    chance = random.Random(seed)
    tasks = range(len(problem.tasks))
    after: list[list[int]] = [[] for _ in tasks]
    before: list[list[int]] = [[] for _ in tasks]
    for one, then in problem.order:
        after[one].append(then)
        before[then].append(one)
    tail = _tails(problem, after)
    until, best = time.monotonic() + seconds, None
    while best is None or time.monotonic() < until:
        noise = 0.0 if best is None else chance.choice([0.1, 0.3, 0.6])
        rank = {t: -tail[t] * (1 + noise * chance.uniform(-1, 1)) for t in tasks}
        starts = _placed(problem, before, after, rank)
        for _ in range(2):
            end = _end(problem, starts)
            ends = {t: starts[t] + problem.tasks[t].weeks for t in tasks}
            right = _placed(problem, after, before, {t: -ends[t] for t in tasks})
            mirrored = {t: end - right[t] - problem.tasks[t].weeks for t in tasks}
            starts = _placed(problem, before, after, mirrored)
        if best is None or _end(problem, starts) < _end(problem, best):
            best = starts
    return best


def _tails(problem: Problem, after: list[list[int]]) -> list[int]:
    """Return for each task the weeks from its start to the end of all that must follow."""
    tail = [-1] * len(after)

    def length(task: int) -> int:
        if tail[task] < 0:
            rest = max((length(then) for then in after[task]), default=0)
            tail[task] = problem.tasks[task].weeks + rest
        return tail[task]

    return [length(task) for task in range(len(after))]


def _placed(problem: Problem, before: list, after: list, rank: dict[int, float]) -> Starts:
    """Place tasks one by one, least rank first among those whose predecessors stand."""
    left = {crew: [number] * (problem.horizon + 1) for crew, number in problem.crews.items()}
    waits = [len(one) for one in before]
    ready = {task for task, number in enumerate(waits) if not number}
    starts = [0] * len(problem.tasks)
    while ready:
        task = min(ready, key=lambda one: (rank[one], one))
        ready.remove(task)
        facts = problem.tasks[task]
        at = max((starts[one] + problem.tasks[one].weeks for one in before[task]), default=0)
        starts[task] = at = _earliest(left, facts, at)
        for crew, number in facts.crews.items():
            for week in range(at, at + facts.weeks):
                left[crew][week] -= number
        for then in after[task]:
            waits[then] -= 1
            if not waits[then]:
                ready.add(then)
    return starts


def _earliest(left: dict[str, list[int]], facts: object, at: int) -> int:
    """Return the first week from which on a task's crews are free for its whole length."""
    while True:
        busy = [
            week
            for crew, number in facts.crews.items()
            for week in range(at, at + facts.weeks)
            if left[crew][week] < number
        ]
        if not busy:
            return at
        at = max(busy) + 1


def _end(problem: Problem, starts: Starts) -> int:
    return max(start + task.weeks for start, task in zip(starts, problem.tasks, strict=True))
