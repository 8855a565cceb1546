"""Where the study stands, and what to do next."""

import streamlit as st

from pages.parts import overview, session, studies
from pages.parts.session import say

study = session.study()
st.title(say("home_title"))
st.caption(say("home_tagline"))
held = overview.facts()
overview.show_numbers(held)
overview.show_route(held)
overview.show_surer(held)
if study.read_only:
    st.page_link("pages/overview/studies.py", label=say("start_own_study"), icon=":material/add:")
studies.show_link()
