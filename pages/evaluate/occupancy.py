"""Page occupancy."""

import streamlit as st

from pages.parts.session import say

st.title(say("nav_occupancy"))
