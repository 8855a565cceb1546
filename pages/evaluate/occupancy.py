"""How full were the seats before and after a change, matched week by week?"""

import streamlit as st

from pages.parts import notices, occupancy_areas, occupancy_view, periods, session
from pages.parts.cached import occupancy as cached
from pages.parts.session import say

study = session.study()
covered = study.observation_coverage()
if not covered.rows:
    st.title(say("nav_occupancy"))
    st.info(say("occ_empty"))
    st.page_link("pages/obtain/counts.py", label=say("occ_go_counts"))
    st.stop()

row = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
row.title(say("nav_occupancy"), width="content")
with notices.shown(), row:
    asked = periods.ask(study, covered)
    weeks = periods.weeks(study)
    key = (study.id, study.version, asked.before, asked.after, weeks, asked.zones)
    compared = cached.comparison(*key)
    rates = occupancy_view.rates_known(compared)
    wanted = periods.show(rates=rates)

show = periods.possible(wanted, rates=rates)
facts = compared.found.facts
names = occupancy_areas.labels(study, compared, asked.after[0])
if facts["weeks"] == 0:
    st.warning(occupancy_view.nothing(compared, asked))
    occupancy_view.weeks(compared, study, asked)
    st.stop()

said = occupancy_view.answer(compared, show)
st.markdown(said)
if weeks != periods.ALL and not compared.by_calendar:
    st.caption(say("occ_no_such_weeks"))
occupancy_view.maps(compared, asked, show, said)
occupancy_view.tiles(compared, asked, show)
occupancy_areas.on_floor(compared, study, asked, show)
occupancy_areas.table(compared, names, asked, rates=rates)
occupancy_view.uncompared(compared, names)
occupancy_view.mix(compared, names, asked)
occupancy_view.weeks(compared, study, asked)
with st.expander(say("how_computed")):
    st.markdown(say("occ_how", matched=facts["weeks"]))
