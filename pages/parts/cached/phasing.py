"""Doors to the schedule of works: what it rests on, and the schedule itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import reference, store
from data.reference.works import works_phases
from pages.parts.cached import building

if TYPE_CHECKING:
    from planning.phasing import Answer, Nearest, Problem
    from planning.phasing.ask import Ask

SETTING = "phasing"
ROOM = "room"
SECONDS = 10.0
_SHELF = 48


@dataclass(frozen=True)
class View:
    """Works and everything their schedule rests on.

    ``works``, ``weeks``: tables; ``rooms``: one row per room with ``name_en``, ``name_zh``,
    ``function``, ``noise``; ``drawn``: whether neighbours are known.
    """

    ask: Ask
    works: pd.DataFrame
    weeks: pd.DataFrame
    rooms: pd.DataFrame
    problem: Problem
    drawn: bool
    calendar: bool


@st.cache_data(max_entries=16, show_spinner=False)
def view(
    study: str, version: int, wave: str, measure: str, day: dt.date, kept: str, start: dt.date
) -> View:
    """Return the works of the plan and the problem that follows.

    `kept` is what people ask, as JSON; `start` holds where it names no start.
    """
    from planning.building.near import near
    from planning.phasing.ask import ask_of, horizon, problem_of, quiet_zones
    from planning.phasing.weeks import calendar_weeks
    from planning.phasing.works import works

    ask = ask_of(json.loads(kept), start)
    own = store.open_study(study)
    zones = building.zones_on(study, version, day)
    plan = planned(study, version, wave, measure, day)
    table = works(plan, zones, works_phases(), reference.functions(), ask.works)
    calendar = own.calendar()
    weeks = calendar_weeks(calendar, ask.start, horizon(table))
    rooms = _rooms(zones, own.setting("zone_traits", {}))
    around = near(zones)
    counted = zones["seats"].astype("Int64").fillna(0)
    problem = problem_of(
        ask,
        table,
        weeks,
        works_phases(),
        seats={zone: int(seats) for zone, seats in zip(zones["zone"], counted, strict=True)},
        silent=quiet_zones(ask, rooms),
        near=around[around["neighbor"].isin(rooms["zone"])],
    )
    return View(ask, table, weeks, rooms, problem, len(around) > 0, len(calendar) > 0)


@st.cache_data(max_entries=16, show_spinner=False)
def planned(study: str, version: int, wave: str, measure: str, day: dt.date) -> pd.DataFrame:
    """Return the plan of the study: the wanted space types, seats as today; one row per zone."""
    zones = building.zones_on(study, version, day)
    plan = building.wanted(study, version, wave, measure, day)
    plan = plan.merge(zones[["zone", "area_m2"]], on="zone")
    return pd.DataFrame(
        {
            "zone": plan["zone"],
            "function": "",
            "space_type": plan["then"],
            "seats": pd.array([pd.NA] * len(plan), dtype="Int64"),
            "area_m2": plan["area_m2"],
            "keeps": ~plan["changed"].astype(bool),
        }
    )


def _rooms(zones: pd.DataFrame, given: dict) -> pd.DataFrame:
    """Return rooms with the function their name tells and the noise people gave."""
    from planning.layout.today import functions_today

    rooms = zones[zones["kind"].eq(ROOM)].reset_index(drop=True)
    today = functions_today(rooms, reference.functions())
    rooms = rooms.merge(today, on="zone", how="left")
    rooms["function"] = rooms["function"].mask(rooms["function_why"].eq("usual"), "")
    noise = [given.get(zone, {}).get("noise") for zone in rooms["zone"]]
    return rooms.assign(noise=pd.array(noise, dtype="Int64"))


def known(problem: Problem) -> tuple[Answer, list[Nearest]] | None:
    """Return the schedule of a problem, and what its limits would have to be; None = not solved."""
    return _shelf().get(_key(problem))


def find(
    problem: Problem, progress: Callable[[float], bool | None]
) -> tuple[Answer, list[Nearest]]:
    """Solve a problem, and where it has no solution look for limits that have one."""
    from planning.phasing import nearest, solve

    answer = solve(problem, seconds=SECONDS, progress=progress)
    near = [] if answer.found else nearest(problem, seconds=SECONDS, progress=progress)
    shelf = _shelf()
    while len(shelf) >= _SHELF:
        shelf.pop(next(iter(shelf)))
    shelf[_key(problem)] = answer, near
    return answer, near


def _key(problem: Problem) -> str:
    return hashlib.sha256(repr(problem).encode()).hexdigest()


@st.cache_resource(show_spinner=False)
def _shelf() -> dict[str, tuple[Answer, list[Nearest]]]:
    return {}
