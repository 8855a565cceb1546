"""The page that asks who answered: sample, own study, refusal, counts edited and imported."""

import pandas as pd
import pytest

from data import store
from pages.figures.weights import answered_chart, beside_chart
from pages.parts import margins, session
from surveys.weighting.margins import SETTING, from_records, setting_of

PAGE = "refine/weights"
NEEDS = ("quiet_seats", "wifi", "lockers")
COUNTS = [
    {"variable": "Level", "category": "BA", "count": 500.0},
    {"variable": "Level", "category": "MA", "count": 500.0},
]


@pytest.fixture
def study(home, request):
    """Make a study of its own for one test."""
    made = store.create_study(request.node.name, "试验馆", "Asia/Shanghai")
    yield made
    store.delete_study(made.id)


def codebook(profile="Level"):
    """Return a codebook: one profile question, three needs rated on both sides."""
    rows = [(profile, "profile", "")] if profile else []
    rows += [(side, side, need) for side in ("importance", "satisfaction") for need in NEEDS]
    table = pd.DataFrame(rows, columns=["question", "role", "need"])
    table["question"] = table["question"] + " " + table["need"]
    table["question"] = table["question"].str.strip()
    table.insert(0, "position", range(len(table)))
    rated = table["need"].ne("")
    return table.assign(
        option="",
        low=pd.array([1.0 if one else None for one in rated], "Float64"),
        high=pd.array([5.0 if one else None for one in rated], "Float64"),
        reversed=False,
        labels=None,
        why="why_reader",
        sure=pd.array([1.0] * len(table), "Float64"),
    )


def answered(study, ba=32, ma=8, profile="Level"):
    """Store a wave: BA miss quiet seats most, MA miss lockers most."""
    kept = pd.DataFrame({"0": ["BA"] * ba + ["MA"] * ma})
    noise = [0.0, 1.0] * ((ba + ma) // 2)
    for place, need in enumerate(NEEDS):
        master = 0.0 if need == "quiet_seats" else 3.0 if need == "lockers" else 1.0
        gap = [2.0 if need == "quiet_seats" else 1.0] * ba + [master] * ma
        kept[str(1 + place)] = [4.0 + one for one in noise]
        kept[str(4 + place)] = [4.0 - one for one in gap]
    if not profile:
        kept = kept.drop(columns="0").set_axis([str(one) for one in range(6)], axis="columns")
    kept.index = pd.RangeIndex(2, len(kept) + 2)
    study.save_wave(
        "Spring", "2026-05-01", "test", "answers.csv", "0" * 64, codebook(profile), kept
    )


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [("en", "Who answered?", "27% of those"), ("zh", "谁作了答？", "占服务对象的 27%")],
)
def test_sample_says_who_is_missing_and_what_it_costs(open_page, lang, title, words):
    """Answer first, with n and what it counts like; nothing can be changed in the sample."""
    page = open_page(PAGE, lang=lang)
    assert not page.exception
    assert page.title[0].value == title
    assert words in page.subheader[0].value
    assert "2,519" in page.subheader[0].value
    assert "2,251" in page.subheader[0].value
    assert len(page.metric) == 5
    assert not page.error


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_answers_the_page_says_what_is_needed(open_page, study, lang):
    """No wave, no page."""
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert len(page.info) == 1


def test_without_profile_nobody_can_tell(open_page, study):
    """A wave of ratings only."""
    answered(study, profile="")
    page = open_page(PAGE, lang="en", study=study.id)
    assert not page.exception
    assert "no question about the people" in page.info[0].value


def test_counts_are_entered_question_by_question(open_page, study):
    """Add a question; its categories wait for counts, and the page says so."""
    answered(study)
    page = open_page(PAGE, lang="en", study=study.id)
    assert "how many people" in page.info[0].value
    page.button(key="margins_add_go").click().run()
    assert not page.exception
    kept = from_records(study.setting(SETTING))
    assert kept["category"].tolist() == ["BA", "MA"]
    assert kept["count"].isna().all()
    page.button(key="margins_drop_Level").click().run()
    assert not study.setting(SETTING)


