"""Raking: weights with which the answers have the margins of the population."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from surveys.weighting.errors import (
    BaseWeightError,
    CategoryNotInMarginError,
    CategoryTooSmallError,
    CategoryWithoutAnswersError,
    MarginCountError,
    MarginsEmptyError,
    MarginTwiceError,
    MarginVariableMissingError,
    TrimmingError,
)

TOLERANCE = 1e-9  # largest difference of a share that still counts as met
MOST_SWEEPS = 2000  # over all margins, before and after trimming together
KEPT = ""  # group of answers that keep their weight


@dataclass(frozen=True)
class Weighting:
    """Weights of one wave and how they came about.

    Parameters
    ----------
    weights, base
        Series of float on the index respondent, mean 1, all above 0.
    groups
        One row per respondent, one str column per margin; "" = keeps its weight.
    margins
        One row per margin and category with answers: ``variable``,
        ``category`` (str; "" = keeps its weight), ``n`` (Int64, answers),
        ``answered`` (share of the base weights), ``wanted`` (the share aimed
        at), ``weighted`` (the share reached), ``population`` (share of the
        population; ``<NA>`` for ""; all Float64, 0..1).
    sweeps
        Sweeps over all margins that were made.
    difference
        Largest difference between ``weighted`` and ``wanted``.
    why
        "" = converged; ``contradict``: no positive weights have these margins;
        ``limit``: none within the limit have; ``slow``: sweeps ran out.
    limit, limited
        Largest allowed weight (None: no trimming) and how many answers have it.
    """

    weights: pd.Series
    base: pd.Series
    groups: pd.DataFrame
    margins: pd.DataFrame
    sweeps: int
    difference: float
    why: str
    limit: float | None
    limited: int

    @property
    def converged(self) -> bool:
        """Whether the weighted margins are those of the population."""
        return self.why == ""

    @property
    def n_eff(self) -> float:
        """Effective number of answers, see `effective_n`."""
        return effective_n(self.weights)

    @property
    def design_effect(self) -> float:
        """Kish's design effect of the weights, n / n_eff; 1 = nothing lost."""
        return len(self.weights) / self.n_eff

    @cached_property
    def explained(self) -> np.ndarray:
        """Orthonormal directions, people by directions, of what the margins' categories explain.

        Of numbers times the root of the base weights; nobody alters it.
        """
        if self.groups.empty:
            return np.zeros((len(self.weights), 0))
        categories = pd.get_dummies(self.groups, dtype=float).to_numpy()
        root = np.sqrt(self.base.to_numpy(float))[:, None]
        directions, size, _ = np.linalg.svd(categories * root, full_matrices=False)
        least = np.finfo(float).eps * max(categories.shape) * size.max(initial=0)
        return directions[:, size > least]


def effective_n(weights: pd.Series | np.ndarray) -> float:
    """Return Kish's effective number of answers, (sum w)^2 / sum w^2.

    Examples
    --------
    >>> effective_n(np.array([1, 1, 1, 1])), round(effective_n(np.array([3, 1, 1, 1])), 6)
    (4.0, 3.0)
    """
    weights = np.asarray(weights, float)
    return float(weights.sum() ** 2 / (weights**2).sum())


