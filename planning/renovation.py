"""Renovations: which zones were closed when, and which periods compare before with after."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from planning.errors import PlanningError

YEAR_DAYS = 364  # 52 whole weeks, so that both periods have the same weekdays

Period = tuple[dt.date, dt.date]


class RenovationReversedError(PlanningError):
    """A renovation that ended before it began."""

    key = "renovation_reversed"
    english = (
        "{name!r} reopened on {reopened_on}, but closed on {closed_from}. "
        "The first open day must lie after the first closed one."
    )


class RenovationWithoutZonesError(PlanningError):
    """A renovation of nothing."""

    key = "renovation_without_zones"
    english = "{name!r} names no zone. Choose the zones that were closed."


class RenovationZonesUnknownError(PlanningError):
    """A renovation of zones that the study does not have."""

    key = "renovation_zones_unknown"
    english = "{name!r} names zones that are not in this study: {zones}. Take them out or add them."


class NothingObservedBeforeError(PlanningError):
    """Counts begin after the works."""

    key = "nothing_observed_before"
    english = (
        "Counts begin on {first}, but {name!r} closed on {closed_from}: there is nothing before "
        "to compare with. Add older counts, or choose two periods by hand."
    )


class NothingObservedAfterError(PlanningError):
    """Counts end before the reopening."""

    key = "nothing_observed_after"
    english = (
        "Counts end on {last}, but {name!r} has no open day by then: there is nothing after to "
        "compare with. Add newer counts, or enter the first open day."
    )


@dataclass(frozen=True)
class Renovation:
    """Works in some zones.

    Parameters
    ----------
    id, name_en, name_zh
        How the study and its readers call it.
    closed_from
        First closed day.
    reopened_on
        First open day, so the last closed day is the one before; None = still closed.
    zones
        Zones that were closed.
    """

    id: str
    name_en: str
    name_zh: str
    closed_from: dt.date
    reopened_on: dt.date | None
    zones: tuple[str, ...]


@dataclass(frozen=True)
class Periods:
    """Two periods to compare, and why these.

    Parameters
    ----------
    before, after
        First and last day, both inclusive.
    reason
        Text key: "periods_by_terms" or "periods_by_year".
    facts
        Fill its slots.
    """

    before: Period
    after: Period
    reason: str
    facts: dict[str, object] = field(default_factory=dict)


def check_renovation(renovation: Renovation, zones: Iterable[str]) -> None:
    """Raise what is wrong with a renovation; `zones` are the ids of the study.

    Raises
    ------
    RenovationReversedError, RenovationWithoutZonesError, RenovationZonesUnknownError
    """
    name = renovation.name_en or renovation.name_zh or renovation.id
    closed, reopened = renovation.closed_from, renovation.reopened_on
    if reopened is not None and reopened <= closed:
        raise RenovationReversedError(name=name, closed_from=closed, reopened_on=reopened)
    if not renovation.zones:
        raise RenovationWithoutZonesError(name=name)
    unknown = sorted(set(renovation.zones) - set(zones))
    if unknown:
        raise RenovationZonesUnknownError(name=name, zones=", ".join(unknown[:10]))


def default_periods(
    renovation: Renovation,
    calendar: pd.DataFrame,
    observed_first: dt.date,
    observed_last: dt.date,
) -> Periods:
    """Return the periods a comparison starts with.

    Parameters
    ----------
    renovation
        The works; no closed day is in either period.
    calendar
        Academic calendar; may be empty.
    observed_first, observed_last
        First and last day with counts, both inclusive.

    Returns
    -------
    With terms on both sides: after is the first academic year since reopening
    as far as it was observed, before the latest terms of the same seasons that
    ended before closing. Otherwise up to 52 weeks on either side.

    Raises
    ------
    NothingObservedBeforeError, NothingObservedAfterError

    Examples
    --------
    >>> works = Renovation("w", "Works", "工程", dt.date(2025, 6, 2), dt.date(2025, 9, 1), ("a",))
    >>> found = default_periods(works, pd.DataFrame(), dt.date(2024, 1, 1), dt.date(2026, 6, 1))
    >>> found.before
    (datetime.date(2024, 6, 3), datetime.date(2025, 6, 1))
    """
    name = renovation.name_en or renovation.name_zh or renovation.id
    closed, reopened = renovation.closed_from, renovation.reopened_on
    if observed_first >= closed:
        raise NothingObservedBeforeError(name=name, first=observed_first, closed_from=closed)
    if reopened is None or observed_last < reopened:
        raise NothingObservedAfterError(name=name, last=observed_last)
    year = dt.timedelta(days=YEAR_DAYS - 1)
    eve = closed - dt.timedelta(days=1)
    before = (max(observed_first, eve - year), eve)
    after = (reopened, min(observed_last, reopened + year))
    terms = _terms(calendar)
    later = [one for one in terms if one["start"] <= after[1] and one["end"] >= after[0]]
    earlier = _latest_of(terms, {one["season"] for one in later}, observed_first, closed)
    if not later or not earlier:
        return Periods(before, after, "periods_by_year", {"weeks": YEAR_DAYS // 7})
    compared = {one["season"] for one in earlier}
    until = max(one["end"] for one in later if one["season"] in compared)
    before = (min(one["start"] for one in earlier), max(one["end"] for one in earlier))
    return Periods(
        before,
        (reopened, min(after[1], until)),
        "periods_by_terms",
        {"n": len(earlier), "terms": ", ".join(one["name"] for one in earlier)},
    )


def in_works(table: pd.DataFrame, renovations: Iterable[Renovation]) -> pd.Series:
    """Return which rows lie in a closed zone, so that closed never counts as low use.

    Parameters
    ----------
    table
        One row per observation: ``zone``, ``at`` (timestamp or date).
    renovations
        All works of the study.

    Returns
    -------
    Series of bool on the index of `table`: from the first closed day
    (inclusive) to the first open day (exclusive).
    """
    closed = pd.Series(False, index=table.index)
    at = pd.to_datetime(table["at"])
    for one in renovations:
        since = at >= pd.Timestamp(one.closed_from)
        until = True if one.reopened_on is None else at < pd.Timestamp(one.reopened_on)
        closed |= table["zone"].isin(one.zones) & since & until
    return closed


def _terms(calendar: pd.DataFrame) -> list[dict]:
    """Return terms: teaching with the exams of its season that follow, oldest first."""
    terms: list[dict] = []
    if calendar.empty:
        return terms
    counted = calendar[calendar["kind"].isin(["teaching", "exam"])].sort_values("start")
    for one in counted.to_dict("records"):
        near = terms and (one["start"] - terms[-1]["end"]).days <= 45
        if near and terms[-1]["season"] == one["season"]:
            terms[-1]["end"] = max(terms[-1]["end"], one["end"])
        else:
            terms.append({key: one[key] for key in ("name", "season", "start", "end")})
    return terms


def _latest_of(
    terms: list[dict], seasons: set[str], observed_first: dt.date, closed: dt.date
) -> list[dict]:
    """Return the latest whole term of each season that was observed before closing."""
    found = {
        one["season"]: one
        for one in terms
        if one["season"] in seasons and one["end"] < closed and one["start"] >= observed_first
    }
    return sorted(found.values(), key=lambda one: one["start"])
