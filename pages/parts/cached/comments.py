"""Doors to the topics of comments: found once, kept for every reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts.cached import needs

if TYPE_CHECKING:
    from surveys.comments import Topics

SHELF_SIZE = 24


def known(study: str, version: int, wave: str, stamp: str) -> Topics | None:
    """Return the topics of a wave if they were found before, else None."""
    return _shelf().get((study, wave, stamp))


def find(
    study: str, version: int, wave: str, stamp: str, progress: Callable[[float], None]
) -> Topics:
    """Find the topics of a wave's comments; `progress` hears 0 to 1."""
    from surveys.comments import find_topics

    found = find_topics(needs.answers(study, version, wave).comments, progress=progress)
    shelf = _shelf()
    while len(shelf) >= SHELF_SIZE:
        shelf.pop(next(iter(shelf)))
    shelf[(study, wave, stamp)] = found
    return found


def number(study: str, version: int, wave: str) -> int:
    """Return how many comments a wave holds."""
    return len(needs.answers(study, version, wave).comments)


@st.cache_data(max_entries=16, show_spinner=False)
def satisfaction(study: str, version: int, wave: str, stamp: str) -> pd.DataFrame:
    """Return `satisfaction` of the people behind each topic; the topics must be known."""
    from surveys import comments

    ratings = needs.answers(study, version, wave).ratings
    return comments.satisfaction(known(study, version, wave, stamp), ratings)


@st.cache_resource(max_entries=1, show_spinner=False)
def _shelf() -> dict[tuple[str, str, str], Topics]:
    """Return the topics found so far, oldest first; shared, so nobody alters them."""
    return {}
