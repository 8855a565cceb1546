"""Zones and a plan joined: what every export writes."""

from collections.abc import Mapping

import pandas as pd

COLUMNS = (
    "zone", "name_en", "name_zh", "floor", "level", "kind", "space_type", "function",
    "function_name", "seats", "area_m2", "keeps",
)  # fmt: skip


def planned(
    zones: pd.DataFrame, plan: pd.DataFrame, names: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return every zone with what the plan makes of it.

    Parameters
    ----------
    zones
        Zones of the study with ``space_type`` and ``seats`` of today.
    plan
        One row per planned zone: ``zone``, ``function`` ("" = none), ``space_type``,
        ``seats``, ``area_m2``, ``keeps``. A zone the plan leaves out stays as it is.
    names
        Names of functions in the reader's language.

    Returns
    -------
    One row per zone in the order of `zones`: `COLUMNS`, ``polygon``,
    ``space_type_today``, ``seats_today``. Outlines of floors are among them.

    Examples
    --------
    >>> zones = pd.DataFrame([{"zone": "a", "space_type": "other", "seats": 4, "kind": "room",
    ...     "name_en": "Hall", "name_zh": "", "floor": "1F", "level": 1, "polygon": None,
    ...     "area_m2": 40.0}])
    >>> plan = pd.DataFrame([{"zone": "a", "function": "carrel", "space_type": "learning",
    ...     "seats": 12, "area_m2": 40.0, "keeps": False}])
    >>> planned(zones, plan)[["function", "space_type", "seats_today", "seats"]].to_numpy().tolist()
    [['carrel', 'learning', 4, 12]]
    """
    today = zones.rename(columns={"space_type": "space_type_today", "seats": "seats_today"})
    wanted = plan[["zone", "function", "space_type", "seats", "keeps"]]
    both = today.drop(columns="function", errors="ignore").merge(wanted, on="zone", how="left")
    told = both["function"].notna()
    both["function"] = both["function"].fillna("").astype("object")
    both["space_type"] = both["space_type"].where(told, both["space_type_today"]).fillna("")
    both["seats"] = both["seats"].where(told, both["seats_today"]).astype("Int64")
    both["keeps"] = [True if pd.isna(one) else bool(one) for one in both["keeps"]]
    both["function_name"] = [(names or {}).get(one, one) for one in both["function"]]
    return both[[*COLUMNS, "polygon", "space_type_today", "seats_today"]]
