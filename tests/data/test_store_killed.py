"""Tests of `data.store`: a killed process leaves the study whole, and writers lose nothing."""

import multiprocessing
import os
import signal
import sqlite3
import threading
import time

import pandas as pd
import pytest

from data import store
from data.store import occupancy, parts, places, record, surveys

FILE = {"source": "s", "file_name": "f.csv", "sha256": "0" * 64}
CODEBOOK = pd.DataFrame(
    {
        "position": [0],
        "question": ["Q"],
        "option": [""],
        "role": ["text"],
        "need": [""],
        "low": pd.array([pd.NA], "Float64"),
        "high": pd.array([pd.NA], "Float64"),
        "reversed": [False],
        "labels": [None],
        "why": [""],
        "sure": pd.array([1.0], "Float64"),
    }
)
ROWS = 200
MOMENTS = {  # where the process dies -> (module or class, function)
    "before a part has its name": (parts, "settle"),
    "before the manifest is switched": (occupancy.Occupancy, "_switch"),
    "before the switch is committed": (record.Record, "_log"),
    "after the commit": (parts, "retire"),
}
WAVE_MOMENTS = {
    "before the new rows": (surveys.Surveys, "_put_codebook"),
    "before the rows of people": (surveys.Surveys, "_put_responses"),
    "before the commit": (record.Record, "_log"),
}


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make a study with one import and one wave."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))
    monkeypatch.delenv("RESPACE_DATABASE", raising=False)
    made = store.create_study("A", "", "UTC", study_id="a")
    made.import_observations(observations(0), **FILE)
    save_wave(made, "old")
    return made


def observations(occupied, rows=ROWS, zone="z"):
    """Return one row per half-hour."""
    at = pd.date_range("2026-03-02", periods=rows, freq="30min")
    made = pd.DataFrame({"zone": zone, "at": at, "repeat": 0, "occupied": occupied})
    return made.assign(capacity=60)


def save_wave(study, answer):
    """Save one wave of people who all say the same."""
    kept = pd.DataFrame({"0": [answer] * ROWS}, index=range(2, ROWS + 2), dtype="string")
    study.save_wave("W", None, **FILE, codebook=CODEBOOK, kept=kept)


def die(*_, **__):
    """End this process as a power failure would."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def import_and_die(home, moment):
    """Import other values for all rows and half as many new ones, and die on the way."""
    os.environ["RESPACE_HOME"] = home
    setattr(*MOMENTS[moment], die)
    store.open_study("a").import_observations(observations(1, rows=ROWS * 3 // 2), **FILE)


def save_and_die(home, moment):
    """Save another edition of the wave, and die on the way."""
    os.environ["RESPACE_HOME"] = home
    setattr(*WAVE_MOMENTS[moment], die)
    save_wave(store.open_study("a"), "new")


def draft_and_die(home, _):
    """Save another draft, and die before its file has its name."""
    os.environ["RESPACE_HOME"] = home
    places.settle = die
    store.open_study("a").save_draft("counts", "new.csv", b"new", {})


def import_again_and_again(home, _):
    """Import other values for ever."""
    os.environ["RESPACE_HOME"] = home
    number = 1
    while True:
        store.open_study("a").import_observations(observations(number, rows=20_000), **FILE)
        number += 1


def started(work, *arguments):
    """Start a process that has everything imported but shares nothing else."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload(["data.store", "duckdb", "pyarrow", "sqlalchemy.orm"])
    process = context.Process(target=work, args=arguments)
    process.start()
    return process


def killed(work, study, moment):
    """Run work that dies at a moment, and make sure that it did."""
    process = started(work, str(study.folder.parents[1]), moment)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def assert_whole(study):
    """Check the records as SQLite does, and the manifest against its parts."""
    with sqlite3.connect(study.folder / "study.sqlite") as records:
        assert records.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert records.execute("PRAGMA foreign_key_check").fetchall() == []
    rows = study.observations().count().execute()
    assert rows == study.observation_coverage().rows == study.observation_imports()["rows"].sum()


posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL to die of")


@posix_only
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_import_leaves_the_study_whole(study, moment):
    """Either nothing of it is there or all of it; the next import mends the rest."""
    before = study.version
    killed(import_and_die, study, moment)
    assert_whole(study)
    done = moment == "after the commit"
    assert study.observations().occupied.sum().execute() == (ROWS * 3 // 2 if done else 0)
    assert study.observation_coverage().rows == (ROWS * 3 // 2 if done else ROWS)
    assert study.version == before + done
    again = study.import_observations(observations(1, rows=ROWS * 3 // 2), **FILE)
    assert again.changed == (0 if done else ROWS)
    assert_whole(study)


@posix_only
@pytest.mark.parametrize("moment", WAVE_MOMENTS)
def test_killed_save_leaves_the_old_wave(study, moment):
    """All old answers are there, none of the new ones."""
    before = study.version
    killed(save_and_die, study, moment)
    assert_whole(study)
    assert study.wave("w")[1]["0"].tolist() == ["old"] * ROWS
    assert study.version == before
    save_wave(study, "new")
    assert study.wave("w")[1]["0"].tolist() == ["new"] * ROWS


@posix_only
def test_killed_upload_leaves_the_old_draft(study):
    """A draft is replaced whole or not at all."""
    old = study.save_draft("counts", "old.csv", b"old", {})
    killed(draft_and_die, study, "")
    assert study.draft("counts") == old


@posix_only
def test_killed_at_any_time_the_study_is_whole(study):
    """Three deaths at no chosen moment: all rows are of one import."""
    for wait in (0.35, 0.5, 0.8):
        process = started(import_again_and_again, str(study.folder.parents[1]), "")
        time.sleep(wait)
        process.kill()
        process.join(60)
        assert_whole(study)
        table = study.observations()
        assert table.occupied.nunique().execute() == 1


def write_a_lot(home, name):
    """Write settings, a field of the zone, and rows of an own zone."""
    os.environ["RESPACE_HOME"] = home
    study = store.open_study("a")
    for number in range(10):
        study.set_setting(f"{name}-{number}", number)
    study.update_zone("z", {f"name_{name}": name}, 1)
    study.import_observations(observations(1, zone=name), **FILE)


def test_two_processes_and_two_threads_lose_nothing(study):
    """What four writers wrote at once is all there, and each write was counted."""
    zone = {"zone": "z", "name_en": "", "name_zh": "", "floor": "1F", "level": 1, "polygon": None}
    zone |= {"area_m2": None, "convertible": True, "kind": "room", "wanted": ""}
    study.save_floors(pd.DataFrame([zone]), pd.DataFrame(columns=["zone"]))
    before, home = study.version, str(study.folder.parents[1])
    processes = [started(write_a_lot, home, name) for name in ("en", "zh")]
    threads = [
        threading.Thread(
            target=study.import_observations, args=[observations(2, zone=name)], kwargs=FILE
        )
        for name in ("t1", "t2")
    ]
    for thread in threads:
        thread.start()
    for one in (*threads, *processes):
        one.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert [study.setting(f"{name}-9") for name in ("en", "zh")] == [9, 9]
    assert study.zones()[["name_en", "name_zh"]].to_numpy().tolist() == [["en", "zh"]]
    assert study.observation_coverage().rows == 5 * ROWS
    assert study.version == before + 2 * 12 + 2
    assert_whole(study)
