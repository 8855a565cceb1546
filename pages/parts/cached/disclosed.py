"""Door to what small groups hide: one set of hidden cells for all pages of a wave."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts.cached import needs, weights
from surveys import disclosure
from surveys.errors import SurveyError
from surveys.methods.small_groups import bases
from surveys.satisfaction import SurveyWave
from surveys.satisfaction.waves import simple

if TYPE_CHECKING:
    from surveys.segments import Segmentation


@st.cache_data(max_entries=24, show_spinner=False)
def groups(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return `disclosure.hidden_groups` of a wave: ``need``, ``question``, ``level``."""
    given = needs.answers(study, version, wave)
    return _hidden(bases(given), given.profile, _weights(study, version, wave))


def levels(study: str, version: int, wave: str, question: str) -> pd.DataFrame:
    """Return the hidden cells of one question: ``need``, ``level``."""
    found = groups(study, version, wave)
    return found.loc[found["question"] == question, ["need", "level"]].reset_index(drop=True)


def of_series(
    study: str, version: int, rated: pd.DataFrame, waves: Sequence[SurveyWave], group: str
) -> pd.DataFrame:
    """Return the groups of one question that are hidden in satisfaction over the years.

    `rated`: scores as `surveys.satisfaction` gives them, or the ratings that
    scores are made of; `group` is the profile question, as one of the waves
    words it, "" for everybody. One row per hidden cell: ``series``, ``group``,
    ``wave`` (str): what the wave hides on every page, and what its own scores
    give away.
    """
    parts = []
    for wave in waves:
        profile = wave.answers.profile
        own = [name for name in profile.columns[1:] if group and simple(name) == simple(group)]
        given = rated[rated["wave"] == wave.id]
        counts, shared = _weights(study, version, wave.id), groups(study, version, wave.id)
        if "part" in rated:
            found = scores(given, profile, counts, shared)
        else:
            found = _hidden([_people(given)], profile, counts)
        found = pd.concat([found, shared], ignore_index=True)
        parts.append(found[found["question"].isin(own[:1] or [""])].assign(wave=wave.id))
    columns = {"need": "series", "level": "group"}
    keys = ["series", "group", "wave"]
    if not parts:
        return pd.DataFrame(columns=keys)
    return pd.concat(parts, ignore_index=True).rename(columns=columns)[keys]


