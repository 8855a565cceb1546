"""A small invented building for the tests of layouts."""

import pandas as pd

from data import reference
from planning.layout.build import Layout, layout
from planning.layout.site import Site, site
from planning.layout.wishes import Wishes

NAMES = {
    "a": "Silent room",
    "b": "Quiet hall",
    "c": "Group room",
    "d": "Café",
    "e": "Compact stacks",
    "f": "Staff office",
}
TYPES = {"d": "cultural", "e": "other", "f": "other"}


def box(x: float, y: float, wide: float = 10.0, deep: float = 10.0) -> list:
    return [[[x, y], [x + wide, y], [x + wide, y + deep], [x, y + deep]]]


def zones() -> pd.DataFrame:
    """Three rooms in a row on two floors; the office is not convertible."""
    rows = []
    for at, (zone, name) in enumerate(NAMES.items()):
        level, place = divmod(at, 3)
        rows.append(
            {
                "zone": zone,
                "name_en": name,
                "name_zh": "",
                "floor": f"{level + 1}F",
                "level": level + 1,
                "kind": "room",
                "polygon": box(10 * place, 0),
                "area_m2": 100.0,
                "convertible": zone != "f",
            }
        )
    return pd.DataFrame(rows)


def states() -> pd.DataFrame:
    kinds = [TYPES.get(zone, "learning") for zone in NAMES]
    seats = pd.array([40, 40, 30, 20, 0, 5], dtype="Int64")
    return pd.DataFrame({"zone": list(NAMES), "space_type": kinds, "seats": seats})


def traits(**more: list) -> pd.DataFrame:
    known = {"entrance_m": [10, 20, 30, 40, 50, 60], "daylight": [0.5, 0, 0.5, 0.5, 0, 0.5]}
    return pd.DataFrame({"zone": list(NAMES), **known, **more})


def programme() -> pd.DataFrame:
    """Forty silent, forty group, twenty café seats are asked for."""
    asked = {"silent_reading": (40, 0.5), "group_room": (40, 0.3), "cafe": (20, 0.2)}
    rows = [(name, seats, share, None) for name, (seats, share) in asked.items()]
    return pd.DataFrame(rows, columns=["function", "seats", "share", "area_m2"])


def catalogue(*names: str) -> pd.DataFrame:
    """Return some functions of the reference, all where none is named."""
    table = reference.functions()
    return table[table["function"].isin(names)].reset_index(drop=True) if names else table


FEW = ("silent_reading", "quiet_reading", "group_room", "cafe", "stacks")


def one_site(functions: pd.DataFrame, **more: object) -> Site:
    return site(zones(), states(), functions, traits=traits(), **more)


def one_layout(wishes: Wishes = Wishes(), names: tuple[str, ...] = FEW) -> Layout:  # noqa: B008
    functions = catalogue(*names)
    affinities = reference.function_affinities()
    return layout(one_site(functions), functions, programme(), affinities, wishes)
