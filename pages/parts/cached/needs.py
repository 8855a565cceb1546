"""Doors to answers, priorities and demand."""

import datetime as dt

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import screening
from planning.spaces import demand
from planning.spaces.supply import supply
from surveys import choices, disclosure, priorities
from surveys.answers import Answers, assemble

GUARDED = {  # number of people -> what may be seen of them
    "n": ["gap", "gap_low", "gap_high"],
    "n_importance": ["importance", "importance_low", "importance_high"],
    "n_satisfaction": ["satisfaction", "satisfaction_low", "satisfaction_high"],
}


@st.cache_resource(max_entries=12, show_spinner=False)
def answers(study: str, version: int, wave: str) -> Answers:
    """Return the answers of one wave that count; shared between readers, so nobody alters them.

    What is screened out is not among them. Ratings that would follow from a gap
    and the means beside it do not count.
    """
    return disclosure.without_lone(assemble(*screening.read(study, wave)))


@st.cache_data(max_entries=24, show_spinner=False)
def gaps(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return `priorities.gaps` of one wave, small groups hidden, needs all hidden left out."""
    table = priorities.gaps(answers(study, version, wave))
    for n, values in GUARDED.items():
        table = disclosure.protect(table, n=n, values=values).drop(columns="hidden")
    return table.dropna(subset=["importance", "satisfaction"], how="all", ignore_index=True)


@st.cache_data(max_entries=24, show_spinner=False)
def chosen(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return `choices.chosen_shares` of one wave, small groups hidden and left out."""
    table = choices.chosen_shares(answers(study, version, wave))
    safe = disclosure.protect(table, values=["share", "low", "high", "chosen"])
    return safe[~safe["hidden"]].drop(columns="hidden").reset_index(drop=True)


@st.cache_data(max_entries=24, show_spinner=False)
def hidden_needs(study: str, version: int, wave: str) -> int:
    """Return how many needs were asked about and are shown nowhere, because too few answered."""
    given = answers(study, version, wave)
    asked = set(given.ratings["need"]) | set(given.choices["need"])
    key = (study, version, wave)
    return len(asked - set(gaps(*key)["need"]) - set(chosen(*key)["need"]))


@st.cache_data(max_entries=24, show_spinner=False)
def measures(study: str, version: int, wave: str) -> list[str]:
    """Return what a need can weigh by in this wave, the default first; empty if nothing can."""
    given = answers(study, version, wave)
    possible = priorities.measures(given)
    first = [priorities.default_measure(given)] if possible else []
    return first + [measure for measure in possible if measure not in first]


@st.cache_data(max_entries=24, show_spinner=False)
def need_weights(study: str, version: int, wave: str, measure: str) -> pd.DataFrame:
    """Return `priorities.need_weights` without the needs of which too few people spoke."""
    weights = priorities.need_weights(answers(study, version, wave), measure)
    return disclosure.with_enough(weights)


@st.cache_data(max_entries=24, show_spinner=False)
def demand_shares(study: str, version: int, wave: str, measure: str) -> pd.DataFrame:
    """Return `demand.demand_shares` of the whole wave with the study's strengths."""
    weights = need_weights(study, version, wave, measure)
    return demand.demand_shares(weights, strengths(study, version))


@st.cache_data(max_entries=24, show_spinner=False)
def demand_by_need(study: str, version: int, wave: str, measure: str) -> pd.DataFrame:
    """Return `demand.demand_by_need` of the whole wave with the study's strengths."""
    weights = need_weights(study, version, wave, measure)
    return demand.demand_by_need(weights, strengths(study, version))


@st.cache_data(max_entries=8, show_spinner=False)
def strengths(study: str, version: int) -> pd.DataFrame:
    """Return the strengths in force: the reference with the study's edits over it."""
    return store.open_study(study).strengths()


@st.cache_data(max_entries=24, show_spinner=False)
def supply_on(study: str, version: int, day: dt.date) -> pd.DataFrame:
    """Return `supply` of the study on a day."""
    opened = store.open_study(study)
    return supply(opened.zones(), opened.zone_states(), day)
