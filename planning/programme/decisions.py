"""What people decided about the programme, each with who and why."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from planning.programme.errors import DecisionUnsignedError, DecisionValueError

SETTING = "programme_decisions"  # the setting of a study that keeps them, with `SAVES`
DECISIONS, SAVES = "decisions", "saves"
ASSUMPTION, FUNCTION, STRENGTH = "assumption", "function", "strength"
BASES = ("peak", "today", "students", "given")
WEEKS = ("busy", "teaching", "exam", "all")
BANDS = ("light", "medium", "heavy")
STRENGTHS = (0, 1, 3, 9)
BOUNDS = {  # both ends are allowed
    "percentile": (0.5, 1.0),
    "occupancy": (0.3, 1.0),
    "steer": (0.0, 1.0),
    "seats": (1, 100_000),
    "students": (1, 1_000_000),
    "seats_per_student": (0.01, 1.0),
    "gross_area_m2": (1, 1_000_000),
    "budget": (0, 1e12),
    "price_light": (0, 1e7),
    "price_medium": (0, 1e7),
    "price_heavy": (0, 1e7),
    "area_per_seat_m2": (0.5, 50),
    "area_m2": (0, 100_000),
}
_SEATS_OF_A_FUNCTION = (0, 100_000)
_CHOICES = {"basis": BASES, "weeks": WEEKS, "cost_band": BANDS, "strength": STRENGTHS}
_WHOLE = ("seats", "students")
_COLUMNS = ["key", "kind", "item", "name", "value", "who", "why", "at"]
Decisions = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Assumptions:
    """What the programme rests on beside answers, counts and rooms.

    Parameters
    ----------
    basis
        What seats in all come from: ``peak``, ``today``, ``students``,
        ``given``; "" = the first that is known, in the order given, peak, today,
        students.
    weeks
        Weeks whose hours count for the peak: ``teaching``, ``exam``, both
        (``busy``) or ``all``.
    percentile
        The peak: this share of the counted hours is no fuller (0.5..1).
    occupancy
        Share of the seats that may be taken at the peak (0.3..1). 0.8 is our guess.
    steer
        How far the answers move the shares of the space types: 1 = as they ask,
        0 = as people sit in the fullest hours, or as the seats are where nothing was
        counted (see `planning.programme.demand.anchored`). 0.5 is our guess: a
        wish weighs no more and no less than a seat in use.
    seats
        Seats in all, as somebody decided.
    students, seats_per_student
        For the basis ``students``; 0.25 is a draft index (see `data.reference.norms`).
    gross_area_m2
        Only ever held against gross norms.
    budget, price_light, price_medium, price_heavy
        Money and price per m2 of each cost band; None = not known.
    """

    basis: str = ""
    weeks: str = "busy"
    percentile: float = 0.95
    occupancy: float = 0.8
    steer: float = 0.5
    seats: int | None = None
    students: int | None = None
    seats_per_student: float = 0.25
    gross_area_m2: float | None = None
    budget: float | None = None
    price_light: float | None = None
    price_medium: float | None = None
    price_heavy: float | None = None

    @property
    def prices(self) -> dict[str, float | None]:
        """Price per m2 by cost band; None where nobody entered one."""
        return {band: getattr(self, f"price_{band}") for band in BANDS}


def kept(record: Mapping[str, object] | None) -> tuple[dict[str, dict[str, object]], int]:
    """Return decisions and how often they were saved, from the setting `SETTING`."""
    record = record or {}
    return dict(record.get(DECISIONS, {})), int(record.get(SAVES, 0))


def record(decisions: Decisions, saves: int) -> dict[str, object]:
    """Return what the setting `SETTING` holds after `saves` saves."""
    return {DECISIONS: dict(decisions), SAVES: saves}


def assumptions(decisions: Decisions) -> Assumptions:
    """Return the assumptions in force: the defaults with what was decided over them.

    Examples
    --------
    >>> kept = decide({}, "assumption.occupancy", 0.7, "Board", "Exams", dt.datetime(2026, 5, 4))
    >>> assumptions(kept).occupancy
    0.7
    """
    names = {field.name for field in fields(Assumptions)}
    table = log(decisions)
    mine = table[(table["kind"] == ASSUMPTION) & table["item"].isin(names)]
    return Assumptions(**dict(zip(mine["item"], mine["value"], strict=True)))


def decide(
    decisions: Decisions, key: str, value: object, who: str, why: str, at: dt.datetime
) -> dict[str, dict[str, object]]:
    """Return the decisions with one more, which replaces an earlier one on the same key.

    Parameters
    ----------
    decisions
        By key, as kept in the setting `SETTING`.
    key
        ``assumption.<name>``, ``function.<function>.<seats|area_per_seat_m2|
        area_m2|cost_band>`` or ``strength.<need>.<function>``.
    value
        A number within the bounds of its name (both ends included), or one of its choices.
    who, why
        Both are needed.
    at
        When.

    Raises
    ------
    DecisionValueError
        Outside the bounds, or no choice.
    DecisionUnsignedError
        `who` or `why` is empty.
    """
    if not (who.strip() and why.strip()):
        raise DecisionUnsignedError(item=key)
    made = {"value": _checked(key, value), "who": who.strip(), "why": why.strip()}
    return {**decisions, key: made | {"at": at.isoformat(timespec="seconds")}}


def taken_back(decisions: Decisions, keys: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the decisions without those on `keys`; keys nobody decided on are no fault."""
    gone = set(keys)
    return {key: dict(one) for key, one in decisions.items() if key not in gone}


