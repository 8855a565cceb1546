"""Spaces that stay what they are: stairs, lifts, shafts, roofs, told by their names."""

import re
import unicodedata
from collections.abc import Sequence

from planning.building.words import kind_of

# looked for in the whole name; the first kind that fits wins
_WORDS: tuple[tuple[str, str], ...] = (
    ("other", r"shafts?\b"),
    ("other", r"\brisers?\b|\bducts?\b|\bvoids?\b|\bair ?space\b|\bopen to below\b|\bplenum\b"),
    ("other", r"\broof\b(?! (?:garden|reading|caf))|\bmech(?:anical)?\b|\belec(?:trical)?\b"),
    ("other", r"\bplant ?room\b|\bboiler|\bmachine room\b|\bswitch ?room\b|\bhvac\b"),
    ("other", r"管道井|电梯井|管井|风井|水井|电井|竖井|烟道|设备间|设备用房|机房|配电|弱电|强电"),
    ("other", r"屋顶(?!花园)|屋面|天井|中庭上空|上空|泵房|锅炉"),
    ("stairs", r"\b(?:stairs?|staircases?|stairwells?|stairways?|escalators?)\b"),
    ("stairs", r"楼梯|扶梯|treppe|escalier"),
    ("lift", r"\b(?:lifts?|elevators?)\b(?! ?(?:lobby|lounge|hall))|电梯(?!厅)|aufzug|ascenseur"),
    ("toilet", r"\b(?:toilets?|rest ?rooms?|wash ?rooms?|bath ?rooms?|lavatory|wc|w\.c\.)\b"),
    ("toilet", r"卫生间|洗手间|厕所|盥洗"),
    ("corridor", r"\b(?:corridors?|hall ?ways?|passage(?:way)?s?|circulation)\b"),
    ("corridor", r"走廊|走道|过道|通道|连廊"),
)  # fmt: skip
_LOUNGES = re.compile(r"lounge|reading|seat|study|exhibit|café|cafe|阅读|阅览|座|展|休息|书吧")
_OUTSIDE = ("external", "gfa", "external_earth", "external_water", "external_fire", "parking")


def fixed_kind(names: Sequence[str]) -> str | None:
    """Return the kind of a space that cannot be converted, None for a room.

    Stairs where people sit, such as a reading staircase, are rooms.

    Examples
    --------
    >>> [fixed_kind([name]) for name in ("Stair A", "Elevator shaft", "Roof", "电梯井", "WC 2")]
    ['stairs', 'other', 'other', 'other', 'toilet']
    >>> [fixed_kind([name]) for name in ("Lift lobby", "Reading stairs", "Quiet study", "阶梯教室")]
    [None, None, None, None]
    """
    for name in names:
        text = unicodedata.normalize("NFKC", name).casefold()
        if not text or _LOUNGES.search(text):
            continue
        kind = kind_of(re.sub(r"[\s#\d]+$", "", text))
        if kind not in (None, "room", "structure", "outline"):
            return kind
        for kind, words in _WORDS:
            if re.search(words, text):
                return kind
    return None


def is_outside(predefined: str) -> bool:
    """Whether a model calls a space a place outdoors or a parking place.

    Examples
    --------
    >>> is_outside("EXTERNAL"), is_outside("INTERNAL"), is_outside("")
    (True, False, False)
    """
    return predefined.casefold() in _OUTSIDE
