"""Pieces of the pages that speak of segments: finding them, naming them, showing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.figures import segments as figures
from pages.parts import downloads, needs, notices, session, tables
from pages.parts.cached import segments as cached
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS

if TYPE_CHECKING:
    from surveys.segments import Segmentation

WORK = "segments"
ROWS = {"top": "segments_rows_top", "all": "needs_all"}
TOP = 12  # needs in the map before the reader asks for all
WRAPPED = 5  # up to so many segments, their names fit above the map's columns
UNITS = {"importance": 1, "satisfaction": 1, "choice": 100, "": 1}  # chosen: percentage points


def found(wave: str) -> Segmentation:
    """Return the segments of a wave; the first time with progress and a way to stop."""
    key = key_of(wave)
    known = cached.known(*key)
    if known is not None:
        return known
    if session.paused(WORK):
        st.info(say("segments_cancelled"), icon=":material/pause_circle:")
        st.button(
            say("segments_start"),
            on_click=session.resume,
            args=(WORK,),
            type="primary",
            key="segments_start",
        )
        st.stop()
    space = st.empty()
    with space.container(), notices.shown():
        said = say("segments_wait", n=_respondents(wave))
        bar = st.progress(0.0, text=said)
        st.button(say("segments_stop"), on_click=session.pause, args=(WORK,), key="segments_stop")
        result = cached.find(*key, lambda share: bar.progress(min(share, 1.0), text=said) and None)
    space.empty()
    return result


def names(segmentation: Segmentation) -> dict[int, str]:
    """Return a name per segment made from what sets it apart."""
    return {
        segment: plain("segment_name", number=segment, traits=plain("list_comma").join(traits))
        for segment, traits in _traits(segmentation).items()
    }


def say_found(segmentation: Segmentation) -> None:
    """Say how many segments there are and which is the largest, or that there is one group."""
    sizes = segmentation.sizes
    if segmentation.k == 1:
        _say_one_group(segmentation)
        return
    first = sizes.sort_values("n", ascending=False).iloc[0]
    shares = {
        "share": float(first["share"]),
        "low": float(first["share_low"]),
        "high": float(first["share_high"]),
    }
    name = plain("list_comma").join(_traits(segmentation)[int(first["segment"])])
    st.subheader(say("segments_found", k=segmentation.k, name=name, n=int(first["n"]), **shares))


def _say_one_group(segmentation: Segmentation) -> None:
    """Say that there is one group, or why groups cannot be looked for, and where to go."""
    if not segmentation.basis:
        st.info(say("segments_no_needs"), icon=":material/link_off:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        return
    looked = len(segmentation.criterion) > 1
    n = int(segmentation.sizes["n"].sum())
    st.subheader(say("segments_none" if looked else "segments_not_looked", n=n))
    st.markdown(say(segmentation.reason, **segmentation.facts))
    st.page_link(
        "pages/refine/priorities.py", label=say("do_priorities"), icon=":material/arrow_forward:"
    )


def show_sizes(segmentation: Segmentation, wave: str) -> None:
    """Show the size of each segment as figure and table, and who is in none."""
    label = segmentation.sizes["segment"].map(names(segmentation))
    sizes = segmentation.sizes.assign(label=label)
    st.plotly_chart(
        figures.size_chart(sizes, words("segments_share", "n_answers")),
        alt=plain("segments_share_alt"),
    )
    said = [say(f"segments_basis_{segmentation.basis}")]
    if segmentation.left_out:
        said.append(say("segments_left_out", n=segmentation.left_out))
    st.caption(" ".join(said))
    table = pd.DataFrame(
        {
            plain("segment"): sizes["label"],
            plain("share_percent"): (sizes["share"] * 100).round(1),
            plain("share_percent_low"): (sizes["share_low"] * 100).round(1),
            plain("share_percent_high"): (sizes["share_high"] * 100).round(1),
            plain("n_answers"): sizes["n"],
        }
    )
    tables.show(table, plain("segments_table_alt"), decimals=1)
    downloads.offer(table, "segments", source=needs.source_line(wave))


def show_profile(segmentation: Segmentation, wave: str) -> None:
    """Show what sets each segment apart, as a map and a table."""
    st.subheader(say(f"segments_profile_{segmentation.basis}"))
    profile = _labelled(segmentation)
    view = session.choose(
        st.segmented_control,
        "rows",
        say("needs_shown_label"),
        list(ROWS),
        format_func={view: plain(key, least=TOP) for view, key in ROWS.items()}.get,
        label_visibility="collapsed",
    )
    unit = UNITS[segmentation.basis]
    said = {"difference": plain(f"segments_difference_{segmentation.basis}")}
    said |= words("n_answers")
    st.plotly_chart(
        figures.profile_map(
            _most_apart(profile) if view == "top" else profile,
            said,
            widest=figures.WIDEST if unit == 1 else figures.WIDEST_PERCENT,
            decimals=1 if unit == 1 else 0,
        ),
        alt=plain("segments_profile_alt"),
    )
    st.caption(say("segments_profile_note"))
    if profile["hidden"].any():
        st.caption(say("hidden_small", least=MIN_RATINGS))
    table = _said_profile(profile, segmentation)
    tables.show(table, plain("segments_profile_table_alt"))
    downloads.offer(table, "segment-profiles", source=needs.source_line(wave))


def link_to_demand() -> None:
    """Show the way on to what each segment asks for."""
    st.page_link(
        "pages/implement/demand.py",
        label=say("segments_to_demand"),
        icon=":material/arrow_forward:",
    )


def show_criterion(segmentation: Segmentation) -> None:
    """Show how each number of segments fared, and why the chosen one was chosen."""
    tried = segmentation.criterion
    if len(tried) < 2:
        return
    with st.expander(say("segments_criterion")):
        st.markdown(say(segmentation.reason, **segmentation.facts))
        _show_tried(tried)


def _show_tried(tried: pd.DataFrame) -> None:
    marks = words(
        "segments_criterion_number", "segments_criterion_value", "segments_criterion_chosen"
    )
    st.plotly_chart(figures.criterion_chart(tried, marks), alt=plain("segments_criterion_alt"))
    table = pd.DataFrame(
        {
            plain("segments_criterion_number"): tried["k"],
            plain("segments_criterion_gain"): tried["gain"].round(0).astype("Int64"),
            plain("segments_criterion_expected"): tried["expected"].round(0).astype("Int64"),
            plain("segments_criterion_value"): tried["value"].round(0).astype("Int64"),
            plain("segments_criterion_bic"): tried["bic"].round(0).astype("Int64"),
            plain("segments_criterion_smallest"): tried["smallest"],
            plain("segments_criterion_chosen"): tried["chosen"].map(
                {True: plain("yes"), False: ""}
            ),
        }
    )
    tables.show(table, plain("segments_criterion_alt"))


def key_of(wave: str) -> tuple[str, int, str, str]:
    """Return what the cached doors are asked with; strengths and floors do not matter here."""
    row = session.study().waves().set_index("wave").loc[wave]
    return (*needs.key(wave), f"{row['saved_at']} {row['sha256']}")


def _traits(segmentation: Segmentation) -> dict[int, list[str]]:
    """Return what sets each segment apart, said."""
    short = needs.need_names()
    kind = "satisfaction" if segmentation.basis == "satisfaction" else "importance"
    return {
        int(segment): [
            plain(f"segment_{way}_{kind}", need=needs.in_a_sentence(short[need]))
            for need, way in segmentation.names.get(int(segment), [])
        ]
        or [plain("segment_like_all")]
        for segment in segmentation.sizes["segment"]
    }


def _labelled(segmentation: Segmentation) -> pd.DataFrame:
    """Return the profile in the reader's unit with labels, needs in catalogue order."""
    order = {need: place for place, need in enumerate(needs.need_names())}
    profile = segmentation.profile.sort_values(
        ["need", "segment"], key=lambda c: c.map(order) if c.name == "need" else c
    )
    unit = UNITS[segmentation.basis]
    numbers = ["mean", "whole", "difference", "low", "high"]
    profile = profile.assign(**{name: profile[name] * unit for name in numbers})
    full = names(segmentation)
    return profile.assign(
        segment_name=profile["segment"].map(full),
        segment_label=profile["segment"].map(_heads(segmentation)),
        need_label=profile["need"].map(needs.need_names()),
    )


