"""Answers in words and numbers as ordered scales."""

import re
import unicodedata
from dataclasses import dataclass, field

import pandas as pd

from surveys.answer_words import coded, is_blank, kind_of_gap, number, plain
from surveys.gap_words import SPREADSHEET_ERRORS
from surveys.scale_words import LADDERS, SIMPLE

__all__ = ["SPREADSHEET_ERRORS", "Scale", "coded", "is_blank", "kind_of_gap", "lettered", "number",
           "plain", "recognize", "slider", "turned"]  # fmt: skip

_LETTER_FIRST = re.compile(r"[a-h]\s*[.、．)]\s*(\D.+)")
_SPOKEN = re.compile(
    r"(?<!\d)([01])\s*(?:-|–|—|~|〜|to|至|到|through)\s*(\d{1,2}|100)(?!\d)"
    r"|(\d{1,2}|100)\s*分制|out of\s*(\d{1,3})"
)
_ENDS = re.compile(r"(?<!\d)([01])\s*[=:]\D+?(?<!\d)(\d{1,2})\s*[=:]\D", re.DOTALL)
_NAMED_END = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[=:]|分|-(?=\D)|–|—)\s*([^\d=:()，,;；、/.]+)")
_TO = re.compile(r"\s*(?:\bto|至|到|…|-|–|—)\s*$")
_RECOMMEND = re.compile(r"recommend.*(friend|colleague|other)|推荐.*(朋友|同学|他人|同事)", re.I)
_PERCENT = re.compile(r"%|percent|百分", re.IGNORECASE)
_CODES = {-1, -2, -3, -8, -9, -99, -999, 77, 88, 97, 98, 99, 888, 998, 999, 9999}  # no marks
_LETTERED = re.compile(r"AO?0*(\d{1,2})")  # answer codes of LimeSurvey
_HUNDRED = (0.0, 100.0)
_HIGHS = (5.0, 7.0, 9.0, 10.0)
_USUAL, _ENOUGH = 5, 30  # rungs of a ladder; answers by which a shorter one shows
_MOST_ANSWERS = 60  # different answers of a column that is a scale
_STRAY = 0.05  # share of answers beyond a scale that are still taken for slips


@dataclass(frozen=True)
class Scale:
    """The scale a column is answered on.

    Parameters
    ----------
    family
        agree, satisfied, important, likely, confident, frequency or number.
    low, high
        Ends of the scale, both answerable.
    labels
        Answer as the file spells it -> number; None = said, but not on the
        scale (not applicable, don't know). Plain numbers are not listed.
    fit
        Share of the answers that the scale reads, 0 to 1.
    """

    family: str
    low: float
    high: float
    labels: dict[str, float | None] = field(default_factory=dict)
    fit: float = 1.0


def recognize(answers: pd.Series, question: str = "") -> Scale | None:
    """Return the scale a column is answered on, or None if it is none.

    Words are tried first, then numbers with words, then numbers. Blank, not
    applicable and don't know do not count for or against.

    Parameters
    ----------
    answers
        Cells of one column (str).
    question
        Its header, which may name the scale ("1-7", 10分制).

    Examples
    --------
    >>> recognize(pd.Series(["满意", "很不满意", "不适用"])).labels
    {'满意': 4.0, '很不满意': 1.0, '不适用': None}
    >>> recognize(pd.Series(["1", "4", "3"])).high
    5.0
    >>> recognize(pd.Series(["red", "blue"]))
    """
    counts = answers.value_counts()
    gaps = {answer: kind_of_gap(answer) for answer in counts.index}
    said = {answer: int(n) for answer, n in counts.items() if gaps[answer] is None}
    if not said:
        return None
    if len(said) > _MOST_ANSWERS:
        return _percent(said, question)
    off = {answer: None for answer, gap in gaps.items() if gap in ("not_applicable", "dont_know")}
    scale = (
        _in_words(said, off)
        or _percent(said, question)
        or _in_codes(said, question)
        or _in_numbers(said, question)
    )
    if scale is None:
        return None
    return Scale(scale.family, scale.low, scale.high, scale.labels | off, scale.fit)


