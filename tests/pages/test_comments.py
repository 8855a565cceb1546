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
    """Topic, share, interval and number of people, and quotes."""
    page = open_page(PAGE, lang=lang)
    assert not page.exception
    assert page.title[0].value == title
    assert page.subheader[0].value.startswith(start)
    assert "n = " in page.subheader[0].value
    assert len(page.subheader) == 2  # the answer, quotes
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


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("part", ["groups", "spaces", "satisfaction", "codes"])
def test_every_part_answers_first(open_page, part, lang):
    """On the sample each part begins with a sentence that holds a share or a mean."""
    page = open_page(PAGE, part=part, lang=lang)
    assert not page.exception
    assert any(sign in page.subheader[0].value for sign in ("%", "of 5", "满分 5"))


def test_another_number_of_topics_stands_in_the_link(open_page):
    """The plot keeps the chosen number; the sentence says what was asked for."""
    page = open_page(PAGE, number="4")
    assert not page.exception
    assert "4 topics, as you asked for" in said(page)
    page.selectbox(key="at_number").select("auto").run()
    assert "as you asked for" not in said(page)


@pytest.mark.parametrize("number", ["0", "1", "999", "x", "-3"])
def test_odd_numbers_in_the_link_are_answered(open_page, number):
    """A link may hold anything."""
    page = open_page(PAGE, number=number)
    assert not page.exception
    assert not page.error


def test_segments_not_found_yet_are_hinted_at(open_page):
    """Without segments or questions about people, the page says what is missing."""
    study = own_study.with_wave(wishes(80), p0="text")
    page = open_page(PAGE, study=study.id, part="groups")
    assert not page.exception
    assert "Segments of users have not been looked for" in said(page)
    assert "nothing to group people by" in said(page)


def test_a_topic_takes_the_need_it_is_given(open_page):
    """The need of a topic is kept in the study and leads to other space types."""
    study = own_study.with_wave(wishes(80), p0="text")
    page = open_page(PAGE, study=study.id, part="spaces")
    before = page.subheader[0].value
    box = next(one for one in page.selectbox if str(one.key).startswith("topic_need_"))
    box.select("exhibition").run()
    assert not page.exception
    assert page.subheader[0].value != before
    again = open_page(PAGE, study=study.id, part="spaces")
    assert again.subheader[0].value == page.subheader[0].value


def test_sample_shows_the_frame_and_says_why_it_is_locked(open_page):
    """Nothing can be pressed that would write into the sample."""
    page = open_page(PAGE, part="codes")
    assert "read-only" in page.info[0].value
    assert page.button(key="codes_save").disabled
    assert page.button(key="codes_train").disabled


def test_coding_from_topics_to_shares(open_page):
    """Start the frame, code 20 comments, have the rest coded; a reload loses nothing."""
    study = own_study.with_wave(wishes(80), p0="text")
    page = open_page(PAGE, study=study.id, part="codes")
    page.button(key="codes_start").click().run()
    assert page.button(key="codes_train").disabled
    for _ in range(20):
        page.button(key="codes_save").click().run()
    assert "Coded by people: 20 of 80" in said(page)
    page.button(key="codes_train").click().run()
    assert not page.exception
    assert not page.error
    again = open_page(PAGE, study=study.id, part="codes")
    assert "learned from 20 comments" in said(again)
    assert "Coded by people: 20 of 80" in said(again)


def test_a_correction_is_kept(open_page):
    """What a person chose stays, also beside what the machine would say."""
    study = own_study.with_wave(wishes(40), p0="text")
    page = open_page(PAGE, study=study.id, part="codes")
    page.button(key="codes_start").click().run()
    picked = page.multiselect[0]
    key = picked.key
    picked.set_value([]).run()
    page.button(key="codes_save").click().run()
    assert page.multiselect[0].key != key  # the next comment
    again = open_page(PAGE, study=study.id, part="codes")
    assert "Coded by people: 1 of 40" in said(again)


def test_questions_of_few_writers_are_not_coded(open_page):
    """No text of nine people is shown to be coded."""
    study = own_study.with_wave(wishes(9), p0="text")
    page = open_page(PAGE, study=study.id, part="codes")
    assert not page.exception
    assert "coffee" not in said(page)
    assert not page.multiselect