def test_each_edit_of_a_count_is_saved_over_what_is_kept(study, monkeypatch):
    """Only the edited cells are written: another window's count stays."""
    study.set_setting(SETTING, [*COUNTS, {"variable": "Sex", "category": "f", "count": 7.0}])
    monkeypatch.setattr(session, "study", lambda: study)
    monkeypatch.setattr(session, "edits", lambda key: {"edited_rows": {1: {"count": None}}})
    margins._save("any", "Level", ["BA", "MA"], "")
    kept = from_records(study.setting(SETTING))
    assert kept["count"].isna().tolist() == [False, True, False]
    monkeypatch.setattr(session, "edits", lambda key: {"edited_rows": {1: {"count": 90}}})
    margins._save("any", "Level", ["BA", "MA"], "")
    assert from_records(study.setting(SETTING))["count"].tolist() == [500, 90, 7]


@pytest.mark.parametrize(
    ("lang", "first"), [("en", "Yes. With weights “Lockers"), ("zh", "会。加权后最缺的是")]
)
def test_weights_can_change_the_conclusion(open_page, study, lang, first):
    """8 of 40 are MA, but half of those served: quiet seats 1.6 + and lockers 1.4 change places."""
    answered(study)
    study.set_setting(SETTING, COUNTS)
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert "20%" in page.subheader[0].value
    assert any(one.value.startswith(first) for one in page.markdown)


@pytest.mark.parametrize(("lang", "words"), [("en", "Nobody of “PhD”"), ("zh", "“PhD”（Level）")])
def test_category_without_answers_is_a_sentence(open_page, study, lang, words):
    """The shares are shown all the same, and so are the counts to be mended."""
    answered(study)
    study.set_setting(SETTING, [*COUNTS, {"variable": "Level", "category": "PhD", "count": 90.0}])
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert words in page.error[0].value
    assert not page.metric
    assert page.dataframe


def test_small_category_is_refused(open_page, study):
    """Four people: weights would speak for single ones."""
    answered(study, ba=36, ma=4)
    study.set_setting(SETTING, COUNTS)
    page = open_page(PAGE, lang="en", study=study.id)
    assert "Only 4 people of “MA”" in page.error[0].value


def test_limit_that_cannot_be_kept_is_said(open_page, study):
    """5 of 40 for half of those served weigh 4 times the mean; the limit is 3."""
    answered(study, ba=35, ma=5)
    study.set_setting(SETTING, COUNTS)
    study.set_setting("weights_limit", 3)
    page = open_page(PAGE, lang="en", study=study.id)
    assert not page.exception
    assert "no weight above 3" in page.warning[0].value


def test_file_of_counts_is_seen_before_it_is_stored(open_page, study):
    """The draft survives a reload; spelling follows the answers."""
    answered(study)
    content = "question,category,count\nLEVEL,ba,500\nLEVEL,ma,500\nLEVEL,Guest,\n"
    study.save_draft("margins", "enrolment.csv", content.encode(), {})
    page = open_page(PAGE, lang="en", study=study.id)
    assert not page.exception
    assert any("Guest" in one.value for one in page.warning)
    page.button(key="margins_store").click().run()
    assert not page.exception
    kept = from_records(study.setting(SETTING))
    assert kept[["variable", "category"]].to_numpy().tolist()[0] == ["Level", "BA"]
    assert page.metric
    assert study.draft("margins") is None


def test_file_that_is_no_table_of_counts_is_a_sentence(open_page, study):
    """It can be discarded."""
    answered(study)
    study.save_draft("margins", "notes.csv", b"a,b\n1,2\n", {})
    page = open_page(PAGE, lang="en", study=study.id)
    assert "notes" in page.error[0].value
    page.button(key="margins_discard").click().run()
    assert not page.exception
    assert study.draft("margins") is None


@pytest.mark.parametrize(
    ("path", "column"),
    [("refine/priorities", "Gap, weighted"), ("implement/demand", "Share of demand (%), weighted")],
)
def test_weighted_stands_beside_unweighted(open_page, study, path, column):
    """With counts the tables have weighted columns; without, they say how to get them."""
    page = open_page(path, lang="en")
    assert not page.exception
    assert any(column in table.value for table in page.dataframe)
    assert any("count like 2,251" in one.value for one in page.caption)
    answered(study)
    page = open_page(path, lang="en", study=study.id)
    assert not page.exception
    assert not any(column in table.value for table in page.dataframe)
    assert any("every answer counts alike" in one.value for one in page.caption)


def test_weighted_choices_stand_beside_unweighted(open_page):
    """Also where people chose instead of rated."""
    page = open_page("refine/priorities", lang="zh", rows="chosen")
    assert not page.exception
    assert any("被选择比例（%），加权" in table.value for table in page.dataframe)


