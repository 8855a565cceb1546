"""What the people of a segment say: words they use more than others, and typical comments."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from surveys.comments.words import prepared
from surveys.disclosure import MIN_RATINGS, MIN_TEXTS

WORDS = 8  # shown at most
QUOTES = 3
LONGEST = 220  # characters of a quote
APART = 2.6  # standard errors by which a word is used more than elsewhere
ALIKE = 0.5  # quotes that share half of their words say the same


@dataclass(frozen=True)
class Voices:
    """What segments say.

    Parameters
    ----------
    people
        People per segment who wrote something (index: segment). Fewer than
        10: nothing of what they wrote is shown.
    words
        One row per segment and word, most telling first: ``segment`` (Int64),
        ``word`` (str), ``n`` (Int64, people of the segment, at least 5),
        ``share``, ``elsewhere`` (Float64, 0..1, of those who wrote; <NA>
        where fewer than 5 others use it).
    quotes
        One row per segment and typical comment: ``segment``, ``text``; up to
        three that differ in their words.
    """

    people: pd.Series
    words: pd.DataFrame
    quotes: pd.DataFrame


def voices(comments: pd.DataFrame, members: pd.DataFrame) -> Voices:
    """Return what each segment writes about more than the others do.

    A word tells a segment apart where at least 5 of its people use it, and its
    share among those who wrote lies 2.6 standard errors above the others' share.
    Quotes are the comments that hold most of such words for their length.

    Parameters
    ----------
    comments
        One row per comment: ``respondent``, ``text`` (str), personal data masked.
    members
        One row per placed respondent: ``respondent``, ``segment`` (Int64).

    Examples
    --------
    >>> comments = pd.DataFrame({"respondent": range(9), "text": ["more sockets here"] * 9})
    >>> members = pd.DataFrame({"respondent": range(9), "segment": [1] * 9})
    >>> said = voices(comments, members)
    >>> said.people.tolist(), len(said.words), len(said.quotes)
    ([9], 0, 0)
    """
    placed = comments[["respondent", "text"]].merge(
        members[["respondent", "segment"]], on="respondent"
    )
    said = prepared(placed)
    said = said[said["words"].map(len) > 0]
    people = said.groupby("segment")["respondent"].nunique()
    scores = _scores(said, people)
    enough = people.index[people >= MIN_TEXTS]
    telling = scores[(scores["z"] > APART) & (scores["n"] >= MIN_RATINGS)]
    telling = telling[telling["segment"].isin(enough)]
    words = telling.sort_values(["segment", "z"], ascending=[True, False], kind="stable")
    words = words.groupby("segment").head(WORDS).reset_index(drop=True)
    return Voices(people, words.drop(columns="z"), _quotes(said, scores, list(enough)))


def _scores(said: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """Return how much more each word is used in a segment than elsewhere."""
    uses = (
        said[["respondent", "segment", "words"]].explode("words").rename({"words": "word"}, axis=1)
    )
    uses = uses.drop_duplicates(["respondent", "word"])
    table = uses.groupby(["segment", "word"]).size().rename("n").reset_index()
    total, own = people.sum(), table["segment"].map(people).to_numpy(float)
    n = table["n"].to_numpy(float)
    all_users = table.groupby("word")["n"].transform("sum").to_numpy(float)
    others = np.maximum(total - own, 1)
    pooled = all_users / max(total, 1)
    error = np.sqrt(np.maximum(pooled * (1 - pooled), 1e-9) * (1 / own + 1 / others))
    table["share"], elsewhere = n / own, (all_users - n) / others
    table["z"] = np.where(total > own, (n / own - elsewhere) / error, 0)
    table["elsewhere"] = np.where(all_users - n < MIN_RATINGS, np.nan, elsewhere)
    numbers = {"share": "Float64", "elsewhere": "Float64"}
    return table.astype({"segment": "Int64", "n": "Int64", "word": "str"} | numbers)


def _quotes(said: pd.DataFrame, scores: pd.DataFrame, enough: list) -> pd.DataFrame:
    weight = np.maximum(scores["z"], 0) + scores["share"].to_numpy(float)
    weights = dict(zip(zip(scores["segment"], scores["word"], strict=True), weight, strict=True))
    rows = []
    for segment in enough:
        own = said[(said["segment"] == segment) & (said["text"].str.len() <= LONGEST)]
        rows += [(segment, text) for text in _typical(own, segment, weights)]
    return pd.DataFrame(rows, columns=["segment", "text"]).astype(
        {"segment": "Int64", "text": "str"}
    )


def _typical(own: pd.DataFrame, segment: int, weights: Mapping[tuple, float]) -> list[str]:
    """Return up to three comments with the most telling words for their length."""
    told = [
        (sum(weights.get((segment, word), 0) for word in set(words)) / len(words) ** 0.5, place)
        for place, words in enumerate(own["words"])
        if len(words) > 1
    ]
    taken: list[set[str]] = []
    texts = []
    for _, place in sorted(told, key=lambda one: (-one[0], one[1])):
        words = set(own["words"].iloc[place])
        if not any(len(words & one) >= ALIKE * min(len(words), len(one)) for one in taken):
            taken.append(words)
            texts.append(str(own["text"].iloc[place]))
        if len(texts) == QUOTES:
            break
    return texts
