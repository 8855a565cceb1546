"""Pieces of the page of studies: start one, rename it, remove it, the link of a view."""

import zoneinfo

import pandas as pd
import streamlit as st

from data import store
from pages.parts import edits, notices, session, tables
from pages.parts.session import plain, say

USUAL_ZONE = "Asia/Shanghai"
EMPTY, COPY = "empty", "copy"
REMOVED = "study_removed"


def start_form() -> None:
    """Show the form that makes an own study, empty or as a copy of the sample."""
    with st.form("new_study"):
        left, right = st.columns(2)
        name_en = left.text_input(say("studies_name_en"), key="new_study_en")
        name_zh = right.text_input(say("studies_name_zh"), key="new_study_zh")
        zones = sorted(zoneinfo.available_timezones())
        own = st.context.timezone if st.context.timezone in zones else USUAL_ZONE
        zone = left.selectbox(
            say("studies_time_zone"), zones, index=zones.index(own), key="new_study_zone"
        )
        begin = right.radio(
            say("studies_begin_with"),
            [EMPTY, COPY],
            format_func={EMPTY: plain("begin_empty"), COPY: plain("begin_copy")}.get,
            key="new_study_begin",
        )
        asked = st.form_submit_button(say("studies_create"), type="primary", key="new_study_create")
    if asked:
        _create(name_en.strip(), name_zh.strip(), zone, begin)


def said_studies() -> pd.DataFrame:
    """Return one row per study under said headings."""
    table = store.list_studies()
    own, other = ("zh", "en") if session.language() == "zh" else ("en", "zh")
    name = table[f"name_{own}"]
    return pd.DataFrame(
        {
            plain("study_label"): name.where(name != "", table[f"name_{other}"]),
            plain("studies_created_on"): pd.to_datetime(table["created_at"]).dt.date,
            plain("studies_synthetic"): table["synthetic"].map(
                {True: plain("yes"), False: plain("no")}
            ),
        }
    )


def show_all() -> None:
    """Show all studies, and where they are kept."""
    tables.show(said_studies(), plain("studies_all_alt"))
    st.caption(say("studies_where", folder=str(store.home())))


def edit_own() -> None:
    """Show renaming and removing, for a study that may be changed."""
    study = session.study()
    if study.read_only:
        st.info(say("read_only_banner"), icon=":material/lock:")
        return
    with st.form("rename_study"):
        left, right = st.columns(2)
        name_en = left.text_input(say("studies_name_en"), study.name("en"), key="rename_en")
        name_zh = right.text_input(say("studies_name_zh"), study.name("zh"), key="rename_zh")
        if st.form_submit_button(say("studies_save"), key="rename_save"):
            with notices.shown():
                study.rename(*_names(name_en, name_zh, study.name("en")))
            st.rerun()
    st.caption(say("studies_zone_kept", zone=study.time_zone))
    edits.say_faults(REMOVED)
    st.caption(say("studies_remove_note"))
    with st.popover(say("studies_remove")):
        st.button(
            say("studies_remove_confirm", study=study.name(session.language())),
            on_click=_remove,
            args=(study.id,),
            key="remove_confirm",
        )


def show_link() -> None:
    """Show the link that reopens this view, for pasting into minutes."""
    with st.expander(say("studies_link")):
        st.code(f"?{session.link_text()}", language=None, wrap_lines=True)


def _create(name_en: str, name_zh: str, zone: str, begin: str) -> None:
    if not (name_en or name_zh):
        st.error(say("studies_need_name"))
        return
    names = _names(name_en, name_zh)
    with notices.shown(), st.spinner(say("studies_making")):
        if begin == COPY:
            made = store.copy_study(session.SAMPLE, *names)
        else:
            made = store.create_study(*names, zone)
    session.enter_study(made.id)
    st.toast(say("studies_created"))
    st.switch_page("pages/overview/home.py")


def _names(name_en: str, name_zh: str, present: str = "") -> tuple[str, str]:
    """Return both names; one that was left out is the other, so that no list shows a blank."""
    name_en, name_zh = name_en.strip(), name_zh.strip()
    return name_en or name_zh or present, name_zh or name_en or present


def _remove(study: str) -> None:
    with edits.told(REMOVED):
        store.delete_study(study)
        session.enter_study(session.SAMPLE)
