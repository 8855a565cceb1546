"""Tests of `data.store` on a PostgreSQL server; RESPACE_TEST_POSTGRES names an empty database."""

import os
import threading

import pandas as pd
import pytest
import sqlalchemy as sa

from data import store
from data.store import database, errors
from data.store.surveys import SaveResult
from data.store.tables import Table

FILE = {"source": "s", "file_name": "f.csv", "sha256": "0" * 64}
CODEBOOK = pd.DataFrame(
    {
        "position": [0],
        "question": ["Importance of quiet"],
        "option": [""],
        "role": ["importance"],
        "need": ["quiet_seats"],
        "low": [1.0],
        "high": [5.0],
        "reversed": [False],
        "labels": [{"很重要": 5}],
        "why": [""],
        "sure": [1.0],
    }
)
ZONES = pd.DataFrame(
    {
        "zone": ["q"],
        "name_en": ["Quiet"],
        "name_zh": ["静读"],
        "floor": ["2F"],
        "level": [2],
        "polygon": [[[[0, 0], [1, 0], [1, 1]]]],
        "area_m2": [0.5],
        "convertible": [True],
        "kind": ["room"],
        "wanted": [""],
    }
)
STATES = pd.DataFrame(
    {"zone": ["q"], "valid_from": ["2023-09-04"], "space_type": ["learning"], "seats": [60]}
)


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Use the server for records, and an empty home for files."""
    url = os.environ.get("RESPACE_TEST_POSTGRES", "")
    if not url:
        pytest.skip("RESPACE_TEST_POSTGRES does not name a PostgreSQL database to test with")
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))
    monkeypatch.setenv("RESPACE_DATABASE", url)
    database.make_tables_once.cache_clear()
    yield url
    with database.engine(sa.make_url(url)).begin() as connection:
        Table.metadata.drop_all(connection)


def observations(zone, occupied):
    """Return one row per half-hour."""
    at = pd.date_range("2026-03-02", periods=48, freq="30min")
    made = pd.DataFrame({"zone": zone, "at": at, "repeat": 0, "occupied": occupied})
    return made.assign(capacity=60)


def fill(study):
    """Write something into every table."""
    kept = pd.DataFrame({"0": pd.array([4, pd.NA], "Float64")}, index=[2, 3])
    for expected in (SaveResult(added=2), SaveResult(unchanged=2)):
        assert study.save_wave("W", "2026-05-11", **FILE, codebook=CODEBOOK, kept=kept) == expected
    for expected in (SaveResult(added=1), SaveResult(unchanged=1)):
        assert study.save_floors(ZONES, STATES) == expected
    study.save_stretch("Autumn", "teaching", "autumn", "2025-09-01", "2026-01-04")
    study.save_renovation("Works", "改造", "2024-07-01", "2024-09-02", ["q"], id="works")
    study.set_strength("wifi", "creative", 9)
    study.set_setting("k", None)
    study.remember_area("s", "Quiet", "q")
    study.import_observations(observations("q", 1), **FILE)
    study.import_observations(observations("q", 2), **FILE)


def assert_filled(study):
    """Find all of it again."""
    codebook, kept = study.wave("w")
    assert codebook["labels"].tolist() == [{"很重要": 5}]
    assert kept["0"].tolist() == [4.0, pd.NA]
    assert study.zones()["polygon"].tolist() == ZONES["polygon"].tolist()
    assert study.zone_states()["seats"].tolist() == [60]
    assert len(study.calendar()) == 1
    assert study.renovations()[0].zones == ("q",)
    assert study.strengths_edits()["strength"].tolist() == [9]
    assert study.setting("k", "missing") is None
    assert study.area_mapping()["zone"].tolist() == ["q"]
    assert study.observations().occupied.sum().execute() == 96
    assert study.observation_imports()["changed"].tolist() == [48, 0]


def test_a_study_lives_on_the_server(server):
    """The same calls as on disk, two studies side by side, sealed, copied and deleted."""
    sealed = store.build_sealed("sample", "S", "例", "Asia/Shanghai", True, fill, edition=1)
    assert_filled(sealed)
    with pytest.raises(store.ReadOnlyStudyError):
        sealed.set_setting("k", 1)
    mine = store.copy_study("sample", "Mine", "我的")
    assert_filled(mine)
    mine.save_draft("counts", "a.csv", b"x", {})
    mine.delete_wave("w")
    mine.delete_zone("q")
    assert_filled(store.open_study("sample"))
    assert set(store.list_studies()["study"]) == {"sample", "mine"}
    store.delete_study("mine")
    assert store.list_studies()["study"].tolist() == ["sample"]
    with pytest.raises(errors.StudyUnknownError):
        store.open_study("mine")
    assert store.create_study("Mine", "", "UTC").waves().empty


def test_half_a_study_is_not_seen_on_the_server(server):
    """A build that fails leaves nothing in the list."""

    def fail(study):
        study.set_setting("k", 1)
        assert store.list_studies().empty
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.build_sealed("sample", "S", "", "UTC", True, fail)
    assert store.list_studies().empty


def test_writers_on_the_server_lose_nothing(server):
    """Four threads import and edit at once; each write is counted."""
    study = store.create_study("A", "", "UTC")
    study.save_floors(ZONES, STATES)
    before = study.version

    def write(number):
        own = store.open_study(study.id)
        own.import_observations(observations(f"z{number}", 1), **FILE)
        own.set_setting(str(number), number)

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert study.observation_coverage().rows == 4 * 48
    assert [study.setting(str(number)) for number in range(4)] == [0, 1, 2, 3]
    assert study.version == before + 8


def test_same_field_on_the_server_is_told(server):
    """As on disk: the later one overwrites nothing."""
    study = store.create_study("A", "", "UTC")
    study.save_floors(ZONES, STATES)
    study.update_zone("q", {"wanted": "creative"}, 1)
    with pytest.raises(store.ChangedMeanwhileError):
        study.update_zone("q", {"wanted": "cultural"}, 1)


def test_server_that_does_not_answer_is_told(tmp_path, monkeypatch):
    """The sentence names the host, never the password."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: the extra [postgres]")
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))
    monkeypatch.setenv("RESPACE_DATABASE", "postgresql+psycopg://u:secret@127.0.0.1:1/none")
    with pytest.raises(errors.ServerUnreachableError, match=r"127\.0\.0\.1") as caught:
        store.list_studies()
    assert "secret" not in str(caught.value)
