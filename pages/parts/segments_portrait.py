"""The portrait of one segment: who is in it, what they want, say and ask for, and its name."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.figures import segments as maps
from pages.figures import segments_portrait as figures
from pages.parts import segments, segments_tables, session
from pages.parts import segments_choices as choices
from pages.parts.cached import segments as cached
from pages.parts.segments import View
from pages.parts.segments_needs import UNITS, labelled
from pages.parts.segments_sizes import level
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS, MIN_TEXTS

NEEDS, ANSWERS, WORDS = 8, 10, 6  # shown in a portrait


def show(view: View) -> None:
    """Show one segment at a time, and tables of all of them."""
    names = segments.names(view)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        picked = session.choose(
            st.selectbox,
            "segment",
            say("segments_pick"),
            [str(segment) for segment in names],
            format_func={str(segment): name for segment, name in names.items()}.get,
        )
    segment = int(picked)
    with right:
        _name_editor(view, segment)
    _say_portrait(view, segment)
    wants, people = st.columns(2)
    with wants:
        _show_needs(view, segment)
    with people:
        _show_who(view, segment)
    _show_asks(view, segment)
    _show_voices(view, segment)
    segments_tables.show(view)


def _name_editor(view: View, segment: int) -> None:
    """Let people name the segment; the name stands on every page that speaks of it."""
    kind = "kept" if view.asked.frozen else view.found.k
    key = f"segment_name_{view.wave}_{segment}_{kind}"
    sealed = session.study().read_only
    st.text_input(
        say("segments_name_label"),
        value=choices.given_names(view.wave, view).get(segment, ""),
        key=key,
        max_chars=choices.LONGEST_NAME,
        placeholder=plain("segments_name_placeholder"),
        disabled=sealed,
        help=say("read_only_banner") if sealed else say("segments_name_help"),
        on_change=choices.rename,
        args=(view, segment, key),
    )


def _say_portrait(view: View, segment: int) -> None:
    """Say share, stability, what is asked for and how satisfied they are, in sentences."""
    row = segments.with_stability(view).set_index("segment").loc[segment]
    if pd.isna(row["n"]):
        st.caption(say("hidden_small", least=MIN_RATINGS))
        return
    facts = {name: float(row[name]) for name in ("share", "share_low", "share_high")}
    said = [say("segments_portrait_share", n=int(row["n"]), **facts)]
    if "weighted_share" in row and pd.notna(row["weighted_share"]):
        weighted = {name: float(row[f"weighted_{name}"]) for name in facts}
        said.append(say("segments_portrait_weighted", **weighted))
    if pd.notna(row["jaccard"]):
        said.append(
            say(f"segments_portrait_{level(row['jaccard'])}", jaccard=float(row["jaccard"]))
        )
    said += _asked_for(view, segment) + _satisfied(view, segment)
    st.markdown(" ".join(said))


def _asked_for(view: View, segment: int) -> list[str]:
    """Return the sentence on the space type asked for most."""
    shares = segments.demand(view)
    if shares is None:
        return []
    own = shares[(shares["group"] == segment) & shares["share"].notna()]
    if own.empty:
        return []
    first = own.sort_values("share", ascending=False).iloc[0]
    numbers = {name: float(first[name]) for name in ("share", "low", "high", "whole")}
    return [say("segments_portrait_space", space=first["label"], n=int(first["n"]), **numbers)]


def _satisfied(view: View, segment: int) -> list[str]:
    """Return the sentence on satisfaction, where it was asked."""
    rows = cached.satisfied(*view.place)
    own = rows[(rows["segment"] == segment) & rows["mean"].notna()]
    if own.empty or pd.isna(own.iloc[0]["low"]):
        return []
    numbers = {name: float(own.iloc[0][name]) for name in ("mean", "low", "high")}
    return [say("segments_portrait_satisfied", n=int(own.iloc[0]["n"]), **numbers)]


def _show_needs(view: View, segment: int) -> None:
    """Show the needs that set the segment apart, most and least wanted."""
    profile = labelled(view)
    own = profile[(profile["segment"] == segment) & profile["difference"].notna()]
    own = own.loc[own["difference"].abs().nlargest(NEEDS).index]
    own = own.sort_values("difference", ascending=False)
    basis = view.found.basis
    st.markdown(f"**{say(f'segments_wants_{basis}')}**")
    unit = UNITS[basis]
    figure = figures.difference_chart(
        own.rename(columns={"need_label": "label"}),
        {"difference": plain(f"segments_difference_{basis}")} | words("n_answers"),
        widest=maps.WIDEST if unit == 1 else maps.WIDEST_PERCENT,
        decimals=1 if unit == 1 else 0,
    )
    st.plotly_chart(figure, alt=plain("segments_wants_alt"), key="segment_needs")


def _show_who(view: View, segment: int) -> None:
    """Show the profile answers in which the segment differs most from everybody."""
    st.markdown(f"**{say('segments_who')}**")
    rows = cached.who(*view.place)
    own = rows[(rows["segment"] == segment) & rows["share"].notna()]
    if own.empty:
        st.caption(say("segments_who_none" if rows.empty else "hidden_small", least=MIN_RATINGS))
        return
    apart = own[own["stands_out"]]
    shown = apart if len(apart) else own
    shown = shown.loc[shown["difference"].abs().nlargest(ANSWERS).index]
    shown = shown.sort_values("difference", ascending=False)
    figure = figures.who_chart(
        shown.assign(label=shown["answer"]),
        words("segments_here", "segments_everybody", "n_answers"),
    )
    st.plotly_chart(figure, alt=plain("segments_who_alt"), key="segment_who")
    st.caption(say("segments_who_apart" if len(apart) else "segments_who_alike"))


def _show_asks(view: View, segment: int) -> None:
    """Show which space types the segment asks for, beside everybody."""
    shares = segments.demand(view)
    if shares is None:
        return
    own = shares[shares["group"] == segment]
    st.markdown(f"**{say('segments_asks')}**")
    figure = figures.asks_chart(own, words("segments_here", "segments_everybody", "share_axis"))
    st.plotly_chart(figure, alt=plain("segments_asks_alt"), key="segment_asks")


def _show_voices(view: View, segment: int) -> None:
    """Show words and typical comments of the segment where enough people wrote."""
    said = cached.voices(*view.place)
    if said.people.empty:
        return
    st.markdown(f"**{say('segments_voices')}**")
    n = int(said.people.get(segment, 0))
    if n < MIN_TEXTS:
        st.caption(say("segments_voices_few", least=MIN_TEXTS))
        return
    telling = said.words[said.words["segment"] == segment].head(WORDS)
    if telling.empty:
        st.markdown(say("segments_words_none", n=n))
    else:
        listed = plain("list_comma").join(telling["word"])
        st.markdown(say("segments_words", words=listed, n=n))
    for text in said.quotes.loc[said.quotes["segment"] == segment, "text"]:
        st.markdown(say("comments_quote", text=text))
    st.caption(say("segments_voices_note", least=MIN_TEXTS))
