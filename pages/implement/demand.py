"""Which spaces follow from the needs?"""

import streamlit as st

from pages.parts import demand, session
from pages.parts.session import say

wave, measure = demand.title_and_pickers()
day = session.today()
shares = demand.shares_or_stop(wave, measure)
table = demand.beside_supply(shares, day, demand.weighted_shares(wave, measure))

demand.say_headline(table)
demand.show_chart(table)
demand.open_share(wave, measure, shares)
st.subheader(say("table_beside"))
demand.show_table(table, wave, measure)
demand.say_coverage(wave, measure)
demand.show_by_segment(wave, measure)
with st.expander(say("demand_strengths")):
    demand.edit_strengths()
with st.expander(say("how_computed")):
    st.markdown(say("demand_how", day=day))
    st.markdown(say(f"measure_note_{measure}"))
