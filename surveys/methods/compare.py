"""The methods side by side on the same needs, and where they disagree."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.errors import Fault
from surveys.methods.kano import kano
from surveys.methods.libqual import SCORES, libqual
from surveys.methods.nps import nps
from surveys.methods.opportunity import both_rated, opportunity
from surveys.methods.top_two_box import top_two_box
from surveys.priorities import gaps, quadrants
from surveys.weighting import Weighting

# Does a higher value put a need further ahead (1) or further back (-1)?
AHEAD = {
    "gap": 1,
    "importance_performance": 1,
    "opportunity": 1,
    "adequacy": -1,
    "superiority": -1,
    "better": 1,
    "worse": -1,
    "nps": -1,
    "top_two_box": -1,
}
FAMILIES = {
    "gap": "gap",
    "importance_performance": "gap",
    "opportunity": "gap",
    "adequacy": "libqual",
    "superiority": "libqual",
    "better": "kano",
    "worse": "kano",
    "nps": "nps",
    "top_two_box": "top_two_box",
}
SIDES = ("importance", "satisfaction")
ENDS = [f"{side}{end}" for side in SIDES for end in ("", "_low", "_high")]
GUARDED = ["value", "low", "high", "category", *ENDS]  # what small groups hide
COLUMNS = ["need", "method", "value", "low", "high", "n", "category", *ENDS]
FEWEST = 4  # needs: with three, a third is one rank


def values(
    answers: Answers, table: str = "classic", weighting: Weighting | None = None
) -> tuple[pd.DataFrame, dict[str, Fault]]:
    """Return what each method says of each need, and why the others say nothing.

    Parameters
    ----------
    answers
        One wave, or one group of it.
    table
        The Kano table in use, see `kano.TABLES`.
    weighting
        Weights of the respondents; None = everybody counts alike.

    Returns
    -------
    values
        One row per need and method the answers allow: ``need`` ("" = the
        library as a whole, asked by the recommendation question only),
        ``method`` (a key of `AHEAD`), ``value``, ``low``, ``high`` (Float64,
        95 %, in the unit of the method), ``n`` (Int64, people), ``category``
        (string: the Kano category, else <NA>) and, for
        ``importance_performance``, both ratings with their ends. Its value is
        the gap until `ranked` places it. Hide small groups (`GUARDED`) before
        anything is ranked. With `weighting` also ``n_eff`` (Float64, how many
        equal answers stand behind it); n is still people.
    faults
        Family (a value of `FAMILIES`) -> what it misses.
    """
    ways: dict[str, Callable[[], pd.DataFrame]] = {
        "gap": lambda: _gaps(answers, weighting),
        "libqual": lambda: _libqual(answers, weighting),
        "kano": lambda: _stacked(
            kano(answers, table, weighting), {"better": "", "worse": ""}, ["category"]
        ),
        "nps": lambda: nps(answers, weighting).assign(method="nps"),
        "top_two_box": lambda: top_two_box(answers, weighting).assign(method="top_two_box"),
    }
    parts, faults = [], {}
    for family, way in ways.items():
        try:
            parts.append(way())
        except Fault as fault:
            faults[family] = fault
    columns = COLUMNS if weighting is None else [*COLUMNS, "n_eff"]
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    numbers = ["value", "low", "high", *ENDS, *columns[len(COLUMNS) :]]
    types = dict.fromkeys(numbers, "Float64")
    typed = found.reindex(columns=columns).astype(types | {"n": "Int64", "category": "string"})
    return typed[typed["n"] > 0].reset_index(drop=True), faults


def ranked(table: pd.DataFrame, crosshairs: str = "means") -> pd.DataFrame:
    """Return `values` with each need's rank in each method; 1 asks for attention first.

    Parameters
    ----------
    table
        `values`, small groups hidden.
    crosshairs
        As in `priorities.quadrants`. They are taken from the needs shown, so
        that nothing follows about hidden ones.

    Returns
    -------
    The rows that have a value and a need, with ``rank`` (Int64, ties share
    the first), ``rank_low`` and ``rank_high`` (Int64: the ranks the intervals
    allow; 1 + the needs whose whole interval lies ahead, and the number of
    needs less those whose whole interval lies behind), ``of`` (Int64, needs
    the method ranks). ``importance_performance`` has as its value the distance
    from the cross-hairs toward important and unsatisfying, in points, its
    quadrant as ``category``, and ``sure`` (boolean) tells whether both
    intervals stay clear of the cross-hairs.
    """
    shown = table[table["value"].notna() & (table["need"] != "")]
    placed = _placed(shown.assign(sure=pd.array([pd.NA] * len(shown), "boolean")), crosshairs)
    parts = [_ranks(part) for _, part in placed.groupby("method", sort=False)]
    if not parts:
        empty = pd.Series(dtype="Int64")
        return placed.assign(rank=empty, rank_low=empty, rank_high=empty, of=empty)
    return pd.concat(parts).sort_index(kind="stable")


def disagreements(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each need whether the methods disagree, and which two do most.

    Two methods disagree on a need when its ranks, among the needs both speak
    of, lie more than a third of these needs apart and the ranks their
    intervals allow do not meet. Importance-performance also disagrees when it
    surely does not say "concentrate here" of a need that another method surely
    puts into its first third.

    Parameters
    ----------
    table
        `ranked`.

    Returns
    -------
    One row per need, by mean share of the ranking: ``need``, ``place``
    (Float64, mean of (rank - 1/2) / of, 0..1, over the methods with an order of
    their own, so without importance-performance), ``methods`` (Int64, that rank
    it), ``kind`` ("agree", "rank", "quadrant", or "single" where fewer than two
    methods or 4 needs can be compared), ``first``, ``second`` (methods, "" where
    none), ``first_rank``, ``second_rank``, ``of`` (Int64, among the needs both
    rank) and ``category`` (the quadrant).
    """
    own = table["method"] != "importance_performance"  # its order is that of the gap
    comparable = table.assign(place=((table["rank"] - 0.5) / table["of"]).where(own))
    needs = comparable.groupby("need", sort=True).agg(
        place=("place", "mean"), methods=("method", "nunique")
    )
    pairs = _pairs(table)
    found = [_verdict(need, pairs.get(need, [])) for need in needs.index]
    columns = ["kind", "first", "second", "first_rank", "second_rank", "of", "category"]
    told = pd.DataFrame(found, columns=columns, index=needs.index)
    told = told.astype(dict.fromkeys(["first_rank", "second_rank", "of"], "Int64"))
    result = needs.astype({"place": "Float64", "methods": "Int64"}).join(told)
    return result.sort_values("place", kind="stable").reset_index()


