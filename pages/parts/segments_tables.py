"""Tables of all segments behind the portraits, each with its download."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.parts import demand_segments, downloads, needs, segments, tables
from pages.parts.cached import segments as cached
from pages.parts.segments import View
from pages.parts.session import plain, say
from surveys.disclosure import MIN_RATINGS


def show(view: View) -> None:
    """Show the tables behind the portraits, all segments beside each other."""
    made: dict[str, Callable[[View], pd.DataFrame]] = {
        "who": _who,
        "asks": _asks,
        "satisfaction": _satisfaction,
        "words": _words,
    }
    if cached.who(*view.place)["hidden"].any():
        st.caption(say("hidden_small", least=MIN_RATINGS))
    for name, table_of in made.items():
        table = table_of(view)
        if table.empty:
            continue
        with st.expander(say(f"segments_table_{name}")):
            tables.show(table, plain(f"segments_table_{name}"), decimals=1)
            downloads.offer(table, f"segment-{name}", source=needs.source_line(view.wave))


def _who(view: View) -> pd.DataFrame:
    rows = cached.who(*view.place)
    if rows.empty:
        return rows
    table = {
        plain("segments_question"): rows["question"],
        plain("segments_answer"): rows["answer"],
        plain("segment"): rows["segment"].map(segments.names(view)),
        plain("segments_here_percent"): (rows["share"] * 100).round(1),
        plain("share_percent_low"): (rows["low"] * 100).round(1),
        plain("share_percent_high"): (rows["high"] * 100).round(1),
        plain("segments_everybody_percent"): (rows["whole"] * 100).round(1),
    }
    if "weighted" in rows:
        table[plain("segments_weighted_percent")] = (rows["weighted"] * 100).round(1)
    table[plain("column_stands_out")] = rows["stands_out"].map(
        {True: plain("yes"), False: plain("no")}
    )
    table[plain("n_answers")] = rows["n"]
    table[plain("segments_asked")] = rows["asked"]
    return pd.DataFrame(table)


def _asks(view: View) -> pd.DataFrame:
    shares = segments.demand(view)
    return pd.DataFrame() if shares is None else demand_segments.said(shares)


def _satisfaction(view: View) -> pd.DataFrame:
    rows = cached.satisfied(*view.place)
    if rows.empty:
        return rows
    table = {
        plain("segment"): rows["segment"].map(segments.names(view)),
        plain("segments_satisfaction"): rows["mean"].round(2),
        plain("segments_satisfaction_low"): rows["low"].round(2),
        plain("segments_satisfaction_high"): rows["high"].round(2),
    }
    if "weighted" in rows:
        table[plain("segments_satisfaction_weighted")] = rows["weighted"].round(2)
    table[plain("n_answers")] = rows["n"]
    return pd.DataFrame(table)


def _words(view: View) -> pd.DataFrame:
    rows = cached.voices(*view.place).words
    if rows.empty:
        return rows
    return pd.DataFrame(
        {
            plain("segment"): rows["segment"].map(segments.names(view)),
            plain("segments_word"): rows["word"],
            plain("segments_word_here"): (rows["share"] * 100).round(1),
            plain("segments_word_elsewhere"): (rows["elsewhere"] * 100).round(1),
            plain("segments_word_people"): rows["n"],
        }
    )
