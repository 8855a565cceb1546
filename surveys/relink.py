"""Correcting what the columns of a stored wave are, from the answers that were kept."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from surveys import scales
from surveys.answers import title
from surveys.errors import SurveyError
from surveys.method_columns import scale_for
from surveys.questionnaire import RATED, ROLES

LEFT_OUT = ("personal", "ignore")  # roles whose answers are not kept
WORDS = ("text", "profile")
FIELDS = ("role", "need", "low", "high", "reversed")
ORDER = "order"  # answers of a column in words, the least satisfied first


class ColumnNotKeptError(SurveyError):
    """A column whose answers were left out is to be used."""

    key = "relink_not_kept"
    english = (
        "The answers of {column!r} were not kept when the wave was stored. "
        "Drop the file in again to use this column."
    )


class RoleImpossibleError(SurveyError):
    """The kept answers of a column cannot have this role."""

    key = "relink_impossible"
    english = (
        "What was kept of {column!r} ({kept}) cannot become {wanted}. "
        "Drop the file in again and choose it there."
    )


class EndsImpossibleError(SurveyError):
    """The ends of a scale are no ends, or kept answers lie outside of them."""

    key = "relink_ends"
    english = (
        "A scale from {low} to {high} does not fit {column!r}: the kept answers run "
        "from {least} to {most}. Give ends that hold all of them, the lower one first."
    )


class AnswersInWordsError(SurveyError):
    """A column in words is to be a rating, and nobody said which word is how much."""

    key = "relink_words"
    english = (
        "The answers of {column!r} are words that Respace does not know as a scale: {words}. "
        "Put them in order, from the least to the most satisfied."
    )


def relinked(
    codebook: pd.DataFrame, kept: pd.DataFrame, changes: Mapping[int, Mapping[str, object]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return codebook and kept answers of a wave with corrections, as far as what was kept allows.

    Parameters
    ----------
    codebook, kept
        As stored: one row per column, and one row per respondent.
    changes
        Corrections by position: any of `FIELDS`, and `ORDER` (list of answers, lowest
        first) for a column in words that becomes a rating.

    Returns
    -------
    Both anew. Ratings stay in the file's own scale; a column in words that
    becomes a rating gets numbers; a column that becomes ``personal`` or ``ignore`` loses its
    answers for good.

    Raises
    ------
    SurveyError
        `ColumnNotKeptError`, `RoleImpossibleError`, `EndsImpossibleError`, `AnswersInWordsError`.

    Examples
    --------
    >>> book = pd.DataFrame({"position": [0], "question": ["Wi-Fi"], "option": [""],
    ...     "role": ["satisfaction"], "need": [""], "low": [1.0], "high": [5.0],
    ...     "reversed": [False], "labels": [None], "why": ["why_scale_only"]})
    >>> book, _ = relinked(book, pd.DataFrame({"0": [4.0, 2.0]}), {0: {"need": "wifi"}})
    >>> book.loc[0, ["need", "why"]].tolist()
    ['wifi', 'why_reader']
    """
    rows = {row["position"]: row for row in codebook.to_dict("records")}
    kept = kept.copy()
    for position, change in changes.items():
        row = rows[position] | {name: change[name] for name in FIELDS if name in change}
        before = rows[position]["role"]
        column = str(position)
        if row["role"] not in RATED:  # why a rating is missing stands beside it, as "3:why"
            kept = kept.drop(columns=[one for one in kept if one.startswith(f"{column}:")])
        if row["role"] in LEFT_OUT:
            kept = kept.drop(columns=column, errors="ignore")
        elif column not in kept:
            raise ColumnNotKeptError(column=_title(row))
        else:
            if row["role"] != before:
                kept[column] = _as_role(row, before, kept[column], change.get(ORDER))
            if row["role"] in RATED:
                _check_ends(row, kept[column])
        rows[position] = _cleared(row) | {"why": "why_reader"}
    table = pd.DataFrame(list(rows.values()), columns=codebook.columns)
    dtypes = {name: kind for name, kind in codebook.dtypes.items() if name != "labels"}
    return table.astype(dtypes), kept


def possible_roles(role: str) -> tuple[str, ...]:
    """Return what a kept column of a role can become.

    Examples
    --------
    >>> possible_roles("choice")
    ('choice', 'personal', 'ignore')
    """
    if role in LEFT_OUT:
        return (role,)
    others = {"choice": (), "time": WORDS}.get(role, (*RATED, *WORDS))
    return tuple(one for one in ROLES if one in {role, *others, *LEFT_OUT})


def _as_role(row: dict, before: str, cells: pd.Series, order: Sequence[str] | None) -> pd.Series:
    """Return the kept cells of a column as its new role has them; sets the scale of `row`."""
    if row["role"] not in possible_roles(before):
        raise RoleImpossibleError(column=_title(row), kept=before, wanted=row["role"])
    if row["role"] in WORDS:
        return cells.map(_written).astype("string")
    if before in RATED:
        return cells
    cells = cells.astype("string")
    labels, ends = _labels(row, cells, order)
    row["labels"], (row["low"], row["high"]) = labels, ends
    return cells.map(labels, na_action="ignore").astype("Float64")


def _labels(
    row: dict, cells: pd.Series, order: Sequence[str] | None
) -> tuple[dict[str, float | None], tuple[float, float]]:
    """Return number of each answer in words, and the ends of the scale."""
    given = cells.dropna()
    if order:
        return {answer: float(place) for place, answer in enumerate(order, 1)}, (1.0, len(order))
    known = scale_for(row["role"], given, _title(row))
    if known is None:
        said = [one for one in given.unique() if scales.kind_of_gap(one) is None]
        raise AnswersInWordsError(column=_title(row), words=", ".join(said[:8]))
    numbers = {answer: known.labels.get(answer, scales.number(answer)) for answer in given.unique()}
    return numbers, (known.low, known.high)


def _check_ends(row: dict, cells: pd.Series) -> None:
    given = cells.dropna().to_numpy(float)
    low, high = (float(row[end]) if pd.notna(row[end]) else np.nan for end in ("low", "high"))
    inside = low < high and (not len(given) or (low <= given.min() and given.max() <= high))
    if not inside:
        least, most = (given.min(), given.max()) if len(given) else (np.nan, np.nan)
        facts = {"low": low, "high": high, "least": least, "most": most}
        said = {name: f"{value:g}" for name, value in facts.items()}
        raise EndsImpossibleError(column=_title(row), **said)


def _cleared(row: dict) -> dict:
    """Return the row without what its role does not have."""
    row = row | {"need": row["need"] if isinstance(row["need"], str) else ""}
    if row["role"] not in (*RATED, "choice"):
        row |= {"need": "", "low": pd.NA, "high": pd.NA, "reversed": False, "labels": None}
    return row


def _written(cell: object) -> object:
    """Return a kept number as the words it was, 4 and not 4.0."""
    return f"{cell:g}" if isinstance(cell, float) else cell


def _title(row: dict) -> str:
    return title(row["question"], row["option"])
