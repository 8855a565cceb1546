"""Times of counts in the library's own clock."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd

from planning.occupancy.errors import TimeZoneUnknownError
from planning.occupancy.readers.clock import parts
from planning.occupancy.readers.layout import CountLayout

_EPOCH = np.datetime64("1970-01-01", "s")
_SPREADSHEET = np.datetime64("1899-12-30", "D")
_YEARS = (1990, 2100)
_DAYTIME = 7  # a clock without am and pm that shows 1 to 6 beside 8 to 12 means the afternoon


def moments(body: pd.DataFrame, layout: CountLayout) -> pd.DataFrame:
    """Return when each row of a file was counted.

    Returns
    -------
    One row per row of `body`: ``at`` (datetime64[s], campus time, NaT where
    unreadable), ``trouble`` ("", missing, date or time), ``order`` (ymd, dmy,
    mdy, epoch, ...: how the date was read), ``unsure`` (bool: another order
    would be a date too, and the file has both), ``unproven`` (bool: another
    order would be a date too, and no date of the file shows the order),
    ``halved`` (bool: twelve hours were added to a clock without am and pm),
    ``twice`` (bool: the hour that comes twice when clocks go back), ``skipped``
    (bool: the hour that does not exist when clocks go forward).

    Raises
    ------
    TimeZoneUnknownError
        `layout.time_zone` is not an IANA name.
    """
    read = parts(body[layout.at or layout.date])
    clock_column = "" if layout.at else layout.time or layout.hour
    clock = parts(body[clock_column]) if clock_column else read
    days = dated(read, layout.date_order)
    seconds, halved = clock["seconds"].copy(), pd.Series(False, body.index)
    if not (read["form"] == "epoch").any():
        keys = [days["day"], *(body[column] for column in layout.zones)]
        seconds, halved = _afternoons(clock, keys)
    if layout.form == "hours":  # the column heads say the hour
        seconds[:] = 0.0
    wall = days["day"].to_numpy().astype("datetime64[s]") + _span(seconds)
    wall = np.where(read["form"] == "epoch", _EPOCH + _span(read["seconds"]), wall)
    texts = body[layout.at or layout.date].str.strip()
    made = pd.DataFrame({"at": wall.astype("datetime64[s]")}, index=body.index)
    made[["order", "unsure", "unproven"]] = days[["order", "unsure", "unproven"]]
    made["halved"] = halved
    made["trouble"] = np.select(
        [texts == "", days["impossible"], made["at"].isna()],
        ["missing", "date", "time"],
        "",
    )
    if clock_column:
        blank = body[clock_column].str.strip() == ""
        made.loc[blank, "trouble"] = "missing"
    return _on_campus(made, read, layout)


def dated(read: pd.DataFrame, order: str) -> pd.DataFrame:
    """Return the days of texts, how each was read (``order``), and doubts as `moments` names them.

    A date that is one in a single order only is read so. One that could be
    both is read as the others with the same mark between the numbers are, or,
    where those disagree or say nothing, in `order`.

    Examples
    --------
    >>> texts = pd.Series(["25/12/2023", "3/4/2024", "12-25-2023", "3-4-2024", "30/2/2024"])
    >>> dated(parts(texts), "ymd")["day"].dt.strftime("%m-%d").tolist()
    ['12-25', '04-03', '12-25', '03-04', nan]
    """
    form = read["form"]
    one, two, three = (read[name].to_numpy() for name in ("one", "two", "three"))
    orders = orders_of(read, order)
    how = form.where(form != "two", orders["order"])
    year = np.where(how.isin(["ymd", "run"]), one, three)
    year = np.where(year < 70, year + 2000, np.where(year < 100, year + 1900, year))
    month = np.select(
        [how.isin(["ymd", "run", "dmy", "dby"]), how.isin(["mdy", "bdy"])], [two, one]
    )
    day = np.select([how.isin(["ymd", "run"]), how.isin(["dmy", "dby"])], [three, one], two)
    made = calendar_days(year, month, day)
    serial = (form == "serial").to_numpy()
    days = _SPREADSHEET + np.where(serial, np.nan_to_num(one), 0).astype("timedelta64[D]")
    made = np.where(serial, days, made)
    return pd.DataFrame(
        {
            "day": pd.Series(made.astype("datetime64[s]"), read.index),
            "order": how,
            "unsure": orders["unsure"],
            "unproven": orders["unproven"],
            "impossible": np.isnat(made) & (form != "epoch").to_numpy(),
        }
    )


def orders_of(read: pd.DataFrame, order: str) -> pd.DataFrame:
    """Return whether day or month comes first in texts of form two, and how sure that is."""
    one, two = read["one"], read["two"]
    both = read["form"] == "two"
    day_first, month_first = both & (one > 12) & (two <= 12), both & (two > 12) & (one <= 12)
    made = pd.Series("", read.index, dtype=object)
    unsure, unproven = (pd.Series(False, read.index) for _ in range(2))
    fallback = order if order in ("dmy", "mdy") else "dmy"
    for mark in read.loc[both, "mark"].unique():
        here = both & (read["mark"] == mark)
        days, months = int((here & day_first).sum()), int((here & month_first).sum())
        usual = fallback if bool(days) == bool(months) else "dmy" if days else "mdy"
        made[here] = usual
        either = here & ~day_first & ~month_first & (one != two) & (one <= 12) & (two <= 12)
        if days and months:
            unsure |= either
        if not days and not months:
            unproven |= either
    made[day_first], made[month_first] = "dmy", "mdy"
    return pd.DataFrame({"order": made, "unsure": unsure, "unproven": unproven})


def calendar_days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return datetime64[D] from numbers; NaT where there is no such day between 1990 and 2100.

    Examples
    --------
    >>> calendar_days(*(np.array(n, float) for n in ([2024, 2023], [2, 2], [29, 29]))).astype(str)
    array(['2024-02-29', 'NaT'], dtype='<U28')
    """
    sound = (year >= _YEARS[0]) & (year < _YEARS[1]) & (month >= 1) & (month <= 12)
    sound &= (day >= 1) & (day <= 31)
    months = np.where(sound, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + np.where(sound, day - 1, 0).astype("timedelta64[D]")
    sound &= days.astype("datetime64[M]") == months
    return np.where(sound, days, np.datetime64("NaT"))


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name.

    Raises
    ------
    TimeZoneUnknownError
        There is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise TimeZoneUnknownError(time_zone=name) from unknown


def _on_campus(made: pd.DataFrame, read: pd.DataFrame, layout: CountLayout) -> pd.DataFrame:
    """Return the table with instants moved to the library's clock, and its leaps marked."""
    made["twice"], made["skipped"] = False, False
    if not layout.time_zone:
        return made
    zone = zone_of(layout.time_zone)
    instant = (read["form"] == "epoch") | (layout.basis == "utc")
    moved = instant & made["at"].notna()
    if moved.any():
        offset = pd.to_timedelta(read.loc[moved, "offset"].fillna(0), unit="h")
        utc = (made.loc[moved, "at"] - offset).dt.tz_localize("UTC")
        made.loc[moved, "at"] = utc.dt.tz_convert(zone).dt.tz_localize(None).dt.as_unit("s")
        unique = pd.Series(made.loc[moved, "at"].unique())
        ends = unique[_ambiguous(unique, zone)]
        made.loc[moved, "twice"] = made.loc[moved, "at"].isin(ends)
    wall = made.loc[~moved & made["at"].notna(), "at"]
    unique = pd.Series(wall.unique())
    gone = unique.dt.tz_localize(zone, nonexistent="NaT", ambiguous="NaT").isna()
    gone &= ~_ambiguous(unique, zone)
    made.loc[wall.index, "skipped"] = wall.isin(unique[gone])
    return made


def _ambiguous(times: pd.Series, zone: ZoneInfo) -> pd.Series:
    """Return which local times come twice in a zone."""
    early = times.dt.tz_localize(
        zone, ambiguous=np.ones(len(times), bool), nonexistent="shift_forward"
    )
    late = times.dt.tz_localize(
        zone, ambiguous=np.zeros(len(times), bool), nonexistent="shift_forward"
    )
    return early != late


def _afternoons(clock: pd.DataFrame, keys: list[pd.Series]) -> tuple[pd.Series, pd.Series]:
    """Return seconds of the day and which got twelve hours more on a clock without am and pm."""
    seconds = clock["seconds"]
    hour = np.floor(seconds / 3600)
    plain = not clock["marked"].any() and not clock.loc[seconds.notna(), "padded"].all()
    fits = hour.between(1, 12.99) | hour.isna()
    if not (plain and fits.all() and (hour < _DAYTIME).any() and (hour >= 8).any()):
        return seconds.copy(), pd.Series(False, clock.index)
    noon = ((hour == 12) | (hour < _DAYTIME)).astype("int8")
    late = noon.groupby(keys, dropna=False, sort=False).cummax().astype(bool) & (hour < 12)
    return seconds + np.where(late, 12 * 3600, 0), late


def _span(seconds: pd.Series) -> np.ndarray:
    """Return seconds as timedelta64[s], NaT where there are none."""
    known = seconds.notna().to_numpy()
    whole = np.floor(seconds.fillna(0).to_numpy()).astype("int64").astype("timedelta64[s]")
    return np.where(known, whole, np.timedelta64("NaT"))
