"""Tests of `surveys.readers.tablefile`: any table file a library has."""

import csv
import datetime as dt
import gzip
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, strategies

from surveys.readers import delimited, errors
from surveys.readers.tablefile import read_cells

CHINESE = "序号,您的性别,安静座位\n1,男,非常满意\n2,女,不满意\n"
TRADITIONAL = "序號,您的性別,安靜座位\n1,男,非常滿意\n2,女,不滿意\n"


def rows(content, name="file.csv", **chosen):
    """Cells of a file as lists."""
    return read_cells(content, name, **chosen).cells.to_numpy().tolist()


def workbook(fill):
    """Bytes of an XLSX file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-16-le"),  # no mark at the start
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        ("a,性\n1,男\n", "gb18030"),  # two letters are enough
        ("q1,q2\n是,5\n否,4\n", "big5"),
        ("name,x\n李喆,5\n王堃,4\n", "gb18030"),  # rare letters in names
        ("a,b\ncafé,1\nGröße,2\n", "cp1252"),
        ("x,y\n“Wi–Fi” isn’t good,£5\n", "cp1252"),
        ("Ärzte;1\nniño;2\n", "cp1252"),
    ],
)
def test_encoding_is_found_and_reported(text, encoding):
    """A file reads the same whatever it was saved in."""
    table = read_cells(text.encode(encoding), "答卷.csv")
    assert table.encoding == encoding
    assert "".join(table.cells.loc[1]) == text.splitlines()[0].replace(",", "").replace(";", "")


def test_chosen_encoding_that_does_not_fit_is_refused():
    """What the user asks for is not quietly replaced."""
    with pytest.raises(errors.EncodingUnreadableError, match="utf-8"):
        read_cells(CHINESE.encode("gb18030"), "a.csv", encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "delimiter", "second"),
    [
        (b"zone;share\nA;0,5\nB;1,5\n", ";", ["A", "0,5"]),  # decimal commas
        (b"a\tb\n1,5\t2\n", "\t", ["1,5", "2"]),
        (b"a|b\n1|2\n", "|", ["1", "2"]),
        (b"sep=;\r\na;b\r\n1;2\r\n", ";", ["1", "2"]),
        (b"Comment\nGood, but noisy\nfine\n", None, ["Good, but noisy"]),
        (b"a,b\r1,2\r", ",", ["1", "2"]),  # line ends of old Macs
    ],
)
def test_delimiter_is_found(content, delimiter, second):
    """The delimiter by which rows are equally long."""
    table = read_cells(content, "a.csv")
    assert table.delimiter == delimiter
    assert table.cells.loc[2].tolist() == second


def test_rows_are_numbered_as_a_spreadsheet_does():
    """A cell with line breaks is one row, a blank line is a row, empty ends are left off."""
    cells = read_cells(b'a,b,,\n"x\ny",2\n\n3\n4,5,6\n,,\n', "a.csv").cells
    assert cells.index.tolist() == [1, 2, 3, 4, 5]
    assert cells.loc[2].tolist() == ["x\ny", "2", ""]
    assert cells.loc[4].tolist() == ["3", "", ""]


def test_large_files_read_as_small_ones(monkeypatch):
    """The fast way and the careful way give the same cells."""
    text = b'a,b\n"x,""y""",2\n5" pipe,\n'
    careful = rows(text)
    monkeypatch.setattr(delimited, "_FAST_FROM", 0)
    assert rows(text) == careful == [["a", "b"], ['x,"y"', "2"], ['5" pipe', ""]]


CELL = strategies.text(
    strategies.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=8
)


