"""What screening changes: the need that comes first, with all answers and with those kept."""

import pandas as pd

from surveys.answers import assemble
from surveys.disclosure import MIN_RATINGS, without_lone
from surveys.priorities import gaps


def effect(codebook: pd.DataFrame, kept: pd.DataFrame, out: pd.Index) -> dict[str, object] | None:
    """Return the need that comes first, before and after screening; None where it cannot be said.

    First is the widest gap, or the lowest satisfaction where nobody was asked
    for importance. Two numbers whose difference would show fewer than
    `MIN_RATINGS` people are not said side by side.

    Parameters
    ----------
    codebook, kept
        As `surveys.answers.assemble` takes them.
    out
        Respondents that do not count.

    Returns
    -------
    ``measure`` (``gap`` or ``satisfaction``), ``need``, ``before`` (points,
    all answers), ``after`` (the same need, answers kept), ``first`` (the need
    that comes first afterwards).
    """
    before, after = (
        gaps(without_lone(assemble(codebook, answers))) for answers in (kept, kept.drop(index=out))
    )
    measure, n = ("gap", "n") if before["gap"].notna().any() else ("satisfaction", "n_satisfaction")
    before, after = (_ranked(table, measure, n) for table in (before, after))
    if before.empty or after.empty or before.index[0] not in after.index:
        return None
    need = before.index[0]
    left = before.loc[need, n] - after.loc[need, n]
    if left < MIN_RATINGS:
        return None
    return {
        "measure": measure,
        "need": need,
        "before": float(before.loc[need, measure]),
        "after": float(after.loc[need, measure]),
        "first": after.index[0],
    }


def _ranked(table: pd.DataFrame, measure: str, n: str) -> pd.DataFrame:
    """Return the needs that enough people rated, what asks for attention first."""
    known = table[(table[n] >= MIN_RATINGS) & table[measure].notna()].set_index("need")
    return known.sort_values(measure, ascending=measure == "satisfaction", kind="stable")
