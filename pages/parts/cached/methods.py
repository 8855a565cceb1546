"""Doors to the methods that rank needs; nothing leaves them unprotected."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import needs as cached
from surveys import disclosure
from surveys.answers import Answers, subset
from surveys.errors import Fault
from surveys.methods import compare
from surveys.methods.kano import CATEGORIES, kano
from surveys.methods.libqual import PARTS, libqual
from surveys.methods.small_groups import hidden_cells, is_hidden

MOST_LEVELS = 20  # a question with more answers makes no groups
ZONE = ["in_zone", "in_zone_low", "in_zone_high", "inverted"]


@dataclass(frozen=True)
class View:
    """What the methods say of a wave or of one group, small groups hidden.

    ``ranked`` and ``verdicts`` as `compare` returns them; ``library``: the rows
    about the library as a whole; ``hidden``: results that are not shown.
    """

    ranked: pd.DataFrame
    verdicts: pd.DataFrame
    library: pd.DataFrame
    hidden: int


@st.cache_data(max_entries=24, show_spinner=False)
def groups(study: str, version: int, wave: str) -> dict[str, list[str]]:
    """Return the profile questions that make groups, each with its answers."""
    profile = cached.answers(study, version, wave).profile.drop(columns="respondent")
    found = {question: sorted(profile[question].dropna().unique()) for question in profile}
    return {question: told for question, told in found.items() if 2 <= len(told) <= MOST_LEVELS}


@st.cache_data(max_entries=24, show_spinner=False)
def faults(study: str, version: int, wave: str) -> dict[str, tuple[str, dict]]:
    """Return what the methods that are not available need: text key and facts by family."""
    found = compare.values(cached.answers(study, version, wave))[1]
    return {family: _told(fault) for family, fault in found.items()}


@st.cache_data(max_entries=48, show_spinner=False)
def view(
    study: str, version: int, wave: str, question: str, level: str, table: str, crosshairs: str
) -> View:
    """Return the view of a wave, or of those who gave one answer to a profile question."""
    rows = by_group(study, version, wave, question, table)
    rows = rows[rows["level"] == level]
    ranked = compare.ranked(rows, crosshairs)
    library = rows[(rows["need"] == "") & rows["value"].notna()]
    verdicts = compare.disagreements(ranked)
    return View(ranked, verdicts, library, int(rows["hidden"].sum()))


@st.cache_data(max_entries=24, show_spinner=False)
def by_group(study: str, version: int, wave: str, question: str, table: str) -> pd.DataFrame:
    """Return `compare.values` of each group, with ``level``, small and revealing cells hidden.

    Without a question: everyone, as level "". People who did not answer the
    question are the level "" of their own: they too could be subtracted.
    """
    parts = [
        compare.values(given, table)[0].assign(level=level)
        for level, given in _levels(study, version, wave, question)
    ]
    rows = disclosure.protect(pd.concat(parts, ignore_index=True), values=compare.GUARDED)
    if question:
        away = is_hidden(rows, hidden(study, version, wave, question))
        rows[compare.GUARDED] = rows[compare.GUARDED].mask(away)
        rows["hidden"] |= away
    return rows


@st.cache_data(max_entries=24, show_spinner=False)
def hidden(study: str, version: int, wave: str, question: str) -> pd.DataFrame:
    """Return `hidden_cells` of the groups a question makes."""
    return hidden_cells(dict(_levels(study, version, wave, question)))


@st.cache_data(max_entries=24, show_spinner=False)
def by_wave(study: str, version: int, table: str) -> pd.DataFrame:
    """Return `compare.values` of every wave, with ``level`` (the wave), small groups hidden."""
    waves = store.open_study(study).waves()["wave"]
    parts = [by_group(study, version, wave, "", table).assign(level=wave) for wave in waves]
    return pd.concat(parts, ignore_index=True)


@st.cache_data(max_entries=24, show_spinner=False)
def kano_counts(
    study: str, version: int, wave: str, question: str, level: str, table: str
) -> pd.DataFrame:
    """Return the `kano` categories of a group, small groups hidden and left out."""
    parts = []
    for name, given in _levels(study, version, wave, question):
        try:
            parts.append(kano(given, table).assign(level=name))
        except Fault:
            continue
    guarded = {"pairs": [*CATEGORIES, "category"]}
    return _safe(parts, (study, version, wave, question, level), guarded, "pairs")


@st.cache_data(max_entries=24, show_spinner=False)
def zones(study: str, version: int, wave: str, question: str, level: str) -> pd.DataFrame:
    """Return `libqual` of a group, small groups hidden and left out."""
    parts = []
    for name, given in _levels(study, version, wave, question):
        try:
            parts.append(libqual(given).assign(level=name))
        except Fault:
            continue
    guarded = {f"n_{part}": [part, f"{part}_low", f"{part}_high"] for part in PARTS}
    guarded |= {"n_in_zone": ZONE}
    return _safe(parts, (study, version, wave, question, level), guarded, "n_perceived")


def _safe(
    parts: list[pd.DataFrame], place: tuple, guarded: dict[str, list[str]], n: str
) -> pd.DataFrame:
    """Return the rows of one level after protection; needs with too few people left out."""
    if not parts:
        return pd.DataFrame()
    rows = pd.concat(parts, ignore_index=True)
    *key, question, level = place
    shown = rows[n] >= disclosure.MIN_RATINGS
    if question:
        shown &= ~is_hidden(rows, hidden(*key, question))
    for people, values in guarded.items():
        rows = disclosure.protect(rows, n=people, values=values)
    return rows[shown & (rows["level"] == level)].drop(columns="hidden").reset_index(drop=True)


def _levels(study: str, version: int, wave: str, question: str) -> list[tuple[str, Answers]]:
    given = cached.answers(study, version, wave)
    if not question:
        return [("", given)]
    told = given.profile.set_index("respondent")[question].fillna("")
    return [(level, subset(given, told.index[told == level])) for level in told.unique()]


def _told(fault: Fault) -> tuple[str, dict]:
    return fault.key, dict(fault.facts)
