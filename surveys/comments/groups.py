"""What each group of people writes about, small groups protected."""

import pandas as pd
from scipy import special

from surveys.comments.topics import Topics
from surveys.disclosure import MIN_RATINGS, MIN_TEXTS, protect
from surveys.intervals import wilson

NUMBERS = ["share", "low", "high"]
CHANCE = 0.05  # of any cell standing out where no group differs
NO_GROUP = "\x1f-"  # those without a group count in the totals, so they count in the protection


def by_group(topics: Topics, groups: pd.Series) -> pd.DataFrame:
    """Return the share of each group's writers who write about each topic.

    Parameters
    ----------
    topics
        As found in the comments of the wave.
    groups
        Group of each respondent (index: respondent), such as the segment.

    Returns
    -------
    One row per topic and group: ``topic`` (Int64), ``group`` (as given),
    ``n`` (Int64, people of the group who write about it), ``of`` (Int64,
    people of the group who write), ``share``, ``low``, ``high`` (Float64, 0-1;
    Wilson 95 %), ``stands_out`` (bool: more of the group write about it than of
    all, by more than chance would bring in any of the cells, Bonferroni),
    ``hidden`` (bool). A cell is hidden, with its ``n``, where
    the group has fewer than `MIN_TEXTS` writers or fewer than `MIN_RATINGS` of
    them write about the topic, and others with it from which it would follow
    by subtraction from the totals of topics and groups.
    """
    members = topics.members.assign(
        group=_group_of(topics.members["respondent"], groups),
        topic=topics.members["topic"].fillna(0),
    )
    wrote = members.groupby("group")["respondent"].nunique()
    every = pd.MultiIndex.from_product([[*topics.table["topic"], 0], wrote.index])
    n = members.groupby(["topic", "group"])["respondent"].nunique().reindex(every, fill_value=0)
    table = n.rename_axis(["topic", "group"]).rename("n").reset_index()
    table["of"] = table["group"].map(wrote)
    rest = (table["topic"] == 0) | (table["group"] == NO_GROUP)
    table = table[(table["n"] > 0) | ~rest].reset_index(drop=True)
    table["behind"] = table["n"].where(table["of"] >= MIN_TEXTS, 0)
    ends = [wilson(one["n"].to_numpy(float), int(of)) for of, one in table.groupby("of")]
    places = [one.index for _, one in table.groupby("of")]
    for (low, high), place in zip(ends, places, strict=True):
        table.loc[place, "low"], table.loc[place, "high"] = low, high
    table["share"] = table["n"] / table["of"]
    table = table.astype({"topic": "Int64", "n": "Int64", "of": "Int64"})
    table = table.astype(dict.fromkeys(NUMBERS, "Float64"))
    safe = protect(
        table,
        n="behind",
        values=["n", *NUMBERS],
        total_groups=["topic", "group"],
        minimum=MIN_RATINGS,
    )
    shown = safe[(safe["topic"] > 0) & (safe["group"] != NO_GROUP)].infer_objects()
    shown = shown.assign(stands_out=_stands_out(shown, topics)).reset_index(drop=True)
    return shown[["topic", "group", "n", "of", *NUMBERS, "stands_out", "hidden"]]


def _group_of(respondents: pd.Series, groups: pd.Series) -> pd.Series:
    """Return the group of each; blank answers and people without a group make none."""
    found = respondents.map(groups).astype(object)
    blank = found.isna() | (found.astype("str").str.strip() == "")
    return found.mask(blank, NO_GROUP)


def _stands_out(cells: pd.DataFrame, topics: Topics) -> pd.Series:
    """Tell which cells lie above the whole by more than chance would bring in any of them."""
    whole = cells["topic"].map(topics.table.set_index("topic")["share"]).astype(float)
    spread = (whole * (1 - whole) / cells["of"].astype(float)) ** 0.5
    limit = special.ndtri(1 - CHANCE / max(len(cells), 1))
    return ((cells["share"].astype("Float64") - whole) > limit * spread).fillna(False).astype(bool)
