"""What sets segments apart: their needs against the whole, as map and table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.figures import segments as figures
from pages.parts import downloads, needs, segments, session, tables
from pages.parts.segments import View
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS

ROWS = {"top": "segments_rows_top", "all": "needs_all"}
TOP = 12  # needs in the map before the reader asks for all
WRAPPED = 5  # up to so many segments, their names fit above the map's columns
UNITS = {"importance": 1, "satisfaction": 1, "choice": 100, "": 1}  # chosen: percentage points


def show(view: View) -> None:
    """Show what sets each segment apart, as a map and a table."""
    basis = view.found.basis
    st.subheader(say(f"segments_profile_{basis}"))
    profile = labelled(view)
    rows = session.choose(
        st.segmented_control,
        "rows",
        say("needs_shown_label"),
        list(ROWS),
        format_func={one: plain(key, least=TOP) for one, key in ROWS.items()}.get,
        label_visibility="collapsed",
    )
    unit = UNITS[basis]
    said = {"difference": plain(f"segments_difference_{basis}")} | words("n_answers")
    st.plotly_chart(
        figures.profile_map(
            _most_apart(profile) if rows == "top" else profile,
            said,
            widest=figures.WIDEST if unit == 1 else figures.WIDEST_PERCENT,
            decimals=1 if unit == 1 else 0,
        ),
        alt=plain("segments_profile_alt"),
    )
    st.caption(say("segments_profile_note"))
    if profile["hidden"].any():
        st.caption(say("hidden_small", least=MIN_RATINGS))
    table = _said(profile, basis)
    tables.show(table, plain("segments_profile_table_alt"))
    downloads.offer(table, "segment-profiles", source=needs.source_line(view.wave))


def labelled(view: View) -> pd.DataFrame:
    """Return the profile in the reader's unit with labels, needs in catalogue order."""
    order = {need: place for place, need in enumerate(needs.need_names())}
    profile = view.found.profile.sort_values(
        ["need", "segment"], key=lambda c: c.map(order) if c.name == "need" else c
    )
    unit = UNITS[view.found.basis]
    numbers = ["mean", "whole", "difference", "low", "high"]
    profile = profile.assign(**{name: profile[name] * unit for name in numbers})
    return profile.assign(
        segment_name=profile["segment"].map(segments.names(view)),
        segment_label=profile["segment"].map(_heads(view)),
        need_label=profile["need"].map(needs.need_names()),
    )


def _heads(view: View) -> dict[int, str]:
    """Return the heads of the map's columns: names on lines of their own where they fit."""
    if view.found.k <= WRAPPED:
        return segments.heads(view)
    return {
        segment: plain("segment_number", number=segment) for segment in view.found.sizes["segment"]
    }


def _most_apart(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the needs in which segments differ most, in their order."""
    apart = profile["difference"].abs().groupby(profile["need"]).max()
    return profile[profile["need"].isin(apart.nlargest(TOP).index)]


def _said(profile: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Return the profile under said headings, as shown and downloaded."""
    return pd.DataFrame(
        {
            plain("segment"): profile["segment_name"],
            plain("need"): profile["need_label"],
            plain(f"segments_mean_{basis}"): profile["mean"].round(2),
            plain(f"segments_whole_{basis}"): profile["whole"].round(2),
            plain(f"segments_difference_{basis}"): profile["difference"].round(2),
            plain("segments_difference_low"): profile["low"].round(2),
            plain("segments_difference_high"): profile["high"].round(2),
            plain("column_stands_out"): profile["stands_out"].map(
                {True: plain("yes"), False: plain("no")}
            ),
            plain("n_answers"): profile["n"],
        }
    )
