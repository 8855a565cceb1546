"""Coding: comments coded as people coded others, with a confidence and a check on itself."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from surveys.comments.errors import TooFewCodedError
from surveys.comments.words import simple, words

LEAST_CODED = 20  # comments coded by people, before anything is learned
STRENGTH = 1.0  # of the regression: 1 / penalty
USUAL = 0.5  # score from which a comment gets a code, before the limits are learned
LIMITS = np.arange(0.1, 0.9, 0.02)  # tried for each code
TRUST = 20  # comments with a code at which its own limit weighs as much as the common one
SURE = 0.6  # confidence below which a code is for people to review
PARTS = 3  # of the comments coded by people, each coded by what the others teach
CHARACTERS = 30_000  # character sequences kept, most frequent first
MANY = 100  # comments to learn from; from then on what only one of them holds is left out
NONE_FITS = 0.05  # from this share of comments without a code on, a comment may have none


@dataclass(frozen=True)
class Coded:
    """Comments coded by what was learned from people.

    Parameters
    ----------
    labels
        One row per comment and code, also for the comments people coded, which
        are coded without having been learned from: ``comment`` (label of the
        texts), ``code`` (str), ``confidence`` (Float64, 0-1), ``sure`` (bool:
        confidence of at least `SURE`); best first within a comment.
    learned
        Comments coded by people.
    micro, macro
        F1 of the labels of those comments against people's codes: over all
        pairs of comment and code, and as mean over codes.
    """

    labels: pd.DataFrame
    learned: int
    micro: float
    macro: float


def learn(
    texts: pd.Series,
    codes: Mapping[object, tuple[str, ...]],
    progress: Callable[[float], None] | None = None,
) -> Coded:
    """Return codes for all comments, learned from those that people coded.

    One logistic regression per code, each against the rest, rare codes
    weighted up, on tf-idf of words (singly and in pairs) and of two to five
    characters in a row. A comment gets every code whose score reaches the
    limit of the code, or else the nearest one, unless people leave comments
    without a code. The limits make F1 best on comments not learned from.

    Parameters
    ----------
    texts
        Comments (str), coded by people and not.
    codes
        Per comment coded by people (label of `texts`) its codes; () = none fits.
    progress
        Hears 0 to 1.

    Notes
    -----
    The confidence is the share of right codes among comments of that score
    coded by people, each scored without having been learned from (isotonic
    regression). The same input gives the same output.

    Raises
    ------
    TooFewCodedError
        Fewer than `LEAST_CODED` comments are coded by people, or with fewer than two codes.
    """
    known = [label for label in texts.index if label in codes]
    names = sorted({code for label in known for code in codes[label]})
    if len(known) < LEAST_CODED or len(names) < 2:
        raise TooFewCodedError(n=len(known), least=LEAST_CODED)
    rest = [label for label in texts.index if label not in codes]
    truth = np.array([[code in codes[label] for code in names] for label in known])
    tell = progress or (lambda share: None)
    trained = list(texts[known])
    held = _held_out(trained, truth, tell)
    fitted = _scores(trained, truth, list(texts[rest]))
    tell(1.0)
    forced = _forced(truth)
    limits = np.vstack([_limits_of_others(held, truth), _limits(held, truth, len(rest))])
    scores = np.vstack([held, fitted])
    given = _given(scores, limits, forced)
    trust = _confidence((held - limits[: len(known)]), truth, given[: len(known)])
    labels = _labels([*known, *rest], names, scores - limits, given, trust, list(texts.index))
    return Coded(labels, len(known), *agreement(truth, given[: len(known)]))


def code_rest(texts: pd.Series, codes: Mapping[object, tuple[str, ...]]) -> pd.DataFrame:
    """Return the labels of `learn` for the comments that people have not coded."""
    labels = learn(texts, codes).labels
    return labels[[label not in codes for label in labels["comment"]]].reset_index(drop=True)


def agreement(truth: np.ndarray, given: np.ndarray) -> tuple[float, float]:
    """Return micro and macro F1 of given codes, comments by codes.

    Examples
    --------
    >>> agreement(np.array([[1, 0], [1, 1]]), np.array([[1, 0], [1, 0]]))
    (0.8, 0.5)
    """
    right = (truth.astype(bool) & given.astype(bool)).sum(axis=0)
    both = truth.astype(bool).sum(axis=0) + given.astype(bool).sum(axis=0)
    each = 2 * right / np.maximum(both, 1)
    return float(2 * right.sum() / max(both.sum(), 1)), float(each[truth.any(axis=0)].mean())


def _labels(
    order: list,
    names: list[str],
    margins: np.ndarray,
    given: np.ndarray,
    trust: Callable[[np.ndarray], np.ndarray],
    texts: list,
) -> pd.DataFrame:
    """Return one row per comment and code, comments in the order of the texts."""
    rows, columns = np.nonzero(given)
    confidence = trust(margins[given])
    place = {label: number for number, label in enumerate(texts)}
    table = pd.DataFrame(
        {
            "place": [place[order[row]] for row in rows],
            "comment": [order[row] for row in rows],
            "code": pd.array([names[column] for column in columns], dtype="str"),
            "behind": -margins[given],
            "confidence": pd.array(confidence, dtype="Float64"),
            "sure": confidence >= SURE,
        }
    )
    ordered = table.sort_values(["place", "behind"], kind="stable")
    return ordered.drop(columns=["place", "behind"]).reset_index(drop=True)


def _held_out(trained: list[str], truth: np.ndarray, tell: Callable[[float], None]) -> np.ndarray:
    """Return scores of the comments people coded, each learned from the other parts."""
    scores = np.zeros(truth.shape)
    part = _parts(len(trained))
    for left_out in range(PARTS):
        seen, asked = np.flatnonzero(part != left_out), np.flatnonzero(part == left_out)
        texts = [trained[place] for place in seen]
        scores[asked] = _scores(texts, truth[seen], [trained[place] for place in asked])
        tell((left_out + 1) / (PARTS + 1))
    return scores


def _scores(trained: list[str], truth: np.ndarray, asked: list[str]) -> np.ndarray:
    """Return comments by codes: the score of each code, 0 to 1."""
    from sklearn.linear_model import LogisticRegression

    scores = np.zeros((len(asked), truth.shape[1]))
    if not asked:
        return scores
    known, new = _features(trained, asked)
    for place, column in enumerate(truth.T):
        if column.all() or not column.any():
            scores[:, place] = float(column.all())
            continue
        model = LogisticRegression(
            C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=0
        )
        scores[:, place] = model.fit(known, column).predict_proba(new)[:, 1]
    return scores


def _features(trained: list[str], asked: list[str]) -> tuple[csr_matrix, csr_matrix]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    often = {"min_df": 2 if len(trained) >= MANY else 1, "sublinear_tf": True}
    characters = {"analyzer": "char_wb", "preprocessor": simple, "ngram_range": (2, 5)}
    union = make_union(
        TfidfVectorizer(analyzer=_words_and_pairs, **often),
        TfidfVectorizer(**characters, **often, max_features=CHARACTERS),
    )
    if not any(map(_words_and_pairs, trained)):  # emoji and marks only
        return csr_matrix((len(trained), 1)), csr_matrix((len(asked), 1))
    return union.fit_transform(trained), union.transform(asked)


def _words_and_pairs(text: str) -> list[str]:
    found = words(text)
    return [*found, *map(" ".join, itertools.pairwise(found))]


def _forced(truth: np.ndarray) -> bool:
    """Tell whether each comment gets at least one code, as people gave nearly all one."""
    return bool((~truth.any(axis=1)).mean() < NONE_FITS)


def _given(scores: np.ndarray, limits: np.ndarray, forced: bool) -> np.ndarray:
    """Return which codes a comment gets: all that reach their limit, or else the nearest."""
    given = scores >= limits
    if forced and len(scores):
        given[np.arange(len(scores)), (scores - limits).argmax(axis=1)] = True
    return given


def _parts(n: int) -> np.ndarray:
    return np.arange(n) % PARTS


def _limits_of_others(held: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return the limits for comments people coded, each found on the other parts."""
    limits = np.zeros(held.shape)
    part = _parts(len(held))
    for left_out in range(PARTS):
        seen, asked = part != left_out, part == left_out
        limits[asked] = _limits(held[seen], truth[seen], int(asked.sum()))
    return limits


