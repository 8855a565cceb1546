"""Doors to floors, their drafts and the calendar."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pandas as pd
import streamlit as st

from data import store
from pages import texts
from planning.building.draft import FloorDraft
from surveys.errors import Fault
from surveys.findings import Finding
from surveys.readers.tablefile import read_cells

DRAFT, CALENDAR = "floors", "calendar"  # kinds of drafts
GEOJSON, IFC, DXF, IMDF = (".geojson", ".json"), (".ifc", ".ifczip"), (".dxf",), (".imdf", ".zip")
COUNT_TERMS = "count_terms"  # setting: terms that count files named, with first and last day


@dataclass(frozen=True)
class ReadPlans:
    """The draft of several plan files, and the files nothing could be read from."""

    draft: FloorDraft | None
    files: tuple[str, ...]
    faults: list[tuple[str, dict]] = field(default_factory=list)


@st.cache_data(max_entries=16, show_spinner=False)
def zones_on(study: str, version: int, day: dt.date) -> pd.DataFrame:
    """Return the zones with ``space_type``, ``seats`` and ``valid_from`` of a day.

    Areas are filled from outlines; a zone without a state has space type "" and
    ``<NA>`` seats.
    """
    from planning.building.floor import states_on, with_area

    kept = store.open_study(study)
    state = states_on(kept.zone_states(), day)
    zones = with_area(kept.zones()).merge(state, on="zone", how="left")
    zones["space_type"] = zones["space_type"].fillna("").astype("object")
    return zones.sort_values(["level", "floor"], kind="stable", ignore_index=True)


@st.cache_data(max_entries=8, show_spinner=False)
def zone_traits(study: str, version: int) -> pd.DataFrame:
    """Return what each zone offers: measured on the plan, or given by people."""
    from planning.building.traits import traits

    kept = store.open_study(study)
    return traits(
        kept.zones(),
        given=kept.setting("zone_traits", {}),
        entrances=_points(kept.setting("building_entrances")) or None,
        doors=_points(kept.setting("building_doors")),
    )


@st.cache_data(max_entries=4, show_spinner=False)
def walks(study: str, version: int) -> pd.DataFrame:
    """Return the walking distance between all zones in metres, square."""
    from planning.building.walking import walking

    kept = store.open_study(study)
    return walking(kept.zones(), _points(kept.setting("building_doors")))


@st.cache_data(max_entries=2, show_spinner=False)
def function_names(language: str) -> dict[str, str]:
    """Return the names of the functions in a language."""
    from data import reference

    functions = reference.functions()
    return dict(zip(functions["function"], functions[language], strict=True))


def _points(kept: list | None) -> list[tuple[str, float, float]]:
    """Return kept points as (floor, x, y)."""
    return [(str(floor), float(x), float(y)) for floor, x, y in kept or []]


@st.cache_data(max_entries=8, show_spinner=False)
def oddities(study: str, version: int) -> list[Finding]:
    """Return what is odd about the floors of a study."""
    from planning.building.floor import check_floors

    kept = store.open_study(study)
    return check_floors(kept.zones(), kept.zone_states())


@st.cache_data(max_entries=4, show_spinner=False)
def read_plans(study: str, version: int) -> ReadPlans:
    """Return the plan files that wait in the draft of a study, as one draft.

    Ids are kept apart from those of the study. A file that cannot be read is
    named with its fault; the others are kept.
    """
    from planning.building.draft import keep_ids_apart, merge_drafts, with_findings

    kept = store.open_study(study)
    waiting = kept.draft(DRAFT)
    drafts, faults, origin = [], [], None
    files = unpack(waiting.content)
    for name, content in files.items():
        try:
            draft = _read(name, content, waiting.settings, origin)
        except Fault as fault:
            faults.append((fault.key, dict(fault.facts)))
            continue
        origin = origin or draft.origin
        drafts.append(draft)
    if not drafts:
        return ReadPlans(None, tuple(files), faults)
    scale = next((one.proposed_scale for one in drafts if one.proposed_scale), None)
    merged = replace(merge_drafts(drafts), proposed_scale=scale)
    zones, renamed = keep_ids_apart(kept.zones(), merged.zones)
    merged = with_findings(replace(merged, zones=zones), renamed)
    return ReadPlans(merged, tuple(files), faults)


@st.cache_data(max_entries=4, show_spinner=False)
def read_calendar_draft(study: str, version: int) -> tuple:
    """Return calendar, findings and None for the calendar that waits; or the fault of its file."""
    from planning.academic_calendar import read_calendar

    waiting = store.open_study(study).draft(CALENDAR)
    try:
        return *read_calendar(read_cells(waiting.content, waiting.file_name)), None
    except Fault as fault:
        return None, [], (fault.key, dict(fault.facts))


def pack(files: dict[str, bytes]) -> bytes:
    """Return several files as one, for the draft of a study.

    Examples
    --------
    >>> unpack(pack({"一层.geojson": b"{}"}))
    {'一层.geojson': b'{}'}
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the files of a draft by name, in the order they came."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _read(name: str, content: bytes, settings: dict, origin: tuple | None) -> FloorDraft:
    """Return the draft of one file; the scale is used only where the file needs one."""
    asked = {"floor": settings.get("floors", {}).get(name) or None, "origin": origin}
    read, source = _reader(name), (content, name)
    if read is None:
        from planning.building.polygons import read_polygons

        read, source = read_polygons, (read_cells(content, name),)
        asked["flip_y"] = settings.get("down")
    draft = read(*source, **asked)
    scale = settings.get("scale")
    return read(*source, **asked, metres_per_unit=scale) if draft.needs_scale and scale else draft


