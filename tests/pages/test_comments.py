"""The comments page: topics, quotes, satisfaction, and what is said where there are none."""

import csv
import io

import pytest

from tests.pages import own_study
from tests.pages.own_study import MARKUP, said

PAGE = "refine/comments"
WISHES = (
    f"lockers always full, bags on the floor {MARKUP}",
    "wifi network slow in the hall",
    "coffee machine broken, no snacks",
)


def wishes(people: int) -> bytes:
    """Return an invented export: an open question and how satisfied people are with lockers."""
    rows = [["What should change?", "How satisfied are you with lockers"]]
    rows += [[f"{WISHES[(0, 1, 0, 2)[i % 4]]} {i}", 1 + i % 5] for i in range(people)]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("lang", "title", "start"),
    [
        ("en", "What do they write?", "Raised most often: "),
        ("zh", "他们写了什么？", "提到最多的是"),
    ],
)
def test_sample_says_what_is_raised_most(open_page, lang, title, start):
    """Topic, share, interval and number of people, quotes, and satisfaction by topic."""
    page = open_page(PAGE, lang=lang)
    assert not page.exception
    assert page.title[0].value == title
    assert page.subheader[0].value.startswith(start)
    assert "n = " in page.subheader[0].value
    assert len(page.subheader) == 3  # the answer, quotes, satisfaction
    assert said(page).count("> “") == 3


def test_another_topic_shows_other_quotes(open_page):
    """The topic picked stands in the link and its words are quoted."""
    page = open_page(PAGE)
    first = said(page)
    page.selectbox(key="at_topic").select("2").run()
    assert not page.exception
    assert said(page) != first
    assert page.query_params["topic"] in ("2", ["2"])


def test_text_of_people_adds_no_markup(open_page):
    """A comment that holds Markdown and HTML is quoted letter by letter."""
    study = own_study.with_wave(wishes(80), p0="text")
    page = open_page(PAGE, study=study.id)
    assert not page.exception
    assert "lockers" in page.subheader[0].value.lower()
    assert "\\<b\\>x\\<\\/b\\>" in said(page)
    assert "<b>" not in said(page)


@pytest.mark.parametrize(("lang", "words"), [("en", "Too few comments"), ("zh", "意见太少")])
def test_few_comments_are_not_quoted(open_page, lang, words):
    """Of 9 comments nothing is shown but their number."""
    study = own_study.with_wave(wishes(9), p0="text")
    page = open_page(PAGE, study=study.id, lang=lang)
    assert not page.exception
    assert words in page.info[0].value
    assert "coffee" not in said(page)


@pytest.mark.parametrize(("lang", "words"), [("en", "open question"), ("zh", "开放题")])
def test_wave_without_comments_says_what_it_needs(open_page, lang, words):
    """Ratings alone hold no words."""
    study = own_study.with_wave(own_study.survey(20))
    page = open_page(PAGE, study=study.id, lang=lang)
    assert not page.exception
    assert words in page.info[0].value


def test_study_without_answers_says_where_to_bring_them(open_page):
    """No wave at all."""
    page = open_page(PAGE, study=own_study.begun().id)
    assert not page.exception
    assert page.info
