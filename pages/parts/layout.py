"""The layout page: the plan beside today's, its score, and how far the search is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from pages.parts import floor_view, layout_tables, needs, session
from pages.parts import layout_wishes as asked_for
from pages.parts.cached import layout as cached
from pages.parts.cached import needs as cached_needs
from pages.parts.session import plain, say

if TYPE_CHECKING:
    from planning.layout.build import Layout
    from planning.layout.work import State, Work

FIRST_SECONDS = 1.5  # how long a page waits for a first plan
LOOK_SECONDS = 0.8  # between two looks at the search
CHOSEN = "chosen"


@dataclass(frozen=True)
class View:
    """A layout the reader looks at.

    ``plan`` is what is drawn: the plan found, or another proposal; ``before``
    the plan before the last wish, None without.
    """

    work: Work
    state: State
    plan: np.ndarray
    before: np.ndarray | None
    source: str

    @property
    def layout(self) -> Layout:
        """The problem and what its numbers mean."""
        return self.work.layout


def title_and_pickers() -> tuple[str, str]:
    """Show the title with wave and measure beside it; return the two, "" without answers."""
    cached.warm()
    title, left, right = st.columns([5, 3, 3], vertical_alignment="bottom")
    title.title(say("layout_title"))
    wave, possible = "", []
    if not session.study().waves().empty:
        with left:
            wave = needs.pick_wave()
        possible = cached_needs.measures(*needs.key(wave))
    if not possible:
        st.info(say("layout_no_wave"), icon=":material/forum:")
        return "", ""
    names = {one: plain(f"measure_{one}") for one in possible}
    with right:
        label = say("demand_measure_label")
        measure = session.choose(st.selectbox, "measure", label, possible, format_func=names.get)
    return wave, measure


def view(wave: str, measure: str, day: dt.date) -> View:
    """Return the layout the reader looks at, or say why there is none and stop."""
    work = _work(asked_for.text(), wave, measure, day)
    with st.spinner(say("layout_first")):
        state = work.first(FIRST_SECONDS)
    if state.plan is None and state.running:
        _watch(work, state, None)
        st.stop()
    if state.plan is None:
        names = layout_tables.zone_names(work.layout)
        layout_tables.conflict(state.conflict, state.smallest, names)
        _forms(work.layout, work.layout.choices.today)
        st.stop()
    source = needs.source_line(wave) if wave else ""
    return View(work, state, state.plan, _before(wave, measure, day), source)


def headline(one: View) -> None:
    """Say what the plan reaches, what changes, and how much better any plan could be."""
    layout, state = one.layout, one.state
    seats = _met(layout, one.plan)
    facts = {
        "score": layout.score(one.plan),
        "today": layout.score(layout.choices.today),
        "changes": int((one.plan != layout.choices.today).sum()),
        "zones": int(layout.site.rooms["free"].sum()),
    }
    key = "layout_headline" if seats is not None else "layout_headline_no_need"
    st.subheader(say(key, met=seats or 0.0, **facts))
    if not state.running:
        st.caption(_proof(state))
    _watch(one.work, state, state.plan)


def controls(one: View) -> View:
    """Show what can be asked for, and which proposal is drawn; return the view of that one."""
    left, right = st.columns([4, 3], vertical_alignment="center")
    with left:
        _forms(one.layout, one.plan)
    options = {a.kind if a.cap == 1 else f"{a.kind}-{a.cap}": a for a in one.state.options}
    names = {key: layout_tables.option_name(a) for key, a in options.items()}
    if not any(a.kind == CHOSEN for a in options.values()):
        names = {CHOSEN: plain("layout_option_chosen"), **names}
    with right:
        picked = session.choose(
            st.selectbox,
            "layout_option",
            say("layout_option"),
            list(names),
            default=CHOSEN,
            format_func=names.get,
            label_visibility="collapsed",
        )
    if picked == CHOSEN or picked not in options:
        return one
    return View(one.work, one.state, options[picked].plan, one.state.plan, one.source)


def side_by_side(one: View, zones: pd.DataFrame, floor: str, large: bool) -> None:
    """Draw a floor today and as planned."""
    here = zones[zones["floor"].eq(floor)]
    plan = one.layout.table(one.plan).set_index("zone")
    then = here["zone"].map(plan["space_type"])
    here = here.assign(then=then.fillna(here["space_type"]))
    left, right = floor_view.places(large)
    with left:
        st.markdown(f"**{say('layout_today')}**")
        alt = plain("plan_today_alt", floor=floor)
        floor_view.plan(floor_view.drawn(here), key=f"layout_today_{floor}", alt=alt, large=large)
    with right:
        st.markdown(f"**{say('layout_planned')}**")
        rows = _planned_rows(here, plan)
        alt = plain("layout_planned_alt", floor=floor)
        floor_view.plan(rows, key=f"layout_then_{floor}", alt=alt, large=large)
    floor_view.legend()
    st.caption(say("layout_legend"))


def _planned_rows(here: pd.DataFrame, plan: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a floor with the planned function as the label of each room."""
    rows = floor_view.drawn(here, "then")
    names = asked_for.function_names()
    for at, row in rows.iterrows():
        if row["zone"] not in plan.index or not plan.loc[row["zone"], "free"]:
            continue
        own = plan.loc[row["zone"]]
        arrow = "" if own["keeps"] else f"{floor_view.ARROW} "
        rows.at[at, "note"] = plain(
            "layout_note",
            zone=row["label"],
            today=names[own["function_today"]],
            planned=names[own["function"]],
            seats=int(own["seats"]),
        )
        rows.at[at, "label"] = f"{arrow}{names[own['function']]}"
        rows.at[at, "lines"] = (
            (f"{row['code']} {own['seats']}",) if own["seats"] else (row["code"],)
        )
    return rows