@given(
    strategies.lists(strategies.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=6),
    strategies.sampled_from(delimited.DELIMITERS),
)
def test_written_cells_come_back(table, delimiter):
    """Whatever is in a cell, reading what was written gives it back."""
    table = [["q", "r"], *table, ["x", "y"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    assert rows(out.getvalue().encode(), delimiter=delimiter, encoding="utf-8") == table


def test_workbook_cells_look_as_typed():
    """Whole numbers without decimals, ISO dates, stored results of formulas, errors blank."""

    def fill(book):
        sheet = book.add_worksheet("数据")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(1, 0, ["at", "n", "f"])
        sheet.write_datetime(2, 0, dt.datetime(2026, 3, 2, 10), moment)
        sheet.write_datetime(3, 0, dt.datetime(2026, 3, 2), moment)
        sheet.write_row(2, 1, [20240101123, "=1+1"])
        sheet.write_formula(3, 2, "=3+4", "", 7)

    table = read_cells(workbook(fill), "数据.xlsx")
    assert table.cells.to_numpy().tolist()[1:] == [
        ["at", "n", "f"],
        ["2026-03-02 10:00:00", "20240101123", "0"],  # xlsxwriter stores 0 for "=1+1"
        ["2026-03-02 00:00:00", "", "7"],
    ]
    assert table.cells.index.tolist() == [1, 2, 3, 4]


def test_first_sheet_with_cells_is_read_unless_another_is_chosen():
    """Cover sheets are empty more often than not."""

    def fill(book):
        book.add_worksheet("cover")
        book.add_worksheet("data").write(0, 0, "a")
        book.add_worksheet("more").write(0, 0, "b")

    content = workbook(fill)
    table = read_cells(content, "x.xlsx")
    assert (table.sheet, table.sheets) == ("data", ("cover", "data", "more"))
    assert rows(gzip.compress(content), sheet="more") == [["b"]]
    with pytest.raises(errors.SheetMissingError, match="cover, data, more"):
        read_cells(content, "x.xlsx", sheet="answers")


def test_cover_sheet_with_a_note_is_not_the_table():
    """One line about the survey stands before the answers."""

    def fill(book):
        book.add_worksheet("about").write(0, 0, "Survey of November 2024")
        answers = book.add_worksheet("answers")
        answers.write_row(0, 0, ["Wi-Fi", "Lockers"])
        answers.write_row(1, 0, [5, 3])

    assert read_cells(workbook(fill), "x.xlsx").sheet == "answers"


def test_packed_files_are_unpacked():
    """A file of several packed members is one file."""
    assert rows(gzip.compress(b"a,b\n") + gzip.compress(b"1,2\n")) == [["a", "b"], ["1", "2"]]


def zip_of(**members):
    """Bytes of a zip archive; __ in a name stands for /."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def far_cell(book):
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "b")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", errors.FileEmptyError),
        (b"\xef\xbb\xbf\n \n", errors.FileEmptyError),
        (b",,,\n,,,\n", errors.FileEmptyError),
        (b"%PDF-1.7 ...", errors.NotATableError),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), errors.NotATableError),
        (bytes(range(256)) * 20, errors.NotATableError),
        (b"<html><table><tr><td>a", errors.NotATableError),  # an "XLS" of some portals
        (zip_of(a="a,b"), errors.NotATableError),
        (b"PK\x03\x04 broken", errors.FileDamagedError),
        (b"\xd0\xcf\x11\xe0" + bytes(600), errors.FileDamagedError),
        (gzip.compress(CHINESE.encode() * 100, mtime=0)[:60], errors.FileDamagedError),
        (",".join(f"c{n}" for n in range(500)).encode(), errors.TooManyColumnsError),
        (b'a,b\n1,"x,\n2,3\n4\n', errors.QuoteUnclosedError),
        (workbook(far_cell), errors.FileTooLargeError),  # 17 billion cells by its corners
        (gzip.compress(bytes(201 * 1024**2), 1, mtime=0), errors.FileTooLargeError),
        (zip_of(xl__workbook="").replace(b"xl/workbook", b"xl/w.rkbook"), errors.NotATableError),
    ],
    ids=lambda part: getattr(part, "__name__", "file"),  # bytes of a packed file are no stable name
)
def test_what_is_no_table_is_refused(content, fault):
    """A clear refusal that names the file, never a crash."""
    with pytest.raises(fault) as caught:
        read_cells(content, "upload.csv")
    assert caught.value.facts["name"] == "upload.csv"


def test_zip_bomb_is_refused_before_it_is_unpacked():
    """The sizes in the directory are enough."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            for _ in range(21):
                member.write(bytes(10 * 1024**2))
    assert len(out.getvalue()) < 2_000_000
    with pytest.raises(errors.FileTooLargeError):
        read_cells(out.getvalue(), "bomb.xlsx")


def test_more_than_the_limit_is_refused():
    """300 MB never reaches a parser."""
    with pytest.raises(errors.FileTooLargeError, match="200 MB"):
        read_cells(b"a,b\n" * 75_000_000, "big.csv")


def test_unclosed_quote_names_its_row():
    """The reader can find it."""
    with pytest.raises(errors.QuoteUnclosedError) as caught:
        read_cells(b'a,b\n1,2\n3,"x,\n2\n4,5\n', "a.csv")
    assert caught.value.facts["row"] == 3
