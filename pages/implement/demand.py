"""Which spaces follow from the needs?"""

import streamlit as st

from pages.figures.demand import demand_chart
from pages.parts import demand, downloads, needs, notices, segments, session
from pages.parts.cached import needs as cached
from pages.parts.session import plain, say, words

st.title(say("demand_title"))
left, right = st.columns(2)
with left:
    wave = needs.pick_wave()
with right:
    measure = demand.pick_measure(wave)
day = session.today()

with notices.shown():
    shares = cached.demand_shares(*needs.key(wave), measure)
    table = demand.beside_supply(shares, day)
demand.say_headline(table)
demand.say_coverage(wave, measure)
st.plotly_chart(
    demand_chart(table, words("demand", "seats_today", "area_today", "share_axis")),
    alt=plain("demand_chart_alt"),
)

opened = demand.open_share(wave, measure, shares)
st.dataframe(opened, hide_index=True, alt=plain("demand_needs_alt"))
downloads.offer(opened, "needs-behind-a-share", source=needs.source_line(wave))

st.subheader(say("table_beside"))
said = demand.said(table)
st.dataframe(said, hide_index=True, alt=plain("demand_table_alt"))
downloads.offer(said, "demand", source=needs.source_line(wave))

st.subheader(say("demand_by_segment"))
segments.show_demand(wave, measure)

with st.expander(say("demand_strengths")):
    demand.edit_strengths()
with st.expander(say("how_computed")):
    st.markdown(say("demand_how", day=day))
