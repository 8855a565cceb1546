"""What a study asks of the segments of a wave: decisions of the committee, kept in the study."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import needs, weights

if TYPE_CHECKING:
    from surveys.answers import Answers

EDITION = 4  # of the search; raise it where the same answers give other segments
DECIDED = "segments:{wave}"  # setting: what was decided for a wave
NAMES = "segment_names:{wave}"  # setting: names given to segments
FROZEN = "segments_frozen"  # setting: segments kept for other waves
SEED = 0


@dataclass(frozen=True)
class Asked:
    """Which segments of a wave are meant.

    ``k``: number of segments, 0 = the recommended one; ``profile``: profile
    questions that help to make the segments; ``frozen``: the segments kept
    from another wave instead of own ones.
    """

    k: int = 0
    profile: tuple[str, ...] = ()
    frozen: bool = False


@st.cache_data(max_entries=64, show_spinner=False)
def decided(study: str, version: int, wave: str) -> dict:
    """Return what was decided for a wave: ``k``, ``by``, ``at``, ``profile``, ``frozen``."""
    return store.open_study(study).setting(DECIDED.format(wave=wave), {})


@st.cache_data(max_entries=64, show_spinner=False)
def named(study: str, version: int, wave: str) -> list[dict]:
    """Return the names given to segments of a wave, see `surveys.portraits.naming`."""
    return store.open_study(study).setting(NAMES.format(wave=wave), [])


@st.cache_data(max_entries=16, show_spinner=False)
def frozen(study: str, version: int) -> dict:
    """Return the kept segments: ``model``, ``wave``, ``names``, ``traits``, ``by``, ``at``."""
    return store.open_study(study).setting(FROZEN, {})


def in_force(study: str, version: int, wave: str) -> Asked:
    """Return which segments of a wave all pages speak of."""
    kept = decided(study, version, wave)
    use = bool(kept.get("frozen")) and bool(frozen(study, version))
    asked = Asked(int(kept.get("k") or 0), tuple(kept.get("profile", ())), use)
    known = needs.answers(study, version, wave).profile.columns
    return replace(asked, profile=tuple(one for one in asked.profile if one in known))


@st.cache_data(max_entries=128, show_spinner=False)
def digest(study: str, version: int, wave: str, asked: Asked) -> str:
    """Return a name for what a search starts from: answers, weights and what is asked.

    The same answers have the same name, whatever else is edited in the study.
    """
    found = weights.usable(study, version, wave)
    parts = [_content(needs.answers(study, version, wave), asked.profile)]
    parts.append("" if found is None else _hash(found.weights.round(9).reset_index()))
    parts.append(json.dumps([EDITION, SEED, asked.k, asked.profile]))
    return f"segments-{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:32]}"


def _content(answers: Answers, profile: tuple[str, ...]) -> str:
    tables = [answers.ratings, answers.choices]
    if profile:
        tables.append(answers.profile[["respondent", *profile]])
    return " ".join([str(answers.n), *map(_hash, tables)])


def _hash(table: pd.DataFrame) -> str:
    rows = pd.util.hash_pandas_object(table, index=False).to_numpy()
    return hashlib.sha256(rows.tobytes()).hexdigest()
