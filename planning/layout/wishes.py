"""What the people at the table want of a layout: weights, limits, pins and what is forbidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TERMS = (
    "need",
    "noise",
    "affinity",
    "entrance",
    "daylight",
    "power",
    "access",
    "cost",
    "keep",
)
WEIGHTS = {  # our guess; people move them
    "need": 10.0,
    "noise": 3.0,
    "affinity": 1.0,
    "entrance": 1.0,
    "daylight": 2.0,
    "power": 1.0,
    "access": 2.0,
    "cost": 2.0,
    "keep": 12.0,
}
STAY = "="  # a pin to whatever the zone is today
Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Wishes:
    """Everything a layout is asked for.

    Parameters
    ----------
    weights
        Term -> weight, not negative; terms that are missing weigh as in `WEIGHTS`.
        Only their proportions count.
    pins
        Zone -> function it must take, or `STAY`.
    forbidden
        Functions no zone may take, unless it is pinned to it or is fixed and has it.
    forbidden_in
        Zone -> functions it may not take.
    seats, area_m2
        Function -> (at least, at most), None where there is no end.
    budget
        Most money for all works; counts where prices are known.
    prices
        Cost band -> price per m2; None = not known.
    most_disturbed
        Most seats of today in zones that change (`planning.layout.terms.disturbed`).
    most_works
        Most works (`planning.layout.terms.works`).
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)
    forbidden: tuple[str, ...] = ()
    forbidden_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seats: Mapping[str, Range] = field(default_factory=dict)
    area_m2: Mapping[str, Range] = field(default_factory=dict)
    budget: float | None = None
    prices: Mapping[str, float | None] = field(default_factory=dict)
    most_disturbed: float | None = None
    most_works: float | None = None

    def weight(self, term: str) -> float:
        """Return the weight of a term as people set it, or our guess.

        Examples
        --------
        >>> Wishes(weights={"noise": 9}).weight("noise"), Wishes().weight("noise")
        (9.0, 3.0)
        """
        return float(self.weights.get(term, WEIGHTS[term]))
