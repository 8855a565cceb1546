"""How satisfied those are who write about a topic, overall and with what it speaks of."""

import numpy as np
import pandas as pd

from surveys.comments.topics import Topics
from surveys.disclosure import MIN_TEXTS, hide, protect
from surveys.intervals import mean_intervals

NUMBERS = ["mean", "low", "high"]
OWN = ["topic", "need", "writes", "n", *NUMBERS, "hidden"]


def satisfaction(topics: Topics, ratings: pd.DataFrame) -> pd.DataFrame:
    """Return mean satisfaction of the people behind each topic.

    Parameters
    ----------
    topics
        As found in the comments of the same wave.
    ratings
        One row per respondent and need, see `surveys.answers.Answers`. A
        person's satisfaction is the mean over the needs this person rated.

    Returns
    -------
    One row per topic, and a last one with ``topic`` <NA> for everybody else of
    the wave: ``topic`` (Int64), ``n`` (Int64, people who rated anything),
    ``mean``, ``low``, ``high`` (Float64, 1..5; 95 % Student t interval),
    ``hidden`` (bool). Rows of fewer than `MIN_TEXTS` people are hidden, and
    with them another from which they could be subtracted. No rows where
    satisfaction was not asked.
    """
    rated = ratings.dropna(subset="satisfaction")
    person = rated.groupby("respondent")["satisfaction"].mean()
    placed = topics.members.dropna(subset="topic")[["respondent", "topic"]].drop_duplicates()
    others = person.index.difference(placed["respondent"])
    groups = pd.concat([placed, pd.DataFrame({"respondent": others, "topic": 0})])
    groups = groups.assign(satisfaction=groups["respondent"].map(person))
    groups = groups.dropna(subset="satisfaction").astype({"topic": "Int64"})
    table = mean_intervals(groups, "topic", "satisfaction").reset_index()
    table = pd.concat([table[table["topic"] > 0], table[table["topic"] == 0]], ignore_index=True)
    away = pd.Series(_hidden(groups, table["topic"]), table.index)
    table["topic"] = table["topic"].mask(table["topic"] == 0)
    safe = protect(table, values=NUMBERS, total_groups=[[]], minimum=MIN_TEXTS)
    safe[NUMBERS] = safe[NUMBERS].mask(away)
    return safe.assign(hidden=safe["hidden"] | away)


def _hidden(groups: pd.DataFrame, topics: pd.Series) -> np.ndarray:
    """Return which topics hide because they differ by few people; a person can be in several."""
    people = groups["respondent"].drop_duplicates().reset_index(drop=True)
    writes = [people.isin(groups.loc[groups["topic"] == one, "respondent"]) for one in topics]
    cells = np.array(writes, bool).reshape(len(topics), len(people))
    everybody = np.ones((1, len(people)))
    return hide(cells, np.arange(len(cells)), everybody, minimum=MIN_TEXTS)


def with_own_need(topics: Topics, needs: pd.Series, ratings: pd.DataFrame) -> pd.DataFrame:
    """Return satisfaction with the need a topic speaks of: of its writers, and of all others.

    Parameters
    ----------
    topics
        As found in the comments of the same wave.
    needs
        Need of each topic (index: topic), "" for none.
    ratings
        One row per respondent and need, see `surveys.answers.Answers`.

    Returns
    -------
    Two rows per topic whose need was rated: ``topic`` (Int64), ``need`` (str),
    ``writes`` (bool: people who write about it, or everybody else), ``n``
    (Int64, people who rated the need), ``mean``, ``low``, ``high`` (Float64,
    1..5; 95 % Student t interval), ``hidden`` (bool). Fewer than `MIN_TEXTS`
    people are hidden, and with them the other row of the topic.
    """
    rated = ratings.dropna(subset="satisfaction")
    parts = []
    for topic, need in needs[needs != ""].items():
        writers = topics.members.loc[topics.members["topic"] == topic, "respondent"]
        one = rated.loc[rated["need"] == need, ["respondent", "satisfaction"]]
        writes = one["respondent"].isin(writers)
        if one.empty:
            continue
        means = mean_intervals(one.assign(writes=writes), "writes", "satisfaction")
        rows = means.reindex(pd.Index([True, False], name="writes")).reset_index()
        rows = rows.astype({"writes": "bool"}).fillna({"n": 0}).assign(topic=topic, need=need)
        parts.append(protect(rows, values=NUMBERS, total_groups=[[]], minimum=MIN_TEXTS))
    if not parts:
        return pd.DataFrame(columns=OWN)
    return pd.concat(parts, ignore_index=True).astype({"topic": "Int64", "need": "str"})[OWN]
