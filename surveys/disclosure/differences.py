"""Several tables about the same people: what follows from all of them together.

A shown mean is a known sum over its people. Sums can be added and subtracted,
weighted or not; whatever a reader can work out is a linear combination of the
shown sums. It must never be about fewer people than a cell may show.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations

import numpy as np

from surveys.disclosure.thresholds import MIN_RATINGS

_ZERO = 1e-7
_LIGHT = 1e-4
_NOTHING = 1e-11  # of the largest square: weights that hardly differ still make two sums
MOST_TRIED = {4: 16, 3: 30, 2: 150}  # sets joined -> how many there may be to try all


@dataclass(frozen=True)
class Leak:
    """A few people about whom something follows, and the shown sums it follows from."""

    people: tuple[int, ...]
    sums: tuple[int, ...]


def leak(
    sums: np.ndarray,
    filters: np.ndarray,
    minimum: int = MIN_RATINGS,
    counts: np.ndarray | None = None,
) -> Leak | None:
    """Return the first small set of people about whom the shown sums tell something.

    Parameters
    ----------
    sums
        One row per shown sum, one column per person: how much the person's
        answer counts in it; 0 = not at all.
    filters
        One row per filter, bool: whom it lets through. Looked at are the sets
        of 1 to `minimum` - 1 people that one filter, or two together (both, or
        one without the other), single out, and people whom no sum tells apart.
    minimum
        Sets of so many people and more may be known.
    counts
        People each column stands for, who are alike in all sums and filters;
        None: a column each.

    Returns
    -------
    None where nothing follows about any of these sets: neither their sum nor
    any other combination of their answers alone, by whatever combination of
    all sums.

    Notes
    -----
    With an orthonormal basis of all combinations, something follows about a
    set alone exactly where the largest eigenvalue of the set's part of the
    projection is 1. The trace bounds it, so most sets need no second look.

    Examples
    --------
    >>> everybody, masters = np.ones(8), np.array([1, 1, 1, 1, 1, 1, 0, 0])
    >>> leak(np.array([everybody, masters]), np.array([everybody, masters]) > 0).people
    (6, 7)
    """
    counts = np.ones(sums.shape[1]) if counts is None else counts
    scaled = sums * np.sqrt(counts)
    directions, spread = np.linalg.eigh(scaled @ scaled.T)
    used = directions > _NOTHING * max(directions.max(initial=0), 1)
    few = np.flatnonzero(counts < minimum)  # together with others alike, nobody stands out
    basis = np.zeros((used.sum(), len(counts)))
    basis[:, few] = (spread[:, used] / np.sqrt(directions[used])).T @ scaled[:, few]
    weight = (basis**2).sum(axis=0)
    if not (weight / counts >= 1 / max(minimum - 1, 1) - _ZERO).any():
        return None
    light = few[weight[few] / counts[few] > _LIGHT]
    singled = _singled_out(filters, minimum, counts)
    unions = _unions(_alike(sums, light), minimum, counts, weight)
    for people in dict.fromkeys(chain(singled, unions)):
        if weight[list(people)].sum() < 1 - _ZERO:
            continue
        values, vectors = np.linalg.eigh(basis[:, people].T @ basis[:, people])
        if values[-1] >= 1 - _ZERO:
            known = basis[:, people] @ vectors[:, -1]
            shares = spread[:, used] @ (known / np.sqrt(directions[used]))
            return Leak(people, tuple(np.flatnonzero(np.abs(shares) > _ZERO).tolist()))
    return None


def hide(
    cells: np.ndarray,
    parts: np.ndarray,
    known: np.ndarray,
    *,
    away: np.ndarray | None = None,
    weights: np.ndarray | None = None,
    minimum: int = MIN_RATINGS,
    counts: np.ndarray | None = None,
) -> np.ndarray:
    """Return which cells of several tables about the same people are hidden.

    Parameters
    ----------
    cells
        One row per cell, one column per person, bool: who is in it.
    parts
        Number of the table each cell belongs to; cells of a table share nobody.
    known
        Sums that are shown whatever is decided here, as `leak` takes them.
    away
        Cells that are hidden already.
    weights
        Of each person, where the tables are also shown weighted.
    minimum, counts
        As `leak` takes them.

    Returns
    -------
    bool per cell. Hidden are cells of fewer than `minimum` people, and as many
    more, the smallest first, as it takes until no `leak` is left that a hidden
    cell can close; then those that turn out not to be needed are shown again.

    Examples
    --------
    >>> levels = np.array([[1] * 6 + [0] * 5, [0] * 6 + [1] * 5], bool)
    >>> twice = np.array([[1] * 5 + [0] * 6, [0] * 5 + [1] * 6], bool)
    >>> both = np.concatenate([levels, twice])
    >>> hide(both, np.array([0, 0, 1, 1]), np.ones((1, 11))).tolist()
    [True, True, False, False]
    """
    counts = np.ones(cells.shape[1]) if counts is None else counts
    sizes = cells @ counts
    must = sizes < minimum if away is None else (sizes < minimum) | away
    tables = _Tables(cells, parts, known, weights, minimum, counts)
    hidden = must.copy()
    while (found := tables.leak(hidden)) is not None:
        more = tables.to_hide(found, hidden)
        if more is None:
            break
        hidden[more] = True
    extra = np.flatnonzero(hidden & ~must)
    for cell in extra[np.argsort(-sizes[extra], kind="stable")]:
        trial = hidden.copy()
        trial[cell] = False
        if tables.leak(trial) is None:
            hidden = trial
    return hidden


@dataclass(frozen=True)
class _Tables:
    cells: np.ndarray
    parts: np.ndarray
    known: np.ndarray
    weights: np.ndarray | None
    minimum: int
    counts: np.ndarray

    def leak(self, hidden: np.ndarray) -> Leak | None:
        """Return the first leak where these cells are hidden."""
        shown = self.cells[~hidden].astype(float)
        weighted = [] if self.weights is None else [shown * self.weights]
        rest = [  # what the shown cells of a table leave over
            self.known.any(axis=0) & ~self.cells[(self.parts == part) & ~hidden].any(axis=0)
            for part in np.unique(self.parts)
        ]
        left = np.array(rest, bool).reshape(len(rest), shown.shape[1])
        filters = np.concatenate([self.known != 0, self.cells, left])
        sums = np.concatenate([self.known, shown, *weighted])
        return leak(sums, filters, self.minimum, self.counts)

    def to_hide(self, found: Leak, hidden: np.ndarray) -> int | None:
        """Return the smallest shown cell the leak hangs on, None if it hangs on none."""
        shown = np.flatnonzero(~hidden)
        places = np.array(found.sums) - len(self.known)
        places = places[places >= 0]
        if not places.size:
            return None
        cells = shown[np.unique(places % len(shown))]
        near = cells[self.cells[cells][:, list(found.people)].any(axis=1)]
        among = near if near.size else cells
        return int(among[(self.cells[among] @ self.counts).argmin()])


def _singled_out(
    filters: np.ndarray, minimum: int, counts: np.ndarray
) -> Iterator[tuple[int, ...]]:
    """Yield the sets of 1 to `minimum` - 1 people that two filters single out together."""
    wide = np.array([*{one.tobytes(): one for one in filters}.values()])
    common = (wide * counts) @ wide.T.astype(float)
    own = common.diagonal()
    for singled, inside in ((common, True), (own[:, None] - common, False)):
        for one, other in np.argwhere((singled > 0) & (singled < minimum)):
            yield tuple(np.flatnonzero(wide[one] & (wide[other] == inside)).tolist())


def _alike(sums: np.ndarray, light: np.ndarray) -> list[tuple[int, ...]]:
    """Return the people who count alike in every sum, a set each."""
    alike: dict[bytes, list[int]] = {}
    columns = np.ascontiguousarray(sums[:, light].T)
    for person, column in zip(light.tolist(), columns, strict=True):
        alike.setdefault(column.tobytes(), []).append(person)
    return [tuple(people) for people in alike.values()]


def _unions(
    alike: list[tuple[int, ...]], minimum: int, counts: np.ndarray, weight: np.ndarray
) -> Iterator[tuple[int, ...]]:
    """Yield the sets of fewer than `minimum` people made of such sets, all or of two at most.

    Sets whose weight shows that nothing follows about them are left out.
    """
    sizes = np.array([counts[list(people)].sum() for people in alike])
    small = np.flatnonzero(sizes < minimum)
    heavy = np.array([weight[list(people)].sum() for people in alike])
    most = next((most for most, number in MOST_TRIED.items() if len(small) <= number), 1)
    for size in range(1, min(most, minimum - 1) + 1):
        some = small[_choices(len(small), size)]
        fits = (sizes[some].sum(axis=1) < minimum) & (heavy[some].sum(axis=1) >= 1 - _ZERO)
        for places in some[fits].tolist():
            yield tuple(sorted(chain.from_iterable(alike[place] for place in places)))


@lru_cache(maxsize=256)
def _choices(of: int, size: int) -> np.ndarray:
    """Return all choices of `size` out of so many, a row each."""
    return np.array([*combinations(range(of), size)], int).reshape(-1, size)
