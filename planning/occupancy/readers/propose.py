"""A proposal of how a count file is laid out, made by looking into it."""

import re
from dataclasses import replace

import pandas as pd

from planning.occupancy.errors import (
    CountsDailyError,
    CountTimesMissingError,
    CountValuesMissingError,
    GateFlowsError,
    PeriodColumnsError,
    SessionTimesError,
)
from planning.occupancy.readers import guess, words
from planning.occupancy.readers.clock import parts
from planning.occupancy.readers.columns import look
from planning.occupancy.readers.layout import CountLayout, column_names
from surveys.readers.tablefile import TableFile

_HEADER_WITHIN = 15  # rows; titles and notes may stand above the header
_PERIOD = re.compile(
    r"(19|20)\d\d([-/. ]?(0?[1-9]|1[0-2]))?|(0?[1-9]|1[0-2])[-/](19|20)\d\d"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/. ']*((19|20)?\d\d)?"
    r"|((19|20)\d\d年)?\d{1,2}月|(19|20)\d\d年(度)?",
    re.IGNORECASE,
)


def propose_layout(table: TableFile, time_zone: str = "") -> CountLayout:
    """Return how the file seems to be laid out; every part can be edited.

    Columns are found by their cells first and by words in their header second,
    in English and Chinese. A column that is the sum of the others is a total;
    numbers of rows, weeks, years and weekdays are no zones.

    Parameters
    ----------
    table
        Cells of the file.
    time_zone
        IANA name of the library's zone, if known. Where it is not, it is
        found from a column in UTC beside one in local time, and else left "".

    Raises
    ------
    CountTimesMissingError, CountsDailyError
        Nothing says when, or on which hour of the day, people were counted.
    CountValuesMissingError
        No column of counts.
    GateFlowsError, PeriodColumnsError, SessionTimesError
        The file holds something else than counts by time of day.
    """
    header_row = header_of(table)
    body = body_of(table, header_row)
    names = tuple(body)
    periods = [name for name in names if _PERIOD.fullmatch(name.strip())]
    if len(periods) >= max(3, len(names) / 2):
        raise PeriodColumnsError(name=table.name, first=periods[0], last=periods[-1])
    seen = look(body)
    times = guess.time_columns(body, seen)
    wide_hours = guess.hour_columns(names)
    if not times.get("at") and not times.get("date"):
        raise CountTimesMissingError(name=table.name)
    _refuse_others(table.name, seen, times)
    if "at" not in times and not times.get("time") and not times.get("hour") and not wide_hours:
        raise CountsDailyError(name=table.name, column=times["date"])
    roles = guess.count_columns(body, seen, times, wide_hours)
    if not roles:
        raise CountValuesMissingError(name=table.name)
    layout = CountLayout(
        **times, **roles, header_row=header_row, time_zone=time_zone, columns=names
    )
    if layout.form != "wide" and not layout.zones:
        stem = table.name.removesuffix(".gz").rpartition(".")[0] or table.name
        layout = replace(layout, whole=layout.occupied or stem)
    ignored = tuple(name for name in names if name not in layout.named())
    return guess.clock_settings(body, seen, replace(layout, ignored=ignored))


def header_of(table: TableFile) -> int:
    """Return the row of the column names, 0 where the first row already holds counts.

    The header is the first row that fills most columns and holds neither dates nor
    numbers where the rows below it do.
    """
    cells = table.cells
    width = (cells.iloc[:200] != "").sum(axis=1).max()
    for row in cells.index[:_HEADER_WITHIN]:
        texts = cells.loc[row].str.strip()
        filled = texts[texts != ""]
        if len(filled) < max(2, 0.6 * width):
            continue
        read = parts(filled)
        told = (read["form"] != "") | (read["seconds"].notna() & filled.str.contains(":"))
        return 0 if told.any() and not _heads(filled) else int(row)
    return int(cells.index[0])


def _heads(filled: pd.Series) -> bool:
    """Return whether a row with dates in it heads columns: hours or months after a word."""
    told = (parts(filled)["form"] != "") | filled.str.contains(":")
    return bool(not told.iloc[0] and (told.mean() > 0.5 or not filled.str.fullmatch(r"\d+").any()))


def body_of(table: TableFile, header_row: int) -> pd.DataFrame:
    """Return the rows below the header that are not blank, columns named."""
    body = table.cells.set_axis(list(column_names(table, header_row)), axis="columns")
    body = body.loc[body.index > header_row]
    blank = (body == "").all(axis="columns")
    return body[~blank]


def _refuse_others(name: str, seen: pd.DataFrame, times: dict) -> None:
    """Refuse gate flows and sessions, which are no counts of people present."""
    counts = seen.index[seen["kind"] == "count"]
    gate = words.flows(list(counts))
    if gate:
        raise GateFlowsError(name=name, entering=gate[0], leaving=gate[1])
    moments = seen.index[seen["kind"].isin(["datetime", "epoch"])]
    starts = [one for one in moments if words.speaks_of(one, words.START)]
    ends = [one for one in moments if words.speaks_of(one, words.END)]
    if starts and ends and not any(words.speaks_of(one, words.OCCUPIED) for one in counts):
        raise SessionTimesError(name=name, start=starts[0], end=ends[0])
