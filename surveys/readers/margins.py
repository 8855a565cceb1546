"""Margins from a file: how many people of each category a registry counts."""

import math
import re

import pandas as pd

from surveys.errors import SurveyError
from surveys.findings import Finding, FindingKind, Severity
from surveys.readers.tablefile import TableFile
from surveys.weighting.margins import from_records

_NUMBER = re.compile(r"^[+-]?\d+([.]\d+)?%?$")
_NOT_TOLD = {"", "-", "–", "—", "n/a", "na"}
TOTALS_AGREE = 0.01  # totals of two variables that differ by less are the same


class MarginsFileError(SurveyError):
    """A file without the three columns of margins."""

    key = "margins_file"
    english = (
        "The file {name!r} is no table of counts: no row has a variable, a category and a number. "
        "Give it three columns: variable (as the survey asks), category (as it answers), count."
    )


class MarginFinding(FindingKind):
    """What a file of margins can hold that needs a word."""

    COUNT_UNREADABLE = "margin_count_unreadable"
    COUNT_NEGATIVE = "margin_count_negative"
    COUNT_EMPTY = "margin_count_empty"
    TWICE = "margin_row_twice"
    NO_NAME = "margin_no_name"
    TOTALS_DIFFER = "margin_totals_differ"


def read_margins(table: TableFile) -> tuple[pd.DataFrame, list[Finding]]:
    r"""Return margins and findings of a file with the columns variable, category, count.

    The columns are the first three with anything in them. A first row without
    a number is the header. A variable that stands in the first of its rows
    only holds for those below. Counts may have thousands separators or a
    percent sign.

    Returns
    -------
    Margins as in `surveys.weighting.margins`, one row per category, and what
    was found odd; rows that cannot be read are left out.

    Raises
    ------
    MarginsFileError
        No row has a variable, a category and a number.

    Examples
    --------
    >>> from surveys.readers.tablefile import read_cells
    >>> content = b'variable,category,count\nLevel,BA,"17,400"\n,MA,5600\n'
    >>> margins, findings = read_margins(read_cells(content, "enrolment.csv"))
    >>> margins.to_numpy().tolist(), findings
    ([['Level', 'BA', 17400.0], ['Level', 'MA', 5600.0]], [])
    """
    rows = _rows(table)
    kinds = [_kind(*row[1:]) for row in rows]
    taken, seen = [], set()
    for place, (_, variable, category, count) in enumerate(rows):
        if kinds[place] in (None, MarginFinding.COUNT_EMPTY):
            if (variable, category) in seen:
                kinds[place] = MarginFinding.TWICE
                continue
            seen.add((variable, category))
            taken.append({"variable": variable, "category": category, "count": _number(count)})
    margins = from_records(taken)
    if margins["count"].isna().all():
        raise MarginsFileError(name=table.name)
    findings = [
        Finding(
            kind,
            Severity.NOTE if kind is MarginFinding.COUNT_EMPTY else Severity.DROPPED,
            tuple(row[0] for row, own in zip(rows, kinds, strict=True) if own is kind),
        )
        for kind in MarginFinding
        if kind in kinds
    ]
    return margins, findings + _totals(margins)


def _rows(table: TableFile) -> list[tuple[int, str, str, str]]:
    """Return row number, variable, category and count of each row that has any of the latter."""
    cells = table.cells.apply(lambda column: column.str.strip())
    used = [column for column in cells if (cells[column] != "").any()][:3]
    if len(used) < 3:
        raise MarginsFileError(name=table.name)
    found, variable = [], ""
    for number, row in zip(cells.index, cells[used].itertuples(index=False), strict=True):
        variable = row[0] or variable
        if row[1] or row[2]:
            found.append((int(number), variable, row[1], row[2]))
    header = bool(found) and _number(found[0][3]) is None and found[0][3].lower() not in _NOT_TOLD
    return found[1:] if header else found


def _kind(variable: str, category: str, count: str) -> MarginFinding | None:
    number = _number(count)
    if not variable or not category:
        return MarginFinding.NO_NAME
    if number is None:
        empty = count.lower() in _NOT_TOLD
        return MarginFinding.COUNT_EMPTY if empty else MarginFinding.COUNT_UNREADABLE
    return MarginFinding.COUNT_NEGATIVE if number < 0 else None


def _number(text: str) -> float | None:
    """Return a count; separators of thousands and a percent sign do not matter.

    >>> _number("17,400"), _number("30 %"), _number("12.5"), _number("many")
    (17400.0, 30.0, 12.5, None)
    """
    bare = re.sub(r"[\s,，'’\u00a0\u202f]", "", text).replace("％", "%")
    if not _NUMBER.match(bare):
        return None
    number = float(bare.rstrip("%"))
    return number if math.isfinite(number) else None


def _totals(margins: pd.DataFrame) -> list[Finding]:
    """Return a note where the variables do not add up to the same number of people."""
    totals = margins.groupby("variable", sort=False)["count"].sum()
    low, high = totals.min(), totals.max()
    if high <= low * (1 + TOTALS_AGREE):
        return []
    facts = {
        "low": float(low),
        "high": float(high),
        "low_name": str(totals.idxmin()),
        "high_name": str(totals.idxmax()),
    }
    return [Finding(MarginFinding.TOTALS_DIFFER, Severity.NOTE, facts=facts)]
