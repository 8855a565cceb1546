"""What do they write?"""

import streamlit as st

from pages.parts import comments, needs
from pages.parts.session import say

wave = needs.title_and_wave("comments_title")
topics = comments.found(wave)
comments.say_found(topics)
if not topics.table.empty:
    comments.show_topics(topics, wave)
    comments.show_quotes(topics)
    comments.show_satisfaction(topics, wave)
comments.show_criterion(topics)
with st.expander(say("how_computed")):
    st.markdown(say("comments_how"))
