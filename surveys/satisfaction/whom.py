"""For whom did satisfaction move? Whether the groups of a profile question moved alike."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import special

from surveys.intervals import LEVEL
from surveys.satisfaction.changes import ALPHA
from surveys.satisfaction.superiority import holm

COLUMNS = {
    "question": "str",
    "groups": "int64",
    "p": "Float64",
    "p_holm": "Float64",
    "differ": "bool",
    "most": "str",
    "most_change": "Float64",
    "most_low": "Float64",
    "most_high": "Float64",
    "least": "str",
    "least_change": "Float64",
    "least_low": "Float64",
    "least_high": "Float64",
}
_TOLD = ("change", "low", "high")


def for_whom(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return for each profile question whether its groups moved differently.

    Parameters
    ----------
    tables
        `changes` of one series by group, one table per profile question; people
        who named no group ("") are left out.

    Returns
    -------
    One row per question with two groups or more, the surest difference first: ``question``
    (str), ``groups`` (int), ``p`` (Cochran's Q: do the changes differ by more than their
    intervals allow?), ``p_holm`` (corrected over the questions), ``differ`` (bool), and the
    groups with the highest and the lowest change: ``most``, ``least`` (str) with
    ``_change``, ``_low``, ``_high`` (points, 95 %).

    Notes
    -----
    The standard error of a change is its interval's width / (2 x 1.96); with few
    answers, where the interval follows Student's t, that errs on the side of
    caution.

    Examples
    --------
    >>> moved = pd.DataFrame({"group": ["BA", "MA"], "change": [1.0, 0.0],
    ...     "low": [0.8, -0.2], "high": [1.2, 0.2]})
    >>> for_whom({"Level": moved})[["most", "least"]].iloc[0].tolist()
    ['BA', 'MA']
    """
    rows = []
    for question, table in tables.items():
        known = table[table["group"] != ""].sort_values("change", ascending=False, kind="stable")
        if len(known) > 1:
            rows.append(_row(question, known))
    names = [name for name in COLUMNS if name not in ("p_holm", "differ")]
    found = pd.DataFrame(rows, columns=names)
    corrected = holm(found["p"].to_numpy(float))
    found = found.assign(p_holm=corrected, differ=corrected < ALPHA)[list(COLUMNS)]
    return found.astype(COLUMNS).sort_values("p", kind="stable", ignore_index=True)


def _row(question: str, known: pd.DataFrame) -> dict[str, object]:
    change = known["change"].to_numpy(float)
    width = (known["high"] - known["low"]).to_numpy(float)
    precise = (2 * special.ndtri((1 + LEVEL) / 2) / width) ** 2
    centre = (precise * change).sum() / precise.sum()
    spread = (precise * (change - centre) ** 2).sum()
    ends = {"most": known.iloc[0], "least": known.iloc[-1]}
    told = {f"{end}_{name}": row[name] for end, row in ends.items() for name in _TOLD}
    names = {end: row["group"] for end, row in ends.items()}
    p = float(special.chdtrc(len(known) - 1, spread)) if np.isfinite(spread) else np.nan
    return {"question": question, "groups": len(known), "p": p} | names | told
