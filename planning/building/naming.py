"""Ids, names, kinds and seats of the zones a file speaks of."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planning.building.draft import some
from planning.building.errors import PlanFinding
from planning.building.levels import floor_in_file_name, read_floor
from planning.building.shapes import Rings
from planning.building.words import (
    find_columns,
    kind_of,
    kind_of_name,
    plain,
    space_type_from_name,
    space_type_of,
    truth,
)
from surveys.findings import Finding, Severity

_KIND_NAMES = {
    "room": ("room", "房间"),
    "stairs": ("stairs", "楼梯"),
    "lift": ("lift", "电梯"),
    "toilet": ("toilet", "卫生间"),
    "corridor": ("corridor", "走廊"),
    "outline": ("outline", "楼层轮廓"),
    "other": ("space", "其他空间"),
}


@dataclass
class RawZone:
    """One shape or row of a file: what it says, in which row, with which outline."""

    row: int
    said: Mapping[str, object]
    outline: Rings | None = None
    others: list[Rings] = field(default_factory=list)
    kind: str = ""
    from_walls: bool = False
    columns: dict[str, list[str]] = field(default_factory=dict)

    @property
    def given_area(self) -> float | None:
        """The area in m2 the file gives, None if it gives none."""
        return next((number for number in map(_positive, self.all("area")) if number), None)

    @property
    def outlines(self) -> list[Rings]:
        """The outline, and those of further parts."""
        return [*([self.outline] if self.outline else []), *self.others]

    def first(self, concept: str) -> str:
        """Return the first thing the file says about a concept, "" if nothing."""
        return next((text for text in self.all(concept) if text), "")

    def all(self, concept: str) -> list[str]:
        """Return everything the file says about a concept as clean text."""
        texts = [
            (column, as_text(self.said.get(column))) for column in self.columns.get(concept, ())
        ]
        if (
            concept == "name"
        ):  # "Area" is a name where it holds words, a size where it holds numbers
            texts = [(c, "" if plain(c) == "area" and _positive(t) else t) for c, t in texts]
        return [text for _, text in texts]


def raw_zone(row: int, said: Mapping[str, object], outline: Rings | None = None) -> RawZone:
    """Return a shape with its properties matched to what they speak of."""
    return RawZone(row, said, outline, columns=find_columns(said))


def as_text(value: object) -> str:
    """Return what a property says as text; nothing, NaN and "null" are "".

    Examples
    --------
    >>> as_text(12.0), as_text(None), as_text(" a "), as_text({"en": "Cafe"})
    ('12', '', 'a', 'Cafe')
    """
    if isinstance(value, Mapping):
        return next((as_text(one) for one in value.values() if as_text(one)), "")
    if value is None or isinstance(value, (list, tuple)):
        return ""
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value == int(value) else str(value)
    text = " ".join(str(value).split())
    return "" if text.casefold() in ("null", "none", "nan", "<na>", "n/a") else text


def zone_rows(
    raw: Sequence[RawZone], file_name: str, floor: str | None
) -> tuple[list[dict], list[Finding]]:
    """Return draft rows for the shapes of a file, with unique ids and readable names.

    Parameters
    ----------
    raw
        Shapes in file order.
    file_name
        Its floor is used where a shape has none.
    floor
        What the user says the floor is, for shapes that do not say it themselves.
    """
    findings: list[Finding] = []
    rows = [_said(one) for one in raw]
    _give_floors(rows, raw, file_name, floor, findings)
    _give_ids(rows, raw, findings)
    _give_names(rows, raw, findings)
    findings += _about_types(raw, rows) + _about_seats(raw, rows) + _about_names(raw, rows)
    return rows, findings


def _said(raw: RawZone) -> dict:
    """Return one draft row with what the file itself says."""
    name = raw.first("name") or raw.first("name_en") or raw.first("name_zh") or _number(raw)
    kind = raw.kind or _kind(raw)
    convertible = truth(raw.first("convertible"))
    if convertible is None and truth(raw.first("fixed")) is not None:
        convertible = not truth(raw.first("fixed"))
    names = raw.said.get(raw.columns["name"][0]) if raw.columns.get("name") else None
    names = names if isinstance(names, Mapping) else {}
    return {
        "zone": raw.first("id"),
        "name_en": raw.first("name_en") or as_text(names.get("en")) or name,
        "name_zh": raw.first("name_zh") or as_text(names.get("zh")) or name,
        "polygon": raw.outline,
        "area_m2": raw.given_area,
        "convertible": kind == "room" if convertible is None else convertible,
        "kind": kind,
        "wanted": "",
        "space_type": _space_type(raw, kind, name),
        "seats": read_seats(raw.first("seats")),
    }


def _positive(text: str) -> float | None:
    """Return a number above 0, with or without a unit, None where the text is none."""
    found = re.fullmatch(r"(\d[\d,]*\.?\d*)\s*(?:m2|m²|㎡|sqm|平方米|平米)?", text.casefold())
    return float(found[1].replace(",", "")) or None if found else None


def _number(raw: RawZone) -> str:
    """Return a room's number where it has no name; a type word is no number."""
    return next((text for text in raw.all("number") if text and not kind_of(text)), "")


