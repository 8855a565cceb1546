"""Which zone of the study an area of a count file is; remembered for each source."""

import re
import zlib

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import occupancy as cached
from pages.parts.floor_view import name_of
from pages.parts.session import plain, say

NEW, SKIP = "+", "-"  # a zone without a floor under the area's own name; leave out
MAPPING, SOURCE = "mapping", "source"  # settings of the draft
ROW, MOST_ROWS = 36, 9  # pixels per row, rows shown at once


def mapped(
    study: store.Study, draft: store.Draft, areas: pd.DataFrame
) -> tuple[str, dict[str, str]]:
    """Show which area goes to which zone and return the source and the zone of each area.

    An area that is left out has the zone "".
    """
    st.subheader(say("counts_mapping"))
    source = draft.settings.get(SOURCE) or _likely_source(study, draft, list(areas["area"]))
    names = _zone_names(study)
    chosen = _suggested(study, source, list(areas["area"]), names)
    chosen |= {
        area: zone
        for area, zone in draft.settings.get(MAPPING, {}).items()
        if area in chosen and zone in names
    }
    counted = list(chosen.values())
    facts = {"areas": len(counted), "plain": counted.count(NEW), "skipped": counted.count(SKIP)}
    mapped_n = len(counted) - facts["plain"] - facts["skipped"]
    st.caption(say("counts_mapping_lead", mapped=mapped_n, **facts))
    with st.expander(
        say("counts_mapping_table"), expanded=0 < mapped_n < len(counted), key="counts_mapping"
    ):
        given = st.text_input(
            say("counts_source"), source, help=say("counts_source_help"), key="counts_source"
        )
        edited = _edited(areas, chosen, names, draft.sha256[:8])
        plainly = st.button(say("counts_mapping_all_new"), key="counts_all_new")
    edited = dict.fromkeys(edited, NEW) if plainly else edited
    settings = draft.settings | {SOURCE: given.strip() or source}
    if edited != chosen:
        settings[MAPPING] = edited
    if settings != draft.settings:
        study.update_draft(cached.DRAFT, settings, sha256=draft.sha256)
    if edited != chosen:
        st.rerun()
    return settings[SOURCE], {area: _zone(area, zone) for area, zone in edited.items()}


def in_zones(observations: pd.DataFrame, zones: dict[str, str]) -> pd.DataFrame:
    """Return the observations of a file as observations of zones.

    Areas with the zone "" are left out. Areas that share a zone are added up
    at each time; where one of them was not counted then, the sum is <NA>.

    Examples
    --------
    >>> seen = pd.DataFrame({"zone": ["A", "B"], "at": pd.to_datetime(["2026-03-02"] * 2),
    ...     "repeat": 0, "occupied": [3, 4], "capacity": [10, 10]})
    >>> in_zones(seen, {"A": "2F", "B": "2F"})[["zone", "occupied", "capacity"]].values.tolist()
    [['2F', 7, 20]]
    """
    made = observations.assign(zone=observations["zone"].map(zones))
    made = made[made["zone"].fillna("") != ""]
    shared = pd.Series(zones).loc[lambda zone: zone != ""].value_counts()
    single = made[~made["zone"].isin(shared.index[shared > 1])]
    parts = [single]
    for zone, areas in shared[shared > 1].items():
        groups = made[made["zone"] == zone].groupby(["zone", "at", "repeat"], as_index=False)
        parts.append(groups[["occupied", "capacity"]].sum(min_count=int(areas)))
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else single


def remember(study: store.Study, source: str, areas: pd.Series, zones: dict[str, str]) -> None:
    """Keep the choice for the next file, and make plain zones where they are new."""
    known = set(study.zones()["zone"])
    new = [zone for zone in dict.fromkeys(zones[area] for area in areas) if zone not in known]
    plain_zones = pd.DataFrame({"zone": [zone for zone in new if zone]}).assign(
        name_en=lambda rows: rows["zone"],
        name_zh=lambda rows: rows["zone"],
        floor="",
        level=None,
        polygon=None,
        area_m2=None,
        convertible=True,
        kind="room",
        wanted="",
    )
    if len(plain_zones):
        states = study.zone_states().iloc[:0]
        study.save_floors(plain_zones, states)
    for area in areas:
        study.remember_area(source, area, zones[area])


def _zone(area: str, chosen: str) -> str:
    return {NEW: area, SKIP: ""}.get(chosen, chosen)


def _zone_names(study: store.Study) -> dict[str, str]:
    """Return what each choice is called: zones with their floor, without a floor, leave out."""
    zones = study.zones()
    zones = zones[zones["kind"] == "room"]
    names = {NEW: plain("counts_mapping_new"), SKIP: plain("counts_mapping_skip")}
    for zone, name, floor in zip(zones["zone"], name_of(zones), zones["floor"], strict=True):
        key = "counts_zone_choice_floor" if floor else "counts_zone_choice"
        plainly = not floor and name == zone
        names[zone] = name if plainly else plain(key, name=name, floor=floor, zone=zone)
    return names


def _likely_source(study: store.Study, draft: store.Draft, areas: list[str]) -> str:
    """Return the source most of whose area names come again, else the name of the file."""
    known = study.area_mapping()
    again = known[known["area"].isin(areas)].groupby("source").size()
    if len(again) and again.max() * 2 >= len(areas):
        return str(again.idxmax())
    return draft.file_name.partition(".")[0]


def _suggested(
    study: store.Study, source: str, areas: list[str], names: dict[str, str]
) -> dict[str, str]:
    """Return a choice per area: remembered, else the zone of that name, else a plain zone."""
    known = study.area_mapping(source)
    kept = dict(zip(known["area"], known["zone"].replace("", SKIP), strict=True))
    zones = study.zones()
    zones = zones[zones["kind"] == "room"]
    by_name: dict[str, set[str]] = {}
    for column in ("zone", "name_en", "name_zh"):
        for zone, name in zip(zones["zone"], zones[column], strict=True):
            by_name.setdefault(_bare(name), set()).add(zone)
    return {area: _one_suggestion(area, kept, by_name, names) for area in areas}


def _one_suggestion(
    area: str, kept: dict[str, str], by_name: dict[str, set[str]], names: dict[str, str]
) -> str:
    if kept.get(area) in names:
        return kept[area]
    same = by_name.get(_bare(area), set()) if _bare(area) else set()
    return next(iter(same)) if len(same) == 1 else NEW


def _bare(name: str) -> str:
    """Return a name without case, spaces and marks."""
    return re.sub(r"[\W_]+", "", str(name).casefold())


def _edited(
    areas: pd.DataFrame, chosen: dict[str, str], names: dict[str, str], file: str
) -> dict[str, str]:
    """Show one row per area with its zone and return the zones chosen."""
    area, zone, rows = (plain(f"counts_mapping_{name}") for name in ("area", "zone", "rows"))
    table = pd.DataFrame({area: areas["area"], zone: list(chosen.values()), rows: areas["rows"]})
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[area, rows],
        column_config={
            zone: st.column_config.SelectboxColumn(
                zone, options=list(names), format_func=names.get, required=True, width="large"
            )
        },
        height=ROW * (min(len(table), MOST_ROWS) + 1) + 3,
        key=f"counts_areas_{file}_{zlib.crc32(repr(chosen).encode())}",
        alt=plain("counts_mapping_alt"),
    )
    return dict(zip(edited[area], edited[zone], strict=True))
