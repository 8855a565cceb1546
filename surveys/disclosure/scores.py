"""Scores made of several ratings of a person, beside the means of these ratings.

A score of all needs of a space type is the mean of what a person rated. Where
all rated the same needs, the mean score follows from the means of the needs and
tells nothing more. What is left of it after taking these away speaks of the
people who rated other needs than most did: they must not be few.
"""

import pandas as pd

from surveys.disclosure.groups import CELL, hidden_groups
from surveys.disclosure.thresholds import MIN_RATINGS

EVERYBODY = ("", "")  # question and level of the whole


def apart(parts: pd.DataFrame) -> pd.DataFrame:
    """Return the people whose score is made of other ratings than most people's.

    Parameters
    ----------
    parts
        One row per rating in a score: ``respondent``, ``need`` (what the score
        is of), ``item`` (what was rated), ``part`` (how much it counts).

    Returns
    -------
    ``respondent``, ``need``: who gives some item another share of the own score
    than most of those who rated it do.

    Examples
    --------
    >>> parts = pd.DataFrame({"respondent": [1, 1, 2, 2, 3], "need": "learning",
    ...                       "item": list("ababa"), "part": 1.0})
    >>> apart(parts)["respondent"].tolist()
    [3]
    """
    keys = ["respondent", "need"]
    total = parts.groupby(keys)["part"].transform("sum")
    share = (parts["part"].astype(float) / total.astype(float)).round(9)
    usual = share.groupby([parts["need"], parts["item"]]).transform(lambda one: one.mode().iloc[0])
    return parts.loc[share != usual, keys].drop_duplicates(ignore_index=True)


def hidden_scores(
    parts: pd.DataFrame,
    profile: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    away: pd.DataFrame | None = None,
    beside: pd.DataFrame | None = None,
    away_beside: pd.DataFrame | None = None,
    minimum: int = MIN_RATINGS,
) -> pd.DataFrame:
    """Return the groups whose mean score is hidden beside the means of what it is made of.

    Parameters
    ----------
    parts
        As `apart` takes them.
    profile, weights, beside, minimum
        As `hidden_groups` takes them.
    away
        Groups whose mean of an item is hidden: ``need`` (the item),
        ``question``, ``level``. Who sees all other items and the score would
        know it, so the score hides too.
    away_beside
        Groups of `beside` whose score is hidden.

    Returns
    -------
    One row per hidden cell: ``need`` (what the score is of), ``question``,
    ``level`` (str); both "" for the mean of everybody.
    """
    odd = apart(parts)
    people = parts[["respondent", "need"]].drop_duplicates()
    others = {"beside": beside, "away": away_beside, "minimum": minimum}
    found = [hidden_groups([people], profile, weights, **others)]
    found.append(hidden_few(odd, profile, weights, **others))
    if away is not None:
        rated = parts[["respondent", "need", "item"]].rename(columns={"need": "score"})
        rated = rated.rename(columns={"item": "need"})
        found.append(_held(away, rated, profile)[CELL])
    count = odd.groupby("need")["respondent"].nunique()
    few = count.index[count < minimum].astype("str")
    found.append(pd.DataFrame({"need": few}).assign(question=EVERYBODY[0], level=EVERYBODY[1]))
    return pd.concat(found, ignore_index=True).astype("str").drop_duplicates(ignore_index=True)


def hidden_few(
    people: pd.DataFrame, profile: pd.DataFrame, weights: pd.Series | None = None, **others: object
) -> pd.DataFrame:
    """Return `hidden_groups` of people who stand between two numbers, without groups of none.

    Where a group holds none of them the two numbers say the same of it.
    """
    return _held(hidden_groups([people], profile, weights, **others), people, profile)


def _held(cells: pd.DataFrame, people: pd.DataFrame, profile: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that hold some of these people: one that holds none tells nothing."""
    told = profile.melt("respondent", var_name="question", value_name="level")
    told = told.assign(level=told["level"].astype("string").fillna("").astype("str"))
    some = people.merge(told, on="respondent").drop(columns="respondent").drop_duplicates()
    found = cells[CELL].merge(some.astype("str"), on=CELL)
    if "score" in found:
        found = found.drop(columns="need").rename(columns={"score": "need"})
    return found.drop_duplicates(ignore_index=True)