def _kind(raw: RawZone) -> str:
    """Return the kind the file gives, else what the zone is called; any other is a room."""
    kinds = [
        *(kind_of(text) for text in raw.all("type")),
        *(kind_of_name(text) for text in raw.all("name")),
    ]
    return next((kind for kind in kinds if kind), "room")


def _space_type(raw: RawZone, kind: str, name: str) -> str:
    """Return the space type the file gives, else what the name suggests."""
    if kind != "room":
        return "other"
    given = next((space for space in map(space_type_of, raw.all("type")) if space), "")
    texts = [name, *raw.all("name"), *raw.all("type")]
    return given or next((space for space in map(space_type_from_name, texts) if space), "")


def read_seats(text: str) -> int | None:
    """Return a number of seats, None where the text is none.

    Examples
    --------
    >>> read_seats("24.0"), read_seats("1,200"), read_seats("48座"), read_seats("many")
    (24, 1200, 48, None)
    """
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.0*)?\s*(?:座|个|席|seats?)?", text)
    return int(found[1].replace(",", "")) if found else None


def _give_floors(rows, raw, file_name, floor, findings) -> None:
    """Fill ``floor`` and ``level``: the shape's own, the user's, the file name's, else 1F."""
    asked = (read_floor(floor) or (floor.strip(), None)) if floor and floor.strip() else None
    fallback = asked or floor_in_file_name(file_name)
    unclear, assumed = [], 0
    for row, one in zip(rows, raw, strict=True):
        texts = [text for text in one.all("floor") if text]
        own = next((found for found in map(read_floor, texts) if found), None)
        if own is None and texts and len(texts[0]) <= 20 and fallback is None:
            own = (texts[0], None)
            unclear.append(texts[0])
        assumed += own is None and fallback is None
        row["floor"], row["level"] = own or fallback or ("1F", 1)
    if assumed:
        facts = {"n": assumed, "floor": "1F"}
        findings.append(Finding(PlanFinding.FLOOR_ASSUMED, Severity.CHANGED, facts=facts))
    if unclear or (asked and asked[1] is None):
        names = some(dict.fromkeys(unclear or [asked[0]]))
        facts = {"floors": names}
        findings.append(Finding(PlanFinding.FLOOR_UNCLEAR, Severity.NOTE, facts=facts))


def _give_ids(rows, raw, findings) -> None:
    """Make ``zone`` unique: bare numbers get their floor, repeated ids a floor or a counter."""
    taken: set[str] = set()
    unnamed: Counter[str] = Counter()
    repeated = []
    for row, one in zip(rows, raw, strict=True):
        given = row["zone"]
        stem = given or _number(one) or re.sub(r"\s+", "-", row["name_en"])
        if not stem:
            place = f"{row['floor']}-{'walls-' if one.from_walls else ''}{row['kind']}"
            unnamed[place] += 1
            stem = f"{place}{unnamed[place]}"
        row["zone"] = next(zone for zone in _candidates(stem, row["floor"]) if zone not in taken)
        taken.add(row["zone"])
        if given and row["zone"] not in (given, f"{row['floor']}-{given}"):
            repeated.append((one.row, row["zone"]))
    if repeated:
        facts = {"n": len(repeated), "zones": some(zone for _, zone in repeated)}
        places = tuple(row for row, _ in repeated)
        findings.append(Finding(PlanFinding.ID_REPEATED, Severity.CHANGED, places, facts=facts))


