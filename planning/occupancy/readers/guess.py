"""Which columns of a count file say when, where and how many."""

from dataclasses import replace

import pandas as pd

from planning.occupancy.readers import words
from planning.occupancy.readers.clock import parts
from planning.occupancy.readers.layout import CountLayout
from planning.occupancy.readers.times import moments
from planning.occupancy.readers.values import numbers

_NEAR = pd.Timedelta(hours=1)
_TOTAL_FITS = 0.8
_ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Asia/Bangkok",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "America/Halifax",
    "America/Anchorage",
    "Pacific/Honolulu",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Europe/Moscow",
)


def time_columns(body: pd.DataFrame, seen: pd.DataFrame) -> dict[str, str]:
    """Return which columns say when: at, or date with time or hour; and recorded, term, weekday."""
    kinds = seen["kind"]
    made: dict[str, str] = {}
    whole = [one for one in seen.index if kinds[one] in ("datetime", "epoch")]
    dates = [one for one in seen.index if kinds[one] == "date"]
    clocks = [one for one in seen.index if kinds[one] == "time"]
    split = bool(dates and clocks)
    typed = [one for one in whole if words.speaks_of(one, words.RECORDED)]
    direct = [one for one in whole if one not in typed] or typed
    local = sorted(direct, key=lambda one: _preference(one, kinds[one]))
    if split and (not direct or direct == typed):
        made |= {"date": dates[0], "time": _clock(clocks)}
    elif local:
        made["at"] = local[0]
    elif dates:
        made["date"] = dates[0]
        made |= {"time": _clock(clocks)} if clocks else {}
    rest = [
        one for one in typed if one not in made.values() and not words.speaks_of(one, words.UTC)
    ]
    if rest:
        made["recorded"] = rest[0]
    for role, kind, vocabulary in (("term", "text", words.TERM), ("weekday", "weekday", ())):
        fits = [one for one in seen.index if kinds[one] == kind and one not in made.values()]
        fits = [one for one in fits if not vocabulary or words.speaks_of(one, vocabulary)]
        if fits:
            made[role] = fits[0]
    return made


def _preference(column: str, kind: str) -> tuple[bool, bool, bool]:
    """Return a sort key: local text before UTC and epoch, starts before ends."""
    return (kind == "epoch", words.speaks_of(column, words.UTC), words.speaks_of(column, words.END))


def _clock(clocks: list[str]) -> str:
    """Return the column with the time of day: a start before an end."""
    return min(clocks, key=lambda one: words.speaks_of(one, words.END))


def hour_columns(names: tuple[str, ...], fewest: int = 3) -> tuple[str, ...]:
    """Return the columns headed by an hour of the day, where there are several.

    Examples
    --------
    >>> hour_columns(("Date", "8:00", "9:00", "10:00 AM")), hour_columns(("Time", "1F", "2F"))
    (('8:00', '9:00', '10:00 AM'), ())
    """
    heads = pd.Series(names, dtype="str")
    spelled = heads.str.contains(
        r"\d[:：点时]|\d ?[ap]m\b|^\d{1,2} ?[-–] ?\d{1,2}$", case=False, regex=True
    )
    clock = parts(heads)
    fits = spelled & clock["seconds"].notna() & (clock["form"] == "")
    return tuple(heads[fits]) if fits.sum() >= fewest else ()


def count_columns(
    body: pd.DataFrame, seen: pd.DataFrame, times: dict[str, str], hours: tuple[str, ...]
) -> dict[str, object]:
    """Return form, zones, counts, occupied, capacity, free and total; {} where nothing counts."""
    taken = set(times.values())
    counts = [one for one in seen.index if seen["kind"][one] == "count" and one not in taken]
    counts = [one for one in counts if not _no_count(one, seen)]
    if hours and "at" not in times and "time" not in times:
        places = _places(body, seen, taken | set(hours), times)
        return {"form": "hours", "counts": hours, "zones": places}
    places = _places(body, seen, taken, times)
    counts = [one for one in counts if one not in places]
    inside = [one for one in counts if one not in places]
    if places and (roles := _long_roles(body, inside, places)):
        return {"form": "long", "zones": places} | roles
    headed = [
        one for one in counts if words.speaks_of(one, words.OCCUPIED) and not words.is_total(one)
    ]
    single = len(counts) == 1 or (len(headed) == 1 and len(counts) <= 3)
    if single and (roles := _long_roles(body, counts, ())):
        return {"form": "long", "zones": ()} | roles
    return _wide_roles(body, counts)


