"""How many seats and square metres of which kind are asked for, and what fits?"""

import streamlit as st

from pages.parts import downloads, needs, programme, session, tables
from pages.parts import programme_decisions as decisions
from pages.parts import programme_origin as origin
from pages.parts import programme_signed as signed
from pages.parts.session import plain, say

wave, measure = programme.title_and_pickers()
day = session.today()
view = programme.found_or_stop(wave, measure, day)

programme.say_headline(view)
programme.show_chart(view)
programme.say_fewer_than_sat(view)
st.subheader(say("programme_by_function"))
decisions.show_functions(view, wave)
with st.container(border=True):
    origin.show(view, wave)
programme.show_held(view, wave, measure, day)
origin.show_norms(view)

types = programme.types_table(view)
tables.show(types, plain("programme_types_alt"))
downloads.offer(types, "programme-by-type", source=needs.source_line(wave) if wave else "")
with st.expander(say("programme_assumptions"), expanded=view.total is None):
    decisions.show_assumptions(view)
with st.expander(say("programme_links")):
    signed.show_strengths()
signed.show_log()
with st.expander(say("how_computed")):
    origin.show_method(view, measure)
