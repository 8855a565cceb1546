"""The page that sets the methods side by side: sample, an own study with all of them, faults."""

import csv
import io
import random
from types import SimpleNamespace

import pandas as pd
import pytest

from pages.parts.cached import methods as methods_door
from pages.parts.cached import needs as answers_door
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "refine/methods"
NEEDS = ("Wi-Fi", "lockers", "group rooms", "printing", "silent reading", "coffee")
KANO = ("I like it", "I expect it", "I am neutral", "I can tolerate it", "I dislike it")
ASKS = (
    "How important is {}?",
    "How satisfied are you with {}?",
    "{} [Minimum]",
    "{} [Desired]",
    "{} [Perceived]",
    "{} [functional]",
    "{} [dysfunctional]",
)


def export(people: int = 60, small: int = 3) -> bytes:
    """Return an invented export with the questions of every method; `small` people are staff."""
    dice = random.Random(3)
    rows = [["User group", "Would you recommend the library to a friend? (0-10)"]]
    rows[0] += [ask.format(need) for ask in ASKS for need in NEEDS]
    for person in range(people):
        row = ["Staff" if person < small else ("Master" if person % 2 else "Bachelor")]
        row.append(dice.choice([2, 7, 8, 9, 10]))
        row += [min(5, max(1, 5 - i // 2 + dice.randint(-1, 1))) for i in range(6)]
        row += [min(5, max(1, 1 + (i * 3) % 5 + dice.randint(-1, 1))) for i in range(6)]
        row += [dice.randint(4, 6) for _ in NEEDS]
        row += [dice.randint(7, 9) for _ in NEEDS]
        row += [dice.randint(3 + i % 4, 6 + i % 4) for i in range(6)]
        row += [dice.choice(KANO[: 2 + i % 3]) for i in range(6)]
        row += [dice.choice(KANO[2 - i % 3 :]) for i in range(6)]
        rows.append(row)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def study(home):
    """Return an own study whose one wave allows every method."""
    return own_study.with_wave(export())


@pytest.mark.parametrize(
    ("lang", "finding", "flag", "column"),
    [
        ("en", "The methods disagree on", "Do they agree?", "Top two boxes"),
        ("zh", "项各方法不一致", "是否一致", "前两档占比"),
    ],
)
def test_sample_names_where_the_methods_disagree(open_page, lang, finding, flag, column):
    """Four methods from importance and satisfaction; the others say what they need."""
    app = open_page(PAGE, lang=lang)
    assert not app.exception
    assert finding in app.subheader[0].value
    table = app.dataframe[0].value
    assert len(table) == 26
    assert {flag, column} <= set(table.columns)
    assert len(table.columns) == 11  # need, flag, where they differ, and four methods twice
    words = said(app)
    assert "LibQUAL" in words
    assert "Kano" in words
    assert not [box for box in app.selectbox if box.key == "at_kano"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_methods_stand_side_by_side(open_page, study, lang):
    """Nine methods, the Kano table by name, the zone of tolerance, the library's NPS."""
    app = open_page(PAGE, lang=lang, study=study.id)
    assert not app.exception
    assert len(app.dataframe[0].value.columns) == 3 + 8  # NPS is asked of the library alone
    words = said(app)
    assert ("classic 5 × 5" if lang == "en" else "经典 5 × 5") in words
    assert ("Net promoter score" if lang == "en" else "净推荐值") in words
    assert len(app.subheader) == 4


def test_kano_table_can_be_switched(open_page, study):
    """The strict table is named, and more answers are questionable."""
    app = open_page(PAGE, study=study.id)
    classic = app.dataframe[1].value["Q questionable"].sum()
    app.selectbox(key="at_kano").select("strict").run()
    assert "Kano table in use: strict" in said(app)
    assert app.dataframe[1].value["Q questionable"].sum() > classic


def test_groups_are_chosen_and_small_ones_hidden_with_a_second(open_page, study):
    """Three staff: neither they nor the smallest group they could be subtracted from."""
    app = open_page(PAGE, study=study.id, group="User group", level="Staff")
    assert "small groups are protected" in said(app)
    app.selectbox(key="at_level").select("Master").run()
    assert not app.exception
    by_group = app.dataframe[-1].value
    assert "Staff" not in by_group
    assert (by_group.drop(columns="Need").notna().sum(axis=1) == 1).all()


def test_waves_stand_side_by_side_in_the_sample(open_page):
    """One method, two columns per wave: unweighted and weighted."""
    app = open_page(PAGE, method="opportunity")
    assert len(app.dataframe[-1].value.columns) == 1 + 2 * 3


def test_empty_study_says_what_is_needed(open_page, home):
    """Without answers there is nothing to compare."""
    app = open_page(PAGE, study=own_study.begun().id)
    assert "There are no survey answers" in said(app)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "no answers from which"), ("zh", "没有可供任何方法")]
)
def test_wave_that_allows_no_method_says_what_each_needs(open_page, home, lang, words):
    """Ticked needs alone: five reasons, in the reader's language."""
    app = open_page(PAGE, lang=lang, study=own_study.with_wave(own_study.ticks()).id)
    assert words in said(app)
    assert sum(text.value.startswith("- ") for text in app.markdown) == 5


def test_satisfaction_alone_is_one_method(open_page, home):
    """Top two boxes rank, but nothing can be compared."""
    study = own_study.with_wave(own_study.survey(sides=("satisfied",)))
    app = open_page(PAGE, study=study.id)
    assert not app.exception
    assert "Only one method" in said(app)


def test_too_few_needs_are_not_called_agreement(open_page, home):
    """Two levels of three items: each need has a rank, but ranks among three say nothing."""
    items = ("Quiet seats", "Wi-Fi", "Lockers")
    levels = ("minimum", "desired", "perceived")
    rows = [[f"{item} - {level}" for item in items for level in levels]]
    rows += [[str(3 + (i + 2 * j) % 6) for j in range(9)] for i in range(30)]
    content = "\n".join(",".join(row) for row in rows).encode()
    app = open_page(PAGE, study=own_study.with_wave(content).id)
    assert "too few needs" in app.subheader[0].value


def test_segments_are_groups_too(open_page, study, monkeypatch):
    """Where segments are known they stand beside the profile questions, small ones hidden."""
    wave = study.waves()["wave"].iloc[0]
    place = (study.id, study.version, wave)
    people = answers_door.answers(*place).profile["respondent"]
    members = pd.Series([1] * 30 + [2] * (len(people) - 34) + [3] * 4, index=people, dtype="Int64")
    own = pd.DataFrame({"need": ["wifi"], "segment": [3], "hidden": [True]})
    monkeypatch.setattr(methods_door.segments, "groups", lambda *one: members)
    monkeypatch.setattr(
        methods_door.segments, "known", lambda *one: SimpleNamespace(profile=own), raising=True
    )
    question = methods_door.segment_question(*place)
    rows = methods_door.by_group(*place, question, "classic")
    assert set(rows["level"]) == {"1", "2", "3"}
    assert rows.loc[rows["level"] == "3", "hidden"].all()
    assert rows.loc[rows["level"] == "1", "value"].notna().any()
