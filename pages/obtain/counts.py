"""Bring in occupancy counts, and see which weeks have them."""

import streamlit as st

from pages.parts import count_import, coverage, notices, session
from pages.parts.session import day, say

st.title(say("nav_counts"))
study = session.study()
covered = study.observation_coverage()
if covered.rows:
    facts = {"n": covered.rows, "zones": len(covered.zones)}
    facts |= {"first": day(covered.first), "last": day(covered.last)}
    st.markdown(say("counts_answer", **facts))
else:
    st.info(say("counts_empty"))

count_import.upload(study)
count_import.review(study)

if covered.rows:
    count_import.last_import(study)
    st.page_link("pages/evaluate/occupancy.py", label=say("counts_next"))
    with notices.shown():
        coverage.picture(study)
    count_import.imports(study)
with st.expander(say("how_computed")):
    st.markdown(say("counts_how"))
