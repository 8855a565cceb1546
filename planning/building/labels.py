"""Names, numbers, seats and areas from the texts that stand inside outlines."""

import re
from collections.abc import Sequence

import shapely

from planning.building.naming import RawZone, raw_zone
from planning.building.shapes import polygon

_AREA = re.compile(
    r"(?:面积|area)?\s*[:：=]?\s*(\d[\d,]*\.?\d*)\s*(?:m2|m²|㎡|sqm|sq\.? ?m|平方米|平米)", re.I
)
_SEATS = re.compile(
    r"(?:座位数?|seats?|座)?\s*[:：=]?\s*(\d{1,5})\s*(?:座位?|席|seats?|个座位)", re.I
)
_NUMBER = re.compile(r"(?=.*\d)[A-Za-z]{0,3}[-.]?\d{1,4}[A-Za-z]?(?:[-.]\d{1,4})?")
_MEASURE = re.compile(r"[-+±]?\d+[.,]?\d*(?: ?(?:mm|cm|m))?")


def give_names(raw: Sequence[RawZone], texts: Sequence) -> None:
    """Give each outline what the texts inside it say; the smallest outline around a text has it.

    The text with the largest letters is the name; "A-203" is a number, "40
    seats" or "40座" are seats, "25.3 m2" is an area; plain measures are nothing.
    """
    if not raw or not texts:
        return
    shapes = [polygon(one.outline).buffer(0) for one in raw]
    tree = shapely.STRtree(shapes)
    inside: dict[int, list] = {}
    for text in texts:
        around = tree.query(shapely.Point(text.x, text.y), predicate="intersects").tolist()
        if around:
            smallest = min(around, key=lambda at: shapes[at].area)
            inside.setdefault(smallest, []).append(text)
    for at, found in inside.items():
        said = dict(raw[at].said) | told([one.said for one in sorted(found, key=_by_size)])
        fresh = raw_zone(raw[at].row, said)
        raw[at].said, raw[at].columns = fresh.said, fresh.columns


def told(texts: Sequence[str]) -> dict[str, str]:
    """Return what texts say of a room, the most important one first.

    Examples
    --------
    >>> told(["自习室", "A-203", "40座", "85.5㎡", "3000"])
    {'name': '自习室', 'number': 'A-203', 'seats': '40', 'area': '85.5'}
    """
    said: dict[str, str] = {}
    for text in texts:
        if found := _AREA.fullmatch(text):
            said.setdefault("area", found[1])
        elif found := _SEATS.fullmatch(text):
            said.setdefault("seats", found[1])
        elif _NUMBER.fullmatch(text) and not re.fullmatch(r"\d{4,}", text):
            said.setdefault("number", text)
        elif not _MEASURE.fullmatch(text):
            said.setdefault("name", text)
    return said


def _by_size(text) -> tuple:
    """Sort key: large letters first, then from top to bottom."""
    return (-round(text.height, 3), -text.y, -text.height)
