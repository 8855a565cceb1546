"""Understood answers as tidy tables: what every later step of the route starts from."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from surveys import extra_answers

SIDES = {  # a perceived level of LibQUAL is how satisfied people are with what they get
    "importance": ("importance",),
    "satisfaction": ("satisfaction", "perceived"),
}
LOWEST, HIGHEST = 1.0, 5.0  # the common scale all ratings are shown on


@dataclass(frozen=True)
class Answers:
    """Answers of one wave, ready to count.

    Parameters
    ----------
    ratings
        One row per respondent and need with a rating: ``respondent`` (int64),
        ``need`` (str), ``importance``, ``satisfaction`` (Float64, 1..5).
        <NA> = not answered. Where several columns speak of one need: their mean.
    choices
        One row per respondent and need of a question the respondent answered:
        ``respondent``, ``need``, ``chosen`` (boolean).
    profile
        One row per respondent: ``respondent``, then one str column per profile question.
    comments
        One row per comment: ``respondent``, ``question``, ``text`` (str).
    n
        Respondents, also those who left everything here blank.
    extra
        Answers of Kano, LibQUAL and recommendation questions in the file's own
        scale, see `extra_answers.extra`.
    scales
        Scale in the file of each rated column, see `extra_answers.scales_of`.
    """

    ratings: pd.DataFrame
    choices: pd.DataFrame
    profile: pd.DataFrame
    comments: pd.DataFrame
    n: int
    extra: pd.DataFrame = field(default_factory=extra_answers.no_extra)
    scales: pd.DataFrame = field(default_factory=extra_answers.no_scales)


def assemble(codebook: pd.DataFrame, kept: pd.DataFrame) -> Answers:
    """Return the tidy answers of one wave.

    Ratings come onto the common scale 1 + 4 (x - low) / (high - low); reversed
    ones count from the other end. Columns without a need are left out.

    Parameters
    ----------
    codebook
        One row per column of the file, see `surveys.questionnaire.propose`.
    kept
        One row per respondent (index = row of the file), columns =
        str(position), see `surveys.checks.understand`; types that were lost in
        storage are found again.

    Examples
    --------
    >>> codebook = pd.DataFrame({"position": [0], "question": ["Wi-Fi"], "option": [""],
    ...     "role": ["satisfaction"], "need": ["wifi"], "low": [1], "high": [9],
    ...     "reversed": [True]})
    >>> kept = pd.DataFrame({"0": [9, None, 5]}, index=[2, 3, 4])
    >>> answers = assemble(codebook, kept)
    >>> answers.ratings[["respondent", "satisfaction"]].to_numpy().tolist(), answers.n
    ([[2, 1.0], [4, 3.0]], 3)
    """
    kept = kept.set_axis(kept.columns.astype(str), axis="columns")
    respondents = pd.Index(pd.to_numeric(pd.Index(kept.index)), dtype="int64", name="respondent")
    kept = kept.set_axis(respondents, axis="index")
    book = codebook[codebook["position"].astype(str).isin(kept.columns)]
    return Answers(
        ratings=_ratings(book, kept),
        choices=_choices(book, kept),
        profile=_profile(book, kept),
        comments=_comments(book, kept),
        n=len(kept),
        extra=extra_answers.extra(book, kept),
        scales=extra_answers.scales_of(book),
    )


def subset(answers: Answers, respondents: Collection[int]) -> Answers:
    """Return the answers of some respondents."""
    wanted = set(respondents)
    tables = {
        name: table[table["respondent"].isin(wanted)].reset_index(drop=True)
        for name in ("ratings", "choices", "profile", "comments", "extra")
        if "respondent" in (table := getattr(answers, name)).columns
    }
    return replace(answers, **tables, n=len(wanted))


def title(question: str, option: str) -> str:
    """Return the name of a column as a reader sees it.

    Examples
    --------
    >>> title("Rate", "Wi-Fi"), title("Comments", "")
    ('Rate [Wi-Fi]', 'Comments')
    """
    return f"{question} [{option}]" if option else question


def _ratings(book: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    needs = {side: _means(book[book["role"].isin(roles)], kept) for side, roles in SIDES.items()}
    columns = list(dict.fromkeys([*needs["importance"], *needs["satisfaction"]]))
    blank = np.full(len(kept), np.nan)
    wide = {
        role: np.column_stack([means.get(need, blank) for need in columns]).ravel()
        if columns
        else np.array([])
        for role, means in needs.items()
    }
    table = pd.DataFrame(
        {
            "respondent": np.repeat(kept.index.to_numpy(), len(columns)),
            "need": pd.array(np.tile(np.array(columns, dtype=object), len(kept)), dtype="str"),
            "importance": wide["importance"],
            "satisfaction": wide["satisfaction"],
        }
    )
    given = ~(np.isnan(wide["importance"]) & np.isnan(wide["satisfaction"]))
    rated = table[given].reset_index(drop=True)
    return rated.astype({"importance": "Float64", "satisfaction": "Float64"})


def _means(book: pd.DataFrame, kept: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the mean rating of every respondent per need, on the common scale."""
    columns: dict[str, list[np.ndarray]] = {}
    for row in book[book["need"].fillna("") != ""].itertuples(index=False):
        low, high = _end(row.low), _end(row.high)
        if not low < high:
            continue
        given = pd.to_numeric(kept[str(row.position)], errors="coerce").to_numpy(
            "float64", na_value=np.nan
        )
        share = np.where((given >= low) & (given <= high), (given - low) / (high - low), np.nan)
        if bool(row.reversed):
            share = 1 - share
        columns.setdefault(row.need, []).append(LOWEST + (HIGHEST - LOWEST) * share)
    return {need: _mean(several) for need, several in columns.items()}


