"""Who needs what?"""

import streamlit as st

from pages.parts import needs, notices, segments, segments_parts
from pages.parts.session import say

wave = needs.title_and_wave("segments_title")
with notices.shown():
    view = segments.view(wave)
segments.say_found(view)
segments_parts.show(view)
with st.expander(say("how_computed")):
    st.markdown(say("segments_how"))
