"""What do they write?"""

import streamlit as st

from pages.parts import comments, comments_codes, comments_groups, comments_spaces, needs
from pages.parts.session import say

wave = needs.title_and_wave("comments_title")
part = comments.pick_part()
topics = comments.found(wave)
if part == "codes":
    comments_codes.show(topics, wave)
elif topics.table.empty or part == "topics":
    comments.show(topics, wave)
elif part == "groups":
    comments_groups.show_groups(topics, wave)
elif part == "spaces":
    comments_spaces.show(topics, wave)
else:
    comments_groups.show_satisfaction(topics, wave)
with st.expander(say("how_computed")):
    st.markdown(say(f"comments_how_{part}"))
