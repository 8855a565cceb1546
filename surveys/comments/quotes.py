"""Typical comments of a topic that point at nobody."""

import re
from collections import Counter

import pandas as pd

from surveys.checks import MASK

QUOTES = 3
ALIKE = 0.5  # quotes that share half of their words say the same
LONGEST = 220  # characters of a quote
RARE = 3  # a word that fewer comments say is rare
OWN = 0.5  # largest share of rare words in a quote
TITLES = re.compile(
    r"\b(?:Dr|Prof|Professor|Mr|Ms|Mrs|Miss)\b\.?\s+\w"
    r"|[\u4e00-\u9fff](?:老师|教授|主任|馆长|院长|先生|女士|师傅)"
    r"|我(?:叫|的名字|的学号)|(?i:my name is|student (?:id|number))"
)
NAME = re.compile(r"(?<=[a-z,;]\s)[A-Z][a-z]+")  # a capital inside a sentence


def quotes(placed: pd.DataFrame, said: pd.Series) -> pd.DataFrame:
    """Return up to three comments per topic that it makes up most of and that differ.

    A comment is not quoted where it may point at a person: where something was
    masked in it, it holds a title with a name or a name that hardly anybody
    else writes, or half of its words are said by fewer than `RARE` comments.

    Parameters
    ----------
    placed
        One row per comment of a topic: ``topic``, ``text``, ``words``, ``weight``.
    said
        Words of all comments of the wave.

    Returns
    -------
    One row per topic and quote, most typical first: ``topic`` (Int64), ``text`` (str).
    """
    often = Counter(word for one in said for word in set(one))
    rows = []
    ordered = placed.sort_values("weight", ascending=False, kind="stable")
    for topic, group in ordered.groupby("topic"):
        taken: list[set[str]] = []
        for text, words in zip(group["text"], group["words"], strict=True):
            if len(words) < 2 or points_at_somebody(text, words, often):
                continue
            if not any(_alike(set(words), one) for one in taken):
                taken.append(set(words))
                rows.append((topic, text))
            if len(taken) == QUOTES:
                break
    return pd.DataFrame(rows, columns=["topic", "text"]).astype({"topic": "Int64", "text": "str"})


def points_at_somebody(text: str, words: tuple[str, ...], often: Counter) -> bool:
    """Tell whether a comment is too long to quote, or might give its writer or a person away.

    Examples
    --------
    >>> often = Counter({"seat": 9, "quiet": 9, "desk": 9})
    >>> points_at_somebody("more quiet seats", ("quiet", "seat"), often)
    False
    >>> points_at_somebody("ask Prof. Li for quiet seats", ("quiet", "seat"), often)
    True
    >>> points_at_somebody("the desk where Olga sits", ("desk",), often)
    True
    """
    if len(text) > LONGEST or MASK in text or TITLES.search(text):
        return True
    if any(often[name.lower()] < RARE for name in NAME.findall(text)):
        return True
    return sum(often[word] < RARE for word in words) > OWN * len(words)


def _alike(some: set[str], others: set[str]) -> bool:
    return len(some & others) >= ALIKE * min(len(some), len(others))