def _end(value: object) -> float:
    return float(value) if pd.notna(value) else np.nan


def _mean(several: list[np.ndarray]) -> np.ndarray:
    if len(several) == 1:
        return several[0]
    stacked = np.vstack(several)
    given = (~np.isnan(stacked)).sum(axis=0)
    return np.where(given > 0, np.nansum(stacked, axis=0) / np.maximum(given, 1), np.nan)


def _choices(book: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Return who chose which need, among those who answered the question."""
    parts = []
    chosen_of = book[(book["role"] == "choice")]
    for _, options in chosen_of.groupby("question", sort=False):
        cells = {
            row.position: _truth(kept[str(row.position)]) for row in options.itertuples(index=False)
        }
        answered = np.any([~np.isnan(one) for one in cells.values()], axis=0)
        for row in options[options["need"].fillna("") != ""].itertuples(index=False):
            parts.append(
                pd.DataFrame(
                    {
                        "respondent": kept.index[answered],
                        "need": row.need,
                        "chosen": np.nan_to_num(cells[row.position][answered]) > 0,
                    }
                )
            )
    empty = pd.DataFrame({"respondent": pd.Series(dtype="int64"), "need": "", "chosen": False})
    table = pd.concat(parts, ignore_index=True) if parts else empty
    table = table.astype({"respondent": "int64", "need": "str", "chosen": "boolean"})
    return table.groupby(["respondent", "need"], as_index=False, sort=False)["chosen"].max()


def _truth(cells: pd.Series) -> np.ndarray:
    """Return 1 for chosen, 0 for not, NaN for unanswered, whatever storage made of them."""
    words = {True: 1.0, False: 0.0, "True": 1.0, "False": 0.0, "true": 1.0, "false": 0.0}
    return cells.astype(object).map(words).to_numpy("float64", na_value=np.nan)


def _profile(book: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    table = {"respondent": kept.index.to_numpy()}
    for row in book[book["role"] == "profile"].itertuples(index=False):
        table[title(row.question, row.option)] = _text(kept[str(row.position)]).to_numpy()
    typed = pd.DataFrame(table)
    return typed.astype(dict.fromkeys(typed.columns[1:], "string"))


def _comments(book: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "respondent": said.index.to_numpy(),
                "question": title(row.question, row.option),
                "text": said.to_numpy(),
            }
        )
        for row in book[book["role"] == "text"].itertuples(index=False)
        if len(said := _text(kept[str(row.position)]).dropna())
    ]
    empty = pd.DataFrame(columns=["respondent", "question", "text"])
    table = pd.concat(parts, ignore_index=True) if parts else empty
    return table.astype({"respondent": "int64", "question": "str", "text": "str"})


def _text(cells: pd.Series) -> pd.Series:
    """Return cells as text, "" as <NA>."""
    text = cells.astype("string")
    return text.mask(text.str.strip() == "")