def _reader(name: str) -> Callable | None:
    """Return what reads a plan by the end of its name, None for tables."""
    low = name.casefold()
    if low.endswith(IFC):
        from planning.building.ifc import read_ifc

        return read_ifc
    if low.endswith(DXF):
        from planning.building.dxf import read_dxf

        return read_dxf
    if low.endswith(IMDF):
        from planning.building.imdf import read_imdf

        return read_imdf
    if low.endswith(GEOJSON):
        from planning.building.geojson import read_geojson

        return read_geojson
    return None


@st.cache_data(max_entries=4, show_spinner=False)
def terms_seen(study: str, version: int, language: str) -> pd.DataFrame:
    """Return the terms that the counts suggest; empty where nobody counted.

    Names that count files gave to terms hold; other terms are the stretches
    with many people, under names in the reader's language.
    """
    from planning.academic_calendar import calendar_table, propose_terms

    kept = store.open_study(study)
    if kept.observation_imports().empty:
        return calendar_table([])
    seen = kept.observations().mutate(day=lambda one: one["at"].date())
    means = seen.group_by("day").aggregate(people=lambda one: one["occupied"].mean())
    days = means.to_pandas().dropna(ignore_index=True)
    labels = pd.Series("", index=days.index)
    for name, (first, last) in kept.setting(COUNT_TERMS, {}).items():
        labels[pd.to_datetime(days["day"]).between(first, last)] = name
    return propose_terms(days["day"], labels, days["people"], _term_namer(language))


def _term_namer(language: str) -> Callable[[str, str], str]:
    """Return what names a term from its year and season."""
    return lambda year, season: texts.say(language, f"calendar_term_{season}", year=year)


@st.cache_data(max_entries=16, show_spinner=False)
def wanted(study: str, version: int, wave: str, measure: str, day: dt.date) -> pd.DataFrame:
    """Return what each convertible zone would become: decided by hand, else proposed.

    Without a wave, or where no demand is known, nothing is proposed. One row
    per convertible zone: ``zone``, ``floor``, ``today``, ``proposed`` ("" =
    none), ``decided`` ("" = not), ``then`` (what counts), ``changed`` (bool),
    ``reason`` (text key), ``facts`` (dict).
    """
    from pages.parts.cached.needs import demand_shares
    from planning.proposals import NoConvertibleZonesError, NoDemandError, propose_wanted

    kept = store.open_study(study)
    zones, states = kept.zones(), kept.zone_states()
    decided = zones[zones["convertible"] & zones["wanted"].ne("")]
    proposed = None
    if wave:
        shares = demand_shares(study, version, wave, measure)
        try:
            settled = with_wanted(
                states, dict(zip(decided["zone"], decided["wanted"], strict=True)), day
            )
            proposed = propose_wanted(zones, settled, shares, day, keep=tuple(decided["zone"]))
        except (NoConvertibleZonesError, NoDemandError):
            proposed = None
    return _together(zones_on(study, version, day), proposed)


@st.cache_data(max_entries=16, show_spinner=False)
def supply_then(study: str, version: int, wave: str, measure: str, day: dt.date) -> pd.DataFrame:
    """Return `supply` as it would be with the wanted types and today's seats."""
    from planning.spaces.supply import supply

    kept = store.open_study(study)
    plan = wanted(study, version, wave, measure, day)
    changed = plan[plan["changed"]]
    states = with_wanted(
        kept.zone_states(), dict(zip(changed["zone"], changed["then"], strict=True)), day
    )
    return supply(kept.zones(), states, day)


def with_wanted(states: pd.DataFrame, kinds: dict[str, str], day: dt.date) -> pd.DataFrame:
    """Return states in which some zones have another space type from a day on, seats unchanged.

    Examples
    --------
    >>> one = {"zone": "a", "valid_from": dt.date(2025, 9, 1), "space_type": "other", "seats": 4}
    >>> then = with_wanted(pd.DataFrame([one]), {"a": "learning"}, dt.date(2026, 1, 1))
    >>> then[["space_type", "seats"]].to_numpy().tolist()
    [['other', 4], ['learning', 4]]
    """
    from planning.building.floor import states_on

    now = states_on(states, day).set_index("zone")["seats"]
    rows = [
        {"zone": zone, "valid_from": day, "space_type": kind, "seats": now.get(zone, pd.NA)}
        for zone, kind in kinds.items()
    ]
    if not rows:
        return states
    return pd.concat([states, pd.DataFrame(rows).astype(states.dtypes)], ignore_index=True)


def _together(zones: pd.DataFrame, proposed: pd.DataFrame | None) -> pd.DataFrame:
    """Return convertible zones with what was proposed and what was decided."""
    plan = zones.loc[zones["convertible"], ["zone", "floor", "space_type", "wanted", "revision"]]
    plan = plan.rename(columns={"space_type": "today", "wanted": "decided"})
    plan["today"] = plan["today"].replace("", "other")
    by_hand = plan["decided"].ne("")
    if proposed is None:
        plan["proposed"], plan["reason"] = "", "plan_reason_no_demand"
        plan["facts"] = [{} for _ in range(len(plan))]
    else:
        said = proposed[["zone", "wanted", "reason", "facts"]]
        plan = plan.merge(said.rename(columns={"wanted": "proposed"}), on="zone", how="left")
        by_hand = plan["decided"].ne("")
        plan["proposed"] = plan["proposed"].mask(by_hand, "").fillna("")
    plan["reason"] = plan["reason"].mask(by_hand, "plan_reason_decided")
    then = plan["decided"].where(by_hand, plan["proposed"])
    plan["then"] = then.mask(then.eq(""), plan["today"])
    return plan.assign(changed=plan["then"].ne(plan["today"])).reset_index(drop=True)