def _heads(segmentation: Segmentation) -> dict[int, str]:
    """Return the heads of the map's columns: names on lines of their own where they fit."""
    number = {
        segment: plain("segment_number", number=segment)
        for segment in segmentation.sizes["segment"]
    }
    if segmentation.k > WRAPPED:
        return number
    traits = _traits(segmentation)
    return {segment: "\n".join([str(segment), *traits[segment]]) for segment in number}


def _most_apart(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the needs in which segments differ most, in their order."""
    apart = profile["difference"].abs().groupby(profile["need"]).max()
    return profile[profile["need"].isin(apart.nlargest(TOP).index)]


def _said_profile(profile: pd.DataFrame, segmentation: Segmentation) -> pd.DataFrame:
    """Return the profile under said headings, as shown and downloaded."""
    basis = segmentation.basis
    difference = plain(f"segments_difference_{basis}")
    return pd.DataFrame(
        {
            plain("segment"): profile["segment_name"],
            plain("need"): profile["need_label"],
            plain(f"segments_mean_{basis}"): profile["mean"].round(2),
            plain(f"segments_whole_{basis}"): profile["whole"].round(2),
            difference: profile["difference"].round(2),
            plain("segments_difference_low"): profile["low"].round(2),
            plain("segments_difference_high"): profile["high"].round(2),
            plain("column_stands_out"): profile["stands_out"].map(
                {True: plain("yes"), False: plain("no")}
            ),
            plain("n_answers"): profile["n"],
        }
    )


def _respondents(wave: str) -> int:
    return int(session.study().waves().set_index("wave").loc[wave, "respondents"])
