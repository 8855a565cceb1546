"""A comparison area by area: on the floor and as a table."""

import datetime as dt

import pandas as pd
import streamlit as st

from data import store
from pages.figures import floorplan, scales
from pages.figures.occupancy import number
from pages.parts import downloads, session
from pages.parts.cached import building
from pages.parts.cached.occupancy import Compared
from pages.parts.floor_view import OUTLINE, ROOM, name_of
from pages.parts.occupancy_view import source
from pages.parts.periods import Asked
from pages.parts.session import plain, say

BEFORE, AFTER, DIFFERENCE = "before", "after", "difference"
HEIGHT = 430


def on_floor(compared: Compared, study: store.Study, asked: Asked, show: str) -> None:
    """Show one floor, its areas coloured by occupancy before, after, or by the difference."""
    st.subheader(say("occ_plan"))
    zones = building.zones_on(study.id, study.version, asked.after[0])
    found = compared.found.zones
    drawn = zones[zones["polygon"].notna()]
    floors = list(dict.fromkeys(drawn.loc[drawn["zone"].isin(found["zone"]), "floor"]))
    if not floors:
        st.info(say("occ_plan_none"))
        st.page_link("pages/obtain/floors.py", label=say("occ_go_floors"))
        return
    left, right = st.columns(2)
    with left:
        names = {which: plain(f"occ_{which}") for which in (BEFORE, AFTER, DIFFERENCE)}
        which = st.segmented_control(
            say("occ_plan_which"),
            list(names),
            default=DIFFERENCE,
            required=True,
            format_func=names.get,
            key="occ_plan_which",
        )
    with right:
        changed = drawn.loc[drawn["zone"].isin(asked.renovated), "floor"]
        default = changed.mode().iloc[0] if len(changed) else floors[0]
        floor = session.choose(
            st.segmented_control, "floor", say("occ_plan_floor"), floors, default=default
        )
    top = scales.head_count_top(float(found[["before_people", "after_people"]].max().max()))
    rows = _drawn(zones[zones["floor"] == floor], found, which, show, top)
    alt = plain("occ_plan_alt", floor=floor, which=names[which])
    st.pydeck_chart(
        floorplan.floor_deck(
            rows, {"scale_metres": plain("floors_metres", metres="{metres}")}, height=HEIGHT
        ),
        height=HEIGHT,
        alt=alt,
        key=f"occ_plan_{floor}_{which}_{show}",
    )
    unit = plain(f"occ_unit_{'points' if which == DIFFERENCE and show == 'rate' else show}")
    scale = say(f"occ_scale_{show}", top=top, limit=top / 2)
    st.caption(f"{say('occ_plan_lead', what=names[which], unit=unit)} {scale}")
    flat = found[~found["zone"].isin(drawn["zone"])]
    if len(flat):
        st.caption(say("occ_plan_some", n=len(flat), names=", ".join(flat["zone"])))


def table(compared: Compared, names: dict[str, str], asked: Asked, *, rates: bool) -> None:
    """Show one row per area: before, after, change, days and observations behind them."""
    st.subheader(say("occ_zones_table"))
    rows = compared.found.zones
    moved = (rows["after_people"] - rows["before_people"]).abs()
    rows = rows.loc[moved.sort_values(ascending=False, na_position="last").index]
    shown = {
        plain("occ_zone"): rows["zone"].map(names),
        plain("occ_people_before"): rows["before_people"].round(1),
        plain("occ_people_after"): rows["after_people"].round(1),
        plain("occ_people_change"): (rows["after_people"] - rows["before_people"]).round(1),
        plain("occ_people_change_share"): (100 * rows["change"]).round(0),
    }
    if rates:
        shown |= {
            plain("occ_rate_before"): (100 * rows["before_rate"]).round(1),
            plain("occ_rate_after"): (100 * rows["after_rate"]).round(1),
            plain("occ_rate_change"): (100 * rows["rate_change"]).round(1),
        }
    for what in ("days", "sweeps"):
        for period in (BEFORE, AFTER):
            shown[plain(f"occ_{what}_{period}")] = rows[f"{period}_{what}"]
    yes, no = plain("occ_yes"), plain("occ_no")
    if asked.renovated:
        shown[plain("occ_renovated")] = (
            rows["zone"].isin(asked.renovated).map({True: yes, False: no})
        )
    shown[plain("occ_few")] = rows["thin"].map({True: yes, False: no})
    made = pd.DataFrame(shown)
    st.dataframe(
        made,
        hide_index=True,
        placeholder=plain("not_answered"),
        alt=plain("occ_zones_table"),
        key="occ_zones",
    )
    downloads.offer(made, "occupancy-areas", source=source(asked))


