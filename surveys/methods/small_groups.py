"""Which groups are hidden where several methods speak of the same people."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from surveys.answers import Answers
from surveys.disclosure import MIN_RATINGS, protect
from surveys.method_columns import LEVELS, PAIR, RECOMMEND
from surveys.methods import compare
from surveys.methods.errors import LevelsMissingError
from surveys.methods.libqual import libqual
from surveys.weighting import Weighting

_SIDES = ("importance", "satisfaction")
_TOGETHER = (PAIR, (LEVELS[0], LEVELS[2]), LEVELS[1:], LEVELS, (LEVELS[2],), (RECOMMEND,))


def bases(answers: Answers) -> list[pd.DataFrame]:
    """Return who stands behind the numbers of the methods, a table per kind of number.

    Returns
    -------
    One row per respondent and need: ``respondent``, ``need`` ("" = the library
    as a whole): who rated importance, satisfaction, both; who answered both Kano
    questions, two LibQUAL levels, all three, the recommendation question.
    """
    keys = ["respondent", "need"]
    rated = answers.ratings
    found = [rated.loc[rated[side].notna(), keys] for side in _SIDES]
    found.append(rated.loc[rated[list(_SIDES)].notna().all(axis=1), keys])
    given = answers.extra.dropna(subset="value")
    for roles in _TOGETHER:
        asked = given[given["role"].isin(roles)].drop_duplicates([*keys, "item", "role"])
        count = asked.groupby([*keys, "item"])["role"].size()
        found.append(count.index[count == len(roles)].to_frame(index=False)[keys])
    return [table.drop_duplicates(ignore_index=True) for table in found if len(table)]


def compared(answers: Answers) -> list[pd.DataFrame]:
    """Return `bases`, and who rated one side only: the two means less the gap are theirs."""
    return [*bases(answers), lone_raters(answers)]


def lone_raters(answers: Answers) -> pd.DataFrame:
    """Return ``respondent`` and ``need`` of who rated one side, where others rated both."""
    sides = answers.ratings[list(_SIDES)].notna()
    lone = answers.ratings.loc[sides.any(axis=1) & ~sides.all(axis=1), ["respondent", "need"]]
    both = answers.ratings.loc[sides.all(axis=1), "need"].unique()
    return lone[lone["need"].isin(both)]


def values_of_group(
    answers: Answers, table: str, weighting: Weighting | None = None
) -> pd.DataFrame:
    """Return `compare.values` of a group, importance-performance of those who rated both.

    So importance minus satisfaction is the gap of the same people: were the two
    over different people, the ratings of the few in one only would follow.
    """
    found = compare.values(answers, table, weighting)[0]
    both = answers.ratings.dropna(subset=list(_SIDES))
    nothing = answers.extra.iloc[:0]
    paired = compare.values(replace(answers, ratings=both, extra=nothing), table, weighting)[0]
    name = "importance_performance"
    parts = [found[found["method"] != name], paired[paired["method"] == name]]
    return pd.concat(parts, ignore_index=True)


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
    away = pd.MultiIndex.from_frame(hidden[["need", "level"]].astype(object))
    return pd.Series(cells.isin(away), index=table.index)


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
