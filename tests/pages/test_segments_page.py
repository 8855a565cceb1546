"""The segments page: found once, named by what sets apart, stopped when asked."""

import pytest

from pages.parts import segments
from surveys.segments import SegmentsCancelledError
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "refine/segments"


@pytest.fixture(scope="module")
def two_kinds(sample_home):
    """Return a study of 120 people of two kinds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESPACE_HOME", str(sample_home))
        return own_study.with_wave(own_study.survey(120))


@pytest.mark.parametrize(("lang", "more"), [("en", "more "), ("zh", "更重视")])
def test_segments_are_named_in_the_readers_language(open_page, two_kinds, lang, more):
    """Two kinds of people were made; each name says what sets it apart."""
    app = open_page(PAGE, lang=lang, study=two_kinds.id)
    assert app.subheader[0].value.startswith(("2 segments", "共 2 个群体"))
    names = app.dataframe[0].value.iloc[:, 0].tolist()
    assert len(names) == 2
    assert all(more in name for name in names)


def test_result_is_kept(open_page, two_kinds, monkeypatch):
    """The second reader does not wait."""
    open_page(PAGE, study=two_kinds.id)
    monkeypatch.setattr("surveys.segments.find_segments", None)
    assert not open_page(PAGE, study=two_kinds.id).error


def test_method_and_criterion_are_said(open_page, two_kinds):
    """How many segments, by which criterion, how it was computed."""
    app = open_page(PAGE, study=two_kinds.id)
    tried = app.dataframe[-1].value
    assert tried["Number of segments"].tolist() == list(range(1, 9))
    assert tried["Chosen"].tolist().count("yes") == 1
    assert "mixture of profiles" in said(app)


def test_all_needs_or_those_that_part_most(open_page, two_kinds):
    """The map begins with what matters; the link keeps the choice."""
    app = open_page(PAGE, study=two_kinds.id, rows="all")
    assert app.query_params["rows"] == "all"


def test_stop_works_and_can_be_taken_back(open_page, home, monkeypatch):
    """A reader who stops sees why nothing is shown, and a button."""
    study = own_study.with_wave(own_study.survey(60))
    monkeypatch.setattr(segments.session, "paused", lambda work: True)
    app = open_page(PAGE, study=study.id)
    assert "was stopped" in said(app)
    monkeypatch.undo()
    monkeypatch.setenv("RESPACE_HOME", str(home))
    app.button(key="segments_start").click().run()
    assert "stopped" not in said(app)


def test_fault_is_a_sentence(open_page, home, monkeypatch):
    """What the search raises is said in the reader's language."""

    def stopped(answers, progress):
        raise SegmentsCancelledError

    monkeypatch.setattr("surveys.segments.find_segments", stopped)
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(60)).id)
    assert "was stopped" in app.error[0].value


def test_too_few_people_are_not_split(open_page, home):
    """59 of the 60 that are needed: the reason is said."""
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(59)).id)
    assert "Too few answers" in app.subheader[0].value
    assert "60" in said(app)


def test_wave_without_needs_says_how_to_link_them(open_page, home):
    """No needs, no segments, and the way out."""
    study = own_study.with_wave(b"Where from?\n" + b"Leeds and back again\nYork by train\n" * 6)
    assert "choose the need of each question" in said(open_page(PAGE, study=study.id))


def test_empty_study_says_what_is_needed(open_page, home):
    """No answers yet."""
    assert "no survey answers" in said(open_page(PAGE, study=own_study.begun().id))