def log(decisions: Decisions) -> pd.DataFrame:
    """Return one row per decision, oldest first.

    Columns ``key``, ``kind`` (assumption, function, strength), ``item`` (the
    assumption, function or need), ``name`` (the column or function decided
    on, "" for assumptions), ``value`` (object), ``who``, ``why``, ``at`` (str).
    """
    rows = []
    for key, one in decisions.items():
        kind, item, name = ([*key.split("."), ""])[:3]
        rows.append((key, kind, item, name, one["value"], one["who"], one["why"], one["at"]))
    table = pd.DataFrame(rows, columns=_COLUMNS).astype({"value": "object"})
    return table.sort_values("at", kind="stable", ignore_index=True)


def decided(decisions: Decisions, name: str) -> dict[str, object]:
    """Return what was decided on one column of the functions: function -> value."""
    table = log(decisions)
    mine = table[(table["kind"] == FUNCTION) & (table["name"] == name)]
    return dict(zip(mine["item"], mine["value"], strict=True))


def with_decided_strengths(strengths: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """Return the strengths from needs to functions with the decided ones in place.

    `strengths` as `data.reference.need_function_strengths`; the result has
    ``edited`` (bool) beside.
    """
    table = log(decisions)
    mine = table[table["kind"] == STRENGTH].set_index(["item", "name"])["value"]
    keys = pd.MultiIndex.from_frame(strengths[["need", "function"]])
    own = mine.reindex(keys).set_axis(strengths.index).astype("Int64")
    return strengths.assign(strength=own.fillna(strengths["strength"]), edited=own.notna())


def _checked(key: str, value: object) -> object:
    """Return a value as it is kept, or raise why it cannot be."""
    kind, _, rest = key.partition(".")
    name = {STRENGTH: "strength", ASSUMPTION: rest}.get(kind, rest.rpartition(".")[2])
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            choices = [str(one) for one in _CHOICES[name]]
            raise DecisionValueError(item=key, value=value, low=choices[0], high=choices[-1])
        return value
    low, high = _SEATS_OF_A_FUNCTION if kind == FUNCTION and name == "seats" else BOUNDS[name]
    if not low <= value <= high:
        raise DecisionValueError(item=key, value=value, low=low, high=high)
    return int(value) if name in _WHOLE else float(value)
