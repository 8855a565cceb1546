"""Doors to zone layouts: the building as a layout sees it, and plans being worked on."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import reference, store
from pages.parts.cached import programme

if TYPE_CHECKING:
    from planning.layout.build import Layout
    from planning.layout.site import Site
    from planning.layout.wishes import Wishes
    from planning.layout.work import Work

TRAITS, TODAY = "zone_traits", "zone_functions"  # settings: what people gave
SHELF = 24
SEED = 1


@st.cache_resource(max_entries=1, show_spinner=False)
def warm() -> threading.Thread:
    """Load the compiled search in the background, so that the first plan does not wait for it."""
    thread = threading.Thread(target=_warm, daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    import numpy as np

    from planning.layout.bound import lower_bound
    from planning.layout.problem import Goal, Limit, Problem
    from planning.layout.solve import solve

    near, use = np.ones((1, 2, 2)), np.ones((2, 2))
    goals, limits = (Goal("", use, 1.0, 1.0),), (Limit("", use, 0.0, 9.0),)
    tiny = Problem(np.eye(2), near, np.ones((1, 2, 2)), np.ones((2, 2), bool), limits, goals)
    solve(tiny, steps=3)
    lower_bound(tiny, seconds=0.1)


@st.cache_resource(max_entries=4, show_spinner=False)
def site(study: str, version: int, day: dt.date) -> Site:
    """Return the rooms of a study on a day; shared, so nobody alters them."""
    from planning.building.floor import states_on
    from planning.building.traits import traits
    from planning.building.walking import walking
    from planning.layout.site import site as made
    from planning.layout.site import use_of

    opened = store.open_study(study)
    zones, states = opened.zones(), states_on(opened.zone_states(), day)
    imports = tuple(opened.observation_imports()["import_id"].astype(str))
    by_zone = _by_zone(study, imports)
    return made(
        zones,
        states,
        reference.functions(),
        traits=traits(zones, given=opened.setting(TRAITS, {})),
        walking=walking(zones),
        use=use_of(by_zone, states.set_index("zone")["seats"]),
        given=opened.setting(TODAY, {}),
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _by_zone(study: str, imports: tuple[str, ...]) -> pd.DataFrame:
    """Return head-counts by zone and hour; `imports` stands for the counts."""
    from planning.programme import zone_hours

    if not imports:
        return pd.DataFrame({"zone": [], "day": [], "people": []})
    table = zone_hours(store.open_study(study).observations()).to_pandas()
    return table.assign(day=pd.to_datetime(table["day"]))


def layout(
    study: str, version: int, wave: str, measure: str, day: dt.date, wishes: Wishes
) -> Layout:
    """Return the layout problem of a study; prices and budget are those of the programme."""
    from planning.layout.build import layout as made

    found = programme.found(study, version, wave, measure, day)
    wishes = replace(wishes, prices=found.given.prices, budget=found.given.budget)
    functions, asked = reference.functions(), found.programme.functions
    bands = asked.set_index("function")["cost_band"]
    functions["cost_band"] = functions["function"].map(bands).fillna(functions["cost_band"])
    here = site(study, version, day)
    return made(here, functions, asked, reference.function_affinities(), wishes)


@st.cache_resource(max_entries=SHELF, show_spinner=False)
def work(
    study: str, version: int, wave: str, measure: str, day: dt.date, asked: str, _wishes: Wishes
) -> Work:
    """Return the work on a layout, begun at the first call; `asked` stands for the wishes."""
    from planning.layout.work import Work

    one = layout(study, version, wave, measure, day, _wishes)
    return Work(one, seed=SEED).start()
