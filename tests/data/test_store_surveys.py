"""Tests of `data.store`: survey waves come back as they were saved."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from data import store
from data.store import errors
from data.store.wave_rows import SaveResult, added, compared, contents

FILE = {"source": "survey tool", "file_name": "答卷.csv", "sha256": "0" * 64}


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make an empty study."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))
    monkeypatch.delenv("RESPACE_DATABASE", raising=False)
    return store.create_study("Riverside", "河畔", "Asia/Shanghai")


@pytest.fixture
def codebook():
    """Four columns of a file: a rating, a choice, a comment, and one left out."""
    return pd.DataFrame(
        {
            "position": [0, 1, 3, 4],
            "question": pd.array(["安静座位的重要性", "Which?", "Comment", "E-mail"], "string"),
            "option": pd.array(["", "Carrels", "", ""], "string"),
            "role": pd.array(["importance", "choice", "text", "personal"], "string"),
            "need": pd.array(["quiet_seats", "focus_carrels", "", ""], "string"),
            "low": pd.array([1, pd.NA, pd.NA, pd.NA], "Float64"),
            "high": pd.array([7, pd.NA, pd.NA, pd.NA], "Float64"),
            "reversed": [True, False, False, False],
            "labels": pd.Series([{"很重要": 7.0, "n/a": None}, None, None, None], dtype="object"),
            "why": pd.array(["why_scale", "", "", ""], "string"),
            "sure": pd.array([0.9, 1.0, 1.0, pd.NA], "Float64"),
        }
    )


@pytest.fixture
def kept():
    """Three respondents with every kind of blank."""
    return pd.DataFrame(
        {
            "0": pd.array([7, pd.NA, 2.5], "Float64"),
            "1": pd.array([True, False, pd.NA], "boolean"),
            "3": pd.array(["太吵", pd.NA, ""], "string"),
        },
        index=[2, 3, 5],
    )


def test_wave_comes_back_as_it_was(study, codebook, kept):
    """Scales, labels, blanks and rows of the file survive, with their dtypes."""
    study.save_wave("Spring 春季", "2026-05-11", **FILE, codebook=codebook, kept=kept)
    (row,) = study.waves().to_dict("records")
    assert (row["name"], row["date"], row["respondents"]) == (
        "Spring 春季",
        dt.date(2026, 5, 11),
        3,
    )
    again_codebook, again_kept = study.wave(row["wave"])
    pd.testing.assert_frame_equal(again_codebook, codebook)
    pd.testing.assert_frame_equal(again_kept, kept)
    assert again_codebook["labels"].tolist() == [{"很重要": 7.0, "n/a": None}, None, None, None]


@pytest.mark.parametrize("mode", ["replace", "add"])
def test_same_wave_twice_adds_nothing(study, codebook, kept, mode):
    """Whichever way it is dropped in again."""
    first = study.save_wave("W", None, **FILE, codebook=codebook, kept=kept)
    again = study.save_wave("W", None, **FILE, codebook=codebook, kept=kept, mode=mode)
    assert (first, again) == (SaveResult(added=3), SaveResult(unchanged=3))
    pd.testing.assert_frame_equal(study.wave("w")[1], kept)


def test_corrected_file_replaces_row_by_row(study, codebook, kept):
    """One answer mended, one row gone, one new: the wave is the new file exactly."""
    study.save_wave("W", None, **FILE, codebook=codebook, kept=kept)
    mended = kept.copy()
    mended.loc[2, "0"] = 1
    mended = mended.rename(index={5: 9})
    mended.loc[5] = [3.0, True, "new"]
    mended = mended.drop(index=3).sort_index()
    result = study.save_wave("W", None, **FILE, codebook=codebook, kept=mended)
    # row 2 mended; row 3 gone; the content of row 5 moved to row 9; row 5 is a new answer
    assert result == SaveResult(added=1, changed=1, unchanged=1, removed=1)
    pd.testing.assert_frame_equal(study.wave("w")[1], mended)


def test_added_rows_get_free_numbers(study, codebook, kept):
    """A second file of the same wave has its own row 2; nobody is overwritten."""
    study.save_wave("W", None, **FILE, codebook=codebook, kept=kept)
    more = kept.copy()
    more.loc[2, "3"] = "another person"
    result = study.save_wave("W", None, **FILE, codebook=codebook, kept=more, mode="add")
    assert result == SaveResult(added=1, unchanged=2)
    stored = study.wave("w")[1]
    assert stored.index.tolist() == [2, 3, 5, 6]
    assert stored["3"].tolist()[0] == "太吵"
    assert study.waves()["respondents"].tolist() == [4]


def test_rows_with_other_questions_are_not_added(study, codebook, kept):
    """The fault names the column; the wave stays as it was."""
    study.save_wave("W", None, **FILE, codebook=codebook, kept=kept)
    other = codebook.assign(option=["", "Rooms", "", ""])
    with pytest.raises(errors.WaveColumnsDifferError, match="column 2 asks 'Which\\? / Carrels'"):
        study.save_wave("W", None, **FILE, codebook=other, kept=kept, mode="add")
    assert study.waves()["respondents"].tolist() == [3]


@settings(max_examples=40, deadline=None)
@given(strategies.lists(strategies.integers(0, 3)), strategies.lists(strategies.integers(0, 3)))
def test_counts_of_a_saved_wave_add_up(old, new):
    """Every old and every new answer is counted once, even where people answered alike."""
    before, after = (
        contents(pd.DataFrame({"0": pd.array(a, "Int64")}, index=range(2, len(a) + 2)))
        for a in (old, new)
    )
    result = compared(before, after)
    assert result.added + result.changed + result.unchanged == len(new)
    assert result.removed + result.changed + result.unchanged == len(old)
    if old and new:
        once, rows = added(before, after)
        twice, _ = added(pd.concat([before, rows]), after)
        assert twice.added == 0
        assert not set(rows["respondent"]) & set(before["respondent"])
        assert once.added + once.unchanged == len(new)


def test_wave_is_renamed_and_deleted(study, codebook, kept):
    """The id in links stays; two waves never share a name."""
    for name in ("A", "B"):
        study.save_wave(name, None, **FILE, codebook=codebook, kept=kept)
    study.rename_wave("a", "Autumn", date=dt.date(2026, 1, 1))
    with pytest.raises(errors.WaveNamedTwiceError):
        study.rename_wave("b", "Autumn")
    study.delete_wave("b")
    assert study.waves()[["wave", "name"]].to_numpy().tolist() == [["a", "Autumn"]]
    with pytest.raises(errors.WaveUnknownError):
        study.wave("b")
