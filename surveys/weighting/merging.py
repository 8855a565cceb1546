"""Merged categories: small ones weighted together, as "PhD and Master as graduate".

A merges table has one row per category that is merged: ``variable`` (the
profile question), ``category`` (the answer as the survey spells it), ``into``
(the name it is weighted under, no answer itself); all str.
"""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from surveys.weighting.errors import MergeError

SETTING = "merged_categories"  # a study keeps its merges under this name
COLUMNS = ["variable", "category", "into"]


def from_records(records: object) -> pd.DataFrame:
    """Return the merges table of a kept setting; what is no merge is left out.

    Examples
    --------
    >>> kept = [{"variable": "Level", "category": "PhD", "into": "graduate"}]
    >>> from_records(kept).to_numpy().tolist(), len(from_records(None))
    ([['Level', 'PhD', 'graduate']], 0)
    """
    rows = [
        [str(row[column]) for column in COLUMNS]
        for row in (records if isinstance(records, list) else [])
        if isinstance(row, Mapping) and row.keys() >= set(COLUMNS)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def as_records(merges: pd.DataFrame) -> list[dict[str, str]]:
    """Return a merges table as plain values, for `from_records`."""
    return merges[COLUMNS].to_dict("records")


def with_merge(
    merges: pd.DataFrame,
    variable: str,
    categories: Sequence[str],
    into: str,
    answers: Collection[str] = (),
) -> pd.DataFrame:
    """Return the merges with some categories merged under a new name.

    A category is in one merge only, the latest; where one of `categories` is a
    merge itself, its members go along.

    Parameters
    ----------
    merges
        What is merged so far.
    variable, categories
        A profile question and two or more of its answers or merges.
    into
        Their common name.
    answers
        Answers of the question, none of which the new name may be: a count
        under it would be that of the answer or of the merge.

    Raises
    ------
    MergeError
        Fewer than two categories, no name, or the name of an answer.

    Examples
    --------
    >>> once = with_merge(from_records([]), "Level", ["PhD", "Master"], "graduate")
    >>> with_merge(once, "Level", ["graduate", "Guest"], "others")["into"].tolist()
    ['others', 'others', 'others']
    """
    into, categories = into.strip(), list(dict.fromkeys(categories))
    if len(categories) < 2 or not into or into in {*answers, *categories}:
        raise MergeError(name=into, categories=", ".join(categories) or "-")
    mine = merges["variable"] == variable
    members = merges[mine & merges["into"].isin([*categories, into])]
    single = [one for one in categories if one not in set(members["into"])]
    gone = list(dict.fromkeys([*members["category"], *single]))
    rest = merges[~(mine & merges["category"].isin(gone))]
    new = pd.DataFrame({"variable": variable, "category": gone, "into": into})
    return pd.concat([rest, new], ignore_index=True).astype("str")


def without(merges: pd.DataFrame, variable: str, into: str) -> pd.DataFrame:
    """Return the merges without one of them."""
    gone = (merges["variable"] == variable) & (merges["into"] == into)
    return merges[~gone].reset_index(drop=True)


def merged_profile(profile: pd.DataFrame, merges: pd.DataFrame) -> pd.DataFrame:
    """Return the profile with merged answers under their common name; blanks stay blank.

    Examples
    --------
    >>> profile = pd.DataFrame({"respondent": [2, 3], "Level": ["PhD", "BA"]}, dtype="str")
    >>> merges = with_merge(from_records([]), "Level", ["PhD", "Master"], "graduate")
    >>> merged_profile(profile, merges)["Level"].tolist()
    ['graduate', 'BA']
    """
    parts = {
        variable: profile[variable].replace(dict(zip(rows["category"], rows["into"], strict=True)))
        for variable, rows in merges.groupby("variable")
        if variable in profile
    }
    return profile.assign(**parts)


def merged_margins(margins: pd.DataFrame, merges: pd.DataFrame) -> pd.DataFrame:
    """Return the margins with merged categories as one row, in the order of the first of them.

    A count of the merged category itself holds, as for an enrolment table that
    knows graduates only; else the counts of its members are added. It is <NA>
    where no member has one.

    Examples
    --------
    >>> from surveys.weighting import margins as kept
    >>> given = [{"variable": "Level", "category": name, "count": count}
    ...          for name, count in (("BA", 90), ("Master", 40), ("PhD", 9))]
    >>> merges = with_merge(from_records([]), "Level", ["PhD", "Master"], "graduate")
    >>> merged_margins(kept.from_records(given), merges)[["category", "count"]].to_numpy().tolist()
    [['BA', 90.0], ['graduate', 49.0]]
    """
    keys = ["variable", "category"]
    joined = margins.merge(merges, on=keys, how="left")
    named = joined.assign(category=joined["into"].fillna(joined["category"]).astype("str"))
    counts = named.groupby(keys, sort=False)["count"].sum(min_count=1)
    totals = named[joined["into"].isna()].drop_duplicates(keys).set_index(keys)["count"].dropna()
    counts.loc[totals.index] = totals
    return counts.astype("Float64").reset_index().astype(dict.fromkeys(keys, "str"))
