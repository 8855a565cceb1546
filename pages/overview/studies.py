"""All studies here, and the way to an own one."""

import streamlit as st

from pages.parts import studies
from pages.parts.session import say

st.title(say("studies_title"))
st.markdown(say("studies_intro"))
st.subheader(say("studies_new"))
studies.start_form()
st.subheader(say("studies_all"))
studies.show_all()
st.subheader(say("studies_rename"))
studies.edit_own()
