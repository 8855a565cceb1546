"""What renovation works take: phases of each cost band, all of it our guess."""

import pandas as pd

from data.reference import _table


def works_phases() -> pd.DataFrame:
    """Return the phases of works: one row per cost band and phase, in the order of the works.

    Columns: ``band`` (light, medium, heavy), ``phase`` (decant, strip_out,
    build, fit_out, return), ``m2_per_week_low``, ``m2_per_week``,
    ``m2_per_week_high`` (Float64, m2 net that one crew gets through in a week),
    ``unit``, ``crew`` (movers, builders, fitters), ``noise`` (Int64, 0 silent ..
    4 very loud), ``dust`` (Int64, 0 or 1), ``cost_share`` (Float64, of the
    cost of the works; sums to 1 in a band), ``source``, ``locator``,
    ``edition``, ``checked_on``, ``trust``.

    Examples
    --------
    >>> works_phases().query("band == 'heavy' and phase == 'build'")["m2_per_week"].tolist()
    [35.0]
    """
    numbers = ["m2_per_week_low", "m2_per_week", "m2_per_week_high", "cost_share"]
    kinds = dict.fromkeys(numbers, "Float64") | dict.fromkeys(["noise", "dust"], "Int64")
    return _table("works_phases.csv").astype(kinds)
