"""Doors to an uploaded survey file that is not stored yet."""

import datetime as dt
import json

import pandas as pd
import streamlit as st

from data import reference, store
from surveys.checks import Understood, understand
from surveys.questionnaire import propose
from surveys.readers import RawSurvey, read_survey
from surveys.readers.tablefile import TableFile, read_cells
from surveys.times import read_times

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
def survey(
    study: str,
    sha256: str,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    header_rows: int | None,
) -> RawSurvey:
    """Return questions and answers of the draft; shared, so nobody alters them."""
    return read_survey(cells(study, sha256, encoding, delimiter, sheet), header_rows)


@st.cache_resource(max_entries=4, show_spinner=False)
def proposal(*file: object) -> pd.DataFrame:
    """Return the proposed codebook of the draft (arguments as `survey`)."""
    return propose(survey(*file), reference.needs())


def codebook(file: tuple, edits: dict[str, dict]) -> pd.DataFrame:
    """Return the proposed codebook with the reader's corrections over it.

    A role or scale the reader changed makes the reason "you chose it".
    """
    table = proposal(*file).copy()
    places = {str(position): row for row, position in table["position"].items()}
    for position, changes in edits.items():
        for column, value in changes.items():
            if column in EDITABLE:
                table.loc[places[position], column] = pd.NA if value is None else value
        table.loc[places[position], "why"] = "why_reader"
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
