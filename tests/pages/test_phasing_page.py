"""The phasing page: the schedule of works, its limits, and what is asked."""

import datetime as dt
import uuid

import pytest

from data import store
from pages.parts import zone_editor

PAGE = "implement/phasing"
DAY = dt.date(2026, 3, 2)


@pytest.fixture
def study(home):
    """Make a study of its own for one test."""
    made = store.create_study("Trial", "试验馆", "Asia/Shanghai", study_id=f"t-{uuid.uuid4().hex}")
    yield made
    store.delete_study(made.id)


def furnish(study, wanted="creative"):
    """Two halls of 20 seats; the first shall become something else."""
    for name in ("Hall", "Salon"):
        given = {"name_en": name, "space_type": "learning", "seats": 20, "area_m2": 50.0}
        zone_editor.add_zone(study, "1F", given, DAY)
    zone = study.zones().set_index("name_en").loc["Hall", "zone"]
    study.update_zone(zone, {"wanted": wanted}, 1)
    study.set_setting("phasing", {"start": "2026-03-02", "shares": {"seats_teaching": 0.5}})
    return zone


@pytest.mark.parametrize(("lang", "said"), [("en", "seat-hours are lost"), ("zh", "座位小时")])
def test_sample_says_how_long_and_how_many_seats(open_page, lang, said):
    """Duration, open seats and lost seat-hours in the answer; a figure and tables below."""
    page = open_page(PAGE, lang=lang)
    assert not page.exception
    assert said in page.subheader[0].value
    assert len(page.dataframe) >= 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_empty_study_points_to_the_floors(open_page, study, lang):
    """Nothing to schedule yet."""
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert page.info


def test_a_plan_without_changes_has_no_works(open_page, study):
    """Every zone stays what it is."""
    furnish(study, wanted="learning")
    page = open_page(PAGE, lang="en", study=study.id)
    assert "no works to schedule" in page.info[0].value


def test_one_hall_of_two_is_closed_for_four_weeks(open_page, study):
    """50 m2 of heavy works; 20 of 40 seats stay open, which the limit allows."""
    furnish(study)
    page = open_page(PAGE, lang="en", study=study.id)
    assert not page.exception
    assert "Works take 4 weeks" in page.subheader[0].value
    assert "20 of 40 seats (50%)" in page.subheader[0].value


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "**50%** of the seats open"), ("zh", "**50%**，而非 80%")]
)
def test_a_limit_that_cannot_be_met_is_named_with_the_nearest(open_page, study, lang, said):
    """Half the seats are in the hall: 80 % cannot stay open, 50 % can."""
    furnish(study)
    study.set_setting("phasing", {"start": "2026-03-02", "shares": {"seats_teaching": 0.8}})
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert any(said in one.value for one in page.markdown)


def test_what_is_asked_is_kept_with_the_study(open_page, study):
    """A higher share is entered and sent; the next reader sees it."""
    furnish(study)
    page = open_page(PAGE, lang="en", study=study.id)
    page.number_input(key="phasing_seats_teaching").set_value(90)
    page.button[[one.label for one in page.button].index("Compute the schedule")].click().run()
    assert not page.exception
    assert study.setting("phasing")["shares"]["seats_teaching"] == 0.9
    assert "cannot all be met" in page.subheader[0].value


def test_the_sample_is_asked_for_this_visit_only(open_page):
    """The sample is sealed: a limit can be tried, and is not kept."""
    page = open_page(PAGE, lang="en")
    page.number_input(key="phasing_seats_teaching").set_value(100)
    page.number_input(key="phasing_latest").set_value(5)
    page.button[[one.label for one in page.button].index("Compute the schedule")].click().run()
    assert not page.exception
    assert "cannot all be met" in page.subheader[0].value
    assert store.open_study("sample").setting("phasing") is None