def _candidates(stem: str, floor: str) -> Iterator[str]:
    """Yield ids for a zone, best first: "A12" as it is, 12 as "2F-12", then with a counter."""
    if not re.fullmatch(r"[\d.\-]+", stem):
        yield stem
    with_floor = stem if stem.startswith(f"{floor}-") else f"{floor}-{stem}"
    yield with_floor
    yield from (f"{with_floor}~{n}" for n in itertools.count(2))


def _give_names(rows, raw, findings) -> None:
    """Fill missing names with floor, kind and a number that no other zone has."""
    taken = {row["name_en"] for row in rows} | {row["name_zh"] for row in rows}
    count: Counter[tuple[str, str]] = Counter()
    places = []
    for row, one in zip(rows, raw, strict=True):
        if row["name_en"]:
            continue
        english, chinese = _KIND_NAMES[row["kind"]]
        while not row["name_en"] or row["name_en"] in taken:
            count[row["floor"], row["kind"]] += 1
            number = count[row["floor"], row["kind"]]
            row["name_en"] = f"{row['floor']} {english} {number}"
            row["name_zh"] = f"{row['floor']} {chinese} {number}"
        places.append(one.row)
    if places:
        facts = {"n": len(places)}
        rows_named = tuple(dict.fromkeys(places))
        findings.append(Finding(PlanFinding.NAMES_GIVEN, Severity.CHANGED, rows_named, facts=facts))


def _about_types(raw, rows) -> list[Finding]:
    """Say which type words were not known and which space types are guesses."""
    findings = []
    unknown = {
        text: one.row
        for one in raw
        for text in one.all("type")
        if text and text != one.first("number")
        and not one.kind and not kind_of(text) and not space_type_of(text)
        and not any(kind_of(other) or space_type_of(other) for other in one.all("type"))
    }  # fmt: skip
    if unknown:
        facts = {"n": len(unknown), "types": some(unknown)}
        findings.append(Finding(PlanFinding.TYPES_UNKNOWN, Severity.NOTE, facts=facts))
    guessed = [
        (one.row, row["name_en"])
        for one, row in zip(raw, rows, strict=True)
        if row["kind"] == "room" and row["space_type"]
        and not any(space_type_of(text) for text in one.all("type"))
    ]  # fmt: skip
    if guessed:
        places = tuple(row for row, _ in guessed)
        facts = {"n": len(guessed), "zones": some(name for _, name in guessed)}
        kind = PlanFinding.SPACE_TYPE_FROM_NAME
        findings.append(Finding(kind, Severity.CHANGED, places, facts=facts))
    return findings


def _about_seats(raw, rows) -> list[Finding]:
    """Say which seats could not be read as a whole number."""
    bad = [
        one
        for one, row in zip(raw, rows, strict=True)
        if one.first("seats") and row["seats"] is None
    ]
    if not bad:
        return []
    facts = {"n": len(bad), "texts": some(one.first("seats") for one in bad)}
    places = tuple(one.row for one in bad)
    column = bad[0].columns["seats"][0]
    return [Finding(PlanFinding.SEATS_UNREADABLE, Severity.CHANGED, places, column, facts)]


def _about_names(raw, rows) -> list[Finding]:
    """Say which names several zones share."""
    count = Counter((row["floor"], plain(row["name_en"])) for row in rows)
    shared = [
        (one.row, row["name_en"])
        for one, row in zip(raw, rows, strict=True)
        if count[row["floor"], plain(row["name_en"])] > 1
    ]
    if not shared:
        return []
    facts = {"n": len(shared), "names": some(dict.fromkeys(name for _, name in shared))}
    places = tuple(row for row, _ in shared)
    return [Finding(PlanFinding.NAMES_REPEAT, Severity.NOTE, places, facts=facts)]
