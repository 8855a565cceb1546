"""What users miss: importance against satisfaction, and how much each need weighs.

All ratings are on the common scale from 1 to 5.
"""

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.errors import SurveyError
from surveys.intervals import mean_intervals
from surveys.weighting import Weighting, weighted_intervals

MIDPOINT = 3.0  # middle of the common scale
MEASURES = ("importance", "opportunity", "gap", "choice", "dissatisfaction")
_DEFAULTS = ("importance", "choice", "dissatisfaction")
_PARTS = ("importance", "satisfaction", "gap")


class NothingToWeighError(SurveyError):
    """The answers hold neither ratings nor choices of needs."""

    key = "nothing_to_weigh"
    english = (
        "No answer speaks of a need with a rating or a choice. Link the questions "
        "to needs of the catalogue in the table of columns."
    )


class MeasureNotAnsweredError(SurveyError):
    """The answers do not allow this measure."""

    key = "measure_not_answered"
    english = (
        "The measure {measure!r} needs answers this wave does not have. "
        "It allows: {possible}. Choose one of these."
    )


def gaps(answers: Answers, weighting: Weighting | None = None) -> pd.DataFrame:
    """Return importance, satisfaction and gap of each need, the largest gap first.

    The gap is importance minus satisfaction per respondent, then averaged:
    only respondents who gave both count. ``importance`` and ``satisfaction``
    are over all who gave that rating, so their difference is the gap only
    where the same people gave both.

    Parameters
    ----------
    answers
        Ratings on the common scale.
    weighting
        Weights of the respondents; None = everybody counts alike.

    Returns
    -------
    One row per need with any rating: ``need`` (str), ``n`` (Int64, gave both),
    ``importance``, ``satisfaction``, ``gap`` (Float64, points), each with
    ``_low`` and ``_high`` (95 % Student t over respondents), ``n_importance``,
    ``n_satisfaction`` (Int64). No interval below two answers; ``<NA>`` where
    nobody answered. Sorted by gap, needs without one last, ties by need.
    With `weighting`, means and intervals are weighted (linearisation, see
    `surveys.weighting`), counts are still people, and ``n_eff``,
    ``n_eff_importance``, ``n_eff_satisfaction`` (Float64) say how many equal
    answers they count like.
    """
    rated = answers.ratings.assign(
        gap=answers.ratings["importance"] - answers.ratings["satisfaction"]
    )
    found = pd.DataFrame(index=pd.Index(sorted(rated["need"].unique()), name="need"))
    for part in _PARTS:
        names = [f"n_{part}", part, f"{part}_low", f"{part}_high"]
        if weighting is None:
            found[names] = mean_intervals(rated, "need", part)
        else:
            one = weighted_intervals(rated, "need", part, weighting)
            found[[*names, f"n_eff_{part}"]] = one
    table = found.rename(columns={"n_gap": "n", "n_eff_gap": "n_eff"}).reset_index()
    ends = [f"{part}{end}" for part in _PARTS for end in ("", "_low", "_high")]
    effective = [name for name in table if name.startswith("n_eff")]
    table = table[["need", "n", *ends, "n_importance", "n_satisfaction", *effective]]
    return table.sort_values("gap", ascending=False, kind="stable", ignore_index=True)


def quadrants(table: pd.DataFrame, crosshairs: str = "means") -> pd.DataFrame:
    """Return the needs of `gaps` with their quadrant of importance and performance.

    Parameters
    ----------
    table
        One row per need: ``importance``, ``satisfaction`` (1 to 5).
    crosshairs
        ``means``: the means of the needs shown (those with both ratings);
        ``midpoint``: 3, the middle of the scale. Needs can change their
        quadrant with the choice, so the page names it.

    Returns
    -------
    The table with ``quadrant`` (keep_up, concentrate_here, low_priority,
    possible_overkill; ``<NA>`` where a rating is missing),
    ``crosshair_importance`` and ``crosshair_satisfaction`` (Float64, the same
    in all rows). A need exactly on a cross-hair counts as high.

    Raises
    ------
    ValueError
        `crosshairs` is neither of the two.

    Examples
    --------
    >>> needs = pd.DataFrame({"need": ["wifi"], "importance": [4.6], "satisfaction": [3.4]})
    >>> quadrants(needs, "midpoint")["quadrant"].tolist()
    ['keep_up']
    """
    both = table[["importance", "satisfaction"]].astype("Float64").dropna()
    lines = {"means": both.mean(), "midpoint": pd.Series(MIDPOINT, index=both.columns)}
    if crosshairs not in lines:
        raise ValueError(f"crosshairs {crosshairs!r} not found. One of {sorted(lines)}.")
    line = lines[crosshairs]
    wanted = (both["importance"] >= line["importance"]).to_numpy(bool)
    liked = (both["satisfaction"] >= line["satisfaction"]).to_numpy(bool)
    names = np.select(
        [wanted & liked, wanted & ~liked, ~wanted & ~liked],
        ["keep_up", "concentrate_here", "low_priority"],
        "possible_overkill",
    )
    return table.assign(
        quadrant=pd.Series(names, index=both.index, dtype="string").reindex(table.index),
        crosshair_importance=pd.array([line["importance"]] * len(table), "Float64"),
        crosshair_satisfaction=pd.array([line["satisfaction"]] * len(table), "Float64"),
    )


