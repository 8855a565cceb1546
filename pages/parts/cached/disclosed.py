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
    study: str, version: int, scores: pd.DataFrame, waves: Sequence[SurveyWave], group: str
) -> pd.DataFrame:
    """Return the groups of one question that are hidden in satisfaction over the years.

    `scores` as `surveys.satisfaction` gives them; `group` is the profile
    question, as one of the waves words it. One row per hidden cell: ``series``,
    ``group``, ``wave`` (str): what the wave hides on every page, and what its
    own scores give away.
    """
    parts = []
    for wave in waves:
        profile = wave.answers.profile
        own = [name for name in profile.columns[1:] if simple(name) == simple(group)]
        rated = scores.loc[scores["wave"] == wave.id, ["respondent", "series"]]
        rated = rated.rename(columns={"series": "need"})
        counts = _weights(study, version, wave.id)
        found = _hidden([rated], profile, counts)
        found = pd.concat([found, groups(study, version, wave.id)], ignore_index=True)
        parts.append(found[found["question"].isin(own[:1])].assign(wave=wave.id))
    columns = {"need": "series", "level": "group"}
    keys = ["series", "group", "wave"]
    if not parts:
        return pd.DataFrame(columns=keys)
    return pd.concat(parts, ignore_index=True).rename(columns=columns)[keys]


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


def _hidden(
    answered: list[pd.DataFrame], profile: pd.DataFrame, counts: pd.Series | None
) -> pd.DataFrame:
    """Return `disclosure.hidden_groups`, once for the same people in the same groups."""
    tables = [*answered, profile, *([] if counts is None else [counts.reset_index()])]
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