def _no_count(column: str, seen: pd.DataFrame) -> bool:
    """Return whether whole numbers are row numbers, weeks, years or readings of something else."""
    if words.speaks_of(column, words.OCCUPIED) and not words.speaks_of(column, words.SHARE):
        return False
    other = any(words.speaks_of(column, one) for one in (words.READINGS, words.SHARE, words.TERM))
    other |= words.says_only(column, words.ORDINALS, words.ZONE, words.FLOOR)
    return bool(other or (seen["serial"][column] and seen["distinct"][column] > 10))


def _places(
    body: pd.DataFrame, seen: pd.DataFrame, taken: set[str], times: dict[str, str]
) -> tuple[str, ...]:
    """Return the columns that name the zone of a row, best first; () in a wide file."""
    free = [
        one
        for one in seen.index
        if one not in taken
        and seen["filled"][one] >= 0.5
        and seen["distinct"][one] <= max(len(body) * 0.5, 2)
        and not words.speaks_of(one, words.NOTES)
    ]
    texts = [one for one in free if seen["kind"][one] == "text"]
    named = [one for one in texts if words.speaks_of(one, words.ZONE)]
    named += [one for one in texts if one not in named and words.speaks_of(one, words.FLOOR)]
    numbered = [
        one
        for one in free
        if seen["kind"][one] in ("count", "number")
        and words.says_only(one, words.ZONE, words.FLOOR, words.ZONE_ID)
        and not words.says_only(one, words.ZONE_ID)
    ]
    if len(named) == 1 and words.speaks_of(named[0], words.ZONE):
        named += [one for one in numbered if words.speaks_of(one, words.FLOOR)]
    named = named or sorted(numbered, key=lambda one: not words.speaks_of(one, words.ZONE))
    if not named:
        named = [one for one in texts if _varies_within_time(body, one, times)]
    return _together(body, named) if len(named) > 1 else tuple(named)


def _together(body: pd.DataFrame, named: list[str]) -> tuple[str, ...]:
    """Return the first zone column, with a second where the same name stands on several floors."""
    first = named[0]
    for second in named[1:]:
        if not words.speaks_of(second, words.FLOOR):
            continue
        pairs = body[[first, second]].drop_duplicates()
        if len(pairs) > pairs[first].nunique() and pairs[first].nunique() > 1:
            return (second, first)
        if pairs[first].nunique() == 1 < pairs[second].nunique():
            return (second,)
    return (first,)


def _varies_within_time(body: pd.DataFrame, column: str, times: dict[str, str]) -> bool:
    """Return whether rows of the same time differ in this column, as zones do and notes do not."""
    when = [times[one] for one in ("at", "date", "time", "hour") if one in times]
    groups = body.iloc[:20000].groupby(when)[column].nunique()
    return bool((groups > 1).mean() > 0.5)


def _long_roles(body: pd.DataFrame, counts: list[str], places: tuple[str, ...]) -> dict[str, str]:
    """Return occupied, capacity and free of a long file; {} where it rather looks wide."""
    free = next((one for one in counts if words.speaks_of(one, words.FREE)), "")
    seats = [one for one in counts if words.speaks_of(one, words.CAPACITY) and one != free]
    heads = [one for one in counts if words.speaks_of(one, words.OCCUPIED) and one != free]
    occupied = next((one for one in heads if one not in seats), next(iter(heads), ""))
    seats += [one for one in counts if words.is_total(one) and one not in (*seats, free)]
    capacity = next((one for one in seats if one != occupied), "")
    if free and occupied and not capacity and _stands_still(body, free, occupied, places):
        free, capacity = "", free
    rest = [one for one in counts if one not in (occupied, capacity, free)]
    if not occupied and not free:
        if len(rest) == 2 and not capacity and places:
            low, high = sorted(rest, key=lambda one: numbers(body[one])["value"].mean())
            occupied, capacity = (low, high) if _bounded(body, low, high) else ("", "")
        elif len(rest) == 1:
            occupied = rest[0]
        elif not rest and words.is_total(capacity):
            occupied, capacity = capacity, ""
    if not occupied and not (free and capacity):
        return {}
    return {"occupied": occupied, "capacity": capacity, "free": free}


