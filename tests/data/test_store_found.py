"""Tests of `data.store.found`: results of long searches outlive the server."""

import pytest

from data import store
from data.store import found


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make a study in a home of its own."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))
    return store.create_study("Riverside", "河畔", "Asia/Shanghai")


def test_what_was_kept_is_found_again(study):
    """Also by another session, and without a new version of the study."""
    version = study.version
    found.keep(study, "segments-1", "群体")
    again = store.open_study(study.id)
    assert found.kept(again, "segments-1") == "群体"
    assert again.version == version


def test_unknown_key_is_nothing(study):
    """Nobody searched yet."""
    assert found.kept(study, "segments-2") is None


def test_sealed_study_is_left_alone(study):
    """What is found in it is kept in the home instead."""
    study.seal()
    found.keep(study, "segments-1", "x")
    assert not (study.folder / found.FOLDER).exists()
    assert found.kept(store.open_study(study.id), "segments-1") == "x"


def test_damaged_file_is_nothing(study):
    """The search runs again."""
    found.keep(study, "segments-1", "x")
    (study.folder / found.FOLDER / "segments-1.json.gz").write_bytes(b"half a file")
    assert found.kept(study, "segments-1") is None


def test_old_results_make_room(study, monkeypatch):
    """A folder does not grow for ever."""
    monkeypatch.setattr(found, "MOST", 2)
    for number in range(4):
        found.keep(study, f"segments-{number}", "x")
    assert len(list((study.folder / found.FOLDER).iterdir())) == 2


def test_disk_that_refuses_stops_nobody(study):
    """A file stands where the folder should be: nothing is kept, nothing is lost."""
    (study.folder / found.FOLDER).write_text("in the way", encoding="utf-8")
    found.keep(study, "segments-1", "x")
    assert found.kept(study, "segments-1") is None


def test_key_is_no_path(study):
    """Nothing outside the folder can be asked for."""
    with pytest.raises(ValueError, match="Not a key"):
        found.kept(study, "../study")
