"""The peer of start-up and reruns: an app with one line of text."""

import streamlit as st

st.title("Empty")
