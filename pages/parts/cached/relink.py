"""Doors to the columns of a stored wave that is to be corrected."""

import pandas as pd
import streamlit as st

from data import store


@st.cache_data(max_entries=8, show_spinner=False)
def columns(study: str, wave: str, stamp: str) -> pd.DataFrame:
    """Return the codebook of a wave as saved at `stamp`.

    With ``n`` (Int64, answers kept) and ``different`` (Int64, different ones).
    """
    codebook, kept = store.open_study(study).wave(wave)
    places = codebook["position"].astype(str)
    counts = {name: kept[name].count() for name in kept.columns}
    different = {name: kept[name].nunique() for name in kept.columns}
    return codebook.assign(
        n=places.map(counts).fillna(0).astype("Int64"),
        different=places.map(different).fillna(0).astype("Int64"),
    )


@st.cache_data(max_entries=8, show_spinner=False)
def answers(study: str, wave: str, stamp: str, position: int) -> list[str]:
    """Return the different answers of one column, the most frequent first."""
    _, kept = store.open_study(study).wave(wave)
    return kept[str(position)].dropna().value_counts().index.tolist()
