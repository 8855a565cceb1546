"""A floor as a file tells it, before it is part of a study."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from planning.building.errors import PlanFinding
from planning.building.shapes import Rings, polygon
from surveys.findings import Finding, Severity

ZONE_DTYPES = {
    "zone": "object",
    "name_en": "object",
    "name_zh": "object",
    "floor": "object",
    "level": "Int64",
    "polygon": "object",
    "area_m2": "Float64",
    "convertible": "bool",
    "kind": "object",
    "wanted": "object",
}
SOURCE_DTYPES = {
    "guid": "object",
    "area_name": "object",
    "area_given_m2": "Float64",
    "drawn_m2": "Float64",
}
DRAFT_DTYPES = {**ZONE_DTYPES, "space_type": "object", "seats": "Int64", **SOURCE_DTYPES}
STATE_DTYPES = {"zone": "object", "valid_from": "object", "space_type": "object", "seats": "Int64"}

_SAME_PLACE_M = 0.02  # outlines that differ by less are the same outline drawn again


@dataclass(frozen=True)
class FloorDraft:
    """What a plan file says, for the user to correct.

    Parameters
    ----------
    zones
        One row per zone: the columns of the zones table, and ``space_type``
        (str, "" = the file does not say) and ``seats`` (Int64, ``<NA>`` = the
        file does not say) as of today. Where the file tells: ``guid`` (id in
        the file), ``area_given_m2`` with ``area_name`` (the area the file
        carries and what it calls it) beside ``drawn_m2`` (of the outline).
    findings
        What was odd, skipped or decided.
    crs
        "WGS84", "EPSG:…", "metres" or "units" (a plan without a scale).
    needs_scale
        Whether ``polygon`` is still in units of the drawing and ``area_m2``
        empty: read again with ``metres_per_unit``.
    floors
        Labels of the floors in the file, lowest first.
    origin
        The point of the file that became (0, 0): longitude and latitude, or
        the file's own x and y; None where nothing was moved. Give it to the
        next file of the same building, so that the floors stack.
    proposed_scale
        Metres per unit at which the outlines have the areas the file gives,
        None where it gives none.
    doors, entrances
        Doors of the model, and those of them that lead outside on the lowest
        floor, as (floor, x, y).
    """

    zones: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)
    crs: str = "metres"
    needs_scale: bool = False
    floors: tuple[str, ...] = ()
    origin: tuple[float, float] | None = None
    proposed_scale: float | None = None
    doors: tuple[tuple[str, float, float], ...] = ()
    entrances: tuple[tuple[str, float, float], ...] = ()


def zones_table(rows: Iterable[dict]) -> pd.DataFrame:
    """Return rows as a table of draft zones with the right columns and types."""
    table = pd.DataFrame(list(rows), columns=list(DRAFT_DTYPES))
    return table.astype(DRAFT_DTYPES)


def floors_of(zones: pd.DataFrame) -> tuple[str, ...]:
    """Return the labels of the floors of some zones, lowest first."""
    order = zones[["floor", "level"]].drop_duplicates("floor").sort_values("level", kind="stable")
    return tuple(order["floor"])


def split_draft(zones: pd.DataFrame, valid_from: dt.date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the zones table and the zone states of a corrected draft.

    Parameters
    ----------
    zones
        `FloorDraft.zones`, as the user left it.
    valid_from
        First day on which these seats and space types hold, inclusive.

    Returns
    -------
    zones, and one state per zone. A space type that nobody gave is "other";
    seats that nobody gave are ``<NA>`` in rooms and 0 elsewhere.

    Examples
    --------
    >>> draft = zones_table([{"zone": "2F-1", "kind": "stairs", "convertible": False}])
    >>> split_draft(draft, dt.date(2025, 9, 1))[1].to_string(header=False, index=False)
    '2F-1 2025-09-01      other      0'
    """
    states = zones[["zone", "space_type", "seats"]].copy()
    states.insert(1, "valid_from", valid_from)
    states["space_type"] = states["space_type"].fillna("").replace("", "other")
    fixed = ~zones["kind"].eq("room") & states["seats"].isna()
    states["seats"] = states["seats"].mask(fixed, 0)
    return zones[list(ZONE_DTYPES)].copy(), states.astype(STATE_DTYPES).reset_index(drop=True)


