"""Tests of `surveys.disclosure`, with an attacker who adds and subtracts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.disclosure import MIN_RATINGS, MIN_TEXTS, few_said, protect

UNHURRIED = settings(deadline=None, max_examples=60)


def cells(*people, **more):
    """One row per cell: how many people, and the sum of their answers."""
    return pd.DataFrame({"n": people, "value": [10.0 * n for n in people]} | more)


def hidden(table, **how):
    """Which cells are hidden."""
    return protect(table, values=["value"], **how)["hidden"].tolist()


@pytest.mark.parametrize(
    ("people", "minimum", "expected"),
    [(4, MIN_RATINGS, True), (5, MIN_RATINGS, False), (9, MIN_TEXTS, True), (10, MIN_TEXTS, False)],
)
def test_thresholds_are_five_and_ten(people, minimum, expected):
    """Fewer than 5 people for ratings, fewer than 10 for texts."""
    assert hidden(cells(people), minimum=minimum) == [expected]


def test_hidden_values_are_missing_and_the_others_untouched():
    """The caller's table stays as it was."""
    table = cells(3, 50)
    found = protect(table, values=["value"])
    assert found["value"].isna().tolist() == [True, False]
    assert found["n"].tolist() == [3, 50]
    assert table["value"].tolist() == [30.0, 500.0]


def test_the_count_can_be_hidden_too():
    """Where the number of people itself would tell."""
    assert protect(cells(3, 50), values=["n", "value"])["n"].isna().tolist() == [True, False]


def test_a_second_cell_goes_where_a_total_is_shown():
    """Total minus 80 would give the 3; the next smallest hides with it."""
    assert hidden(cells(80, 12, 3)) == [False, False, True]
    assert hidden(cells(80, 12, 3), total_groups=[[]]) == [False, True, True]


def test_two_hidden_cells_of_too_few_people_are_not_enough():
    """3 and 1 people: total minus 80 and 12 would give the mean of 4 people."""
    assert hidden(cells(80, 12, 3, 1), total_groups=[[]]) == [False, True, True, True]


def test_three_and_four_people_protect_each_other():
    """Together they are seven."""
    assert hidden(cells(80, 12, 3, 4), total_groups=[[]]) == [False, False, True, True]


def test_totals_are_by_group():
    """The second group has nothing to hide."""
    table = cells(3, 9, 50, 20, 30, need=["a", "a", "a", "b", "b"])
    assert hidden(table, total_groups=["need"]) == [True, True, False, False, False]


def test_an_unknown_count_is_small():
    """<NA> people are not known to be enough."""
    table = pd.DataFrame({"n": pd.array([pd.NA, 7], "Int64"), "value": [1.0, 2.0]})
    assert hidden(table) == [True, False]


def test_a_bridge_between_two_blocks_is_not_left_open():
    """Every row and column hides two cells, and yet one follows from all the others.

    Two 2 x 2 blocks of small cells and one small cell that joins them: rows of
    the first block minus its columns leave the joining cell alone.
    """
    table = pd.DataFrame([(r, c) for r in range(4) for c in range(4)], columns=["row", "column"])
    small = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)}
    table["n"] = [4 if cell in small else 90 for cell in zip(table.row, table.column, strict=True)]
    table["value"] = 1.0
    found = protect(table, values=["value"], total_groups=["row", "column"])
    assert not attack(found, ["row", "column"])
    assert found["hidden"].sum() > len(small)


def attack(table, margins):
    """Return the hidden cells whose value follows from shown cells and shown totals."""
    unknown = np.flatnonzero(table["hidden"])
    equations = [
        np.isin(unknown, places).astype(float)
        for margin in margins
        for places in (
            table.groupby(margin) if margin else table.groupby(lambda _: 0)
        ).indices.values()
    ]
    rank = np.linalg.matrix_rank(equations)
    alone = np.eye(len(unknown))
    return [
        int(cell)
        for cell, one in zip(unknown, alone, strict=True)
        if np.linalg.matrix_rank([*equations, one]) == rank
    ]


def few_in_common(table, margin):
    """Return the totals whose hidden cells hold fewer people than may be shown."""
    groups = table.groupby(margin) if margin else table.groupby(lambda _: 0)
    return [
        name
        for name, part in groups
        if part["hidden"].any()
        and part["n"].sum() >= MIN_RATINGS
        and part.loc[part["hidden"], "n"].sum() < MIN_RATINGS
    ]


PEOPLE = strategies.integers(0, 15)


@UNHURRIED
@given(strategies.lists(PEOPLE, min_size=2, max_size=8))
def test_attacker_fails_on_a_row_with_its_total(people):
    """Nobody finds a hidden cell, nor the common mean of fewer than 5."""
    table = protect(cells(*people), values=["value"], total_groups=[[]])
    assert table.loc[table["n"] < MIN_RATINGS, "value"].isna().all()
    assert not attack(table, [[]])
    assert not few_in_common(table, [])


@UNHURRIED
@given(strategies.integers(2, 5), strategies.integers(2, 5), strategies.data())
def test_attacker_fails_on_a_table_with_both_margins(rows, columns, data):
    """Row totals and column totals together give no hidden cell away."""
    people = data.draw(strategies.lists(PEOPLE, min_size=rows * columns, max_size=rows * columns))
    table = cells(*people, row=np.repeat(range(rows), columns), column=list(range(columns)) * rows)
    found = protect(table, values=["value"], total_groups=["row", "column"])
    assert found.loc[found["n"] < MIN_RATINGS, "value"].isna().all()
    assert not attack(found, ["row", "column"])
    assert not few_in_common(found, "row") + few_in_common(found, "column")


@UNHURRIED
@given(strategies.lists(strategies.integers(5, 99), min_size=1, max_size=9))
def test_nothing_is_hidden_without_need(people):
    """Cells of five and more all stay."""
    assert not any(hidden(cells(*people), total_groups=[[]]))


@pytest.mark.parametrize(("people", "said"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5")])
def test_few_people_are_printed_as_few(people, said):
    """One to four is "<5"; nobody is 0 and five is five."""
    assert few_said(pd.Series([people, 3], dtype="Int64")).tolist() == [said, "<5"]


def test_counts_without_few_people_stay_numbers():
    """A table without small groups sorts and adds up as before."""
    counts = pd.Series([5, 0, 900], dtype="Int64")
    assert few_said(counts) is counts
