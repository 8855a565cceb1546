"""The same segments over the waves: keep them, place later waves in them, see what changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.figures import segments_portrait as figures
from pages.parts import downloads, needs, segments, session, tables
from pages.parts import segments_choices as choices
from pages.parts.cached import segments_asked as decisions
from pages.parts.cached import segments_waves as cached
from pages.parts.segments import View
from pages.parts.session import plain, say, words
from surveys import portraits

OWN, KEPT = "own", "kept"
PLAIN = {
    "share": "share_percent",
    "share_low": "share_percent_low",
    "share_high": "share_percent_high",
}
WEIGHTED = {
    "share": "segments_weighted_percent",
    "share_low": "segments_weighted_low",
    "share_high": "segments_weighted_high",
}


def show(view: View) -> None:
    """Show the shares of the same segments in every wave, and what can be kept."""
    st.subheader(say("segments_later_title"))
    waves = session.study().waves().set_index("wave")["name"]
    kept = decisions.frozen(*needs.key(view.wave)[:2])
    origin = kept.get("wave", view.wave)
    found = cached.over_waves(*view.place)
    shown = list(dict.fromkeys(found.shares["wave"]))
    if len(shown) > 1:
        pair = _pair(view.wave, origin, shown)
        changed = _changes(found.shares, pair)
        labels = _labels(view, bool(kept))
        _say_changed(changed, labels, waves[pair[0]])
        _figure(found.shares, labels, waves)
    else:
        st.info(say("segments_later_one"))
    if not kept:
        st.caption(say("segments_later_preview"))
    st.caption(say("segments_later_model", wave=waves.get(origin, origin)))
    _warn(found, waves)
    _offer(view, kept, waves.get(origin, origin))
    if len(shown) > 1:
        _table(found.shares, changed, labels, waves, pair, view)


def _pair(wave: str, origin: str, shown: list[str]) -> list[str]:
    """Return the two waves to compare in their order: that of the segments and the one in view.

    Where they are the same, the other one is the first wave, or the last.
    """
    base = origin if origin in shown else shown[0]
    others = [one for one in shown if one != base]
    other = wave if wave in others else others[0]
    return sorted([base, other], key=shown.index)


def _labels(view: View, kept: bool) -> dict[int, str]:
    """Return the names of the segments that are followed."""
    if not kept or view.asked.frozen:
        return segments.names(view)
    frozen = View(view.wave, decisions.Asked(frozen=True), False, view.found)
    return segments.names_of(
        choices.given_names(view.wave, frozen),
        choices.traits(view.wave, frozen),
        str(decisions.frozen(*needs.key(view.wave)[:2])["model"]["basis"]),
    )


def _changes(shares: pd.DataFrame, pair: list[str]) -> pd.DataFrame:
    before, after = (shares[shares["wave"] == wave] for wave in pair)
    return portraits.changes(before, after)


def _say_changed(changed: pd.DataFrame, labels: dict[int, str], since: str) -> None:
    """Say which segment changed its share most, or that none did beyond chance."""
    known = changed.dropna(subset="change")
    if known.empty:
        return
    moved = known[known["moved"].astype(bool)]
    rows = moved if len(moved) else known
    first = rows.loc[rows["change"].abs().idxmax()]
    points = {name: float(first[name]) * 100 for name in ("change", "low", "high")}
    shares = {name: float(first[name]) for name in ("before", "after")} if len(moved) else {}
    key = "segments_later_moved" if len(moved) else "segments_later_steady"
    name = labels[int(first["segment"])]
    st.markdown(f"#### {say(key, name=name, wave=since, **points, **shares)}")


def _figure(shares: pd.DataFrame, labels: dict[int, str], waves: pd.Series) -> None:
    drawn = shares.assign(label=shares["segment"].map(labels), wave_label=shares["wave"].map(waves))
    chart = figures.waves_chart(drawn, words("segments_share"))
    st.plotly_chart(chart, alt=plain("segments_later_alt"))


def _warn(found: cached.OverWaves, waves: pd.Series) -> None:
    """Say where a wave did not ask all needs, fits poorly, or cannot be placed."""
    short = needs.need_names()
    for one in found.fits.itertuples(index=False):
        wave = waves[one.wave]
        if not one.placed:
            st.warning(say("segments_later_impossible", wave=wave))
            continue
        if one.missing:
            listed = plain("list_comma").join(short.get(need, need) for need in one.missing)
            facts = {"n": len(one.missing), "of": found.needs, "needs": listed}
            st.warning(say("segments_later_missing", wave=wave, **facts))
        if one.certainty < cached.POOR * one.usual:
            facts = {"certainty": float(one.certainty), "usual": float(one.usual)}
            st.warning(say("segments_later_poor", wave=wave, **facts))


def _offer(view: View, kept: dict, origin: str) -> None:
    """Offer to keep these segments for later waves, to use kept ones here, and to forget them."""
    if not choices.editable():
        return
    if not kept:
        st.button(
            say("segments_later_keep"),
            type="primary",
            key="segments_keep",
            on_click=choices.freeze,
            args=(view,),
        )
        return
    said, away = st.columns([4, 2], vertical_alignment="center")
    who = choices.who_and_when(kept)
    said.markdown(say("segments_later_forget_why", k=kept["k"], wave=origin, who=who))
    away.button(
        say("segments_later_forget"), key="segments_forget", on_click=choices.thaw, width="stretch"
    )
    key = f"segments_use_{view.wave}_{int(view.asked.frozen)}"
    options = {OWN: plain("segments_later_own"), KEPT: plain("segments_later_frozen", wave=origin)}
    st.radio(
        say("segments_later_use"),
        list(options),
        index=int(view.asked.frozen),
        format_func=options.get,
        key=key,
        on_change=choices.use,
        args=(view.wave, key),
        horizontal=True,
    )


def _table(
    shares: pd.DataFrame,
    changed: pd.DataFrame,
    labels: dict[int, str],
    waves: pd.Series,
    pair: list[str],
    view: View,
) -> None:
    """Show shares and changes under said headings, with a download."""
    rows = shares.merge(changed.assign(wave=pair[1]), on=["segment", "wave"], how="left")
    percent = {
        name: (rows[name] * 100).round(1)
        for name in ("share", "share_low", "share_high", "change", "low", "high")
    }
    since = waves[pair[0]]
    weighted = bool((rows["share"] != rows["share_unweighted"]).any())
    heads = WEIGHTED if weighted else PLAIN
    table = {
        plain("wave_label"): rows["wave"].map(waves),
        plain("segment"): rows["segment"].map(labels),
    } | {plain(head): percent[name] for name, head in heads.items()}
    if weighted:
        table[plain("segments_unweighted_percent")] = (rows["share_unweighted"] * 100).round(1)
    table |= {
        plain("n_answers"): rows["n"],
        plain("segments_later_change", wave=since): percent["change"],
        plain("segments_later_low"): percent["low"],
        plain("segments_later_high"): percent["high"],
        plain("segments_later_sure"): rows["moved"]
        .astype("boolean")
        .map({True: plain("yes"), False: plain("no")}),
    }
    said = pd.DataFrame(table)
    tables.show(said, plain("segments_later_alt"), decimals=1)
    st.caption(say("segments_later_note"))
    downloads.offer(said, "segment-shares-by-wave", source=needs.source_line(view.wave))