def _forms(layout: Layout, plan: np.ndarray) -> None:
    """Show the buttons behind which weights, pins and limits are."""
    table = layout.table(plan)
    places = st.columns(3)
    with places[0].popover(say("layout_weights"), width="stretch"):
        asked_for.weights()
    with places[1].popover(say("layout_pins"), width="stretch"):
        asked_for.pins(layout, table)
    with places[2].popover(say("layout_limits"), width="stretch"):
        asked_for.limits(layout, table)


def _work(text: str, wave: str, measure: str, day: dt.date) -> Work:
    study = session.study()
    key = (study.id, study.version)
    zones = cached.site(*key, day).rooms["zone"]
    return cached.work(*key, wave, measure, day, text, asked_for.read(text, zones))


def _before(wave: str, measure: str, day: dt.date) -> np.ndarray | None:
    """Return the plan before the last wish; None without, or where it has none yet."""
    text = session.place(asked_for.BEFORE)
    if not text or text == asked_for.text():
        return None
    return _work(text, wave, measure, day).first(FIRST_SECONDS).plan


def _met(layout: Layout, plan: np.ndarray) -> float | None:
    """Return the share of the seats asked for that a plan has, weighed by demand."""
    if "need" not in layout.losses or not layout.points["need"]:
        return None
    return 1 - layout.lost(plan)["need"] / layout.points["need"]


def _proof(state: State) -> str:
    """Say how near the plan is to what no plan can beat, or that nothing is proven."""
    facts = {"seconds": state.seconds, "steps": state.steps}
    key = "layout_gap" if state.gap is not None else "layout_gap_none"
    said = say(key, gap=state.gap or 0.0, most=state.best_possible, **facts)
    return said if state.complete else f"{said} {say('layout_cut_short')}"


def _watch(work: Work, state: State, drawn: np.ndarray | None) -> None:
    """Show how far the search is while it runs; a better plan is drawn at once."""
    if state.running:
        _progress(work, drawn)


@st.fragment(run_every=LOOK_SECONDS)
def _progress(work: Work, drawn: np.ndarray | None) -> None:
    state = work.state
    better = state.plan is not None and (drawn is None or (state.plan != drawn).any())
    if better or not state.running:
        st.rerun()
    left, right = st.columns([5, 1], vertical_alignment="center")
    facts = {"seconds": state.seconds, "steps": state.steps, "score": state.score}
    done = state.steps / (2 * work.steps) if state.phase == "search" else 1.0
    left.progress(min(1.0, done), text=say(f"layout_phase_{state.phase}", **facts))
    right.button(say("layout_stop"), key="layout_stop", on_click=work.stop, width="stretch")
