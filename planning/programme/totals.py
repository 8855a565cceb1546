"""Seats in all: from the measured peak, today's seats, the number of students, or a decision."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from planning.programme.decisions import Assumptions

DRAWS = 1000
SEED = 20240902
ENDS = (0.025, 0.975)
_ORDER = ("given", "peak", "today", "students")


@dataclass(frozen=True)
class Total:
    """Seats in all.

    Parameters
    ----------
    basis
        ``peak``, ``today``, ``students`` or ``given``.
    seats
        The estimate, not rounded.
    draws
        What it could be as well: `DRAWS` numbers; all alike where nothing was sampled.
    facts
        Inputs of the formula, for the sentence that explains it.
    """

    basis: str
    seats: float
    draws: np.ndarray
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval; the estimate lies in it."""
        low, high = np.quantile(self.draws, ENDS)
        return min(float(low), self.seats), max(float(high), self.seats)


def known_bases(
    given: Assumptions, hours: pd.DataFrame, seats_today: int | None
) -> tuple[str, ...]:
    """Return the bases for which there are numbers, the one taken without a decision first."""
    there = {
        "given": given.seats is not None,
        "peak": len(hours) > 0,
        "today": bool(seats_today),
        "students": given.students is not None,
    }
    return tuple(basis for basis in _ORDER if there[basis])


def seats_in_all(given: Assumptions, hours: pd.DataFrame, seats_today: int | None) -> Total | None:
    """Return the seats the library needs in all; None where nothing says how many.

    Parameters
    ----------
    given
        Basis, percentile, target occupancy, students.
    hours
        One row per hour that counts: ``week``, ``people`` (`counted_hours`).
    seats_today
        Seats of the rooms of today; None = not known.

    Returns
    -------
    ``peak``: percentile of the hours / target occupancy, its interval by drawing whole weeks
    anew (hours of a week are not independent). ``today``, ``students``, ``given``: one number.

    Examples
    --------
    >>> hours = pd.DataFrame({"week": [1, 1, 2, 2], "people": [60.0, 80.0, 60.0, 80.0]})
    >>> seats_in_all(Assumptions(percentile=1.0), hours, None).seats
    100.0
    """
    known = known_bases(given, hours, seats_today)
    if not known or (given.basis and given.basis not in known):
        return None
    basis = given.basis or known[0]
    if basis == "peak":
        return _from_peak(given, hours)
    seats = {
        "given": given.seats,
        "today": seats_today,
        "students": (given.students or 0) * given.seats_per_student,
    }[basis]
    facts = {"students": given.students, "per_student": given.seats_per_student}
    return Total(basis, float(seats), np.full(DRAWS, float(seats)), facts)


def _from_peak(given: Assumptions, hours: pd.DataFrame) -> Total:
    people = hours["people"].to_numpy(float)
    peak = float(np.quantile(people, given.percentile))
    peaks = _peaks_of_drawn_weeks(hours, given.percentile)
    low, high = np.quantile(peaks, ENDS)
    facts = {
        "peak": peak,
        "peak_low": min(float(low), peak),
        "peak_high": max(float(high), peak),
        "percentile": given.percentile,
        "occupancy": given.occupancy,
        "hours": len(hours),
        "weeks": int(hours["week"].nunique()),
    }
    return Total("peak", peak / given.occupancy, peaks / given.occupancy, facts)


def _peaks_of_drawn_weeks(hours: pd.DataFrame, percentile: float) -> np.ndarray:
    """Return the peak of `DRAWS` sets of weeks drawn with replacement; seeded."""
    ordered = hours.sort_values("people", kind="stable")
    people = ordered["people"].to_numpy(float)
    week, weeks = pd.factorize(ordered["week"])
    rng = np.random.default_rng(SEED)
    times = rng.multinomial(len(weeks), np.full(len(weeks), 1 / len(weeks)), size=DRAWS)
    peaks = np.empty(DRAWS)
    for draw, counts in enumerate(times):
        reach = np.cumsum(counts[week])  # hours up to each head-count, as if repeated
        place = percentile * (reach[-1] - 1)
        ends = [int(place), min(int(place) + 1, reach[-1] - 1)]
        low, high = people[np.searchsorted(reach, ends, side="right")]
        peaks[draw] = low + (place - int(place)) * (high - low)
    return peaks
