"""The space programme page: the answer, where numbers come from, signed decisions, what fits."""

import datetime as dt

import pandas as pd
import pytest

from pages.figures.programme import programme_chart
from pages.parts import programme_decisions, programme_signed, session
from planning.programme import decide, kept, record
from planning.programme.decisions import SETTING
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "implement/programme"
NOW = dt.datetime(2026, 5, 4, 10, 0)


def with_floors(study, area: float = 400.0, seats: int = 120):
    """Give a study one convertible learning room and one fixed creative room."""
    base = {"name_zh": "", "floor": "1F", "level": 1, "polygon": None, "kind": "room", "wanted": ""}
    rooms = [("hall", area, True), ("lab", 60.0, False)]
    zones = [
        base | {"zone": zone, "name_en": zone, "area_m2": size, "convertible": free}
        for zone, size, free in rooms
    ]
    kinds = {"hall": ("learning", seats), "lab": ("creative", 12)}
    day = dt.date(2025, 9, 1)
    states = [
        {"zone": zone, "valid_from": day, "space_type": kind, "seats": count}
        for zone, (kind, count) in kinds.items()
    ]
    study.save_floors(pd.DataFrame(zones), pd.DataFrame(states))
    return study


def with_decisions(study, **values: object):
    """Let somebody decide; names are keys with __ for dots."""
    made = {}
    for name, value in values.items():
        made = decide(made, name.replace("__", "."), value, "Board", "Minutes of May", NOW)
    study.set_setting(SETTING, record(made, 1))
    return study


@pytest.fixture
def study(home):
    """Return an own study with one wave of 40 people and two rooms."""
    return with_floors(own_study.with_wave(own_study.survey(40)))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Answers and counts ask for about", "m² net", "all of it fits")),
        ("zh", ("答卷与占用计数表明约需", "使用面积", "全部放得下")),
    ],
)
def test_sample_opens_with_the_answer(open_page, lang, words):
    """Seats and area with intervals, today, and whether it fits."""
    app = open_page(PAGE, lang=lang)
    assert not app.exception
    assert all(word in app.subheader[0].value for word in words)
    assert "÷ 80%" in said(app)


def test_sample_warns_where_fewer_seats_are_asked_for_than_used(open_page):
    """Wishes alone would take seats that are full in the fullest hours."""
    app = open_page(PAGE)
    assert "people sat there in the fullest hours" in app.warning[0].value


def test_sample_cannot_be_decided_on_and_says_why(open_page):
    """Nothing to sign in a study that is read only."""
    app = open_page(PAGE)
    assert not [one for one in app.text_input if one.key.startswith("programme_who")]
    assert "The sample cannot be changed" in said(app)


@pytest.mark.parametrize(
    ("lang", "function"), [("en", "stacks"), ("zh", "maker_room"), ("zh", "carrel")]
)
def test_every_function_opens_to_its_derivation(open_page, study, lang, function):
    """Functions with and without seats, and those too small for a room, are explained."""
    app = open_page(PAGE, lang=lang, study=study.id, function=function)
    assert not app.exception
    steps = next(one.value for one in app.markdown if one.value.startswith("1. "))
    assert ("Seats in all" if lang == "en" else "座位总数") in steps


def test_what_stands_behind_a_function_is_in_the_table(open_page, study):
    """Contributions of the needs add up to the share of demand that is told."""
    app = open_page(PAGE, study=study.id, function="carrel")
    behind = next(t.value for t in app.dataframe if "Adds (%)" in t.value)
    steps = next(one.value for one in app.markdown if one.value.startswith("1. "))
    told = float(steps.split("Share of demand.** ")[1].split("%")[0])
    assert behind["Adds (%)"].sum() == pytest.approx(told, abs=0.05)
    assert (behind["Answers"] == 40).all()


def test_answers_alone_give_shares_and_say_what_is_missing(open_page, home):
    """Without counts, floors or a number nobody can say how many seats."""
    study = own_study.with_wave(own_study.survey(40))
    app = open_page(PAGE, study=study.id)
    assert "not known yet" in app.subheader[0].value
    assert "Bring in counts or floors" in said(app)


def test_floors_alone_give_today_and_norms(open_page, home):
    """What users ask for is missing, and the page says so."""
    app = open_page(PAGE, study=with_floors(own_study.begun()).id)
    assert "132 seats and 460 m²" in app.subheader[0].value
    norms = next(t.value for t in app.dataframe if "Norm" in t.value)
    assert norms["Today"].iloc[0].startswith("met (3.33)")  # 400 m2 / 120 seats


def test_nothing_known_says_what_is_needed(open_page, home):
    """An empty study shows no empty figure."""
    app = open_page(PAGE, study=own_study.begun().id)
    assert "A programme needs answers" in app.info[0].value
    assert not app.dataframe


def test_too_few_people_ask_for_nothing(open_page, home):
    """Four people are not shown, as on every page."""
    app = open_page(PAGE, study=with_floors(own_study.with_wave(own_study.survey(4))).id)
    assert "What users ask for is not known yet" in app.subheader[0].value


