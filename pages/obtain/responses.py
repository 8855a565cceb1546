"""Survey answers: what is there, and bringing in a file."""

import streamlit as st

from pages.parts import session, survey_import
from pages.parts.session import say

study = session.study()
st.title(say("responses_title"))
survey_import.show_waves(study)
st.subheader(say("responses_bring_in"))
survey_import.show_upload(study)
