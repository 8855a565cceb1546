"""Occupancy before and after: the sentence, the maps, the areas, the link."""

import datetime as dt

import pandas as pd
import pytest

from data import store
from pages.parts import periods

PAGE = "evaluate/occupancy"
FALL = {"before": "2019-08-19_2019-12-14", "after": "2024-08-19_2024-12-14"}


@pytest.fixture
def study(sample_home, monkeypatch):
    """Make an own study in a home beside the sample."""
    monkeypatch.setenv("RESPACE_HOME", str(sample_home))
    made = store.create_study("Riverside", "河畔", "Asia/Shanghai")
    yield made
    store.delete_study(made.id)


def counted(study, capacity=pd.NA, weeks=12):
    """Store counts of two areas: 20 and 10 people in the first half, 10 and 10 in the second."""
    days = pd.date_range("2026-03-02", periods=7 * weeks, freq="D", unit="s")
    rows = [
        (zone, day + pd.Timedelta(hours=hour), first if day < days[len(days) // 2] else 10)
        for zone, first in (("A <b>", 20), ("B", 10))
        for day in days
        for hour in (10, 14)
    ]
    table = pd.DataFrame(rows, columns=["zone", "at", "occupied"]).assign(repeat=0)
    table["capacity"] = pd.array([capacity] * len(table), dtype="Int32")
    study.import_observations(table, source="test", file_name="test.csv", sha256="0")


def markdown(page):
    """Return all sentences of a page."""
    return " ".join(one.value for one in page.markdown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_empty_study_says_what_it_needs(study, open_page, language):
    """Without counts there is a sentence and a way to get them."""
    page = open_page(PAGE, study=study.id, lang=language)
    assert page.info
    assert not page.metric


@pytest.mark.parametrize(
    ("language", "words"), [("en", "of the seats"), ("zh", "在相同的星期与时段")]
)
def test_sample_opens_with_an_answer(open_page, language, words):
    """The renovation of the sample is compared by rates at once."""
    page = open_page(PAGE, lang=language)
    assert not page.error
    assert words in markdown(page)
    assert page.query_params["works"] == "summer-2024"


def test_answer_says_change_interval_and_weeks(study, open_page):
    """30 people before and 20 after are a third less; 6 weeks are matched with 6."""
    counted(study)
    said = markdown(open_page(PAGE, study=study.id, lang="en"))
    assert "**30 people**" in said
    assert "**20** after: **-33%**" in said
    assert "6 of 6 weeks matched" in said


def test_without_seats_head_counts_are_shown_and_why(study, open_page):
    """The rate can be asked for; the page says what is missing."""
    counted(study)
    page = open_page(PAGE, study=study.id, lang="en", show="rate")
    assert any("needs seats" in one.value for one in page.info)
    assert "**30 people**" in markdown(page)


def test_rates_use_the_seats_of_the_file(study, open_page):
    """15 of 40 seats on average before, 10 of 40 after: 37.5 % and 25 %."""
    counted(study, capacity=40)
    said = markdown(open_page(PAGE, study=study.id, lang="en"))
    assert "**25%** after: **-12.5 points**" in said


def test_periods_that_were_not_counted_are_said(study, open_page):
    """A period without counts is named, not drawn."""
    counted(study)
    page = open_page(
        PAGE, study=study.id, lang="en", before="2020-01-01_2020-02-01", after=link(study)
    )
    assert any("Jan 1, 2020" in one.value for one in page.warning)


def link(study):
    """Return all counted days as a period of the link."""
    covered = study.observation_coverage()
    return periods.code((covered.first.date(), covered.last.date()))


def test_from_nobody_no_percentage_is_made(study, open_page):
    """0 people before: the sentence says so and gives no percentage."""
    days = pd.date_range("2026-03-02", periods=84, freq="D", unit="s")
    table = pd.DataFrame({"zone": "A", "at": days + pd.Timedelta(hours=10), "repeat": 0})
    table["occupied"] = [0] * 42 + [5] * 42
    table["capacity"] = pd.array([pd.NA] * 84, dtype="Int32")
    study.import_observations(table, source="test", file_name="test.csv", sha256="0")
    said = markdown(open_page(PAGE, study=study.id, lang="en"))
    assert "**nobody** was present before (0) and **5.0 people**" in said


def test_weeks_the_calendar_does_not_know_are_said(study, open_page):
    """Teaching weeks were asked for, and no calendar says which they are."""
    counted(study)
    page = open_page(PAGE, study=study.id, lang="en", week="teaching")
    assert any("all weeks are compared" in one.value for one in page.caption)


def test_too_short_periods_have_no_coloured_cell(study, open_page):
    """Four weeks are two against two: no cell has three days."""
    counted(study, weeks=4)
    page = open_page(PAGE, study=study.id, lang="zh")
    assert any("均不足 3 天" in one.value for one in page.info)


def test_a_choice_of_areas_is_in_the_link(study, open_page):
    """One area: 20 before and 10 after."""
    counted(study)
    page = open_page(PAGE, study=study.id, lang="en", areas="some", zones="A <b>")
    assert "**20 people**" in markdown(page)
    assert page.query_params["zones"] == "A <b>"


def test_the_link_reopens_the_view(study, open_page):
    """Areas, periods, weeks and measure all come back."""
    counted(study, capacity=40)
    asked = {"areas": "some", "zones": "B", "week": "all", "show": "people"}
    asked |= {"before": "2026-03-02_2026-03-29", "after": "2026-04-13_2026-05-10"}
    page = open_page(PAGE, study=study.id, lang="zh", **asked)
    assert {name: page.query_params[name] for name in asked} == asked
    again = dict(page.query_params)
    assert markdown(open_page(PAGE, **again)) == markdown(page)


@pytest.mark.parametrize("broken", ["soon", "2026-05-01_2026-03-01", "_", "2026-13-01_2026-14-01"])
def test_a_broken_period_in_the_link_is_ignored(study, open_page, broken):
    """The default holds instead."""
    counted(study)
    page = open_page(PAGE, study=study.id, lang="en", before=broken)
    assert not page.error
    assert "6 of 6 weeks matched" in markdown(page)


def test_latest_comparable_terms_are_proposed():
    """Autumn is compared with the autumn before, not with the spring between."""
    days = [dt.date(2024, 9, 2), dt.date(2025, 2, 17), dt.date(2025, 9, 1)]
    known = pd.DataFrame(
        {
            "name": ["A24", "S25", "A25"],
            "season": ["autumn", "spring", "autumn"],
            "first": days,
            "last": [day + dt.timedelta(days=110) for day in days],
        }
    )
    before, after = periods.proposed(known, dt.date(2024, 1, 1), dt.date(2025, 12, 31))
    assert (before[0], after[0]) == (days[0], days[2])


def test_a_term_that_has_just_begun_is_not_proposed_yet():
    """One counted week of autumn 2026 is nothing to set against autumn 2025."""
    autumns = [
        [f"Autumn {year}", "teaching", "autumn", dt.date(year, 8, 18), dt.date(year, 12, 13)]
        for year in (2024, 2025, 2026)
    ]
    columns = ["name", "kind", "season", "start", "end"]
    known = periods.terms(pd.DataFrame(autumns, columns=columns))
    before, after = periods.proposed(known, dt.date(2024, 1, 1), dt.date(2026, 8, 22))
    assert (before[0].year, after[0].year) == (2024, 2025)


def test_tcc_fall_2019_against_fall_2024(real, study, open_page):
    """The walk: both files into one series, the drop, the mix and the matched weeks."""
    for name in ("SEC Archive.csv", "Current Semester Southeast.csv"):
        content = (real / "tcc-southeast" / name).read_bytes()
        study.save_draft("counts", name, content, {})
        page = open_page("obtain/counts", study=study.id, lang="en")
        page.button(key="counts_store").click().run()
        assert not page.error
    page = open_page(PAGE, study=study.id, lang="en", **FALL)
    said = markdown(page)
    assert "**36 people**" in said
    assert "of 17 weeks matched" in said
    assert "**Computers** lost the largest" in said
