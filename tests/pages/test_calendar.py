"""The calendar page: terms, renovations, and what the works changed."""

import datetime as dt
import uuid

import pandas as pd
import pytest

from data import store
from pages.figures.yearplan import calendar_bars
from pages.parts import calendar_editor, zone_editor

PAGE = "obtain/calendar"
DAY = dt.date
CSV = (
    "name,kind,start,end\n"
    "Autumn 2025,teaching,2025-09-01,2025-12-21\n"
    "Autumn exams,exam,2025-12-22,2026-01-04\n"
)


@pytest.fixture
def study(home):
    """Make a study of its own for one test."""
    made = store.create_study("Trial", "试验馆", "Asia/Shanghai", study_id=f"t-{uuid.uuid4().hex}")
    yield made
    store.delete_study(made.id)


@pytest.mark.parametrize(
    ("lang", "title", "weeks"),
    [("en", "Terms and works", "66 teaching weeks"), ("zh", "校历与改造", "66 个教学周")],
)
def test_sample_shows_its_terms_and_works(open_page, lang, title, weeks):
    """Answer first; nothing can be pressed in the sample."""
    page = open_page(PAGE, lang=lang)
    assert not page.exception
    assert page.title[0].value == title
    assert weeks in page.subheader[0].value
    assert not page.button


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_empty_study_says_what_is_needed(open_page, study, lang):
    """A table can be begun at once."""
    page = open_page(PAGE, lang=lang, study=study.id)
    assert len(page.info) == 2  # no calendar, no works
    page.button(key="calendar_start_empty").click().run()
    assert not page.exception
    assert len(study.calendar()) == 1


def test_calendar_file_is_seen_before_it_is_stored(open_page, study):
    """The draft survives a reload; the same file again adds nothing."""
    for expected in ("2 new stretches, 0", "0 new stretches, 2"):
        study.save_draft("calendar", "terms.csv", CSV.encode(), {})
        page = open_page(PAGE, lang="en", study=study.id)
        assert any(expected in one.value for one in page.markdown)
        page.button(key="calendar_store").click().run()
        assert not page.exception
        assert study.calendar()["name"].tolist() == ["Autumn 2025", "Autumn exams"]
        assert study.draft("calendar") is None


def test_a_file_that_is_no_calendar_is_explained(open_page, study):
    """The sentence names the file; it can be discarded."""
    study.save_draft("calendar", "seats.csv", b"zone,seats\nA,3\n", {})
    page = open_page(PAGE, lang="zh", study=study.id)
    assert "seats" in page.error[0].value
    page.button(key="calendar_discard").click().run()
    assert study.draft("calendar") is None


def test_effect_compares_the_day_before_closing_with_the_day_of_reopening(study):
    """Seats of the works themselves are neither before nor after."""
    zone_editor.add_zone(study, "1F", {"name_en": "Hall", "seats": 40}, DAY(2024, 1, 1))
    zone = study.zones()["zone"].iloc[0]
    study.set_state(zone, DAY(2025, 7, 1), "other", 0)  # closed
    study.set_state(zone, DAY(2025, 9, 1), "creative", 25)  # reopened
    given = {"name_en": "Works", "closed_from": DAY(2025, 7, 1), "reopened_on": DAY(2025, 9, 1)}
    calendar_editor.save_works(study, given | {"zones": [zone]})
    row = calendar_editor.effect(study, study.renovations()[0]).iloc[0]
    assert (row["seats_before"], row["seats_after"], row["type_after"]) == (40, 25, "creative")


def test_works_page_shows_the_effect_of_own_works(open_page, study):
    """Works without zones ask for them; with zones the seats stand there."""
    given = {"name_zh": "改造", "closed_from": DAY(2025, 7, 1), "reopened_on": DAY(2025, 9, 1)}
    works = calendar_editor.save_works(study, given)
    page = open_page(PAGE, lang="en", study=study.id)
    assert any("no zones yet" in one.value for one in page.info)
    zone_editor.add_zone(study, "1F", {"name_en": "Hall", "seats": 40}, DAY(2024, 1, 1))
    zones = study.zones()["zone"].tolist()
    calendar_editor.save_works(study, given | {"id": works, "zones": zones})
    page = open_page(PAGE, lang="en", study=study.id)
    assert any("seats 40 before and 40 after" in one.value for one in page.markdown)
    assert len(study.renovations()) == 1


def test_bar_covers_its_last_day():
    """First and last day are inclusive: one day is one day wide."""
    one = {"name": "Day", "kind": "holiday", "start": DAY(2025, 5, 1), "end": DAY(2025, 5, 1)}
    figure = calendar_bars(pd.DataFrame([one | {"when": "May 1"}]), {"holiday": "holiday"})
    assert list(figure.data[0].x) == [86_400_000]


def test_names_from_files_are_no_markup_in_the_picture():
    """Plotly would read a tag."""
    one = {"name": "<b>x</b>", "kind": "teaching", "start": DAY(2025, 1, 1), "end": DAY(2025, 6, 1)}
    figure = calendar_bars(pd.DataFrame([one | {"when": ""}]), {"teaching": "teaching"})
    assert figure.data[0].text[0] == "&lt;b&gt;x&lt;/b&gt;"
