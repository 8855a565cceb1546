"""Doors to satisfaction over the years."""

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached.needs import strengths
from surveys import satisfaction
from surveys.answers import assemble
from surveys.satisfaction import SurveyWave

LINKS = "satisfaction_links"  # setting: key of a link -> same or different
NEEDS, SPACES = "needs", "spaces"  # what is followed


@st.cache_resource(max_entries=8, show_spinner=False)
def waves(study: str, version: int) -> list[SurveyWave]:
    """Return the dated waves with satisfaction answers, oldest first; nobody alters them."""
    found = store.open_study(study).waves().dropna(subset="date")
    read = []
    for one in found.itertuples(index=False):
        answers, codebook = _read(study, one.wave, f"{one.saved_at} {one.sha256}")
        read.append(SurveyWave(one.wave, one.name, one.date, answers, codebook))
    return satisfaction.with_answers(read)


@st.cache_resource(max_entries=40, show_spinner=False)
def _read(study: str, wave: str, stamp: str) -> tuple:
    """Return answers and codebook of a wave as saved at `stamp`; other edits do not matter."""
    codebook, kept = store.open_study(study).wave(wave)
    return assemble(codebook, kept), codebook


@st.cache_data(max_entries=16, show_spinner=False)
def links(study: str, version: int) -> pd.DataFrame:
    """Return `satisfaction.links` with what people of the study decided."""
    decided = store.open_study(study).setting(LINKS, {})
    return satisfaction.links(waves(study, version), decided)


@st.cache_data(max_entries=16, show_spinner=False)
def groups(study: str, version: int) -> list[str]:
    """Return the profile questions by which satisfaction can be followed."""
    return satisfaction.profile_questions(waves(study, version))


@st.cache_data(max_entries=16, show_spinner=False)
def scores(study: str, version: int, kind: str, group: str) -> pd.DataFrame:
    """Return the scores of needs or space types, everybody together or by group."""
    read = waves(study, version)
    comparable = satisfaction.eras(read, links(study, version))
    if kind == SPACES:
        return satisfaction.space_scores(read, comparable, strengths(study, version), group)
    return satisfaction.need_scores(read, comparable, group)


@st.cache_data(max_entries=32, show_spinner=False)
def trend(study: str, version: int, kind: str, group: str) -> pd.DataFrame:
    """Return `satisfaction.trend`, small groups hidden and left out."""
    found = satisfaction.trend(scores(study, version, kind, group))
    return found[~found["hidden"]].reset_index(drop=True)


@st.cache_data(max_entries=32, show_spinner=False)
def changes(
    study: str, version: int, kind: str, group: str, before: str, after: str, series: str = ""
) -> pd.DataFrame:
    """Return `satisfaction.changes` between two waves, of all series or of the groups of one."""
    given, found = scores(study, version, kind, group), trend(study, version, kind, group)
    if series:
        given, found = given[given["series"] == series], found[found["series"] == series]
    return satisfaction.changes(given, found, before, after)


@st.cache_data(max_entries=32, show_spinner=False)
def control_chart(study: str, version: int, need: str, chart: str) -> pd.DataFrame:
    """Return the control chart of a need: ``individuals`` of the mean, or ``share`` satisfied.

    The columns of `individuals_chart` or `p_chart` with ``wave`` and ``n``.
    """
    found = _in_order(trend(study, version, NEEDS, ""), waves(study, version), need)
    if chart == "share":
        made = satisfaction.p_chart(found["satisfied"], found["n"], laney=True)
    else:
        made = satisfaction.individuals_chart(found["mean"])
    return made.assign(wave=found["wave"], n=found["n"])


@st.cache_data(max_entries=16, show_spinner=False)
def charted_needs(study: str, version: int) -> list[str]:
    """Return the needs with enough comparable waves for a control chart."""
    read, found = waves(study, version), trend(study, version, NEEDS, "")
    return [
        need
        for need in dict.fromkeys(found["series"])
        if len(_in_order(found, read, need)) >= satisfaction.MIN_WAVES
    ]


def _in_order(found: pd.DataFrame, read: list[SurveyWave], need: str) -> pd.DataFrame:
    """Return the trend of the last era of a need, oldest wave first."""
    own = found[found["series"] == need]
    own = own[own["era"] == own["era"].max()]
    order = {wave.id: place for place, wave in enumerate(read)}
    return own.sort_values("wave", key=lambda ids: ids.map(order)).reset_index(drop=True)
