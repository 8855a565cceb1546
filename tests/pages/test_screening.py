"""The screening rules on the responses page, and what the other pages make of them."""

import csv
import io

import pytest

from data import store
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "obtain/responses"


def export(own: int = 34) -> bytes:
    """Return 40 answers; from `own` on the first people again, quicker and contrary."""
    rows = list(csv.reader(io.StringIO(own_study.survey(40).decode())))
    heads = [*rows[0], "Participant ID", "Duration (in seconds)"]
    body = [
        [*row, f"P{place % own}", 300 if place < own else 40] for place, row in enumerate(rows[1:])
    ]
    text = io.StringIO()
    csv.writer(text).writerows([heads, *body])
    return text.getvalue().encode()


@pytest.fixture
def study(home):
    """Return an own study without answers."""
    return own_study.begun()


@pytest.fixture
def dropped(open_page, study):
    """Return a function that opens the page with the file dropped in."""

    def opened(lang: str = "en", own: int = 34):
        app = open_page(PAGE, lang=lang, study=study.id)
        app.file_uploader[0].set_value(("spring.csv", export(own), "text/csv")).run()
        return app

    return opened


def switch(app, rule: str, on: str):
    """Return the switch of a rule by how it stands."""
    (found,) = [one for one in app.toggle if one.key.endswith(f"_{rule}_{on}")]
    return found


@pytest.mark.parametrize(
    ("lang", "total", "effect"),
    [
        ("en", "34 of 40 answers count", "What it changes"),
        ("zh", "40 份答卷中计入 34 份", "筛查的影响"),
    ],
)
def test_rules_are_listed_before_anything_is_stored(dropped, lang, total, effect):
    """Each rule with its count and a switch, the sum, and what it changes."""
    app = dropped(lang)
    assert not app.exception
    words = said(app)
    assert total in words
    assert effect in words
    assert switch(app, "speeders", "on").value
    assert switch(app, "repeated_people", "on").value
    assert not switch(app, "straight_lines", "off").value
    assert "**6**" in words  # flagged


def test_screening_holds_on_every_page_and_can_be_switched(dropped, open_page, study):
    """Stored are all 40; pages count 34, and all again when the rules are off."""
    app = dropped()
    app.button(key="wave_store").click().run()
    assert store.open_study(study.id).waves()["respondents"].tolist() == [40]
    assert "screened out: 6" in _links(open_page("refine/priorities", study=study.id))
    app = open_page(PAGE, study=study.id)
    for rule in ("speeders", "repeated_people"):
        switch(app, rule, "on").set_value(False).run()
    assert "40 of 40 answers count" in said(app)
    assert "screened out" not in _links(open_page("refine/priorities", study=study.id))
    assert "n = 40" in said(open_page("refine/priorities", study=study.id))


@pytest.mark.parametrize(("lang", "refused"), [("en", "Nothing was changed"), ("zh", "未作更改")])
def test_switch_that_would_tell_of_few_people_is_refused(dropped, open_page, study, lang, refused):
    """Three of 40 are screened out: with them and without, their answers would follow."""
    app = dropped(lang, own=37)
    app.button(key="wave_store").click().run()
    app = open_page(PAGE, lang=lang, study=study.id)
    switch(app, "speeders", "on").set_value(False).run()  # the same three are flagged twice
    assert refused not in said(app)
    switch(app, "repeated_people", "on").set_value(False).run()
    assert refused in "".join(one.value for one in app.error)
    assert switch(app, "repeated_people", "on").value
    stored = store.open_study(study.id).waves()["screening"].iloc[0]
    assert stored["repeated_people"]["on"]
    assert not stored["speeders"]["on"]


def test_limit_can_be_moved(dropped):
    """Below 10 percent of the median nobody is: six stay flagged by their ids only."""
    app = dropped()
    (limit,) = [one for one in app.number_input if "_speeders_" in one.key]
    limit.set_value(10).run()
    assert "less than 10 percent" in said(app)
    (keep,) = [one for one in app.selectbox if "_repeated_people_" in (one.key or "")]
    keep.set_value("last").run()
    assert "the last answer counts" in said(app)


def test_nothing_personal_is_stored(dropped, study):
    """Neither in answers, marks nor the log stands an id."""
    dropped().button(key="wave_store").click().run()
    opened = store.open_study(study.id)
    (wave,) = opened.waves()["wave"]
    held = [*opened.wave(wave), opened.marks(wave), opened.edits()]
    assert not any("P3" in table.to_csv() for table in held)
    assert opened.marks(wave)["person"].nunique() == 6


def test_wave_from_before_screening_counts_whole_until_somebody_chooses(open_page):
    """Nothing changes by itself; one button switches on what is proposed."""
    study = own_study.with_wave(own_study.survey())
    app = open_page(PAGE, study=study.id)
    assert "Nobody has chosen rules" in said(app)
    (button,) = [one for one in app.button if (one.key or "").startswith("screen_usual")]
    button.click().run()
    assert "Nobody has chosen rules" not in said(app)
    assert study.waves()["screening"].tolist()[0]["speeders"]["on"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sample_shows_its_rules_and_lets_nobody_switch(open_page, lang):
    """The sample is sealed: switches are there and say why they do not move."""
    app = open_page(PAGE, lang=lang)
    assert app.toggle
    assert all(one.disabled for one in app.toggle)


def _links(app) -> str:
    return "\n".join(one.proto.label for one in app.get("page_link"))
