"""The needs-to-spaces page: shares, what stands behind one, and the table of strengths."""

import pytest

from data import reference
from pages.parts import demand, session, strengths
from pages.parts.cached import segments
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "implement/demand"


@pytest.fixture
def study(home):
    """Return an own study with one wave of 20 people."""
    return own_study.with_wave(own_study.survey(20))


@pytest.mark.parametrize(("lang", "word"), [("en", "of demand"), ("zh", "占需求的")])
def test_sample_opens_with_the_finding(open_page, lang, word):
    """Share of demand with interval and n beside the share of seats."""
    app = open_page(PAGE, lang=lang)
    assert word in app.subheader[0].value
    assert "n = 2," in app.subheader[0].value
    assert not app.exception


def test_opened_share_shows_needs_and_number_of_answers(open_page):
    """The needs behind a share add up to it; their answers are counted."""
    app = open_page(PAGE, space="cultural")
    opened, beside = app.dataframe[0].value, app.dataframe[1].value
    share = beside.set_index("Space type").loc["Cultural", "Share of demand (%)"]
    assert opened["Part of all demand (%)"].sum() == pytest.approx(share, abs=0.6)  # rounding
    assert (opened["Answers"] > 2000).all()


def test_click_on_a_bar_opens_its_share(monkeypatch):
    """Selecting a bar is the same as choosing its space type."""
    put = []
    clicked = {"selection": {"points": [{"customdata": ["creative"]}]}}
    monkeypatch.setattr(session, "value", lambda key: clicked)
    monkeypatch.setattr(session, "put", lambda *pair: put.append(pair))
    demand._open_clicked()
    assert put == [("space", "creative")]


def test_segments_behind_a_share_are_asked_for_and_shown(open_page, home):
    """A long computation waits for the reader; then each segment has its share."""
    segments._shelf().clear()  # other tests may have looked for the same answers
    study = own_study.with_wave(own_study.survey(122))  # no other test has searched these answers
    app = open_page(PAGE, study=study.id)
    app.button(key="demand_segments_ask").click().run()
    assert len(app.dataframe[1].value) == 2
    assert "By segment of users" in said(app)


def test_shares_and_seats_add_up(open_page):
    """Demand is 100 %, and so are the seats with those of other rooms."""
    beside = open_page(PAGE).dataframe[1].value
    assert beside["Share of demand (%)"].sum() == pytest.approx(100, abs=0.3)
    assert beside["Share of seats (%)"].sum() == pytest.approx(100, abs=0.3)


def test_own_study_without_floors_says_what_is_missing(open_page, study):
    """Demand can be told; what there is cannot."""
    app = open_page(PAGE, study=study.id)
    assert "not known yet" in app.subheader[0].value


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_small_groups_are_protected(open_page, home, people, shown):
    """4 people are not shown, 5 are; no number of theirs stands anywhere."""
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(people)).id)
    assert bool(app.dataframe) == shown
    assert ("nobody can be recognised" in said(app)) != shown


def test_edit_of_a_strength_is_saved_alone(study, monkeypatch):
    """Only the cell that was edited is written, so another session's edits stay."""
    study.set_strength("wifi", "creative", 9)
    monkeypatch.setattr(session, "study", lambda: study)
    monkeypatch.setattr(session, "edits", lambda key: {"edited_rows": {0: {"learning": 0}}})
    strengths._save("any", reference.needs()["need"].tolist())
    own = study.strengths_edits().set_index(["need", "space_type"])["strength"]
    assert own.to_dict() == {("quiet_seats", "learning"): 0, ("wifi", "creative"): 9}


def test_edits_of_strengths_change_the_shares_and_can_be_taken_back(open_page, study):
    """The committee's table replaces ours until it is reset."""
    before = open_page(PAGE, study=study.id).dataframe[-1].value
    for need in ("wifi", "lockers"):
        study.set_strength(need, "creative", 9)
    app = open_page(PAGE, study=study.id)
    assert not app.dataframe[-1].value.equals(before)
    app.button(key="strengths_reset").click().run()
    assert study.strengths_edits().empty
    assert app.dataframe[-1].value.equals(before)


def test_table_of_zeros_is_explained_and_can_be_mended(open_page, home):
    """Without any strength nothing leads to a space; the table is still there."""
    study = own_study.with_wave(b"How important is the Wi-Fi?\n" + b"5\n4\n3\n" * 4)
    for space_type in ("learning", "academic", "cultural", "creative"):
        study.set_strength("wifi", space_type, 0)
    app = open_page(PAGE, study=study.id)
    assert len(app.error) == 1
    assert app.data_editor
    assert app.button(key="strengths_reset")


def test_sample_says_why_strengths_cannot_be_edited(open_page):
    """The editor is there to read, with the reason."""
    assert "The sample cannot be changed" in said(open_page(PAGE))


def test_wave_without_needs_and_empty_study_say_what_is_needed(open_page, home):
    """No panel is empty without a reason."""
    study = own_study.with_wave(b"Where from?\n" + b"Leeds and back again\nYork by train\n" * 6)
    assert "No need of this wave can be weighed" in said(open_page(PAGE, study=study.id))
    assert "no survey answers" in said(open_page(PAGE, study=own_study.begun().id))