def _limits(held: np.ndarray, truth: np.ndarray, times: int) -> np.ndarray:
    """Return the score from which a code is given, per code, repeated for so many comments.

    Each code's limit is where its own F1 is best, drawn towards the common
    limit the more, the fewer comments have the code.
    """
    whole = [agreement(truth, held >= limit)[0] for limit in LIMITS]
    common = LIMITS[int(np.argmax(whole))] if max(whole) > 0 else USUAL
    limits = np.full(truth.shape[1], common)
    for place, column in enumerate(truth.T):
        hits = held[:, [place]] >= LIMITS
        own = 2 * (hits & column[:, None]).sum(axis=0)
        f1 = own / np.maximum(hits.sum(axis=0) + column.sum(), 1)
        smooth = np.convolve(f1, np.ones(5) / 5, "valid")
        weight = column.sum() / (column.sum() + TRUST)
        limits[place] = weight * LIMITS[int(np.argmax(smooth)) + 2] + (1 - weight) * common
    return np.tile(limits, (times, 1))


def _confidence(margins: np.ndarray, truth: np.ndarray, given: np.ndarray) -> Callable:
    """Return a function from margins over the limit to the share of right codes."""
    from sklearn.isotonic import IsotonicRegression

    if not given.any():
        return lambda asked: np.zeros(len(asked))
    model = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    model.fit(margins[given], truth[given].astype(float))
    return lambda asked: model.predict(asked) if len(asked) else np.zeros(0)
