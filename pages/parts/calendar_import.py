"""A calendar on its way into the study, and terms that the counts name."""

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import notices, session, uploads
from pages.parts.cached import building as cached
from pages.parts.session import plain, say
from pages.parts.zone_editor import told

KEY = ["name", "kind", "start"]  # tell one stretch from another


def upload(study: Study) -> None:
    """Take a calendar file and keep it as the draft of the study."""
    if study.read_only:
        return
    for dropped in uploads.dropped(say("calendar_upload"), f"calendar_file_{study.version}"):
        with notices.shown():
            study.save_draft(cached.CALENDAR, dropped.name, dropped.getvalue(), {})
        st.rerun()


def draft_panel(study: Study) -> bool:
    """Show the calendar that waits to be stored; tell whether one does."""
    waiting = study.draft(cached.CALENDAR)
    if waiting is None:
        return False
    st.subheader(say("calendar_draft", file=waiting.file_name))
    calendar, findings, fault = cached.read_calendar_draft(study.id, study.version)
    if fault:
        st.error(say(fault[0], **fault[1]), icon=":material/error:")
    else:
        known = study.calendar()[KEY].apply(tuple, axis=1).tolist() if len(study.calendar()) else []
        old = calendar[KEY].apply(tuple, axis=1).isin(known)
        counts = {"new": int((~old).sum()), "unchanged": int(old.sum())}
        st.markdown(say("calendar_draft_counts", **counts))
        st.dataframe(said(calendar), hide_index=True, alt=plain("calendar_draft_alt"))
        notices.findings(findings)
        if st.button(say("calendar_draft_store"), type="primary", key="calendar_store"):
            with told(say("calendar_stored", **counts)):
                study.save_calendar(calendar)
                study.discard_draft(cached.CALENDAR)
            st.rerun()
    if st.button(say("calendar_draft_discard"), key="calendar_discard"):
        study.discard_draft(cached.CALENDAR)
        st.rerun()
    return True


def terms_from_counts(study: Study) -> None:
    """Offer the terms that the days with counts suggest."""
    terms = cached.terms_seen(study.id, study.version, session.language())
    if terms.empty or study.read_only:
        return
    st.markdown(say("calendar_proposed", n=len(terms)))
    st.dataframe(said(terms), hide_index=True, alt=plain("calendar_draft_alt"))
    if st.button(say("calendar_take_terms"), key="calendar_take_terms"):
        with told():
            study.save_calendar(terms)
        st.rerun()


def start_empty(study: Study) -> None:
    """Begin with one term, whose dates the reader then corrects."""
    year = session.today().year
    if not study.read_only and st.button(say("calendar_start_empty"), key="calendar_start_empty"):
        with told():
            study.save_stretch(
                plain("calendar_first_term"), "teaching", "autumn", f"{year}-09-01", f"{year}-12-31"
            )
        st.rerun()


def said(calendar: pd.DataFrame) -> pd.DataFrame:
    """Return stretches under said headings, as shown and downloaded."""
    return pd.DataFrame(
        {
            plain("calendar_name"): calendar["name"],
            plain("calendar_kind"): [plain(f"calendar_kind_{one}") for one in calendar["kind"]],
            plain("calendar_season"): [
                plain(f"calendar_season_{one}") for one in calendar["season"]
            ],
            plain("calendar_start"): calendar["start"],
            plain("calendar_end"): calendar["end"],
            plain("calendar_days"): [
                (one.end - one.start).days + 1 for one in calendar.itertuples()
            ],
        }
    )
