"""Joining questions without a need that go on in other words."""

import streamlit as st

from data.store import Study
from pages.parts import edits, session
from pages.parts.cached import satisfaction as cached
from pages.parts.session import say
from surveys.satisfaction import CHANGED, OWN

PLACE = "satisfaction_joins"
EARLIER, LATER = "satisfaction_join_earlier", "satisfaction_join_later"


def show(study: Study) -> None:
    """Let the reader say which question without a need goes on as which other one."""
    names = cached.wordings(study.id, study.version)
    asked = _asked_in(study)
    edits.say_faults(PLACE)
    apart = {
        one: [other for other in names if other != one and not asked[one] & asked[other]]
        for one in names
    }
    first = [one for one in names if apart[one]]
    joined = study.setting(cached.JOINS, {})
    if study.read_only or not (first or joined):
        return
    st.markdown(say("satisfaction_join"))
    if first:
        left, right, button = st.columns([5, 5, 2], vertical_alignment="bottom")
        one = left.selectbox(say(EARLIER), first, format_func=names.get, key=EARLIER)
        other = right.selectbox(say(LATER), apart[one], format_func=names.get, key=LATER)
        button.button(
            say("satisfaction_join_do"), on_click=_join, args=(one, other), key="satisfaction_join"
        )
    if joined:
        st.button(
            say("satisfaction_join_undo", n=len(joined)),
            on_click=_part,
            key="satisfaction_part",
        )


def _asked_in(study: Study) -> dict[str, set[str]]:
    """Return the waves that ask each question without a need."""
    found: dict[str, set[str]] = {}
    for wave in cached.waves(study.id, study.version):
        for series in set(wave.codebook["need"].dropna()):
            if series.startswith(OWN):
                found.setdefault(series, set()).add(wave.id)
    return found


def _join(one: str, other: str) -> None:
    """Let one question go on as another; that they mean the same is thereby confirmed."""
    study = session.study()
    with edits.told(PLACE):
        study.set_setting(cached.JOINS, study.setting(cached.JOINS, {}) | {one: other})
        table = cached.links(study.id, study.version)
        new = table["status"].isin(CHANGED) & (table["series"] == other)
        keys = table.loc[new & (table["decision"] == ""), "key"]
        decided = study.setting(cached.LINKS, {}) | dict.fromkeys(keys, "same")
        study.set_setting(cached.LINKS, decided)


def _part() -> None:
    """Forget all joins."""
    with edits.told(PLACE):
        session.study().set_setting(cached.JOINS, {})
