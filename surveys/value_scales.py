"""Scales of columns whose values a codebook has put into words."""

from collections.abc import Mapping

import pandas as pd

from surveys import scales
from surveys.scales import Scale

_FEWEST = 3  # steps of a scale


def scale_of(answers: pd.Series, values: Mapping[str, float], header: str = "") -> Scale | None:
    """Return the scale of a column, by the words of all its values where they are told.

    The codebook says how many steps there are, also those nobody chose; the
    words say which end is the better one.

    Parameters
    ----------
    answers
        Cells of one column (str).
    values
        Words -> number in the file; empty where no codebook tells.
    header
        As in `scales.recognize`.

    Examples
    --------
    >>> turned = {"very good": 1.0, "good": 2.0, "average": 3.0, "bad": 4.0, "very bad": 5.0}
    >>> scale_of(pd.Series(["good"]), turned).labels["good"]
    4.0
    """
    words = scales.recognize(pd.Series(list(values), dtype="str"), header) if values else None
    if words is None or words.family == "number":
        return scales.recognize(answers, header)
    steps = {word: values[word] for word, mark in words.labels.items() if mark is not None}
    numbers = sorted(values.values())
    run = numbers == [numbers[0] + step for step in range(len(numbers))]
    slope = _slope([(number, words.labels[word]) for word, number in steps.items()])
    if not run or len(numbers) < _FEWEST or slope is None:
        return words
    low, high = numbers[0], numbers[-1]
    labels = {word: low + high - n if slope < 0 else n for word, n in values.items()}
    off = {word: None for word, mark in words.labels.items() if mark is None}
    said = scales.recognize(answers, header)
    off |= {word: None for word, mark in (said.labels if said else {}).items() if mark is None}
    return Scale(words.family, low, high, labels | off)


def in_order(values: Mapping[str, float]) -> Scale | None:
    """Return the scale a codebook's numbers make, whatever its words; None below three steps.

    Examples
    --------
    >>> in_order({"cold": 1.0, "warm": 2.0, "hot": 3.0}).high
    3.0
    """
    numbers = sorted(values.values())
    if len(numbers) < _FEWEST or len(set(numbers)) < len(numbers):
        return None
    return Scale("number", numbers[0], numbers[-1], dict(values))


def _slope(pairs: list[tuple[float, float]]) -> float | None:
    """Return +1 where marks rise with the numbers of the file, -1 where they fall, else None."""
    ordered = [mark for _, mark in sorted(pairs)]
    if len(set(ordered)) < 2:
        return None
    if ordered == sorted(ordered):
        return 1.0
    return -1.0 if ordered == sorted(ordered, reverse=True) else None
