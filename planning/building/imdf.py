"""Floors as IMDF: a zip of GeoJSON files, one per kind of feature, tied together by ids."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from planning.building.draft import FloorDraft
from planning.building.errors import ArchiveNotReadError, PlanTooLargeError, PlanWithoutZonesError
from planning.building.geojson import MOST_BYTES, features_in, read_geojson
from planning.building.levels import read_floor

_PARTS = ("level", "unit", "fixture", "section")  # in this order; the rest holds no zones
_CATEGORIES = {
    "opentobelow": "void", "movingwalkway": "walkway", "steps": "stairs", "unenclosedarea": "room",
}  # fmt: skip


def read_imdf(
    content: bytes,
    name: str,
    floor: str | None = None,
    *,
    origin: tuple[float, float] | None = None,
    metres_per_unit: float | None = None,
) -> FloorDraft:
    """Return the units of an IMDF archive as zones, its levels as outlines of floors.

    Parameters
    ----------
    content, name, floor, origin, metres_per_unit
        As in `read_geojson`. A zip of plain GeoJSON files is read too.

    Raises
    ------
    ArchiveNotReadError
        The zip is damaged or protected.
    PlanTooLargeError, PlanWithoutZonesError and what `read_geojson` raises
    """
    files = _files(content, name)
    parts = [part for part in _PARTS[:2] if part in files] or sorted(files)
    features = [one for part in parts for one in features_in(files[part], name)]
    if not features:
        raise PlanWithoutZonesError(name=name, skipped=0)
    document = {"type": "FeatureCollection", "features": with_levels(features)}
    asked = {"origin": origin, "metres_per_unit": metres_per_unit}
    return read_geojson(json.dumps(document).encode(), name, floor, **asked)


def with_levels(features: Sequence[object]) -> list[object]:
    """Return features whose level is named by its id with the label of that level.

    Levels become outlines; names in several languages become both names.

    Examples
    --------
    >>> level = {"type": "Feature", "id": "L", "feature_type": "level",
    ...          "properties": {"ordinal": 1, "short_name": {"en": "2"}}, "geometry": None}
    >>> unit = {"type": "Feature", "properties": {"level_id": "L", "category": "room"}}
    >>> with_levels([level, unit])[1]["properties"]["floor"]
    '2F'
    """
    labels = {
        str(one["id"]): label
        for one in features
        if isinstance(one, Mapping) and one.get("id") is not None and (label := _label(one))
    }
    return [_named(one, labels) for one in features]


def _label(feature: Mapping) -> str:
    """Return the label of a level, "" for any other feature."""
    said = feature.get("properties")
    said = said if isinstance(said, Mapping) else {}
    if feature.get("feature_type", said.get("feature_type", said.get("type"))) != "level":
        return ""
    words = [_text(said.get(name)) for name in ("short_name", "name", "label", "level")]
    read = next((found[0] for found in map(read_floor, filter(None, words)) if found), "")
    ordinal = said.get("ordinal")
    if not read and isinstance(ordinal, int):
        read = "GF" if ordinal == 0 else f"B{-ordinal}" if ordinal < 0 else f"{ordinal + 1}F"
    return read or next(filter(None, words), "")


def _named(feature: object, labels: Mapping[str, str]) -> object:
    """Return a feature with floor and kind in words a plan file uses."""
    said = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(said, Mapping):
        return feature
    level = next((str(said[key]) for key in ("level_id", "levelId", "level") if said.get(key)), "")
    own = labels.get(str(feature.get("id")))
    if own:
        return {**feature, "properties": {"floor": own, "type": "outline"}}
    if level not in labels:
        return feature
    kept = {
        key: value for key, value in said.items() if key not in ("level_id", "levelId", "level")
    }
    category = str(said.get("category") or said.get("type") or "").split(".")[0]
    kept |= {"floor": labels[level], "type": _CATEGORIES.get(category, category)}
    names = said.get("name") if isinstance(said.get("name"), Mapping) else {}
    for language in ("en", "zh"):
        found = next(
            (str(v) for k, v in names.items() if str(k).casefold().startswith(language)), ""
        )
        if found:
            kept[f"name_{language}"] = found
    return {**feature, "properties": kept}


def _text(value: object) -> str:
    """Return a text, of several languages the first."""
    if isinstance(value, Mapping):
        value = next(iter(value.values()), "")
    return str(value).strip() if isinstance(value, (str, int)) else ""


def _files(content: bytes, name: str) -> dict[str, bytes]:
    """Return the GeoJSON files of an archive by stem."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [
                one for one in archive.infolist()
                if one.filename.casefold().endswith((".geojson", ".json"))
                and not one.filename.startswith("__MACOSX")
            ]  # fmt: skip
            size = sum(one.file_size for one in inside)
            if size > MOST_BYTES:
                raise PlanTooLargeError(name=name, found=size, limit=MOST_BYTES)
            stems = [one.filename.rsplit("/", 1)[-1].rsplit(".", 1)[0] for one in inside]
            return {stem: archive.read(one) for stem, one in zip(stems, inside, strict=True)}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ArchiveNotReadError(name=name) from error