WORDS = {
    key: key
    for key in (
        "weights_answered",
        "weights_served",
        "weights_share_axis",
        "weights_n",
        "weights_unweighted",
        "weights_with",
        "axis",
    )
}


def test_figures_print_the_numbers_and_escape_names():
    """Names come from files; colour is not the only carrier."""
    rows = pd.DataFrame({"label": ["<b>BA"], "answered": [0.8], "population": [0.5], "n": [32]})
    figure = answered_chart(rows, WORDS)
    assert figure.layout.annotations[0].text == "80% / 50%"
    assert figure.data[0].y[0] == "&lt;b&gt;BA"
    assert figure.data[0].marker.symbol != figure.data[1].marker.symbol
    numbers = dict.fromkeys(
        ["value", "low", "high", "weighted", "weighted_low", "weighted_high"], 1.0
    )
    figure = beside_chart(pd.DataFrame([{"label": "<b>", **numbers}]), WORDS)
    assert figure.layout.yaxis.ticktext == ("&lt;b&gt;",)


def test_categories_are_merged_and_taken_apart(open_page, study, monkeypatch):
    """Nobody of PhD answered: with MA as graduate the wave can be weighted, and back again."""
    answered(study)
    counts = [*COUNTS, {"variable": "Level", "category": "PhD", "count": 100.0}]
    study.set_setting(SETTING, counts)
    page = open_page(PAGE, lang="en", study=study.id)
    assert "Merge it with a neighboring category" in page.error[0].value
    page.multiselect[0].set_value(["MA", "PhD"])
    page.text_input[0].set_value("graduate")
    page.run()
    page.button(key="merge_go_Level").click().run()
    assert not page.exception
    assert not page.error
    table = page.dataframe[0].value
    assert table["Category"].tolist() == ["BA", "graduate"]
    assert table["People served"].tolist() == [500, 600]
    page.button(key="unmerge_Level_graduate").click().run()
    assert "PhD" in page.error[0].value
    assert study.setting(SETTING) == counts


def test_merge_without_a_name_is_a_sentence(open_page, study):
    """What is asked for is said where the counts are."""
    answered(study)
    study.set_setting(SETTING, COUNTS)
    page = open_page(PAGE, lang="en", study=study.id)
    page.multiselect[0].set_value(["MA", "BA"]).run()
    page.button(key="merge_go_Level").click().run()
    assert "cannot be merged" in page.error[0].value


def test_counts_of_one_wave_hold_for_it_alone(open_page, study):
    """Enrolment differs by year: the wave's own counts go before those of all waves."""
    answered(study)
    study.set_setting(SETTING, COUNTS)
    first = study.waves()["wave"].iloc[0]
    own = [COUNTS[0] | {"count": 900.0}, COUNTS[1] | {"count": 100.0}]
    study.set_setting(setting_of(first), own)
    page = open_page(PAGE, lang="en", study=study.id, wave=first)
    assert page.dataframe[0].value["People served"].tolist() == [900, 100]
    study.set_setting(setting_of(first), [])
    page = open_page(PAGE, lang="en", study=study.id, wave=first)
    assert page.dataframe[0].value["People served"].tolist() == [500, 500]


def test_question_added_for_one_wave_starts_from_the_counts_of_all(study, monkeypatch):
    """So that only what differs is typed."""
    answered(study)
    study.set_setting(SETTING, COUNTS)
    wave = study.waves()["wave"].iloc[0]
    monkeypatch.setattr(session, "study", lambda: study)
    monkeypatch.setattr(margins.needs, "key", lambda wave: (study.id, study.version, wave))
    margins._add(wave, "Level", wave)
    assert study.setting(setting_of(wave)) == COUNTS
    margins._drop("Level", wave)
    assert study.setting(setting_of(wave)) == []
    assert study.setting(SETTING) == COUNTS


def test_blanks_in_a_question_are_said(open_page, study):
    """Nobody can tell where they belong; their answers keep their weight."""
    answered(study)
    wave = study.waves()["wave"].iloc[0]
    codebook_, kept = study.wave(wave)
    kept = kept.copy()
    kept.iloc[:4, 0] = None
    study.save_wave("Blank", "2026-06-01", "test", "more.csv", "1" * 64, codebook_, kept)
    study.set_setting(SETTING, COUNTS)
    page = open_page(PAGE, lang="en", study=study.id)
    assert any("left blank by 4 of 40 (10.0%)" in one.value for one in page.caption)
