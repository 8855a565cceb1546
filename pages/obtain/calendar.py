"""When is teaching, and when were the works?"""

import streamlit as st

from pages.parts import calendar_editor, calendar_import, downloads, notices, session
from pages.parts.session import say

st.title(say("calendar_title"))
study = session.study()
with notices.shown():
    waits = calendar_import.draft_panel(study)
    calendar = study.calendar()
    works = study.renovations()

if calendar.empty:
    st.info(say("calendar_empty"), icon=":material/calendar_month:")
    calendar_import.upload(study)
    calendar_import.terms_from_counts(study)
    calendar_import.start_empty(study)
else:
    calendar_editor.say_headline(calendar, len(works))
    calendar_editor.picture(study, calendar)
    st.subheader(say("calendar_terms"))
    calendar_editor.stretches_table(study, calendar)
    said = calendar_import.said(calendar)
    downloads.offer(said, "calendar")
    with st.expander(say("calendar_import"), icon=":material/upload:"):
        calendar_import.upload(study)

st.subheader(say("calendar_works"))
calendar_editor.works_table(study)
if works:
    st.subheader(say("calendar_effect"))
    chosen = calendar_editor.pick_works(study)
    if chosen.zones:
        calendar_editor.effect_table(study, chosen)
    else:
        st.info(say("calendar_effect_none"))
with st.expander(say("how_computed")):
    st.markdown(say("calendar_how"))
