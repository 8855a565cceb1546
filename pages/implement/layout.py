"""Which zone becomes which function, and why?"""

import streamlit as st

from pages.parts import layout, layout_tables, notices, session, zone_editor
from pages.parts.cached import building
from pages.parts.session import say

study, day = session.study(), session.today()
zones = building.zones_on(study.id, study.version, day)
if not zones["convertible"].any():
    st.title(say("layout_title"))
    st.info(say("plan_empty" if zones.empty else "plan_no_convertible"), icon=":material/map:")
    st.page_link("pages/obtain/floors.py", label=say("plan_go_floors"))
    st.stop()

wave, measure = layout.title_and_pickers()
with notices.shown():
    found = layout.view(wave, measure, day)
layout.headline(found)
shown = layout.controls(found)
layout_tables.moved(shown.layout, shown.plan, shown.before)
floor, large = zone_editor.pick_floor(zones)
layout.side_by_side(shown, zones, floor, large)

st.subheader(say("layout_zones"))
layout_tables.zones_table(shown.layout, shown.plan, shown.source)
st.subheader(say("layout_broken"))
layout_tables.broken(shown.layout, shown.plan, shown.source)
st.subheader(say("layout_options"))
layout_tables.options(shown.layout, shown.state.options, shown.source)
st.subheader(say("layout_lost"))
layout_tables.lost(shown.layout, shown.plan, shown.source)
with st.expander(say("how_computed")):
    st.markdown(say("layout_how"))
