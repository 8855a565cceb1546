"""Where a codebook for a file is found: another sheet of its workbook, or a file of its own."""

from surveys.readers.dictionary import Dictionary, read_dictionary
from surveys.readers.errors import (
    CodebookUnreadableError,
    FileEmptyError,
    TooManyColumnsError,
)
from surveys.readers.labelled import keys_of
from surveys.readers.tablefile import TableFile, read_cells

_HEADS = 3  # rows in which the names of columns may stand


def beside(content: bytes, table: TableFile) -> Dictionary | None:
    """Return the codebook on another sheet of the workbook a table is from, or None."""
    known = _known(table)
    for sheet in table.sheets:
        if sheet != table.sheet:
            book = _read(content, table.name, sheet, known)
            if book is not None:
                return book
    return None


def of_file(content: bytes, name: str, table: TableFile) -> Dictionary:
    r"""Return the codebook a file holds on one of its sheets, for the columns of a table.

    Raises
    ------
    CodebookUnreadableError
        None of its tables names columns or tells what values mean.
    SurveyError
        The file cannot be read, as `read_cells`.

    Examples
    --------
    >>> data = read_cells(b"q1,q2\n5,4\n", "data.csv")
    >>> book = of_file(b"code;question\nq1;Quiet seats\nq2;Wi-Fi\n", "book.csv", data)
    >>> book.variables["question"][0]
    'Quiet seats'
    """
    first = read_cells(content, name)
    if first.dictionary is not None:
        return Dictionary(name, first.dictionary.variables)
    known = _known(table)
    for sheet in first.sheets or (None,):
        book = _read(content, name, sheet, known) or _read(content, name, sheet, set())
        if book is not None:
            return Dictionary(name, book.variables)
    raise CodebookUnreadableError(name=name)


def _read(content: bytes, name: str, sheet: str | None, known: set[str]) -> Dictionary | None:
    """Return the codebook a sheet is; an empty or endless sheet is none, and no fault here."""
    try:
        cells = read_cells(content, name, sheet=sheet).cells
    except (FileEmptyError, TooManyColumnsError):
        return None
    return read_dictionary(cells, sheet or name, known)


def _known(table: TableFile) -> set[str]:
    """Return the names by which a codebook may call the columns of a table."""
    names = keys_of(table.cells.iloc[:_HEADS])
    return {name for several in names.values() for name in several if not name.isdigit()}
