"""Pieces of the pages that speak of segments: finding them, naming them, said tables."""

import pandas as pd
import streamlit as st

from pages.figures.demand import segment_chart
from pages.parts import downloads, needs, notices, session
from pages.parts.cached import segments as cached
from pages.parts.session import plain, say, words
from surveys.segments import Segmentation

WORK = "segments"


def found(wave: str) -> Segmentation:
    """Return the segments of a wave; the first time with progress and a way to stop."""
    key = _key(wave)
    known = cached.known(*key)
    if known is not None:
        return known
    if session.paused(WORK):
        st.button(say("segments_start"), on_click=session.resume, args=(WORK,), type="primary")
        st.stop()
    space = st.empty()
    with space.container(), notices.shown():
        bar = st.progress(0.0, text=say("segments_wait", n=_respondents(wave)))
        st.button(say("segments_stop"), on_click=session.pause, args=(WORK,), key="segments_stop")
        result = cached.find(*key, lambda share: bar.progress(min(share, 1.0)) and None)
    space.empty()
    return result


def names(segmentation: Segmentation) -> dict[int, str]:
    """Return a name per segment made from what sets it apart."""
    short = needs.need_names()
    named = {}
    for segment in segmentation.sizes["segment"]:
        traits = [
            plain(f"segment_{way}", need=short[need])
            for need, way in segmentation.names.get(segment, [])
        ]
        said = ", ".join(traits) or plain("segment_like_all")
        named[segment] = plain("segment_name", number=segment, traits=said)
    return named


def say_found(segmentation: Segmentation) -> None:
    """Say how many segments there are and which is the largest, or that there is one group."""
    sizes = segmentation.sizes
    if segmentation.k == 1:
        st.subheader(say("segments_none", n=int(sizes["n"].sum())))
    else:
        first = sizes.dropna(subset="share").sort_values("share", ascending=False).iloc[0]
        shares = {
            "share": float(first["share"]),
            "low": float(first["share_low"]),
            "high": float(first["share_high"]),
        }
        name = names(segmentation)[first["segment"]]
        st.subheader(
            say("segments_found", k=segmentation.k, name=name, n=int(first["n"]), **shares)
        )
    st.markdown(say(segmentation.reason, **segmentation.facts))


def labelled_sizes(segmentation: Segmentation) -> pd.DataFrame:
    """Return the sizes with ``label``, largest first."""
    sizes = segmentation.sizes.assign(label=segmentation.sizes["segment"].map(names(segmentation)))
    return sizes.sort_values("share", ascending=False, ignore_index=True)


def labelled_profile(segmentation: Segmentation) -> pd.DataFrame:
    """Return the profile with ``segment_label`` and ``need_label``, needs in catalogue order."""
    order = {need: place for place, need in enumerate(needs.need_names())}
    profile = segmentation.profile.sort_values(
        ["need", "segment"], key=lambda c: c.map(order) if c.name == "need" else c
    )
    return profile.assign(
        segment_label=profile["segment"].map(lambda s: plain("segment_number", number=int(s))),
        need_label=profile["need"].map(needs.need_names()),
    )


def said_sizes(sizes: pd.DataFrame) -> pd.DataFrame:
    """Return sizes under said headings, as shown and downloaded."""
    return pd.DataFrame(
        {
            plain("segment"): sizes["label"],
            plain("share_percent"): (sizes["share"] * 100).round(1),
            plain("share_percent_low"): (sizes["share_low"] * 100).round(1),
            plain("share_percent_high"): (sizes["share_high"] * 100).round(1),
            plain("n_answers"): sizes["n"],
        }
    )


def said_profile(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the profile under said headings, as shown and downloaded."""
    difference = plain("segments_difference")
    return pd.DataFrame(
        {
            plain("segment"): profile["segment_label"],
            plain("need"): profile["need_label"],
            plain("column_mean"): profile["mean"].round(2),
            plain("column_whole"): profile["whole"].round(2),
            difference: profile["difference"].round(2),
            plain("column_low", name=difference): profile["low"].round(2),
            plain("column_high", name=difference): profile["high"].round(2),
            plain("column_stands_out"): profile["stands_out"],
            plain("n_answers"): profile["n"],
        }
    )


def show_demand(wave: str, measure: str) -> None:
    """Show demand by space type for each segment, once the segments are known."""
    key = _key(wave)
    if cached.known(*key) is None and not st.button(
        say("demand_segments_ask"), key="demand_segments_ask"
    ):
        return
    segmentation = found(wave)
    if segmentation.k == 1:
        st.info(say("demand_segments_none"))
        return
    with notices.shown():
        shares = cached.demand_shares(*key, measure)
    shares = shares.assign(
        group_label=shares["group"].map(names(segmentation)),
        label=shares["space_type"].map(needs.space_names()),
    )
    st.plotly_chart(segment_chart(shares, words("share_axis")), alt=plain("demand_segments_alt"))
    said = pd.DataFrame(
        {
            plain("segment"): shares["group_label"],
            plain("space_type"): shares["label"],
            plain("demand_share"): (shares["share"] * 100).round(1),
            plain("column_share_low"): (shares["low"] * 100).round(1),
            plain("column_share_high"): (shares["high"] * 100).round(1),
            plain("n_answers"): shares["n"],
        }
    )
    st.dataframe(said, hide_index=True, alt=plain("demand_segments_alt"))
    downloads.offer(said, "demand-by-segment", source=needs.source_line(wave))


def _key(wave: str) -> tuple[str, int, str, str]:
    row = session.study().waves().set_index("wave").loc[wave]
    return (*needs.key(wave), str(row["saved_at"]))


def _respondents(wave: str) -> int:
    return int(session.study().waves().set_index("wave").loc[wave, "respondents"])
