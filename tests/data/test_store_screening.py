"""Tests of `data.store`: what screening keeps of a wave, and studies from before it."""

import sqlite3

import pandas as pd
import pytest

from data import store
from data.store import errors

FILE = {"source": "survey tool", "file_name": "a.csv", "sha256": "0" * 64}
CHOICE = {"speeders": {"on": True, "limit": 0.5}, "blanks": {"on": False, "limit": 0.5}}
CODEBOOK = pd.DataFrame(
    {
        "position": [0],
        "question": ["Wi-Fi"],
        "option": [""],
        "role": ["satisfaction"],
        "need": ["wifi"],
        "low": [1.0],
        "high": [5.0],
        "reversed": [False],
        "labels": pd.Series([None], dtype="object"),
        "why": [""],
        "sure": [1.0],
    }
)
KEPT = pd.DataFrame({"0": pd.array([5, 4, 3], "Float64")}, index=[2, 3, 4])
MARKS = pd.DataFrame(
    {
        "seconds": pd.array([125, pd.NA, pd.NA], "Float64"),
        "person": pd.array([1, 1, pd.NA], "Int64"),
        "source": pd.array([pd.NA] * 3, "Int64"),
    },
    index=[2, 3, 4],
)


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make an empty study."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))
    monkeypatch.delenv("RESPACE_DATABASE", raising=False)
    return store.create_study("Riverside", "河畔", "Asia/Shanghai")


def save(study, **more):
    """Store the small wave."""
    return study.save_wave(
        "W", None, **FILE, codebook=CODEBOOK, kept=more.pop("kept", KEPT), **more
    )


def test_marks_and_choice_come_back(study):
    """Respondents without a mark have no row; a wave nobody chose for has None."""
    save(study)
    assert study.waves()["screening"].tolist() == [None]
    assert study.marks("w").empty
    save(study, marks=MARKS, screening=CHOICE)
    pd.testing.assert_frame_equal(study.marks("w"), MARKS.loc[[2, 3]])
    assert study.waves()["screening"].tolist() == [CHOICE]


def test_storing_again_without_a_choice_leaves_the_choice(study):
    """A corrected file keeps what was decided about the wave."""
    save(study, screening=CHOICE)
    save(study)
    assert study.waves()["screening"].tolist() == [CHOICE]


def test_choice_is_logged_and_makes_all_pages_compute_again(study):
    """The version rises; the answers stay as they were."""
    save(study, marks=MARKS)
    before, answers = study.version, study.wave("w")[1]
    study.set_screening("w", CHOICE)
    assert study.version > before
    line = study.edits().iloc[0]
    assert (line["what"], line["item"], line["new"]) == ("screening", "w", CHOICE)
    pd.testing.assert_frame_equal(study.wave("w")[1], answers)


def test_added_rows_are_other_people_than_those_that_are_there(study):
    """Running numbers of a second file begin above those of the first."""
    save(study, marks=MARKS)
    more = pd.DataFrame({"0": pd.array([1, 2], "Float64")}, index=[2, 3])
    save(study, kept=more, marks=MARKS.loc[[2, 3]], mode="add")
    assert study.marks("w")["person"].dropna().tolist() == [1, 1, 2, 2]


def test_choice_for_an_unknown_wave_is_refused(study):
    """The fault names the wave."""
    with pytest.raises(errors.WaveUnknownError, match="other"):
        study.set_screening("other", {})


def test_study_from_before_screening_stays_readable(study):
    """Format 1 has neither column: its waves open with nothing screened, and can be screened."""
    save(study)
    with sqlite3.connect(study.folder / "study.sqlite") as records:
        records.execute("ALTER TABLE wave DROP COLUMN screening")
        records.execute("DROP TABLE response_mark")
        records.execute("UPDATE respace_schema SET number = 1")
    old = store.open_study(study.id)
    assert old.waves()["screening"].tolist() == [None]
    assert old.marks("w").empty
    pd.testing.assert_frame_equal(old.wave("w")[1], KEPT)
    old.set_screening("w", CHOICE)
    assert old.waves()["screening"].tolist() == [CHOICE]


def test_a_copy_keeps_marks_and_choice(study):
    """Whoever works on a copy sees the same numbers."""
    save(study, marks=MARKS, screening=CHOICE)
    copied = store.copy_study(study.id, "Copy", "")
    assert copied.waves()["screening"].tolist() == [CHOICE]
    pd.testing.assert_frame_equal(copied.marks("w"), study.marks("w"))
