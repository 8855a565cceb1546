"""A calendar file as a calendar table."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from planning.academic_calendar.days import is_ambiguous, orders, read_day
from planning.academic_calendar.tables import (
    CalendarColumnsMissingError,
    CalendarEmptyError,
    CalendarFinding,
    calendar_table,
    check_calendar,
)
from planning.academic_calendar.words import find_columns, kind_of, season_of, season_of_start
from planning.building.cells import records
from surveys.findings import Finding, Severity
from surveys.readers.tablefile import TableFile

_SAID = ("start", "end", "name", "kind", "season")


@dataclass
class _Row:
    """One row of a calendar file."""

    at: int
    start: str
    end: str
    name: str
    kind: str
    season: str


def read_calendar(
    table: TableFile, *, day_first: bool | None = None
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the dated stretches of a calendar file, and what was odd.

    Parameters
    ----------
    table
        One row per stretch, with columns for name, kind, start, end and season
        in English or Chinese; only a start column is needed.
    day_first
        How 2/9/2024 is read; None = as other dates of the file prove, else as
        leaves fewest stretches reversed, else day first (finding).

    Returns
    -------
    Calendar table (`calendar_table`) and findings. Rows without a readable
    start and rows that end before they start are left out (finding). A row
    without end is one day long.

    Raises
    ------
    CalendarColumnsMissingError, CalendarEmptyError
    """
    rows = records(table, known=lambda row: len(find_columns([*row])))
    columns = find_columns([str(column) for column in rows.columns])
    if "start" not in columns:
        listed = ", ".join(str(column) for column in rows.columns[:20])
        raise CalendarColumnsMissingError(name=table.name, columns=listed)
    raw = [
        _Row(at, **{key: said.get(columns.get(key), "").strip() for key in _SAID})
        for at, said in zip(rows.index, rows.to_dict("records"), strict=True)
    ]
    order, findings = _order(raw, day_first)
    dated, about_days = _dated(raw, order)
    dated, repeated = _once(dated)
    if not dated:
        raise CalendarEmptyError(name=table.name)
    findings += [*about_days, *repeated, *_give_kinds(dated), *_give_seasons(dated)]
    stretches = [one for _, one in dated]
    calendar = calendar_table(stretches)
    places = pd.Series([at for at, _ in dated])
    starts = pd.DataFrame(stretches)[["start", "end"]].astype("object")
    sorted_places = places[starts.sort_values(["start", "end"], kind="stable").index]
    return calendar, [*findings, *check_calendar(calendar, sorted_places.tolist())]


def _order(raw: Sequence[_Row], day_first: bool | None) -> tuple[bool, list[Finding]]:
    """Return whether the day comes first in slash dates, and what is doubtful about it."""
    texts = [text for row in raw for text in (row.start, row.end)]
    proven = orders(texts)
    doubtful = tuple(row.at for row in raw if is_ambiguous(row.start) or is_ambiguous(row.end))
    if day_first is not None:
        return day_first, []
    if len(proven) == 2:
        facts = {"n": len(doubtful)}
        return True, [Finding(CalendarFinding.DAYS_MIXED, Severity.CHANGED, doubtful, facts=facts)]
    if proven or not doubtful:
        return next(iter(proven), True), []
    order = _reversed_rows(raw, True) <= _reversed_rows(raw, False)
    example = next(t for row in raw for t in (row.start, row.end) if is_ambiguous(t))
    facts = {"example": example, "day": read_day(example, order)}
    return order, [Finding(CalendarFinding.DAYS_AMBIGUOUS, Severity.CHANGED, doubtful, facts=facts)]


def _reversed_rows(raw: Sequence[_Row], day_first: bool) -> int:
    """Return how many rows end before they start in one reading."""
    days = [(read_day(row.start, day_first), read_day(row.end, day_first)) for row in raw]
    return sum(start > end for start, end in days if start and end)


def _dated(raw: Sequence[_Row], day_first: bool) -> tuple[list, list[Finding]]:
    """Return rows with days they can have, and findings about the others."""
    dated, unreadable, reversed_rows, endless = [], [], [], []
    for row in raw:
        start, end = read_day(row.start, day_first), read_day(row.end, day_first)
        if start is None or (row.end and end is None):
            unreadable.append(row.at)
            continue
        if end is None:
            endless.append(row.at)
            end = start
        if end < start:
            reversed_rows.append(row.at)
            continue
        said = {"name": row.name, "kind": row.kind, "season": row.season}
        dated.append((row.at, said | {"start": start, "end": end}))
    kinds = (
        (CalendarFinding.DAY_UNREADABLE, Severity.DROPPED, unreadable, {"n": len(unreadable)}),
        (CalendarFinding.END_MISSING, Severity.CHANGED, endless, {"n": len(endless)}),
    )
    found = [Finding(k, s, tuple(rows), facts=facts) for k, s, rows, facts in kinds if rows]
    for row in raw:
        if row.at in reversed_rows:
            start, end = read_day(row.start, day_first), read_day(row.end, day_first)
            facts = {"name": row.name, "start": start, "end": end}
            kind = CalendarFinding.END_BEFORE_START
            found.append(Finding(kind, Severity.DROPPED, (row.at,), facts=facts))
    return dated, found


def _once(dated: list) -> tuple[list, list[Finding]]:
    """Return each stretch once."""
    kept, repeated = {}, []
    for at, one in dated:
        if tuple(one.values()) in kept:
            repeated.append(at)
        else:
            kept[tuple(one.values())] = (at, one)
    facts = {"n": len(repeated)}
    kind = CalendarFinding.STRETCH_REPEATED
    found = [Finding(kind, Severity.DROPPED, tuple(repeated), facts=facts)] if repeated else []
    return list(kept.values()), found


def _give_kinds(dated: list) -> list[Finding]:
    """Fill ``kind`` from its column, else from the name, else teaching."""
    guessed = []
    for at, one in dated:
        said = kind_of(one["kind"])
        one["kind"] = said or kind_of(one["name"]) or "teaching"
        if not said:
            guessed.append(at)
    facts = {"n": len(guessed)}
    kind = CalendarFinding.TERM_KIND_GUESSED
    return [Finding(kind, Severity.CHANGED, tuple(guessed), facts=facts)] if guessed else []


def _give_seasons(dated: list) -> list[Finding]:
    """Fill ``season`` from its column, the name, or the teaching it belongs to."""
    guessed = []
    for _, one in dated:
        one["season"] = season_of(one["season"]) or season_of(one["name"])
    teaching = sorted(
        (one for _, one in dated if one["kind"] == "teaching"), key=lambda one: one["start"]
    )
    for one in teaching:
        one["season"] = one["season"] or season_of_start(one["start"])
    for at, one in dated:
        if one["season"] is None:
            before = [term for term in teaching if term["start"] <= one["start"]]
            one["season"] = before[-1]["season"] if before else season_of_start(one["start"])
            guessed.append(at)
    facts = {"n": len(guessed)}
    kind = CalendarFinding.SEASON_GUESSED
    return [Finding(kind, Severity.CHANGED, tuple(guessed), facts=facts)] if guessed else []
