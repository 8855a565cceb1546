"""Which groups are hidden where several methods speak of the same people."""

from collections.abc import Mapping

import pandas as pd

from surveys.answers import Answers
from surveys.disclosure import MIN_RATINGS, protect
from surveys.methods import compare
from surveys.methods.errors import LevelsMissingError
from surveys.methods.libqual import libqual


def hidden_cells(groups: Mapping[str, Answers]) -> pd.DataFrame:
    """Return the needs and groups that are hidden in every method alike.

    Were each method protected on its own, one could show the group that
    another hides, and both together would give away a small third. So a group
    is judged by the fewest people any method has of it for a need (0 where a
    method is silent of the group; methods with fewer than 5 people over all
    groups are not shown anywhere and do not judge).

    Parameters
    ----------
    groups
        Level -> answers; together everyone in the wave, whose total is shown.

    Returns
    -------
    One row per hidden cell: ``need``, ``level`` (str).
    """
    parts = [_counts(given).assign(level=level) for level, given in groups.items()]
    counts = pd.concat(parts, ignore_index=True)
    wide = counts.pivot_table("n", ["need", "count"], "level", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=list(groups), fill_value=0)
    wide = wide[wide.sum(axis=1) >= MIN_RATINGS]
    fewest = wide.groupby(level="need").min().melt(ignore_index=False, value_name="n")
    fewest = fewest.rename(columns={"variable": "level"}).reset_index()
    safe = protect(fewest.astype({"n": "Int64"}), total_groups=["need"])
    return safe.loc[safe["hidden"], ["need", "level"]].reset_index(drop=True)


def is_hidden(table: pd.DataFrame, hidden: pd.DataFrame) -> pd.Series:
    """Return for each row of a table with ``need`` and ``level`` whether it is hidden."""
    cells = pd.MultiIndex.from_frame(table[["need", "level"]].astype(object))
    return pd.Series(cells.isin(pd.MultiIndex.from_frame(hidden.astype(object))), index=table.index)


def _counts(answers: Answers) -> pd.DataFrame:
    """Return how many people each number about a need has behind it; Kano by its strictest."""
    found = compare.values(answers, "strict")[0]
    counts = found[["need", "method", "n"]].rename(columns={"method": "count"})
    try:
        zone = libqual(answers)[["need", "n_in_zone"]]
    except LevelsMissingError:
        return counts
    zone = zone.set_axis(["need", "n"], axis="columns").assign(count="in_zone")
    return pd.concat([counts, zone], ignore_index=True)
