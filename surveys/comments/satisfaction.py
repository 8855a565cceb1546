"""How satisfied those are who write about a topic."""

import pandas as pd

from surveys.comments.topics import Topics
from surveys.disclosure import MIN_TEXTS, protect
from surveys.intervals import mean_intervals


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
    table["topic"] = table["topic"].mask(table["topic"] == 0)
    return protect(table, values=["mean", "low", "high"], total_groups=[[]], minimum=MIN_TEXTS)
