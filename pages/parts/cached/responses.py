"""Doors to an uploaded survey file that is not stored yet."""

import datetime as dt
import json

import pandas as pd
import streamlit as st

from data import reference, store
from data.store.record import as_plain
from surveys import value_scales
from surveys.answers import title
from surveys.checks import Understood, understand
from surveys.method_columns import scale_for
from surveys.questionnaire import RATED, propose
from surveys.readers import RawSurvey, codebooks, read_survey
from surveys.readers.dictionary import Dictionary
from surveys.readers.tablefile import TableFile, read_cells
from surveys.times import read_times

BOOK = "responses_codebook"  # kind of the draft that is a codebook
NO_BOOK = "off"
EDITABLE = ("role", "need", "low", "high", "reversed")


@st.cache_resource(max_entries=4, show_spinner=False)
def cells(
    study: str, sha256: str, encoding: str | None, delimiter: str | None, sheet: str | None
) -> TableFile:
    """Return the cells of the draft; shared, so nobody alters them."""
    draft = store.open_study(study).draft("responses")
    return read_cells(
        draft.content, draft.file_name, encoding=encoding, delimiter=delimiter, sheet=sheet
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def book(
    study: str,
    sha256: str,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    added: str | None,
) -> Dictionary | None:
    """Return the codebook for the draft: a file that was added, else a sheet of its workbook.

    `added` is the digest of the file, `NO_BOOK` for none, None for what the workbook has.
    """
    kept, table = store.open_study(study), cells(study, sha256, encoding, delimiter, sheet)
    if added == NO_BOOK:
        return None
    if added:
        file = kept.draft(BOOK)
        return codebooks.of_file(file.content, file.file_name, table)
    return codebooks.beside(kept.draft("responses").content, table) if table.sheets else None


@st.cache_resource(max_entries=4, show_spinner=False)
def survey(
    study: str,
    sha256: str,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    header_rows: int | None,
    family: str | None = None,
    added: str | None = None,
) -> RawSurvey:
    """Return questions and answers of the draft; shared, so nobody alters them."""
    how = (study, sha256, encoding, delimiter, sheet)
    return read_survey(cells(*how), header_rows, family, book(*how, added))


@st.cache_resource(max_entries=4, show_spinner=False)
def proposal(*file: object) -> pd.DataFrame:
    """Return the proposed codebook of the draft (arguments as `survey`)."""
    return propose(survey(*file), reference.needs())


def earlier_choices(study: store.Study, file: tuple) -> tuple[str, dict[str, dict]]:
    """Return what was settled for the latest wave with the same questions, and its name.

    The corrections are by position, as `codebook` takes them; "" and none where
    there is no such wave.
    """
    proposed = proposal(*file)
    asked = proposed[["question", "option"]].to_numpy().tolist()
    for wave in study.waves().iloc[::-1].itertuples(index=False):
        settled, _ = study.wave(wave.wave)
        if settled[["question", "option"]].to_numpy().tolist() == asked:
            return wave.name, _differences(proposed, settled)
    return "", {}


def _differences(proposed: pd.DataFrame, settled: pd.DataFrame) -> dict[str, dict]:
    """Return the settled values that differ from the proposed ones, by position."""
    found: dict[str, dict] = {}
    for before, after in zip(proposed.to_dict("records"), settled.to_dict("records"), strict=True):
        for column in EDITABLE:
            old, new = as_plain(before[column]), as_plain(after[column])
            if old != new:
                found.setdefault(str(before["position"]), {})[column] = new
    return found


def codebook(file: tuple, edits: dict[str, dict]) -> pd.DataFrame:
    """Return the proposed codebook with the reader's corrections over it.

    A role or scale the reader changed makes the reason "you chose it". A column
    that became a rating gets the ends of the scale its answers are on.
    """
    table = proposal(*file).copy()
    places = {str(position): row for row, position in table["position"].items()}
    for position, changes in edits.items():
        for column, value in changes.items():
            if column in EDITABLE:
                table.loc[places[position], column] = pd.NA if value is None else value
        table.loc[places[position], "why"] = "why_reader"
    table["need"] = table["need"].fillna("")
    return _with_scales(table, survey(*file))


def _with_scales(table: pd.DataFrame, file: RawSurvey) -> pd.DataFrame:
    """Return the codebook with ends for ratings that have none, where they can be told.

    Words that a codebook explains count by its numbers.
    """
    for row in table[table["role"].isin(RATED)].itertuples():
        if pd.isna(row.low) or pd.isna(row.high):
            name = title(row.question, row.option)
            told = value_scales.in_order(file.columns.at[row.position, "values"])
            known = scale_for(row.role, file.answers[row.position], name) or told
            if known:
                table.loc[row.Index, ["low", "high"]] = [known.low, known.high]
            if known and known is told:
                table.at[row.Index, "labels"] = dict(told.labels)
    return table


@st.cache_resource(max_entries=4, show_spinner=False)
def understood(file: tuple, settings: str) -> Understood:
    """Return what will be kept, and the findings; `settings` is the JSON of the corrections."""
    return understand(survey(*file), codebook(file, json.loads(settings)))


def last_day(codebook: pd.DataFrame, survey: RawSurvey) -> dt.date | None:
    """Return the last day a time column of the file names, None without one."""
    columns = codebook.loc[codebook["role"] == "time", "position"]
    days = [
        pd.to_datetime(read_times(survey.answers[place]), errors="coerce").max()
        for place in columns
    ]
    known = [day.date() for day in days if pd.notna(day)]
    return max(known, default=None)
