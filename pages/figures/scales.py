"""Fixed colours of occupancy and of differences: the same value has one colour on every page.

No scale follows the data, so two periods, two zones and two pages can be
compared by eye. Both scales can be read by people who confuse colours.
"""

import pandas as pd
from plotly.colors import sample_colorscale, unlabel_rgb

OCCUPANCY_SCALE = "Cividis"  # 0 to 100 %
DIFFERENCE_SCALE = "PuOr_r"  # purple: fewer, white: no change, orange: more
LIMIT = 0.5  # share at which a difference has its full colour, up or down
THIN = 3  # days; fewer than this behind a mean, and it is grey
THIN_GREY = (150, 150, 150, 255)
UNKNOWN = (199, 199, 199, 255)
OPAQUE = 255  # words on a zone stay readable in both themes
STEPS = (1, 1.5, 2, 3, 5, 7.5)  # tops of the head-count scale, times a power of ten

Colour = tuple[int, int, int, int]


def occupancy_colour(rate: float | None) -> Colour:
    """Return the colour of an occupancy rate on the fixed scale from 0 to 1.

    Rates above 1 (people without a seat) have the colour of 1. Where nobody
    looked the colour is `UNKNOWN`, which is no colour of the scale.

    Examples
    --------
    >>> occupancy_colour(0.0), occupancy_colour(1.3)
    ((0, 34, 78, 255), (254, 232, 56, 255))
    >>> occupancy_colour(None) == UNKNOWN
    True
    """
    return _colour(OCCUPANCY_SCALE, rate)


def people_colour(people: float | None, top: float) -> Colour:
    """Return the colour of a head-count on the fixed scale from 0 to `top` (people, > 0)."""
    return _colour(OCCUPANCY_SCALE, None if pd.isna(people) else people / top)


def difference_colour(difference: float | None, limit: float = LIMIT) -> Colour:
    """Return the colour of a change on the fixed scale from -`limit` to +`limit`.

    Examples
    --------
    >>> difference_colour(0.0)
    (247, 247, 247, 255)
    """
    return _colour(
        DIFFERENCE_SCALE, None if pd.isna(difference) else (difference + limit) / (2 * limit)
    )


def head_count_top(most: float) -> float:
    """Return the top of the head-count scale for a largest mean: a step times a power of ten.

    Steps are coarse on purpose: a filter that changes the largest mean a
    little leaves the scale, and with it every colour, where it was.

    Examples
    --------
    >>> head_count_top(61.7), head_count_top(108.0), head_count_top(0)
    (75, 150, 10)
    """
    tops = (step * 10**power for power in range(1, 9) for step in STEPS)
    return next(int(top) for top in tops if top >= most)


def _colour(scale: str, place: float | None) -> Colour:
    if pd.isna(place):
        return UNKNOWN
    (sampled,) = sample_colorscale(scale, [min(max(float(place), 0.0), 1.0)])
    red, green, blue = (round(part) for part in unlabel_rgb(sampled))
    return red, green, blue, OPAQUE
