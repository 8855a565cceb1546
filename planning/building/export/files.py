"""A plan as GeoJSON, DXF and a room schedule in XLSX."""

import io
import json
from collections.abc import Mapping

import pandas as pd

from planning.building.shapes import polygon

COLORS = {  # of the space types on every screen, as red, green, blue
    "learning": (0, 114, 178), "academic": (204, 121, 167), "cultural": (230, 159, 0),
    "creative": (0, 158, 115), "other": (128, 128, 128),
}  # fmt: skip
OUTLINE, TEXT = "OUTLINE", "TEXT"
_LETTERS_M = 0.35


def plan_geojson(rows: pd.DataFrame) -> bytes:
    """Return the zones of `planned` rows that have an outline, as a FeatureCollection in metres.

    Properties are the columns of `planned`. Coordinates are metres on the
    building's own axes, as the study holds them; there is no place on earth in them.
    """
    drawn = rows[[polygon(outline) is not None for outline in rows["polygon"]]]
    facts = drawn.drop(columns="polygon").astype("object").where(drawn.notna(), None)
    features = [
        {
            "type": "Feature",
            "id": said["zone"],
            "properties": said | {"convertible": said["kind"] == "room"},
            "geometry": {"type": "Polygon", "coordinates": [_closed(ring) for ring in outline]},
        }
        for said, outline in zip(facts.to_dict("records"), drawn["polygon"], strict=True)
    ]
    document = {"type": "FeatureCollection", "name": "Respace", "features": features}
    return json.dumps(document, ensure_ascii=False, default=_plain).encode()


def plan_dxf(rows: pd.DataFrame, language: str = "en") -> bytes:
    """Return the zones of `planned` rows as a drawing in metres (DXF R2010, UTF-8).

    One layer per floor and space type ("2F-LEARNING"; without the floor where
    there is only one), stairs and the like on "…-STAIRS", outlines of floors on
    "…-OUTLINE". A zone is a closed polyline; one with holes is a hatch. Name,
    function and seats stand inside, on the layer TEXT.
    """
    import ezdxf

    document = ezdxf.new("R2010", units=6)
    space = document.modelspace()
    many = rows["floor"].nunique() > 1
    for row in rows.to_dict("records"):
        shape = polygon(row["polygon"])
        if shape is None:
            continue
        layer = _layer(row, many)
        if layer not in document.layers:
            made = document.layers.add(layer)
            made.rgb = COLORS.get(row["space_type"] if row["kind"] == "room" else "", (90, 90, 90))
        if len(row["polygon"]) == 1:
            space.add_lwpolyline(row["polygon"][0], close=True, dxfattribs={"layer": layer})
        else:
            hatch = space.add_hatch(dxfattribs={"layer": layer})
            for number, ring in enumerate(row["polygon"]):
                hatch.paths.add_polyline_path(ring, is_closed=True, flags=1 if number == 0 else 16)
        if row["kind"] != "outline":
            _write(space, shape, _lines(row, language))
    stream = io.StringIO()
    document.write(stream)
    return stream.getvalue().encode("utf-8")


def plan_xlsx(
    rows: pd.DataFrame, words: Mapping[str, str], types: Mapping[str, str], language: str = "en"
) -> bytes:
    """Return `planned` rows as a room schedule: rooms on one sheet, sums by space type on another.

    Parameters
    ----------
    rows
        Of `planned`; outlines of floors are left out.
    words
        Said headings and sheet names by ``schedule_<column>``.
    types
        Names of the space types.
    language
        Whose names of zones are written.
    """
    inner = rows[~rows["kind"].eq("outline")]
    names = inner[f"name_{language}"].replace("", pd.NA).fillna(inner["name_en"])
    seats, area = inner["seats"].astype("Float64"), inner["area_m2"].astype("Float64")
    told = pd.DataFrame(
        {
            "floor": inner["floor"], "zone": inner["zone"], "name": names,
            "kind": [words.get(f"zone_kind_{kind}", kind) for kind in inner["kind"]],
            "today": inner["space_type_today"].map(lambda one: types.get(one, "")),
            "planned": inner["space_type"].map(lambda one: types.get(one, "")),
            "function": inner["function_name"], "seats_today": inner["seats_today"],
            "seats": inner["seats"], "area": area.round(2),
            "each": (area / seats.where(seats > 0)).round(2),
        }
    )  # fmt: skip
    room = inner["kind"].eq("room")
    sums = told[room].groupby("planned", as_index=False, sort=False).agg(
        zones=("zone", "size"), seats_today=("seats_today", "sum"), seats=("seats", "sum"),
        area=("area", "sum"),
    )  # fmt: skip
    buffer = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as book:
        for table, sheet in ((told, "schedule_rooms"), (sums, "schedule_sums")):
            said = table.rename(columns=lambda column: words[f"schedule_{column}"])
            said.to_excel(book, sheet_name=words[sheet], index=False, freeze_panes=(1, 0))
            book.sheets[words[sheet]].autofit()
    return buffer.getvalue()


def _closed(ring: list) -> list:
    """Return a ring that ends where it begins."""
    return [*ring, ring[0]] if ring[0] != ring[-1] else ring


def _plain(value: object) -> object:
    """Return a number of NumPy as one of Python."""
    return value.item()


def _layer(row: Mapping, many: bool) -> str:
    """Return the layer of a zone."""
    word = row["space_type"] or "other" if row["kind"] == "room" else row["kind"]
    floor = "".join("_" if letter in '<>/\\":;?*|=`,' else letter for letter in row["floor"])
    return f"{floor}-{word.upper()}" if many and floor else word.upper()


def _lines(row: Mapping, language: str) -> list[str]:
    """Return what stands in a zone: its name, its function, its seats."""
    name = row[f"name_{language}"] or row["name_en"] or row["zone"]
    seats = row["seats"]
    count = "" if pd.isna(seats) or seats == 0 else f"{int(seats)} seats"
    if language == "zh" and count:
        count = f"{int(seats)}座"
    return [line for line in (name, row["function_name"], count) if line]


def _write(space, shape, lines: list[str]) -> None:
    """Write lines into a zone, the first one largest; it holds them even where it is small."""
    spot = shape.representative_point()
    for number, line in enumerate(lines):
        height = _LETTERS_M * (1 if number == 0 else 0.7)
        place = (spot.x, spot.y - number * 1.5 * _LETTERS_M)
        if not shape.contains(type(spot)(place)):
            place = (spot.x, spot.y)
        text = space.add_text(" ".join(line.split()), height=height, dxfattribs={"layer": TEXT})
        text.set_placement(place)
