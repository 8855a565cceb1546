"""Survey waves side by side: which question of one wave goes on in the next."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from surveys.answers import SIDES, Answers

SAME, DIFFERENT = "same", "different"  # what people can decide about a link
CHANGED = ("reworded", "rescaled")  # kinds of link that may no longer mean the same
ENDED = ("dropped", "added")
OWN = "?"  # begins the series of a question that is linked to no need
LINK = [
    "series",
    "need",
    "status",
    "before",
    "after",
    "wording_before",
    "wording_after",
    "scale_before",
    "scale_after",
    "key",
    "decision",
]
_NUMBERED = re.compile(r"^\s*(?:[qQ题第]?\s*\d+\s*[.、:：)）题]\s*)+")


@dataclass(frozen=True)
class SurveyWave:
    """One wave as it is compared with others: answers, and the questions they were given to."""

    id: str
    name: str
    date: dt.date
    answers: Answers
    codebook: pd.DataFrame


def followed(codebook: pd.DataFrame, joins: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the codebook with a series for satisfaction questions that have no need.

    So that a question about the whole library, say, is followed too: as the
    series `own_series` of its wording, or as the one people joined it to.

    Parameters
    ----------
    codebook
        One row per column of a wave.
    joins
        Series of a question -> series it goes on as (that of another wording, or a need).

    Examples
    --------
    >>> book = pd.DataFrame({"question": ["Overall?"], "option": [""],
    ...     "role": ["satisfaction"], "need": [""]})
    >>> followed(book, {own_series("overall"): "wifi"})["need"].tolist()
    ['wifi']
    """
    lone = codebook["role"].isin(SIDES["satisfaction"]) & (codebook["need"].fillna("") == "")
    named = [
        _goes_on(own_series(_wording(row)), dict(joins or {})) if alone else row.need
        for alone, row in zip(lone, codebook.itertuples(index=False), strict=True)
    ]
    return codebook.assign(need=named)


def own_series(wording: str) -> str:
    """Return the series of a question without a need; the same words make the same one."""
    return OWN + hashlib.sha1(simple(wording).encode()).hexdigest()[:10]


def wordings(waves: Sequence[SurveyWave]) -> dict[str, str]:
    """Return the latest wording of each question without a need, by series."""
    return {
        series: one["wording"]
        for wave in waves
        for series, one in _asked(wave.codebook).items()
        if series.startswith(OWN)
    }


def with_answers(waves: Sequence[SurveyWave]) -> list[SurveyWave]:
    """Return the waves in which satisfaction with a need was answered, oldest first."""
    rated = [wave for wave in waves if wave.answers.ratings["satisfaction"].notna().any()]
    return sorted(rated, key=lambda wave: wave.date)


