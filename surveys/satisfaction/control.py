"""Control charts: which wave is out of the ordinary for this library.

Source of constants and of the golden examples: Montgomery, Introduction to
Statistical Quality Control. Laney's p'-chart: Quality Engineering 14 (2002).
"""

import numpy as np
import pandas as pd

MIN_WAVES = 12  # from so many waves limits are firm; our rule, books ask for 20 to 25
FEWEST = {"individuals": 6, "share": 3}  # from so many waves a chart is drawn, as provisional
D2, D4 = 1.128, 3.267  # of moving ranges of two


def chart_of(found: pd.DataFrame, chart: str) -> pd.DataFrame:
    """Return the control chart of one series and group.

    Parameters
    ----------
    found
        `trend` of one series and group, oldest wave first.
    chart
        ``individuals`` of the means, or ``share`` of those satisfied: a p-chart with
        Laney's correction, whose limits are wide for a wave of few answers.

    Returns
    -------
    As `individuals_chart` or `p_chart`, with ``wave``, ``n`` and ``firm`` (bool,
    whether there are `MIN_WAVES`).
    """
    if chart == "share":
        made = p_chart(found["satisfied"], found["n"], laney=True)
    else:
        made = individuals_chart(found["mean"])
    return made.assign(wave=found["wave"], n=found["n"], firm=len(found) >= MIN_WAVES)


def individuals_chart(values: pd.Series, left_out: np.ndarray | None = None) -> pd.DataFrame:
    """Return the individuals chart of one value per wave, with its moving ranges.

    Parameters
    ----------
    values
        One number per wave, in order of time; no gaps, two or more.
    left_out
        Waves with a known cause (bool): drawn, but not used for the limits.

    Returns
    -------
    On the index of `values`, all Float64: ``value``, ``centre``, ``low``, ``high`` (mean
    -/+ 3 x mean moving range / 1.128), ``out`` (boolean, outside the limits;
    a value on a limit is inside), ``range`` (to the wave before, <NA> for the first),
    ``range_high`` (3.267 x mean moving range).

    Examples
    --------
    >>> chart = individuals_chart(pd.Series([10.0, 12.0, 10.0, 12.0]))
    >>> chart[["centre", "low", "high"]].round(2).iloc[0].tolist()
    [11.0, 5.68, 16.32]
    """
    given = values.astype("Float64")
    used = _used(given, left_out)
    ranges = given.diff().abs()
    mean_range = ranges[used & used.shift(1, fill_value=False)].mean()
    centre = given[used].mean()
    chart = pd.DataFrame(
        {
            "value": given,
            "centre": centre,
            "low": centre - 3 * mean_range / D2,
            "high": centre + 3 * mean_range / D2,
            "range": ranges,
            "range_high": D4 * mean_range,
        }
    ).astype("Float64")
    return chart.assign(out=(chart["value"] < chart["low"]) | (chart["value"] > chart["high"]))


def p_chart(
    count: pd.Series,
    n: pd.Series,
    *,
    laney: bool = False,
    left_out: np.ndarray | None = None,
) -> pd.DataFrame:
    """Return the p-chart of a share per wave.

    Parameters
    ----------
    count, n
        People who did, and people asked, per wave in order of time; ``n`` > 0.
    laney
        Widen the limits by how much more the waves differ than chance allows
        (Laney's sigma of z, at least 1). With large ``n`` plain limits are so narrow that
        every wave lies outside.
    left_out
        Waves with a known cause (bool): drawn, but not used for the limits.

    Returns
    -------
    On the index of `count`, Float64: ``value`` (share, 0..1), ``centre``,
    ``low``, ``high`` (centre -/+ 3 standard errors, cut at 0 and 1), ``sigma_z``
    (1 without Laney's correction), and ``out`` (boolean, outside the limits).

    Examples
    --------
    >>> chart = p_chart(pd.Series([10, 20]), pd.Series([100, 100]))
    >>> chart[["centre", "low", "high"]].round(3).iloc[0].tolist()
    [0.15, 0.043, 0.257]
    """
    share = (count / n).astype("Float64")
    used = _used(share, left_out)
    centre = count[used].sum() / n[used].sum()
    error = np.sqrt(centre * (1 - centre) / n.astype(float))
    sigma_z = 1.0
    if laney and centre not in (0, 1):
        z = (share - centre) / error
        steps = z.diff().abs()[used & used.shift(1, fill_value=False)]
        sigma_z = max(1.0, float(steps.mean()) / D2)
    chart = pd.DataFrame(
        {
            "value": share,
            "centre": centre,
            "low": (centre - 3 * error * sigma_z).clip(lower=0),
            "high": (centre + 3 * error * sigma_z).clip(upper=1),
            "sigma_z": sigma_z,
        }
    ).astype("Float64")
    return chart.assign(out=(chart["value"] < chart["low"]) | (chart["value"] > chart["high"]))


def _used(values: pd.Series, left_out: np.ndarray | None) -> pd.Series:
    """Return which waves make the limits."""
    out = np.zeros(len(values), bool) if left_out is None else np.asarray(left_out, bool)
    return pd.Series(~out, index=values.index)
