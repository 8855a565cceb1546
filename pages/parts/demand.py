"""Pieces of the needs-to-spaces page: what is asked for beside what there is."""

import datetime as dt

import pandas as pd
import streamlit as st

from pages.figures import demand as figures
from pages.parts import (
    demand_segments,
    downloads,
    needs,
    session,
    strengths,
    tables,
    weighted,
)
from pages.parts.cached import needs as cached
from pages.parts.cached import weights
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS
from surveys.errors import Fault
from surveys.weighting import compare

CHART = "demand_chart"
NOWHERE = "other"  # the space type no need leads to

edit_strengths = strengths.edit
show_by_segment = demand_segments.show


def title_and_pickers() -> tuple[str, str]:
    """Show the title with wave and measure beside it; return the two."""
    title, left, right = st.columns([5, 3, 3], vertical_alignment="bottom")
    title.title(say("demand_title"))
    with left:
        wave = needs.pick_wave()
    possible = cached.measures(*needs.key(wave))
    if not possible:
        needs.say_unlinked(wave, "demand_empty")
        st.stop()
    with right:
        measure = session.choose(
            st.selectbox,
            "measure",
            say("demand_measure_label"),
            possible,
            format_func={one: plain(f"measure_{one}") for one in possible}.get,
        )
    return wave, measure


