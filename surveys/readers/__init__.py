"""Survey exports into questions and answers; every family of exports has its file here."""

from dataclasses import dataclass

import pandas as pd

from surveys.readers import (
    google_forms,
    grouped,
    heads,
    joined,
    labelled,
    limesurvey,
    microsoft_forms,
    plain,
    qualtrics,
    spss,
    surveymonkey,
    tencent,
    wenjuanxing,
)
from surveys.readers.dictionary import Dictionary
from surveys.readers.errors import HeaderOnlyError
from surveys.readers.labelled import Matching
from surveys.readers.tablefile import TableFile

__all__ = ["FAMILIES", "RawSurvey", "TableFile", "read_survey"]

_READERS = {
    "qualtrics": qualtrics,
    "limesurvey": limesurvey,
    "surveymonkey": surveymonkey,
    "tencent": tencent,
    "wenjuanxing": wenjuanxing,
    "google_forms": google_forms,
    "microsoft_forms": microsoft_forms,
    "spss": spss,
    "header_groups": grouped,
    "plain": plain,
}
FAMILIES = tuple(_READERS)
_OPTIONS_APART = (
    "qualtrics",
    "limesurvey",
    "surveymonkey",
    "tencent",
    "wenjuanxing",
    "google_forms",
    "spss",
    "plain",
)
_REPEATED = 0.8  # share of its cells that make a row a header written again


@dataclass(frozen=True)
class RawSurvey:
    """Questions and answers as the file has them, before anything is understood.

    Parameters
    ----------
    columns
        One row per column: ``position`` (int, 0..k-1), ``question`` (str, never
        empty), ``option`` (str; second header of a matrix or multi-choice, else
        ""), ``hint`` (str: "open" free text, "option" one of several columns of
        a question that are ticked, "matrix" one of several that are not,
        "joined" an option taken out of joined answers, "ranking" an order of
        options, "record" book-keeping of the tool, or ""), ``values`` (dict,
        words -> number the file had where a codebook gave the words).
        Question and option together are unique.
    answers
        One row per respondent on the row number of the file, columns =
        positions (str; "" = blank).
    header_rows
        How many rows of the file are header.
    family
        Which tool wrote the file: one of `FAMILIES`.
    evidence
        What in the file gave the family away, () where the reader chose it.
    repeats
        Rows in which the header is written again; they are no answers.
    matching
        How a codebook and the file came together, None without one.
    """

    columns: pd.DataFrame
    answers: pd.DataFrame
    header_rows: int
    family: str
    evidence: tuple[str, ...] = ()
    repeats: tuple[int, ...] = ()
    matching: Matching | None = None


def read_survey(
    table: TableFile,
    header_rows: int | None = None,
    family: str | None = None,
    dictionary: Dictionary | None = None,
) -> RawSurvey:
    r"""Return the questions and answers of a table.

    Parameters
    ----------
    table
        Cells of a file.
    header_rows
        None = found by looking into the file; otherwise at least 1.
    family
        One of `FAMILIES`; None = found by looking into the file.
    dictionary
        A codebook that names columns and values; None = what the file brings itself.

    Raises
    ------
    HeaderOnlyError
        Nothing stands below the header.

    Examples
    --------
    >>> from surveys.readers.tablefile import read_cells
    >>> survey = read_survey(read_cells(b"Light,Light\n4,5\n", "a.csv"))
    >>> survey.columns["question"].tolist(), survey.answers.loc[2].tolist()
    (['Light', 'Light (2)'], ['4', '5'])
    """
    family, depth, evidence = _family(table, header_rows, family)
    head, answers = table.cells.iloc[:depth], table.cells.iloc[depth:]
    again = _header_again(head, answers)
    answers = _merged_filled(table, answers)[~again]
    if answers.empty:
        raise HeaderOnlyError(name=table.name)
    reader = _READERS[family]
    columns = reader.columns(head, answers)
    if hasattr(reader, "tidied"):
        answers = reader.tidied(answers, columns)
    columns["values"], matching = [{} for _ in columns.index], None
    book = dictionary or table.dictionary
    if book is not None:
        columns, answers, matching = labelled.applied(head, columns, answers, book)
    if family in _OPTIONS_APART:
        columns = heads.hinted(columns, answers)
    columns, answers = _taken_apart(columns, answers, family)
    repeats = tuple(int(row) for row in again.index[again])
    return RawSurvey(_named(columns), answers, depth, family, evidence, repeats, matching)


