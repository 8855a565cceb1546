"""Door to what small groups hide: one set of hidden cells for all pages of a wave."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.parts.cached import needs, weights
from surveys import disclosure
from surveys.errors import SurveyError
from surveys.methods.small_groups import bases
from surveys.satisfaction import SurveyWave
from surveys.satisfaction.waves import simple


@st.cache_data(max_entries=24, show_spinner=False)
def groups(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return `disclosure.hidden_groups` of a wave: ``need``, ``question``, ``level``."""
    given = needs.answers(study, version, wave)
    return disclosure.hidden_groups(bases(given), given.profile, _weights(study, version, wave))


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
        found = disclosure.hidden_groups([rated], profile, counts)
        found = pd.concat([found, groups(study, version, wave.id)], ignore_index=True)
        parts.append(found[found["question"].isin(own[:1])].assign(wave=wave.id))
    columns = {"need": "series", "level": "group"}
    keys = ["series", "group", "wave"]
    if not parts:
        return pd.DataFrame(columns=keys)
    return pd.concat(parts, ignore_index=True).rename(columns=columns)[keys]


def _weights(study: str, version: int, wave: str) -> pd.Series | None:
    try:
        return weights.weighting(study, version, wave).weights
    except SurveyError:
        return None
