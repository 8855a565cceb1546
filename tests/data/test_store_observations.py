"""Tests of `data.store`: observations are added once, replaced whole, and never half there."""

import os
import tempfile
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from data import store
from data.store import errors
from data.store.occupancy import ImportResult

COLUMNS = ["zone", "at", "repeat", "occupied", "capacity"]
FILE = {"source": "sweeps", "file_name": "客流.csv", "sha256": "0" * 64}


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make an empty study in a folder whose name SQL would stumble over."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path / "it's 图书馆"))
    monkeypatch.delenv("RESPACE_DATABASE", raising=False)
    return store.create_study("Riverside", "河畔", "Asia/Shanghai")


def rows(*given):
    """Return observations from (zone, hour, repeat, occupied); capacity is 60."""
    made = [(z, f"2026-03-02 {h:02d}:00", r, n, 60) for z, h, r, n in given]
    return pd.DataFrame(made, columns=COLUMNS)


def held(study):
    """Return what a study holds as {(zone, hour, repeat): occupied}, None = blank."""
    table = study.observations().execute()
    return {
        (row.zone, row.at.hour, row.repeat): None if pd.isna(row.occupied) else int(row.occupied)
        for row in table.itertuples()
    }


def names(study):
    """Return the files in the folder of observations."""
    return {path.name for path in (study.folder / "observations").iterdir()}


def test_no_observations_is_a_table_without_rows(study):
    """Pages need no case of their own: the columns are there."""
    table = study.observations()
    assert table.execute().empty
    assert {name: str(kind) for name, kind in table.schema().items()} == {
        "zone": "string",
        "at": "timestamp(6)",
        "repeat": "int32",
        "occupied": "int32",
        "capacity": "int32",
    }
    assert study.observation_coverage() == store.Coverage(0, None, None, ())
    assert study.observation_imports().empty


def test_observations_come_back_as_they_were(study):
    """Blank stays blank, 0 stays 0, repeats stay apart."""
    given = rows(("静读", 9, 0, None), ("静读", 9, 1, 0), ("b", 23, 0, 71))
    given.loc[0, "capacity"] = pd.NA
    study.import_observations(given, **FILE)
    assert held(study) == {("静读", 9, 0): None, ("静读", 9, 1): 0, ("b", 23, 0): 71}
    stored = study.observations().order_by(["zone", "repeat"]).capacity.execute()
    assert [None if pd.isna(n) else n for n in stored] == [60, None, 60]


def test_same_file_twice_adds_nothing(study):
    """The second import is listed, and says that all was there."""
    given = rows(("a", 9, 0, 5), ("a", 10, 0, None))
    assert study.import_observations(given, **FILE) == ImportResult(2, 0, 0)
    before = names(study)
    assert study.import_observations(given, **FILE) == ImportResult(0, 2, 0)
    assert names(study) == before
    assert study.observation_imports()["rows"].sum() == 2


def test_other_values_replace_the_old_ones(study):
    """A number where nobody had looked, and another capacity, are changes too."""
    study.import_observations(rows(("a", 9, 0, 5), ("a", 10, 0, None), ("a", 11, 0, 7)), **FILE)
    given = rows(("a", 9, 0, 6), ("a", 10, 0, 0), ("a", 11, 0, 7), ("a", 12, 0, 1))
    given.loc[2, "capacity"] = 61
    assert study.import_observations(given, **FILE) == ImportResult(1, 0, 3)
    assert held(study) == {("a", 9, 0): 6, ("a", 10, 0): 0, ("a", 11, 0): 7, ("a", 12, 0): 1}
    assert study.observations().capacity.max().execute() == 61


def test_coverage_is_read_from_the_manifest(study):
    """Rows, first, last and zones need no file."""
    study.import_observations(rows(("b", 9, 0, 5), ("a", 21, 0, 1)), **FILE)
    for path in (study.folder / "observations").iterdir():
        path.unlink()
    first, last = pd.Timestamp("2026-03-02 09:00"), pd.Timestamp("2026-03-02 21:00")
    assert study.observation_coverage() == store.Coverage(2, first, last, ("a", "b"))


def test_deleted_import_takes_its_rows(study):
    """Rows of other imports stay; deleting it again is told."""
    study.import_observations(rows(("a", 9, 0, 5)), **FILE)
    study.import_observations(rows(("a", 10, 0, 5)), **FILE | {"file_name": "second.csv"})
    imports = study.observation_imports().set_index("file_name")
    study.delete_import(imports.loc["second.csv", "import_id"])
    assert held(study) == {("a", 9, 0): 5}
    with pytest.raises(errors.ImportUnknownError):
        study.delete_import(imports.loc["second.csv", "import_id"])


def test_two_rows_for_one_moment_are_refused(study):
    """The store does not guess which sweep was meant."""
    with pytest.raises(
        errors.ObservationsTwiceError, match="'a' has two rows for 2026-03-02 09:00"
    ):
        study.import_observations(rows(("a", 9, 0, 5), ("a", 9, 0, 6)), **FILE)
    assert study.observation_imports().empty


