"""Plan files on their way into the study: a draft that survives a reload, then stored once."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import floor_scale, floor_view, notices, session, uploads
from pages.parts.cached import building as cached
from pages.parts.session import plain, say
from pages.parts.zone_editor import floors_said, seats_said, told
from planning.building.draft import SOURCE_DTYPES, FloorDraft, plan_changes, split_draft

ALWAYS = dt.date(2000, 1, 1)  # seats of a first plan hold as far back as counts go
BY_HAND = ("name_en", "name_zh", "convertible", "wanted")  # what the reader gave stays
STATE = ("space_type", "seats")
SOURCES, DOORS, ENTRANCES = "zone_sources", "building_doors", "building_entrances"  # settings


def upload() -> None:
    """Take plan files and keep them as the draft of the study."""
    study = session.study()
    if study.read_only:
        st.caption(say("read_only_banner"))
        st.page_link("pages/overview/studies.py", label=say("start_own_study"))
        return
    dropped = uploads.dropped(say("floors_upload"), f"plans_{study.version}", several=True)
    if dropped:
        with notices.shown():
            take(study, {file.name: file.getvalue() for file in dropped})
        st.rerun()


def take(study: Study, files: dict[str, bytes]) -> None:
    """Keep files as the draft; they join those that wait already, a file of one name replaces."""
    waiting = study.draft(cached.DRAFT)
    before = cached.unpack(waiting.content) if waiting else {}
    settings = waiting.settings if waiting else {}
    together = before | files
    study.save_draft(cached.DRAFT, ", ".join(together), cached.pack(together), settings)


def draft_panel(day: dt.date) -> bool:
    """Show what waits to be stored; tell whether anything does."""
    study = session.study()
    waiting = study.draft(cached.DRAFT)
    if waiting is None:
        return False
    st.subheader(say("floors_draft", files=waiting.file_name))
    with st.spinner(say("floors_reading")):
        read = cached.read_plans(study.id, study.version)
    for key, facts in read.faults:
        st.error(say(key, **facts), icon=":material/error:")
    if read.draft is None:
        _buttons(study, None, None)
        return True
    existing = cached.zones_on(study.id, study.version, day)
    changes = plan_changes(existing, read.draft.zones)
    left, right = st.columns([6, 5])
    with left:
        _preview(read.draft)
    with right:
        _counts(read.draft, changes)
        if read.draft.needs_scale or waiting.settings.get("scale"):
            floor_scale.ask(study, waiting, read.draft)
        _floors(study, waiting, read.files)
        _buttons(study, read.draft, changes)
    with st.expander(say("floors_draft_zones")):
        said = _said(read.draft.zones, changes)
        dash, alt = plain("not_answered"), plain("floors_draft_table_alt")
        st.dataframe(said, hide_index=True, placeholder=dash, alt=alt)
    notices.findings(read.draft.findings)
    return True


def store(study: Study, draft: FloorDraft, changes: pd.DataFrame, since: dt.date) -> None:
    """Store what is new or changed; what was given by hand stays, and the draft is done with."""
    zones, states = split_draft(draft.zones, since)
    existing = study.zones()
    touched = changes[changes["change"].isin(["new", "changed"])]
    with_state = touched[
        touched["change"].eq("new")
        | touched["columns"].map(lambda columns: bool(set(columns) & set(STATE)))
    ]
    zones = by_hand(zones[zones["zone"].isin(touched["zone"])], existing)
    states = states[states["zone"].isin(with_state["zone"])]
    states = completed(states, draft.zones, cached.zones_on(study.id, study.version, since))
    study.save_floors(zones, states)
    _keep_sources(study, draft)
    study.discard_draft(cached.DRAFT)


def _keep_sources(study: Study, draft: FloorDraft) -> None:
    """Keep what belongs to the zones besides their rows: origin, areas, doors, building models."""
    waiting = study.draft(cached.DRAFT)
    for name, content in cached.unpack(waiting.content).items():
        if name.casefold().endswith(cached.IFC):
            study.save_model(name, content)
    told = draft.zones[draft.zones["guid"].fillna("").ne("") | draft.zones["area_name"].notna()]
    columns = told[["zone", *SOURCE_DTYPES]].astype("object").where(told.notna(), None)
    rows = {row.pop("zone"): row for row in columns.to_dict("records")}
    if rows:
        study.set_setting(SOURCES, {**study.setting(SOURCES, {}), **rows})
    for key, places in ((DOORS, draft.doors), (ENTRANCES, draft.entrances)):
        if places:
            floors = {floor for floor, _, _ in places}
            old = [place for place in study.setting(key, []) if place[0] not in floors]
            study.set_setting(key, [*old, *map(list, places)])


def by_hand(zones: pd.DataFrame, existing: pd.DataFrame) -> pd.DataFrame:
    """Return zones to store: what was given by hand or the file leaves out is as in the study.

    Examples
    --------
    >>> old = pd.DataFrame({"zone": ["a"], "name_en": ["Quiet hall"], "floor": ["1F"]})
    >>> new = pd.DataFrame({"zone": ["a"], "name_en": ["Room 7"], "floor": ["2F"]})
    >>> by_hand(new, old)[["name_en", "floor"]].to_numpy().tolist()
    [['Quiet hall', '2F']]
    """
    old = existing.set_index("zone")
    merged = zones.copy()
    for place, zone in zones["zone"].items():
        if zone not in old.index:
            continue
        for column in zones.columns.intersection(old.columns):
            before, after = old.at[zone, column], zones.at[place, column]
            empty = not isinstance(after, list) and (pd.isna(after) or after == "")
            kept = column in BY_HAND and not (isinstance(before, str) and before == "")
            if kept or empty:
                merged.at[place, column] = before
    return merged


def completed(states: pd.DataFrame, draft: pd.DataFrame, existing: pd.DataFrame) -> pd.DataFrame:
    """Return states in which what a file does not say is as it was on that day."""
    said, old = draft.set_index("zone"), existing.set_index("zone")
    rows = []
    for state in states.to_dict("records"):
        zone = state["zone"]
        if zone in old.index:
            if not said.at[zone, "space_type"] and old.at[zone, "space_type"]:
                state["space_type"] = old.at[zone, "space_type"]
            if pd.isna(said.at[zone, "seats"]):
                state["seats"] = old.at[zone, "seats"]
        rows.append(state)
    return pd.DataFrame(rows, columns=states.columns)


def count(changes: pd.DataFrame) -> dict[str, int]:
    """Return how many zones are new, changed, unchanged and gone."""
    counts = changes["change"].value_counts()
    return {kind: int(counts.get(kind, 0)) for kind in ("new", "changed", "unchanged", "gone")}


def first_day(study: Study) -> dt.date:
    """Return the day from which imported seats hold unless the reader says otherwise."""
    days = study.zone_states()["valid_from"]
    return days.min() if len(days) else ALWAYS


def _preview(draft: FloorDraft) -> None:
    """Draw a floor of the draft as it would be stored."""
    floor = draft.floors[0]
    if len(draft.floors) > 1:
        floor = st.segmented_control(
            say("floors_floor"), draft.floors, default=floor, key="draft_floor", required=True
        )
    zones = draft.zones[draft.zones["floor"].eq(floor)]
    alt = plain("floors_draft_plan_alt", floor=floor, zones=len(zones))
    unit = "floors_units" if draft.needs_scale else "floors_metres"
    floor_view.plan(floor_view.drawn(zones), key="draft", alt=alt, unit=unit, pick=False)
    floor_view.legend()


def _counts(draft: FloorDraft, changes: pd.DataFrame) -> None:
    """Say what is in the draft and what storing it would do."""
    rooms = draft.zones[draft.zones["kind"].eq(floor_view.ROOM)]
    area = float(rooms["area_m2"].sum())
    facts = {"zones": len(draft.zones), "floors": floors_said(len(draft.floors)), "area": area}
    facts["seats"] = seats_said(draft.zones["seats"])
    unknown = draft.needs_scale or rooms["area_m2"].isna().all()
    st.markdown(
        say("floors_draft_counts_no_area" if unknown else "floors_draft_counts_simple", **facts)
    )
    number = count(changes)
    st.markdown(say("floors_draft_counts", **number))
    if not number["new"] + number["changed"]:
        st.info(say("floors_draft_nothing"))


def _floors(study: Study, waiting: object, files: tuple[str, ...]) -> None:
    """Let the reader say the floor of files that do not say theirs."""
    with st.expander(say("floors_settings")), st.form("draft_floors", border=False):
        known = waiting.settings.get("floors", {})
        labels = {
            name: st.text_input(
                say("floors_draft_file_floor", file=name),
                known.get(name, ""),
                help=say("floors_draft_file_floor_help"),
                key=f"draft_floor_{place}",
            ).strip()
            for place, name in enumerate(files)
        }
        if st.form_submit_button(say("floors_settings_apply")):
            with notices.shown():
                study.update_draft(cached.DRAFT, waiting.settings | {"floors": labels})
            st.rerun()


def _buttons(study: Study, draft: FloorDraft | None, changes: pd.DataFrame | None) -> None:
    """Offer to store or to discard the draft."""
    if draft is not None:
        since = st.date_input(
            say("floors_draft_valid_from"),
            first_day(study),
            help=say("floors_draft_valid_help"),
            key="draft_since",
        )
        stopped = notices.stops(draft.findings)
        if stopped:
            st.caption(say("floors_draft_stops"))
        if st.button(
            say("floors_draft_store"), type="primary", disabled=stopped, key="draft_store"
        ):
            with told(say("floors_stored", **count(changes))):
                store(study, draft, changes, since)
            st.rerun()
    if st.button(say("floors_draft_discard"), key="draft_discard"):
        study.discard_draft(cached.DRAFT)
        st.rerun()


def _said(zones: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Return the zones of the draft with what would happen to each."""
    done = {row.zone: _said_change(row.change, row.columns) for row in changes.itertuples()}
    names = floor_view.type_names()
    return pd.DataFrame(
        {
            plain("floors_floor"): zones["floor"],
            plain("floors_name"): floor_view.name_of(zones),
            plain("floors_kind"): [plain(f"zone_kind_{kind}") for kind in zones["kind"]],
            plain("space_type"): zones["space_type"].map(names),
            plain("floors_seats"): zones["seats"],
            plain("floors_area"): zones["area_m2"].round(1),
            plain("floors_area_drawn"): zones["drawn_m2"].round(1),
            plain("floors_area_name"): zones["area_name"],
            plain("floors_change"): zones["zone"].map(done),
        }
    )


def _said_change(change: str, columns: tuple[str, ...]) -> str:
    said = ", ".join(plain(f"floors_column_{column}") for column in columns)
    return plain(f"floors_change_{change}", columns=said)
