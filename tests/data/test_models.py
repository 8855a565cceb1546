"""Tests of `data.store.models`."""

import pytest

from data import store


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make a study of its own."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path / "图书馆"))
    return store.create_study("Trial", "试验馆", "Asia/Shanghai")


def test_model_comes_back_as_it_was(study):
    """Bytes and names, in the order they came, also under a Chinese folder."""
    study.save_model("主楼.ifc", b"one")
    study.save_model("annex.ifc", b"two")
    assert study.models() == ("主楼.ifc", "annex.ifc")
    assert (study.model("主楼.ifc"), study.model("annex.ifc")) == (b"one", b"two")


def test_model_of_the_same_name_replaces_the_older(study):
    """One file is left."""
    study.save_model("a.ifc", b"one")
    study.save_model("a.ifc", b"two")
    assert study.model("a.ifc") == b"two"
    assert len(list((study.folder / "models").glob("*.bin"))) == 1


def test_sealed_study_takes_no_model(study):
    """Nothing is written."""
    study.seal()
    with pytest.raises(store.ReadOnlyStudyError):
        study.save_model("a.ifc", b"one")
    assert study.models() == ()
