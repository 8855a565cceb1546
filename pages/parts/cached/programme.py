"""Doors to the space programme: what it rests on, and what follows."""

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from data import reference, store
from pages.parts.cached import needs, segments, weights
from planning import programme
from planning.building.floor import states_on
from planning.programme import Assumptions, Demand, Limits, Programme, Total
from planning.programme.decisions import SETTING
from planning.programme.totals import known_bases
from planning.spaces.errors import NoDemandError
from surveys.disclosure import MIN_RATINGS

OTHER = "other"
DESK, STACKS = "service_desk", "stacks"


@dataclass(frozen=True)
class Found:
    """A programme and everything it rests on.

    ``demand``, ``total`` and ``fitted`` are None where nothing is known of them;
    ``counted`` says which hours count; ``used``: people by space type in the fullest;
    ``wished``: the demand before it is held back towards use; ``bases``: where
    seats in all could come from.
    """

    programme: Programme
    demand: Demand | None
    wished: Demand | None
    total: Total | None
    limits: Limits
    fitted: pd.DataFrame | None
    given: Assumptions
    counted: dict[str, object]
    bases: tuple[str, ...]
    weighted: bool
    used: dict[str, float]


@st.cache_data(max_entries=8, show_spinner=False)
def decisions(study: str, version: int) -> dict[str, dict[str, object]]:
    """Return the decisions of a study by key."""
    return programme.kept(store.open_study(study).setting(SETTING))[0]


def _evidence(study: str, version: int) -> int:
    """Return a version for the doors of answers that a decision about the programme leaves alone.

    Each save of decisions raises the version of the study by one. Below 0, so
    that no true version of the study is meant.
    """
    saves = programme.kept(store.open_study(study).setting(SETTING))[1]
    return version if not saves else -(version - saves) - 1


@st.cache_resource(max_entries=4, show_spinner=False)
def _hours(study: str, imports: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return head-counts by zone and hour, and by hour; `imports` stands for the counts."""
    if imports:
        by_zone = programme.zone_hours(store.open_study(study).observations()).to_pandas()
        by_zone["day"] = pd.to_datetime(by_zone["day"])
    else:
        by_zone = pd.DataFrame({name: [] for name in ("zone", "day", "hour", "people")})
    return by_zone, programme.building_hours(by_zone)


@st.cache_data(max_entries=8, show_spinner=False)
def strengths(study: str, version: int) -> pd.DataFrame:
    """Return the strengths from needs to functions in force, with ``edited``."""
    table = reference.need_function_strengths()
    return programme.with_decided_strengths(table, decisions(study, version))


@st.cache_resource(max_entries=8, show_spinner=False)
def _answered(
    study: str, evidence: int, wave: str, measure: str
) -> tuple[pd.DataFrame, pd.Series | None]:
    """Return the weights of the needs, and those of the respondents where usable."""
    place = (study, evidence, wave, measure)
    beside = weights.demand_shares(*place)
    usable = beside is not None and beside["share"].notna().all()
    return needs.need_weights(*place), weights.usable(*place[:3]).weights if usable else None


def _demand(study: str, version: int, wave: str, measure: str) -> tuple[Demand | None, bool]:
    """Return the demand for functions, and whether the answers were weighted."""
    if not wave:
        return None, False
    given, counts = _answered(study, _evidence(study, version), wave, measure)
    types, own = store.open_study(study).strengths(), strengths(study, version)
    spread = programme.function_spread(types, own, reference.functions())
    try:
        return programme.function_demand(given, spread, counts), counts is not None
    except NoDemandError:
        return None, False


@st.cache_resource(max_entries=16, show_spinner=False)
def found(study: str, version: int, wave: str, measure: str, day: dt.date) -> Found:
    """Return the programme of a study; `wave` "" = no answers. Shared, so nobody alters it."""
    opened, decided = store.open_study(study), decisions(study, version)
    given = programme.assumptions(decided)
    zones, states = opened.zones(), opened.zone_states()
    hours, counted, used = _counted(opened, given, states_on(states, day))
    limits = programme.room(zones, states, day)
    limits = replace(limits, prices=given.prices, budget=given.budget)
    seats = sum(n for kind, n in limits.seats_today.items() if kind != OTHER)
    total = programme.seats_in_all(given, hours, seats or None)
    functions = reference.functions()
    wished, weighted = _demand(study, version, wave, measure)
    demand = wished
    if demand is not None:
        held_by = used or limits.seats_today
        demand = programme.anchored(demand, functions, held_by, given.steer)
    kept = _kept(functions, limits)
    made = programme.made(functions, demand, total, decided, kept)
    known = made.functions["area_m2"].notna().all() and limits.usable_m2 > 0
    fitted = programme.fit(made.functions, limits) if known else None
    bases = known_bases(given, hours, seats or None)
    return Found(made, demand, wished, total, limits, fitted, given, counted, bases, weighted, used)


def _counted(
    opened: store.Study, given: Assumptions, states: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, object], dict[str, float]]:
    """Return the hours that count, facts about them, and people by type in the fullest."""
    imports = tuple(opened.observation_imports()["import_id"].astype(str))
    by_zone, hours = _hours(opened.id, imports)
    calendar = opened.calendar()
    labels = None
    if len(hours) and len(calendar):
        from planning.academic_calendar import label_days

        days = pd.to_datetime(hours["day"]).dt.date
        labels = label_days(calendar, min(days), max(days))
    kept, facts = programme.counted_hours(hours, labels, given.weeks)
    kinds = states.set_index("zone")["space_type"]
    return kept, facts, programme.peak_use(by_zone, kept, given.percentile, kinds)


def _kept(functions: pd.DataFrame, limits: Limits) -> dict[str, float]:
    """Return the area of functions without seats: what of their type cannot be converted."""
    there = limits.fixed_m2.get(OTHER, 0.0)
    desk = float(functions.set_index("function").loc[DESK, "min_area_m2"])
    return {DESK: min(desk, there), STACKS: max(0.0, there - desk)} if there else {}


def hit(
    study: str, version: int, wave: str, measure: str, day: dt.date
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Return whom unmet needs hit, and each segment's needs; None until segments are known."""
    view = found(study, version, wave, measure, day)
    if view.demand is None or view.fitted is None:
        return None
    groups = segments.groups(study, version, wave)
    if groups is None:
        return None
    table = programme.hit(view.demand, view.fitted, groups)
    worst = programme.worst_needs(view.demand, view.fitted, groups)
    shown = table.loc[~table["hidden"], "group"]
    return table, worst[worst["group"].isin(shown)]


def needs_met(view: Found) -> pd.DataFrame | None:
    """Return `programme.needs_met` of what can be had; None where that is not known."""
    if view.demand is None or view.fitted is None:
        return None
    table = programme.needs_met(view.demand, view.fitted)
    return table[table["n"] >= MIN_RATINGS].reset_index(drop=True)


def norms(view: Found) -> pd.DataFrame:
    """Return `programme.checks` of a programme."""
    return programme.checks(reference.norms(), view.programme, view.limits, view.given)
