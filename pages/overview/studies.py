"""All studies here, and the way to an own one."""

import streamlit as st

from pages.parts import studies
from pages.parts.session import plain, say

st.title(say("studies_title"))
st.markdown(say("studies_intro"))
st.subheader(say("studies_new"))
studies.start_form()
st.subheader(say("studies_all"))
st.dataframe(studies.said_studies(), hide_index=True, alt=plain("studies_all_alt"))
st.caption(say("studies_where", folder=studies.where()))
st.subheader(say("studies_rename"))
studies.edit_own()
