"""When is which zone under works, and how many seats stay open meanwhile?"""

import streamlit as st

from pages.parts import downloads, notices, phasing, phasing_inputs
from pages.parts.session import plain, say

wave, measure = phasing.title_and_pickers()
plan = phasing.planned_or_stop(wave, measure)

answer, tables = st.container(), st.container()
with st.expander(say("phasing_inputs"), expanded=False), notices.shown():
    kept = phasing_inputs.asked(wave, measure)
with answer, notices.shown():
    view = phasing.view(wave, measure, kept)
    found = phasing.solved(view)
    phasing.say_headline(view, found)
    phasing.show_chart(view, found)
    phasing.say_missing(view, found)
with tables, notices.shown():
    phasing.show_tables(view, found)
with st.expander(say("how_computed")):
    st.markdown(say("phasing_how"))
    downloads.offer(phasing.guesses(), "phasing-guesses", source=plain("phasing_guess"))