def shares_or_stop(wave: str, measure: str) -> pd.DataFrame:
    """Return the shares; where there are none, say why, show the way out and stop."""
    try:
        shares = cached.demand_shares(*needs.key(wave), measure)
    except Fault as fault:
        st.error(say(fault.key, **fault.facts), icon=":material/error:")
        strengths.edit()
        st.stop()
    if shares["share"].isna().all():
        n = int(shares["n"].max())
        st.info(say("demand_too_few", n=n, least=MIN_RATINGS), icon=":material/shield_person:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        st.stop()
    return shares


def weighted_shares(wave: str, measure: str) -> pd.DataFrame | None:
    """Return the shares weighted to those served; None without usable weights."""
    return weights.demand_shares(*needs.key(wave), measure)


def beside_supply(
    shares: pd.DataFrame, day: dt.date, beside: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row per space type: demand with interval, weighted too, seats and area of `day`.

    ``weighted``, ``weighted_low``, ``weighted_high`` only with `beside`, the weighted shares.
    """
    study = session.study()
    there = cached.supply_on(study.id, study.version, day)
    columns = ["space_type", "share", "low", "high", "n"]
    table = shares[columns].merge(there, on="space_type", how="outer")
    if beside is not None:
        ends = {"share": "weighted", "low": "weighted_low", "high": "weighted_high"}
        more = beside[["space_type", *ends]].rename(columns=ends)
        table = table.merge(more, on="space_type", how="left")
    names = needs.space_names()
    order = {kind: place for place, kind in enumerate(names)}
    table = table.sort_values("space_type", key=lambda kinds: kinds.map(order), ignore_index=True)
    return table.assign(label=table["space_type"].map(names))


def say_headline(table: pd.DataFrame) -> None:
    """Say which space type is asked for beyond what it has, most of all."""
    asked = table.dropna(subset="share")
    for have, key in (("seat_share", "demand_headline"), ("area_share", "demand_headline_area")):
        known = asked.dropna(subset=have)
        if not known.empty:
            first = known.iloc[int((known["share"] - known[have]).argmax())]
            st.subheader(say(key, today=float(first[have]), **_facts(first)))
            _say_weighted(asked)
            return
    first = asked.sort_values("share", ascending=False).iloc[0]
    st.subheader(say("demand_headline_no_supply", **_facts(first)))
    _say_weighted(asked)
    st.page_link("pages/obtain/floors.py", label=say("go_floors"), icon=":material/floor:")


def _say_weighted(asked: pd.DataFrame) -> None:
    """Say whether weights change the order of the space types; nothing without weights."""
    if "weighted" not in asked or asked["weighted"].isna().all():
        return
    plainly = asked[["space_type", "share", "low", "high", "n"]].rename(
        columns={"space_type": "need", "low": "share_low", "high": "share_high"}
    )
    beside = plainly.assign(
        share=asked["weighted"],
        share_low=asked["weighted_low"],
        share_high=asked["weighted_high"],
        n_eff=pd.NA,
    )
    key, facts = compare.order_change(compare.side_by_side(plainly, beside, "share"))
    names = needs.space_names()
    facts["order"] = plain("list_comma").join(names[kind] for kind in facts["order"])
    facts["moved"] = names[facts["moved"]]
    st.markdown(f"{say('weighted_question')} {say(key, **facts)}")


def show_chart(table: pd.DataFrame) -> None:
    """Show demand beside seats and area; a click on a bar opens what stands behind it."""
    known = table["seat_share"].notna().any() or table["area_share"].notna().any()
    st.plotly_chart(
        figures.demand_chart(
            table if known else table.dropna(subset="share"),
            words("demand", "seats_today", "area_today", "share_axis", "demand_weighted"),
        ),
        key=CHART,
        on_select=_open_clicked,
        selection_mode="points",
        alt=plain("demand_chart_alt"),
    )


def open_share(wave: str, measure: str, shares: pd.DataFrame) -> None:
    """Show the needs and the segments behind the share the reader opened."""
    names = needs.space_names()
    kind = session.choose(
        st.segmented_control,
        "space",
        say("demand_open"),
        shares["space_type"].tolist(),
        format_func=names.get,
    )
    row = shares.set_index("space_type").loc[kind]
    if pd.isna(row["share"]):
        st.info(say("hidden_small", least=MIN_RATINGS))
        return
    st.markdown(say("demand_behind", kind=names[kind], share=float(row["share"]), n=int(row["n"])))
    left, right = st.columns([3, 2])
    with left:
        _show_needs(wave, measure, kind)
    with right:
        demand_segments.show_one(wave, measure, kind)


def show_table(rows: pd.DataFrame, wave: str, measure: str) -> None:
    """Show demand, also weighted, beside supply as a table, with downloads."""
    table = said(rows)
    tables.show(table, plain("demand_table_alt"), decimals=1)
    weighted.note(wave)
    downloads.offer(table, "demand", source=needs.source_line(wave))
    if (rows.loc[rows["space_type"] == NOWHERE, "zones"] > 0).any():
        st.caption(say("demand_other_note", kind=needs.space_names()[NOWHERE]))


def said(table: pd.DataFrame) -> pd.DataFrame:
    """Return demand beside supply under said headings, as shown and downloaded."""
    numbers = ("share", "low", "high", "seat_share", "area_share")
    percent = {name: (table[name].astype("Float64") * 100).round(1) for name in numbers}
    difference = percent["share"].fillna(0) - percent["seat_share"]
    return pd.DataFrame(
        {
            plain("space_type"): table["label"],
            plain("demand_share"): percent["share"],
            plain("column_share_low"): percent["low"],
            plain("column_share_high"): percent["high"],
            **_weighted(table),
            plain("seat_share"): percent["seat_share"],
            plain("demand_difference"): difference.mask(percent["share"].isna()).round(1),
            plain("seats_n"): table["seats"],
            plain("area_share"): percent["area_share"],
            plain("area_m2"): table["area_m2"].round(0).astype("Int64"),
            plain("zones_n"): table["zones"],
            plain("n_answers"): table["n"],
        }
    )


def _weighted(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the weighted shares of demand in percent under said headings."""
    if "weighted" not in table:
        return {}
    name, ends = plain("demand_share"), ("weighted_low", "weighted_high")
    order = table["space_type"]
    more = weighted.columns(table, order, "space_type", name, "weighted", ends)
    return {column: (cells * 100).round(1) for column, cells in more.items()}


def say_coverage(wave: str, measure: str) -> None:
    """Say how many needs of the catalogue this wave speaks of."""
    behind = cached.demand_by_need(*needs.key(wave), measure)
    total = len(needs.need_names())
    known = behind["need"].nunique()
    if known < total:
        st.caption(say("demand_coverage", known=known, total=total))


def _show_needs(wave: str, measure: str, kind: str) -> None:
    behind = cached.demand_by_need(*needs.key(wave), measure)
    behind = behind[(behind["space_type"] == kind) & (behind["strength"] > 0)]
    name = plain("demand_contribution")
    columns = {
        plain("need"): behind["need"].map(needs.need_names()),
        name: (behind["contribution"] * 100).round(1),
        plain("column_share_low"): (behind["low"] * 100).round(1),
        plain("column_share_high"): (behind["high"] * 100).round(1),
    }
    beside = weights.demand_by_need(*needs.key(wave), measure)
    if beside is not None:
        beside = beside[beside["space_type"] == kind]
        more = weighted.columns(
            beside, behind["need"], "need", name, "contribution", ("low", "high")
        )
        columns |= {column: (cells * 100).round(1) for column, cells in more.items()}
    columns[plain("demand_strength")] = behind["strength"]
    table = pd.DataFrame(columns | {plain("n_answers"): behind["n"]})
    tables.show(table, plain("demand_needs_alt"), decimals=1)
    if behind["hidden"].any():
        st.caption(say("hidden_small", least=MIN_RATINGS))
    downloads.offer(table, "needs-behind-a-share", source=needs.source_line(wave))


def _open_clicked() -> None:
    """Open the share whose bar was clicked."""
    points = session.value(CHART)["selection"]["points"]
    for point in points[:1]:
        kind = point["customdata"]
        session.put("space", kind if isinstance(kind, str) else kind[0])


def _facts(row: pd.Series) -> dict[str, object]:
    facts = {name: float(row[name]) for name in ("share", "low", "high")}
    return facts | {"kind": row["label"], "n": int(row["n"])}
