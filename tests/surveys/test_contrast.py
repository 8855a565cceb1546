"""Tests of `surveys.methods.contrast`."""

import numpy as np
import pandas as pd
import pytest

from surveys.methods.contrast import COLUMNS, differences


def rows(*given):
    """Return one need's values by group: (level, value, low, high)."""
    return pd.DataFrame(given, columns=["level", "value", "low", "high"]).assign(need="wifi")


def test_difference_is_the_later_minus_the_earlier():
    """In the order the groups came, not by name."""
    found = differences(rows(("2025", 2.0, 1.9, 2.1), ("2024", 3.0, 2.9, 3.1))).iloc[0]
    assert (found["one"], found["other"], found["difference"]) == ("2025", "2024", 1.0)
    assert found["high"] == pytest.approx(1 + 0.1 * np.sqrt(2))


def test_ends_come_from_the_sides_that_face_each_other():
    """A share of 5 % with a long upper side against 40 %."""
    found = differences(rows(("a", 0.05, 0.02, 0.15), ("b", 0.40, 0.30, 0.50))).iloc[0]
    assert found["low"] == pytest.approx(0.35 - np.hypot(0.10, 0.10))
    assert found["high"] == pytest.approx(0.35 + np.hypot(0.10, 0.03))


def test_few_answers_are_unsure():
    """40 answers: an interval of 1.4 points; a fall of 0.8 is no news."""
    found = differences(rows(("many", 3.0, 2.9, 3.1), ("few", 2.2, 1.5, 2.9))).iloc[0]
    assert found["low"] < -0.8 < found["high"]
    few = differences(rows(("many", 3.0, 2.9, 3.1), ("few", 2.5, 1.5, 3.5))).iloc[0]
    assert not few["clear"]


def test_one_of_many_comparisons_must_be_surer():
    """A difference that is clear alone is not as the largest of 60 pairs without any."""
    pair = rows(("a", 0.0, -1.0, 1.0), ("b", 1.6, 0.6, 2.6))
    assert differences(pair)["clear"].tolist() == [True]
    quiet = [rows(("a", 0.0, -1, 1), ("b", 0.1, -0.9, 1.1)).assign(need=f"n{i}") for i in range(60)]
    found = differences(pd.concat([pair, *quiet]))
    assert found.loc[0, "need"] == "wifi"
    assert not found["clear"].any()


def test_at_most_one_in_twenty_quiet_comparisons_is_called_clear():
    """200 tables of 20 needs and 3 equal groups: the share with any clear row is about 5 %."""
    rng = np.random.default_rng(4)
    called = 0
    for _ in range(200):
        value = rng.normal(0, 1, 60)
        table = pd.DataFrame({"need": np.repeat([f"n{i}" for i in range(20)], 3), "value": value})
        table = table.assign(level=list("abc") * 20, low=value - 1.96, high=value + 1.96)
        called += differences(table)["clear"].any()
    assert called <= 20


def test_hidden_groups_are_not_compared():
    """A group without a value says nothing; nothing left is an empty table."""
    found = differences(rows(("a", 1.0, 0.5, 1.5), ("b", None, None, None)).convert_dtypes())
    assert found.empty
    assert found.columns.tolist() == COLUMNS
