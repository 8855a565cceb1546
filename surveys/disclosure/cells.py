"""One table and its margins: which cells are hidden, and which with them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from surveys.disclosure.thresholds import MIN_RATINGS


def protect(
    table: pd.DataFrame,
    n: str = "n",
    values: Sequence[str] = (),
    total_groups: Sequence[str | Sequence[str]] = (),
    minimum: int = MIN_RATINGS,
) -> pd.DataFrame:
    """Return the table with the values of small cells as ``<NA>``.

    Parameters
    ----------
    table
        One row per cell, without its margins.
    n
        Column with the people behind each cell. ``<NA>`` counts as none.
    values
        Columns to hide. Add `n` itself where the count must not be seen, and
        everything computed from a value (intervals, differences).
    total_groups
        Margins the reader also sees: for each, the column (or columns) whose
        equal values make up one shown total. A two-way table with both margins
        is ``["row", "column"]``; with the grand total too, add ``[]``.
    minimum
        Cells with fewer people are hidden: 4 of 5 is hidden, 5 of 5 is shown.

    Returns
    -------
    The rows and their order as given, with `values` ``<NA>`` where hidden, and
    ``hidden`` (bool). Where a total is shown, no single hidden cell follows
    from it by adding and subtracting, and the hidden cells of one total hold
    at least `minimum` people together (else their common mean would be theirs
    alone), as long as the total has that many. Next to go is always the
    smallest cell that helps.

    Notes
    -----
    The total itself is a cell of another table: pass that table through the
    gate too. What is promised is that exact values do not follow; that a
    hidden mean can be bounded from the ends of the scale is not prevented.

    Examples
    --------
    >>> cells = pd.DataFrame({"level": ["BA", "MA", "PhD"], "n": [80, 12, 3]})
    >>> cells["gap"] = [1.0, 0.4, 2.0]
    >>> protect(cells, values=["gap"], total_groups=[[]])["hidden"].tolist()
    [False, True, True]
    """
    people = table[n].astype("Float64").fillna(0).to_numpy(float)
    hidden = people < minimum
    groups = _groups(table, total_groups)
    while (more := _next_to_hide(hidden, people, groups, minimum)) is not None:
        hidden[more] = True
    result = table.copy()
    for value in values:
        result[value] = result[value].convert_dtypes().mask(hidden)
    return result.assign(hidden=hidden)


def few_said(counts: pd.Series, minimum: int = MIN_RATINGS) -> pd.Series:
    """Return counts of people as they may be printed: 1 to `minimum` - 1 as ``<5``.

    Unchanged where there is no such count, else as text; nobody stays 0 and
    ``<NA>`` stays ``<NA>``.

    Examples
    --------
    >>> few_said(pd.Series([80, 4, 0, None], dtype="Int64")).tolist()
    ['80', '<5', '0', <NA>]
    """
    few = counts.between(1, minimum, inclusive="left").fillna(False).astype(bool)
    if not few.any():
        return counts
    return counts.astype("Int64").astype("string").mask(few, f"<{minimum}")


def _groups(table: pd.DataFrame, total_groups: Sequence[str | Sequence[str]]) -> np.ndarray:
    """Return totals by cells: True where the cell belongs to the total."""
    rows = [np.zeros((0, len(table)), bool)]
    for keys in total_groups:
        names = [keys] if isinstance(keys, str) else list(keys)
        number = (
            table.groupby(names, dropna=False, sort=False).ngroup().to_numpy()
            if names
            else np.zeros(len(table), int)
        )
        rows.append(number[None, :] == np.unique(number)[:, None])
    return np.concatenate(rows)


def _next_to_hide(
    hidden: np.ndarray, people: np.ndarray, groups: np.ndarray, minimum: int
) -> int | None:
    """Return the smallest shown cell that protects a hidden one, or None if all are safe."""
    for group in groups:
        if (group & hidden).any() and people[group & hidden].sum() < minimum:
            found = _smallest(group & ~hidden, people)
            if found is not None:
                return found
    for cell in _exposed(hidden, groups):
        found = _smallest(groups[groups[:, cell]].any(axis=0) & ~hidden, people)
        if found is not None:
            return found
    return None


def _smallest(candidates: np.ndarray, people: np.ndarray) -> int | None:
    places = np.flatnonzero(candidates)
    return int(places[people[places].argmin()]) if places.size else None


def _exposed(hidden: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return the hidden cells that the totals determine exactly.

    The totals are linear equations in the hidden cells; a cell is determined
    where no solution of the homogeneous equations moves it.
    """
    places = np.flatnonzero(hidden)
    equations = groups[:, places].astype(float)
    equations = equations[equations.any(axis=1)]
    if not equations.size:
        return places[:0]
    _, sizes, directions = np.linalg.svd(equations)
    free = directions[(sizes > 1e-9).sum() :]
    return places[(np.abs(free) < 1e-9).all(axis=0) & equations.any(axis=0)]
