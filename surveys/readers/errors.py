"""Why a file cannot be read as a table, in words a librarian can act on."""

from surveys.errors import SurveyError


class FileEmptyError(SurveyError):
    """There is nothing in the file."""

    key = "file_empty"
    english = (
        "The file {name!r} holds no cells. Export it again, or choose the file that has the data."
    )


class FileTooLargeError(SurveyError):
    """The file, or what it unpacks to, is larger than one import may be."""

    key = "file_too_large"
    english = (
        "The file {name!r} is larger than {limit} MB, or unpacks to more than that. "
        "Export a shorter period or fewer columns, and import the parts one by one."
    )


class NotATableError(SurveyError):
    """The bytes are something else than a table, whatever the name says."""

    key = "not_a_table"
    english = (
        "The file {name!r} is not a table: its content looks like {looks_like}. "
        "Export the data as CSV or XLSX and import that file."
    )


class BinaryFileError(NotATableError):
    """The file holds bytes that are no letters, whatever its name says."""

    key = "binary_file"
    english = (
        "The file {name!r} is no text and no workbook: it holds binary data, whatever its name "
        "says. Export the data as CSV or XLSX and import that file."
    )


class FileDamagedError(SurveyError):
    """A workbook or packed file that breaks off or cannot be opened."""

    key = "file_damaged"
    english = (
        "The file {name!r} is damaged or incomplete and cannot be opened. "
        "Download or export it again; if it opens in a spreadsheet, save it there as XLSX."
    )


class WorkbookLockedError(SurveyError):
    """A workbook that asks for a password."""

    key = "workbook_locked"
    english = (
        "The workbook {name!r} is protected by a password. Save it without password and import it."
    )


class SheetMissingError(SurveyError):
    """The sheet that was asked for is not in the workbook."""

    key = "sheet_missing"
    english = "The workbook {name!r} has no sheet {sheet!r}. Choose one of: {sheets}."


class EncodingUnreadableError(SurveyError):
    """The letters cannot be read in the encoding that was chosen, or in any known one."""

    key = "encoding_unreadable"
    english = (
        "The letters in {name!r} cannot be read as {encoding}. "
        "Choose another encoding, or save the file as CSV UTF-8."
    )


class TooManyColumnsError(SurveyError):
    """More columns than a person could check."""

    key = "too_many_columns"
    english = (
        "The file {name!r} has {columns} columns; at most {limit} can be imported. "
        "Export only the questions you need."
    )


class QuoteUnclosedError(SurveyError):
    """A quotation mark opens a cell that never ends."""

    key = "quote_unclosed"
    english = (
        "In {name!r} a quotation mark opens a cell in row {row} and is never closed, "
        "so the rows after it cannot be told apart. Close or remove it, or save the file as XLSX."
    )


class HeaderOnlyError(SurveyError):
    """Questions without answers."""

    key = "header_only"
    english = (
        "The file {name!r} has a header but no answers below it. "
        "Check the filter of the export, or the number of header rows."
    )


class CodebookUnreadableError(SurveyError):
    """A file that was added as codebook names no column and tells no values."""

    key = "codebook_unreadable"
    english = (
        "The file {name!r} is no codebook: no column of it names columns of the survey, or says "
        "what values mean. Give it a row per column with code, question and values (1=...; 2=...)."
    )
