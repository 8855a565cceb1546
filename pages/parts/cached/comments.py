"""Doors to the topics of comments: found once, kept for every reader."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import store
from data.store import found as shelf_on_disk
from pages.parts.cached import needs, segments
from planning.spaces import demand

if TYPE_CHECKING:
    from surveys.comments import Topics

SHELF_SIZE = 48
EDITION = 1  # of the search; raise it where the same comments give other topics
OWN_NEEDS = "topic_needs:{wave}"  # setting: first words of a topic -> need, "" for none
MARKING = 5  # words that tell which topic a decision speaks of
MOST_GROUPS = 12  # answers of a profile question that makes groups


def known(study: str, version: int, wave: str, stamp: str, number: int = 0) -> Topics | None:
    """Return the topics of a wave if they were found before, else None.

    `number`: topics a reader asks for, 0 = the chosen number. Needs that the
    study gave to topics are in force. `stamp` is not needed any more.
    """
    from surveys.comments import find_topics

    key = _digest(study, version, wave)
    comments = needs.answers(study, version, wave).comments
    if (key, 0) not in _shelf():
        criterion = _kept(study, key)
        if criterion is None:
            return None
        _put((key, 0), find_topics(comments, criterion=criterion))
    if (key, number) not in _shelf():
        criterion = _shelf()[key, 0].criterion
        _put((key, number), find_topics(comments, number=number, criterion=criterion))
    return _with_own_needs(_shelf()[key, number], study, version, wave)


def find(
    study: str, version: int, wave: str, stamp: str, progress: Callable[[float], None]
) -> None:
    """Find the topics of a wave's comments and keep them; `progress` hears 0 to 1."""
    from surveys.comments import find_topics

    key = _digest(study, version, wave)
    found = find_topics(needs.answers(study, version, wave).comments, progress=progress)
    columns = found.criterion.astype(object).to_dict("list")
    shelf_on_disk.keep(store.open_study(study), key, json.dumps(columns))
    _put((key, 0), found)


def _kept(study: str, key: str) -> pd.DataFrame | None:
    """Return how each number of topics fared, where that was found before a restart."""
    text = shelf_on_disk.kept(store.open_study(study), key)
    if text is None:
        return None
    table = pd.DataFrame(json.loads(text))
    kinds = {"k": "Int64", "chosen": "bool"}
    return table.astype({name: kinds.get(name, "Float64") for name in table})


@st.cache_data(max_entries=64, show_spinner=False)
def _digest(study: str, version: int, wave: str) -> str:
    """Return a name for what topics are found in: the comments of answers that count."""
    comments = needs.answers(study, version, wave).comments
    rows = pd.util.hash_pandas_object(comments, index=False).to_numpy().tobytes()
    return f"topics-{EDITION}-{hashlib.sha256(rows).hexdigest()[:32]}"


def number(study: str, version: int, wave: str) -> int:
    """Return how many comments a wave holds."""
    return len(needs.answers(study, version, wave).comments)


@st.cache_data(max_entries=32, show_spinner=False)
def own_needs(study: str, version: int, wave: str) -> dict[str, str]:
    """Return the needs the study gave to topics of a wave, by the topics' marks."""
    return store.open_study(study).setting(OWN_NEEDS.format(wave=wave), {})


def mark(words: tuple[str, ...]) -> str:
    """Return what tells a topic from others, whatever its number."""
    return " ".join(words[:MARKING])


@st.cache_data(max_entries=16, show_spinner=False)
def satisfaction(study: str, version: int, wave: str, stamp: str, number: int) -> pd.DataFrame:
    """Return `satisfaction` of the people behind each topic; the topics must be known."""
    from surveys import comments

    ratings = needs.answers(study, version, wave).ratings
    return comments.satisfaction(known(study, version, wave, stamp, number), ratings)


@st.cache_data(max_entries=16, show_spinner=False)
def with_own_need(study: str, version: int, wave: str, stamp: str, number: int) -> pd.DataFrame:
    """Return `with_own_need` of the topics, which must be known."""
    from surveys import comments

    topics = known(study, version, wave, stamp, number)
    own = topics.table.set_index("topic")["need"]
    return comments.with_own_need(topics, own, needs.answers(study, version, wave).ratings)


@st.cache_data(max_entries=16, show_spinner=False)
def by_group(
    study: str, version: int, wave: str, stamp: str, number: int, question: str
) -> pd.DataFrame:
    """Return `by_group` by the answers to a profile question; "" = by segment."""
    from surveys import comments

    if question:
        profile = needs.answers(study, version, wave).profile.set_index("respondent")
        groups = profile[question]
    else:
        groups = segments.groups(study, version, wave)
    return comments.by_group(known(study, version, wave, stamp, number), groups)


@st.cache_data(max_entries=16, show_spinner=False)
def group_questions(study: str, version: int, wave: str) -> list[str]:
    """Return the profile questions whose answers make groups, in the order of the file."""
    profile = needs.answers(study, version, wave).profile
    return [
        question
        for question in profile.columns[1:]
        if 1 < profile[question].nunique() <= MOST_GROUPS
    ]


@st.cache_data(max_entries=16, show_spinner=False)
def space_demand(study: str, version: int, wave: str, stamp: str, number: int) -> pd.DataFrame:
    """Return `demand.demand_shares` of those who write about topics with a need.

    Each person spreads one unit over the needs of the topics written about.
    No rows where no topic leads to a space type.
    """
    topics = known(study, version, wave, stamp, number)
    own = topics.table.set_index("topic")["need"]
    weights = topics.members[["respondent"]].assign(need=topics.members["topic"].map(own))
    weights = weights[weights["need"].fillna("") != ""].drop_duplicates().assign(weight=1.0)
    linked = demand.spread(needs.strengths(study, version)).index
    if not weights["need"].isin(linked).any():
        return pd.DataFrame(columns=["space_type", "share", "low", "high", "n", "hidden"])
    return demand.demand_shares(weights, needs.strengths(study, version))


@st.cache_data(max_entries=16, show_spinner=False)
def topic_spaces(study: str, version: int, wave: str, stamp: str, number: int) -> pd.DataFrame:
    """Return one row per topic and space type its need leads to: what it brings.

    Columns: ``topic``, ``need``, ``space_type``, ``strength`` (Int64), ``part``
    (Float64, share of the topic), ``share`` (Float64, share of those who wrote).
    """
    table = known(study, version, wave, stamp, number).table[["topic", "need", "share"]]
    strengths = needs.strengths(study, version)
    parts = demand.spread(strengths).stack().rename("part").rename_axis(["need", "space_type"])
    given = strengths.set_index(["need", "space_type"])["strength"]
    long = table.merge(parts.reset_index(), on="need").join(given, on=["need", "space_type"])
    long = long[long["part"] > 0]
    return long.assign(share=long["share"] * long["part"]).reset_index(drop=True)


def _with_own_needs(topics: Topics, study: str, version: int, wave: str) -> Topics:
    own = own_needs(study, version, wave)
    if not own or topics.table.empty:
        return topics
    given = topics.table["words"].map(lambda words: own.get(mark(words)))
    need = given.where(given.notna(), topics.table["need"]).astype("str")
    return replace(topics, table=topics.table.assign(need=need))


def _put(place: tuple, found: Topics) -> None:
    shelf = _shelf()
    while len(shelf) >= SHELF_SIZE:
        shelf.pop(next(iter(shelf)))
    shelf[place] = found


@st.cache_resource(max_entries=1, show_spinner=False)
def _shelf() -> dict[tuple, Topics]:
    """Return the topics found so far, oldest first; shared, so nobody alters them."""
    return {}
