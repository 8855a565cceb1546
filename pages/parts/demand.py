"""Pieces of the needs-to-spaces page: what is asked for beside what there is."""

import datetime as dt

import pandas as pd
import streamlit as st

from pages.parts import needs, session
from pages.parts.cached import needs as cached
from pages.parts.session import plain, say

STRENGTHS = (0, 1, 3, 9)


def pick_measure(wave: str) -> str:
    """Return what a need weighs by; without anything to weigh say so and stop."""
    possible = cached.measures(*needs.key(wave))
    if not possible:
        st.info(say("demand_empty"), icon=":material/link_off:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        st.stop()
    return session.choose(
        st.selectbox,
        "measure",
        say("demand_measure_label"),
        possible,
        format_func=lambda measure: plain(f"measure_{measure}"),
    )


def beside_supply(shares: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return one row per space type: demand with interval, seats and area of `day`, names."""
    study = session.study()
    there = cached.supply_on(study.id, study.version, day)
    columns = ["space_type", "share", "low", "high", "n"]
    table = shares[columns].merge(there, on="space_type", how="outer")
    names = needs.space_names()
    order = {kind: place for place, kind in enumerate(names)}
    table = table.sort_values("space_type", key=lambda kinds: kinds.map(order), ignore_index=True)
    return table.assign(label=table["space_type"].map(names))


def say_headline(table: pd.DataFrame) -> None:
    """Say which space type is asked for beyond what it has, most of all."""
    asked = table.dropna(subset="share")
    known = asked.dropna(subset="seat_share")
    if known.empty:
        first = asked.sort_values("share", ascending=False).iloc[0]
        st.subheader(say("demand_headline_no_supply", **_facts(first)))
        st.page_link("pages/obtain/floors.py", label=say("go_floors"))
        return
    lacking = known.assign(lacks=known["share"] - known["seat_share"])
    first = lacking.sort_values("lacks", ascending=False).iloc[0]
    st.subheader(say("demand_headline", today=float(first["seat_share"]), **_facts(first)))


def said(table: pd.DataFrame) -> pd.DataFrame:
    """Return demand beside supply under said headings, as shown and downloaded."""
    percent = {name: (table[name] * 100).round(1) for name in ("share", "low", "high")}
    there = {name: (table[name] * 100).round(1) for name in ("seat_share", "area_share")}
    return pd.DataFrame(
        {
            plain("space_type"): table["label"],
            plain("demand_share"): percent["share"],
            plain("column_share_low"): percent["low"],
            plain("column_share_high"): percent["high"],
            plain("seat_share"): there["seat_share"],
            plain("demand_difference"): (percent["share"] - there["seat_share"]).round(1),
            plain("seats_n"): table["seats"],
            plain("area_share"): there["area_share"],
            plain("area_m2"): table["area_m2"].round(0),
            plain("zones_n"): table["zones"],
            plain("n_answers"): table["n"],
        }
    )


def open_share(wave: str, measure: str, shares: pd.DataFrame) -> pd.DataFrame:
    """Let the reader open one share; show and return the needs behind it."""
    names = needs.space_names()
    kinds = shares["space_type"].tolist()
    kind = session.choose(
        st.segmented_control, "space", say("demand_open"), kinds, format_func=names.get
    )
    row = shares.set_index("space_type").loc[kind]
    if pd.isna(row["share"]):
        st.info(say("hidden_small", least=cached.disclosure.MIN_RATINGS))
        st.stop()
    st.markdown(say("demand_behind", kind=names[kind], share=float(row["share"]), n=int(row["n"])))
    behind = cached.demand_by_need(*needs.key(wave), measure)
    behind = behind[(behind["space_type"] == kind) & (behind["strength"] > 0)]
    return pd.DataFrame(
        {
            plain("need"): behind["need"].map(needs.need_names("full")),
            plain("demand_contribution"): (behind["contribution"] * 100).round(2),
            plain("demand_strength"): behind["strength"],
            plain("n_answers"): behind["n"],
        }
    )


def say_coverage(wave: str, measure: str) -> None:
    """Say how many needs of the catalogue this wave speaks of."""
    behind = cached.demand_by_need(*needs.key(wave), measure)
    total = len(needs.need_names())
    known = behind["need"].nunique()
    if known < total:
        st.caption(say("demand_coverage", known=known, total=total))


def edit_strengths() -> None:
    """Show the strengths as a table in which every edit is saved at once."""
    study = session.study()
    table = cached.strengths(study.id, study.version)
    wide = table.pivot(index="need", columns="space_type", values="strength")
    spaces = [kind for kind in needs.space_names() if kind in wide.columns]
    wide = wide.reindex(index=list(needs.need_names()), columns=spaces)
    st.caption(say("demand_strengths_note"))
    column = st.column_config.SelectboxColumn
    kinds = {
        kind: column(name, options=list(STRENGTHS), required=True)
        for kind, name in needs.space_names().items()
        if kind in spaces
    }
    shown = wide.reset_index(drop=True)
    shown.insert(0, "name", list(needs.need_names("full").values()))
    st.data_editor(
        shown,
        column_config={"name": st.column_config.TextColumn(plain("need"), width="large"), **kinds},
        disabled=True if study.read_only else ["name"],
        hide_index=True,
        key=f"strengths_{study.id}_{study.version}",
        on_change=_save_strengths,
        args=(f"strengths_{study.id}_{study.version}", wide.index.tolist()),
        alt=plain("demand_strengths"),
    )
    edited = int(table["edited"].sum())
    st.caption(say("demand_edited", n=edited, total=len(table)))
    if study.read_only:
        st.caption(say("read_only_banner"))
        st.page_link("pages/overview/studies.py", label=say("start_own_study"))
    elif edited:
        st.button(
            say("demand_strengths_reset"), on_click=study.reset_strengths, key="strengths_reset"
        )


def _save_strengths(key: str, order: list[str]) -> None:
    study = session.study()
    for row, changes in session.edits(key)["edited_rows"].items():
        for kind, strength in changes.items():
            study.set_strength(order[row], kind, int(strength))


def _facts(row: pd.Series) -> dict[str, object]:
    facts = {name: float(row[name]) for name in ("share", "low", "high")}
    return facts | {"kind": row["label"], "n": int(row["n"]), "measure": plain("seats_n").lower()}