def headline(table: pd.DataFrame) -> dict[str, object] | None:
    """Return the facts of the sentence about the need that is missed most, or None.

    Parameters
    ----------
    table
        `gaps`, small groups hidden or not; rows without a gap do not count.

    Returns
    -------
    ``need``, ``gap``, ``low``, ``high`` (points), ``n``; ``second``,
    ``second_gap``, ``second_low``, ``second_high`` (None where there is one
    need only) and ``overlaps``: whether the two intervals share a point, so
    that the first is not clearly ahead (also True where an interval is missing).
    """
    known = table.dropna(subset="gap").sort_values("gap", ascending=False, kind="stable")
    if known.empty:
        return None
    first = _facts(known.iloc[0])
    if len(known) == 1:
        return first | dict.fromkeys(_second(first)) | {"overlaps": False}
    second = _facts(known.iloc[1])
    ends = (first["low"], second["high"])
    apart = None not in ends and ends[0] > ends[1]
    return first | _second(second) | {"overlaps": not apart}


def _facts(row: pd.Series) -> dict[str, object]:
    ends = {
        end: None if pd.isna(row[f"gap_{end}"]) else float(row[f"gap_{end}"])
        for end in ("low", "high")
    }
    return {"need": str(row["need"]), "gap": float(row["gap"]), **ends, "n": int(row["n"])}


def _second(facts: dict[str, object]) -> dict[str, object]:
    names = {"need": "second", "gap": "second_gap", "low": "second_low", "high": "second_high"}
    return {names[name]: facts[name] for name in names}


def measures(answers: Answers) -> list[str]:
    """Return the measures these answers allow, in the order of `MEASURES`."""
    rated = answers.ratings[["importance", "satisfaction"]].notna()
    both, (importance, satisfaction) = rated.all(axis=1).any(), rated.any()
    possible = {
        "importance": importance,
        "opportunity": both,
        "gap": both,
        "choice": answers.choices["chosen"].any(),
        "dissatisfaction": satisfaction,
    }
    return [measure for measure in MEASURES if possible[measure]]


def default_measure(answers: Answers) -> str:
    """Return the measure a demand is computed with unless the reader chooses another.

    Importance where it was asked, else choices, else dissatisfaction: what
    people want, before what they complain of. One that speaks of fewer than half
    as many needs as another is passed over: a demand from one question would
    be the demand of that question. The text ``measure_note_<measure>``
    says what the measure can and cannot tell.

    Raises
    ------
    NothingToWeighError
        Neither ratings nor choices speak of a need.
    """
    possible = [one for one in measures(answers) if one in _DEFAULTS]
    if not possible:
        raise NothingToWeighError
    needs = {one: need_weights(answers, one)["need"].nunique() for one in possible}
    return next(one for one in _DEFAULTS if needs.get(one, 0) * 2 >= max(needs.values()))


def need_weights(answers: Answers, measure: str) -> pd.DataFrame:
    """Return how much each need weighs for each respondent.

    Parameters
    ----------
    answers
        Ratings on the common scale, or choices.
    measure
        ``importance``: (importance - 1) / 4. ``opportunity``: importance +
        max(0, importance - satisfaction), the variant that drops negative
        gaps, from 1..9 to 0..1. ``gap``: max(0, importance - satisfaction),
        points. ``choice``: 1 if chosen, 0 if the question was answered without
        choosing it. ``dissatisfaction``: (5 - satisfaction) / 4, for exports
        that ask nothing else.

    Returns
    -------
    One row per respondent and need with the answers the measure needs:
    ``respondent`` (int), ``need`` (str), ``weight`` (Float64, >= 0).

    Raises
    ------
    MeasureNotAnsweredError
        No respondent gave what the measure needs.
    """
    possible = measures(answers)
    if measure not in possible:
        raise MeasureNotAnsweredError(measure=measure, possible=", ".join(possible) or "-")
    if measure == "choice":
        weight = answers.choices["chosen"].astype("Float64")
        rows = answers.choices
    else:
        rows = answers.ratings
        weight = _weight(rows["importance"], rows["satisfaction"], measure)
    table = rows[["respondent", "need"]].assign(weight=weight)
    return table.dropna(subset="weight").reset_index(drop=True)


def _weight(importance: pd.Series, satisfaction: pd.Series, measure: str) -> pd.Series:
    if measure == "importance":
        return (importance - 1) / 4
    if measure == "dissatisfaction":
        return (5 - satisfaction) / 4
    lacking = (importance - satisfaction).clip(lower=0)
    return lacking if measure == "gap" else (importance + lacking - 1) / 8
