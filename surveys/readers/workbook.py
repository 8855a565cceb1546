"""Sheets of XLSX, XLSB and XLS workbooks as text cells."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from surveys.readers.errors import (
    FileDamagedError,
    FileTooLargeError,
    SheetMissingError,
    WorkbookLockedError,
)
from surveys.readers.unpack import LARGEST_MB, honest_zip

_MOST_CELLS = 12_000_000
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_HIDDEN = "Hidden"


@dataclass(frozen=True)
class Sheet:
    """Cells of one sheet, its name, the names of all, and its cells merged downwards."""

    cells: pd.DataFrame
    sheet: str
    sheets: tuple[str, ...]
    merged: tuple[tuple[int, int, int], ...]


def cells_of(content: bytes, name: str, sheet: str | None, *, after: str | None = None) -> Sheet:
    """Return the cells of one sheet of a workbook.

    Formulas show the value the spreadsheet stored; nothing is computed. Dates
    are ISO text, whole numbers have no decimals.

    Parameters
    ----------
    content, name
        Bytes of the file, and the name by which messages call it.
    sheet
        None takes the first sheet that shows and holds a table: two rows with
        two filled cells each. Where none does, the first with any cell.
    after
        A sheet that is not the one looked for, where another holds a table.

    Raises
    ------
    FileTooLargeError, FileDamagedError, WorkbookLockedError, SheetMissingError, NotATableError
    """
    if content.startswith(b"PK"):
        content = honest_zip(content, name)
        _refuse_sparse(content, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(book.sheet_names)
        if sheet is not None and sheet not in names:
            raise SheetMissingError(name=name, sheet=sheet, sheets=", ".join(names))
        shown = [one.name for one in book.sheets_metadata if _HIDDEN not in str(one.visible)]
        wanted = [sheet] if sheet else [one for one in shown or names if one != after]
        chosen, rows = _first_table(book, wanted or [after])
        if after and not any(map(any, rows)):
            chosen, rows = _first_table(book, [after])
        merged = _merged(book, chosen)
    except PasswordError as locked:
        raise WorkbookLockedError(name=name) from locked
    except (CalamineError, OSError, ValueError) as broken:
        if isinstance(broken, SheetMissingError):
            raise
        raise FileDamagedError(name=name) from broken
    columns = enumerate(zip(*rows, strict=True))
    cells = pd.DataFrame({place: _texts(column) for place, column in columns})
    return Sheet(cells, chosen, names, merged)


def _merged(book: CalamineWorkbook, sheet: str) -> tuple[tuple[int, int, int], ...]:
    """Return first row, last row (1-based) and column of cells merged downwards."""
    ranges = book.get_sheet_by_name(sheet).merged_cell_ranges or []
    down = [
        (top + 1, bottom + 1, left)
        for (top, left), (bottom, right) in ranges
        if bottom > top and right == left
    ]
    return tuple(down)


def _first_table(book: CalamineWorkbook, names: list[str]) -> tuple[str, list[list]]:
    """Return the first sheet that holds a table, else the first with cells, else the last."""
    found = names[-1], []
    for name in names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if sum(sum(cell != "" for cell in row) > 1 for row in rows) > 1:
            return name, rows
        found = found if found[1] else (name, rows)
    return found


def _refuse_sparse(content: bytes, name: str) -> None:
    """Refuse a sheet whose corner cell makes millions of empty ones before it.

    A sheet is read as a full rectangle, so one cell far away costs the memory
    of all cells up to it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if member.startswith("xl/worksheets/"):
                places = _CELL.findall(archive.read(member))
                rows = max((int(row) for row in {row for _, row in places}), default=0)
                columns = max(
                    (_number(letters) for letters in {one for one, _ in places}), default=0
                )
                if rows * columns > _MOST_CELLS:
                    raise FileTooLargeError(name=name, limit=LARGEST_MB)


def _number(letters: bytes) -> int:
    """Return the number of a column from its letters.

    Examples
    --------
    >>> _number(b"A"), _number(b"AA")
    (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _texts(column: tuple) -> pd.api.extensions.ExtensionArray:
    """Return one column as text; days get a midnight where others have a time."""
    timed = any(isinstance(value, dt.datetime) for value in column)
    return pd.array([_text(value, timed) for value in column], dtype="str")


def _text(value: object, timed: bool = False) -> str:
    """Return a cell as a person would type it.

    Examples
    --------
    >>> [_text(value) for value in (5.0, 0.1 + 0.2, True, dt.date(2026, 3, 2), 20240101123.0)]
    ['5', '0.3', 'TRUE', '2026-03-02', '20240101123']
    """
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
        case dt.datetime():
            rounded = value + dt.timedelta(microseconds=500_000)
            return rounded.strftime("%Y-%m-%d %H:%M:%S")
        case dt.date():
            return f"{value:%Y-%m-%d} 00:00:00" if timed else f"{value:%Y-%m-%d}"
        case _:
            return str(value)
