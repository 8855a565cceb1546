"""Text with delimiters into rows of cells, as a spreadsheet would show them."""

import collections
import csv
import io
import itertools

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from surveys.readers.errors import FileEmptyError, QuoteUnclosedError

DELIMITERS = (",", ";", "\t", "|")
_NONE = "\x1f"  # stands in for "no delimiter": one column, quotes still read
_LOOKED_AT = 300  # records
_FAST_FROM = 4_000_000  # characters; from here on pyarrow reads what is regular


def cells_of(text: str, name: str, delimiter: str | None) -> tuple[pd.DataFrame, str | None]:
    r"""Return the cells of a text and the delimiter that was used.

    Returns
    -------
    cells
        One row per record, columns 0..k-1 (str, "" where empty).
    delimiter
        One of , ; tab | or None where the text has a single column.

    Raises
    ------
    FileEmptyError
        Nothing but delimiters.
    QuoteUnclosedError
        A quotation mark opens a cell that never ends.

    Examples
    --------
    >>> cells, delimiter = cells_of("zone;share\n2F;0,5\n", "a.csv", None)
    >>> cells.to_numpy().tolist(), delimiter
    ([['zone', 'share'], ['2F', '0,5']], ';')
    """
    if text[:4].lower() == "sep=" and text[4:5] in DELIMITERS:  # a line only Excel sees
        delimiter = delimiter or text[4]
        text = text[5:].lstrip("\r").removeprefix("\n")
    if not text.strip(' \t\r\n\f"' + "".join(DELIMITERS)):
        raise FileEmptyError(name=name)
    delimiter = delimiter or sniffed(text)
    cells = _fast(text, delimiter) if len(text) > _FAST_FROM else None
    if cells is None:
        cells = _careful(text, name, delimiter)
    return cells, delimiter


def sniffed(text: str) -> str | None:
    r"""Return the delimiter by which most records fall into equally many cells.

    Examples
    --------
    >>> sniffed("a\tb\n1,5\t2,5\n"), sniffed("comment\ngood, but loud\nfine\n")
    ('\t', None)
    """
    best, best_score = None, 0.5
    ragged, most = None, 0.3  # where no delimiter is regular: one that the first row has too
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter)
        if not widths:
            continue
        split = sum(width > 1 for width in widths) / len(widths)
        if widths[0] > 1 and split > most:
            ragged, most = delimiter, split
        common, often = collections.Counter(widths).most_common(1)[0]
        if common == 1:
            common, often = max(widths[0], 1), widths.count(widths[0])
        header = sum(width == common for width in widths[:3]) / len(widths[:3])
        score = (often / len(widths) + header + min(common, 100) / 1000) / 2
        if common > 1 and score > best_score:
            best, best_score = delimiter, score
    return best or ragged


def _widths(text: str, delimiter: str) -> list[int]:
    """Return the cells per record of the first records that are not blank."""
    records = csv.reader(io.StringIO(text[:2_000_000], newline=""), delimiter=delimiter)
    widths = []
    try:
        for record in itertools.islice(records, _LOOKED_AT):
            if any(record):
                widths.append(len(record))
    except csv.Error:  # a cell beyond all measure: judge by what was read
        pass
    return widths


def _careful(text: str, name: str, delimiter: str | None) -> pd.DataFrame:
    """Read with the csv module: ragged rows, blank lines and quotes of every kind."""
    rows, unclosed = _records(text, delimiter)
    if unclosed:
        rows = _without_quotes(text, delimiter)
        if len({len(row) for row in rows if any(row)}) != 1:
            raise QuoteUnclosedError(name=name, row=unclosed)
    width = max(map(len, rows), default=0)
    filled = [row + [""] * (width - len(row)) for row in rows]
    columns = enumerate(zip(*filled, strict=True))
    return pd.DataFrame({place: pd.array(column, dtype="str") for place, column in columns})


def _records(text: str, delimiter: str | None) -> tuple[list[list[str]], int | None]:
    """Return the records, and the row where a cell without end begins, if there is one."""
    for strict in (True, False):
        rows: list[list[str]] = []
        source = io.StringIO(text, newline="")
        try:
            for row in csv.reader(source, delimiter=delimiter or _NONE, strict=strict):
                rows.append(row)
        except csv.Error as error:
            if strict and "expected after" in str(error):
                continue  # letters after a closing quote: kept, as spreadsheets do
            return rows, len(rows) + 1
        break
    return rows, None


def _without_quotes(text: str, delimiter: str | None) -> list[list[str]]:
    """Return the records of a text whose quotation marks are letters like any other."""
    return [line.split(delimiter) if delimiter else [line] for line in text.splitlines()]


def _fast(text: str, delimiter: str | None) -> pd.DataFrame | None:
    """Read regular text with pyarrow; None where a row is ragged or a quote is odd."""
    text = text.rstrip("\r\n")
    if text.count('"') % 2 or "\n\n" in text or "\r\n\r\n" in text or "\r\r" in text:
        return None
    first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _NONE))
    names = [str(place) for place in range(len(first))]
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(text.encode()),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=16 * 1024**2),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter or _NONE, newlines_in_values='"' in text
            ),
            convert_options=arrow_csv.ConvertOptions(
                strings_can_be_null=False, column_types=dict.fromkeys(names, pa.string())
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table.to_pandas().set_axis(range(len(names)), axis="columns")
