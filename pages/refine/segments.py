"""Who needs what?"""

import streamlit as st

from pages.parts import needs, notices, segments
from pages.parts.session import say

wave = needs.title_and_wave("segments_title")
with notices.shown():
    segmentation = segments.found(wave)
segments.say_found(segmentation)
if segmentation.k > 1:
    segments.show_sizes(segmentation, wave)
    segments.show_profile(segmentation, wave)
    segments.link_to_demand()
segments.show_criterion(segmentation)
with st.expander(say("how_computed")):
    st.markdown(say("segments_how"))