def labels(study: store.Study, compared: Compared, on: dt.date) -> dict[str, str]:
    """Return the name of each area; one that is on no floor has its own."""
    zones = building.zones_on(study.id, study.version, on)
    names = dict(zip(zones["zone"], name_of(zones), strict=True))
    return {zone: names.get(zone, zone) for zone in compared.found.zones["zone"]}


def _drawn(
    zones: pd.DataFrame, found: pd.DataFrame, which: str, show: str, top: float
) -> pd.DataFrame:
    """Return rows for `floorplan.floor_deck`, outlines first."""
    rows = zones.sort_values("kind", key=lambda kind: kind.ne(OUTLINE), kind="stable")
    values = found.set_index("zone")
    painted = [
        _painted(zone, values, which, show, top)
        for zone in rows[["zone", "kind"]].to_dict("records")
    ]
    return pd.DataFrame(
        {
            "zone": rows["zone"].tolist(),
            "label": name_of(rows).tolist(),
            "polygon": rows["polygon"].tolist(),
            "fill": pd.Series([fill for fill, _, _ in painted], dtype="object"),
            "lines": pd.Series([lines for _, lines, _ in painted], dtype="object"),
            "note": [note for _, _, note in painted],
        }
    )


def _painted(
    zone: dict, values: pd.DataFrame, which: str, show: str, top: float
) -> tuple[tuple | None, tuple[str, ...], str]:
    """Return colour, line and note of one zone."""
    if zone["kind"] != ROOM:
        fill = None if zone["kind"] == OUTLINE else floorplan.FIXED_FILL
        return fill, (), plain(f"zone_kind_{zone['kind']}")
    if zone["zone"] not in values.index:
        return scales.UNKNOWN, (), plain("occ_plan_uncounted")
    row = values.loc[zone["zone"]]
    value = _value(row, which, show)
    note = "\n".join(_side(row, period, show) for period in (BEFORE, AFTER))
    if row["thin"]:
        return scales.THIN_GREY, (), f"{note}\n{plain('occ_thin')}"
    if pd.isna(value):
        return scales.UNKNOWN, (), note
    return _fill(value, which, show, top), (_number(value, which, show),), note


def _value(row: pd.Series, which: str, show: str) -> float:
    if which != DIFFERENCE:
        return row[f"{which}_{show}"]
    return row["rate_change"] if show == "rate" else row["after_people"] - row["before_people"]


def _fill(value: float, which: str, show: str, top: float) -> scales.Colour:
    if which == DIFFERENCE:
        return scales.difference_colour(value, scales.LIMIT if show == "rate" else top / 2)
    return scales.occupancy_colour(value) if show == "rate" else scales.people_colour(value, top)


def _number(value: float, which: str, show: str) -> str:
    text = number(float(value), share=show == "rate", signed=which == DIFFERENCE)
    return f"{text}%" if show == "rate" and which != DIFFERENCE else text


def _side(row: pd.Series, period: str, show: str) -> str:
    """Return mean, days and observations of one period, as the tooltip says them."""
    value = row[f"{period}_{show}"]
    number = plain("not_answered") if pd.isna(value) else _number(value, period, show)
    facts = {"days": int(row[f"{period}_days"]), "sweeps": int(row[f"{period}_sweeps"])}
    return plain("occ_note", period=plain(f"occ_{period}"), value=number, **facts)