def _in_words(said: dict[str, int], off: dict[str, None]) -> Scale | None:
    """Return the first ladder that has a rung of its own for the most answers.

    A ladder of three or four rungs is taken where so many people used all of
    them and nothing beyond that the longer one is unlikely.
    """
    words = {answer: _bare(answer) for answer in said}
    total = sum(said.values())
    best, best_rank = None, (0.0, 0, False, 0)
    for place, (family, rungs) in enumerate(LADDERS):
        steps = {
            answer: step
            for answer, word in words.items()
            for step, rung in enumerate(rungs, start=1)
            if word in rung
        }
        if not steps:
            continue
        fit = sum(said[answer] for answer in steps) / total
        distinct = len({words[answer] for answer in steps})
        merged = distinct - len(set(steps.values()))
        used = len(set(steps.values())) == len(rungs)
        lopsided = len(rungs) == 4 and "neutral" in rungs[1]  # nobody strongly disagreed
        short = used and len(rungs) < _USUAL and total >= _ENOUGH and not lopsided
        rank = (fit, -merged, short, -place)
        if (fit >= 0.7 and rank > best_rank) or (best is None and fit >= 0.7):
            labels = {answer: float(step) for answer, step in steps.items()}
            best, best_rank = Scale(family, 1.0, float(len(rungs)), labels, fit), rank
    return best


def _bare(answer: str) -> str:
    """Return the words of an answer, in simplified Chinese, without the letter before them."""
    word = plain(answer).translate(SIMPLE).replace("\ufe0f", "")
    lettered = _LETTER_FIRST.fullmatch(word)
    if lettered:
        return lettered[1]
    return word


def _in_codes(said: dict[str, int], question: str) -> Scale | None:
    """Return the scale of answers such as "5 - very important", also beside plain numbers."""
    read = {answer: coded(answer) for answer in said}
    worded = {answer: pair for answer, pair in read.items() if pair}
    if not worded:
        return None
    words_of: dict[float, set[str]] = {}
    for value, words in worded.values():
        words_of.setdefault(value, set()).add(words)
    if any(len(words) > 1 for words in words_of.values()) or max(words_of) > 10:
        return None
    ladder = _in_words({words: 1 for _, words in worded.values()}, {})
    labels = {answer: pair[0] for answer, pair in worded.items()}
    numbers = {answer: number(answer) for answer in said if answer not in worded}
    labels |= {answer: value for answer, value in numbers.items() if value is not None}
    fit = sum(said[answer] for answer in labels) / sum(said.values())
    scale = _ends({labels[a]: said[a] for a in labels}, question)
    if fit < 0.7 or scale is None or (ladder is None and len(labels) > len(worded) + 10):
        return None
    ordered = ladder is not None or len(worded) < len(labels) or bool(_spoken(question))
    if not ordered:
        return None
    if ladder and _falls([(value, ladder.labels.get(words)) for value, words in worded.values()]):
        labels = {answer: sum(scale) - value for answer, value in labels.items()}
    advice = ladder is None or (ladder.family == "likely" and scale[1] == 10)
    return Scale("number" if advice else ladder.family, *scale, labels, fit)


def _falls(pairs: list[tuple[float, float | None]]) -> bool:
    """Return whether the words get worse where the numbers beside them grow."""
    known = sorted((value, step) for value, step in pairs if step is not None)
    return len(known) > 1 and known[0][1] > known[-1][1]


def turned(question: str) -> bool:
    """Return whether a header says that its low numbers are the good ones.

    Examples
    --------
    >>> turned("Wi-Fi (1 = very satisfied, 5 = very dissatisfied)"), turned("1=差, 5=好")
    (True, False)
    """
    text = unicodedata.normalize("NFKC", question).lower()
    ends = {int(n): _TO.sub("", words).strip() for n, words in _NAMED_END.findall(text)}
    ladder = _in_words(dict.fromkeys(ends.values(), 1), {}) if len(ends) > 1 else None
    return ladder is not None and _falls([(n, ladder.labels.get(w)) for n, w in ends.items()])


def _percent(said: dict[str, int], question: str) -> Scale | None:
    """Return the scale from 0 to 100 where the header speaks of it, else None."""
    named = _PERCENT.search(question) or _spoken(question) == _HUNDRED
    return _hundred(said) if named else None


def slider(answers: pd.Series) -> Scale | None:
    """Return the scale from 0 to 100 if the answers go beyond 10 on it, else None.

    Examples
    --------
    >>> slider(pd.Series(["80", "65", "100%"])).high, slider(pd.Series(["3", "9"]))
    (100.0, None)
    """
    counts = answers.value_counts()
    return _hundred({one: int(n) for one, n in counts.items() if kind_of_gap(one) is None})


