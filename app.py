"""Respace: sign in, pick language and study, open a page."""

import streamlit as st

from pages.parts import notices, session, shell

st.set_page_config(page_title="Respace", page_icon=":material/space_dashboard:", layout="wide")
session.begin()
shell.sign_in()
page = st.navigation(shell.pages(), expanded=True)
shell.sidebar()
with session.kept_in_link(), notices.unforeseen():
    shell.banners()
    page.run()
