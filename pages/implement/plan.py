"""What would each zone become?"""

import streamlit as st

from pages.parts import downloads, notices, session, wanted, zone_editor
from pages.parts.cached import building as cached
from pages.parts.session import plain, say

study, day = session.study(), session.today()
zones = cached.zones_on(study.id, study.version, day)
if not zones["convertible"].any():
    st.title(say("plan_title"))
    st.info(say("plan_empty" if zones.empty else "plan_no_convertible"), icon=":material/map:")
    st.page_link("pages/obtain/floors.py", label=say("plan_go_floors"))
    st.stop()

wave, measure = wanted.title_and_pickers()
with notices.shown():
    plan = cached.wanted(study.id, study.version, wave, measure, day)
    shares = wanted.shares(study, wave, measure, day)
wanted.say_headline(plan, shares)
floor, large = zone_editor.pick_floor(zones)
wanted.side_by_side(zones, plan, floor, large)
st.caption(say("plan_first_proposal"))
with st.container(border=True):
    wanted.zone_panel(zones, plan, floor, day)
wanted.wanted_table(zones, plan, floor)

st.subheader(say("plan_totals"))
totals = wanted.said(shares)
st.dataframe(totals, hide_index=True, alt=plain("plan_totals_alt"))
st.caption(say("plan_seats_note"))
downloads.offer(totals, "plan-totals")
with st.expander(say("how_computed")):
    st.markdown(say("plan_how", measure=plain(f"measure_{measure}") if measure else ""))
