"""People with the same answers are fitted as one row that counts as many."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rows:
    """Different rows of answers.

    ``answers`` (rows by needs, NaN = not answered), ``weight`` (sum of the
    weights of the people of each row) and ``whose`` (row of each person).
    """

    answers: np.ndarray
    weight: np.ndarray
    whose: np.ndarray

    def weigh(self, weights: np.ndarray) -> np.ndarray:
        """Return the weight of each row when people have these weights."""
        return np.bincount(self.whose, weights, len(self.answers))


def collapse(answers: np.ndarray, weights: np.ndarray | None = None) -> Rows:
    """Return the different rows of the answers.

    Parameters
    ----------
    answers
        Respondents by needs, NaN = not answered.
    weights
        Weight of each respondent, 0 or more; None = 1 each. A weight of 2 is
        the same as the respondent twice.

    Examples
    --------
    >>> rows = collapse(np.array([[1.0, np.nan], [2.0, 1.0], [1.0, np.nan]]))
    >>> rows.weight.tolist(), rows.whose.tolist()
    ([2.0, 1.0], [0, 1, 0])
    """
    filled = np.where(np.isnan(answers), np.inf, answers)
    different, whose = np.unique(filled, axis=0, return_inverse=True)
    weights = np.ones(len(answers)) if weights is None else np.asarray(weights, float)
    weight = np.bincount(whose.ravel(), weights, len(different))
    return Rows(np.where(np.isinf(different), np.nan, different), weight, whose.ravel())


def by_members(belongs: np.ndarray) -> np.ndarray:
    """Return the groups in order of how many people they are likeliest for, the most first.

    Examples
    --------
    >>> by_members(np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7]])).tolist()
    [1, 0]
    """
    people = np.bincount(belongs.argmax(axis=1), minlength=belongs.shape[1])
    return people.argsort(kind="stable")[::-1]
