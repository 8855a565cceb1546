"""What people ask of the schedule: limits, crews, money, swing space, and the works themselves."""

import datetime as dt
import json

import pandas as pd
import streamlit as st

from data import reference
from data.store import Study
from pages.parts import floor_view, phasing, phasing_tables, session
from pages.parts.cached.phasing import SETTING, View
from pages.parts.session import plain, say
from planning.phasing.ask import CREWS, HOURS
from planning.phasing.problem import KINDS
from planning.phasing.works import BANDS
from planning.programme import decisions

WORK_KEYS = ("cost_band", "crew", "weeks", "seats_after")


def asked(wave: str, measure: str) -> dict:
    """Show what is asked and return it; an own study keeps it, a sealed one for this visit."""
    study = session.study()
    kept = study.setting(SETTING, {}) if not study.read_only else {}
    kept = {"prices": _known_prices(study)} | kept
    view = phasing.view(wave, measure, kept)
    with st.form("phasing_form"):
        st.caption(say("phasing_inputs_local" if study.read_only else "phasing_inputs_kept"))
        given = _limits(view) | _resources(view) | _money(view) | _zones(view)
        given["works"] = _works(view)
        sent = st.form_submit_button(say("phasing_compute"), type="primary")
    if study.read_only:
        return given
    if sent:
        session.resume(phasing.WORK)
        study.set_setting(SETTING, given)
        st.rerun()
    return kept


def _known_prices(study: Study) -> dict[str, float]:
    """Return the prices that people entered for the space programme."""
    prices = decisions.assumptions(study.setting(decisions.SETTING, {})).prices
    return {band: price for band, price in prices.items() if price}


def _limits(view: View) -> dict:
    """Ask for dates, shares of open seats and noise."""
    first, second, third = st.columns(3, vertical_alignment="bottom")
    start = first.date_input(say("phasing_ask_start"), view.ask.start, key="phasing_start_day")
    latest = second.number_input(
        say("phasing_ask_latest"), 0, 520, view.ask.latest or 0, key="phasing_latest"
    )
    cautious = third.checkbox(
        say("phasing_ask_cautious"), view.ask.cautious, key="phasing_cautious"
    )
    shares = {}
    for what in ("seats", "quiet"):
        for place, kind in zip(st.columns(3), KINDS, strict=True):
            label = say(f"phasing_ask_{what}", kind=plain(f"phasing_weeks_{kind}"))
            now = round(100 * view.ask.shares[what, kind])
            key = f"phasing_{what}_{kind}"
            shares[f"{what}_{kind}"] = place.number_input(label, 0, 100, now, key=key) / 100
    loud = st.checkbox(say("phasing_ask_noise"), not view.ask.exam_noise, key="phasing_noise")
    day = start if isinstance(start, dt.date) else view.ask.start
    return {
        "start": day.isoformat(),
        "latest": int(latest),
        "cautious": cautious,
        "shares": shares,
        "exam_noise": not loud,
    }


def _resources(view: View) -> dict:
    """Ask for crews and open hours."""
    crews, hours = {}, {}
    for place, crew in zip(st.columns(3), CREWS, strict=True):
        label = say(f"phasing_ask_{crew}")
        crews[crew] = int(
            place.number_input(label, 1, 50, view.ask.crews[crew], key=f"phasing_{crew}")
        )
    for place, kind in zip(st.columns(3), HOURS, strict=True):
        label = say("phasing_ask_hours", kind=plain(f"phasing_weeks_{kind}"))
        hours[kind] = int(
            place.number_input(label, 0, 168, view.ask.hours[kind], key=f"phasing_hours_{kind}")
        )
    return {"crews": crews, "hours": hours}


def _money(view: View) -> dict:
    """Ask for prices per m2 and money per term; empty = not known, no limit."""
    prices = {}
    for place, band in zip(st.columns(3), BANDS, strict=True):
        label = say("phasing_ask_price", band=plain(f"phasing_band_{band}"))
        now = view.ask.prices.get(band)
        prices[band] = place.number_input(label, 0.0, value=now, key=f"phasing_price_{band}")
    terms = list(dict.fromkeys(view.weeks["term"]))
    shown = pd.DataFrame(
        {
            "term": [phasing_tables.term(one) for one in terms],
            "money": pd.array([view.ask.budgets.get(one) for one in terms], dtype="Float64"),
        }
    )
    column = st.column_config
    edited = st.data_editor(
        shown,
        column_config={
            "term": column.TextColumn(plain("phasing_term"), disabled=True),
            "money": column.NumberColumn(plain("phasing_budget"), min_value=0),
        },
        hide_index=True,
        placeholder=plain("phasing_no_limit"),
        key=f"phasing_terms_{view.ask.start:%Y%m%d}",
        alt=plain("phasing_budget"),
    )
    money = zip(terms, edited["money"], strict=True)
    budgets = {one: float(value) for one, value in money if pd.notna(value)}
    return {"prices": prices, "budgets": budgets}


