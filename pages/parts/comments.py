"""Pieces of the comments page: finding topics, naming them, showing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import reference
from pages import texts
from pages.figures import comments as figures
from pages.parts import downloads, needs, notices, segments, session, tables
from pages.parts.cached import comments as cached
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_TEXTS

if TYPE_CHECKING:
    from surveys.comments import Topics

WORK = "comments"
BESIDE_NEED, ALONE, LISTED = 2, 3, 8  # words beside a need's name, as a name, in the table
PARTS = ("topics", "groups", "spaces", "satisfaction", "codes")
RECOMMENDED = "auto"
MOST_ASKED = 20  # as `surveys.comments.MOST_ASKED`, whose import would be slow here
KINDS = ("one_word", "nothing", "wordless")  # comments that say little


def pick_part() -> str:
    """Return what the reader wants to be told of the comments."""
    names = {part: plain(f"comments_part_{part}") for part in PARTS}
    return session.choose(
        st.segmented_control,
        "part",
        say("comments_part"),
        PARTS,
        format_func=names.get,
        label_visibility="collapsed",
    )


def found(wave: str) -> Topics:
    """Return the topics of a wave; the first time with progress and a way to stop."""
    number = cached.number(*needs.key(wave))
    if not number:
        st.info(say("comments_empty"), icon=":material/chat_bubble_outline:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        st.stop()
    known = cached.known(*key(wave))
    if known is not None:
        return known
    if session.paused(WORK):
        st.info(say("topics_cancelled"), icon=":material/pause_circle:")
        started = {"on_click": session.resume, "args": (WORK,), "key": "comments_start"}
        st.button(say("comments_start"), type="primary", **started)
        st.stop()
    space = st.empty()
    with space.container(), notices.shown():
        said = say("comments_wait", n=number)
        bar = st.progress(0.0, text=said)
        st.button(say("comments_stop"), on_click=session.pause, args=(WORK,), key="comments_stop")
        place = segments.key_of(wave)
        cached.find(*place, lambda share: bar.progress(min(share, 1.0), text=said) and None)
    space.empty()
    return cached.known(*key(wave))


def key(wave: str) -> tuple[str, int, str, str, int]:
    """Return what the doors to topics are asked with; the last is the number asked for."""
    asked = session.place("number")
    number = min(max(int(asked), 2), MOST_ASKED) if asked.isdecimal() else 0
    return (*segments.key_of(wave), number)


def show(topics: Topics, wave: str) -> None:
    """Show what people write about: topics, typical comments, why so many topics."""
    say_found(topics)
    if not topics.table.empty:
        show_topics(topics, wave)
        show_quotes(topics)
    show_criterion(topics)


def say_found(topics: Topics) -> None:
    """Say what most people write about, or why there are no topics."""
    if topics.table.empty:
        st.info(say(topics.reason, n=topics.people, **topics.facts), icon=":material/forum:")
        return
    first = topics.table.iloc[0]
    numbers = {name: float(first[name]) for name in ("share", "low", "high")}
    name = needs.in_a_sentence(names_of(topics)[1])
    st.subheader(say("comments_found", name=name, n=int(first["n"]), of=topics.people, **numbers))


def show_topics(topics: Topics, wave: str) -> None:
    """Show the topics with their share as figure and table."""
    labels = topics.table["topic"].map(labels_of(topics))
    chart = figures.topic_chart(
        topics.table.assign(label=labels), words("comments_share", "comments_people")
    )
    st.plotly_chart(chart, alt=plain("comments_chart_alt"))
    st.caption(" ".join(_beside(topics)))
    table = pd.DataFrame(
        {
            plain("comments_topic"): labels,
            plain("comments_words"): topics.table["words"].map(_listed),
            plain("comments_share_percent"): topics.table["share"] * 100,
            plain("share_percent_low"): topics.table["low"] * 100,
            plain("share_percent_high"): topics.table["high"] * 100,
            plain("comments_people"): topics.table["n"],
        }
    )
    tables.show(table, plain("comments_table_alt"), decimals=1)
    downloads.offer(table, "comment-topics", source=needs.source_line(wave))


def show_quotes(topics: Topics) -> None:
    """Show typical comments of the topic the reader picks."""
    st.subheader(say("comments_quotes"))
    labels = {str(topic): label for topic, label in labels_of(topics).items()}
    topic = session.choose(
        st.selectbox, "topic", say("comments_topic"), list(labels), format_func=labels.get
    )
    for text in topics.quotes.loc[topics.quotes["topic"] == int(topic), "text"]:
        st.markdown(say("comments_quote", text=text))
    st.caption(say("comments_quotes_note", least=MIN_TEXTS))


def show_criterion(topics: Topics) -> None:
    """Show how each number of topics fared, why the chosen one was chosen, and another on wish."""
    tried = topics.criterion
    if tried.empty:
        return
    with st.expander(say("comments_criterion"), expanded=bool(session.place("number"))):
        st.markdown(say(topics.reason, n=topics.people, **topics.facts))
        if not topics.table.empty:
            _pick_number()
        chart = figures.criterion_chart(
            tried, topics.facts["k"], words("comments_number", "comments_value", "comments_chosen")
        )
        st.plotly_chart(chart, alt=plain("comments_criterion_alt"))
        table = pd.DataFrame(
            {
                plain("comments_number"): tried["k"],
                plain("comments_agreement"): tried["agreement"],
                plain("comments_coherence"): tried["coherence"],
                plain("comments_value"): tried["value"],
                plain("comments_error"): tried["error"],
                plain("comments_chosen"): tried["chosen"].map({True: plain("yes"), False: ""}),
            }
        )
        tables.show(table, plain("comments_criterion"))
        downloads.offer(table, "comment-topic-numbers")


def _pick_number() -> None:
    """Let the reader ask for another number; it stands in the link."""
    names = {RECOMMENDED: plain("comments_recommended")}
    names |= {str(one): str(one) for one in range(2, MOST_ASKED + 1)}
    label = say("comments_number_ask")
    session.choose(st.selectbox, "number", label, list(names), format_func=names.get)


def _beside(topics: Topics) -> list[str]:
    """Return what is to be said of comments that stand in no topic or say little."""
    said = [
        say(
            "comments_languages",
            zh=topics.languages.get("zh", 0),
            en=topics.languages.get("en", 0),
            mixed=topics.languages.get("mixed", 0),
        )
    ]
    little = {kind: topics.kinds.get(kind, 0) for kind in KINDS}
    if any(little.values()):
        said.append(say("comments_little", **little))
    left = int(topics.members["topic"].isna().sum())
    if left:
        said.append(say("comments_left", n=left, small=topics.small, least=MIN_TEXTS))
    return said


def names_of(topics: Topics, language: str = "") -> dict[int, str]:
    """Return a name per topic: its need with words of the language, or words alone."""
    language = language or session.language()
    table = reference.needs()
    short = dict(zip(table["need"], table[f"short_{language}"], strict=True))
    comma = texts.say(language, "list_comma")
    names = {}
    for row in topics.table.itertuples(index=False):
        own = [word for word in row.words if word.isascii() == (language == "en")]
        need = short.get(row.need)
        if need is None:
            names[int(row.topic)] = comma.join((own or row.words)[:ALONE])
        elif own:
            said = comma.join(own[:BESIDE_NEED])
            names[int(row.topic)] = texts.say(language, "comments_name_need", need=need, words=said)
        else:
            names[int(row.topic)] = need
    return names


def _listed(heavy: tuple[str, ...]) -> str:
    return plain("list_comma").join(heavy[:LISTED])


def labels_of(topics: Topics) -> dict[int, str]:
    """Return the names with their numbers, which makes each one its own."""
    return {
        topic: plain("comments_label", number=topic, name=name)
        for topic, name in names_of(topics).items()
    }
