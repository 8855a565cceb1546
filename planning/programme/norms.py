"""Norms met or missed: each with its edition and basis, net never against gross."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from planning.programme.decisions import Assumptions
from planning.programme.fit import Limits
from planning.programme.sizes import ALL, OTHER, Programme

LEARNING = "learning"
Sides = tuple[float | None, float | None, float | None, float | None]  # today; planned, low, high


@dataclass(frozen=True)
class _Known:
    programme: Programme
    limits: Limits
    given: Assumptions

    def planned(self, kind: str, column: str) -> float | None:
        """Return a size of the programme; None where it is not known."""
        value = self.programme.types.set_index("space_type").loc[kind, column]
        return None if pd.isna(value) else float(value)

    def today(self, *kinds: str) -> tuple[float, float]:
        """Return net area and seats of space types today, where both are known."""
        known = [kind for kind in kinds if self.limits.seats_today.get(kind)]
        area = sum(self.limits.today_m2(kind) for kind in known)
        return area, sum(self.limits.seats_today[kind] for kind in known)

    def types(self) -> list[str]:
        """Return the space types that answer needs."""
        return [k for k in self.programme.types["space_type"] if k not in (ALL, OTHER)]


def checks(
    norms: pd.DataFrame, programme: Programme, limits: Limits, given: Assumptions
) -> pd.DataFrame:
    """Return each norm held against today and against the programme.

    Parameters
    ----------
    norms
        `data.reference.norms`.
    programme, limits
        What is asked for, and what there is.
    given
        Students and gross area, where somebody entered them.

    Returns
    -------
    `norms` with ``today``, ``planned`` (Float64, in the unit of the norm;
    ``<NA>`` = not known), ``today_held``, ``planned_held``: ``met`` (at least ``low``),
    ``missed``, ``open`` (the interval of the programme reaches over the
    norm) or ``unknown``; ``why`` ("" or what is missing: no_students,
    no_gross, no_seats, not_recorded). Met is no certificate.
    """
    known = _Known(programme, limits, given)
    rows = []
    for norm in norms.to_dict("records"):
        (today, planned, low, high), why = _SUBJECTS.get(norm["subject"], _not_recorded)(known)
        least = norm["low"]
        rows.append(
            {
                "today": today,
                "planned": planned,
                "today_held": _held(today, today, today, least),
                "planned_held": _held(planned, low, high, least),
                "why": why,
            }
        )
    found = pd.DataFrame(rows, index=norms.index).astype({"today": "Float64", "planned": "Float64"})
    return norms.join(found)


def _held(value: float | None, low: float | None, high: float | None, least: float) -> str:
    if value is None:
        return "unknown"
    if low is not None and high is not None and low < least <= high:
        return "open"
    return "met" if value >= least else "missed"


def _area_per_seat(*kinds_of: str) -> Callable[[_Known], tuple[Sides, str]]:
    """Return the check of net area per seat of a space type, or of all without one."""

    def check(known: _Known) -> tuple[Sides, str]:
        area, seats = known.today(*(kinds_of or known.types()))
        today = area / seats if seats and area else None
        kind = kinds_of[0] if kinds_of else ALL
        planned = _ratio(known.planned(kind, "area_m2"), known.planned(kind, "seats"))
        return (today, planned, None, None), "" if today or planned else "no_seats"

    return check


def _seats_per_students(known: _Known) -> tuple[Sides, str]:
    students = known.given.students
    if students is None:
        return (None,) * 4, "no_students"
    _, seats = known.today(*known.types())
    sides = [known.planned(ALL, name) for name in ("seats", "seats_low", "seats_high")]
    planned, low, high = (_ratio(side, students) for side in sides)
    return (_ratio(seats or None, students), planned, low, high), "" if seats else "no_seats"


def _gross_per_seat(known: _Known) -> tuple[Sides, str]:
    gross = known.given.gross_area_m2
    if gross is None:
        return (None,) * 4, "no_gross"
    _, seats = known.today(*known.types())
    return (_ratio(gross, seats), _ratio(gross, known.planned(ALL, "seats")), None, None), ""


def _net_to_gross(known: _Known) -> tuple[Sides, str]:
    gross = known.given.gross_area_m2
    if gross is None:
        return (None,) * 4, "no_gross"
    net = known.limits.pool_m2 + sum(known.limits.fixed_m2.values())
    return (_ratio(net or None, gross), None, None, None), "" if net else "no_seats"


def _not_recorded(_: _Known) -> tuple[Sides, str]:
    return (None,) * 4, "not_recorded"


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


_SUBJECTS = {
    "learning_area_per_seat": _area_per_seat(LEARNING),
    "all_area_per_seat": _area_per_seat(),
    "seats_per_students": _seats_per_students,
    "gross_per_seat": _gross_per_seat,
    "net_to_gross": _net_to_gross,
}
