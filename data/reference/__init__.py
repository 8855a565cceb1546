"""Reference tables: needs, strengths, space types, functions, areas, norms; each with its source.

README.md in this folder is the dictionary of the columns.
"""

from functools import cache
from pathlib import Path

import pandas as pd

_FOLDER = Path(__file__).parent


def needs() -> pd.DataFrame:
    """Return the needs catalogue: one row per need, in the order of the catalogue.

    Columns (all string): ``need`` (code word), ``en``, ``zh`` (full wording),
    ``short_en``, ``short_zh`` (for charts), ``origin``, ``trust``.

    Examples
    --------
    >>> needs().set_index("need").loc["wifi", "short_en"]
    'Wi-Fi'
    """
    return _table("needs.csv").copy()


def strengths() -> pd.DataFrame:
    """Return how strongly each space type answers each need: one row per need and space type.

    Columns: ``need``, ``space_type`` (string), ``strength`` (Int64; 0, 1, 3 or
    9), ``origin``, ``trust`` (string).

    Examples
    --------
    >>> strengths().query("need == 'maker_tools' and strength > 0")["space_type"].tolist()
    ['creative']
    """
    return _table("need_space_strengths.csv").astype({"strength": "Int64"})


def space_types() -> pd.DataFrame:
    """Return the space types: one row per type, in the order of every chart.

    Columns (all string): ``space_type``, ``en``, ``zh``, ``description_en``,
    ``description_zh``, ``origin``, ``trust``.

    Examples
    --------
    >>> space_types()["space_type"].tolist()
    ['learning', 'academic', 'cultural', 'creative', 'other']
    """
    return _table("space_types.csv").copy()


def area_per_seat() -> pd.DataFrame:
    """Return area per seat: one row per kind of seat or real case.

    Columns: ``item``, ``en``, ``zh`` (string), ``low``, ``value``, ``high``
    (Float64, m2 per seat; ``<NA>`` where the source gives none), ``unit``,
    ``basis`` (net or gross), ``source``, ``locator``, ``edition``,
    ``checked_on``, ``trust``, ``note`` (string; ``<NA>`` where not known).

    Examples
    --------
    >>> area_per_seat().query("item == 'carrel'")["value"].tolist()
    [2.32]
    """
    numbers = dict.fromkeys(("low", "value", "high"), "Float64")
    return _table("area_per_seat.csv").astype(numbers)


def functions() -> pd.DataFrame:
    """Return the functions a space can have: one row per function, in the order of every table.

    Columns: ``function`` (code word), ``space_type``, ``en``, ``zh`` (string),
    ``area_per_seat_low_m2``, ``area_per_seat_m2``, ``area_per_seat_high_m2``
    (Float64, m2 net per place; ``<NA>`` for functions without seats), ``unit``,
    ``basis`` (string), ``min_area_m2`` (Float64), ``min_seats``, ``noise``,
    ``bears``, ``daylight``, ``power``, ``load``, ``near_entrance`` (Int64; the
    steps stand in README.md), ``equipment_en``, ``equipment_zh``,
    ``cost_band`` (light, medium or heavy), ``source``, ``locator``,
    ``edition``, ``checked_on``, ``trust`` (of the area per seat),
    ``requirements_trust`` (of everything else), ``note_en``, ``note_zh`` (string).

    Examples
    --------
    >>> functions().set_index("function").loc["carrel", "area_per_seat_m2"].item()
    2.32
    """
    areas = ["area_per_seat_low_m2", "area_per_seat_m2", "area_per_seat_high_m2", "min_area_m2"]
    steps = ["min_seats", "noise", "bears", "daylight", "power", "load", "near_entrance"]
    kinds = dict.fromkeys(areas, "Float64") | dict.fromkeys(steps, "Int64")
    return _table("functions.csv").astype(kinds)


def need_function_strengths() -> pd.DataFrame:
    """Return how strongly each function answers each need: one row per need and function.

    The strongest function of a space type answers a need as strongly as the
    type does in `strengths`. Columns: ``need``, ``function`` (string),
    ``strength`` (Int64; 0, 1, 3 or 9), ``origin``, ``trust`` (string).

    Examples
    --------
    >>> table = need_function_strengths()
    >>> table.query("need == 'maker_tools' and strength == 9")["function"].tolist()
    ['maker_room']
    """
    return _table("need_function_strengths.csv").astype({"strength": "Int64"})


def function_affinities() -> pd.DataFrame:
    """Return which functions belong together or apart: one row per pair, each pair once.

    Columns: ``function``, ``other`` (string), ``wish`` (Int64; 1 together, -1
    apart), ``why_en``, ``why_zh``, ``origin``, ``trust`` (string).

    Examples
    --------
    >>> function_affinities().query("function == 'maker_room'")["other"].tolist()
    ['media_studio', 'future_learning_centre']
    """
    return _table("function_affinities.csv").astype({"wish": "Int64"})


def norms() -> pd.DataFrame:
    """Return published norms and ranges of practice: one row per norm.

    Columns: ``norm`` (code word), ``subject`` (what it is held against),
    ``en``, ``zh`` (string), ``low``, ``high`` (Float64; met from `low` on,
    `high` where the source gives one), ``unit``, ``basis`` (net, gross,
    both or ``<NA>``: no area), ``source``, ``locator``, ``edition``, ``checked_on``,
    ``trust``, ``note_en``, ``note_zh`` (string).

    Examples
    --------
    >>> norms().query("norm == 'seats_per_students'")["low"].tolist()
    [0.25]
    """
    return _table("norms.csv").astype(dict.fromkeys(("low", "high"), "Float64"))


@cache
def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(_FOLDER / name, dtype="string", encoding="utf-8")
