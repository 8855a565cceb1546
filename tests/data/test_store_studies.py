"""Tests of `data.store`: studies as wholes."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies

from data import store
from data.store import errors, places


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


def test_home_needs_no_setting(monkeypatch):
    """Without RESPACE_HOME everything lies in Respace in the user's home."""
    monkeypatch.delenv("RESPACE_HOME")
    assert store.home().name == "Respace"


def test_new_study_is_listed(study):
    """It has both names and may be written."""
    (row,) = store.list_studies().to_dict("records")
    assert row.pop("created_at") == study.created_at
    assert row == {
        "study": "riverside-university-library",
        "name_en": "Riverside University Library",
        "name_zh": "河畔大学图书馆",
        "synthetic": False,
        "read_only": False,
    }


def test_no_study_is_no_fault(home):
    """The list of an empty home is empty, and nothing is made by looking."""
    assert store.list_studies().empty
    assert not home.exists()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Café 2", "河畔"), "cafe-2"),
        (("", "NNU 图书馆"), "nnu"),
        (("CON", ""), "study-con"),  # a device on Windows
        (("Sample", ""), "study-sample"),  # the sample's place is not for sale
        (("x" * 90, ""), "x" * 40),
    ],
)
def test_ids_are_made_from_names(names, expected):
    """An id is Latin, short, and a folder name everywhere."""
    assert store.create_study(*names, "UTC").id == expected


def test_same_names_get_another_id(study):
    """Two libraries may be called the same."""
    again = store.create_study("Riverside University Library", "", "UTC")
    assert again.id == f"{study.id}-2"


@given(strategies.text(), strategies.text())
def test_any_name_makes_a_usable_id(name_en, name_zh):
    """Whatever people type, the id passes the check of ids."""
    made = places.slug(name_en, name_zh, kind="study")
    assert places.checked_id(made) == made


@pytest.mark.parametrize("asked", ["../outside", "nobody", "", "A", "a/b", ".new-1", "a" * 70])
def test_unknown_study_in_a_link_is_told(asked):
    """Ids come from links; none of them leaves the folder of studies."""
    with pytest.raises(errors.StudyUnknownError):
        store.open_study(asked)


@pytest.mark.parametrize("asked", ["con", "Riverside", "a b", "../x"])
def test_bad_id_is_refused(asked):
    """An id that is no folder name on some system is not taken."""
    with pytest.raises(errors.StudyIdError):
        store.create_study("A", "", "UTC", study_id=asked)


def test_taken_id_is_refused(study):
    """The study that is there stays as it is."""
    with pytest.raises(errors.StudyExistsError):
        store.create_study("Other", "", "UTC", study_id=study.id)
    assert study.name() == "Riverside University Library"


@pytest.mark.parametrize("zone", ["Mars/Base", "", "/etc/passwd"])
def test_time_zone_must_exist(zone):
    """A study without a clock could not read counts."""
    with pytest.raises(errors.TimeZoneUnknownError):
        store.create_study("A", "", zone)


def test_name_falls_back_to_the_other_language():
    """One name is enough."""
    study = store.create_study("", "河畔大学图书馆", "Asia/Shanghai")
    assert (study.name("en"), study.name("zh")) == ("河畔大学图书馆", "河畔大学图书馆")


def test_rename_is_seen_by_everyone(study):
    """Another session holds the same study."""
    other = store.open_study(study.id)
    study.rename("New", "新")
    assert (other.name("en"), other.name("zh")) == ("New", "新")


def test_each_write_raises_the_version(study):
    """Caches hang on it; reading leaves it alone."""
    before = study.version
    study.set_setting("k", 3)
    study.set_setting("k", 4)
    study.setting("k")
    assert study.version == before + 2


def test_later_study_of_the_same_id_starts_higher(study):
    """What was cached for the old one never shows in the new one."""
    for key in range(3):
        study.set_setting(str(key), 0)
    before = study.version
    copied = store.copy_study(study.id, "Copy", "")
    assert copied.version > before


def test_study_made_again_under_its_name_starts_higher(study):
    """Also where the old one was written to more often than once a second, and deleted at once."""
    for key in range(30):
        study.set_setting(str(key), 0)
    last, name = study.version, study.name("en")
    store.delete_study(study.id)
    again = store.create_study(name, "", "Asia/Shanghai")
    assert again.version > last


