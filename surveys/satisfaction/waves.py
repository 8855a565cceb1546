"""Survey waves side by side: which question of one wave goes on in the next."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from surveys.answers import Answers

SAME, DIFFERENT = "same", "different"  # what people can decide about a link
LINK = [
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
    One row per need and two waves that ask it one after the other, and per
    question that ends or begins: ``need`` (str; "" for a question linked to no
    need), ``status``: ``same``, ``rescaled`` (same words, other scale),
    ``reworded`` (other words, maybe another scale too), ``dropped`` (in
    `before`, not in the next wave `after`), ``added`` (in `after`, in no wave
    before); ``before``, ``after`` (wave ids),
    ``wording_before``, ``wording_after`` (str, the item before the question of its
    matrix; "" where not asked),
    ``scale_before``, ``scale_after`` (str such as "1–5"), ``key`` (str, "" where there is nothing
    to decide), ``decision`` (``same``, ``different`` or "" = nobody decided).
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
    decided = joined[joined["need"] != ""].set_index(["need", "after"])["decision"].to_dict()
    current: dict[str, int] = {}
    for wave in waves:
        for need in _asked(wave.codebook):
            if need.startswith("?"):
                continue
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


def _asked(codebook: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return wording and scale of what a wave asks, by need; "?" and the words where none."""
    found: dict[str, dict[str, list[str]]] = {}
    scaled = codebook[(codebook["role"] == "satisfaction") & (codebook["low"] < codebook["high"])]
    for row in scaled.itertuples(index=False):
        wording = " · ".join(" ".join(part.split()) for part in (row.option, row.question) if part)
        need = row.need if pd.notna(row.need) and row.need else f"?{simple(wording)}"
        one = found.setdefault(need, {"wording": [], "scale": []})
        one["wording"].append(wording)
        one["scale"].append(f"{row.low:g}–{row.high:g}")
    return {
        need: {
            "wording": " / ".join(one["wording"]),
            "words": "/".join(sorted(map(simple, one["wording"]))),
            "scale": ", ".join(sorted(set(one["scale"]))),
        }
        for need, one in found.items()
    }


def _of_question(name: str, asked: Mapping[str, dict]) -> list[dict]:
    """Return the rows of one need, or of one question without a need."""
    waves = list(asked)
    there = [wave for wave in waves if name in asked[wave]]
    rows = []
    if there[0] != waves[0]:
        before = waves[waves.index(there[0]) - 1]
        rows.append(_row(name, "added", before, there[0], asked))
    for before, after in pairwise(waves):
        if name in asked[before] and name not in asked[after]:
            rows.append(_row(name, "dropped", before, after, asked))
    if not name.startswith("?"):
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
    key = hashlib.sha1("\n".join(said).encode()).hexdigest()[:16]
    return {
        "need": "" if name.startswith("?") else name,
        "status": status,
        "before": before,
        "after": after,
        "wording_before": one["wording"],
        "wording_after": two["wording"],
        "scale_before": one["scale"],
        "scale_after": two["scale"],
        "key": key if status in ("reworded", "rescaled") else "",
    }