def links(waves: Sequence[SurveyWave], decisions: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return how the satisfaction questions of the waves follow each other.

    Parameters
    ----------
    waves
        Oldest first.
    decisions
        What people decided: ``key`` of a link -> ``same`` or ``different``. A
        key holds both wordings and scales, so a decision lapses when a wave is
        replaced by one that asks otherwise.

    Returns
    -------
    One row per need (or question without one, see `followed`) and two waves that
    ask it one after the other, and per question that ends or begins:
    ``series`` (str), ``need`` (str; "" for a question without one),
    ``status``: ``same``, ``rescaled`` (same words, other scale), ``reworded``
    (other words, maybe another scale too), ``dropped`` (in `before`, not in
    the next wave `after`), ``added`` (in `after`, in no wave before);
    ``before``, ``after`` (wave ids),
    ``wording_before``, ``wording_after`` (str, the item before the question of its
    matrix; "" where not asked),
    ``scale_before``, ``scale_after`` (str such as "1–5"; "5–1" for a reversed item), ``key``
    (str, "" where there is nothing to decide), ``decision`` (``same``, ``different`` or "" =
    nobody decided; ``same`` of a dropped or added question means that it was confirmed).
    Upper and lower case, punctuation and question numbers make no other wording.
    """
    asked = {wave.id: _asked(wave.codebook) for wave in waves}
    names = list(dict.fromkeys(name for one in asked.values() for name in one))
    rows = [row for name in names for row in _of_question(name, asked)]
    table = pd.DataFrame(rows, columns=LINK)
    decided = dict(decisions or {})
    table["decision"] = pd.array([decided.get(key, "") for key in table["key"]], dtype="str")
    return table


def eras(waves: Sequence[SurveyWave], joined: pd.DataFrame) -> pd.DataFrame:
    """Return in which waves a need can be compared: one row per need and wave that asks it.

    ``need``, ``wave`` (str), ``era`` (int): waves of one era are compared with each
    other. A link decided to be ``different`` begins a new era; an undecided
    one does not, and the page says so.
    """
    rows = []
    changed = joined[joined["status"].isin(CHANGED)]
    decided = changed.set_index(["series", "after"])["decision"].to_dict()
    current: dict[str, int] = {}
    for wave in waves:
        for need in _asked(wave.codebook):
            new = decided.get((need, wave.id)) == DIFFERENT
            current[need] = current.get(need, 0) + new
            rows.append({"need": need, "wave": wave.id, "era": current[need]})
    return pd.DataFrame(rows, columns=["need", "wave", "era"])


def simple(wording: str) -> str:
    """Return a wording without what does not change its meaning.

    Examples
    --------
    >>> simple("3、How satisfied are you: Wi-Fi?") == simple("How satisfied are you [wi-fi]")
    True
    """
    text = _NUMBERED.sub("", unicodedata.normalize("NFKC", wording)).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def _goes_on(series: str, joins: dict[str, str]) -> str:
    """Return the series at the end of a chain of joins; a circle ends where it was entered."""
    seen = set()
    while series in joins and series not in seen:
        seen.add(series)
        series = joins[series]
    return series


def _wording(row: object) -> str:
    """Return what a column asks: the item before the question of its matrix."""
    return " · ".join(" ".join(part.split()) for part in (row.option, row.question) if part)


def _asked(codebook: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return wording and scale of what a wave asks, by series."""
    found: dict[str, dict[str, list[str]]] = {}
    rated = codebook["role"].isin(SIDES["satisfaction"])
    for row in codebook[rated & (codebook["low"] < codebook["high"])].itertuples(index=False):
        wording = _wording(row)
        series = row.need if pd.notna(row.need) and row.need else own_series(wording)
        one = found.setdefault(series, {"wording": [], "scale": []})
        one["wording"].append(wording)
        ends = (row.high, row.low) if row.reversed else (row.low, row.high)
        one["scale"].append("–".join(f"{end:g}" for end in ends))
    return {
        series: {
            "wording": " / ".join(one["wording"]),
            "words": "/".join(sorted(map(simple, one["wording"]))),
            "scale": ", ".join(sorted(set(one["scale"]))),
        }
        for series, one in found.items()
    }


def _of_question(name: str, asked: Mapping[str, dict]) -> list[dict]:
    """Return the rows of one series."""
    waves = list(asked)
    there = [wave for wave in waves if name in asked[wave]]
    rows = []
    if there[0] != waves[0]:
        before = waves[waves.index(there[0]) - 1]
        rows.append(_row(name, "added", before, there[0], asked))
    for before, after in pairwise(waves):
        if name in asked[before] and name not in asked[after]:
            rows.append(_row(name, "dropped", before, after, asked))
    rows += [
        _row(name, _status(asked[one][name], asked[two][name]), one, two, asked)
        for one, two in pairwise(there)
    ]
    return rows


def _status(one: Mapping[str, str], two: Mapping[str, str]) -> str:
    if one["words"] != two["words"]:
        return "reworded"
    return "same" if one["scale"] == two["scale"] else "rescaled"


def _row(name: str, status: str, before: str, after: str, asked: Mapping[str, dict]) -> dict:
    nothing = {"wording": "", "words": "", "scale": ""}
    one, two = asked[before].get(name, nothing), asked[after].get(name, nothing)
    said = [name, before, after, one["words"], two["words"], one["scale"], two["scale"]]
    said += [status] * (status in ENDED)
    key = hashlib.sha1("\n".join(said).encode()).hexdigest()[:16]
    return {
        "series": name,
        "need": "" if name.startswith(OWN) else name,
        "status": status,
        "before": before,
        "after": after,
        "wording_before": one["wording"],
        "wording_after": two["wording"],
        "scale_before": one["scale"],
        "scale_after": two["scale"],
        "key": key if status in (*CHANGED, *ENDED) else "",
    }
