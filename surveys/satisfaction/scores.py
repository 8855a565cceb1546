"""What each person's satisfaction was: with each need, or with the needs of a space type."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.satisfaction.waves import SurveyWave, simple

ALL = "all"  # the series of everything together
SCORES = ["wave", "series", "era", "group", "respondent", "score"]


def need_scores(
    waves: Sequence[SurveyWave], comparable: pd.DataFrame, group: str = ""
) -> pd.DataFrame:
    """Return satisfaction with each need, one row per wave, need and respondent who rated it.

    Parameters
    ----------
    waves
        Oldest first.
    comparable
        `surveys.satisfaction.waves.eras`.
    group
        A profile question of `profile_questions`; "" for everybody together.

    Returns
    -------
    ``wave``, ``series`` (the need), ``group`` (str; "" where not asked or not
    answered), ``respondent`` (int), ``score`` (Float64, 1..5), ``era`` (int).
    """
    parts = [_rated(wave, group).rename(columns={"need": "series"}) for wave in waves]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=SCORES)
    known = comparable.rename(columns={"need": "series"})
    return table.merge(known, on=["series", "wave"], how="inner")[SCORES]


def space_scores(
    waves: Sequence[SurveyWave],
    comparable: pd.DataFrame,
    strengths: pd.DataFrame,
    group: str = "",
) -> pd.DataFrame:
    """Return satisfaction with the needs of each space type, columns as `need_scores`.

    A person's score is the mean of the needs the person rated, weighted by how
    strongly the space type answers them. Only needs asked comparably in every wave count, so
    that a dropped question moves no trend; a space type without such a need has no rows.

    Parameters
    ----------
    waves, comparable, group
        As `need_scores` takes them.
    strengths
        One row per need and space type: ``need``, ``space_type``, ``strength`` (0, 1, 3, 9).
    """
    return _scored(space_parts(waves, comparable, strengths, group))


def space_parts(
    waves: Sequence[SurveyWave],
    comparable: pd.DataFrame,
    strengths: pd.DataFrame,
    group: str = "",
) -> pd.DataFrame:
    """Return the ratings `space_scores` are made of.

    One row per rating and space type: ``wave``, ``series`` (the space type),
    ``group``, ``respondent``, ``need``, ``score`` (Float64, 1..5), ``part``
    (Float64, how much it counts).
    """
    basket = common_needs(waves, comparable)
    pulls = strengths[strengths["need"].isin(basket) & (strengths["strength"] > 0)]
    pulls = pulls.rename(columns={"space_type": "series", "strength": "part"})
    pulls = pulls[["need", "series", "part"]].astype({"part": "Float64"})
    return _joined([_rated(wave, group).merge(pulls, on="need") for wave in waves])


def overall_scores(
    waves: Sequence[SurveyWave], comparable: pd.DataFrame, group: str = ""
) -> pd.DataFrame:
    """Return satisfaction with all that every one of the waves asks comparably, as `need_scores`.

    A person's score is the mean of what the person rated; ``series`` is `ALL`.
    """
    return _scored(overall_parts(waves, comparable, group))


def overall_parts(
    waves: Sequence[SurveyWave], comparable: pd.DataFrame, group: str = ""
) -> pd.DataFrame:
    """Return the ratings `overall_scores` are made of, as `space_parts`."""
    basket = common_needs(waves, comparable[comparable["wave"].isin([one.id for one in waves])])
    rated = [_rated(wave, group) for wave in waves]
    return _joined([one[one["need"].isin(basket)].assign(series=ALL, part=1.0) for one in rated])


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    columns = [*SCORES[:2], "group", "respondent", "need", "score", "part"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _scored(parts: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of what each person rated, each rating by its part."""
    if parts.empty:
        return pd.DataFrame(columns=SCORES)
    part = parts["part"].astype(float)
    table = parts.assign(part=part, score=parts["score"] * part)
    keys = ["wave", "series", "group", "respondent"]
    sums = table.groupby(keys, as_index=False, sort=False)[["score", "part"]].sum()
    return sums.assign(score=sums["score"] / sums["part"], era=0)[SCORES]


def common_needs(waves: Sequence[SurveyWave], comparable: pd.DataFrame) -> list[str]:
    """Return the needs that every wave asks, with no break between."""
    found = comparable.groupby("need", sort=False).agg({"wave": "nunique", "era": "nunique"})
    return found.index[(found["wave"] == len(waves)) & (found["era"] == 1)].tolist()


def profile_questions(waves: Sequence[SurveyWave], most: int = 12) -> list[str]:
    """Return the profile questions asked in two waves or more, as the latest of them words them.

    Questions with one answer only, or more than `most`, make no groups and are left out.
    """
    found: dict[str, tuple[str, int, set[str]]] = {}
    for wave in waves:
        for name in wave.answers.profile.columns[1:]:
            _, times, said = found.get(simple(name), ("", 0, set()))
            given = set(wave.answers.profile[name].dropna())
            found[simple(name)] = (name, times + 1, said | given)
    return [name for name, times, said in found.values() if times > 1 and 1 < len(said) <= most]


def _rated(wave: SurveyWave, group: str) -> pd.DataFrame:
    """Return who rated which need of a wave, with the group of each."""
    given = wave.answers.ratings.dropna(subset="satisfaction")
    groups = _groups(wave.answers, group)
    return pd.DataFrame(
        {
            "wave": wave.id,
            "need": given["need"].to_numpy(),
            "respondent": given["respondent"].to_numpy(),
            "group": given["respondent"].map(groups).astype("str").fillna("").to_numpy(),
            "score": given["satisfaction"].to_numpy(np.float64),
        }
    ).astype({"wave": "str", "need": "str", "group": "str", "score": "Float64"})


def _groups(answers: Answers, group: str) -> dict[int, str]:
    """Return the group of each respondent who has one."""
    column = next(
        (name for name in answers.profile.columns[1:] if group and simple(name) == simple(group)),
        None,
    )
    if column is None:
        return {}
    known = answers.profile.dropna(subset=column)
    return dict(zip(known["respondent"], known[column], strict=True))