def _zones(view: View) -> dict:
    """Ask which zones are quiet, and which can take seats."""
    names = phasing.zone_names(view)
    silent = st.multiselect(
        say("phasing_ask_silent"),
        list(names),
        [zone for zone in names if zone in view.problem.silent],
        format_func=names.get,
        key="phasing_silent",
    )
    column = st.column_config
    rows = [{"zone": zone, "seats": seats} for zone, seats in view.ask.swing.items()]
    shown = pd.DataFrame(rows, columns=["zone", "seats"]).astype({"zone": str, "seats": "Int64"})
    st.markdown(say("phasing_ask_swing"))
    edited = st.data_editor(
        shown,
        column_config={
            "zone": column.SelectboxColumn(
                plain("phasing_swing_zone"), options=list(names), format_func=names.get
            ),
            "seats": column.NumberColumn(plain("phasing_swing_seats"), min_value=0, step=1),
        },
        num_rows="dynamic",
        hide_index=True,
        key="phasing_swing",
        alt=plain("phasing_ask_swing"),
    ).dropna()
    swing = {zone: int(seats) for zone, seats in zip(edited["zone"], edited["seats"], strict=True)}
    return {"silent": silent, "swing": swing}


def _works(view: View) -> dict:
    """Ask for band, crews, weeks and seats of each zone; an empty cell is our guess again."""
    works, names = view.works, phasing.zone_names(view)
    said = {**floor_view.type_names(), **_functions()}
    shown = pd.DataFrame(
        {
            "zone": works["zone"].map(names),
            "from": works["function_from"].map(lambda one: said.get(one, one)),
            "to": works["function_to"].map(lambda one: said.get(one, one)),
            "area": works["area_m2"].round(0),
            "range": [
                f"{low}–{high}" for low, high in works[["weeks_low", "weeks_high"]].to_numpy()
            ],
            **{key: works[key] for key in WORK_KEYS},
        }
    )
    column, bands = st.column_config, {one: plain(f"phasing_band_{one}") for one in BANDS}
    st.markdown(say("phasing_ask_works"))
    edited = st.data_editor(
        shown,
        column_config={
            "zone": column.TextColumn(plain("phasing_zone")),
            "from": column.TextColumn(plain("phasing_from")),
            "to": column.TextColumn(plain("phasing_to")),
            "area": column.NumberColumn(plain("phasing_area"), format="localized"),
            "range": column.TextColumn(plain("phasing_range")),
            "cost_band": column.SelectboxColumn(
                plain("phasing_band"), options=list(bands), format_func=bands.get
            ),
            "crew": column.NumberColumn(plain("phasing_crew"), min_value=1, step=1),
            "weeks": column.NumberColumn(plain("phasing_length"), min_value=1, step=1),
            "seats_after": column.NumberColumn(plain("phasing_after"), min_value=0, step=1),
        },
        disabled=["zone", "from", "to", "area", "range"],
        hide_index=True,
        key=f"phasing_works_{_mark(view)}",
        alt=plain("phasing_ask_works"),
    )
    return _entered(view, edited)


def _entered(view: View, edited: pd.DataFrame) -> dict:
    """Return what people entered: kept values with this edit over them."""
    entered = {zone: dict(own) for zone, own in view.ask.works.items()}
    for (_, was), (_, now) in zip(view.works.iterrows(), edited.iterrows(), strict=True):
        own = entered.setdefault(was["zone"], {})
        for key in WORK_KEYS:
            if pd.isna(now[key]):
                own.pop(key, None)
            elif now[key] != was[key]:
                own[key] = now[key] if key == "cost_band" else int(now[key])
    return {zone: own for zone, own in entered.items() if own}


def _mark(view: View) -> str:
    """Return what changes with the rows shown, so that an old edit meets no other row."""
    return str(abs(hash(json.dumps(view.works.to_dict("list"), default=str))))


def _functions() -> dict[str, str]:
    """Return the functions' names in the reader's language."""
    table = reference.functions()
    return dict(zip(table["function"], table[session.language()], strict=True))
