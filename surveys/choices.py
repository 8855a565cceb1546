"""What people chose: the share of those asked who ticked a need."""

import numpy as np
import pandas as pd

from surveys.answers import Answers
from surveys.intervals import wilson


def chosen_shares(answers: Answers) -> pd.DataFrame:
    """Return how many of those asked chose each need, the most chosen first.

    Returns
    -------
    One row per need that was offered: ``need`` (str), ``n`` (Int64, people who
    answered the question it stood in), ``chosen`` (Int64, people who ticked
    it), ``share``, ``low``, ``high`` (Float64, 0..1, Wilson 95 %). Ties by need.
    """
    groups = answers.choices.dropna(subset="chosen").groupby("need")["chosen"]
    found = groups.agg(n="size", chosen="sum").reset_index()
    numbers = ["share", "low", "high"]
    chosen, n = found["chosen"].to_numpy(float), found["n"].to_numpy(float)
    found[numbers] = np.column_stack([chosen / n, *wilson(chosen, n)])
    typed = found.astype({"n": "Int64", "chosen": "Int64"} | dict.fromkeys(numbers, "Float64"))
    return typed.sort_values(
        ["share", "need"], ascending=[False, True], kind="stable", ignore_index=True
    )
