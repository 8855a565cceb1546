"""Floors as IFC: storeys, spaces, areas with their names, doors; read in a process of its own."""

import io
import itertools
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import shapely

from planning.building.draft import FloorDraft, floors_of, zones_table
from planning.building.errors import (
    ModelNotReadError,
    ModelSlowError,
    PlanEmptyError,
    PlanFinding,
    PlanNotIfcError,
    PlanTooLargeError,
    PlanWithoutZonesError,
)
from planning.building.fixed import fixed_kind, is_outside
from planning.building.ifc_findings import about_areas, about_fixed, about_model
from planning.building.levels import read_floor
from planning.building.model.areas import is_gross
from planning.building.naming import RawZone, raw_zone, zone_rows
from planning.building.outlines import measured
from planning.building.placing import Placed, placed
from planning.building.shapes import polygon
from planning.building.words import kind_of

MOST_BYTES = 150_000_000
MOST_SPACES = 20_000
SECONDS = 240  # then the model is too large for a sitting
_HOUSE = Path(__file__).parents[2]
_STANDS = 0.5  # of a stair's footprint inside a space makes the space a stairwell


def read_ifc(
    content: bytes,
    name: str,
    floor: str | None = None,
    *,
    origin: tuple[float, float] | None = None,
) -> FloorDraft:
    """Return the spaces of a building model in metres, and what was odd in it.

    Parameters
    ----------
    content, name
        The file: IFC2X3, IFC4 or IFC4X3 as text, also zipped (.ifczip).
    floor
        Floor of spaces that stand in no storey.
    origin
        `FloorDraft.origin` of another file of this building.

    Returns
    -------
    A draft, one zone per IfcSpace in file order. The outline is the shadow of
    the space's body on the floor. ``area_m2`` is the net area the file carries
    (``area_name`` tells under which name), else as drawn; a gross area is kept
    in ``area_given_m2`` only. ``guid`` is the GlobalId. Stairs, lifts, shafts,
    toilets, corridors, roofs and places outdoors are proposed as not
    convertible. Doors and entrances are those of the model.

    Raises
    ------
    PlanEmptyError, PlanNotIfcError, PlanTooLargeError, PlanWithoutZonesError
        What the file is instead.
    ModelNotReadError, ModelSlowError
        It is damaged, or too large.
    """
    text = model_text(content, name)
    said = ask(text, name, "read", {})
    spaces = said["spaces"]
    if len(spaces) > MOST_SPACES:
        raise PlanTooLargeError(name=name, found=len(spaces), limit=MOST_SPACES)
    kept = [one for one in spaces if not one["has_parts"]]
    if not kept:
        raise PlanWithoutZonesError(name=name, skipped=sum(said["others"].values()))
    labels = storey_labels(said["storeys"])
    raw = [_raw(one, labels) for one in kept]
    reasons = _give_kinds(raw, kept, said["standing"])
    place = placed(raw, "metres", origin, None) if any(one.outline for one in raw) else Placed()
    rows, named = zone_rows(raw, name, floor)
    _give_levels(rows, labels)
    drawn_only = [dict(row, area_m2=None) for row in rows]
    about = measured(drawn_only, raw)
    _give_areas(rows, drawn_only, kept)
    zones = zones_table(rows)
    findings = [
        *about_model(said, labels, kept, rows),
        *place.findings, *about, *about_areas(rows), *about_fixed(rows, reasons), *named,
    ]  # fmt: skip
    findings = [  # a row of this file is an entity: findings name zones instead
        replace(one, rows=()) for one in findings if one.kind != PlanFinding.FLOOR_UNCLEAR
    ]
    draft = FloorDraft(zones, findings, "metres", False, floors_of(zones), place.origin)
    return _with_doors(draft, said["doors"], labels)