def _stands_still(body: pd.DataFrame, seats: str, occupied: str, places: tuple[str, ...]) -> bool:
    """Return whether "available" seats are all seats: they do not move when people come."""
    read = pd.DataFrame({one: numbers(body[one])["value"] for one in (seats, occupied)})
    groups = read.groupby([body[one] for one in places]) if places else read.groupby(lambda _: 0)
    kinds = groups.nunique()
    return bool((kinds[seats] <= 2).all() and (kinds[occupied] > 2).any())


def _bounded(body: pd.DataFrame, lower: str, upper: str) -> bool:
    """Return whether one column is never above another that hardly varies."""
    low, high = (numbers(body[one])["value"] for one in (lower, upper))
    return bool((low <= high).mean() > 0.95 and high.nunique() <= max(20, 0.05 * len(body)))


def _wide_roles(body: pd.DataFrame, counts: list[str]) -> dict[str, object]:
    """Return one column per zone and the total, {} where there is no count."""
    counts = [one for one in counts if not words.says_only(one, words.CAPACITY)]
    totals = [one for one in counts if words.is_total(one)]
    zones = [one for one in counts if one not in totals]
    if len(zones) >= 3 and not totals:
        read = pd.DataFrame({one: numbers(body[one].iloc[:20000])["value"] for one in zones})
        for one in zones:
            others = read.drop(columns=one).sum(axis="columns")
            varied = read[one].nunique() > 1
            if varied and (others == read[one]).mean() >= _TOTAL_FITS:
                totals = [one]
    zones = [one for one in zones if one not in totals]
    if not zones:
        return {"form": "wide", "counts": tuple(totals[:1])} if totals else {}
    return {"form": "wide", "counts": tuple(zones), "total": totals[-1] if totals else ""}


def clock_settings(body: pd.DataFrame, seen: pd.DataFrame, layout: CountLayout) -> CountLayout:
    """Return the layout with order of dates, basis and time zone filled in."""
    read = parts(body[layout.at or layout.date])
    layout = replace(layout, date_order=_order(read, body, layout))
    utc = (read["form"] == "epoch") | (read["offset"] == 0)
    if utc.mean() > 0.5:
        layout = replace(layout, basis="utc")
    if not layout.time_zone:
        layout = replace(layout, time_zone=_zone(body, seen, layout))
    return layout


def _order(read: pd.DataFrame, body: pd.DataFrame, layout: CountLayout) -> str:
    """Return the order of most dates; where none tells, the one in which rows lie closest."""
    both = read["form"] == "two"
    if not both.any():
        return "ymd"
    day_first = int((both & (read["one"] > 12) & (read["two"] <= 12)).sum())
    month_first = int((both & (read["two"] > 12) & (read["one"] <= 12)).sum())
    if day_first != month_first:
        return "dmy" if day_first > month_first else "mdy"
    spread = {}
    for order in ("dmy", "mdy"):
        at = moments(body[both], replace(layout, date_order=order, time_zone=""))["at"].dropna()
        days = at.dt.normalize()
        written = body.loc[days.index, layout.weekday] if layout.weekday else pd.Series(dtype=str)
        wrong = (written.map(words.weekday) != days.dt.day_of_week + 1).sum() if len(written) else 0
        spread[order] = (wrong, days.diff().abs().sum())
    marked = parts(body[layout.at or layout.time or layout.date])["marked"].any()
    if spread["dmy"] == spread["mdy"]:
        return "mdy" if marked else "dmy"
    return min(spread, key=spread.get)


def _zone(body: pd.DataFrame, seen: pd.DataFrame, layout: CountLayout) -> str:
    """Return the time zone by which a column in UTC and the local times agree; "" if none does."""
    if layout.basis == "utc":
        return ""
    sample = body.iloc[:: max(1, len(body) // 3000)]
    local = moments(sample, replace(layout, time_zone=""))["at"]
    for column in seen.index[seen["kind"].isin(["epoch", "datetime"])]:
        read = parts(sample[column])
        utc = (read["form"] == "epoch") | (read["offset"] == 0)
        if column == layout.at or utc.sum() < 3:
            continue
        one = CountLayout("wide", at=column, basis="utc")
        gaps = {}
        for zone in _ZONES:
            at = moments(sample[utc], replace(one, time_zone=zone))["at"]
            gaps[zone] = ((at - local[utc]).abs() < _NEAR).mean()
        best = max(gaps, key=gaps.get)
        if gaps[best] > 0.5:
            return best
    return ""
