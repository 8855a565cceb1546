"""Segments of people beside everybody, beside profile groups, beside other segmentations."""

from collections.abc import Sequence

import pandas as pd

from surveys.disclosure.groups import CELL, hidden_groups

_WHOLE = ["whole", "difference", "low", "high"]
_KEPT = ["segment", "need", "n", "stands_out", "hidden", *_WHOLE]
_PLACED = "placed"


def guarded_profile(
    profile: pd.DataFrame,
    members: pd.DataFrame,
    answered: pd.DataFrame,
    people: pd.DataFrame,
    weights: pd.Series | None = None,
    *,
    away: pd.DataFrame | None = None,
    others: Sequence[tuple[pd.DataFrame, pd.DataFrame]] = (),
) -> pd.DataFrame:
    """Return the profile of segments without what other tables of the wave would give away.

    A segment's mean hides where it differs by few people from a group, from a
    segment of another segmentation or from sums of these; the mean of all
    members hides where it differs so from the mean of everybody (people who
    answered too little to be placed).

    Parameters
    ----------
    profile
        One row per segment and need, see `surveys.segments.describe.profile`.
    members
        One row per placed respondent: ``respondent``, ``segment``.
    answered
        One row per respondent and need with an answer.
    people
        The profile questions of everybody, one row per respondent.
    weights
        Weight of each respondent (index: respondent).
    away
        `hidden_groups` of the profile questions.
    others
        Members and guarded profiles of other segmentations that are shown too.

    Returns
    -------
    The rows as given, ``hidden`` and ``stands_out`` set anew, numbers <NA> where hidden.
    """
    respondents = people["respondent"]
    parts = pd.DataFrame({"respondent": respondents, "segment": _placed(respondents, members)})
    parts[_PLACED] = parts["segment"].notna().map({True: "1", False: pd.NA}).astype("string")
    beside, gone = people.copy(), [] if away is None else [away[CELL]]
    for place, (their, table) in enumerate(others):
        beside[f"{_PLACED} {place}"] = _placed(respondents, their)
        hidden = table.loc[table["hidden"], ["need", "segment"]].astype("string")
        named = hidden.assign(question=f"{_PLACED} {place}")
        gone.append(named.rename(columns={"segment": "level"})[CELL])
        gone.append(named.assign(level="")[CELL].drop_duplicates())
    gone = pd.concat(gone, ignore_index=True).astype("str") if gone else None
    found = hidden_groups([answered], parts, weights, beside=beside, away=gone)
    return _masked(profile, found)


def segment_column(respondents: pd.Series, members: pd.DataFrame) -> pd.DataFrame:
    """Return a profile with the segment of each respondent, as `hidden_groups` takes it."""
    segment = _placed(respondents, members)
    return pd.DataFrame({"respondent": respondents, "segment": segment})


def segment_columns(
    profile: pd.DataFrame, others: Sequence[tuple[pd.DataFrame, set[str]]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a profile with other segmentations as questions, and their hidden cells (need "").

    `others`: members, and the segments that are hidden. Who is in none is hidden.
    """
    beside, away = profile.copy(), []
    for place, (their, hidden) in enumerate(others):
        question = f"{_PLACED} {place}"
        beside[question] = _placed(profile["respondent"], their)
        away += [("", question, level) for level in sorted({*hidden, ""})]
    return beside, pd.DataFrame(away, columns=CELL, dtype="str")


def _placed(respondents: pd.Series, members: pd.DataFrame) -> pd.Series:
    """Return the segment of each respondent as text, <NA> where in none."""
    segment = members.drop_duplicates("respondent").set_index("respondent")["segment"]
    return respondents.map(segment).astype("Int64").astype("string")


def _masked(profile: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the profile with the numbers of hidden cells as <NA>."""
    cells = set(found[CELL].itertuples(index=False, name=None))
    rows = list(zip(profile["need"], profile["segment"].astype("string"), strict=True))
    own = pd.Series([(need, "segment", level) in cells for need, level in rows], profile.index)
    whole = pd.Series([(need, _PLACED, "1") in cells for need, _ in rows], profile.index)
    own |= profile["hidden"]
    safe = profile.copy()
    numbers = [name for name in profile if name not in _KEPT] + _WHOLE[1:]
    safe[numbers] = safe[numbers].mask(own)
    safe[_WHOLE] = safe[_WHOLE].mask(whole)
    stands_out = profile["stands_out"].astype(bool) & ~own & ~whole
    return safe.assign(stands_out=stands_out, hidden=own)
