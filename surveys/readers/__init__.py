"""Survey exports into questions and answers; every family of exports has its file here."""

from dataclasses import dataclass

import pandas as pd

from surveys.readers import grouped, joined, plain, qualtrics, surveymonkey
from surveys.readers.errors import HeaderOnlyError
from surveys.readers.tablefile import TableFile

__all__ = ["RawSurvey", "TableFile", "read_survey"]


@dataclass(frozen=True)
class RawSurvey:
    """Questions and answers as the file has them, before anything is understood.

    Parameters
    ----------
    columns
        One row per column: ``position`` (int, 0..k-1), ``question`` (str, never
        empty), ``option`` (str; second header of a matrix or multi-choice, else
        ""), ``hint`` (str: "open" free text, "option" one of several columns of
        a question, "joined" an option taken out of joined answers, or "").
        Question and option together are unique.
    answers
        One row per respondent on the row number of the file, columns =
        positions (str; "" = blank).
    header_rows
        How many rows of the file are header.
    family
        Which tool wrote the file: qualtrics, surveymonkey, wenjuanxing,
        google_forms, microsoft_forms, header_groups or plain.
    """

    columns: pd.DataFrame
    answers: pd.DataFrame
    header_rows: int
    family: str


def read_survey(table: TableFile, header_rows: int | None = None) -> RawSurvey:
    r"""Return the questions and answers of a table.

    Parameters
    ----------
    table
        Cells of a file.
    header_rows
        None = found by looking into the file; otherwise at least 1.

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
    family, found = _family(table.cells)
    depth = header_rows or found
    if header_rows not in (None, found):
        family = "header_groups" if depth > 1 else "plain"
    head, answers = table.cells.iloc[:depth], table.cells.iloc[depth:]
    if answers.empty:
        raise HeaderOnlyError(name=table.name)
    columns = _columns(family, head, answers)
    if family in ("plain", "header_groups"):
        family = plain.family(head) if family == "plain" else family
    columns, answers = _taken_apart(columns, answers)
    return RawSurvey(_named(columns), answers, depth, family)


def _family(cells: pd.DataFrame) -> tuple[str, int]:
    for name, reader in (("qualtrics", qualtrics), ("surveymonkey", surveymonkey)):
        depth = reader.header_rows(cells)
        if depth:
            return name, depth
    depth = grouped.header_rows(cells)
    return ("header_groups" if depth > 1 else "plain"), depth


def _columns(family: str, head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    match family:
        case "qualtrics":
            return qualtrics.columns(head)
        case "surveymonkey":
            return surveymonkey.columns(head)
        case "header_groups":
            return grouped.columns(head, answers)
        case _:
            return plain.columns(head)


def _taken_apart(columns: pd.DataFrame, answers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return columns and answers with joined multi-choice answers spread over options."""
    heads, parts = [], []
    for place in answers.columns:
        question, option, hint = columns.loc[place, ["question", "option", "hint"]]
        options = None if option or hint else joined.options_of(question, answers[place])
        if options is None:
            heads.append((question, option, hint))
            parts.append(answers[[place]])
        else:
            heads += [(question, name, "joined") for name in options]
            parts.append(options)
    spread = pd.concat(parts, axis="columns").set_axis(range(len(heads)), axis="columns")
    return pd.DataFrame(heads, columns=["question", "option", "hint"]), spread


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
