"""A calendar proposed from the days that were observed, for the user to confirm."""

import re

import pandas as pd

from planning.academic_calendar.tables import calendar_table
from planning.academic_calendar.words import kind_of, season_of, season_of_start

_NEW_TERM_DAYS = 45  # the same term name after a longer silence is another year's term
_NEW_STRETCH_DAYS = 14
_YEAR = r"(19|20)\d\d"
_STRAY_DAYS = 3  # fewer observed days far from the others are typing errors


def propose_terms(days: pd.Series, term_labels: pd.Series | None = None) -> pd.DataFrame:
    """Return a calendar that the days of a count file suggest.

    Parameters
    ----------
    days
        Days or times observed, in any order.
    term_labels
        What the file calls their term ("Fall 2019", "2023秋"), on the same
        index; None where it has no such column.

    Returns
    -------
    Calendar table, to be confirmed by the user: per term the first to the last
    observed day; season and kind from the words of its name, else from its
    first month and teaching. A name without a year gets one. Fewer than three
    days far away from the others of a term are not believed. Without labels,
    stretches without observations for two weeks divide the terms, and names
    are like "2019 autumn".

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2019-08-19", "2019-08-20", "2019-12-06"]))
    >>> terms = propose_terms(days, pd.Series(["Fall 2019"] * 3))
    >>> terms[["name", "season"]].to_numpy().tolist()
    [['Fall 2019', 'autumn']]
    """
    seen = pd.DataFrame({"day": pd.to_datetime(days).dt.normalize()})
    labelled = term_labels is not None
    seen["label"] = term_labels.astype("object").fillna("") if labelled else ""
    seen["label"] = seen["label"].astype(str).str.strip()
    seen = seen.dropna(subset=["day"])
    if labelled:
        seen = seen[seen["label"] != ""]
    seen = seen.drop_duplicates().sort_values("day", kind="stable")
    gap = _NEW_TERM_DAYS if labelled else _NEW_STRETCH_DAYS
    rows = []
    for label, group in seen.groupby("label", sort=False):
        part = (group["day"].diff().dt.days > gap).cumsum()
        parts = [one for _, one in group.groupby(part)]
        parts = [one for one in parts if len(one) >= _STRAY_DAYS] or parts
        if re.search(_YEAR, label):
            parts = [pd.concat(parts)]
        rows += [_term(label, one["day"], len(parts) > 1) for one in parts]
    return calendar_table(rows)


def _term(label: str, days: pd.Series, repeats: bool) -> dict:
    """Return one proposed stretch."""
    start, end = days.min().date(), days.max().date()
    season = season_of(label) or season_of_start(start)
    name = label or f"{start.year} {season}"
    if repeats and label and not re.search(_YEAR, label):
        name = f"{label} {start.year}"
    kind = kind_of(label) or "teaching"
    return {"name": name, "kind": kind, "season": season, "start": start, "end": end}
