"""Demand of each segment of users, once the segments are known."""

import pandas as pd
import streamlit as st

from pages.figures.demand import segment_chart
from pages.parts import downloads, needs, notices, segments, tables
from pages.parts.cached import segments as cached
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS


def show_one(wave: str, measure: str, kind: str) -> None:
    """Show how much each segment asks for one kind of space; ask before a long computation."""
    if cached.known(*segments.key_of(wave)) is None:
        st.caption(say("demand_segments_why"))
        if not st.button(say("demand_segments_ask"), key="demand_segments_ask"):
            return
        segments.found(wave)
        st.rerun()
    shares = _shares(wave, measure)
    if shares is None:
        return
    rows = shares[shares["space_type"] == kind].sort_values("share", ascending=False)
    wanted = [plain(name) for name in ("segment", "demand_share", "n_answers")]
    weighted = plain("segments_demand_weighted")
    table = said(rows)
    if weighted in table:
        wanted.insert(2, weighted)
    tables.show(table[wanted], plain("demand_segments_alt"), decimals=1)
    say_hidden(rows)


def show(wave: str, measure: str) -> None:
    """Show the demand of all segments as figure and table, where they are known."""
    if cached.known(*segments.key_of(wave)) is None:
        return
    shares = _shares(wave, measure, told=False)
    if shares is None:
        return
    st.subheader(say("demand_by_segment"))
    st.plotly_chart(segment_chart(shares, words("share_axis")), alt=plain("demand_segments_alt"))
    table = said(shares)
    tables.show(table, plain("demand_segments_alt"), decimals=1)
    say_hidden(shares)
    downloads.offer(table, "demand-by-segment", source=needs.source_line(wave))


def said(shares: pd.DataFrame) -> pd.DataFrame:
    """Return shares per segment under said headings, as shown and downloaded."""
    table = {
        plain("segment"): shares["group_label"],
        plain("space_type"): shares["label"],
        plain("demand_share"): (shares["share"] * 100).round(1),
        plain("column_share_low"): (shares["low"] * 100).round(1),
        plain("column_share_high"): (shares["high"] * 100).round(1),
    }
    if "weighted" in shares:
        table[plain("segments_demand_weighted")] = (shares["weighted"] * 100).round(1)
    return pd.DataFrame(table | {plain("n_answers"): shares["n"]})


def say_hidden(shares: pd.DataFrame) -> None:
    """Say that small groups are not shown, where some are not."""
    if shares["hidden"].any():
        st.caption(say("hidden_small", least=MIN_RATINGS))


def _shares(wave: str, measure: str, *, told: bool = True) -> pd.DataFrame | None:
    """Return shares per segment with labels; None, with the reason, where there is one group."""
    view = segments.in_use(wave)
    if view.found.k == 1:
        if told:
            st.info(say("demand_segments_none"))
            st.caption(say(view.found.reason, **view.found.facts))
        return None
    with notices.shown():
        shares = cached.demand_shares(*needs.key(wave), measure)
    return shares.assign(
        group_label=shares["group"].map(segments.names(view)),
        label=shares["space_type"].map(needs.space_names()),
    )