def test_nothing_to_import_is_an_import_of_nothing(study):
    """A file whose rows were all left out is still in the list."""
    assert study.import_observations(rows(), **FILE) == ImportResult(0, 0, 0)
    assert study.observation_imports()["rows"].tolist() == [0]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"PAR1")])
def test_lost_or_cut_part_is_told(study, spoil):
    """The sentence names the file and the import; deleting the import mends the study."""
    study.import_observations(rows(("a", 9, 0, 5)), **FILE)
    for path in (study.folder / "observations").iterdir():
        spoil(path)
    with pytest.raises(errors.PartMissingError, match=r"1 rows, imported from '客流\.csv'"):
        study.observations()
    study.delete_import(study.observation_imports()["import_id"].iloc[0])
    assert held(study) == {}


def test_scrambled_part_is_told(study):
    """Right size, wrong bytes."""
    study.import_observations(rows(("a", 9, 0, 5)), **FILE)
    for path in (study.folder / "observations").iterdir():
        path.write_bytes(b"?" * path.stat().st_size)
    with pytest.raises(errors.PartUnreadableError):
        study.observations()
    with pytest.raises(errors.PartUnreadableError):
        study.import_observations(rows(("a", 9, 0, 6)), **FILE)


def test_replaced_parts_stay_for_those_who_read_them(study):
    """A table asked for before an import still answers; an hour later the file goes."""
    study.import_observations(rows(("a", 9, 0, 5), ("a", 10, 0, 5)), **FILE)
    table, (old,) = study.observations(), names(study)
    study.import_observations(rows(("a", 9, 0, 6)), **FILE)
    assert table.occupied.sum().execute() == 10
    late = time.time() - 4000
    os.utime(study.folder / "observations" / old, (late, late))
    study.import_observations(rows(("a", 9, 0, 6)), **FILE)
    assert old not in names(study)
    assert held(study) == {("a", 9, 0): 6, ("a", 10, 0): 5}


def test_threads_read_side_by_side(study):
    """Each session of the app has a connection of its own."""
    study.import_observations(rows(*(("a", hour, 0, hour) for hour in range(24))), **FILE)
    seen = []

    def read():
        table = study.observations()
        seen.extend(table.occupied.sum().execute() for _ in range(5))

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [276] * 30  # 0 + 1 + ... + 23


def test_observations_are_copied_with_a_study(study):
    """The copy has files of its own."""
    study.import_observations(rows(("a", 9, 0, 5)), **FILE)
    copied = store.copy_study(study.id, "Copy", "")
    copied.import_observations(rows(("a", 9, 0, 6)), **FILE)
    assert (held(study), held(copied)) == ({("a", 9, 0): 5}, {("a", 9, 0): 6})


class Imports(RuleBasedStateMachine):
    """Any order of imports and deletions gives what a dictionary would hold."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        with store.home_at(Path(self.folder.name)):
            self.study = store.create_study("A", "", "UTC")
        self.model = {}  # key -> (occupied, import)
        self.number = 0

    keys = strategies.tuples(
        strategies.sampled_from("ab"), strategies.integers(8, 11), strategies.integers(0, 1)
    )
    counts = strategies.one_of(strategies.none(), strategies.integers(0, 2))

    @rule(given=strategies.dictionaries(keys, counts, max_size=8))
    def brings(self, given):
        """Import a few rows and compare the counts."""
        self.number += 1
        name = str(self.number)
        fresh = [key for key in given if key not in self.model]
        same = [key for key in given if key in self.model and self.model[key][0] == given[key]]
        file = FILE | {"file_name": name}
        result = self.study.import_observations(
            rows(*((*key, n) for key, n in given.items())), **file
        )
        changed = len(given) - len(fresh) - len(same)
        assert result == ImportResult(len(fresh), len(same), changed)
        self.model |= {key: (n, name) for key, n in given.items() if key not in same}

    @precondition(lambda self: self.number)
    @rule(data=strategies.data())
    def forgets(self, data):
        """Delete one of the imports."""
        imports = self.study.observation_imports()
        if imports.empty:
            return
        chosen = imports.iloc[data.draw(strategies.integers(0, len(imports) - 1))]
        self.study.delete_import(chosen["import_id"])
        owned = chosen["file_name"]
        self.model = {key: pair for key, pair in self.model.items() if pair[1] != owned}

    @invariant()
    def holds_what_the_dictionary_holds(self):
        """Rows, values and the manifest agree."""
        assert held(self.study) == {key: n for key, (n, _) in self.model.items()}
        assert self.study.observation_coverage().rows == len(self.model)

    def teardown(self):
        """Leave nothing behind."""
        self.folder.cleanup()


TestImports = Imports.TestCase
TestImports.settings = settings(max_examples=10, stateful_step_count=5, deadline=None)
