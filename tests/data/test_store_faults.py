"""Tests of `data.store`: what can go wrong on disk is told, and nothing is lost by it."""

import errno
import os
import sqlite3

import pytest

from data import store
from data.store import database, errors, making, places


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Use a home whose name has Chinese letters, a blank and a quote."""
    folder = tmp_path / "图书馆 reader's"
    monkeypatch.setenv("RESPACE_HOME", str(folder))
    monkeypatch.delenv("RESPACE_DATABASE", raising=False)
    return folder


@pytest.fixture
def study():
    """Make an empty study."""
    return store.create_study("Riverside University Library", "河畔大学图书馆", "Asia/Shanghai")


def test_newer_format_is_told(study):
    """A study somebody opened with a newer Respace is left alone."""
    with sqlite3.connect(study.folder / "study.sqlite") as records:
        records.execute("UPDATE respace_schema SET number = 99")
    with pytest.raises(errors.SchemaNewerError, match="format 99"):
        store.open_study(study.id)


def test_older_format_is_brought_up(study, monkeypatch):
    """The steps from its format to ours run once, in one transaction."""
    ran = []
    with sqlite3.connect(study.folder / "study.sqlite") as records:
        records.execute("UPDATE respace_schema SET number = 0")
        records.execute("DROP TABLE setting")
    monkeypatch.setitem(database.UPGRADES, 0, ran.append)
    for _ in range(2):
        store.open_study(study.id).set_setting("k", 1)
    assert len(ran) == 1


@pytest.mark.parametrize("content", [b"", b"no database" * 100])
def test_damaged_records_are_told(study, content):
    """The list still opens and shows the study under its id."""
    (study.folder / "study.sqlite").write_bytes(content)
    for left in ("study.sqlite-wal", "study.sqlite-shm"):
        (study.folder / left).unlink(missing_ok=True)
    with pytest.raises(errors.StudyDamagedError, match="damaged"):
        store.open_study(study.id)
    assert store.list_studies()["name_en"].tolist() == [study.id]


def test_records_without_a_format_are_told(study):
    """The tables are there, but nobody knows what they mean."""
    with sqlite3.connect(study.folder / "study.sqlite") as records:
        records.execute("DELETE FROM respace_schema")
    with pytest.raises(errors.StudyDamagedError):
        store.open_study(study.id)


def test_home_that_is_a_file_is_told(home, monkeypatch):
    """The sentence names the place and the way out."""
    home.write_text("not a folder")
    with pytest.raises(errors.FolderNotWritableError, match="RESPACE_HOME"):
        store.create_study("A", "", "UTC")


@pytest.mark.parametrize(
    ("number", "fault"),
    [(errno.ENOSPC, errors.DiskFullError), (errno.EROFS, errors.FolderNotWritableError)],
)
def test_disk_faults_are_told(study, monkeypatch, number, fault):
    """A full or closed disk ends in a sentence."""

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(places.os, "fsync", refuse)
    with pytest.raises(fault, match="Nothing was changed"):
        study.save_draft("counts", "a.csv", b"x", {})


def test_full_disk_under_the_records_is_told(study):
    """SQLite says it in its own words; the study stays as it was."""
    import sqlalchemy as sa

    limit = "PRAGMA max_page_count = 1"
    engine = making.engine_of(study.folder)
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute(limit))
    with pytest.raises(errors.DiskFullError):
        study.set_setting("k", "x" * 1_000_000)
    database.engine.cache_clear()
    assert store.open_study(study.id).setting("k") is None


def test_abandoned_builds_are_swept(study, home):
    """A killed build leaves a hidden folder; a day later it goes."""
    left = home / "studies" / ".new-123"
    left.mkdir()
    store.create_study("B", "", "UTC")
    assert left.exists()
    os.utime(left, (0, 0))
    store.create_study("C", "", "UTC")
    assert not left.exists()
