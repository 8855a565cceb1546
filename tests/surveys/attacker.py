"""An attacker who knows every group and weight, and adds and subtracts what is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

FEW = 4  # people: nothing may follow about so many or fewer
SURE = 1e-6


@dataclass
class Attacker:
    """Collects shown means as sums over people, and looks for sums of few people.

    `people` is how many there are; an unknown is what one person answered to
    one thing. A thing is anything a mean is taken of: a rating, or a score made from it.
    """

    people: int
    known: dict[tuple, list[np.ndarray]] = field(default_factory=dict)

    def hears(self, things: Sequence[object], counts: np.ndarray, block: object) -> None:
        """Take note of a shown sum.

        `counts`: how much each answer counts, things by people; 0 = not at
        all. Sums of one `block` speak of the same `things` and are held together.
        """
        self.known.setdefault((block, *things), []).append(np.asarray(counts, float))

    def learns(self, groups: Iterable[np.ndarray] = ()) -> list[tuple[object, tuple[int, ...]]]:
        """Return the sets of few people about whom something follows.

        Looked at: everybody alone, all pairs, and the people that up to three of
        the `groups` (bool per person) have in common.
        """
        few = [tuple(one) for size in (1, 2) for one in combinations(range(self.people), size)]
        few += _in_common(list(groups))
        found = []
        for (block, *things), sums in self.known.items():
            basis = _basis(np.array([one.ravel() for one in sums]))
            found += [(block, one) for one in few if _told(basis, one, len(things), self.people)]
        return found


def _basis(sums: np.ndarray) -> np.ndarray:
    """Return orthonormal directions of everything that can be added and subtracted."""
    _, size, directions = np.linalg.svd(sums, full_matrices=False)
    return directions[size > SURE * size.max(initial=1)]


def _told(basis: np.ndarray, people: tuple[int, ...], things: int, of: int) -> bool:
    """Tell whether a combination of the sums speaks of these people's answers alone."""
    places = [thing * of + person for thing in range(things) for person in people]
    part = basis[:, places]
    if (part**2).sum() < 1 - SURE:
        return False
    return np.linalg.norm(part, 2) >= 1 - SURE


def _in_common(groups: list[np.ndarray]) -> list[tuple[int, ...]]:
    found = set()
    for size in (1, 2, 3):
        for some in combinations(groups, size):
            people = np.flatnonzero(np.logical_and.reduce(some))
            if 0 < len(people) <= FEW:
                found.add(tuple(people.tolist()))
    return sorted(found)