def _gaps(answers: Answers, weighting: Weighting | None) -> pd.DataFrame:
    """Return gap, importance-performance and opportunity, one row per need and method."""
    both_rated(answers)
    found = gaps(answers, weighting).dropna(subset="gap")
    names = {"gap": "value", "gap_low": "low", "gap_high": "high"}
    gap = found.rename(columns=names)
    effective = [] if weighting is None else ["n_eff"]
    plain = gap[["need", "value", "low", "high", "n", *effective]]
    return pd.concat(
        [
            plain.assign(method="gap"),
            gap[[*plain.columns, *ENDS]].assign(method="importance_performance"),
            opportunity(answers, weighting).assign(method="opportunity"),
        ],
        ignore_index=True,
    )


def _libqual(answers: Answers, weighting: Weighting | None) -> pd.DataFrame:
    return _stacked(libqual(answers, weighting), {one: f"_{one}" for one in SCORES})


def _stacked(
    wide: pd.DataFrame, methods: dict[str, str], also: list[str] | None = None
) -> pd.DataFrame:
    """Return one row per need and method from columns named by method.

    `methods`: method -> ending of its counts ``n`` and, with weights, ``n_eff``.
    """
    parts = []
    for one, ending in methods.items():
        names = {one: "value", f"{one}_low": "low", f"{one}_high": "high", f"n{ending}": "n"}
        names |= {f"n_eff{ending}": "n_eff"} if f"n_eff{ending}" in wide else {}
        part = wide[["need", *names, *(also or [])]].rename(columns=names)
        parts.append(part.assign(method=one))
    return pd.concat(parts, ignore_index=True)


