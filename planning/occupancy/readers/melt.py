"""Rows of a file as observations: one per zone and time, long or wide alike."""

import unicodedata

import numpy as np
import pandas as pd

from planning.occupancy.findings import CountFinding
from planning.occupancy.readers import words
from planning.occupancy.readers.checks import RARE_NAME
from planning.occupancy.readers.clock import parts
from planning.occupancy.readers.layout import CountLayout
from planning.occupancy.readers.values import numbers
from surveys.findings import Finding, Severity

_WHY = {
    "blank": (CountFinding.BLANK, Severity.NOTE),
    "text": (CountFinding.NOT_A_NUMBER, Severity.DROPPED),
    "negative": (CountFinding.NEGATIVE, Severity.DROPPED),
    "fraction": (CountFinding.NOT_WHOLE, Severity.DROPPED),
}


def observed(
    body: pd.DataFrame, times: pd.DataFrame, layout: CountLayout
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return observations in file order and what is odd about their counts.

    Parameters
    ----------
    body
        Cells of the file.
    times
        `moments` of the rows to store.
    layout
        What the columns mean.

    Returns
    -------
    One row per observation: `row` (of the file), `zone`, `at`, `occupied`,
    `capacity` (Int32), `twice`. A count that is blank or no whole number is
    NA: the row stays, nobody looked.
    """
    body = body.loc[times.index]
    seen, findings = (_long if layout.form == "long" else _wide)(body, times, layout)
    if layout.form == "long":
        seen, more = _without_totals(seen)
        findings += more
    elif layout.total:
        findings += _totals(seen, body, layout.total)
    return seen, findings


def _long(
    body: pd.DataFrame, times: pd.DataFrame, layout: CountLayout
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return one observation per row."""
    zone, findings = _names(body, layout)
    read = {
        name: numbers(body[column])
        for name in ("occupied", "capacity", "free")
        if (column := getattr(layout, name))
    }
    occupied, capacity = (
        read[one]["value"] if one in read else None for one in ("occupied", "capacity")
    )
    if occupied is None:
        occupied = capacity - read["free"]["value"]
        findings += _odd(read["free"]["why"], layout.free)
    else:
        findings += _odd(read["occupied"]["why"], layout.occupied)
    if capacity is None:
        capacity = occupied + read["free"]["value"] if "free" in read else _nothing(body.index)
    elif "capacity" in read:
        unread = ~read["capacity"]["why"].isin(["", "blank"])
        findings += _finding(
            CountFinding.CAPACITY_UNREAD, Severity.DROPPED, unread, layout.capacity
        )
    seen = pd.DataFrame(
        {
            "row": body.index,
            "zone": zone,
            "at": times["at"],
            "occupied": occupied,
            "capacity": capacity,
            "twice": times["twice"],
        }
    )
    return seen[zone != ""], findings


def _names(body: pd.DataFrame, layout: CountLayout) -> tuple[pd.Series, list[Finding]]:
    """Return the zone of each row, names that differ in spaces or capitals brought together."""
    if not layout.zones:
        return pd.Series(layout.whole or layout.occupied or layout.free, body.index), []
    column = layout.zones[0]
    zone = _spelled(body[list(layout.zones)])
    often = zone.value_counts()
    folded = [unicodedata.normalize("NFKC", one).casefold() for one in often.index]
    first = pd.Series(often.index, index=folded)
    first = first[~first.index.duplicated()]
    merged = zone.map(dict(zip(often.index, first.reindex(folded), strict=True)))
    findings = _finding(CountFinding.ZONE_MISSING, Severity.DROPPED, zone == "", column)
    other = (merged != zone) & (zone != "")
    findings += _finding(CountFinding.ZONE_SPELLINGS, Severity.CHANGED, other, column, zone)
    rows = merged[merged != ""].value_counts()
    rare = rows.index[(rows <= RARE_NAME) & (rows.median() >= 20)]
    lone = merged.isin(rare)
    findings += _finding(CountFinding.ZONE_RARE, Severity.NOTE, lone, column, merged)
    return merged, findings


def _spelled(told: pd.DataFrame) -> pd.Series:
    """Return the name of each row's zone, single spaces between words, columns joined by a dot."""
    told = told.set_axis(range(told.shape[1]), axis="columns")
    kinds = told.drop_duplicates()
    single = kinds.apply(lambda one: one.str.strip().str.replace(r"\s+", " ", regex=True))
    names = [" · ".join(filter(None, row)) for row in single.itertuples(index=False, name=None)]
    if told.shape[1] == 1:
        return told[0].map(dict(zip(kinds[0], names, strict=True)))
    known = dict(zip(kinds.itertuples(index=False, name=None), names, strict=True))
    return pd.Series([known[row] for row in told.itertuples(index=False, name=None)], told.index)


def _wide(
    body: pd.DataFrame, times: pd.DataFrame, layout: CountLayout
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return one observation per row and count column."""
    findings: list[Finding] = []
    made = []
    names = None
    if layout.form == "hours":
        names, findings = _names(body, layout)
    for column in layout.counts:
        read = numbers(body[column])
        findings += _odd(read["why"], column)
        one = pd.DataFrame(
            {
                "row": body.index,
                "zone": column,
                "at": times["at"],
                "occupied": read["value"],
                "twice": times["twice"],
            }
        )
        if names is not None:
            seconds = parts(pd.Series([column]))["seconds"].iloc[0]
            one["zone"] = names
            one["at"] = (times["at"].dt.normalize() + pd.Timedelta(seconds=seconds)).dt.as_unit("s")
            one = one[read["why"] != "blank"]
        made.append(one)
    seen = pd.concat(made, ignore_index=True)
    seen["capacity"] = _nothing(seen.index)
    return seen.sort_values("row", kind="stable", ignore_index=True), findings


def _totals(seen: pd.DataFrame, body: pd.DataFrame, column: str) -> list[Finding]:
    """Return the rows whose written total is not the sum of their zones."""
    written = numbers(body[column])["value"]
    added = seen.groupby("row")["occupied"].sum(min_count=1).reindex(body.index)
    differ = (written != added).fillna(False).astype(bool)
    return _finding(CountFinding.TOTAL_DIFFERS, Severity.NOTE, differ, column)


def _without_totals(seen: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Return observations without rows of a zone called total, where other zones are."""
    total = seen["zone"].map({name: words.is_total(name) for name in seen["zone"].unique()})
    total = total.astype(bool)
    if not total.any() or total.all():
        return seen, []
    rows = tuple(seen.loc[total, "row"].tolist())
    findings = [Finding(CountFinding.TOTAL_ROWS, Severity.DROPPED, rows, "", {"n": len(rows)})]
    added = seen[~total].groupby("at")["occupied"].sum(min_count=1)
    written = seen[total].drop_duplicates("at")
    differ = (written["at"].map(added) != written["occupied"]).fillna(False).astype(bool)
    differ = pd.Series(differ.to_numpy(), written["row"])
    return seen[~total], findings + _finding(CountFinding.TOTAL_DIFFERS, Severity.NOTE, differ, "")


def _odd(why: pd.Series, column: str) -> list[Finding]:
    """Return one finding per reason why cells of a column are no counts."""
    return [
        finding
        for reason, (kind, severity) in _WHY.items()
        for finding in _finding(kind, severity, why == reason, column)
    ]


def _finding(
    kind: CountFinding,
    severity: Severity,
    rows: pd.Series,
    column: str,
    names: pd.Series | None = None,
) -> list[Finding]:
    """Return a finding on the rows marked, with the first names among them; none without rows."""
    if not rows.any():
        return []
    where = tuple(rows.index[rows].tolist())
    facts: dict[str, object] = {"n": len(where)}
    if names is not None:
        facts["names"] = ", ".join(sorted(names[rows].unique())[:5])
    return [Finding(kind, severity, where, column, facts)]


def _nothing(index: pd.Index) -> pd.Series:
    """Return NA for every row."""
    empty = pd.arrays.IntegerArray(np.zeros(len(index), "int32"), np.ones(len(index), bool))
    return pd.Series(empty, index)
