"""Correcting what the columns of a stored wave are, without dropping the file in again."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import downloads, edits, needs, session
from pages.parts.cached import relink as cached
from pages.parts.session import plain, say
from pages.parts.survey_columns import columns_of_codebook
from surveys.questionnaire import RATED
from surveys.relink import FIELDS, LEFT_OUT, ORDER, WORDS

PLACE, DELETION = "relink", "relink_deletion"
FEWEST, MOST = 2, 11  # different answers of a column in words that can be put in order


def show(study: Study, *, expanded: bool = False) -> None:
    """Show the columns of a stored wave to correct; each correction is saved at once."""
    waves = study.waves()
    if waves.empty or study.read_only:
        return
    with st.expander(say("relink_title"), expanded=expanded):
        edits.say_faults(PLACE)
        _ask_deletion()
        st.markdown(say("relink_help"))
        names = session.apart(dict(zip(waves["wave"], waves["name"], strict=True)))
        wave = st.selectbox(
            say("wave_label"), list(names), format_func=names.get, key="relink_wave"
        )
        seen = waves.set_index("wave").loc[wave, "saved_at"]
        table = cached.columns(study.id, wave, f"{seen}")
        _edit(wave, seen, table)
        _order(study, wave, seen, table)


def _edit(wave: str, seen: dt.datetime, table: pd.DataFrame) -> None:
    shown = table.assign(
        asked=[_asked(row) for row in table.itertuples(index=False)],
        n=table["n"].astype("Int64"),
    )
    key = f"relink_{wave}_{seen}"
    st.data_editor(
        downloads.neutral(shown[["asked", "n", *FIELDS]]),
        column_config=_columns(),
        disabled=["asked", "n"],
        hide_index=True,
        key=key,
        on_change=_keep,
        args=(key, wave, seen, table["position"].tolist()),
        placeholder="",
        alt=plain("relink_title"),
    )


def _columns() -> dict[str, object]:
    people = st.column_config.NumberColumn(plain("relink_n"), width=80)
    return columns_of_codebook() | {"n": people}


def _order(study: Study, wave: str, seen: dt.datetime, table: pd.DataFrame) -> None:
    """Let the reader put the answers of a column in words in order, so that they are a rating."""
    wordy = table[table["role"].isin(WORDS) & table["different"].between(FEWEST, MOST)]
    if wordy.empty:
        return
    st.markdown(say("relink_order"))
    asked = {row.position: _asked(row) for row in wordy.itertuples(index=False)}
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="bottom")
    place = left.selectbox(
        say("codebook_question"), list(asked), format_func=asked.get, key=f"relink_words_{wave}"
    )
    roles = {role: plain(f"role_{role}") for role in RATED[:2][::-1]}
    role = middle.selectbox(
        say("codebook_role"), list(roles), format_func=roles.get, key="relink_role"
    )
    names = {"": plain("need_none")} | needs.need_names()
    need = right.selectbox(say("need"), list(names), format_func=names.get, key="relink_need")
    answers = cached.answers(study.id, wave, f"{seen}", place)
    order = st.multiselect(say("relink_answers"), answers, key=f"relink_order_{wave}_{place}")
    change = {"role": role, "need": need, ORDER: order}
    st.button(
        say("relink_order_save", n=len(order)),
        on_click=_correct,
        args=(wave, {place: change}, seen),
        disabled=len(order) < FEWEST,
        key="relink_order_save",
    )


def _asked(row) -> str:
    return f"{row.option} · {row.question}" if row.option else row.question


def _ask_deletion() -> None:
    """Ask once more before the kept answers of a column are deleted."""
    word = session.take_word(DELETION)
    if word:
        key, facts = word
        st.warning(say(key, n=len(facts["changes"])), icon=":material/delete:")
        st.button(
            say("relink_delete_do"),
            on_click=_correct,
            args=(facts["wave"], facts["changes"], facts["seen"]),
            key="relink_delete",
        )


def _keep(key: str, wave: str, seen: dt.datetime, positions: list[int]) -> None:
    """Save corrections; those that delete answers wait for a second word."""
    rows = session.edits(key)["edited_rows"].items()
    changes = {positions[row]: dict(change) for row, change in rows if change}
    lost = {place: one for place, one in changes.items() if one.get("role") in LEFT_OUT}
    if lost:
        facts = {"wave": wave, "changes": lost, "seen": seen}
        session.leave_word(DELETION, "relink_delete_ask", **facts)
    kept = {place: one for place, one in changes.items() if place not in lost}
    if kept:
        _correct(wave, kept, seen)


def _correct(wave: str, changes: dict[int, dict], seen: dt.datetime) -> None:
    with edits.told(PLACE):
        session.study().correct_wave(wave, changes, seen=seen)