def merge_drafts(drafts: Iterable[FloorDraft]) -> FloorDraft:
    """Return several files of one building as one draft.

    A zone id used on two floors gets the floor before it (finding); the same
    zone in two files is kept once, the later file wins. Findings of all files
    are kept, in order.
    """
    drafts = list(drafts)
    zones = zones_table([])
    findings: list[Finding] = []
    for draft in drafts:
        own, renamed = keep_ids_apart(zones, draft.zones)
        findings += [*draft.findings, *renamed]
        kept = zones[~zones["zone"].isin(own["zone"])]
        parts = [part for part in (kept, own) if len(part)]
        zones = pd.concat(parts, ignore_index=True) if parts else zones
    return FloorDraft(
        zones=zones,
        findings=findings,
        crs=drafts[0].crs if drafts else "metres",
        needs_scale=any(draft.needs_scale for draft in drafts),
        floors=floors_of(zones),
        origin=next((draft.origin for draft in drafts if draft.origin), None),
        doors=tuple(door for draft in drafts for door in draft.doors),
        entrances=tuple(place for draft in drafts for place in draft.entrances),
    )


def keep_ids_apart(
    existing: pd.DataFrame, draft: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return a draft whose ids do not name a zone on another floor.

    "A" on 2F becomes "2F-A" where the study has an "A" on 1F; imported again it
    becomes "2F-A" again, so nothing is doubled.
    """
    floors = dict(zip(existing["zone"], existing["floor"], strict=True))
    clash = [
        zone in floors and floors[zone] != floor
        for zone, floor in zip(draft["zone"], draft["floor"], strict=True)
    ]
    if not any(clash):
        return draft, []
    named = draft.copy()
    named.loc[clash, "zone"] = named["floor"] + "-" + named["zone"]
    while (again := named["zone"].duplicated()).any():
        named.loc[again, "zone"] = named["zone"] + "~2"
    facts = {"n": sum(clash), "zones": some(named.loc[clash, "zone"])}
    return named, [Finding(PlanFinding.ID_REPEATED, Severity.CHANGED, facts=facts)]


def plan_changes(existing: pd.DataFrame, draft: pd.DataFrame) -> pd.DataFrame:
    """Return what importing a draft would change, zone by zone.

    Parameters
    ----------
    existing
        Zones of the study; ``seats`` and ``space_type`` are compared too where
        it has these columns.
    draft
        Zones of the draft, ids kept apart (`keep_ids_apart`).

    Returns
    -------
    One row per zone of either on the floors of the draft: ``zone``, ``change``
    (new|changed|unchanged|gone) and ``columns`` (tuple of the columns that
    differ). "gone" is on a floor of the draft but not in it: the study keeps
    it unless the user says otherwise. Names, ``wanted`` and everything the
    draft leaves empty count as unchanged, because the user gave them by hand.

    Examples
    --------
    >>> one = zones_table([{"zone": "a", "floor": "1F", "convertible": True}])
    >>> plan_changes(one, one)["change"].tolist()
    ['unchanged']
    """
    old = existing[existing["floor"].isin(draft["floor"])].set_index("zone")
    new = draft.set_index("zone")
    rows = [_change(zone, old, new) for zone in new.index]
    rows += [(zone, "gone", ()) for zone in old.index if zone not in new.index]
    return pd.DataFrame(rows, columns=["zone", "change", "columns"])


def some(names: Iterable[object], most: int = 5) -> str:
    """Return the first few names as one string, for the facts of a finding.

    Examples
    --------
    >>> some(["a", "b", "c"], most=2)
    'a, b, …'
    """
    names = [str(name) for name in names]
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def with_findings(draft: FloorDraft, findings: Iterable[Finding]) -> FloorDraft:
    """Return the draft with more findings behind its own."""
    return replace(draft, findings=[*draft.findings, *findings])


def _change(zone: str, old: pd.DataFrame, new: pd.DataFrame) -> tuple[str, str, tuple[str, ...]]:
    """Return one row of `plan_changes`."""
    if zone not in old.index:
        return zone, "new", ()
    before, after = old.loc[zone], new.loc[zone]
    compared = [
        column
        for column in ("floor", "area_m2", "kind", "space_type", "seats")
        if column in old.columns and _given(after[column])
    ]
    differ = [column for column in compared if not _same(before[column], after[column])]
    if not _same_outline(before["polygon"], after["polygon"]):
        differ.append("polygon")
    return zone, "changed" if differ else "unchanged", tuple(differ)


def _given(value: object) -> bool:
    """Whether a file said something."""
    return not pd.isna(value) and value != ""


def _same(before: object, after: object) -> bool:
    """Whether two cells say the same; areas may differ by what redrawing adds."""
    if pd.isna(before):
        return False
    if isinstance(after, float):
        return abs(float(before) - after) <= max(0.1, 0.001 * after)
    return before == after


def _same_outline(before: Rings | None, after: Rings | None) -> bool:
    """Whether two outlines are one, whichever corner and direction they start with."""
    one, two = polygon(before), polygon(after)
    if two is None:
        return True
    if one is None:
        return False
    return one.buffer(0).hausdorff_distance(two.buffer(0)) <= _SAME_PLACE_M
