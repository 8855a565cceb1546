"""The page of studies: start one, copy the sample, rename, remove."""

import pytest

from data import store
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "overview/studies"


def ids():
    """Return the ids of all studies here."""
    return set(store.list_studies()["study"])


@pytest.mark.parametrize(("lang", "title"), [("en", "Studies"), ("zh", "研究项目")])
def test_sample_is_listed_and_locked(open_page, lang, title):
    """The sample is there; it can be neither renamed nor removed."""
    app = open_page(PAGE, lang=lang)
    assert app.title[0].value == title
    assert len(app.dataframe[0].value) >= 1
    assert app.info
    assert "rename_en" not in {field.key for field in app.text_input}


def test_study_is_started_in_its_time_zone(open_page):
    """Two names and a time zone make a study; the reader is in it at once."""
    before = ids()
    app = open_page(PAGE)
    app.text_input(key="new_study_en").set_value("Riverside University Library")
    app.text_input(key="new_study_zh").set_value("河畔大学图书馆")
    app.selectbox(key="new_study_zone").select("America/New_York")
    app.button(key="new_study_create").click().run()
    (made,) = ids() - before
    study = store.open_study(made)
    assert study.name("en") == "Riverside University Library"
    assert study.name("zh") == "河畔大学图书馆"
    assert study.time_zone == "America/New_York"
    assert app.query_params["study"] == made


def test_one_name_serves_both_languages(open_page):
    """A list in the other language shows no blank."""
    before = ids()
    app = open_page(PAGE)
    app.text_input(key="new_study_zh").set_value("河畔图书馆")
    app.button(key="new_study_create").click().run()
    (made,) = ids() - before
    assert store.open_study(made).name("en") == "河畔图书馆"


def test_study_needs_a_name(open_page):
    """Without any name nothing is made, and it is said."""
    before = ids()
    app = open_page(PAGE)
    app.button(key="new_study_create").click().run()
    assert "at least one language" in app.error[0].value
    assert ids() == before


def test_copy_of_the_sample_can_be_changed_and_stays_synthetic(open_page):
    """The copy holds the waves, says synthetic, and is not locked."""
    before = ids()
    app = open_page(PAGE)
    app.text_input(key="new_study_en").set_value("Copy")
    app.radio(key="new_study_begin").set_value("copy")
    app.button(key="new_study_create").click().run()
    (made,) = ids() - before
    study = store.open_study(made)
    assert len(study.waves()) == 3
    assert study.synthetic
    assert not study.read_only


def test_study_is_renamed_and_removed(open_page, home):
    """Removing moves it to the trash and the reader to the sample."""
    study = own_study.begun()
    app = open_page(PAGE, study=study.id)
    app.text_input(key="rename_en").set_value(own_study.MARKUP)
    app.button(key="rename_save").click().run()
    assert store.open_study(study.id).name("en") == own_study.MARKUP
    assert own_study.MARKUP not in said(app)
    app.button(key="remove_confirm").click().run()
    assert study.id not in ids()
    assert not app.exception


def test_two_studies_of_one_name_are_told_apart(open_page):
    """A picker finds options by their labels; the reader is asked by them too."""
    first, second = own_study.begun(), own_study.begun()
    for asked, other in ((first, second), (second, first)):
        app = open_page(PAGE, study=asked.id)
        picker = app.selectbox(key="at_study")
        assert picker.value == asked.id
        assert len(set(picker.options)) == len(picker.options)
        picker.select(other.id).run()
        assert app.query_params["study"] == other.id