def scores(
    parts: pd.DataFrame,
    profile: pd.DataFrame,
    counts: pd.Series | None,
    away: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return `disclosure.hidden_scores` of ``series`` made of each ``need``, once per content."""
    named = parts[["respondent", "series", "need", "part"]]
    named = named.rename(columns={"need": "item", "series": "need"})
    tables = [named, profile, *(one for one in (away, _listed(counts)) if one is not None)]
    told = " ".join([str(away is None), str(counts is None), *map(_content, tables)])
    return _scores_of(told, named, profile, counts, away)


@st.cache_data(max_entries=48, show_spinner=False)
def _scores_of(content: str, _parts, _profile, _counts, _away) -> pd.DataFrame:
    return disclosure.hidden_scores(_parts, _profile, _counts, away=_away)


def telling(rated: pd.DataFrame, counts: pd.Series) -> set[str]:
    """Return the series whose weighted beside unweighted score would tell of a few people."""
    asked = [_people(rated).drop_duplicates()]
    if "part" in rated:
        parts = rated.rename(columns={"need": "item", "series": "need"})
        asked.append(disclosure.apart(parts))
    return disclosure.telling_weights(asked, counts)


def _people(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[["respondent", "series"]].rename(columns={"series": "need"})


def _listed(counts: pd.Series | None) -> pd.DataFrame | None:
    return None if counts is None else counts.reset_index()


def segments(
    study: str,
    version: int,
    wave: str,
    found: Segmentation,
    others: Sequence[Segmentation] = (),
) -> Segmentation:
    """Return segments without what their profile and other tables would give away together.

    `others`: other segmentations of the wave that are shown too.
    """
    from surveys.segments.describe import names

    if found.k == 1 or found.profile.empty:
        return found
    given = needs.answers(study, version, wave)
    chosen = found.basis == "choice"
    rows = given.choices if chosen else given.ratings
    rows = rows.dropna(subset="chosen" if chosen else found.basis)
    profile = disclosure.guarded_profile(
        found.profile,
        found.members,
        rows[["respondent", "need"]],
        given.profile[["respondent"]] if chosen else given.profile,
        _weights(study, version, wave),
        away=None if chosen else groups(study, version, wave),
        others=[(one.members, one.profile) for one in others],
    )
    traits = {segment: [] for segment in found.names} | names(profile)
    return replace(found, profile=profile, names=traits)


def members(
    profile: pd.DataFrame,
    placed: pd.DataFrame,
    rated: pd.DataFrame,
    counts: pd.Series | None,
    others: Sequence[tuple[pd.DataFrame, set[str]]],
) -> set[str]:
    """Return the segments (as text) that hide a number about `rated`, which has ``respondent``.

    `others`: members of segmentations that are shown too, and what they hide.
    """
    people = rated[["respondent"]].drop_duplicates().assign(need="")
    own = disclosure.segment_column(profile["respondent"], placed)
    beside, away = disclosure.segment_columns(profile[["respondent"]], others)
    found = disclosure.hidden_groups([people], own, counts, beside=beside, away=away)
    return set(found["level"])


def satisfied(
    profile: pd.DataFrame,
    found: Segmentation,
    rated: pd.DataFrame,
    counts: pd.Series | None,
    others: Sequence[tuple[pd.DataFrame, set[str]]],
    shared: pd.DataFrame,
) -> set[str]:
    """Return the segments that hide how satisfied people are with all they rated.

    Held beside profile questions, the profile of the segments and `others`.
    """
    parts = rated[["respondent", "need"]].rename(columns={"need": "item"})
    parts = parts.assign(need="", part=1.0)
    named = parts.rename(columns={"need": "series", "item": "need"})
    gone = scores(named, profile, counts, shared)
    own = disclosure.segment_column(profile["respondent"], found.members)
    beside, away = disclosure.segment_columns(profile, others)
    items = found.profile.loc[found.profile["hidden"], ["need", "segment"]].astype("str")
    items = items.rename(columns={"segment": "level"}).assign(question="segment")
    cells = disclosure.hidden_scores(
        parts,
        own,
        counts,
        away=items,
        beside=beside,
        away_beside=pd.concat([gone, away], ignore_index=True),
    )
    return set(cells.loc[cells["question"] == "segment", "level"])


def writers(
    topics: pd.DataFrame,
    profile: pd.DataFrame,
    rated: pd.DataFrame,
    others: Sequence[tuple[pd.DataFrame, set[str]]],
    shared: pd.DataFrame,
) -> set[str]:
    """Return the topics (columns of `topics`) that hide how satisfied their writers are."""
    named = rated[["respondent", "need"]].assign(series="", part=1.0)
    gone = scores(named, profile, None, shared)
    beside, away = disclosure.segment_columns(profile, others)
    cells = disclosure.hidden_scores(
        named.rename(columns={"need": "item", "series": "need"}),
        topics,
        beside=beside,
        away_beside=pd.concat([gone, away], ignore_index=True),
    )
    return set(cells.loc[cells["level"] == "1", "question"])


def _hidden(
    answered: list[pd.DataFrame], profile: pd.DataFrame, counts: pd.Series | None
) -> pd.DataFrame:
    """Return `disclosure.hidden_groups`, once for the same people in the same groups."""
    tables = [*answered, profile, *([] if counts is None else [_listed(counts)])]
    told = [_content(one) for one in tables]
    return _hidden_of(" ".join([str(counts is None), *told]), answered, profile, counts)


@st.cache_data(max_entries=96, show_spinner=False)
def _hidden_of(content: str, _answered, _profile, _counts) -> pd.DataFrame:
    """Return `disclosure.hidden_groups`; the tables follow from `content`."""
    return disclosure.hidden_groups(_answered, _profile, _counts)


def _content(table: pd.DataFrame) -> str:
    """Return a digest of a table, its headings and the order of its rows."""
    rows = pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes()
    return hashlib.sha256("\n".join(map(str, table)).encode() + rows).hexdigest()


def _weights(study: str, version: int, wave: str) -> pd.Series | None:
    try:
        return weights.weighting(study, version, wave).weights
    except SurveyError:
        return None
