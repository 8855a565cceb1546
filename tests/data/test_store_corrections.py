"""Correcting the columns of a stored wave: all or nothing, logged, nobody overwritten."""

import datetime as dt

import pandas as pd
import pytest

from data import store
from data.store.corrections import WaveChangedError
from surveys.answers import assemble
from surveys.relink import EndsImpossibleError

BOOK = pd.DataFrame(
    {
        "position": [0, 1],
        "question": ["Wi-Fi", "Level"],
        "option": "",
        "role": ["satisfaction", "profile"],
        "need": "",
        "low": pd.array([1, None], "Float64"),
        "high": pd.array([5, None], "Float64"),
        "reversed": False,
        "labels": None,
        "why": "why_scale_only",
        "sure": 1.0,
    }
)
KEPT = pd.DataFrame(
    {"0": pd.array([4, 2], "Float64"), "1": pd.array(["BA", "MA"], "string")}, index=[2, 3]
)


@pytest.fixture
def study(tmp_path):
    """Make a study with one wave."""
    with store.home_at(tmp_path):
        made = store.create_study("Riverside", "河畔", "Asia/Shanghai")
        made.save_wave("Spring", dt.date(2024, 5, 1), "test", "a.csv", "x", BOOK, KEPT)
        yield made


def test_a_stored_wave_is_linked_without_its_file(study):
    """The answers speak of Wi-Fi afterwards, and the other column is as it was."""
    study.correct_wave("spring", {0: {"need": "wifi"}})
    answers = assemble(*study.wave("spring"))
    assert answers.ratings[["need", "satisfaction"]].to_numpy().tolist() == [
        ["wifi", 4.0],
        ["wifi", 2.0],
    ]
    assert answers.profile["Level"].tolist() == ["BA", "MA"]


def test_the_log_says_what_it_was_and_is(study):
    """One line per column."""
    study.correct_wave("spring", {0: {"need": "wifi", "reversed": True}})
    line = study.edits().query("what == 'wave_column'").iloc[0]
    assert (line["item"], line["old"]["need"], line["new"]["need"]) == ("Spring 1", "", "wifi")
    assert line["new"]["reversed"]


def test_one_impossible_correction_undoes_all(study):
    """The first would do, the second does not: the wave is as it was."""
    before = study.version
    with pytest.raises(EndsImpossibleError):
        study.correct_wave("spring", {1: {"role": "text"}, 0: {"high": 3}})
    assert study.wave("spring")[0]["role"].tolist() == ["satisfaction", "profile"]
    assert study.version == before


def test_a_wave_saved_elsewhere_is_not_overwritten(study):
    """What was shown is not what is there."""
    seen = study.waves()["saved_at"].iloc[0]
    study.correct_wave("spring", {0: {"need": "wifi"}}, seen=seen)
    with pytest.raises(WaveChangedError, match="Spring"):
        study.correct_wave("spring", {0: {"need": "lockers"}}, seen=seen)
    assert study.wave("spring")[0]["need"].iloc[0] == "wifi"


def test_the_file_dropped_in_again_changes_nothing_then(study):
    """The corrected wave and the file with the same corrections are the same."""
    study.correct_wave("spring", {0: {"need": "wifi"}})
    book, kept = study.wave("spring")
    again = study.save_wave("Spring", dt.date(2024, 5, 1), "test", "a.csv", "x", book, kept)
    assert (again.unchanged, again.changed) == (2, 0)
