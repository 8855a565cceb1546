"""Tables to take home: CSV and XLSX in which no cell starts a formula."""

import io
from functools import cache

import pandas as pd
import streamlit as st

from pages import texts
from pages.parts.session import plain, say
from surveys.disclosure import few_said

PEOPLE = (  # headings of columns that count people
    "n_answers",
    "n_asked",
    "column_n",
    "weights_n",
    "methods_kano_pairs",
    "comments_people",
    "segments_asked",
    "segments_word_people",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def offer(table: pd.DataFrame, name: str, *, source: str = "") -> None:
    """Show the two download buttons of a table.

    Parameters
    ----------
    table
        As shown: said column names, protected cells already `<NA>`.
    name
        Stem of the file name; letters, digits and dashes.
    source
        A said line (source, date) that the XLSX carries on a second sheet.
    """
    left, right, _ = st.columns([1, 1, 3])
    left.download_button(
        say("download_csv"),
        lambda: csv_bytes(table),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"csv_{name}",
        on_click="ignore",
        width="stretch",
    )
    right.download_button(
        say("download_xlsx"),
        lambda: xlsx_bytes(table, source),
        file_name=f"{name}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key=f"xlsx_{name}",
        on_click="ignore",
        width="stretch",
    )


def neutral(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as it may leave: few people as "<5", no text that starts a formula.

    Such a text gets an apostrophe. Counts of people are known by their said
    heading, see `PEOPLE`.

    Examples
    --------
    >>> neutral(pd.DataFrame({"note": ["=1+1", "fine"], "n": [-1, 2]}))["note"].tolist()
    ["'=1+1", 'fine']
    >>> neutral(pd.DataFrame({"People": [12, 3]}))["People"].tolist()
    ['12', '<5']
    """
    quiet = table.rename(columns=_quiet)
    for column in quiet.columns:
        if _counts_people(str(column)) and pd.api.types.is_numeric_dtype(quiet[column]):
            quiet[column] = few_said(quiet[column])
    for column in quiet.columns:
        if not pd.api.types.is_numeric_dtype(quiet[column]):
            quiet[column] = quiet[column].map(_quiet, na_action="ignore")
    return quiet


@cache
def _counts_people(heading: str) -> bool:
    """Tell whether a said heading, in any language, stands over numbers of people."""
    heads = [texts.say(one, key, name="\0") for one in texts.LANGUAGES for key in PEOPLE]
    ends = [head.partition("\0") for head in heads]
    return any(
        heading.startswith(first) and heading.endswith(last) if gap else heading == first
        for first, gap, last in ends
    )


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return the table as CSV that spreadsheet programs open with the right letters."""
    return neutral(table).to_csv(index=False).encode("utf-8-sig")


def xlsx_bytes(table: pd.DataFrame, source: str = "") -> bytes:
    """Return the table as a workbook; texts are written as texts, never as formulas or links."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(
        buffer, engine="xlsxwriter", engine_kwargs={"options": options}
    ) as workbook:
        neutral(table).to_excel(workbook, index=False, sheet_name="Respace", freeze_panes=(1, 0))
        workbook.sheets["Respace"].autofit()
        if source:
            sheet = workbook.book.add_worksheet(plain("download_source_sheet"))
            sheet.write_string(0, 0, source)
    return buffer.getvalue()


def _quiet(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
