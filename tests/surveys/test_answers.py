"""Tests of `surveys.answers`: tidy tables on a common scale."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies

from surveys.answers import assemble


def column(position, role, need="", low=1, high=5, **more):
    """Return a codebook row."""
    row = {"position": position, "question": f"q{position}", "option": "", "role": role}
    return {**row, "need": need, "low": low, "high": high, "reversed": False, **more}


def answers(rows, kept, index=None):
    return assemble(pd.DataFrame(rows), pd.DataFrame(kept, index=index))


@pytest.mark.parametrize(
    ("low", "high", "given_", "turned", "expected"),
    [
        (1, 5, 4, False, 4.0),
        (1, 7, 4, False, 3.0),  # the middle stays the middle
        (0, 10, 10, False, 5.0),
        (1, 9, 1, False, 1.0),
        (1, 5, 4, True, 2.0),
        (1, 5, 6, False, None),  # outside: not answered
    ],
)
def test_ratings_come_onto_one_scale(low, high, given_, turned, expected):
    """1 is the worst and 5 the best, whatever the file used."""
    rows = [
        column(0, "satisfaction", "wifi", low, high, reversed=turned),
        column(1, "importance", "wifi"),
    ]
    table = answers(rows, {"0": [given_], "1": [3]}).ratings
    assert table["importance"].tolist() == [3.0]
    assert table["satisfaction"].tolist() == [pd.NA if expected is None else expected]


def test_several_columns_of_one_need_are_averaged_per_person():
    """Over the columns the person answered."""
    rows = [column(0, "satisfaction", "wifi"), column(1, "satisfaction", "wifi")]
    table = answers(rows, {"0": [2, 4, None], "1": [4, None, None]}).ratings
    assert table["satisfaction"].tolist() == [3.0, 4.0]
    assert table["respondent"].tolist() == [0, 1]


def test_columns_without_need_are_left_out():
    """Until the user chooses one."""
    assert answers([column(0, "satisfaction")], {"0": [5]}).ratings.empty


def test_who_skipped_the_question_did_not_refuse_the_need():
    """False only for those who ticked something else."""
    rows = [
        column(0, "choice", "wifi", question="Needs", option="Wi-Fi"),
        column(1, "choice", "lockers", question="Needs", option="Lockers"),
    ]
    table = answers(rows, {"0": [True, None, None], "1": [None, True, None]}).choices
    chosen = {(one.respondent, one.need): bool(one.chosen) for one in table.itertuples()}
    assert chosen == {
        (0, "wifi"): True,
        (0, "lockers"): False,
        (1, "wifi"): False,
        (1, "lockers"): True,
    }


def test_profile_has_everybody_and_comments_only_words():
    """One row per respondent; blank comments are no comments."""
    done = answers(
        [column(0, "profile"), column(1, "text")],
        {"0": ["F", None], "1": ["more light", ""]},
        [2, 5],
    )
    assert done.profile["respondent"].tolist() == [2, 5]
    assert done.profile["q0"].isna().tolist() == [False, True]
    assert done.comments.to_numpy().tolist() == [[2, "q1", "more light"]]
    assert done.n == 2


def test_storage_as_json_changes_nothing():
    """Types are found again."""
    rows = [column(0, "importance", "wifi"), column(1, "choice", "wifi"), column(2, "profile")]
    kept = pd.DataFrame(
        {
            "0": pd.array([5, None], dtype="Float64"),
            "1": pd.array([True, None], dtype="boolean"),
            "2": pd.array(["F", None], dtype="string"),
        },
        index=[2, 3],
    )
    stored = json.loads(kept.astype(object).where(kept.notna(), None).to_json(orient="split"))
    back = pd.DataFrame(stored["data"], index=stored["index"], columns=stored["columns"])
    first, second = assemble(pd.DataFrame(rows), kept), assemble(pd.DataFrame(rows), back)
    for name in ("ratings", "choices", "profile", "comments"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


def test_nobody_answered():
    """Empty tables with their columns."""
    done = answers([column(0, "importance", "wifi")], {"0": []})
    assert (done.n, len(done.ratings), len(done.choices), len(done.comments)) == (0, 0, 0, 0)


@given(
    strategies.lists(
        strategies.one_of(strategies.none(), strategies.floats(-20, 20)), min_size=1, max_size=20
    ),
    strategies.sampled_from([(1, 5), (1, 7), (0, 10)]),
    strategies.booleans(),
)
def test_common_scale_is_never_left(values, ends, turned):
    """1..5 or not answered."""
    rows = [column(0, "importance", "wifi", *ends, reversed=turned)]
    marks = answers(rows, {"0": pd.Series(values, dtype="Float64")}).ratings["importance"]
    assert marks.between(1, 5).all()


def test_two_and_a_half_thousand_answers_are_quick():
    """A page asks for them at every visit; twice the usual time is allowed here."""
    import time

    random = np.random.default_rng(0)
    rows = [column(n, "importance" if n % 2 else "satisfaction", f"n{n // 2}") for n in range(60)]
    kept = {str(n): random.integers(1, 6, 2_500).astype(float) for n in range(60)}
    start = time.perf_counter()
    assert len(answers(rows, kept).ratings) == 75_000
    assert time.perf_counter() - start < 0.4
