"""The zones of a floor as a table that saves each edit, beside their plan."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import floor_view, session
from pages.parts.cached import building as cached
from pages.parts.session import plain, say
from planning.building.levels import read_floor
from surveys.errors import Fault

KINDS = ("room", "stairs", "lift", "toilet", "corridor", "other", "outline")
STATE = ("space_type", "seats", "valid_from")  # columns that belong to a dated state
MANY = 8  # floors; more of them go into a list
NOWHERE = "-"  # in the link: zones that are on no floor, such as areas known from counts alone
TABLE_HEIGHT = 430


@contextmanager
def told(done: str = "") -> Iterator[None]:
    """Say in the corner that an edit was saved, or why it was not; the table is then fresh.

    Other words than "saved" may be given, already said.
    """
    try:
        yield
    except Fault as fault:
        st.toast(say(fault.key, **fault.facts), icon=":material/error:", duration="long")
    else:
        st.toast(done or say("floors_saved"), icon=":material/check:")


def locked(study: Study) -> bool:
    """Tell whether nothing can be edited here, and say why."""
    if study.read_only:
        st.caption(say("read_only_banner"))
        st.page_link("pages/overview/studies.py", label=say("start_own_study"))
    return study.read_only


def say_headline(zones: pd.DataFrame) -> None:
    """Say how many rooms, seats and square metres there are."""
    rooms = zones[zones["kind"].eq(floor_view.ROOM)]
    missing = int(rooms["area_m2"].isna().sum())
    facts = {
        "zones": len(rooms),
        "floors": floors_said(rooms.loc[rooms["floor"].ne(""), "floor"].nunique()),
        "seats": seats_said(rooms["seats"]),
        "area": float(rooms["area_m2"].sum()),
        "convertible": int(rooms["convertible"].sum()),
        "missing": missing,
    }
    st.subheader(say("floors_headline_some_area" if missing else "floors_headline", **facts))


def floors_said(count: int) -> str:
    """Return a number of floors in words that agree with it."""
    return plain("floors_one" if count == 1 else "floors_many", n=count)


def seats_said(seats: pd.Series) -> str:
    """Return the sum of seats in words, or that nobody gave any."""
    known = seats.dropna()
    return (
        plain("floors_note_seats", seats=int(known.sum()))
        if len(known)
        else plain("floors_seats_unknown")
    )


def pick_floor(zones: pd.DataFrame) -> tuple[str, bool]:
    """Return the floor the reader looks at, and whether plans have the whole width.

    Zones on no floor ("") come last, so that a plan is what is seen first.
    """
    found = sorted(dict.fromkeys(zones["floor"]), key=lambda floor: not floor)
    floors = {floor or NOWHERE: floor for floor in found}
    names = {code: floor or plain("floors_nowhere") for code, floor in floors.items()}
    widget = st.segmented_control if len(floors) <= MANY else st.selectbox
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        code = session.choose(
            widget,
            "floor",
            plain("floors_floor"),
            list(floors),
            format_func=names.get,
            label_visibility="collapsed",
        )
    with right:
        return floors[code], st.toggle(say("floors_large"), key="floors_large")


def zones_table(zones: pd.DataFrame, floor: str, day: dt.date) -> None:
    """Show the zones of a floor in a table; each edit is saved at once."""
    study = session.study()
    rows = zones[zones["floor"].eq(floor) & ~zones["kind"].eq(floor_view.OUTLINE)]
    rows = rows.sort_values("kind", key=lambda kind: kind.ne(floor_view.ROOM), kind="stable")
    own = f"name_{session.language()}"
    other = ({"name_en", "name_zh"} - {own}).pop()
    shown = [own, "seats", "space_type", "convertible", "area_m2", "valid_from", "kind", other]
    key = f"zones_{study.id}_{floor}_{study.version}"
    seen = rows[["zone", "revision", "level", *STATE]].to_dict("records")
    st.data_editor(
        rows[[*shown, "floor"]].reset_index(drop=True),
        column_config=_columns(own, other),
        hide_index=True,
        num_rows="fixed" if study.read_only else "dynamic",
        disabled=study.read_only,
        height=min(TABLE_HEIGHT, 80 + 36 * len(rows)),
        key=key,
        on_change=_save_zones,
        args=(key, seen, floor, day),
        placeholder=plain("not_answered"),
        alt=plain("floors_table_alt"),
    )
    if not locked(study):
        st.caption(say("floors_edit_caption", day=day))


def states_table(zones: pd.DataFrame, floor: str) -> None:
    """Show the dated seats and space types of a floor; each edit is saved at once."""
    study = session.study()
    here = zones[zones["floor"].eq(floor) & zones["kind"].eq(floor_view.ROOM)]
    names = dict(zip(here["zone"], floor_view.name_of(here), strict=True))
    states = study.zone_states()
    states = states[states["zone"].isin(list(names))].reset_index(drop=True)
    key = f"states_{study.id}_{floor}_{study.version}"
    columns = _columns("name_en", "name_zh")
    columns["zone"] = st.column_config.SelectboxColumn(
        plain("floors_name"), options=list(names), format_func=lambda zone: names.get(zone, zone),
        required=True, width="medium",
    )  # fmt: skip
    st.caption(say("floors_states_note"))
    st.data_editor(
        states,
        column_config={name: columns[name] for name in ("zone", *STATE)},
        hide_index=True,
        num_rows="fixed" if study.read_only else "dynamic",
        disabled=study.read_only,
        key=key,
        on_change=_save_states,
        args=(key, states.to_dict("records")),
        placeholder=plain("not_answered"),
        alt=plain("floors_states_alt"),
    )
    locked(study)


def totals(zones: pd.DataFrame) -> pd.DataFrame:
    """Return one said row per floor and one for all: zones, rooms, seats, area."""
    counted = zones[~zones["kind"].eq(floor_view.OUTLINE)]
    room = counted["kind"].eq(floor_view.ROOM)
    table = pd.DataFrame(
        {
            plain("floors_floor"): counted["floor"],
            plain("floors_zones_n"): 1,
            plain("floors_rooms_n"): room.astype(int),
            plain("floors_convertible_n"): counted["convertible"].astype(int),
            plain("floors_seats"): counted["seats"].where(room).fillna(0),
            plain("floors_area"): counted["area_m2"].where(room).fillna(0).astype(float),
        }
    )
    by_floor = table.groupby(plain("floors_floor"), sort=False, as_index=False).sum()
    whole = by_floor.sum(numeric_only=True).to_frame().T
    whole.insert(0, plain("floors_floor"), plain("floors_total"))
    both = pd.concat([by_floor, whole], ignore_index=True).round({plain("floors_area"): 1})
    return both.astype(dict.fromkeys(both.columns[1:5], "int64"))


def start_empty() -> None:
    """Let the reader begin with one zone and type the others in."""
    study = session.study()
    with st.form("floors_start", border=False):
        label = st.text_input(say("floors_start_floor"), "1F", key="floors_start_floor")
        if st.form_submit_button(say("floors_start_empty")) and label.strip():
            with told():
                add_zone(study, label.strip(), {}, study_day(study, session.today()))
            st.rerun()


def add_zone(study: Study, floor: str, given: dict, day: dt.date) -> None:
    """Add a zone that was typed in; its id is made from floor and name."""
    name = given.get("name_en") or given.get("name_zh") or ""
    floor = given.get("floor") or floor
    known = set(study.zones()["zone"])
    stem = f"{floor}-{name}".strip("-")
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(known) + 2))
    zone = next(one for one in numbered if one not in known)
    kind = given.get("kind") or floor_view.ROOM
    row = {
        "zone": zone,
        "name_en": given.get("name_en") or "",
        "name_zh": given.get("name_zh") or "",
        "floor": floor,
        "level": level_of(study, floor),
        "polygon": None,
        "area_m2": given.get("area_m2"),
        "convertible": given.get("convertible", kind == floor_view.ROOM),
        "kind": kind,
        "wanted": "",
    }
    state = {
        "zone": zone,
        "valid_from": given.get("valid_from") or day,
        "space_type": given.get("space_type") or floor_view.OTHER,
        "seats": given.get("seats"),
    }
    study.save_floors(pd.DataFrame([row]), pd.DataFrame([state]))


def change_zone(study: Study, seen: dict, changes: dict, day: dt.date) -> None:
    """Save the changed cells of one zone: fields with its revision, seats with their day."""
    fields = {name: value for name, value in changes.items() if name not in STATE}
    if "floor" in fields:
        fields["level"] = level_of(study, fields["floor"])
    if fields:
        study.update_zone(seen["zone"], fields, seen["revision"])
    if changes.keys() & set(STATE):
        change_state(study, seen, changes, study_day(study, day))


def change_state(study: Study, seen: dict, changes: dict, day: dt.date) -> None:
    """Save a dated state; a changed day or zone moves it."""
    merged = {**seen, **changes}
    since = day if pd.isna(merged["valid_from"]) else merged["valid_from"]
    kind = merged["space_type"] or floor_view.OTHER
    study.set_state(merged["zone"], since, kind, merged["seats"])
    moved = changes.keys() & {"valid_from", "zone"}
    if moved and not pd.isna(seen["valid_from"]):
        study.delete_state(seen["zone"], seen["valid_from"])


def study_day(study: Study, day: dt.date) -> dt.date:
    """Return the first day any zone has seats, so that a new zone has them from then on too."""
    days = study.zone_states()["valid_from"]
    return days.min() if len(days) else day


def level_of(study: Study, floor: str) -> int | None:
    """Return the level of a floor: as other zones of it have, else as its label says."""
    zones = study.zones()
    levels = zones.loc[zones["floor"].eq(floor), "level"].dropna()
    said = read_floor(floor)
    return int(levels.iloc[0]) if len(levels) else said and said[1]


def _save_zones(key: str, seen: list[dict], floor: str, day: dt.date) -> None:
    """Save what the reader just did in the table of zones."""
    study, edits = session.study(), session.edits(key)
    added = [row for row in edits["added_rows"] if row.get("name_en") or row.get("name_zh")]
    if not (edits["edited_rows"] or edits["deleted_rows"] or added):
        return
    with told():
        for row, changes in edits["edited_rows"].items():
            change_zone(study, seen[int(row)], changes, day)
        for row in edits["deleted_rows"]:
            study.delete_zone(seen[row]["zone"])
        for row in added:
            add_zone(study, floor, row, study_day(study, day))


def _save_states(key: str, seen: list[dict]) -> None:
    """Save what the reader just did in the table of dated seats."""
    study, edits = session.study(), session.edits(key)
    added = [row for row in edits["added_rows"] if row.get("zone") and row.get("valid_from")]
    if not (edits["edited_rows"] or edits["deleted_rows"] or added):
        return
    blank = {"space_type": floor_view.OTHER, "seats": None, "valid_from": None}
    with told():
        for row, changes in edits["edited_rows"].items():
            change_state(study, seen[int(row)], changes, session.today())
        for row in edits["deleted_rows"]:
            study.delete_state(seen[row]["zone"], seen[row]["valid_from"])
        for row in added:
            change_state(study, blank, row, session.today())


def _columns(own: str, other: str) -> dict[str, object]:
    """Return the said columns of the table of zones."""
    column, names = st.column_config, floor_view.type_names()
    return {
        own: column.TextColumn(plain("floors_name"), width="medium"),
        "seats": column.NumberColumn(plain("floors_seats"), min_value=0, step=1, width="small"),
        "space_type": column.SelectboxColumn(
            plain("space_type"), options=list(names), format_func=lambda kind: names.get(kind, kind)
        ),
        "convertible": column.CheckboxColumn(plain("floors_convertible"), width="small"),
        "area_m2": column.NumberColumn(plain("floors_area"), min_value=0.0, format="%.1f"),
        "valid_from": column.DateColumn(plain("floors_valid_from")),
        "kind": column.SelectboxColumn(
            plain("floors_kind"), options=KINDS, format_func=lambda kind: plain(f"zone_kind_{kind}")
        ),
        other: column.TextColumn(plain("floors_name_other"), width="medium"),
        "floor": column.TextColumn(plain("floors_floor"), width="small"),
    }


def oddities() -> list:
    """Return what is odd about the floors of this study."""
    study = session.study()
    return cached.oddities(study.id, study.version)
