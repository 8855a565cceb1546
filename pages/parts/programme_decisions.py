"""What can be edited in the programme: functions and assumptions, each edit signed."""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from pages.parts import downloads, needs, programme, session
from pages.parts import programme_signed as signed
from pages.parts.cached.programme import Found
from pages.parts.session import plain, say
from pages.parts.zone_editor import locked
from planning.programme import Assumptions
from planning.programme.decisions import BANDS, BASES, BOUNDS, WEEKS

_CHOICES = {"basis": ("", *BASES), "weeks": WEEKS}


def functions_table(view: Found) -> pd.DataFrame:
    """Return one row per function: sizes with their ends, what can be had, who decided and why."""
    table = view.programme.functions
    names, kinds = programme.function_names(), needs.space_names()
    had = {} if view.fitted is None else view.fitted.set_index("function")
    shown = pd.DataFrame(
        {
            "function": table["function"].map(names),
            "space_type": table["space_type"].map(kinds),
            "share": (table["share"] * 100).round(1),
            "seats": table["seats"],
            "seats_low": table["seats_low"],
            "seats_high": table["seats_high"],
            "area_per_seat_m2": table["area_per_seat_m2"].round(2),
            "area_m2": table["area_m2"].round(1),
            "area_low_m2": table["area_low_m2"].round(0),
            "area_high_m2": table["area_high_m2"].round(0),
            "cost_band": table["cost_band"],
            "had": pd.Series(pd.NA, index=table.index, dtype="Float64"),
            "who": table["who"],
            "why": table["why"],
        }
    )
    if len(had):
        shown["had"] = table["function"].map(had["area_m2"]).astype("Float64").round(1)
    return shown


def show_functions(view: Found, wave: str) -> None:
    """Show the functions as a table to edit, with the place to sign and the downloads."""
    study = session.study()
    signed.say_last()
    shown = functions_table(view)
    key = f"programme_functions_{study.id}_{study.version}"
    fixed = [name for name in shown if name not in signed.COLUMNS]
    st.data_editor(
        downloads.neutral(shown),
        column_config=_columns(),
        disabled=True if study.read_only else fixed,
        hide_index=True,
        key=key,
        placeholder=plain("not_answered"),
        alt=plain("programme_table_alt"),
    )
    said = shown.assign(cost_band=[_band(one) for one in shown["cost_band"]])
    said = said.rename(columns={name: plain(word) for name, word in _HEADS.items()})
    if locked(study):
        _offer(said, wave)
        return
    st.caption(say("programme_edit_note"))
    order = view.programme.functions["function"].tolist()
    with st.form("programme_sign", border=True):
        signed.sign("functions")
        st.form_submit_button(
            say("programme_record"),
            on_click=_save_functions,
            args=(key, order),
            key="programme_record",
        )
    _offer(said, wave)


def _offer(said: pd.DataFrame, wave: str) -> None:
    downloads.offer(said, "programme", source=needs.source_line(wave) if wave else "")


_HEADS = {
    "function": "programme_function",
    "space_type": "space_type",
    "share": "programme_share",
    "seats": "programme_seats",
    "seats_low": "programme_seats_low",
    "seats_high": "programme_seats_high",
    "area_per_seat_m2": "programme_each",
    "area_m2": "programme_area",
    "area_low_m2": "programme_area_low",
    "area_high_m2": "programme_area_high",
    "cost_band": "programme_band",
    "had": "programme_had",
    "who": "programme_decided",
    "why": "programme_why",
}


def _columns() -> dict[str, object]:
    config = st.column_config
    whole = {"seats", "seats_low", "seats_high"}
    columns = {}
    for name, word in _HEADS.items():
        head = plain(word)
        if name == "cost_band":
            columns[name] = config.SelectboxColumn(head, options=list(BANDS), format_func=_band)
        elif name in ("function", "space_type", "who", "why"):
            columns[name] = config.TextColumn(head)
        elif name in whole:
            columns[name] = config.NumberColumn(head, format="localized", step=1, min_value=0)
        else:
            digits = {"area_per_seat_m2": 2, "share": 1}.get(name, 0)
            columns[name] = config.NumberColumn(head, format=f"%.{digits}f", min_value=0)
    return columns


def _band(band: str) -> str:
    return plain(f"programme_band_{band}")


def show_assumptions(view: Found) -> None:
    """Show every assumption with its value in force, to be changed and signed."""
    study = session.study()
    st.caption(say("programme_assumptions_note"))
    now = asdict(view.given)
    with st.form("programme_assumptions", border=False):
        places = st.columns(3)
        for number, (name, value) in enumerate(now.items()):
            with places[number % 3]:
                _field(name, value, study.read_only)
        if not study.read_only:
            signed.sign("assumptions")
        st.form_submit_button(
            say("programme_record"),
            on_click=_save_assumptions,
            args=(now,),
            disabled=study.read_only,
            key="programme_record_assumptions",
        )
    locked(study)


def _field(name: str, value: object, closed: bool) -> None:
    """Show the widget of one assumption."""
    label, key = say(f"programme_set_{name}"), _key(name)
    if name in _CHOICES:
        options = list(_CHOICES[name])
        said = {one: plain(f"programme_{name}_{one}") for one in options}
        place = options.index(value)
        st.selectbox(label, options, index=place, format_func=said.get, key=key, disabled=closed)
        return
    whole = name in ("seats", "students")
    kind = int if whole else float
    least, most = (kind(end) for end in BOUNDS[name])
    st.number_input(
        label,
        value=None if value is None else kind(value),
        min_value=least,
        max_value=most,
        step=1 if whole else None,
        format="%d" if whole else "%g",
        key=key,
        disabled=closed,
    )


def _key(name: str) -> str:
    """Return a widget's key; another version of the study starts with its own values."""
    study = session.study()
    return f"programme_{name}_{study.id}_{study.version}"


def _save_functions(key: str, order: list[str]) -> None:
    changed = {}
    for row, changes in session.edits(key)["edited_rows"].items():
        for name, value in changes.items():
            changed[f"function.{order[int(row)]}.{name}"] = value
    signed.record(changed, "functions")


def _save_assumptions(seen: dict[str, object]) -> None:
    usual = asdict(Assumptions())
    changed = {}
    for name, before in seen.items():
        value = session.value(_key(name))
        if value != before:
            changed[f"assumption.{name}"] = None if value == usual[name] else value
    signed.record(changed, "assumptions")