def test_sealed_study_refuses_every_write():
    """Reading goes on."""
    study = store.create_study("A", "", "UTC")
    study.set_setting("k", 1)
    study.seal()
    assert study.read_only
    with pytest.raises(store.ReadOnlyStudyError):
        study.set_setting("k", 2)
    with pytest.raises(store.ReadOnlyStudyError):
        study.save_draft("counts", "a.csv", b"x", {})
    with pytest.raises(store.ReadOnlyStudyError):
        store.delete_study(study.id)
    assert study.setting("k") == 1


def test_sealed_build_appears_whole_or_not_at_all(home):
    """While it is built, nobody sees it; when it fails, nothing is left."""

    def fill(study):
        study.set_setting("k", 1)
        assert store.list_studies().empty
        if not study.setting("go", False):
            raise InterruptedError

    with pytest.raises(InterruptedError):
        store.build_sealed("sample", "S", "", "UTC", True, fill)
    assert store.list_studies().empty
    assert list((home / "studies").iterdir()) == []


def test_sealed_build_of_this_edition_is_kept():
    """An older edition goes to the trash, a present one is not built again."""
    built = []

    def fill(study):
        built.append(study.id)
        study.set_setting("times", len(built))

    for edition in (1, 1, 2):
        study = store.build_sealed("sample", "S", "例", "UTC", True, fill, edition=edition)
    assert len(built) == 2
    assert (study.setting("times"), study.edition) == (2, 2)
    assert study.read_only
    assert study.synthetic
    assert len(list((store.home() / "trash").iterdir())) == 1


@pytest.mark.parametrize("content", [None, b"", b"no database" * 100])
def test_damaged_sealed_study_is_built_again(content):
    """What a generator made can be made again; the damaged one goes to the trash."""
    for _ in range(2):
        study = store.build_sealed("sample", "S", "", "UTC", True, lambda study: None, edition=1)
        assert study.name() == "S"
        records = study.folder / "study.sqlite"
        records.unlink() if content is None else records.write_bytes(content)
    assert len(list((store.home() / "trash").iterdir())) == 1


def test_slower_of_two_builders_uses_what_is_there():
    """Two servers start on one home: the second one to finish throws its own away."""

    def fill(study):
        if not (store.home() / "studies" / "sample").exists():
            store.build_sealed("sample", "First", "", "UTC", True, lambda study: None, edition=1)

    study = store.build_sealed("sample", "Second", "", "UTC", True, fill, edition=1)
    assert study.name() == "First"
    assert store.list_studies()["study"].tolist() == ["sample"]


def test_copy_of_a_sealed_study_can_be_changed():
    """It stays synthetic, and the original does not move."""

    def fill(study):
        study.set_setting("k", [1, None])
        study.remember_area("tcc", "Quiet", "2F-quiet")

    sealed = store.build_sealed("sample", "S", "例", "Asia/Shanghai", True, fill)
    mine = store.copy_study("sample", "Mine", "我的")
    mine.set_setting("k", "mine")
    assert (mine.name("zh"), mine.time_zone, mine.synthetic, mine.read_only) == (
        "我的",
        "Asia/Shanghai",
        True,
        False,
    )
    assert mine.area_mapping().to_dict("records") == sealed.area_mapping().to_dict("records")
    assert sealed.setting("k") == [1, None]


def test_deleted_study_lies_in_the_trash(study, home):
    """Nothing is erased, and writers who still hold it are told."""
    store.delete_study(study.id)
    assert store.list_studies().empty
    (kept,) = (home / "trash").iterdir()
    assert (kept / "study.sqlite").is_file()
    with pytest.raises(errors.StudyUnknownError):
        study.set_setting("k", 1)


def test_importing_the_store_loads_no_query_engine():
    """The app starts without DuckDB and Ibis."""
    code = "import data.store, sys; print({'ibis', 'duckdb'} & set(sys.modules))"
    command, house = [sys.executable, "-c", code], Path(__file__).parents[2]
    ran = subprocess.run(command, cwd=house, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
