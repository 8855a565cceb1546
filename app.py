"""Respace: sign in, pick language and study, open a page."""

import streamlit as st

from pages.parts import notices, session, shell

st.set_page_config(page_title="Respace", page_icon=shell.ICON, layout="wide")
session.begin()
with session.kept_in_link(), notices.unforeseen():
    shell.sign_in()
    shell.sample_ready()
    page = st.navigation(shell.pages(), position="top")
    shell.reload_first_deep_link()
    shell.top_row()
    page.run()
