"""Pieces of the comments page: a coding frame, comments coded by people and by the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.figures import comments as figures
from pages.parts import comments, comments_frame, downloads, edits, needs, session, tables
from pages.parts import comments_kept as kept
from pages.parts.cached import comments_coding as cached
from pages.parts.session import plain, say
from surveys.disclosure import MIN_RATINGS

if TYPE_CHECKING:
    from surveys.comments import Topics

PLACE = "comment_codes"
LISTED = 200  # comments in the list at once
VIEWS = ("review", "all")
LIST_HEIGHT = 300  # pixels


def show(topics: Topics, wave: str) -> None:
    """Show what comments were coded with, the next ones to review, and the frame."""
    coding = cached.coding(*needs.key(wave))
    edits.say_faults(PLACE)
    if coding is None:
        if topics.table.empty:
            comments.say_found(topics)
            return
        coding = _begin(topics, wave)
    if not len(coding.comments):
        st.info(say("codes_nothing"), icon=":material/forum:")
        return
    shares = cached.shares_of(coding)
    _show_shares(coding, shares, wave)
    _review(coding, wave)
    comments_frame.edit(coding, shares)


def names_of(coding: cached.Coding) -> dict[str, str]:
    """Return the codes' names in the reader's language."""
    return {row["code"]: row[session.language()] for row in coding.frame}


def _begin(topics: Topics, wave: str) -> cached.Coding:
    """Offer a frame made of the topics, and return what it would look like."""
    names = {one: comments.names_of(topics, one) for one in ("en", "zh")}
    study = session.study()
    if study.read_only:
        st.info(say("codes_read_only"), icon=":material/lock:")
        st.page_link("pages/overview/studies.py", label=say("start_own_study"))
        return kept.preview(topics, wave, names)
    st.info(say("codes_begin", n=len(topics.table)), icon=":material/account_tree:")
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    scopes = {cached.ALL: plain("codes_all_waves"), wave: plain("codes_this_wave")}
    scope = left.radio(
        say("codes_scope"), list(scopes), format_func=scopes.get, key="codes_scope", horizontal=True
    )
    right.button(
        say("codes_start"),
        type="primary",
        on_click=_start,
        args=(topics, wave, scope, names),
        key="codes_start",
    )
    return kept.preview(topics, wave, names)


def _start(topics: Topics, wave: str, scope: str, names: dict) -> None:
    with edits.told(PLACE):
        kept.start(topics, wave, scope, names)


def _show_shares(coding: cached.Coding, shares: pd.DataFrame, wave: str) -> None:
    """Show the share of comments per code: sentence, figure, table."""
    named = names_of(coding)
    shown = shares.assign(label=shares["code"].map(named))
    seen = shown[~shown["hidden"] & (shown["n"].fillna(0) > 0)]
    if not seen.empty:
        first = seen.iloc[0]
        facts = {"name": first["label"], "share": float(first["share"]), "n": int(first["n"])}
        facts |= {"of": len(coding.comments), "low": first["low"], "high": first["high"]}
        sure = pd.notna(first["low"])
        st.subheader(say("codes_found" if sure else "codes_found_unsure", **facts))
    _say_progress(coding)
    if not seen.empty:
        said = {"comments_share": plain("codes_share"), "comments_people": plain("codes_comments")}
        chart = figures.topic_chart(seen, said)
        st.plotly_chart(chart, alt=plain("codes_alt"))
    if shown["hidden"].any():
        st.caption(say("hidden_small", least=MIN_RATINGS))
    table = pd.DataFrame(
        {
            plain("codes_code"): shown["label"],
            plain("codes_share_percent"): shown["share"] * 100,
            plain("share_percent_low"): shown["low"] * 100,
            plain("share_percent_high"): shown["high"] * 100,
            plain("codes_comments"): shown["n"],
            plain("codes_by_hand"): shown["hand"],
            plain("codes_by_machine"): shown["machine"],
        }
    )
    with st.expander(say("codes_table")):
        tables.show(table, plain("codes_alt"), decimals=1)
        downloads.offer(table, "comment-codes", source=needs.source_line(wave))


def _say_progress(coding: cached.Coding) -> None:
    """Say who coded how much, how well the machine does, and what the intervals lack."""
    from surveys.comments.coding import SURE
    from surveys.comments.review import LEAST_DRAWN

    keys = coding.comments["key"]
    left = coding.confidence[~coding.confidence.index.isin(coding.hand)]
    facts = {"hand": int(keys.isin(coding.hand).sum()), "of": len(keys)}
    said = [say("codes_progress", unsure=int((left < SURE).sum()), **facts)]
    if coding.by == cached.LEARNED:
        numbers = {"micro": coding.micro, "macro": coding.macro, "n": coding.learned}
        said.append(say("codes_quality", **numbers))
    else:
        said.append(say("codes_by_topic"))
    if len(coding.drawn) < LEAST_DRAWN and facts["hand"] < len(keys):
        said.append(say("codes_no_interval", n=len(coding.drawn), least=LEAST_DRAWN))
    st.caption(" ".join(said))


def _review(coding: cached.Coding, wave: str) -> None:
    """Show comments to review, the code of one of them, and the button that codes the rest."""
    st.subheader(say("codes_review"))
    view = st.segmented_control(
        say("codes_view"),
        VIEWS,
        default=VIEWS[0],
        format_func={one: plain(f"codes_view_{one}") for one in VIEWS}.get,
        key="codes_view",
        label_visibility="collapsed",
    )
    rows = _listed(coding, view or VIEWS[0])
    if rows.empty:
        st.success(say("codes_all_done"), icon=":material/check:")
    else:
        left, right = st.columns([3, 2])
        with left:
            place = _list(coding, rows, view)
        with right:
            _card(coding, rows.iloc[place])
    _train(coding, wave)


def _listed(coding: cached.Coding, view: str) -> pd.DataFrame:
    from surveys.comments.review import queue

    if view == "review":
        return queue(coding.comments, set(coding.hand), coding.confidence)
    every = coding.comments.drop_duplicates("key").assign(way="picked")
    return every.assign(confidence=every["key"].map(coding.confidence)).reset_index(drop=True)


def _list(coding: cached.Coding, rows: pd.DataFrame, view: str) -> int:
    """Show the comments in their order; return the place of the one the reader picked."""
    named = names_of(coding)
    given = coding.machine | coding.hand
    comma = plain("list_comma")
    shown = rows.head(LISTED) if view == "review" else rows
    by_hand = shown["key"].isin(coding.hand)
    table = pd.DataFrame(
        {
            plain("codes_comment"): shown["text"],
            plain("codes_codes"): [
                comma.join(named[code] for code in given.get(key, ())) for key in shown["key"]
            ],
            plain("codes_confidence"): shown["confidence"].astype("Float64").mask(by_hand) * 100,
            plain("codes_why"): shown["way"].map(
                {way: plain(f"codes_way_{way}") for way in ("drawn", "unsure", "picked")}
            ),
        }
    )
    if view == "all":
        whose = {True: plain("codes_by_hand"), False: plain("codes_by_machine")}
        table[plain("codes_why")] = by_hand.map(whose)
    event = st.dataframe(
        downloads.neutral(table),
        hide_index=True,
        column_config={
            plain("codes_confidence"): st.column_config.NumberColumn(format="%.0f"),
        },
        placeholder=plain("not_answered"),
        height=LIST_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        key=f"codes_list_{view}_{session.study().version}",
        alt=plain("codes_list_alt"),
    )
    if len(rows) > len(shown):
        st.caption(say("codes_listed", n=len(shown), of=len(rows)))
    return next(iter(event.selection.rows), 0)


def _card(coding: cached.Coding, row: pd.Series) -> None:
    """Show one comment with its codes, to be confirmed or corrected."""
    from surveys.comments.frame import in_use

    named = names_of(coding)
    given = coding.hand.get(row["key"], coding.machine.get(row["key"], ()))
    locked = not coding.scope or session.study().read_only
    st.markdown(say("comments_quote", text=row["text"]))
    widget = f"codes_of_{row['key']}_{coding.learned}"
    st.multiselect(
        say("codes_codes"),
        list(in_use(coding.frame)["code"]),
        default=list(given),
        format_func=named.get,
        key=widget,
        disabled=locked,
        placeholder=plain("codes_none"),
    )
    st.button(
        say("codes_save"),
        type="primary",
        on_click=_save,
        args=(coding.scope, row["key"], widget, row["way"]),
        key="codes_save",
        disabled=locked,
        help=say("codes_locked") if locked else None,
    )


def _save(scope: str, key: str, widget: str, way: str) -> None:
    with edits.told(PLACE):
        kept.save_codes(scope, key, list(session.value(widget)), way)


def _train(coding: cached.Coding, wave: str) -> None:
    """Offer to have the rest coded; say what is missing for that."""
    from surveys.comments import LEAST_CODED

    used = {code for codes in coding.hand.values() for code in codes}
    ready = len(coding.hand) >= LEAST_CODED and len(used) > 1
    asked = st.button(
        say("codes_train"),
        key="codes_train",
        disabled=not ready or not coding.scope or session.study().read_only,
        icon=":material/auto_awesome:",
    )
    if not ready:
        st.caption(say("codes_train_needs", n=len(coding.hand), least=LEAST_CODED))
    if asked:
        said = say("codes_training")
        bar = st.progress(0.0, text=said)
        with edits.told(PLACE):
            kept.code_the_rest(wave, coding, lambda share: bar.progress(share, text=said) and None)
        st.rerun()
