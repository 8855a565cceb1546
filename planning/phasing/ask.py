"""What people ask of a schedule of works, and the problem that follows."""

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from planning.phasing.problem import (
    EXAM,
    KINDS,
    QUIET,
    SEATS,
    TEACHING,
    Closure,
    Problem,
    Swing,
    Task,
    Week,
)
from planning.phasing.works import BANDS, phases_of

MAX_WEEKS = 156  # three years; works that need longer are not scheduled
SLACK_WEEKS = 52  # a year to wait for a break
QUIET_FUNCTIONS = ("silent_reading", "quiet_reading", "carrel")
SHARES = {  # our guesses: the library decides
    (SEATS, TEACHING): 0.7,
    (QUIET, TEACHING): 0.6,
    (SEATS, EXAM): 0.8,
    (QUIET, EXAM): 0.8,
}
HOURS = dict(zip(KINDS, (105, 105, 56), strict=True))  # open hours a week: our guess
CREWS = {"movers": 1, "builders": 2, "fitters": 1}  # our guess


@dataclass(frozen=True)
class Ask:
    """What people ask.

    Parameters
    ----------
    start
        First day anything may begin.
    shares, exam_noise, latest
        As in `Problem`.
    crews
        Crews there are, by kind.
    hours
        Open hours of a week, by its kind.
    cautious
        Whether the most weeks count, not the usual ones.
    prices
        Price per m2 by cost band; without all of them that are needed there is no budget.
    budgets
        Money by term.
    swing
        Zone -> seats it can lend.
    silent
        Zones that are quiet; None = as their functions say.
    works
        Zone -> what people entered, see `works`.
    """

    start: dt.date
    shares: Mapping[tuple[str, str], float] = field(default_factory=lambda: dict(SHARES))
    exam_noise: bool = False
    latest: int | None = None
    crews: Mapping[str, int] = field(default_factory=lambda: dict(CREWS))
    hours: Mapping[str, int] = field(default_factory=lambda: dict(HOURS))
    cautious: bool = False
    prices: Mapping[str, float] = field(default_factory=dict)
    budgets: Mapping[str, float] = field(default_factory=dict)
    swing: Mapping[str, int] = field(default_factory=dict)
    silent: tuple[str, ...] | None = None
    works: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def ask_of(kept: Mapping[str, object], start: dt.date) -> Ask:
    """Return what was asked from its JSON form; `start` holds where none was kept.

    Examples
    --------
    >>> ask = ask_of({"shares": {"seats_exam": 0.9}, "latest": 30}, dt.date(2026, 3, 2))
    >>> ask.shares["seats", "exam"], ask.shares["quiet", "exam"], ask.latest, ask.start.month
    (0.9, 0.8, 30, 3)
    """
    given = kept.get("shares", {})
    shares = {
        (what, kind): float(given.get(f"{what}_{kind}", SHARES.get((what, kind), 0)))
        for what in (SEATS, QUIET)
        for kind in KINDS
    }
    silent = kept.get("silent")
    return Ask(
        start=dt.date.fromisoformat(kept["start"]) if kept.get("start") else start,
        shares=shares,
        exam_noise=bool(kept.get("exam_noise", False)),
        latest=int(kept["latest"]) if kept.get("latest") else None,
        crews={one: int(kept.get("crews", {}).get(one, number)) for one, number in CREWS.items()},
        hours={one: int(kept.get("hours", {}).get(one, number)) for one, number in HOURS.items()},
        cautious=bool(kept.get("cautious", False)),
        prices={k: float(v) for k, v in kept.get("prices", {}).items() if v and k in BANDS},
        budgets={k: float(v) for k, v in kept.get("budgets", {}).items() if v is not None},
        swing={k: int(v) for k, v in kept.get("swing", {}).items() if v},
        silent=None if silent is None else tuple(silent),
        works=kept.get("works", {}),
    )


def horizon(works: pd.DataFrame) -> int:
    """Return how many weeks may be used: all works one by one and a year, three years at most."""
    return min(MAX_WEEKS, int(works["weeks_high"].sum()) + SLACK_WEEKS)


