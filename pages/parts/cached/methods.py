"""Doors to the methods that rank needs; nothing leaves them unprotected."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import disclosed, segments, weights
from pages.parts.cached import needs as cached
from surveys import disclosure
from surveys.answers import Answers, subset
from surveys.errors import Fault
from surveys.methods import compare
from surveys.methods.kano import CATEGORIES, kano
from surveys.methods.libqual import PARTS, libqual
from surveys.methods.small_groups import (
    bases,
    hidden_cells,
    is_hidden,
    lone_raters,
    values_of_group,
)

MOST_LEVELS = 20  # a question with more answers makes no groups
SEGMENTS = ":segments"  # stands for a profile question; then a mark of who is in which
ZONE = ["in_zone", "in_zone_low", "in_zone_high", "inverted"]


@dataclass(frozen=True)
class View:
    """What the methods say of a wave or of one group, small groups hidden.

    ``ranked`` and ``verdicts`` as `compare` returns them; ``library``: the rows
    about the library as a whole; ``hidden``: results that are not shown;
    ``weighted``: the same with weights, None without usable ones.
    """

    ranked: pd.DataFrame
    verdicts: pd.DataFrame
    library: pd.DataFrame
    hidden: int
    weighted: "View | None" = None


@st.cache_data(max_entries=24, show_spinner=False)
def groups(study: str, version: int, wave: str) -> dict[str, list[str]]:
    """Return the profile questions that make groups, each with its answers."""
    profile = cached.answers(study, version, wave).profile.drop(columns="respondent")
    found = {question: sorted(profile[question].dropna().unique()) for question in profile}
    return {question: told for question, told in found.items() if 2 <= len(told) <= MOST_LEVELS}


def segment_question(study: str, version: int, wave: str) -> str:
    """Return what stands for a profile question to group by segment; "" where none are known."""
    members = segments.groups(study, version, wave)
    if members is None:
        return ""
    return f"{SEGMENTS}{pd.util.hash_pandas_object(members).sum():x}"


@st.cache_data(max_entries=24, show_spinner=False)
def faults(study: str, version: int, wave: str) -> dict[str, tuple[str, dict]]:
    """Return what the methods that are not available need: text key and facts by family."""
    found = compare.values(cached.answers(study, version, wave))[1]
    return {family: (fault.key, dict(fault.facts)) for family, fault in found.items()}


@st.cache_data(max_entries=48, show_spinner=False)
def view(
    study: str, version: int, wave: str, question: str, level: str, table: str, crosshairs: str
) -> View:
    """Return the view of a wave, or of those who gave one answer to a profile question."""
    place = (study, version, wave, question, table)
    beside = weighted_by_group(*place)
    if beside is not None:
        beside = _seen(beside[beside["level"] == level], crosshairs)
    rows = by_group(*place)
    return _seen(rows[rows["level"] == level], crosshairs, beside)


def _seen(rows: pd.DataFrame, crosshairs: str, weighted: View | None = None) -> View:
    ranked = compare.ranked(rows, crosshairs)
    library = rows[(rows["need"] == "") & rows["value"].notna()]
    verdicts = compare.disagreements(ranked)
    return View(ranked, verdicts, library, int(rows["hidden"].sum()), weighted)


@st.cache_data(max_entries=24, show_spinner=False)
def by_group(study: str, version: int, wave: str, question: str, table: str) -> pd.DataFrame:
    """Return `compare.values` of each group, with ``level``, small and revealing cells hidden.

    Without a question: everyone, as level "". People who did not answer the
    question are the level "" of their own: they too could be subtracted.
    """
    parts = [
        (values_of_group(given, table) if question else compare.values(given, table)[0]).assign(
            level=level
        )
        for level, given in _levels(study, version, wave, question)
    ]
    rows = disclosure.protect(pd.concat(parts, ignore_index=True), values=compare.GUARDED)
    if question:
        away = is_hidden(rows, hidden(study, version, wave, question))
        rows[compare.GUARDED] = rows[compare.GUARDED].mask(away)
        rows["hidden"] |= away
    return rows


@st.cache_data(max_entries=24, show_spinner=False)
def weighted_by_group(
    study: str, version: int, wave: str, question: str, table: str
) -> pd.DataFrame | None:
    """Return weighted `by_group`: what is hidden there is here too; None without usable weights."""
    place = (study, version, wave)
    found = weights.usable(*place)
    if found is None:
        return None
    parts = [
        (
            values_of_group(given, table, found)
            if question
            else compare.values(given, table, found)[0]
        ).assign(level=level)
        for level, given in _levels(*place, question)
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows = disclosure.protect(rows, n="n_eff", values=compare.GUARDED)
    keys = ["need", "method", "level"]
    plain = by_group(*place, question, table).set_index(keys)["hidden"]
    away = rows[keys].merge(plain.rename("away").reset_index(), on=keys, how="left")["away"]
    away = away.astype("boolean").fillna(True).astype(bool) | rows["need"].isin(
        weights.telling(*place)
    )
    rows[compare.GUARDED] = rows[compare.GUARDED].mask(away)
    return rows.assign(hidden=rows["hidden"] | away)


@st.cache_data(max_entries=24, show_spinner=False)
def hidden(study: str, version: int, wave: str, question: str) -> pd.DataFrame:
    """Return the cells of a question that are hidden: in every method, and beside all questions."""
    own = hidden_cells(dict(_levels(study, version, wave, question)))
    if question.startswith(SEGMENTS):
        more = _hidden_segments(study, version, wave)
    else:
        more = disclosed.levels(study, version, wave, question)
    return pd.concat([own, more], ignore_index=True)


def _hidden_segments(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return the segments that are hidden beside every profile question and their own profile.

    The profile is of all who rated the side it is made of, the methods are of those who rated both.
    """
    given, found = cached.answers(study, version, wave), weights.usable(study, version, wave)
    members = _told(segments.groups(study, version, wave), given)
    profile = given.profile.assign(**{SEGMENTS: members.to_numpy()})
    counts = None if found is None else found.weights
    away = disclosure.hidden_groups(bases(given), profile, counts)
    lone = disclosure.hidden_few(lone_raters(given), profile[["respondent", SEGMENTS]], counts)
    own = segments.known(study, version, wave).profile
    own = own.loc[own["hidden"], ["need", "segment"]].rename(columns={"segment": "level"})
    cells = [one.loc[one["question"] == SEGMENTS, ["need", "level"]] for one in (away, lone)]
    return pd.concat([*cells, own.astype("str")], ignore_index=True)


