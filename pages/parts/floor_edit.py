"""Zones split, merged and put back, beside their plan."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import floor_view, session, zone_editor
from pages.parts.session import plain, say
from planning.building.edit import merged, share_out, split_by_line, split_by_share
from planning.building.shapes import polygon

UNDO, MOST = "zones_undo", 20  # setting; steps that can be taken back
WAYS = ("share", "line")


def tools(zones: pd.DataFrame, floor: str, day: dt.date) -> None:
    """Offer to split the chosen zone, to merge zones of a floor, and to take the last step back."""
    study = session.study()
    if zone_editor.locked(study):
        return
    inner = zones[zones["floor"].eq(floor) & ~zones["kind"].eq(floor_view.OUTLINE)]
    names = dict(zip(inner["zone"], floor_view.name_of(inner), strict=True))
    left, right = st.columns(2)
    with left:
        _split(study, inner, names)
    with right:
        _merge(study, names)
    steps = study.setting(UNDO, [])
    if steps and st.button(
        say("floors_undo", what=plain(f"floors_undo_{steps[-1]['what']}")), key="zone_undo"
    ):
        with zone_editor.told(say("floors_undone")):
            undo(study)
        st.rerun()


def split(study: Study, zone: str, outlines: list) -> list[str]:
    """Make several zones of one; dated seats are shared out by area, the first keeps the id."""
    before = _remember(study, [zone])
    row = before["zones"][0]
    shares = [polygon(outline).area for outline in outlines]
    known = set(study.zones()["zone"])
    fresh = (f"{zone}-{n}" for n in range(2, len(known) + len(outlines) + 2))
    ids = [zone, *(next(one for one in fresh if one not in known) for _ in outlines[1:])]
    scale = (row["area_m2"] or sum(shares)) / sum(shares)
    rows, states = [], []
    for number, (one, outline, share) in enumerate(
        zip(ids, outlines, shares, strict=True), start=1
    ):
        ending = {
            name: f"{row[name]} {number}" if row[name] else "" for name in ("name_en", "name_zh")
        }
        rows.append(row | ending | {"zone": one, "polygon": outline, "area_m2": share * scale})
    for state in before["states"]:
        for one, seats in zip(ids, share_out(state["seats"], shares), strict=True):
            states.append(state | {"zone": one, "seats": seats})
    _save(study, rows, states)
    _keep(study, "split", before, ids[1:])
    return ids


def merge(study: Study, chosen: list[str]) -> str:
    """Make one zone of several that touch; seats of each day are added, the first keeps its id."""
    before = _remember(study, chosen)
    outline = merged([row["polygon"] for row in before["zones"]])
    first = before["zones"][0]
    areas = [row["area_m2"] for row in before["zones"]]
    area = sum(areas) if all(areas) else polygon(outline).area
    states = pd.DataFrame(before["states"], columns=["zone", "valid_from", "space_type", "seats"])
    days = sorted(set(states["valid_from"]))
    added = []
    for day in days:
        then = states[states["valid_from"] <= day].drop_duplicates("zone", keep="last")
        own = then[then["zone"].eq(first["zone"])]
        kind = (own if len(own) else then)["space_type"].iloc[0]
        known = then["seats"].dropna()
        seats = int(known.sum()) if len(known) else None
        added.append({"zone": first["zone"], "valid_from": day, "space_type": kind, "seats": seats})
    for zone in chosen[1:]:
        study.delete_zone(zone)
    _save(study, [first | {"polygon": outline, "area_m2": area}], added)
    _keep(study, "merge", before, [])
    return first["zone"]


def undo(study: Study) -> None:
    """Put back what the last split or merge changed."""
    *rest, last = study.setting(UNDO, [])
    known = set(study.zones()["zone"])
    for zone in last["added"]:
        if zone in known:
            study.delete_zone(zone)
    then = study.zone_states()
    for row in then[then["zone"].isin([one["zone"] for one in last["zones"]])].itertuples():
        study.delete_state(row.zone, row.valid_from)
    states = [
        state | {"valid_from": dt.date.fromisoformat(state["valid_from"])}
        for state in last["states"]
    ]
    _save(study, last["zones"], states)
    study.set_setting(UNDO, rest)


def _split(study: Study, inner: pd.DataFrame, names: dict[str, str]) -> None:
    """Ask how the zone is divided."""
    drawn = inner[inner["polygon"].notna()]
    if drawn.empty:
        st.caption(say("floors_no_outline"))
        return
    zone = session.choose(
        st.selectbox, "zone", say("floors_split"), drawn["zone"].tolist(), format_func=names.get
    )
    labels = {way: say(f"floors_split_{way}") for way in WAYS}
    way = st.radio(
        say("floors_split_way"), WAYS, format_func=labels.get, horizontal=True, key="split_way"
    )
    outline = drawn.set_index("zone").at[zone, "polygon"]
    cut = _cut(way, outline)
    if st.button(say("floors_split_do"), key="split_do"):
        with zone_editor.told():
            split(study, zone, cut())
        st.rerun()


def _cut(way: str, outline: list):
    """Return what divides the outline as asked."""
    if way == "share":
        share = st.slider(say("floors_split_share"), 1, 99, 50, format="%d %%", key="split_share")
        along = st.checkbox(say("floors_split_along"), key="split_along")
        return lambda: split_by_share(outline, share / 100, not along)
    bounds = polygon(outline).bounds
    columns = st.columns(4)
    starts = ((bounds[0] + bounds[2]) / 2, bounds[1], (bounds[0] + bounds[2]) / 2, bounds[3])
    x0, y0, x1, y1 = (
        column.number_input(
            plain(f"floors_split_{name}"), value=round(start, 2), key=f"split_{name}"
        )
        for column, name, start in zip(columns, ("x0", "y0", "x1", "y1"), starts, strict=True)
    )
    return lambda: split_by_line(outline, (x0, y0), (x1, y1))


def _merge(study: Study, names: dict[str, str]) -> None:
    """Ask which zones become one."""
    chosen = st.multiselect(
        say("floors_merge"), list(names), format_func=names.get, key="merge_zones",
        placeholder=plain("floors_merge_choose"),
    )  # fmt: skip
    st.caption(say("floors_merge_note"))
    if st.button(say("floors_merge_do"), disabled=len(chosen) < 2, key="merge_do"):
        with zone_editor.told():
            merge(study, chosen)
        st.rerun()


def _remember(study: Study, chosen: list[str]) -> dict:
    """Return zones and their dated states as they are now, as records."""
    zones = study.zones().drop(columns="revision").set_index("zone", drop=False).loc[chosen]
    states = study.zone_states()
    states = states[states["zone"].isin(chosen)]
    return {
        "zones": zones.astype("object").where(zones.notna(), None).to_dict("records"),
        "states": states.astype("object").where(states.notna(), None).to_dict("records"),
    }


def _save(study: Study, rows: list[dict], states: list[dict]) -> None:
    study.save_floors(
        pd.DataFrame(rows),
        pd.DataFrame(states, columns=["zone", "valid_from", "space_type", "seats"]),
    )


def _keep(study: Study, what: str, before: dict, added: list[str]) -> None:
    """Keep a step so that it can be taken back."""
    step = {"what": what, "added": added, **before}
    study.set_setting(UNDO, [*study.setting(UNDO, []), step][-MOST:])
