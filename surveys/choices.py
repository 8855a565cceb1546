"""What people chose: the share of those asked who ticked a need."""

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.intervals import wilson
from surveys.weighting import Weighting, weighted_shares


def chosen_shares(answers: Answers, weighting: Weighting | None = None) -> pd.DataFrame:
    """Return how many of those asked chose each need, the most chosen first.

    Parameters
    ----------
    answers
        Choices of one wave.
    weighting
        Weights of the respondents; None = everybody counts alike.

    Returns
    -------
    One row per need that was offered: ``need`` (str), ``n`` (Int64, people who
    answered the question it stood in), ``chosen`` (Int64, people who ticked
    it), ``share``, ``low``, ``high`` (Float64, 0..1, Wilson 95 %). Ties by need.
    With `weighting`, shares and intervals are weighted (`weighted_shares`), and
    ``n_eff`` (Float64) says how many equal answers they count like; ``n`` and
    ``chosen`` are still people.
    """
    groups = answers.choices.dropna(subset="chosen").groupby("need")["chosen"]
    found = groups.agg(n="size", chosen="sum").reset_index()
    numbers = ["share", "low", "high"]
    chosen, n = found["chosen"].to_numpy(float), found["n"].to_numpy(float)
    found[numbers] = np.column_stack([chosen / n, *wilson(chosen, n)])
    if weighting is not None:
        given = answers.choices.dropna(subset="chosen").astype({"chosen": "Float64"})
        weighted = weighted_shares(given, "need", "chosen", weighting).loc[found["need"]]
        found[numbers] = weighted[numbers].to_numpy(float)
        found["n_eff"] = weighted["n_eff"].array
    typed = found.astype({"n": "Int64", "chosen": "Int64"} | dict.fromkeys(numbers, "Float64"))
    return typed.sort_values(
        ["share", "need"], ascending=[False, True], kind="stable", ignore_index=True
    )
