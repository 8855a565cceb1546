"""A floor on the screen: plan, legend, and the zone a reader picks on it."""

import html

import pandas as pd
import streamlit as st

from data import reference
from pages.figures import floorplan, underlay
from pages.parts import session
from pages.parts.session import plain, say

ROOM, OUTLINE, FIXED, OTHER = "room", "outline", "fixed", "other"
ARROW = "→"
THROUGH = 130  # of 255: opacity of zones over a picture
LARGE = {"widest": 1700, "most": 860}  # pixels


def type_names() -> dict[str, str]:
    """Return the names of the space types in the reader's language, in the order of charts."""
    types = reference.space_types()
    return dict(zip(types["space_type"], types[session.language()], strict=True))


def type_codes() -> dict[str, str]:
    """Return the letters of each space type."""
    return {kind: plain(f"space_code_{kind}") for kind in type_names()}


def name_of(zones: pd.DataFrame) -> pd.Series:
    """Return each zone's name in the reader's language, else in the other one, else its id."""
    own = f"name_{session.language()}"
    other = ({"name_en", "name_zh"} - {own}).pop()
    named = zones[own].replace("", pd.NA)
    return named.fillna(zones[other].replace("", pd.NA)).fillna(zones["zone"])


def drawn(zones: pd.DataFrame, column: str = "space_type") -> pd.DataFrame:
    """Return rows for `floorplan.floor_deck`.

    Parameters
    ----------
    zones
        One row per zone, with ``space_type`` and ``seats`` of the day, and
        ``area_m2``.
    column
        The column that colours: ``space_type``, or another one with space
        types in it; where it differs from ``space_type``, both letters stand
        in the zone.
    """
    rows = zones.sort_values("kind", key=lambda kind: kind.ne(OUTLINE), kind="stable")
    codes, names = type_codes(), type_names()
    facts = rows.to_dict("records")
    return pd.DataFrame(
        {
            "zone": rows["zone"].tolist(),
            "label": name_of(rows).tolist(),
            "polygon": rows["polygon"].tolist(),
            "fill": pd.Series([_fill(zone, column) for zone in facts], dtype="object"),
            "code": [codes.get(zone[column], "") if zone["kind"] == ROOM else "" for zone in facts],
            "lines": pd.Series([_lines(zone, column, codes) for zone in facts], dtype="object"),
            "note": [_note(zone, column, names) for zone in facts],
        }
    )


def plan(
    rows: pd.DataFrame,
    *,
    key: str,
    alt: str,
    unit: str = "floors_metres",
    pick: bool = True,
    large: bool = False,
    below: dict | None = None,
) -> None:
    """Draw a floor; a click on a zone chooses it for the whole view, a second click lets it go.

    Parameters
    ----------
    rows
        From `drawn`.
    key, alt
        Of the chart.
    unit
        Text of the scale bar.
    pick
        Whether a click chooses.
    large
        Whether the plan has the whole width.
    below
        A picture under it: arguments of `underlay.under`.
    """
    if not floorplan.has_plan(rows):
        st.info(say("floors_no_outline"), icon=":material/polyline:")
        return
    chosen = session.place("zone") if pick else ""
    height = floorplan.best_height(rows, **(LARGE if large else {}))
    slot = {"floors_metres": "metres", "floors_units": "units"}[unit]
    words = {"scale_metres": plain(unit, **{slot: "{metres}"})}
    if below:  # zones let the picture through
        rows = rows.assign(fill=[fill and (*fill[:3], THROUGH) for fill in rows["fill"]])
    deck = floorplan.floor_deck(rows, words, selected=chosen, height=height)
    event = st.pydeck_chart(
        underlay.under(deck, **below) if below else deck,
        on_select="rerun" if pick else "ignore",
        # a fresh chart per choice and picture: Streamlit would fade zones, and keep the old view
        key=f"{key}_{chosen}_{floorplan.place_of(rows)}",
        height=height,
        alt=alt,
    )
    picked = event.selection["objects"].get(floorplan.ZONES, []) if pick else []
    if picked:
        zone = picked[0]["zone"]
        session.put("zone", "" if zone == chosen else zone)
        st.rerun()


def places(large: bool, shares: tuple[int, int] = (1, 1)) -> list:
    """Return two places side by side, or one below the other for large plans."""
    return [st.container(), st.container()] if large else st.columns(shares)


def legend() -> None:
    """Show the letters and colours of the space types."""
    entries = floorplan.legend(type_names(), type_codes())
    st.html("".join(map(_swatch, entries)))


def _swatch(entry: dict[str, str]) -> str:
    box = f"background:{entry['fill']};color:{entry['ink']};padding:1px 9px;border-radius:4px"
    name = html.escape(entry["name"])
    return (
        f"<span style='margin-right:1.1em;white-space:nowrap'>"
        f"<b style='{box}'>{html.escape(entry['code'])}</b>&nbsp; {name}</span> "
    )


def _fill(zone: dict, column: str) -> tuple | None:
    if zone["kind"] == OUTLINE:
        return None
    if zone["kind"] != ROOM:
        return floorplan.FIXED_FILL
    return floorplan.SPACE_FILLS.get(zone[column], floorplan.SPACE_FILLS[OTHER])


def _lines(zone: dict, column: str, codes: dict[str, str]) -> tuple[str, ...]:
    """Return the line under the name: letters and seats, or both letters of a change."""
    if zone["kind"] != ROOM:
        return ()
    own = codes.get(zone[column], "")
    if zone[column] != zone["space_type"]:
        return (f"{codes.get(zone['space_type'], '')} {ARROW} {own}",)
    seats = "" if pd.isna(zone["seats"]) or zone["seats"] == 0 else f"{zone['seats']:d}"
    return tuple(filter(None, [f"{own} {seats}".strip()]))


def _note(zone: dict, column: str, names: dict[str, str]) -> str:
    """Return the text of the tooltip, one fact per line."""
    if zone["kind"] != ROOM:
        return plain(f"zone_kind_{zone['kind']}")
    area, seats = zone["area_m2"], zone["seats"]
    rows = [names.get(zone["space_type"], plain("space_type_undecided"))]
    if zone[column] != zone["space_type"]:
        rows.append(plain("floors_note_wanted", kind=names[zone[column]]))
    if not pd.isna(seats):
        rows.append(plain("floors_note_seats", seats=int(seats)))
    if not pd.isna(area):
        rows.append(plain("floors_note_area", area=float(area)))
        if not pd.isna(seats) and seats > 0:
            rows.append(plain("floors_note_each", each=float(area / seats)))
    free = zone["convertible"]
    rows.append(plain("floors_note_convertible" if free else "floors_note_fixed"))
    return "\n".join(rows)
