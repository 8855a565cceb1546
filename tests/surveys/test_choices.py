"""Tests of `surveys.choices`."""

import pandas as pd
import pytest

from surveys.answers import Answers
from surveys.choices import chosen_shares
from surveys.weighting import of_weights


def asked(rows):
    """Answers that hold choices only."""
    choices = pd.DataFrame(rows, columns=["respondent", "need", "chosen"])
    choices = choices.astype({"chosen": "boolean"})
    empty = pd.DataFrame()
    return Answers(empty, choices, empty, empty, choices["respondent"].nunique())


def test_share_is_of_those_who_were_asked():
    """Two of four ticked Wi-Fi, one of two lockers; who was not asked does not count."""
    rows = [(1, "wifi", True), (2, "wifi", True), (3, "wifi", False), (4, "wifi", False)]
    rows += [(1, "lockers", True), (2, "lockers", False)]
    table = chosen_shares(asked(rows))
    assert table["need"].tolist() == ["lockers", "wifi"]  # a tie, by name
    assert table["n"].tolist() == [2, 4]
    assert table["chosen"].tolist() == [1, 2]
    assert table["share"].tolist() == [0.5, 0.5]


def test_interval_is_wilsons():
    """10 of 100: 5.5 % to 17.4 % (Wilson 1927)."""
    rows = [(person, "wifi", person < 10) for person in range(100)]
    row = chosen_shares(asked(rows)).iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((0.0552, 0.1744), abs=1e-4)


def test_nothing_offered_is_an_empty_table():
    """A wave without choices has no rows, and the columns are there."""
    table = chosen_shares(asked([]))
    assert table.empty
    assert list(table.columns) == ["need", "n", "chosen", "share", "low", "high"]


def test_weighted_share_counts_people_by_their_weight():
    """One of four ticked; with three times the weight of the others it is half."""
    answers = asked([(person, "wifi", person == 0) for person in range(4)])
    weighting = of_weights(pd.Series([3.0, 1, 1, 1]))
    row = chosen_shares(answers, weighting).iloc[0]
    assert (row["n"], row["chosen"], row["share"]) == (4, 1, pytest.approx(0.5))
    assert row["n_eff"] == pytest.approx(3)
    assert 0 <= row["low"] < 0.5 < row["high"] <= 1
    assert chosen_shares(asked([]), weighting).empty
