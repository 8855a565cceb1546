"""Comments of the sample, put together from phrases in Chinese and in English."""

from functools import cache

import numpy as np
import pandas as pd

from data.sample.facts import table

COMMENT_SHARE = 0.30
CHINESE_SHARE = 0.72
NOTICED = 0.3  # needs whose satisfaction rose by this much have something new to speak of


def write(
    importance: np.ndarray, satisfaction: np.ndarray, *, after: bool, rng: np.random.Generator
) -> pd.Series:
    """Return one comment per respondent, <NA> for those who wrote none.

    Parameters
    ----------
    importance, satisfaction
        Respondents by needs, 1 to 5; a comment is about a need that matters
        to its writer and tends to be about one that is badly met.
    after
        The wave lies after the renovation: people then speak of what is there.
    rng
        The dice; the same state gives the same comments.
    """
    writers = np.flatnonzero(rng.random(len(importance)) < COMMENT_SHARE)
    pull = importance[writers] * (5.5 - satisfaction[writers]) ** 1.5
    pull = np.cumsum(pull / pull.sum(axis=1, keepdims=True), axis=1)
    need = (rng.random((len(writers), 1)) > pull).sum(axis=1)
    pleased = satisfaction[writers, need] >= 4
    texts = [_sentence(n, glad, after, rng) for n, glad in zip(need, pleased, strict=True)]
    return pd.Series(texts, index=writers, dtype="string").reindex(range(len(importance)))


def _sentence(need: int, pleased: bool, after: bool, rng: np.random.Generator) -> str:
    """Return one comment about the need at this place of the needs table."""
    name, shift = table("needs")["need"].iat[need], table("needs")["shift"].iat[need]
    new = shift >= NOTICED
    tone = "praise" if pleased and (after or not new) else "after" if new and after else "lack"
    language = "zh" if rng.random() < CHINESE_SHARE else "en"
    start = _pick(_phrases(language)["before"], rng)
    end = _pick(_phrases(language)["praise" if tone == "praise" else "after"], rng)
    return start + _pick(_bodies(language)[name, tone], rng) + end


@cache
def _bodies(language: str) -> dict[tuple[str, str], list[str]]:
    """Return what can be said about a need in a tone."""
    return table("comments").groupby(["need", "tone"])[language].agg(list).to_dict()


@cache
def _phrases(language: str) -> dict[str, list[str]]:
    """Return how a comment can begin and end."""
    return table("phrases").fillna("").groupby("place")[language].agg(list).to_dict()


def _pick(phrases: list[str], rng: np.random.Generator) -> str:
    """Return one of the phrases, any as likely as the other."""
    return phrases[rng.integers(len(phrases))]
