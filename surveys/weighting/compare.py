"""Weighted beside unweighted: who answered, and whether weights change the conclusion."""

import pandas as pd

from surveys.weighting.margins import counted

TOP = 5  # needs whose names are compared


def answered_beside_population(profile: pd.DataFrame, margins: pd.DataFrame) -> pd.DataFrame:
    """Return the share of each category among the answers and in the population.

    Parameters
    ----------
    profile
        One row per respondent, one str column per profile question.
    margins
        As in `surveys.weighting.margins`; need not allow weights.

    Returns
    -------
    One row per category with a count or with answers, in the order of the
    margins: ``variable``, ``category`` (str), ``n`` (Int64, answers),
    ``answered`` (Float64, share of those who told and have a count), ``count``,
    ``population`` (Float64, share; <NA> without a count), ``difference``
    (answered - population).
    """
    parts = []
    for variable, rows in counted(margins, list(profile.columns)).groupby("variable", sort=False):
        n = profile[variable].value_counts()
        counts = rows.drop_duplicates("category").set_index("category")["count"]
        order = [*counts.index, *(one for one in n.index if one not in counts.index)]
        part = pd.DataFrame({"variable": variable, "category": order})
        part["n"] = n.reindex(order).fillna(0).to_numpy()
        part["count"] = (
            counts.reindex(order).astype("Float64").to_numpy(float, na_value=float("nan"))
        )
        told = part["n"].where(part["count"].notna())
        part["answered"] = told / told.sum()
        part["population"] = part["count"] / part["count"].sum()
        parts.append(part[(part["n"] > 0) | part["count"].notna()])
    numbers = ["answered", "population", "count"]
    columns = ["variable", "category", "n", "answered", "count", "population"]
    table = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    typed = table.astype({"n": "Int64"} | dict.fromkeys(numbers, "Float64"))[columns]
    return typed.assign(difference=typed["answered"] - typed["population"]).reset_index(drop=True)


def furthest(table: pd.DataFrame) -> pd.Series | None:
    """Return the row of `answered_beside_population` that lacks answers most, None without one."""
    known = table.dropna(subset="difference")
    return None if known.empty else known.loc[known["difference"].idxmin()]


def side_by_side(
    plain: pd.DataFrame, weighted: pd.DataFrame, value: str, *, lowest_first: bool = False
) -> pd.DataFrame:
    """Return a number of each need unweighted and weighted, in the unweighted order.

    Parameters
    ----------
    plain, weighted
        `priorities.gaps` (or a table of the same form about something else than
        needs) without and with weights, small groups hidden or not.
    value
        ``gap``, ``importance``, ``satisfaction`` or ``share``.
    lowest_first
        What asks for attention is low, as with satisfaction.

    Returns
    -------
    One row per need with both numbers: ``need``, ``n`` (Int64), ``value``,
    ``low``, ``high``, ``weighted``, ``weighted_low``, ``weighted_high``
    (points), ``n_eff`` (Float64), ``rank``, ``weighted_rank`` (Int64, 1 first).
    """
    suffix = "" if value in ("gap", "share") else f"_{value}"
    names = {value: "value", f"{value}_low": "low", f"{value}_high": "high"}
    left = plain[["need", f"n{suffix}", *names]].rename(columns=names | {f"n{suffix}": "n"})
    names = {value: "weighted", f"{value}_low": "weighted_low", f"{value}_high": "weighted_high"}
    right = weighted[["need", *names, f"n_eff{suffix}"]].rename(
        columns=names | {f"n_eff{suffix}": "n_eff"}
    )
    both = left.merge(right, on="need").dropna(subset=["value", "weighted"])
    for number, rank in (("value", "rank"), ("weighted", "weighted_rank")):
        both[rank] = both[number].rank(ascending=lowest_first, method="first").astype("Int64")
    return both.sort_values("rank", ignore_index=True)


def conclusion(both: pd.DataFrame) -> tuple[str, dict[str, object]] | None:
    """Return the text key and facts that say whether weights change the conclusion.

    Parameters
    ----------
    both
        `side_by_side`.

    Returns
    -------
    ``weights_same`` (first need and set of the first `TOP` stay),
    ``weights_others_follow`` (the first stays, the set changes) or
    ``weights_other_first`` (another need is first); None without a need.
    Facts: ``first``, ``other`` (needs, unweighted and weighted first),
    ``value``, ``weighted``, ``low``, ``high`` (of the weighted first, before
    and after), ``came``, ``left`` (needs new in and gone from the first
    `TOP`), ``top``.
    """
    if both.empty:
        return None
    first, other = both.iloc[0], both.loc[both["weighted_rank"].idxmin()]
    before = both.loc[both["rank"] <= TOP, "need"].tolist()
    after = both.sort_values("weighted_rank").head(TOP)["need"].tolist()
    facts = {
        "first": str(first["need"]),
        "other": str(other["need"]),
        "value": float(other["value"]),
        "weighted": float(other["weighted"]),
        "low": float(other["weighted_low"]),
        "high": float(other["weighted_high"]),
        "came": [need for need in after if need not in before],
        "left": [need for need in before if need not in after],
        "top": min(TOP, len(both)),
    }
    if first["need"] != other["need"]:
        return "weights_other_first", facts
    return ("weights_others_follow" if facts["came"] else "weights_same"), facts


def order_change(both: pd.DataFrame) -> tuple[str, dict[str, object]] | None:
    """Return the text key and facts that say whether weights change the order of a few.

    Parameters
    ----------
    both
        `side_by_side`, here of space types.

    Returns
    -------
    ``weights_order_same`` or ``weights_order_changes``; None without a row.
    Facts: ``order`` (all, weighted first to last), ``moved`` (whose number
    changes most), its ``value``, ``weighted``, ``low``, ``high`` (with weights).
    """
    if both.empty:
        return None
    row = both.loc[(both["weighted"] - both["value"]).abs().idxmax()]
    facts = {
        "order": both.sort_values("weighted_rank")["need"].tolist(),
        "moved": str(row["need"]),
        "value": float(row["value"]),
        "weighted": float(row["weighted"]),
        "low": float(row["weighted_low"]),
        "high": float(row["weighted_high"]),
    }
    same = (both["rank"] == both["weighted_rank"]).all()
    return ("weights_order_same" if same else "weights_order_changes"), facts
