"""LibQUAL: is the service between what people tolerate and what they wish?

The questionnaire belongs to ARL; only its results are read here.
"""

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.intervals import mean_intervals, wilson
from surveys.method_columns import LEVELS
from surveys.methods.errors import LevelsMissingError
from surveys.weighting import Weighting, weighted_intervals, weighted_shares

LOW, HIGH = 1.0, 9.0
SCORES = ("adequacy", "superiority")
PARTS = (*SCORES, *LEVELS)


def libqual(answers: Answers, weighting: Weighting | None = None) -> pd.DataFrame:
    """Return adequacy, superiority and zone of tolerance of each need.

    Adequacy is perceived minus minimum, superiority perceived minus desired,
    per respondent, then averaged; points on the scale from 1 to 9. Answers on
    other scales do not count. Where a need has several items, a respondent
    counts with their mean.

    Returns
    -------
    One row per need, sorted: ``need``; ``adequacy``, ``superiority``,
    ``minimum``, ``desired``, ``perceived`` (Float64, points), each with
    ``_low``, ``_high`` (95 % Student t over respondents) and ``n_...`` (Int64);
    ``in_zone`` (Float64, share of those who gave all three whose perceived
    level lies in minimum..desired, both ends included) with ``_low``,
    ``_high`` (95 %, Wilson), ``n_in_zone`` (Int64); ``inverted`` (Int64,
    people whose minimum is above what they desire: they count everywhere but
    are never in the zone). <NA> where nobody answered. With `weighting`, means,
    shares and intervals are weighted, counts are still people, and
    ``n_eff_...`` (Float64) stands beside each ``n_...``.

    Raises
    ------
    LevelsMissingError
        No need has the perceived level beside one of the others.
    """
    people = _people(answers.extra)
    if people[list(SCORES)].isna().all(axis=None):
        raise _missing(answers.extra)
    found = pd.DataFrame(index=pd.Index(sorted(people["need"].unique()), name="need"))
    for part in PARTS:
        ends = [part, f"{part}_low", f"{part}_high"]
        if weighting is None:
            found[[f"n_{part}", *ends]] = mean_intervals(people, "need", part)
        else:
            weighted = weighted_intervals(people, "need", part, weighting)
            found[[f"n_{part}", *ends, f"n_eff_{part}"]] = weighted
    return _with_zone(found, people, weighting).reset_index()


def _people(extra: pd.DataFrame) -> pd.DataFrame:
    """Return one row per respondent and need: the three levels and the two scores."""
    asked = extra[extra["role"].isin(LEVELS) & (extra["need"] != "")]
    asked = asked[(asked["low"] == LOW) & (asked["high"] == HIGH)]
    keys = ["respondent", "need", "item"]
    wide = asked.set_index([*keys, "role"])["value"].unstack("role").reindex(columns=list(LEVELS))
    wide = wide.astype("Float64")
    wide["adequacy"] = wide["perceived"] - wide["minimum"]
    wide["superiority"] = wide["perceived"] - wide["desired"]
    people = wide.groupby(level=["respondent", "need"]).mean().rename_axis(columns=None)
    return people.reset_index()


def _with_zone(
    found: pd.DataFrame, people: pd.DataFrame, weighting: Weighting | None
) -> pd.DataFrame:
    """Return the table with the share inside the zone of tolerance."""
    full = people.dropna(subset=list(LEVELS))
    inside = full["perceived"].between(full["minimum"], full["desired"])
    counted = pd.DataFrame(
        {
            "need": full["need"],
            "inside": inside.astype(int),
            "inverted": (full["minimum"] > full["desired"]).astype(int),
            "all": 1,
        }
    )
    sums = counted.groupby("need").sum().reindex(found.index, fill_value=0)
    n = sums["all"].to_numpy(float)
    known = np.where(n > 0, n, np.nan)
    low, high = wilson(sums["inside"].to_numpy(float), known)
    shares = {"in_zone": sums["inside"] / known, "in_zone_low": low, "in_zone_high": high}
    found = found.assign(**{name: pd.array(one, "Float64") for name, one in shares.items()})
    found = found.assign(
        n_in_zone=sums["all"].astype("Int64"), inverted=sums["inverted"].astype("Int64")
    )
    if weighting is None or full.empty:
        return found
    zone = counted.assign(respondent=full["respondent"])
    weighted = weighted_shares(zone, "need", "inside", weighting).reindex(found.index)
    columns = ["in_zone", "in_zone_low", "in_zone_high", "n_eff_in_zone"]
    found[columns] = weighted[["share", "low", "high", "n_eff"]]
    return found


def _missing(extra: pd.DataFrame) -> LevelsMissingError:
    asked = extra[extra["role"].isin(LEVELS) & (extra["need"] != "")]
    needs = asked.groupby("role")["need"].nunique()
    other = asked.loc[(asked["low"] != LOW) | (asked["high"] != HIGH), "need"].nunique()
    return LevelsMissingError(other=other, **{one: int(needs.get(one, 0)) for one in LEVELS})