def _placed(table: pd.DataFrame, crosshairs: str) -> pd.DataFrame:
    """Return the table with quadrants and distances of importance-performance."""
    mine = table["method"] == "importance_performance"
    if not mine.any():
        return table
    rows = quadrants(table[mine], crosshairs)
    shift = rows["crosshair_importance"] - rows["crosshair_satisfaction"]
    clear = [
        (rows[f"{side}_low"] > rows[f"crosshair_{side}"])
        | (rows[f"{side}_high"] < rows[f"crosshair_{side}"])
        for side in SIDES
    ]
    rows = rows.assign(
        category=rows["quadrant"],
        sure=(clear[0] & clear[1]).fillna(False),
        **{one: rows[one] - shift for one in ("value", "low", "high")},
    )
    placed = table.copy()
    for name in ("category", "sure", "value", "low", "high"):
        placed.loc[mine, name] = rows[name]
    return placed


def _ranks(part: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one method with their ranks."""
    sign = AHEAD[part["method"].iloc[0]]
    value, low, high = (
        sign * part[name].fillna(part["value"]).to_numpy(float) for name in ("value", "low", "high")
    )
    low, high = np.minimum(low, high), np.maximum(low, high)
    without = part["low"].isna().to_numpy()  # no interval: any rank may be true
    low, high = np.where(without, -np.inf, low), np.where(without, np.inf, high)
    of = len(part)
    ranks = {
        "rank": 1 + (value[None, :] > value[:, None]).sum(axis=1),
        "rank_low": 1 + (low[None, :] > high[:, None]).sum(axis=1),
        "rank_high": of - (high[None, :] < low[:, None]).sum(axis=1),
        "of": np.full(of, of),
    }
    return part.assign(**{name: pd.array(rank, "Int64") for name, rank in ranks.items()})


def _pairs(table: pd.DataFrame) -> dict[str, list[dict]]:
    """Return for each need the two ranks of every pair of methods that share enough needs."""
    by_method = {method: part.set_index("need") for method, part in table.groupby("method")}
    names = [method for method in AHEAD if method in by_method]
    found: dict[str, list[dict]] = {}
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            common = by_method[one].index.intersection(by_method[other].index)
            if len(common) < FEWEST:
                continue
            here, there = (_ranks(by_method[name].loc[common]) for name in (one, other))
            for need in common:
                found.setdefault(need, []).append(_pair(here.loc[need], there.loc[need]))
    return found


def _pair(one: pd.Series, other: pd.Series) -> dict:
    """Return how two methods differ on a need; the one that puts it further ahead is first."""
    first, second = (one, other) if one["rank"] <= other["rank"] else (other, one)
    apart = int(second["rank"] - first["rank"])
    clear = first["rank_high"] < second["rank_low"]
    facts = {
        "first": first["method"],
        "second": second["method"],
        "first_rank": int(first["rank"]),
        "second_rank": int(second["rank"]),
        "of": int(first["of"]),
        "category": "",
        "apart": apart,
    }
    if 3 * apart > first["of"] and clear:
        return facts | {"kind": "rank"}
    for ahead, placed in ((one, other), (other, one)):
        if _not_here(placed) and 3 * ahead["rank_high"] <= ahead["of"]:
            swapped = {
                "first": ahead["method"],
                "second": placed["method"],
                "first_rank": int(ahead["rank"]),
                "second_rank": int(placed["rank"]),
            }
            return facts | swapped | {"kind": "quadrant", "category": placed["category"]}
    return facts | {"kind": "agree"}


def _not_here(row: pd.Series) -> bool:
    """Tell whether importance-performance surely says something else than concentrate here."""
    placed = row["method"] == "importance_performance"
    return bool(placed and row["sure"] and row["category"] != "concentrate_here")


def _verdict(need: str, pairs: list[dict]) -> dict:
    """Return the pair that differs most, ranks before quadrants."""
    if not pairs:
        nobody = {"first": "", "second": "", "category": ""}
        numbers = dict.fromkeys(("first_rank", "second_rank", "of"))
        return {"kind": "single"} | nobody | numbers
    weight = {"rank": 2, "quadrant": 1, "agree": 0}
    return max(pairs, key=lambda pair: (weight[pair["kind"]], pair["apart"]))
