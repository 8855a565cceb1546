"""Names that people gave to segments, found again by what the segments want."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

SAME = 0.005  # differences per need below which a profile is the one that was named
ALIKE = 0.9  # correlation from which a segment is recognised after answers changed
LEAST_NEEDS = 4  # with fewer, profiles correlate by chance

Named = dict[str, object]  # "name": str, "profile": need -> difference from all


def recognised(named: Sequence[Named], profile: pd.DataFrame) -> dict[int, str]:
    """Return the given name of each segment that is still recognisable.

    A segment's number can change when answers are added, so a name hangs on
    the segment's profile: it goes to the segment with the same differences, or
    with differences that correlate by at least 0.9, the most alike first. Each
    name is used once.

    Parameters
    ----------
    named
        What `renamed` returned.
    profile
        One row per segment and need: ``segment``, ``need``, ``difference``.

    Examples
    --------
    >>> profile = pd.DataFrame({"segment": [1, 1], "need": ["wifi", "lockers"],
    ...                         "difference": [0.5, -0.5]})
    >>> recognised(renamed([], profile, 1, "Commuters"), profile)
    {1: 'Commuters'}
    """
    profiles = _profiles(profile)
    pairs = sorted(
        (
            (_alike(one["profile"], own), segment, place)
            for place, one in enumerate(named)
            for segment, own in profiles.items()
        ),
        key=lambda pair: (-pair[0], pair[1], -pair[2]),
    )
    found: dict[int, str] = {}
    used = set()
    for alike, segment, place in pairs:
        if alike >= ALIKE and segment not in found and place not in used:
            found[segment] = str(named[place]["name"])
            used.add(place)
    return dict(sorted(found.items()))


def renamed(named: Sequence[Named], profile: pd.DataFrame, segment: int, name: str) -> list[Named]:
    """Return the given names with one more for a segment, its old one gone; "" takes it away."""
    own = _profiles(profile)[segment]
    kept = [one for one in named if _alike(one["profile"], own) < ALIKE]
    return [*kept, {"name": name, "profile": own}] if name else kept


def _profiles(profile: pd.DataFrame) -> dict[int, dict[str, float]]:
    shown = profile.dropna(subset="difference")
    return {
        int(segment): {
            str(need): round(float(value), 4)
            for need, value in zip(rows["need"], rows["difference"], strict=True)
        }
        for segment, rows in shown.groupby("segment")
    }


def _alike(one: dict[str, float], other: dict[str, float]) -> float:
    """Return 2 for the same profile, else the correlation over the needs of both."""
    both = sorted(one.keys() & other.keys())
    a, b = (np.array([side[need] for need in both]) for side in (one, other))
    if len(both) == len(one) == len(other) and np.abs(a - b).max(initial=0) <= SAME:
        return 2.0
    if len(both) < LEAST_NEEDS or a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])