def rake(
    profile: pd.DataFrame,
    margins: pd.DataFrame,
    base: pd.Series | None = None,
    *,
    limit: float | None = None,
    least: int = 1,
) -> Weighting:
    """Return weights with which the answers have the margins of the population.

    The weights are the base weights times one factor per category, found by
    iterative proportional fitting (Deming and Stephan 1940).

    Answers that do not tell a variable, or whose category is listed with an
    empty count, keep their weight in that margin: together they have the same
    share before and after, and the others share the rest as the population
    does.

    Parameters
    ----------
    profile
        One row per respondent: ``respondent`` (or the index), one str column
        per profile question. ``<NA>`` = not told.
    margins
        As in `surveys.weighting.margins`.
    base
        Weight of each respondent before raking (index: respondent), such as
        one over the chance to be asked; None = all alike.
    limit
        Trimming: weights above `limit` times the mean weight are cut to it and
        all are raked again, until none is above. None = no trimming.
    least
        Categories with fewer answers are refused.

    Raises
    ------
    SurveyError
        Subclasses of `surveys.weighting.errors`: no counts; a variable nobody
        was asked; a category of the population without (or with too few)
        answers; answers of a category the margin does not list; a count that
        is 0 or below where people answered; a category twice; a base weight or
        limit that cannot be.
    """
    if limit is not None and not limit > 1:
        raise TrimmingError(limit=limit)
    people = profile.set_index("respondent") if "respondent" in profile else profile
    start = _start(people.index, base)
    targets = _checked(people, margins, least)
    groups = pd.DataFrame(
        {
            variable: people[variable].where(people[variable].isin(shares.index), KEPT)
            for variable, shares in targets.items()
        }
    ).astype("str")
    table = _wanted(groups, targets, start)
    codes, wanted = _coded(groups, table)
    weights, sweeps, difference = _fitted(start.to_numpy(), codes, wanted, limit)
    found = pd.Series(weights, index=people.index, name="weight")
    sums = [np.bincount(code, weights, len(goal)) for code, goal in zip(codes, wanted, strict=True)]
    table["weighted"] = pd.array(np.concatenate(sums) / len(people), "Float64")
    why = "" if difference <= TOLERANCE else _why(codes, wanted, limit)
    at_limit = 0 if limit is None else int((weights >= limit * (1 - 1e-6)).sum())
    return Weighting(found, start, groups, table, sweeps, difference, why, limit, at_limit)


def _start(respondents: pd.Index, base: pd.Series | None) -> pd.Series:
    """Return checked base weights with mean 1."""
    if base is None:
        return pd.Series(1.0, index=respondents, name="base")
    given = pd.to_numeric(base.reindex(respondents), errors="coerce").astype(float)
    wrong = given[~(given > 0) | np.isinf(given)]
    if len(wrong):
        raise BaseWeightError(respondent=int(wrong.index[0]), weight=float(wrong.iloc[0]))
    return (given / given.mean()).rename("base")


def _checked(people: pd.DataFrame, margins: pd.DataFrame, least: int) -> dict[str, pd.Series]:
    """Return the population shares of each variable, by category; all have answers."""
    if margins["count"].isna().all():
        raise MarginsEmptyError()
    twice = margins[margins.duplicated(["variable", "category"])]
    if len(twice):
        raise MarginTwiceError(**twice.iloc[0][["variable", "category"]])
    targets = {}
    for variable, rows in margins.groupby("variable", sort=False):
        if variable not in people:
            raise MarginVariableMissingError(variable=variable, known=", ".join(people) or "-")
        counts = rows.set_index("category")["count"]
        if counts.notna().any():
            targets[variable] = _shares(variable, counts, people[variable].value_counts(), least)
    return targets


def _shares(variable: str, counts: pd.Series, answered: pd.Series, least: int) -> pd.Series:
    """Return the population shares of the categories of one variable that have a count."""
    unlisted = answered[~answered.index.isin(counts.index)]
    given = counts.dropna().astype(float)
    n = answered.reindex(given.index).fillna(0).astype(int)
    for category, count in given.items():
        if not 0 <= count < np.inf or (count == 0 and n[category]):
            raise MarginCountError(
                variable=variable, category=category, count=count, n=int(n[category])
            )
    given = given[given > 0]
    for category, share in (given / given.sum()).items():
        facts = {"variable": variable, "category": category}
        if n[category] == 0:
            known = ", ".join(map(str, answered.index)) or "-"
            raise CategoryWithoutAnswersError(**facts, share=share, known=known)
        if n[category] < least:
            raise CategoryTooSmallError(**facts, n=int(n[category]), least=least)
    if len(unlisted):
        listed = ", ".join(map(str, unlisted.index))
        raise CategoryNotInMarginError(variable=variable, categories=listed, n=int(unlisted.sum()))
    if given.empty:
        raise MarginsEmptyError()
    return given / given.sum()


