"""Columns named and values told by a codebook."""

import re
from dataclasses import dataclass

import pandas as pd

from surveys import scales
from surveys.readers.dictionary import Dictionary, key

_CODE = re.compile(r"([A-Za-z][\w.-]*(?:[\[(]\w+[\])])*)\s*[.:：]\s+\S")
_NUMBERED = re.compile(r"\s*(\d{1,3}(?:\s*[(（]\w+[)）])?)\s*[、.．:：]")


@dataclass(frozen=True)
class Matching:
    """How a codebook and a file came together.

    Parameters
    ----------
    source
        Sheet or file of the codebook; "" where the data file itself brings it.
    matched
        One row per column the codebook knows: ``position`` (int), ``code``
        (str), ``question`` (str), ``values`` (int, values with words).
    unused
        Codes of the codebook that are no column of the file.
    unnamed
        Headers of columns the codebook does not know.
    """

    source: str
    matched: pd.DataFrame
    unused: tuple[str, ...]
    unnamed: tuple[str, ...]


def keys_of(head: pd.DataFrame) -> dict[int, list[str]]:
    """Return the names a column may be known by in a codebook, best first.

    Examples
    --------
    >>> keys_of(pd.DataFrame([["G1Q1. Is it quiet?"]]))
    {0: ['g1q1isitquiet', 'g1q1']}
    """
    found = {}
    for place in head:
        names = [cell for cell in head[place].str.strip() if cell]
        names += [one[1] for name in names for one in (_CODE.match(name), _NUMBERED.match(name))
                  if one]  # fmt: skip
        found[place] = [name for name in dict.fromkeys(map(key, names)) if name]
    return found


def applied(
    head: pd.DataFrame, columns: pd.DataFrame, answers: pd.DataFrame, book: Dictionary
) -> tuple[pd.DataFrame, pd.DataFrame, Matching]:
    """Return columns and answers with the names and words of a codebook.

    A column whose values all have words is answered in these words; where only
    the ends have, in "1 - very poor" and plain numbers. ``values`` of a column
    keeps words -> number of the file, so that an order is not lost.
    """
    variables = {key(row.code): row for row in book.variables.itertuples(index=False)}
    columns, answers = columns.assign(values=[{} for _ in columns.index]), answers.copy()
    found, unnamed = [], []
    for place, names in keys_of(head).items():
        name = next((name for name in names if name in variables), None)
        if name is None:
            unnamed.append(str(columns.at[place, "question"]))
            continue
        row = variables[name]
        if row.question:
            group = variables.get(key(columns.at[place, "question"]))
            columns.loc[place, ["question", "option"]] = _name(columns.loc[place], row, group)
        answers[place], columns.at[place, "values"] = said(
            answers[place], row.labels, row.missing, row.option
        )
        found.append((int(place), row.code, row.question, len(row.labels)))
    matched = pd.DataFrame(found, columns=["position", "code", "question", "values"])
    unused = tuple(book.variables.loc[~book.variables["code"].isin(matched["code"]), "code"])
    return columns, answers, Matching(book.source, matched, unused, tuple(unnamed))


def _name(column: pd.Series, row, group) -> list[str]:
    """Return question and option of a column; one of several keeps the question it belongs to."""
    if row.option or not column["option"]:
        return [row.question, row.option]
    return [group.question if group and group.question else column["question"], row.question]


def said(
    cells: pd.Series, labels: dict[str, str], missing: tuple[str, ...] = (), option: str = ""
) -> tuple[pd.Series, dict[str, float]]:
    """Return a column in the words of its values, and words -> number of the file.

    Values declared missing are blank unless their words say more (not
    applicable, don't know): these stay three different things.

    Examples
    --------
    >>> said(pd.Series(["1", "2.0", "9"]), {"1": "bad", "2": "good", "9": "n/a"}, ("9",))
    (0     bad
    1    good
    2     n/a
    dtype: str, {'bad': 1.0, 'good': 2.0})
    """
    plain = cells.str.strip().str.replace(r"^(-?\d+)\.0+$", r"\1", regex=True)
    gaps = {value: words for value, words in labels.items() if scales.kind_of_gap(words)}
    real = {value: words for value, words in labels.items() if value not in gaps}
    real = {value: words for value, words in real.items() if value not in missing}
    used = set(plain.unique()) - {""} - set(gaps) - set(missing)
    whole = used <= set(real) or _most(plain, real)
    spoken = {
        value: words if whole or scales.number(value) is None else f"{value} - {words}"
        for value, words in real.items()
    }
    if len(set(spoken.values())) < len(spoken):  # two values of one name stay apart
        spoken = {value: f"{value} - {words}" for value, words in real.items()}
    spoken |= dict.fromkeys(missing, "") | gaps
    numbers = {words: scales.number(value) for value, words in spoken.items() if value in real}
    numbers = {words: number for words, number in numbers.items() if number is not None}
    return plain.map(lambda cell: spoken.get(cell, cell)).astype("str"), numbers


def _most(cells: pd.Series, real: dict[str, str]) -> bool:
    """Return whether values without words are slips: the words cover a whole run of numbers."""
    numbers = sorted(n for n in map(scales.number, real) if n is not None)
    run = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    return run and bool(cells[cells != ""].isin(list(real)).mean() > 0.8)
