"""How many segments: the rule, the alternatives as a plot, and the committee's own number."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.figures import segments_number as figures
from pages.parts import downloads, needs, session, tables
from pages.parts import segments_choices as choices
from pages.parts.segments import View
from pages.parts.segments_sizes import FAIR, SURE
from pages.parts.session import plain, say, words

COLUMNS = {  # heading -> column and decimals; those a search does not give are left out
    "segments_criterion_number": ("k", 0),
    "segments_criterion_bic": ("bic", 0),
    "segments_criterion_gain": ("gain", 0),
    "segments_criterion_expected": ("expected", 0),
    "segments_criterion_value": ("value", 0),
    "segments_criterion_jaccard": ("jaccard", 2),
    "segments_criterion_jaccard_least": ("jaccard_least", 2),
    "segments_criterion_smallest": ("smallest", 0),
}


def show(view: View) -> None:
    """Show how each number of segments fared, why one is recommended, and let people choose."""
    tried = view.found.criterion
    if len(tried) < 2:
        choices.offer_profile(view)
        return
    st.subheader(say("segments_criterion"))
    st.markdown(say(view.found.reason, **view.found.facts))
    marks = [key for key, *_ in figures.MARKS.values()]
    said = words(*(f"segments_plot_{name}" for name in figures.PANELS), *marks)
    said |= {"k": plain("segments_criterion_number")}
    st.plotly_chart(
        figures.number_chart(tried, view.found.stability, said, lines=(FAIR, SURE)),
        alt=plain("segments_criterion_alt"),
    )
    st.caption(say("segments_rule", sure=SURE, fair=FAIR))
    if not view.asked.frozen:
        _pick(view)
    choices.offer_profile(view)
    table = _said(tried)
    tables.show(table, plain("segments_criterion_alt"))
    downloads.offer(table, "segment-numbers", source=needs.source_line(view.wave))


def _pick(view: View) -> None:
    """Let the reader look at another number; keeping it is a second step."""
    numbers = [str(k) for k in view.found.criterion["k"]]
    session.choose(
        st.segmented_control,
        "groups",
        say("segments_look_at"),
        numbers,
        default=str(view.found.k),
    )
    st.caption(say("segments_look_note"))


def _said(tried: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers tried under said headings, as shown and downloaded."""
    table = {
        plain(key): tried[name].round(decimals).astype("Int64" if not decimals else "Float64")
        for key, (name, decimals) in COLUMNS.items()
        if name in tried
    }
    yes = {True: plain("yes"), False: ""}
    table[plain("segments_criterion_recommended")] = tried["recommended"].map(yes)
    table[plain("segments_criterion_chosen")] = tried["chosen"].map(yes)
    return pd.DataFrame(table)