def _family(
    table: TableFile, header_rows: int | None, family: str | None
) -> tuple[str, int, tuple[str, ...]]:
    """Return family, header rows and evidence: as chosen, else as found."""
    if family is not None:
        fit = _READERS[family].fits(table.cells)
        depth = header_rows or (fit.header_rows if fit else 1)
        return family, min(depth, len(table.cells)), fit.evidence if fit else ()
    if table.dictionary is not None:
        return "spss", header_rows or 1, ("SPSS DATA FILE",)
    for name, reader in _READERS.items():
        fit = reader.fits(table.cells)
        if fit is None:
            continue
        depth = header_rows or fit.header_rows
        if depth != fit.header_rows and name in ("header_groups", "plain"):
            name = "header_groups" if depth > 1 else "plain"
        return name, min(depth, len(table.cells)), fit.evidence
    raise AssertionError("every table is at least plain")


def _header_again(head: pd.DataFrame, answers: pd.DataFrame) -> pd.Series:
    """Mark rows that repeat the header, as joined print-outs do."""
    again = pd.Series(False, index=answers.index)
    if head.shape[1] < 2:
        return again
    for _, row in head.iterrows():
        named = row.str.strip() != ""
        if named.sum() > 1:
            alike = answers.loc[:, named].eq(row[named], axis="columns")
            again |= alike.mean(axis=1) >= _REPEATED
    return again


def _merged_filled(table: TableFile, answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers with the value of merged cells in each of their rows."""
    answers = answers.copy()
    for first, last, place in table.merged:
        if first in answers.index and place in answers:
            answers.loc[first:last, place] = answers.at[first, place]
    return answers


def _taken_apart(
    columns: pd.DataFrame, answers: pd.DataFrame, family: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return columns and answers with joined multi-choice answers spread over options."""
    heads_, parts = [], []
    names = ["question", "option", "hint", "values"]
    for place in answers.columns:
        question, option, hint, values = columns.loc[place, names]
        free = not option and not hint
        if free and joined.is_ranking(answers[place]):
            hint = "ranking"
        options = joined.options_of(question, answers[place], family) if free and not hint else None
        if options is None:
            heads_.append((question, option, hint, values))
            parts.append(answers[[place]])
            continue
        for name in options:
            heads_.append((question, name, "joined" if name else "open", {}))
        parts.append(options)
    spread = pd.concat(parts, axis="columns").set_axis(range(len(heads_)), axis="columns")
    return pd.DataFrame(heads_, columns=names), spread


def _named(columns: pd.DataFrame) -> pd.DataFrame:
    """Return the columns with a position, and a name each can be told by."""
    tidy = columns.assign(
        question=columns["question"].str.replace(r"\s+", " ", regex=True).str.strip(),
        option=columns["option"].str.replace(r"\s+", " ", regex=True).str.strip(),
    )
    nameless = tidy["question"] == ""
    tidy.loc[nameless, "question"] = [f"[{place + 1}]" for place in tidy.index[nameless]]
    again = tidy.groupby(["question", "option"]).cumcount() + 1
    part = tidy["option"].where(tidy["option"] != "", tidy["question"])
    part = part.where(again == 1, part + " (" + again.astype(str) + ")")
    in_option = tidy["option"] != ""
    tidy["option"] = part.where(in_option, "")
    tidy["question"] = tidy["question"].where(in_option, part)
    tidy.insert(0, "position", range(len(tidy)))
    return tidy
