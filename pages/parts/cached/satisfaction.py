"""Doors to satisfaction over the years."""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import disclosed, screening, weights
from pages.parts.cached.needs import strengths
from surveys import disclosure, satisfaction
from surveys.answers import assemble
from surveys.satisfaction import SurveyWave
from surveys.weighting import Weighting

LINKS = "satisfaction_links"  # setting: key of a link -> same or different
JOINS = "satisfaction_joins"  # setting: series of a question -> series it goes on as
FROZEN = "segments_frozen"  # setting: segments that were kept to be used in other waves
SEGMENTS = "segments"  # groups by those segments, in place of a profile question
NEEDS, SPACES, ALL = "needs", "spaces", satisfaction.ALL  # what is followed


@st.cache_resource(max_entries=8, show_spinner=False)
def waves(study: str, version: int) -> list[SurveyWave]:
    """Return the dated waves with satisfaction answers, oldest first; nobody alters them."""
    opened = store.open_study(study)
    joins = tuple(sorted(opened.setting(JOINS, {}).items()))
    read = []
    for one in opened.waves().dropna(subset="date").itertuples(index=False):
        stamp = f"{one.saved_at} {one.sha256} {one.screening}"
        answers, codebook = _read(study, one.wave, stamp, joins)
        read.append(SurveyWave(one.wave, one.name, one.date, answers, codebook))
    return satisfaction.with_answers(read)


@st.cache_resource(max_entries=40, show_spinner=False)
def _read(study: str, wave: str, stamp: str, joins: tuple) -> tuple:
    """Return answers and codebook of a wave as it is at `stamp`; other edits do not matter.

    Ratings that would follow from what other pages show do not count.
    """
    codebook, kept = screening.read(study, wave)
    codebook = satisfaction.followed(codebook, dict(joins))
    return disclosure.without_lone(assemble(codebook, kept)), codebook


@st.cache_data(max_entries=16, show_spinner=False)
def links(study: str, version: int) -> pd.DataFrame:
    """Return `satisfaction.links` with what people of the study decided."""
    decided = store.open_study(study).setting(LINKS, {})
    return satisfaction.links(waves(study, version), decided)


@st.cache_data(max_entries=16, show_spinner=False)
def scales(study: str, version: int) -> pd.DataFrame:
    """Return `satisfaction.rescaling` of the waves."""
    return satisfaction.rescaling(waves(study, version))


@st.cache_data(max_entries=16, show_spinner=False)
def wordings(study: str, version: int) -> dict[str, str]:
    """Return the wording of each question without a need, by series."""
    return satisfaction.wordings(waves(study, version))


@st.cache_data(max_entries=16, show_spinner=False)
def groups(study: str, version: int) -> list[str]:
    """Return the profile questions by which satisfaction can be followed, and kept segments."""
    questions = satisfaction.profile_questions(waves(study, version))
    kept = SEGMENTS in satisfaction.profile_questions(_with_segments(study, version))
    return [*questions, *([SEGMENTS] * kept)]


@st.cache_data(max_entries=16, show_spinner=False)
def segment_names(study: str, version: int) -> dict[str, str]:
    """Return the names people gave to the kept segments, by number."""
    given = store.open_study(study).setting(FROZEN, {}).get("names") or {}
    pairs = given.items() if isinstance(given, dict) else enumerate(given, 1)
    return {str(segment): name for segment, name in pairs if isinstance(name, str) and name}


@st.cache_resource(max_entries=8, show_spinner=False)
def _with_segments(study: str, version: int) -> list[SurveyWave]:
    """Return the waves with the kept segment of each respondent as a profile column."""
    record = store.open_study(study).setting(FROZEN, {})
    if not record.get("model"):
        return []
    from surveys.segments import FrozenSegments, SegmentsOtherNeedsError, apply

    model, found = FrozenSegments.from_record(record["model"]), []
    for wave in waves(study, version):
        try:
            placed = apply(model, wave.answers, weights.usable(study, version, wave.id))
        except SegmentsOtherNeedsError:  # the wave asks other things: nobody has a segment
            continue
        number = placed.members.set_index("respondent")["segment"]
        profile = wave.answers.profile
        profile = profile.assign(**{SEGMENTS: profile["respondent"].map(number).astype("string")})
        found.append(replace(wave, answers=replace(wave.answers, profile=profile)))
    return found


def _grouped(study: str, version: int, group: str) -> list[SurveyWave]:
    """Return the waves whose answers know this group; by group, ratings of both sides count."""
    return _paired(study, version, group == SEGMENTS) if group else waves(study, version)


@st.cache_resource(max_entries=8, show_spinner=False)
def _paired(study: str, version: int, segments: bool) -> list[SurveyWave]:
    read = (_with_segments if segments else waves)(study, version)
    return [replace(one, answers=disclosure.paired(one.answers)) for one in read]


@st.cache_resource(max_entries=16, show_spinner=False)
def weightings(study: str, version: int) -> dict[str, Weighting]:
    """Return the weights of each wave that has usable ones; shared, so nobody alters them."""
    found = {one.id: weights.usable(study, version, one.id) for one in waves(study, version)}
    return {wave: one for wave, one in found.items() if one is not None}


