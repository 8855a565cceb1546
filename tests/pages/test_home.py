"""The overview: state of the four steps, the numbers that matter, one next action each."""

import pytest

from data import reference
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "overview/home"


@pytest.mark.parametrize(("lang", "steps"), [("en", "Obtain"), ("zh", "获取")])
def test_sample_shows_four_numbers_and_four_steps(open_page, lang, steps):
    """One glance: four numbers, four steps, an action for each."""
    app = open_page(PAGE, lang=lang)
    assert len(app.metric) == 4
    assert not [metric for metric in app.metric if metric.value in ("not known yet", "尚不清楚")]
    assert steps in said(app)
    assert len([line for line in app.markdown if line.value.startswith("#### :material")]) == 4


def test_every_page_of_the_sample_says_synthetic(open_page):
    """Nothing here was measured."""
    assert "Synthetic data" in said(open_page(PAGE))


def test_empty_study_says_what_is_missing(open_page, home):
    """No number is invented; each step says not begun and where to begin."""
    app = open_page(PAGE, study=own_study.begun().id)
    assert [metric.value for metric in app.metric][1:] == ["not known yet"] * 3
    assert said(app).count("not begun") == 4
    assert "no survey answers yet" in said(app)


def test_survey_moves_two_steps(open_page, home):
    """With answers, step 1 has begun and step 2 is ready."""
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(20)).id)
    assert app.metric[0].value == "20"
    assert "needs rated: 6 of 26" in said(app)
    assert "Intervals will be wide" in said(app)


def test_table_of_zeros_does_not_take_the_overview_down(open_page, home):
    """Where no need leads to a space, only that number is not known."""
    study = own_study.with_wave(b"How important is the Wi-Fi?\n" + b"5\n4\n3\n" * 4)
    for space_type in set(reference.strengths()["space_type"]):
        study.set_strength("wifi", space_type, 0)
    app = open_page(PAGE, study=study.id)
    assert not app.error
    assert app.metric[3].value == "not known yet"


def test_small_wave_shows_no_gap(open_page, home):
    """Four people: their gap stands in no number of the overview."""
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(4)).id)
    assert app.metric[1].value == "not known yet"
    assert app.metric[3].value == "not known yet"


def test_unknown_study_in_the_link_opens_the_sample(open_page):
    """An old link says so instead of failing."""
    app = open_page(PAGE, study="gone")
    assert "no study" in said(app)
    assert len(app.metric) == 4
