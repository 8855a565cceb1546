"""Signed decisions of the programme: how they are kept, listed and taken back; strengths."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts import downloads, edits, needs, programme, session, tables
from pages.parts.cached import programme as cached
from pages.parts.session import plain, say
from pages.parts.zone_editor import locked
from planning.programme import decide, kept, log, taken_back
from planning.programme import record as record_of
from planning.programme.decisions import SETTING, STRENGTHS

PLACE, DONE = "programme", "programme_done"
COLUMNS = {  # what can be decided on a function
    "seats": "programme_seats",
    "area_per_seat_m2": "programme_each",
    "area_m2": "programme_area",
    "cost_band": "programme_band",
}


def say_last() -> None:
    """Say what became of the last edit, once."""
    edits.say_faults(PLACE)
    word = session.take_word(DONE)
    if word:
        st.success(say(word[0], **word[1]), icon=":material/check:")


def sign(place: str) -> None:
    """Ask who decides and why."""
    left, right = st.columns([1, 2])
    left.text_input(say("programme_who"), key=f"programme_who_{place}", max_chars=80)
    right.text_input(say("programme_reason"), key=f"programme_why_{place}", max_chars=300)


def record(changed: dict[str, object], place: str) -> None:
    """Keep what was changed as signed decisions; None takes a decision back."""
    if not changed:
        session.leave_word(DONE, "programme_nothing_edited")
        return
    study = session.study()
    who, why = (str(session.value(f"programme_{one}_{place}")) for one in ("who", "why"))
    at = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    with edits.told(PLACE):
        held, saves = kept(study.setting(SETTING))
        for key, value in changed.items():
            made = decide(held, key, value, who, why, at) if value is not None else None
            held = taken_back(held, [key]) if made is None else made
        study.set_setting(SETTING, record_of(held, saves + 1))
        session.leave_word(DONE, "programme_recorded", n=len(changed))


def show_strengths() -> None:
    """Show how strongly each need asks for each function of a space type, to be edited."""
    study = session.study()
    table = cached.strengths(study.id, study.version)
    st.caption(say("programme_links_note"))
    kinds = {one: name for one, name in needs.space_names().items() if one != "other"}
    kind = session.choose(
        st.segmented_control,
        "space",
        say("programme_links_for"),
        list(kinds),
        format_func=kinds.get,
    )
    names = programme.function_names()
    functions = programme.functions_of(kind)
    wide = table.pivot(index="need", columns="function", values="strength")
    wide = wide.reindex(index=list(needs.need_names()), columns=functions)
    shown = wide.reset_index(drop=True)
    shown.insert(0, "name", list(needs.need_names().values()))
    key = f"programme_links_{kind}_{study.id}_{study.version}"
    columns = {"name": st.column_config.TextColumn(plain("need"))}
    for one in functions:
        columns[one] = st.column_config.SelectboxColumn(names[one], options=list(STRENGTHS))
    st.data_editor(
        shown,
        column_config=columns,
        disabled=True if study.read_only else ["name"],
        hide_index=True,
        key=key,
        alt=plain("programme_links"),
    )
    if locked(study):
        return
    with st.form("programme_links_sign", border=True):
        sign("links")
        st.form_submit_button(
            say("programme_record"),
            on_click=_save_strengths,
            args=(key, wide.index.tolist()),
            key="programme_record_links",
        )


def show_log() -> None:
    """Show every decision with who, why and when, and take one or all of them back."""
    study = session.study()
    table = log(cached.decisions(study.id, study.version))
    with st.expander(say("programme_log", n=len(table))):
        if table.empty:
            st.markdown(say("programme_log_none"))
            return
        names = [_named(row) for row in table.to_dict("records")]
        said = pd.DataFrame(
            {
                plain("programme_item"): names,
                plain("programme_value"): table["value"].astype(str),
                plain("programme_decided"): table["who"],
                plain("programme_why"): table["why"],
                plain("programme_at"): table["at"].str.replace("T", " "),
            }
        )
        tables.show(said, plain("programme_log_alt"))
        downloads.offer(said, "programme-decisions")
        if not locked(study):
            _take_back(table["key"].tolist(), names)


def _take_back(keys: list[str], names: list[str]) -> None:
    """Offer to take a decision back, or all."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    options = dict(zip(keys, names, strict=True)) | {"": plain("programme_all_decisions")}
    with left:
        picked = st.selectbox(
            say("programme_take_back_label"),
            list(options),
            format_func=options.get,
            key="programme_gone",
        )
    right.button(
        say("programme_take_back"),
        on_click=_withdraw,
        args=([picked] if picked else keys,),
        key="programme_take_back",
    )


def _named(row: Mapping[str, str]) -> str:
    """Return what a decision is about, in the reader's words."""
    names = programme.function_names()
    if row["kind"] == "assumption":
        return plain(f"programme_set_{row['item']}")
    if row["kind"] == "strength":
        return f"{needs.need_names()[row['item']]} → {names[row['name']]}"
    return f"{names[row['item']]} · {plain(COLUMNS[row['name']])}"


def _save_strengths(key: str, order: list[str]) -> None:
    changed = {}
    for row, changes in session.edits(key)["edited_rows"].items():
        for function, value in changes.items():
            changed[f"strength.{order[int(row)]}.{function}"] = value
    record(changed, "links")


def _withdraw(keys: list[str]) -> None:
    study = session.study()
    with edits.told(PLACE):
        held, saves = kept(study.setting(SETTING))
        study.set_setting(SETTING, record_of(taken_back(held, keys), saves + 1))
