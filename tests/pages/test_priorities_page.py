"""The priorities page: what is missed most, and what it says when it cannot."""

import pytest

from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "refine/priorities"


@pytest.mark.parametrize(("lang", "first"), [("en", "Missed most: "), ("zh", "最缺的是")])
def test_sample_opens_with_the_finding(open_page, lang, first):
    """The sentence holds the gap, its interval and n; the table holds the same needs."""
    app = open_page(PAGE, lang=lang)
    assert app.subheader[0].value.startswith(first)
    assert "n = 2," in app.subheader[0].value
    assert len(app.dataframe[0].value) == 26


@pytest.mark.parametrize("view", ["all", "quadrants", "chosen"])
def test_link_reopens_each_way_to_look(open_page, view):
    """Ten needs, all, quadrants or choices: the link says which."""
    app = open_page(PAGE, rows=view)
    assert not app.exception
    assert app.query_params["rows"] == view
    assert app.get("plotly_chart")


def test_cross_hairs_are_named(open_page):
    """Quadrants flip with the cross-hairs, so the page says where they stand."""
    assert "means of the needs" in said(open_page(PAGE, rows="quadrants"))
    app = open_page(PAGE, rows="quadrants", crosshairs="midpoint")
    assert "middle of the scale" in said(app)


def test_empty_study_says_what_is_needed(open_page, home):
    """No panel is empty without a reason."""
    app = open_page(PAGE, study=own_study.begun().id)
    assert "no survey answers" in said(app)
    assert not app.dataframe


def test_wave_that_asks_satisfaction_only_is_answered(open_page, home):
    """No gap can be formed; what is liked least can be said."""
    columns = {f"p{place}": "satisfaction" for place in range(6)}
    study = own_study.with_wave(own_study.survey(20, ("important",)), **columns)
    app = open_page(PAGE, study=study.id)
    assert app.subheader[0].value.startswith("Least satisfied: ")
    assert not [name for name in app.dataframe[0].value.columns if name.startswith("Gap")]


def test_wave_of_importance_only_is_answered(open_page, home):
    """The other one-sided wave."""
    study = own_study.with_wave(own_study.survey(20, ("important",)))
    assert open_page(PAGE, study=study.id).subheader[0].value.startswith("Most important: ")


def test_wave_of_choices_only_is_answered(open_page, home):
    """All 12 ticked Wi-Fi: 100 % of those asked."""
    app = open_page(PAGE, study=own_study.with_wave(own_study.ticks()).id)
    assert "Chosen most: Wi" in app.subheader[0].value
    assert "100%" in app.subheader[0].value


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_small_groups_are_protected(open_page, home, people, shown):
    """4 people are not shown, 5 are."""
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(people)).id)
    assert bool(app.dataframe) == shown
    assert ("small groups are protected" in said(app)) != shown


def test_wave_without_needs_says_how_to_link_them(open_page, home):
    """Comments alone cannot be ranked."""
    study = own_study.with_wave(b"Where from?\n" + b"Leeds and back again\nYork by train\n" * 6)
    app = open_page(PAGE, study=study.id)
    assert "choose the need of each question" in said(app)
    assert not app.dataframe


def test_names_of_waves_stay_text(open_page, home):
    """A wave's name is never read as Markdown."""
    study = own_study.with_wave(own_study.survey(12), own_study.MARKUP)
    app = open_page(PAGE, study=study.id)
    assert own_study.MARKUP not in said(app)
    assert any(own_study.MARKUP in option for option in app.selectbox(key="at_wave").options)


@pytest.mark.parametrize("page", [PAGE, "refine/segments", "implement/demand"])
@pytest.mark.parametrize(("lang", "word"), [("en", "Kano pairs"), ("zh", "Kano 成对题")])
def test_a_survey_of_kano_pairs_is_sent_to_the_methods(open_page, home, page, lang, word):
    """It speaks of needs; only not by importance and satisfaction."""
    answers = ["I like it", "I am neutral", "I dislike it", "I expect it"]
    rows = [["If there is Wi-Fi, how do you feel?", "If there is no Wi-Fi, how do you feel?"]]
    rows += [[answers[i % 4], answers[-1 - i % 4]] for i in range(12)]
    content = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    app = open_page(page, study=own_study.with_wave(content).id, lang=lang)
    assert word in said(app)


def test_of_two_waves_of_one_day_the_last_is_shown_first(open_page, home):
    """Files without a time are stored on one day; the newest answers matter now."""
    study = own_study.with_wave(own_study.survey())
    codebook, kept = study.wave(study.waves()["wave"][0])
    study.save_wave("Again", None, "", "again.csv", "again", codebook, kept)
    app = open_page(PAGE, study=study.id)
    assert app.selectbox(key="at_wave").value == study.waves()["wave"].iloc[-1]
