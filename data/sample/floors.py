"""The building of the sample: four floors of 60 by 36 m around one core."""

import pandas as pd
from shapely import box, unary_union

from data.sample.facts import CLOSED_FROM, FIRST, REOPENED_ON, table


def zones() -> pd.DataFrame:
    """Return the zones, one row each, as the contract of the store wants them.

    Columns ``zone``, ``name_en``, ``name_zh``, ``floor`` (str), ``level``
    (Int64, 1 = ground), ``polygon`` (one closed ring in metres, origin at the
    south-west corner), ``area_m2`` (Float64, as drawn), ``convertible``
    (bool), ``kind`` and ``wanted`` (str, "" = not decided).

    Examples
    --------
    >>> zones().groupby("kind").size().to_dict()
    {'lift': 4, 'outline': 4, 'room': 44, 'stairs': 4, 'toilet': 4}
    """
    drawn = table("zones")
    shapes = [_shape(text) for text in drawn["shape"]]
    made = drawn[["zone", "name_en", "name_zh", "floor"]].copy()
    made["level"] = drawn["floor"].str.removesuffix("F").astype("Int64")
    made["polygon"] = [[[list(corner) for corner in s.exterior.coords]] for s in shapes]
    made["area_m2"] = pd.Series([s.area for s in shapes], dtype="Float64")
    made["convertible"] = drawn["convertible"].eq("yes")
    made["kind"] = drawn["kind"]
    made["wanted"] = ""
    return made


def zone_states() -> pd.DataFrame:
    """Return what each zone was from when on, one row per zone and change.

    Columns ``zone``, ``valid_from`` (date, inclusive), ``space_type``,
    ``seats`` (Int64). The renovated zones have a second row from the day they
    reopened.

    Examples
    --------
    >>> int(zone_states().groupby("valid_from")["seats"].sum().iloc[0])
    1218
    """
    drawn = table("zones")
    first = drawn[["zone", "space_type", "seats"]].assign(valid_from=FIRST)
    changed = drawn[drawn["space_type_after"].notna()]
    second = pd.DataFrame(
        {
            "zone": changed["zone"],
            "space_type": changed["space_type_after"],
            "seats": changed["seats_after"],
            "valid_from": REOPENED_ON,
        }
    )
    both = pd.concat([first, second], ignore_index=True)
    both["seats"] = both["seats"].astype("Int64")
    return both[["zone", "valid_from", "space_type", "seats"]].sort_values(
        ["zone", "valid_from"], ignore_index=True
    )


def changed_zones() -> tuple[str, ...]:
    """Return the ids of the zones that the renovation changed."""
    drawn = table("zones")
    return tuple(drawn.loc[drawn["space_type_after"].notna(), "zone"])


def renovation() -> dict[str, object]:
    """Return the one renovation: id, names, closing and reopening dates, zones.

    ``closed_from`` is the first closed day, ``reopened_on`` the first open one.
    """
    return {
        "id": "summer-2024",
        "name_en": "Summer 2024: stacks become places to work together",
        "name_zh": "2024年暑期改造：书库变为协作与创新空间",
        "closed_from": CLOSED_FROM,
        "reopened_on": REOPENED_ON,
        "zones": changed_zones(),
    }


def _shape(text: str):
    """Return the union of rectangles written as ``x0 y0 x1 y1 + x0 y0 x1 y1``."""
    rectangles = [box(*map(float, part.split())) for part in text.split("+")]
    return unary_union(rectangles).simplify(0)