def test_a_small_building_leaves_needs_unmet(open_page, home):
    """What does not fit is told by need, with the number of answers."""
    study = with_floors(own_study.with_wave(own_study.survey(40)), area=120.0)
    app = open_page(PAGE, study=study.id)
    assert "stay partly unmet" in app.subheader[0].value
    unmet = next(t.value for t in app.dataframe if "Met (%)" in t.value)
    assert (unmet["Met (%)"] < 100).all()
    assert unmet["Unmet, of all demand (%)"].is_monotonic_decreasing


def test_whom_it_hits_is_told_by_segment(open_page, home):
    """After the segments were looked for, each has its share of unmet demand."""
    # no other test has searched these answers
    study = with_floors(own_study.with_wave(own_study.survey(124)), area=120.0)
    app = open_page(PAGE, study=study.id)
    app.button(key="programme_hit_ask").click().run()
    table = next(t.value for t in app.dataframe if "Most of all" in t.value)
    assert len(table) == 2
    assert "loses most" in said(app)


def test_budget_and_prices_give_a_cost_and_cut(open_page, study):
    """Cost is not known until prices are entered; then the budget cuts."""
    app = open_page(PAGE, study=study.id)
    assert {one.label: one.value for one in app.metric}["Cost of works"] == "not known"
    prices = {f"assumption__price_{band}": 1000.0 for band in ("light", "medium", "heavy")}
    with_decisions(study, assumption__budget=20_000.0, **prices)
    app = open_page(PAGE, study=study.id)
    cost = float({one.label: one.value for one in app.metric}["Cost of works"].replace(",", ""))
    assert 0 < cost <= 20_000
    assert "stay partly unmet" in app.subheader[0].value


def test_decisions_show_who_and_why(open_page, study):
    """A decided number is marked in the table, in the derivation and in the log."""
    with_decisions(study, function__carrel__seats=33, assumption__seats=200)
    app = open_page(PAGE, study=study.id, function="carrel")
    assert "Board: Minutes of May" in said(app)
    log = next(t.value for t in app.dataframe if "On" in t.value)
    assert log["Decided by"].tolist() == ["Board", "Board"]
    app.selectbox(key="programme_gone").select("").run()
    app.button(key="programme_take_back").click().run()
    assert kept(study.setting(SETTING)) == ({}, 2)


def test_an_unsigned_edit_is_not_saved(open_page, study):
    """Who and why are asked for; then the assumption holds."""
    app = open_page(PAGE, study=study.id)
    next(one for one in app.number_input if one.label == "Students").set_value(800)
    app.button(key="programme_record_assumptions").click().run()
    assert "Not saved" in app.error[0].value
    assert study.setting(SETTING) is None
    next(one for one in app.number_input if one.label == "Students").set_value(800)
    app.text_input(key="programme_who_assumptions").set_value("Registry")
    app.text_input(key="programme_why_assumptions").set_value("Enrolment 2026")
    app.button(key="programme_record_assumptions").click().run()
    decided = kept(study.setting(SETTING))[0]["assumption.students"]
    assert (decided["value"], decided["who"]) == (800, "Registry")


def test_edited_cells_become_decisions(study, monkeypatch):
    """Only edited cells are kept; an emptied cell takes the decision back."""
    with_decisions(study, function__carrel__seats=33)
    edited = {"edited_rows": {0: {"seats": None}, 1: {"area_m2": 90.0}}}
    signed = {"programme_who_functions": "Board", "programme_why_functions": "Measured"}
    monkeypatch.setattr(session, "study", lambda: study)
    monkeypatch.setattr(session, "edits", lambda key: edited)
    monkeypatch.setattr(session, "value", signed.get)
    monkeypatch.setattr(session, "leave_word", lambda *_, **__: None)
    programme_decisions._save_functions("any", ["carrel", "cafe"])
    held, saves = kept(study.setting(SETTING))
    assert list(held) == ["function.cafe.area_m2"]
    assert saves == 2


def test_edited_strengths_become_decisions(study, monkeypatch):
    """A strength is decided like everything else."""
    signed = {"programme_who_links": "Board", "programme_why_links": "Talked over"}
    edited = {"edited_rows": {0: {"carrel": 9}}}
    monkeypatch.setattr(session, "study", lambda: study)
    monkeypatch.setattr(session, "edits", lambda key: edited)
    monkeypatch.setattr(session, "value", signed.get)
    monkeypatch.setattr(session, "leave_word", lambda *_, **__: None)
    programme_signed._save_strengths("any", ["wifi"])
    assert kept(study.setting(SETTING))[0]["strength.wifi.carrel"]["value"] == 9


def test_figure_leaves_out_what_is_not_known():
    """Without floors there is no bar of today; names from outside are no markup."""
    table = pd.DataFrame(
        {
            "space_type": ["learning"],
            "label": ["<b>x</b>"],
            "asked": [100.0],
            "low": [90.0],
            "high": [120.0],
            "today": pd.array([pd.NA], dtype="Float64"),
            "had": pd.array([80.0], dtype="Float64"),
        }
    )
    words = {"asked": "Asked for", "today": "Today", "had": "Can be had", "axis": "Seats"}
    figure = programme_chart(table, words)
    assert [bar.name for bar in figure.data] == ["Asked for", "Can be had"]
    assert figure.data[0].x[0] == "&lt;b&gt;x&lt;/b&gt;"
    assert figure.data[0].error_y.array[0] == 20
