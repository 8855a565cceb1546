"""The works of a plan: which zones change, how long it takes, and what the phases are."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

BANDS = ("light", "medium", "heavy")
BAND_OF_TYPE = {  # where a plan names no function: our guess
    "learning": "light",
    "academic": "medium",
    "cultural": "medium",
    "creative": "heavy",
    "other": "light",
}
LOUD = 3  # noise from here on is loud
COLUMNS = {
    "zone": "object",
    "function_from": "object",
    "function_to": "object",
    "area_m2": "float64",
    "cost_band": "object",
    "seats_before": "int64",
    "seats_after": "int64",
    "weeks_low": "int64",
    "weeks": "int64",
    "weeks_high": "int64",
    "noise": "int64",
    "crew": "int64",
}
Given = Mapping[str, Mapping[str, object]]


def works(
    plan: pd.DataFrame,
    states: pd.DataFrame,
    phases: pd.DataFrame,
    functions: pd.DataFrame,
    given: Given | None = None,
) -> pd.DataFrame:
    """Return the works of a plan.

    Parameters
    ----------
    plan
        One row per zone: ``zone``, ``function`` ("" = not named),
        ``space_type``, ``seats`` (Int64; ``<NA>`` = as today), ``area_m2``, ``keeps`` (bool).
    states
        One row per zone: ``zone``, ``space_type``, ``seats`` of the day (`states_on`).
    phases
        `data.reference.works.works_phases`.
    functions
        `data.reference.functions`.
    given
        Zone -> any of ``cost_band``, ``weeks``, ``crew``, ``seats_after`` as
        people entered them; they go before ours.

    Returns
    -------
    One row per zone that changes: ``zone``, ``function_from`` (the space type of today),
    ``function_to`` (function, else space type), ``area_m2``, ``cost_band``,
    ``seats_before``, ``seats_after``, ``weeks_low``, ``weeks``, ``weeks_high``
    (int, at least 1: area over what `crew` crews get through), ``noise`` (0..4,
    of the loudest phase) and ``crew`` (int, crews at once). A zone without an
    area counts as the median zone.

    Examples
    --------
    >>> from data.reference import functions
    >>> from data.reference.works import works_phases
    >>> plan = pd.DataFrame({"zone": ["a"], "function": ["maker_room"], "space_type": "creative",
    ...                      "seats": [12], "area_m2": [100.0], "keeps": [False]})
    >>> states = pd.DataFrame({"zone": ["a"], "space_type": ["learning"], "seats": [40]})
    >>> found = works(plan, states, works_phases(), functions())
    >>> found[["cost_band", "seats_before", "weeks", "weeks_high"]].to_numpy().tolist()
    [['heavy', 40, 7, 10]]
    """
    today = states.drop_duplicates("zone").set_index("zone")
    bands = functions.set_index("function")["cost_band"].to_dict()
    changing = plan[~plan["keeps"].astype(bool)]
    areas = changing["area_m2"].astype("Float64")
    usual = float(areas.median()) if areas.notna().any() else 100.0
    rows = []
    for one, area in zip(changing.to_dict("records"), areas, strict=True):
        own = dict((given or {}).get(one["zone"], {}))
        known = today.loc[one["zone"]] if one["zone"] in today.index else {}
        before = _whole(known.get("seats"), 0)
        guess = bands.get(one["function"]) or BAND_OF_TYPE.get(one["space_type"], "medium")
        band = own["cost_band"] if own.get("cost_band") in BANDS else guess
        crew = max(1, _whole(own.get("crew"), 1))
        size = usual if pd.isna(area) else float(area)
        low, middle, high = _lengths(phases, band, size, crew)
        row = {"zone": one["zone"], "function_from": known.get("space_type") or "other"}
        row |= {"function_to": one["function"] or one["space_type"], "area_m2": size}
        row |= {"cost_band": band, "seats_before": before, "crew": crew}
        row |= {"seats_after": _whole(own.get("seats_after"), _whole(one["seats"], before))}
        row |= {"weeks_low": low, "weeks": max(1, _whole(own.get("weeks"), middle))}
        row |= {"weeks_high": max(high, row["weeks"])}
        row |= {"noise": int(phases.loc[phases["band"].eq(band), "noise"].max())}
        rows.append(row | {"weeks_low": min(low, row["weeks"])})
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def split(weeks: int, parts: Sequence[float]) -> list[int]:
    """Return whole weeks in proportion to `parts`; their sum is `weeks`.

    Examples
    --------
    >>> split(7, [1, 1, 3, 2, 0.5]), split(1, [1, 1, 3])
    ([1, 1, 3, 2, 0], [0, 0, 1])
    """
    exact = [weeks * part / sum(parts) for part in parts]
    whole = [math.floor(one) for one in exact]
    rest = sorted(range(len(parts)), key=lambda place: whole[place] - exact[place])
    for place in rest[: weeks - sum(whole)]:
        whole[place] += 1
    return whole


def phases_of(works: pd.DataFrame, phases: pd.DataFrame, weeks: str = "weeks") -> pd.DataFrame:
    """Return the phases of works, in order: one row per zone and phase of at least a week.

    `weeks` is the column of `works` that counts. Columns: ``zone``, ``phase``,
    ``weeks`` (int), ``crew_kind``, ``crew`` (int), ``loud``, ``dusty`` (bool),
    ``cost_share`` (sums to 1 in a zone). A phase too short for a week of its
    own happens within its neighbours; its cost and, where the zone's builders
    take only one week, its noise go with them.
    """
    rows = []
    for one in works.to_dict("records"):
        own = phases[phases["band"].eq(one["cost_band"])].reset_index(drop=True)
        lengths = split(int(one[weeks]), (1 / own["m2_per_week"].astype(float)).tolist())
        mine = []
        for length, phase in zip(lengths, own.to_dict("records"), strict=True):
            facts = {"loud": bool(phase["noise"] >= LOUD), "dusty": bool(phase["dust"])}
            facts["cost_share"] = float(phase["cost_share"])
            if length:
                row = {"zone": one["zone"], "phase": phase["phase"], "weeks": length}
                mine.append(row | {"crew_kind": phase["crew"], "crew": one["crew"]} | facts)
            else:
                mine.append({"phase": "", **facts})
        rows += _merged(mine)
    columns = ["zone", "phase", "weeks", "crew_kind", "crew", "loud", "dusty", "cost_share"]
    return pd.DataFrame(rows, columns=columns)


def _merged(phases: list[dict]) -> list[dict]:
    """Return phases with those of no week of their own gone into the one after, else before."""
    kept = [place for place, one in enumerate(phases) if one["phase"]]
    for place, one in enumerate(phases):
        if not one["phase"]:
            to = phases[next((k for k in kept if k > place), kept[-1])]
            to["cost_share"] += one["cost_share"]
            to["loud"], to["dusty"] = to["loud"] or one["loud"], to["dusty"] or one["dusty"]
    return [phases[place] for place in kept]


def _lengths(phases: pd.DataFrame, band: str, area: float, crews: int) -> tuple[int, int, int]:
    """Return the fewest, usual and most weeks of works in a zone."""
    own = phases[phases["band"].eq(band)]
    columns = ("m2_per_week_high", "m2_per_week", "m2_per_week_low")
    needed = [(area / crews / own[column].astype(float)).sum() for column in columns]
    low, usual, high = (max(1, math.ceil(one - 1e-9)) for one in needed)
    return low, usual, high


def _whole(value: object, fallback: int) -> int:
    """Return a number as a whole one, `fallback` where there is none."""
    return fallback if value is None or pd.isna(value) else int(value)
