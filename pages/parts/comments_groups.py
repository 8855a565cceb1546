"""Pieces of the comments page: who writes about what, and how satisfied they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.figures import comments as figures
from pages.parts import comments, downloads, needs, segments, session, tables
from pages.parts.cached import comments as cached
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS, MIN_TEXTS

if TYPE_CHECKING:
    from surveys.comments import Topics

SEGMENTS = "segments"  # in the link, in place of a profile question


def show_groups(topics: Topics, wave: str) -> None:
    """Show the share of each segment, or of each answer about oneself, that writes on a topic."""
    by = _pick_groups(wave)
    if by is None:
        return
    question = "" if by == SEGMENTS else by
    rows = cached.by_group(*comments.key(wave), question)
    names = {} if question else segments.names(segments.in_use(wave))
    rows = rows.assign(
        label=rows["topic"].map(comments.labels_of(topics)),
        group_label=[str(names.get(group, group)) for group in rows["group"]],
    )
    _say_groups(rows, topics)
    seen = rows[~rows["hidden"]]
    chart = figures.group_chart(rows, words("comments_share", "comments_people"))
    st.plotly_chart(chart, alt=plain("comments_groups_alt"))
    st.caption(say("comments_groups_note", least=MIN_RATINGS, writers=MIN_TEXTS))
    if seen.empty:
        st.info(say("comments_groups_hidden", least=MIN_RATINGS))
    table = pd.DataFrame(
        {
            plain("comments_group"): rows["group_label"],
            plain("comments_topic"): rows["label"],
            plain("comments_share_percent"): rows["share"] * 100,
            plain("share_percent_low"): rows["low"] * 100,
            plain("share_percent_high"): rows["high"] * 100,
            plain("comments_people"): rows["n"],
            plain("comments_writers"): rows["of"].mask(rows["of"] < MIN_TEXTS),
        }
    )
    tables.show(table, plain("comments_groups_alt"), decimals=1)
    downloads.offer(table, "comment-topics-by-group", source=needs.source_line(wave))


def show_satisfaction(topics: Topics, wave: str) -> None:
    """Show how satisfied those are who write about each topic, with its need and overall."""
    rows = cached.satisfaction(*comments.key(wave))
    own = cached.with_own_need(*comments.key(wave))
    if rows["mean"].notna().sum() < 2 and own["mean"].notna().sum() < 1:
        st.info(say("comments_no_satisfaction"), icon=":material/sentiment_neutral:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        return
    labels = comments.labels_of(topics)
    if not own.empty and own["mean"].notna().any():
        _show_own_need(own.assign(label=own["topic"].map(labels)), wave)
        st.subheader(say("comments_by_satisfaction"))
    _show_overall(rows, labels, wave)


def _pick_groups(wave: str) -> str | None:
    """Return what makes the groups; say what is missing where nothing does."""
    found = segments.groups(wave) is not None
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    if not found:
        right.caption(say("comments_no_segments"))
        right.page_link("pages/refine/segments.py", label=say("comments_go_segments"))
    options = [SEGMENTS] * found + cached.group_questions(*needs.key(wave))
    if not options:
        st.info(say("comments_no_groups"), icon=":material/groups:")
        return None
    said = {one: one for one in options} | {SEGMENTS: plain("comments_segments")}
    label = say("comments_groups_by")
    return session.choose(left.selectbox, "group", label, options, format_func=said.get)


def _say_groups(rows: pd.DataFrame, topics: Topics) -> None:
    """Say which group writes most above the whole about something."""
    whole = topics.table.set_index("topic")
    seen = rows[~rows["hidden"]]
    if seen.empty:
        return
    above = seen[seen["stands_out"]]
    rows = seen if above.empty else above
    lead = rows["share"] - rows["topic"].map(whole["share"])
    first = rows.loc[lead.astype(float).idxmax()]
    facts = {name: float(first[name]) for name in ("share", "low", "high")}
    name = needs.in_a_sentence(comments.names_of(topics)[int(first["topic"])])
    facts |= {"group": first["group_label"], "name": name, "of": int(first["of"])}
    facts["whole"] = float(whole.loc[first["topic"], "share"])
    st.subheader(say("comments_groups_alike" if above.empty else "comments_groups_found", **facts))


def _show_own_need(own: pd.DataFrame, wave: str) -> None:
    """Show satisfaction with the topic's own need: writers beside everybody else."""
    short = needs.need_names()
    seen = own[~own["hidden"]]
    wide = seen.pivot(index="topic", columns="writes", values="mean").astype(float)
    worst = seen.set_index(["topic", "writes"]).loc[((wide[True] - wide[False]).idxmin(), True)]
    other = seen.set_index(["topic", "writes"]).loc[(worst.name[0], False)]
    facts = {name: float(worst[name]) for name in ("mean", "low", "high")}
    facts |= {"need": needs.in_a_sentence(short[worst["need"]]), "n": int(worst["n"])}
    st.subheader(say("comments_own_found", other=float(other["mean"]), **facts))
    said = words("comments_own_writers", "comments_own_others", "comments_satisfaction")
    chart = figures.own_need_chart(seen, said | words("comments_people"))
    st.plotly_chart(chart, alt=plain("comments_own_alt"))
    if own["hidden"].any():
        st.caption(say("hidden_small", least=MIN_TEXTS))
    whose = {True: plain("comments_own_writers"), False: plain("comments_own_others")}
    table = pd.DataFrame(
        {
            plain("comments_topic"): own["label"],
            plain("need"): own["need"].map(short),
            plain("comments_who"): own["writes"].map(whose),
            plain("comments_satisfaction"): own["mean"],
            plain("comments_satisfaction_low"): own["low"],
            plain("comments_satisfaction_high"): own["high"],
            plain("comments_people"): own["n"].mask(own["hidden"]),
        }
    )
    tables.show(table, plain("comments_own_alt"))
    downloads.offer(table, "comment-own-need", source=needs.source_line(wave))


def _show_overall(rows: pd.DataFrame, labels: dict[int, str], wave: str) -> None:
    shown = rows.assign(label=rows["topic"].map(labels).fillna(plain("comments_everybody_else")))
    said = words("comments_satisfaction", "comments_people")
    seen = shown[~shown["hidden"]]
    st.plotly_chart(figures.satisfaction_chart(seen, said), alt=plain("comments_satisfaction_alt"))
    if shown["hidden"].any():
        st.caption(say("hidden_small", least=MIN_TEXTS))
    table = pd.DataFrame(
        {
            plain("comments_topic"): shown["label"],
            plain("comments_satisfaction"): shown["mean"],
            plain("comments_satisfaction_low"): shown["low"],
            plain("comments_satisfaction_high"): shown["high"],
            plain("comments_people"): shown["n"].mask(shown["hidden"]),
        }
    )
    tables.show(table, plain("comments_satisfaction_alt"))
    downloads.offer(table, "comment-satisfaction", source=needs.source_line(wave))
