"""Which rooms are there, and how many seats?"""

import streamlit as st

from pages.parts import (
    downloads,
    floor_edit,
    floor_export,
    floor_import,
    floor_traits,
    floor_underlay,
    floor_view,
    notices,
    session,
    zone_editor,
)
from pages.parts.cached import building as cached
from pages.parts.session import plain, say

st.title(say("floors_title"))
study, day = session.study(), session.today()
with notices.shown():
    waits = floor_import.draft_panel(day)
    zones = cached.zones_on(study.id, study.version, day)

if zones.empty:
    if not waits:
        st.info(say("floors_empty"), icon=":material/floor:")
    floor_import.upload()
    if not waits and not study.read_only:
        zone_editor.start_empty()
    st.stop()

zone_editor.say_headline(zones)
floor, large = zone_editor.pick_floor(zones)
here = zones[zones["floor"].eq(floor)]
left, right = floor_view.places(large, (6, 5))
with left:
    alt = plain("floors_plan_alt", floor=floor, zones=len(here))
    below = floor_underlay.shown(floor)
    floor_view.plan(floor_view.drawn(here), key="floor", alt=alt, large=large, below=below)
    floor_view.legend()
    st.caption(say("floors_plan_caption"))
with right:
    zone_editor.zones_table(zones, floor, day)

with st.expander(say("floors_import"), icon=":material/upload:", expanded=waits):
    floor_import.upload()
with st.expander(say("underlay_title"), icon=":material/image:"):
    floor_underlay.tools(zones, floor)
with st.expander(say("floors_edit"), icon=":material/content_cut:"):
    floor_edit.tools(zones, floor, day)
with st.expander(say("traits_title"), icon=":material/directions_walk:"):
    floor_traits.table(zones, floor)
with st.expander(say("floors_states"), icon=":material/history:"):
    zone_editor.states_table(zones, floor)

with st.expander(say("export_title"), icon=":material/download:"):
    st.caption(say("export_note"))
    floor_export.offer(zones, floor_export.today_as_plan(zones), say("export_wanted"), "wanted")

st.subheader(say("floors_totals"))
totals = zone_editor.totals(zones)
st.dataframe(totals, hide_index=True, alt=plain("floors_totals_alt"))
downloads.offer(totals, "floors")
with st.expander(say("floors_findings"), icon=":material/rule:"):
    notices.findings(zone_editor.oddities())
with st.expander(say("how_computed")):
    st.markdown(say("floors_how", day=day))