@st.cache_data(max_entries=24, show_spinner=False)
def scores(study: str, version: int, kind: str, group: str, pair: tuple = ()) -> pd.DataFrame:
    """Return the scores of needs, space types or all together, of everybody or by group.

    Those of all together are of a pair of waves: what both ask.
    """
    read = _grouped(study, version, group)
    comparable = satisfaction.eras(read, links(study, version))
    if kind == SPACES:
        return satisfaction.space_scores(read, comparable, strengths(study, version), group)
    if kind == ALL:
        chosen = [one for one in read if one.id in pair]
        return satisfaction.overall_scores(chosen, comparable, group)
    return satisfaction.need_scores(read, comparable, group)


def _made_of(study: str, version: int, kind: str, group: str, pair: tuple) -> pd.DataFrame:
    """Return the ratings that scores are made of; the scores where each is one rating."""
    read = _grouped(study, version, group)
    comparable = satisfaction.eras(read, links(study, version))
    if kind == SPACES:
        return satisfaction.space_parts(read, comparable, strengths(study, version), group)
    if kind == ALL:
        chosen = [one for one in read if one.id in pair]
        return satisfaction.overall_parts(chosen, comparable, group)
    return scores(study, version, kind, group, pair)


@st.cache_data(max_entries=32, show_spinner=False)
def trend(
    study: str, version: int, kind: str, group: str, pair: tuple = (), series: str = ""
) -> pd.DataFrame:
    """Return `satisfaction.trend` of all series or of one, small groups hidden and left out."""
    found = satisfaction.trend(_of(scores(study, version, kind, group, pair), series))
    if group or kind != NEEDS:
        made = _of(_made_of(study, version, kind, group, pair), series)
        away = disclosed.of_series(study, version, made, _grouped(study, version, group), group)
        keys = list(away.columns)
        gone = pd.MultiIndex.from_frame(found[keys]).isin(pd.MultiIndex.from_frame(away))
        found = found[~gone]
    return found[~found["hidden"]].reset_index(drop=True)


@st.cache_data(max_entries=32, show_spinner=False)
def weighted_trend(
    study: str, version: int, kind: str, group: str, pair: tuple = (), series: str = ""
) -> pd.DataFrame:
    """Return `satisfaction.weighted_trend` of the waves with weights, small groups left out."""
    given = _of(scores(study, version, kind, group, pair), series)
    shown = trend(study, version, kind, group, pair, series)
    found = satisfaction.weighted_trend(given, shown, weightings(study, version))
    made, known = _made_of(study, version, kind, group, pair), weightings(study, version)
    telling = {
        (one, wave)
        for wave in found["wave"].unique()
        for one in weights.telling(study, version, wave)
        | disclosed.telling(made[made["wave"] == wave], known[wave].weights)
    }
    tells = [pair in telling for pair in zip(found["series"], found["wave"], strict=True)]
    return found[~found["hidden"] & ~np.array(tells, bool)].reset_index(drop=True)


@st.cache_data(max_entries=64, show_spinner=False)
def changes(
    study: str,
    version: int,
    kind: str,
    group: str,
    before: str,
    after: str,
    series: str = "",
    weighted: bool = False,
) -> pd.DataFrame:
    """Return `satisfaction.changes` between two waves, of all series or of the groups of one."""
    pair = (before, after) if kind == ALL else ()
    door = weighted_trend if weighted else trend
    given = _of(scores(study, version, kind, group, pair), series)
    found = door(study, version, kind, group, pair, series)
    known = weightings(study, version) if weighted else None
    return satisfaction.changes(given, found, before, after, known)


@st.cache_data(max_entries=32, show_spinner=False)
def for_whom(
    study: str, version: int, kind: str, before: str, after: str, series: str
) -> pd.DataFrame:
    """Return `satisfaction.for_whom` of one series, over all profile questions."""
    tables = {
        question: changes(study, version, kind, question, before, after, series)
        for question in groups(study, version)
    }
    return satisfaction.for_whom(tables)


@st.cache_data(max_entries=32, show_spinner=False)
def control_chart(
    study: str, version: int, kind: str, group: str, series: str, level: str, chart: str
) -> pd.DataFrame:
    """Return `satisfaction.chart_of` one series, of everybody or of one group."""
    found = trend(study, version, kind, group)
    found = found[found["group"] == level]
    return satisfaction.chart_of(_in_order(found, waves(study, version), series), chart)


@st.cache_data(max_entries=32, show_spinner=False)
def charted(study: str, version: int, kind: str, group: str, chart: str) -> dict[str, list[str]]:
    """Return the series with enough comparable waves for a control chart, and their groups."""
    read, found = waves(study, version), trend(study, version, kind, group)
    possible: dict[str, list[str]] = {}
    for (series, level), part in found.groupby(["series", "group"], sort=False):
        enough = len(_in_order(part, read, series)) >= satisfaction.FEWEST[chart]
        if enough and (level or not group):
            possible.setdefault(series, []).append(level)
    return possible


def _of(table: pd.DataFrame, series: str) -> pd.DataFrame:
    """Return the rows of one series, all where none is named."""
    return table[table["series"] == series] if series else table


def _in_order(found: pd.DataFrame, read: list[SurveyWave], series: str) -> pd.DataFrame:
    """Return the trend of the last era of a series, oldest wave first."""
    own = found[found["series"] == series]
    own = own[own["era"] == own["era"].max()]
    order = {wave.id: place for place, wave in enumerate(read)}
    return own.sort_values("wave", key=lambda ids: ids.map(order)).reset_index(drop=True)
