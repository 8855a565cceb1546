"""Coding: a frame of codes made from topics, and the rest coded as people coded before."""

import itertools
from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from surveys.comments.errors import TooFewCodedError
from surveys.comments.topics import Topics
from surveys.comments.words import simple, words

LEAST_CODED = 20  # comments with a code, before anything is learned
STRENGTH = 1.0  # of the regression: 1 / penalty
YES = 0.5  # score from which a comment gets a code
SURE = 0.6  # confidence below which a code is for people to review
PARTS = 3  # for the check of the scores against comments that were not learned from
CHARACTERS = 30_000  # character sequences kept, most frequent first


def frame_of(topics: Topics) -> pd.DataFrame:
    """Return a coding frame to start from: one code per topic.

    Returns
    -------
    One row per topic: ``topic`` (Int64), ``code`` (str): its need, else its
    first words. Renaming a code in two rows to the same name merges them; ""
    drops it.
    """
    first = topics.table["words"].map(lambda heavy: " ".join(heavy[:3])).astype("str")
    need = topics.table["need"]
    return pd.DataFrame({"topic": topics.table["topic"], "code": need.where(need != "", first)})


def coded(topics: Topics, frame: pd.DataFrame) -> pd.Series:
    """Return the codes of each comment after the frame, as tuples; () = no code.

    The index is that of ``topics.members``. Correct single comments in what
    comes back before `code_rest` learns from it.
    """
    names = dict(zip(frame["topic"], frame["code"], strict=True))
    given = [names.get(topic, "") if pd.notna(topic) else "" for topic in topics.members["topic"]]
    return pd.Series(
        [(code,) if code else () for code in given], index=topics.members.index, dtype=object
    )


def code_rest(texts: pd.Series, codes: Mapping[object, tuple[str, ...]]) -> pd.DataFrame:
    """Return codes for the comments that people have not coded yet.

    One logistic regression per code, each against the rest, rare codes
    weighted up, on tf-idf of words (singly and in pairs) and of two to five
    characters in a row. A comment gets every code that scores at least one
    half, or else the best one.

    Parameters
    ----------
    texts
        Comments (str), coded and not.
    codes
        Per coded comment (label of `texts`) its codes. Empty tuples count as
        not coded.

    Returns
    -------
    One row per comment to code and code: ``comment`` (label of `texts`),
    ``code`` (str), ``confidence`` (Float64, 0-1), ``sure`` (bool: confidence
    of at least `SURE`); best first within a comment. The confidence is the
    share of right codes among coded comments of that score, each scored
    without having been learned from. The same input gives the same output.

    Raises
    ------
    TooFewCodedError
        Fewer than `LEAST_CODED` comments carry codes, or there is one code.
    """
    known = [label for label in texts.index if codes.get(label)]
    names = sorted({code for label in known for code in codes[label]})
    if len(known) < LEAST_CODED or len(names) < 2:
        raise TooFewCodedError(n=len(known), least=LEAST_CODED)
    rest = [label for label in texts.index if not codes.get(label)]
    truth = np.array([[code in codes[label] for code in names] for label in known])
    trained, asked = list(texts[known]), list(texts[rest])
    scores = _scores(trained, truth, asked)
    given = _given(scores)
    places, columns = np.nonzero(given)
    confidence = _confidence(trained, truth)(scores[given])
    table = pd.DataFrame(
        {
            "place": places,
            "comment": [rest[place] for place in places],
            "code": pd.array([names[column] for column in columns], dtype="str"),
            "confidence": pd.array(confidence, dtype="Float64"),
            "sure": confidence >= SURE,
        }
    )
    ordered = table.sort_values(["place", "confidence"], ascending=[True, False], kind="stable")
    return ordered.drop(columns="place").reset_index(drop=True)


def _scores(trained: list[str], truth: np.ndarray, asked: list[str]) -> np.ndarray:
    """Return comments by codes: the score of each code, 0 to 1."""
    from sklearn.linear_model import LogisticRegression

    if not asked:
        return np.zeros((0, truth.shape[1]))
    known, new = _features(trained, asked)
    scores = np.zeros((len(asked), truth.shape[1]))
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

    union = make_union(
        TfidfVectorizer(analyzer=_words_and_pairs, min_df=2, sublinear_tf=True),
        TfidfVectorizer(
            analyzer="char_wb",
            preprocessor=simple,
            ngram_range=(2, 5),
            min_df=2,
            sublinear_tf=True,
            max_features=CHARACTERS,
        ),
    )
    return union.fit_transform(trained), union.transform(asked)


def _words_and_pairs(text: str) -> list[str]:
    found = words(text)
    return [*found, *map(" ".join, itertools.pairwise(found))]


def _given(scores: np.ndarray) -> np.ndarray:
    """Return which codes a comment gets: all from one half on, or else the best."""
    given = scores >= YES
    if len(scores):
        given[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return given


def _confidence(trained: list[str], truth: np.ndarray) -> object:
    """Return a function from scores to the share of right codes, learned on held-out comments."""
    from sklearn.isotonic import IsotonicRegression

    scores = np.zeros(truth.shape)
    part = np.arange(len(trained)) % PARTS
    for left_out in range(PARTS):
        seen = np.flatnonzero(part != left_out)
        asked = np.flatnonzero(part == left_out)
        texts = [trained[place] for place in seen]
        scores[asked] = _scores(texts, truth[seen], [trained[place] for place in asked])
    given = _given(scores)
    model = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    return model.fit(scores[given], truth[given].astype(float)).predict