def _wanted(groups: pd.DataFrame, targets: dict[str, pd.Series], start: pd.Series) -> pd.DataFrame:
    """Return the margins of `Weighting`, ``weighted`` still missing."""
    parts = []
    for variable, shares in targets.items():
        order = [*shares.index, *([KEPT] if groups[variable].eq(KEPT).any() else [])]
        by = start.groupby(groups[variable])
        part = pd.DataFrame({"variable": variable, "category": order})
        part["n"] = by.size().reindex(order).to_numpy()
        part["answered"] = by.sum().reindex(order).to_numpy() / len(start)
        part["population"] = shares.reindex(order).to_numpy()
        kept = part.loc[part["category"] == KEPT, "answered"].sum()
        part["wanted"] = (part["population"] * (1 - kept)).fillna(part["answered"])
        parts.append(part)
    shares = dict.fromkeys(["answered", "population", "wanted"], "Float64")
    return pd.concat(parts, ignore_index=True).astype({"n": "Int64"} | shares)


def _coded(groups: pd.DataFrame, table: pd.DataFrame) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return per margin the number of each respondent's category, and the wanted shares."""
    codes, wanted = [], []
    for variable, rows in table.groupby("variable", sort=False):
        codes.append(pd.Index(rows["category"]).get_indexer(groups[variable]))
        wanted.append(rows["wanted"].to_numpy(float))
    return codes, wanted


def _fitted(
    start: np.ndarray, codes: list[np.ndarray], wanted: list[np.ndarray], limit: float | None
) -> tuple[np.ndarray, int, float]:
    """Return weights of mean 1, sweeps made, and the largest difference that is left.

    Where sweeps run out with trimming on, the last step is a cut: the limit is
    kept and the margins are not.
    """
    n, weights, trims = len(start), start, 0
    for sweep in range(1, MOST_SWEEPS + 1):
        for code, goal in zip(codes, wanted, strict=True):
            weights = weights * (goal * n / np.bincount(code, weights, len(goal)))[code]
        difference = _difference(weights, codes, wanted)
        if limit is None or weights.max() <= limit * (1 + TOLERANCE):
            if difference <= TOLERANCE:
                return weights, sweep, difference
        elif difference <= TOLERANCE or trims:
            weights, trims = np.minimum(weights, limit), trims + 1
    if limit is not None:
        weights = _capped(weights, limit)
    return weights, MOST_SWEEPS, _difference(weights, codes, wanted)


def _capped(weights: np.ndarray, limit: float) -> np.ndarray:
    """Return weights of mean 1 of which none is above the limit."""
    for _ in range(100):
        weights = np.minimum(weights, limit)
        if np.isclose(weights.mean(), 1, rtol=1e-12, atol=0):
            break
        free = weights < limit
        missing = len(weights) - weights.sum()
        weights = np.where(free, weights * (1 + missing / weights[free].sum()), weights)
    return np.minimum(weights, limit)


def _difference(weights: np.ndarray, codes: list[np.ndarray], wanted: list[np.ndarray]) -> float:
    total = weights.sum()
    return max(
        float(np.abs(np.bincount(code, weights, len(goal)) / total - goal).max())
        for code, goal in zip(codes, wanted, strict=True)
    )


def _why(codes: list[np.ndarray], wanted: list[np.ndarray], limit: float | None) -> str:
    """Return why the margins were not met: which weights exist at all, by a linear programme.

    The unknowns are one weight per pattern of categories, and the smallest of them.
    """
    from scipy import optimize  # only where raking fails: it takes a third of a second to load

    patterns, sizes = np.unique(np.column_stack(codes), axis=0, return_counts=True)
    rows = [
        np.append(np.where(patterns[:, place] == category, sizes / sizes.sum(), 0), 0)
        for place, goal in enumerate(wanted)
        for category in range(len(goal))
    ]
    smallest = np.column_stack([-np.eye(len(patterns)), np.ones(len(patterns))])

    def possible(most: float | None) -> bool:
        found = optimize.linprog(
            np.append(np.zeros(len(patterns)), -1),
            A_ub=smallest,
            b_ub=np.zeros(len(patterns)),
            A_eq=np.array(rows),
            b_eq=np.concatenate(wanted),
            bounds=[(0, most)] * (len(patterns) + 1),
        )
        return found.status == 0 and -found.fun > TOLERANCE

    if not possible(None):
        return "contradict"
    return "slow" if limit is None or possible(limit) else "limit"
