"""What respondents are grouped by: the table of respondents by needs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from surveys.answers import Answers

BASES = ("importance", "choice", "satisfaction")
LEAST_PEOPLE = 60  # fewer cannot show a group of useful size, whatever the method
LEAST_NEEDS = 3  # with two needs only one contrast is left beside a person's level
CODE = 101.0  # of the first answer to a profile question; never a rating
_LEAST_ANSWERED = 0.2  # share of people who must have answered a need for it to count
_LEAST_OF_NEEDS = 1 / 3  # share of needs a person must have answered to be placed


@dataclass(frozen=True)
class Basis:
    """Answers to group by.

    ``name`` is one of `BASES`, or "" where there is nothing; ``table`` has one
    row per respondent (index) with enough answers and one column per need, NaN
    = not answered; ``left_out`` counts respondents of the wave without a row.
    """

    name: str
    table: pd.DataFrame
    left_out: int

    @property
    def enough(self) -> bool:
        """Whether there are people and needs enough to look for groups."""
        return len(self.table) >= LEAST_PEOPLE and self.table.shape[1] >= LEAST_NEEDS


def basis(answers: Answers) -> Basis:
    """Return what to group by: importance, else choices, else satisfaction.

    The first that has enough people and needs; else the one with most needs;
    else an empty one.
    """
    found = [_one(answers, name) for name in BASES]
    enough = [one for one in found if one.enough]
    if enough:
        return enough[0]
    some = [one for one in found if len(one.table)]
    nothing = Basis("", pd.DataFrame(), answers.n)
    return max(some, key=lambda one: one.table.shape[1], default=nothing)


def asked(answers: Answers, name: str) -> pd.DataFrame:
    """Return one row per respondent and one column per need of one of `BASES`, NaN = no answer."""
    rows = answers.choices if name == "choice" else answers.ratings
    wide = rows.pivot(
        index="respondent", columns="need", values="chosen" if name == "choice" else name
    )
    return wide.astype("Float64").astype(float).round(2).sort_index()  # NA becomes NaN


def with_enough(wide: pd.DataFrame) -> pd.DataFrame:
    """Return the respondents who answered enough of these needs to be placed."""
    least = max(2, math.ceil(_LEAST_OF_NEEDS * wide.shape[1]))
    return wide[wide.notna().sum(axis=1) >= min(least, max(wide.shape[1], 1))]


def categories(profile: pd.DataFrame, questions: Sequence[str]) -> dict[str, list[str]]:
    """Return the answers to each profile question, sorted; position + `CODE` is their code."""
    return {one: sorted(profile[one].dropna().astype(str).unique()) for one in questions}


def coded(
    profile: pd.DataFrame, labels: dict[str, list[str]], respondents: pd.Index
) -> pd.DataFrame:
    """Return profile answers as codes, one row per respondent; NaN = blank or not in `labels`."""
    rows = profile.set_index("respondent").reindex(respondents)
    codes = {
        question: rows[question].map({one: CODE + place for place, one in enumerate(known)})
        if question in rows
        else np.nan
        for question, known in labels.items()
    }
    return pd.DataFrame(codes, index=respondents).astype(float)


def _one(answers: Answers, name: str) -> Basis:
    wide = asked(answers, name)
    answered = wide.notna()
    wide = wide.loc[:, answered.sum() >= max(1, _LEAST_ANSWERED * answered.any(axis=1).sum())]
    table = with_enough(wide)
    return Basis(name, table, answers.n - len(table))


def values(table: pd.DataFrame) -> np.ndarray:
    """Return the table as floats, NaN = not answered."""
    return table.to_numpy(float)