def lettered(answers: pd.Series) -> Scale | None:
    """Return the scale of LimeSurvey's own codes (A1, AO02), or None for other answers.

    Examples
    --------
    >>> lettered(pd.Series(["AO01", "AO05"])).labels, lettered(pd.Series(["B1", "C2"]))
    ({'AO01': 1.0, 'AO05': 5.0}, None)
    """
    codes = {one: _LETTERED.fullmatch(one.strip()) for one in answers.unique()}
    numbers = {one: code[1] for one, code in codes.items() if code}
    said = answers[[kind_of_gap(one) is None for one in answers]]
    if not len(said) or said.isin(set(numbers)).mean() < 0.8:
        return None
    scale = recognize(answers.map(numbers).dropna())
    labels = {one: float(number) for one, number in numbers.items()}
    return scale and Scale(scale.family, scale.low, scale.high, labels)


def _hundred(said: dict[str, int]) -> Scale | None:
    values = {answer: number(_PERCENT.sub("", answer)) for answer in said}
    inside = {answer: v for answer, v in values.items() if v is not None and 0 <= v <= _HUNDRED[1]}
    if sum(said[answer] for answer in inside) < 0.8 * sum(said.values()):
        return None
    if max(inside.values(), default=0) <= _HIGHS[-1]:
        return None
    labels = {answer: value for answer, value in inside.items() if number(answer) is None}
    return Scale("number", *_HUNDRED, labels)


def _in_numbers(said: dict[str, int], question: str) -> Scale | None:
    values: dict[float, int] = {}
    for answer, n in said.items():
        value = number(answer)
        if value is not None:
            values[value] = values.get(value, 0) + n
    fit = sum(values.values()) / sum(said.values())
    if fit < 0.8:
        return None
    ends = _ends(values, question)
    if ends is None:
        return None
    labels = {answer: number(answer) for answer in said if "★" in answer or "⭐" in answer}
    return Scale("number", *ends, labels, fit)


def _ends(values: dict[float, int], question: str) -> tuple[float, float] | None:
    """Return the ends of a numeric scale: as the header says, else the nearest usual ones."""
    values = {value: n for value, n in values.items() if value not in _CODES}
    total = sum(values.values())
    spoken = _spoken(question)
    if not total:
        return None
    if spoken and sum(n for v, n in values.items() if spoken[0] <= v <= spoken[1]) >= 0.7 * total:
        return spoken
    high = next((end for end in _HIGHS if _beyond(values, end) <= _STRAY * total), None)
    if high is None:
        return None
    halves = sum(n for value, n in values.items() if value * 2 % 1) / total
    if halves > 0.1:  # measurements, not marks
        return None
    zeros, negative = values.get(0.0, 0), sum(n for value, n in values.items() if value < 0)
    if negative > _STRAY * total:
        return None
    if high == 10 and (zeros or _RECOMMEND.search(question)):
        return 0.0, 10.0
    if zeros > 0.1 * total and high == _HIGHS[0]:
        biggest = max(value for value in values if value <= high)
        return (0.0, 4.0) if biggest == 4 else (0.0, high)
    return 1.0, high


def _beyond(values: dict[float, int], end: float) -> int:
    """Count the answers above an end; one step above weighs more than a far code."""
    return sum(n * (3 if value <= end + 2 else 1) for value, n in values.items() if value > end)


def _spoken(question: str) -> tuple[float, float] | None:
    """Return the ends a header names.

    Examples
    --------
    >>> _spoken("Quiet (1-7)"), _spoken("10分制"), _spoken("1 = poor, 9 = good")
    ((1.0, 7.0), (1.0, 10.0), (1.0, 9.0))
    >>> _spoken("2019-2020")
    """
    text = unicodedata.normalize("NFKC", question).lower()
    pair, ends = _SPOKEN.search(text), _ENDS.search(text + " ")
    if ends:
        return float(ends[1]), float(ends[2])
    if not pair:
        return None
    low, high = float(pair[1] or 1), float(pair[2] or pair[3] or pair[4])
    if high == _HUNDRED[1]:
        return _HUNDRED
    return (low, high) if 2 <= high <= 10 else None