def problem_of(
    ask: Ask,
    works: pd.DataFrame,
    weeks: pd.DataFrame,
    phases: pd.DataFrame,
    *,
    seats: Mapping[str, int],
    silent: frozenset[str],
    near: pd.DataFrame | None = None,
) -> Problem:
    """Return the problem that follows from works and what people ask.

    Parameters
    ----------
    ask
        What people ask.
    works
        `works`.
    weeks
        `calendar_weeks`.
    phases
        `data.reference.works.works_phases`.
    seats
        Zone -> seats today, of every zone.
    silent
        Zones that are quiet today.
    near
        `planning.building.near.near`; None = not known.
    """
    table = phases_of(works, phases, "weeks_high" if ask.cautious else "weeks")
    costs = {
        one["zone"]: one["area_m2"] * ask.prices.get(one["cost_band"], 0)
        for one in works.to_dict("records")
    }
    tasks = tuple(_task(one, costs[one["zone"]]) for one in table.to_dict("records"))
    zones = works["zone"].tolist()
    places = {zone: [n for n, task in enumerate(tasks) if task.zone == zone] for zone in zones}
    stays = {zone: number for zone, number in seats.items() if zone not in places}
    around = [] if near is None else near[near["zone"].isin(zones)]
    triples = () if near is None else tuple(zip(*_columns(around), strict=True))
    rows = calendar(weeks, ask.hours)
    return Problem(
        tasks,
        tuple((a, b) for own in places.values() for a, b in itertools.pairwise(own)),
        dict(ask.crews),
        tuple(_closure(one, places, silent) for one in works.to_dict("records")),
        rows,
        sum(stays.values()),
        sum(number for zone, number in stays.items() if zone in silent),
        {limit: share for limit, share in ask.shares.items() if share},
        triples,
        silent,
        ask.exam_noise,
        tuple(Swing(zone, number, zone in silent) for zone, number in ask.swing.items() if number),
        {k: round(v) for k, v in ask.budgets.items()} if priced(ask, works) else {},
        ask.latest,
    )


def calendar(weeks: pd.DataFrame, hours: Mapping[str, int]) -> tuple[Week, ...]:
    """Return weeks as the problem wants them."""
    return tuple(
        Week(kind, hours[kind], term)
        for kind, term in zip(weeks["kind"], weeks["term"], strict=True)
    )


def priced(ask: Ask, works: pd.DataFrame) -> bool:
    """Return whether every cost band of the works has a price."""
    return bool(len(works)) and set(works["cost_band"]) <= set(ask.prices)


def quiet_zones(ask: Ask, rooms: pd.DataFrame) -> frozenset[str]:
    """Return the quiet zones: as people chose, else by function or by what is known of noise.

    `rooms` has one row per zone: ``zone``, ``function``, ``noise`` (0..4, ``<NA>`` = not known).

    Examples
    --------
    >>> rooms = pd.DataFrame({"zone": ["a", "b"], "function": ["carrel", "cafe"], "noise": pd.NA})
    >>> quiet_zones(Ask(dt.date(2026, 3, 2)), rooms)
    frozenset({'a'})
    """
    if ask.silent is not None:
        return frozenset(ask.silent)
    noise = rooms["noise"].astype("Int64")
    calm = rooms["function"].isin(QUIET_FUNCTIONS) & noise.fillna(0).le(1) | noise.le(0).fillna(
        False
    )
    return frozenset(rooms.loc[calm.astype(bool), "zone"])


def _columns(near: pd.DataFrame) -> list[pd.Series]:
    return [near[column] for column in ("zone", "neighbor", "way")]


def _task(one: Mapping, cost: float) -> Task:
    """Return a phase as a task."""
    crews = {one["crew_kind"]: int(one["crew"])}
    price = round(cost * one["cost_share"])
    flags = {"loud": bool(one["loud"]), "dusty": bool(one["dusty"])}
    return Task(one["zone"], one["phase"], int(one["weeks"]), crews, price, **flags)


def _closure(one: Mapping, places: Mapping, silent: frozenset[str]) -> Closure:
    """Return a zone under works."""
    zone = one["zone"]
    after = one["function_to"] in QUIET_FUNCTIONS
    seats = {"seats": int(one["seats_before"]), "seats_after": int(one["seats_after"])}
    return Closure(zone, tuple(places[zone]), **seats, silent=zone in silent, silent_after=after)