@st.cache_data(max_entries=24, show_spinner=False)
def by_wave(study: str, version: int, table: str) -> pd.DataFrame:
    """Return `compare.values` of every wave, with ``level`` (the wave), small groups hidden."""
    waves = store.open_study(study).waves()["wave"]
    parts = [by_group(study, version, wave, "", table).assign(level=wave) for wave in waves]
    return pd.concat(parts, ignore_index=True)


@st.cache_data(max_entries=24, show_spinner=False)
def weighted_by_wave(study: str, version: int, table: str) -> pd.DataFrame:
    """Return weighted `by_wave`; waves without usable weights are left out."""
    waves = store.open_study(study).waves()["wave"]
    parts = [
        found.assign(level=wave)
        for wave in waves
        if (found := weighted_by_group(study, version, wave, "", table)) is not None
    ]
    columns = [*compare.COLUMNS, "n_eff", "level", "hidden"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


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
    given = disclosure.paired(given)
    if question.startswith(SEGMENTS):
        told = _told(segments.groups(study, version, wave), given)
    else:
        told = given.profile.set_index("respondent")[question].fillna("")
    return [(level, subset(given, told.index[told == level])) for level in told.unique()]


def _told(members: pd.Series, given: Answers) -> pd.Series:
    """Return the segment of every respondent as text, "" for those in none."""
    everybody = pd.Index(given.profile["respondent"])
    return members.astype("Int64").astype("string").reindex(everybody).fillna("")
