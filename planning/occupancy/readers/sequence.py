"""Times twelve hours off, told by their place between the rows above and below."""

import numpy as np
import pandas as pd

from planning.occupancy.readers.layout import CountLayout

HALF_DAY = 12 * 60  # minutes
MOST_DISORDER = 0.02  # of the steps within days may go back in time; else rows have no order
FEW = 2  # steps back say nothing against the order of a short file
LEAST_ROWS = 4  # of a day; fewer have no order to speak of


def out_of_order(at: pd.Series, body: pd.DataFrame, layout: CountLayout) -> pd.Series:
    """Return which rows fit their day's order only twelve hours earlier or later.

    Rows of one date (and zone, in a long file) stand in the order of counting.
    A day that goes back in time is tried with the fewest rows moved to the
    other half of the day; where one choice alone puts it in order, and less
    than half of the day moves, these rows are marked.

    Parameters
    ----------
    at
        Campus time of each row (NaT = not read); index: file rows, in file order.
    body
        Cells of the file on the same index.
    layout
        Which columns name the zone.

    Returns
    -------
    Series of bool on the index of `at`. All False where rows stand in no order:
    where more than 2 % of the steps within days (and more than two) go back in
    time. A file with the newest row first is read from its end.

    Examples
    --------
    >>> day = [f"2024-10-01 {hour}" for hour in ("08:00", "10:00", "00:00", "14:00", "16:00")]
    >>> at = pd.Series(pd.to_datetime(day))
    >>> out_of_order(at, pd.DataFrame(index=at.index), CountLayout("wide")).tolist()
    [False, False, True, False, False]
    """
    read = pd.DataFrame({"at": at.dropna()})
    if (read["at"].diff() < pd.Timedelta(0)).sum() > len(read) / 2:
        read = read[::-1]
    minutes = read["at"].dt.hour * 60 + read["at"].dt.minute
    keys = [read["at"].dt.normalize(), *(body.loc[read.index, zone] for zone in layout.zones)]
    group = read.groupby(keys, sort=False).ngroup()
    steps = minutes.groupby(group).diff()
    back = steps < 0
    marked = pd.Series(False, at.index)
    if not back.any() or back.sum() > max(MOST_DISORDER * steps.notna().sum(), FEW):
        return marked
    for _, day in minutes[group.isin(group[back])].groupby(group):
        if len(day) >= LEAST_ROWS:
            moved = _moved(day.to_numpy(int))
            marked[day.index[moved]] = True
    return marked


def _moved(day: np.ndarray) -> np.ndarray:
    """Return the places to move for a day in order; none where no one choice is the least."""
    other = np.where(day >= HALF_DAY, day - HALF_DAY, day + HALF_DAY)
    ways = {(-1, 0): (0, 1, ())}  # (last minute, _) -> (moved, choices, places)
    for place in range(len(day)):
        following: dict[tuple[int, int], tuple[int, int, tuple[int, ...]]] = {}
        for (last, _), (cost, choices, places) in ways.items():
            for time, step in ((day[place], 0), (other[place], 1)):
                if time < last:
                    continue
                known = following.get((int(time), step))
                found = (cost + step, choices, (*places, place) if step else places)
                if known is None or found[0] < known[0]:
                    following[int(time), step] = found
                elif found[0] == known[0]:
                    following[int(time), step] = (known[0], known[1] + choices, known[2])
        ways = following
    if not ways:
        return np.array([], int)
    least = min(cost for cost, _, _ in ways.values())
    best = [way for way in ways.values() if way[0] == least]
    if len(best) > 1 or best[0][1] > 1 or 2 * least >= len(day):
        return np.array([], int)
    return np.array(best[0][2], int)
