"""What a schedule means week by week, counted anew from its dates, and which limits it breaks."""

from collections.abc import Sequence

import pandas as pd

from planning.phasing.problem import EXAM, QUIET, SEATS, Problem

Moves = Sequence[tuple[str, str, int]]


def recount(problem: Problem, starts: Sequence[int], moves: Moves = ()) -> pd.DataFrame:
    """Return what is open in each week of the works.

    Counted from the weeks of the tasks alone; knows nothing of how they were found.

    Returns
    -------
    One row per week until the last task ends: ``week`` (int, from 0), ``kind``,
    ``term``, ``seats`` and ``quiet`` (int, open), ``seats_least`` and
    ``quiet_least`` (int, that must be open; 0 = no limit), ``lent`` (int, seats that stand
    elsewhere), ``lost`` (int, seat-hours), ``spent`` (int), ``closed`` (zones
    closed) and ``loud`` (int, loud phases beside or above silent zones that are open).

    Examples
    --------
    >>> from planning.phasing.problem import Closure, Task, Week
    >>> one = Problem((Task("a", "build", 1),), closures=(Closure("a", (0,), 10, 12),),
    ...               weeks=(Week(), Week()), seats=30)
    >>> recount(one, [1])[["seats", "lost"]].to_numpy().tolist()
    [[40, 0], [30, 10]]
    """
    spans = {one.zone: _closed(problem, one.tasks, starts) for one in problem.closures}
    last = max((s + t.weeks for s, t in zip(starts, problem.tasks, strict=True)), default=0)
    bills = _bills(problem, starts, last)
    rows = []
    for week in range(last):
        closed = [zone for zone, (first, end) in spans.items() if first <= week < end]
        facts = problem.weeks[week]
        counted = {what: _open(problem, what, week, spans, moves) for what in (SEATS, QUIET)}
        lent = sum(number for zone, _, number in moves if zone in closed)
        shut = sum(one.seats for one in problem.closures if one.zone in closed)
        rows.append(
            {"week": week, "kind": facts.kind, "term": facts.term, **counted}
            | {f"{what}_least": problem.floor(what, facts.kind) for what in (SEATS, QUIET)}
            | {"lent": lent, "lost": (shut - lent) * facts.hours, "spent": bills[week]}
            | {"closed": len(closed), "loud": len(_loud(problem, starts, week, closed))}
        )
    return pd.DataFrame(rows)


def broken(problem: Problem, starts: Sequence[int], moves: Moves = ()) -> list[str]:
    """Return the rules a schedule breaks, in words of the log; [] = it keeps all of them.

    Examples
    --------
    >>> from planning.phasing.problem import Task, Week
    >>> one = Problem((Task("a", "build", 2),), weeks=(Week(),) * 3, latest=2)
    >>> broken(one, [1])
    ['latest: 3 > 2']
    """
    found = []
    tasks = problem.tasks
    for first, then in problem.order:
        if starts[then] < starts[first] + tasks[first].weeks:
            found.append(f"order: {tasks[first]} before {tasks[then]}")
    end = max((s + t.weeks for s, t in zip(starts, tasks, strict=True)), default=0)
    for week in range(end):
        busy = [t for s, t in zip(starts, tasks, strict=True) if s <= week < s + t.weeks]
        for crew, number in problem.crews.items():
            used = sum(task.crews.get(crew, 0) for task in busy)
            if used > number:
                found.append(f"crews: {used} {crew} in week {week}")
    if problem.latest is not None and end > problem.latest:
        found.append(f"latest: {end} > {problem.latest}")
    return found + _broken_weeks(problem, starts, moves) + _broken_swing(problem, starts, moves)


def _broken_weeks(problem: Problem, starts: Sequence[int], moves: Moves) -> list[str]:
    """Return broken limits of seats, noise and money."""
    if not problem.weeks:
        return []
    table, found = recount(problem, starts, moves), []
    for row in table.to_dict("records"):
        for what in (SEATS, QUIET):
            if row[what] < row[f"{what}_least"]:
                found.append(f"{what}: {row[what]} in week {row['week']}")
        if row["loud"] and row["kind"] == EXAM and not problem.exam_noise:
            found.append(f"noise: week {row['week']}")
    for term, spent in table.groupby("term")["spent"].sum().items():
        if spent > problem.budgets.get(term, spent):
            found.append(f"budget: {spent} in {term}")
    return found