def ask(content: bytes, name: str, what: str, task: dict) -> dict:
    """Return what the child process answers about a model.

    Raises
    ------
    ModelNotReadError
        The library refused the file, or crashed on it.
    ModelSlowError
        It took longer than four minutes.
    """
    command = [sys.executable, "-m", "planning.building.model.child", what]
    given = json.dumps(task).encode() + b"\n" + content
    try:
        ran = subprocess.run(
            command, input=given, capture_output=True, timeout=SECONDS, cwd=_HOUSE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ModelSlowError(name=name, seconds=SECONDS) from error
    if ran.returncode or not ran.stdout:
        raise ModelNotReadError(name=name)
    answer = json.loads(ran.stdout)
    if "fault" in answer:
        raise ModelNotReadError(name=name)
    return answer


def storey_labels(storeys: list[dict]) -> list[tuple[str, int]]:
    """Return label and level of each storey, from the lowest up.

    "Level 2" is "2F" and level 2; "Roof" keeps its name and gets the next
    level. Where the names contradict the heights, levels are counted.

    Examples
    --------
    >>> names = ("T/FDN", "Level 1", "Level 2", "Roof")
    >>> storey_labels([{"name": name, "long": ""} for name in names])
    [('T/FDN', 0), ('1F', 1), ('2F', 2), ('Roof', 3)]
    """
    words = [one["name"] or one["long"] for one in storeys]
    read = [read_floor(one["name"]) or read_floor(one["long"]) for one in storeys]
    labels: list[str] = []
    for number, (word, found) in enumerate(zip(words, read, strict=True), start=1):
        label = found[0] if found else word or f"#{number}"
        while label in labels:  # two buildings in one model
            label = word if word and word not in labels else f"{label}~2"
        labels.append(label)
    levels = _levels([found[1] if found else None for found in read])
    return list(zip(labels, levels, strict=True))


def _levels(said: list[int | None]) -> list[int]:
    """Return rising levels that keep the said ones, or 0, 1, 2… where that cannot be."""
    known = [(place, level) for place, level in enumerate(said) if level is not None]
    levels = list(range(len(said)))
    if known:
        first, level = known[0]
        levels = [level - first + place for place in range(len(said))]
        for place, level in known:
            shift = level - levels[place]
            levels = [one + shift if at >= place else one for at, one in enumerate(levels)]
    rising = all(one < other for one, other in itertools.pairwise(levels))
    return levels if rising else list(range(1, len(said) + 1))


def model_text(content: bytes, name: str) -> bytes:
    """Return the text of a model; a zipped one is unpacked.

    Raises
    ------
    PlanEmptyError, PlanNotIfcError, PlanTooLargeError
    """
    if not content.strip():
        raise PlanEmptyError(name=name)
    if content.startswith(b"PK\x03\x04"):
        content = _unzipped(content, name)
    if len(content) > MOST_BYTES:
        raise PlanTooLargeError(name=name, found=len(content), limit=MOST_BYTES)
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"ISO-10303-21"):
        raise PlanNotIfcError(name=name)
    schema = re.search(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", content[:100_000])
    if schema is None or not schema[1].upper().startswith(b"IFC"):
        raise PlanNotIfcError(name=name)
    return content


def _unzipped(content: bytes, name: str) -> bytes:
    """Return the one model in an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [one for one in archive.infolist() if one.filename.lower().endswith(".ifc")]
            if not inside:
                raise PlanNotIfcError(name=name)
            if inside[0].file_size > MOST_BYTES:
                raise PlanTooLargeError(name=name, found=inside[0].file_size, limit=MOST_BYTES)
            return archive.read(inside[0])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ModelNotReadError(name=name) from error


def _raw(space: dict, labels: list[tuple[str, int]]) -> RawZone:
    """Return a space as a raw zone: its number, its name, its storey, its outlines."""
    number, title = _number_and_title(space["name"], space["long"])
    storey = labels[space["floor"]][0] if space["floor"] is not None else ""
    one = raw_zone(space["id"], {"id": number, "name": title, "floor": storey})
    if space["outlines"]:
        one.outline, *one.others = space["outlines"]
    return one


def _number_and_title(name: str, long: str) -> tuple[str, str]:
    """Return number and title of a space from Name and LongName.

    Examples
    --------
    >>> _number_and_title("A102", "Living Room"), _number_and_title("3 - Hall", "Hall")
    (('A102', 'Living Room'), ('3', 'Hall'))
    >>> _number_and_title("自习室", ""), _number_and_title("201", "")
    (('', '自习室'), ('201', '201'))
    """
    if long and name.endswith(long) and name != long:
        number = name.removesuffix(long).strip(" -:_.")
        return (number, long) if number else ("", long)
    looks = re.fullmatch(r"[\w.\-/]{1,12}", name) and any(letter.isdigit() for letter in name)
    if long:
        return (name, long) if looks or (name and name != long) else ("", long)
    return (name if looks else "", name)


def _give_kinds(raw: list[RawZone], spaces: list[dict], standing: list[dict]) -> dict[int, str]:
    """Set the kind of each space; return by row why those that are no rooms are none."""
    reasons: dict[int, str] = {}
    for one, space in zip(raw, spaces, strict=True):
        names = [one.first("name"), space["long"], *space["words"]]
        kind = fixed_kind(names)
        type_word = kind_of(space["predefined"]) if not kind else None
        if kind:
            reasons[one.row] = "name"
        elif is_outside(space["predefined"]):
            kind, reasons[one.row] = "other", "outside"
        elif type_word in ("stairs", "lift", "corridor"):
            kind, reasons[one.row] = type_word, "name"
        elif stands := _standing_in(space, standing):
            kind, reasons[one.row] = stands, "stands"
        one.kind = kind or "room"
    return reasons


def _standing_in(space: dict, standing: list[dict]) -> str | None:
    """Return the kind of a space that little more than a stair or lift of its storey fills."""
    if not space["outlines"]:
        return None
    room = polygon(space["outlines"][0]).buffer(0)
    for one in standing:
        if one["floor"] != space["floor"]:
            continue
        body = shapely.union_all([polygon(outline).buffer(0) for outline in one["outlines"]])
        common = body.intersection(room).area
        if common > _STANDS * body.area and common > _STANDS * room.area:
            return "lift" if "Transport" in one["type"] else "stairs"
    return None


def _give_levels(rows: list[dict], labels: list[tuple[str, int]]) -> None:
    """Fill floor and level from the storeys of the model."""
    by_word = {(read_floor(label) or (label,))[0]: (label, level) for label, level in labels}
    for row in rows:
        row["floor"], row["level"] = by_word.get(row["floor"], (row["floor"], row["level"]))


def _give_areas(rows: list[dict], drawn: list[dict], spaces: list[dict]) -> None:
    """Fill the areas: drawn, carried by the file with its name, and the one that counts."""
    for row, own, space in zip(rows, drawn, spaces, strict=True):
        row["polygon"], row["drawn_m2"] = own["polygon"], own["area_m2"]
        name, given = space["areas"][0] if space["areas"] else ("", None)
        row |= {"guid": space["guid"], "area_name": name, "area_given_m2": given}
        net = given if name and not is_gross(name) else None
        if net and row["drawn_m2"] and not 0.5 <= net / row["drawn_m2"] <= 1.5:
            net = None
        row["area_m2"] = net or row["drawn_m2"] or given


def _with_doors(draft: FloorDraft, doors: list[dict], labels) -> FloorDraft:
    """Return the draft with the doors of the model and, of those to the outside, the lowest."""
    east, north = draft.origin or (0.0, 0.0)
    placed_doors = [
        (
            labels[one["floor"]],
            round(one["x"] - east, 3),
            round(one["y"] - north, 3),
            one["outside"],
        )
        for one in doors
        if one["floor"] is not None
    ]
    known = tuple((label, x, y) for (label, _), x, y, _ in placed_doors)
    outer = [(level, (label, x, y)) for (label, level), x, y, outside in placed_doors if outside]
    ground = min((level for level, _ in outer if level >= 0), default=None)
    entrances = tuple(place for level, place in outer if level == ground)
    return replace(draft, doors=known, entrances=entrances)
