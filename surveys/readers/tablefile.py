"""Any table file a library has, as text cells with the row numbers of a spreadsheet."""

from dataclasses import dataclass

import pandas as pd

from surveys.readers import delimited, spss, workbook
from surveys.readers.dictionary import Dictionary, read_dictionary
from surveys.readers.encoding import decoded
from surveys.readers.errors import FileEmptyError, TooManyColumnsError
from surveys.readers.unpack import is_workbook, unpacked

MOST_COLUMNS = 400


@dataclass(frozen=True)
class TableFile:
    """Cells of a file, before anybody says what they mean.

    Parameters
    ----------
    name
        File name as it was given.
    cells
        Columns 0..k-1 (str; "" = empty cell), index = row as a spreadsheet
        numbers it (1 = first row). A cell with line breaks is one cell of one row.
    encoding, delimiter
        What a text file was read with; None for workbooks. A delimiter of None
        in a text file means one column.
    sheet, sheets
        The sheet that was read and all sheets; None and () for text files.
    merged
        First row, last row and column of cells merged downwards (rows as in `cells`).
    dictionary
        Names of columns and words of values the file itself brings (SPSS), else None.
    """

    name: str
    cells: pd.DataFrame
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    dictionary: Dictionary | None = None


def read_cells(
    content: bytes,
    name: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> TableFile:
    r"""Return the cells of a CSV, TSV, semicolon, XLSX, XLSB or XLS file, also inside .gz.

    What the file is follows from its content, not from its name. Empty rows
    and columns at the end are left off; cells keep their spaces.

    Parameters
    ----------
    content, name
        Bytes of the file, and the name by which messages call it.
    encoding, delimiter, sheet
        None = found by looking into the file.

    Raises
    ------
    SurveyError
        A subclass of `surveys.readers.errors`: empty, larger than 200 MB (also
        when unpacked), more than 400 columns, not a table, damaged, locked,
        no such sheet, unreadable letters, a quotation mark that never closes.

    Examples
    --------
    >>> table = read_cells("需求;满意度\n安静座位;4\n".encode("gb18030"), "答卷.csv")
    >>> table.encoding, table.delimiter, table.cells.loc[2].tolist()
    ('gb18030', ';', ['安静座位', '4'])
    """
    content = unpacked(content, name)
    if not content.strip():
        raise FileEmptyError(name=name)
    if spss.is_spss(content):
        cells, encoding, book = spss.cells_of(content, name, encoding)
        return TableFile(name, _trimmed(cells, name), encoding, dictionary=book)
    if is_workbook(content, name):
        book = workbook.cells_of(content, name, sheet)
        cells = _trimmed(book.cells, name)
        if sheet is None and len(book.sheets) > 1 and read_dictionary(cells, ""):
            book = workbook.cells_of(content, name, sheet, after=book.sheet)
            cells = _trimmed(book.cells, name)
        return TableFile(name, cells, None, None, book.sheet, book.sheets, book.merged)
    text, encoding = decoded(content, name, encoding)
    cells, delimiter = delimited.cells_of(text, name, delimiter)
    return TableFile(name, _trimmed(cells, name), encoding, delimiter)


def _trimmed(cells: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the cells without empty rows and columns at the end."""
    columns = cells.shape[1]
    while columns and not cells[columns - 1].str.strip().any():
        columns -= 1
    if not columns:
        raise FileEmptyError(name=name)
    if columns > MOST_COLUMNS:
        raise TooManyColumnsError(name=name, columns=columns, limit=MOST_COLUMNS)
    rows = len(cells)
    while rows and not any(cell.strip() for cell in cells.iloc[rows - 1]):
        rows -= 1
    kept = cells.iloc[:rows, :columns]
    return kept.set_axis(range(1, rows + 1), axis="index")
