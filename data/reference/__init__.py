"""Reference tables: needs, strengths, space types, area per seat, each row with its source.

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


@cache
def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(_FOLDER / name, dtype="string", encoding="utf-8")