def _broken_swing(problem: Problem, starts: Sequence[int], moves: Moves) -> list[str]:
    """Return swing zones that hold more than they can, or hold seats during their own works."""
    found = []
    spans = {one.zone: _closed(problem, one.tasks, starts) for one in problem.closures}
    for swing in problem.swing:
        guests = [(zone, number) for zone, to, number in moves if to == swing.zone]
        own = spans.get(swing.zone)
        for week in range(max((end for _, end in spans.values()), default=0)):
            here = sum(n for zone, n in guests if spans[zone][0] <= week < spans[zone][1])
            if here > (0 if own and own[0] <= week else swing.seats):
                found.append(f"swing: {here} in {swing.zone} in week {week}")
    return found


def _closed(problem: Problem, tasks: Sequence[int], starts: Sequence[int]) -> tuple[int, int]:
    """Return the first week a zone is closed and the first it is open again."""
    ends = [starts[place] + problem.tasks[place].weeks for place in tasks]
    return min(starts[place] for place in tasks), max(ends)


def _open(problem: Problem, what: str, week: int, spans: dict, moves: Moves) -> int:
    """Return the seats or quiet seats that are open in a week."""
    number = getattr(problem, what)
    silent = {one.zone for one in problem.closures if one.silent}
    calm = {one.zone for one in problem.swing if one.silent}
    for one in problem.closures:
        first, end = spans[one.zone]
        if week < first and (what == SEATS or one.silent):
            number += one.seats
        if week >= end and (what == SEATS or one.silent_after):
            number += one.seats_after
    for zone, to, lent in moves:
        if spans[zone][0] <= week < spans[zone][1]:
            number += lent if what == SEATS or (zone in silent and to in calm) else 0
    return number


def _loud(
    problem: Problem, starts: Sequence[int], week: int, closed: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Return (works zone, phase, silent zone that is open) of loud works in a week."""
    return [
        (task.zone, task.phase, zone)
        for start, task in zip(starts, problem.tasks, strict=True)
        if task.loud and start <= week < start + task.weeks
        for zone in problem.disturbed(task.zone)
        if zone not in closed
    ]


def _bills(problem: Problem, starts: Sequence[int], last: int) -> list[int]:
    """Return what is spent in each week."""
    bills = [0] * last
    for start, task in zip(starts, problem.tasks, strict=True):
        for done in range(task.weeks):
            ends = task.cost * (done + 1) // task.weeks, task.cost * done // task.weeks
            bills[start + done] += ends[0] - ends[1]
    return bills


def burden(problem: Problem, starts: Sequence[int]) -> pd.DataFrame:
    """Return how many weeks each zone has loud or dusty works beside, above or below it.

    Returns
    -------
    One row per zone that is open meanwhile, the longest noise first: ``zone``,
    ``loud``, ``loud_exam``, ``dusty`` (int, weeks), ``silent`` (bool).

    Examples
    --------
    >>> from planning.phasing.problem import Task, Week
    >>> tasks = (Task("a", "build", 2, loud=True),)
    >>> burden(Problem(tasks, weeks=(Week(),) * 2, near=(("a", "b", "beside"),)), [0]).to_numpy()
    array([['b', 2, 0, 0, False]], dtype=object)
    """
    spans = {one.zone: _closed(problem, one.tasks, starts) for one in problem.closures}
    weeks: dict[str, dict[str, set[int]]] = {}
    for zone, other, _ in problem.near:
        for start, task in zip(starts, problem.tasks, strict=True):
            if task.zone != zone:
                continue
            first, end = spans.get(other, (0, 0))
            when = {w for w in range(start, start + task.weeks) if not first <= w < end}
            mine = weeks.setdefault(other, {"loud": set(), "dusty": set()})
            mine["loud"] |= when if task.loud else set()
            mine["dusty"] |= when if task.dusty else set()
    exam = {place for place, week in enumerate(problem.weeks) if week.kind == EXAM}
    rows = [
        (zone, len(one["loud"]), len(one["loud"] & exam), len(one["dusty"]), zone in problem.silent)
        for zone, one in weeks.items()
        if one["loud"] or one["dusty"]
    ]
    table = pd.DataFrame(rows, columns=["zone", "loud", "loud_exam", "dusty", "silent"])
    table = table.sort_values(["loud_exam", "loud", "dusty"], ascending=False, kind="stable")
    return table.reset_index(drop=True)
