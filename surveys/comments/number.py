"""How many topics a set of comments holds: as many as come back and hold in comments left out."""

import warnings
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from surveys.comments.errors import TopicsCancelledError

NUMBERS = ["agreement", "coherence", "value", "error"]
TOP_WORDS = 10  # words by which two topics are compared
MARKING = 5  # words that must be said together
SUBSAMPLES = 10
KEPT = 0.8  # share of the comments in a subsample
ROUNDS = 200  # of the factorisation
COHERENT = 0.3  # doublings; below this, words of a topic are not said together


def factors(weights: csr_matrix, k: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return comments by topics and topics by words of a non-negative factorisation."""
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(k, init="nndsvda", random_state=seed, max_iter=ROUNDS, tol=1e-3)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):  # an error of almost 0
        warnings.simplefilter("ignore", ConvergenceWarning)  # the order of words settles earlier
        return model.fit_transform(weights), model.components_


def tried(
    weights: csr_matrix,
    numbers: range,
    seed: int,
    progress: Callable[[float], bool | None] | None = None,
) -> pd.DataFrame:
    """Return how each number of topics fared.

    For each number, topics are found in all comments and in ten random
    subsamples of four fifths. *Agreement*: do the same topics come back
    (average Jaccard agreement of ranked top words, topics matched one to one;
    1 = the same words in the same order)? *Coherence*: are the first five words of a
    topic said together in the fifth left out (how often, in doublings of what
    comments of their lengths would hold by chance; 0 = chance)?

    Parameters
    ----------
    weights
        Comments by words, tf-idf.
    numbers
        Numbers of topics to try.
    seed
        Of the subsamples.
    progress
        Hears 0 to 1; True asks to stop.

    Returns
    -------
    One row per number: ``k`` (Int64), ``agreement``, ``coherence``, ``value``
    (Float64, their product, mean over subsamples), ``error`` (Float64,
    standard error of ``value``), ``chosen`` (bool): the largest number whose
    value is within one standard error of the best, so that no detail is lost
    that the comments carry.

    Raises
    ------
    TopicsCancelledError
        `progress` asked to stop.

    Notes
    -----
    Agreement after Greene, O'Callaghan and Cunningham (2014), "How many
    topics? Stability analysis for topic models". Agreement alone is not
    enough: frequent words come back in shuffled comments too.
    """
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(weights.shape[0]) for _ in range(SUBSAMPLES)]
    with threadpool_limits(1, "blas"):  # the matrices are small: threads would wait for each other
        rows = [*_fared(weights, numbers, seed, orders, progress)]
    return _chosen(pd.DataFrame(rows, columns=["k", *NUMBERS]))


def _fared(
    weights: csr_matrix,
    numbers: range,
    seed: int,
    orders: Sequence[np.ndarray],
    progress: Callable[[float], bool | None] | None,
) -> Iterator[tuple[float, ...]]:
    """Yield how each number of topics fared in comments in these orders, see `tried`."""
    for place, k in enumerate(numbers):
        whole = ranked(factors(weights, k, seed)[1])
        scores = []
        for draw, order in enumerate(orders):
            cut = int(KEPT * len(order))
            topics = ranked(factors(weights[order[:cut]], k, seed)[1])
            scores.append(
                (agreement(whole, topics), coherence(topics[:, :MARKING], weights[order[cut:]]))
            )
            done = (place + (draw + 1) / SUBSAMPLES) / len(numbers)
            if progress is not None and progress(done):
                raise TopicsCancelledError
        values = np.prod(scores, axis=1)
        error = np.std(values, ddof=1) / SUBSAMPLES**0.5
        yield (k, *np.mean(scores, axis=0), np.mean(values), error)


def _chosen(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the chosen number marked."""
    best = table.loc[table["value"].idxmax()]
    near = table["value"] >= best["value"] - best["error"]
    chosen = table["k"] == table.loc[near, "k"].max()
    return table.assign(chosen=chosen).astype({"k": "Int64"} | dict.fromkeys(NUMBERS, "Float64"))


def ranked(topics: np.ndarray) -> np.ndarray:
    """Return the top words of each topic (columns of `topics`), heaviest first."""
    return np.argsort(-topics, axis=1, kind="stable")[:, :TOP_WORDS]


def agreement(some: np.ndarray, others: np.ndarray) -> float:
    """Return the average Jaccard agreement of two sets of ranked topics, best matched.

    Examples
    --------
    >>> agreement(np.array([[0, 1], [2, 3]]), np.array([[2, 3], [0, 1]]))
    1.0
    >>> agreement(np.array([[0, 1]]), np.array([[1, 0]]))  # depth 1: nothing, depth 2: all
    0.5
    """
    table = np.array([[_jaccard(one, other) for other in others] for one in some])
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].mean())


def coherence(topics: np.ndarray, weights: csr_matrix) -> float:
    """Return how often words of a topic are said together, in doublings of chance; mean of topics.

    Chance knows that long comments hold more words of every kind.

    Examples
    --------
    >>> apart = csr_matrix(np.repeat(np.eye(2), 2, axis=1).repeat(50, axis=0))  # 2 x 50 comments
    >>> round(coherence(np.array([[0, 1], [2, 3]]), apart), 2)  # twice as often as by chance
    0.99
    """
    said = (weights > 0).astype(float)
    lengths = np.asarray(said.sum(axis=1)).ravel()
    together = (said.T @ said).toarray()
    often = np.diag(together)
    chance = np.outer(often, often) * (lengths**2).sum() / max(lengths.sum() ** 2, 1.0)
    doublings = []
    for topic in topics:
        one, other = np.triu_indices(len(topic), 1)
        pairs = (topic[one], topic[other])
        doublings.append(np.log2((together[pairs].sum() + 0.5) / (chance[pairs].sum() + 0.5)))
    return float(np.mean(doublings))


def _jaccard(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean over depths of shared words / all words of two ranked lists."""
    depths = range(1, len(one) + 1)
    shared = [len(np.intersect1d(one[:d], other[:d], assume_unique=True)) for d in depths]
    return float(np.mean([s / (2 * d - s) for s, d in zip(shared, depths, strict=True)]))
