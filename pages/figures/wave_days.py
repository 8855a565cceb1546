"""Where waves stand on the axis of days, so that each is seen by itself."""

import pandas as pd

NEAREST = 0.03  # of the days shown, between two waves
ALONE = pd.Timedelta(days=30)  # between waves that are all of one day


def apart(dates: pd.Series) -> pd.Series:
    """Return the days of waves, oldest first; a wave of the same days as another moves right.

    Examples
    --------
    >>> [str(day.date()) for day in apart(pd.Series(["2026-03-01", "2026-03-01"]))]
    ['2026-03-01', '2026-03-31']
    """
    days = pd.to_datetime(dates).reset_index(drop=True)
    span = days.max() - days.min()
    room = span * NEAREST if span else ALONE
    for place in range(1, len(days)):
        days[place] = max(days[place], days[place - 1] + room)
    return days.set_axis(dates.index)


def moved(points: pd.DataFrame, waves: pd.DataFrame) -> pd.DataFrame:
    """Return points at the days at which their waves (``name``, ``date``) are drawn."""
    days = waves.drop_duplicates("name").set_index("name")["date"]
    return points.assign(date=points["wave_name"].map(days).fillna(pd.to_datetime(points["date"])))
