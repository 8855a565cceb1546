"""Pieces of the comments page: which space types topics ask for, by the need each speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.figures import comments as figures
from pages.parts import comments, downloads, edits, needs, session, tables
from pages.parts.cached import comments as cached
from pages.parts.session import plain, say, words

if TYPE_CHECKING:
    from surveys.comments import Topics

PLACE = "topic_needs"


def show(topics: Topics, wave: str) -> None:
    """Show what topics ask for by space type, and the needs that lead there, editable."""
    shares = cached.space_demand(*comments.key(wave))
    if shares.empty or shares["share"].isna().all():
        st.info(say("comments_no_spaces"), icon=":material/chair:")
    else:
        _show_demand(shares, topics, wave)
    _edit_needs(topics, wave)


def _show_demand(shares: pd.DataFrame, topics: Topics, wave: str) -> None:
    spaces = needs.space_names()
    first = shares.loc[shares["share"].astype(float).idxmax()]
    facts = {name: float(first[name]) for name in ("share", "low", "high")}
    space = needs.in_a_sentence(spaces[first["space_type"]])
    st.subheader(say("comments_spaces_found", space=space, n=int(first["n"]), **facts))
    parts = cached.topic_spaces(*comments.key(wave))
    parts = parts.assign(label=parts["topic"].map(comments.labels_of(topics)))
    st.plotly_chart(
        figures.space_chart(parts, spaces, words("comments_share")),
        alt=plain("comments_spaces_alt"),
    )
    unlinked = len(topics.table) - parts["topic"].nunique()
    if unlinked:
        st.caption(say("comments_unlinked", n=unlinked))
    table = pd.DataFrame(
        {
            plain("space_type"): shares["space_type"].map(spaces),
            plain("comments_demand_percent"): shares["share"] * 100,
            plain("share_percent_low"): shares["low"] * 100,
            plain("share_percent_high"): shares["high"] * 100,
            plain("comments_people"): shares["n"],
        }
    )
    tables.show(table, plain("comments_spaces_alt"), decimals=1)
    downloads.offer(table, "comment-spaces", source=needs.source_line(wave))
    _show_trace(parts, wave)


def _show_trace(parts: pd.DataFrame, wave: str) -> None:
    """Show how each topic leads to space types: need, strength, part."""
    with st.expander(say("comments_trace")):
        table = pd.DataFrame(
            {
                plain("comments_topic"): parts["label"],
                plain("need"): parts["need"].map(needs.need_names()),
                plain("space_type"): parts["space_type"].map(needs.space_names()),
                plain("comments_strength"): parts["strength"],
                plain("comments_topic_part"): parts["part"] * 100,
                plain("comments_share_percent"): parts["share"] * 100,
            }
        )
        tables.show(table, plain("comments_trace"), decimals=1)
        downloads.offer(table, "comment-topics-to-spaces", source=needs.source_line(wave))
        st.page_link("pages/implement/demand.py", label=say("comments_go_strengths"))


def _edit_needs(topics: Topics, wave: str) -> None:
    """Let the committee say which need a topic speaks of; saved at once."""
    study = session.study()
    st.subheader(say("comments_needs_edit"))
    edits.say_faults(PLACE)
    names = {"": plain("comments_no_need")} | needs.need_names("full")
    labels = comments.labels_of(topics)
    label = st.columns(2)
    with label[0]:
        topic = session.choose(
            st.selectbox,
            "topic",
            say("comments_topic"),
            [str(topic) for topic in labels],
            format_func=lambda one: labels[int(one)],
        )
    row = topics.table.set_index("topic").loc[int(topic)]
    widget = f"topic_need_{study.id}_{wave}_{cached.mark(row['words'])}_{row['need']}"
    with label[1]:
        st.selectbox(
            say("comments_need_of"),
            list(names),
            index=list(names).index(row["need"]) if row["need"] in names else 0,
            format_func=names.get,
            key=widget,
            disabled=study.read_only,
            on_change=_save,
            args=(widget, wave, cached.mark(row["words"])),
        )
    if study.read_only:
        st.caption(say("read_only_banner"))
        st.page_link("pages/overview/studies.py", label=say("start_own_study"))


def _save(widget: str, wave: str, mark: str) -> None:
    study = session.study()
    name = cached.OWN_NEEDS.format(wave=wave)
    with edits.told(PLACE):
        study.set_setting(name, study.setting(name, {}) | {mark: session.value(widget)})
