"""Cells of people and seats as whole numbers."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_MOST = 1_000_000  # people in one zone; above it a cell is something else


def numbers(cells: pd.Series) -> pd.DataFrame:
    """Return whole numbers and why a cell is none.

    Returns
    -------
    One row per cell, same index: ``value`` (Int32, NA where not a count) and
    ``why`` ("", blank, text, fraction, negative). A blank cell is NA, not 0.

    Examples
    --------
    >>> cells = pd.Series(["12", "１２人", "1,204", "3.0", "", "-2", "2.5", "closed"])
    >>> numbers(cells).values.tolist()
    [[12, ''], [12, ''], [1204, ''], [3, ''],
     [<NA>, 'blank'], [<NA>, 'negative'], [<NA>, 'fraction'], [<NA>, 'text']]
    """
    codes, unique = pd.factorize(cells.astype("str"), use_na_sentinel=False)
    texts = pc.utf8_normalize(pa.array(unique, pa.string()), form="NFKC")
    texts = pc.replace_substring_regex(texts, r"\s|人|位|个|席|座", "")
    texts = pc.replace_substring_regex(texts, r"^(\d{1,3}),(\d{3})$", r"\1\2")
    number = pd.to_numeric(pd.Series(texts.to_pylist(), dtype=object), errors="coerce").to_numpy()
    number = np.where(np.isfinite(number) & (np.abs(number) <= _MOST), number, np.nan)
    blank = pc.equal(texts, "").to_numpy(zero_copy_only=False)
    why = np.select(
        [blank, np.isnan(number), number < 0, number % 1 != 0],
        ["blank", "text", "negative", "fraction"],
        "",
    )
    value = pd.array(np.where(why == "", number, np.nan), dtype="Float64").astype("Int32")
    read = pd.DataFrame({"value": value, "why": pd.Series(why, dtype=object)})
    return read.take(codes).set_axis(cells.index)
