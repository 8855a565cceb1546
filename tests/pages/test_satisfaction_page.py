"""Satisfaction over the years: the sentence, the questions that changed, the control chart."""

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest

from data import sample, store
from data.store.errors import ReadOnlyStudyError

PAGE = "evaluate/satisfaction"
COLUMNS = ["position", "question", "option", "role", "need", "low", "high", "reversed"]
MORE = {"labels": None, "why": "why_scale_only", "sure": 1.0}


@pytest.fixture
def study(sample_home, monkeypatch):
    """Make an own study in a home beside the sample."""
    monkeypatch.setenv("RESPACE_HOME", str(sample_home))
    made = store.create_study("Riverside", "河畔", "Asia/Shanghai")
    yield made
    store.delete_study(made.id)


def save(study, year, columns, high=5, levels=None, month=5, date=True):
    """Store a wave; `columns`: question -> (need, answers on 1..high)."""
    rows = [
        [place, question, "", "satisfaction", need, 1, high, False]
        for place, (question, (need, _)) in enumerate(columns.items())
    ]
    kept = {str(place): answers for place, (_, answers) in enumerate(columns.values())}
    if levels:
        rows.append([len(rows), "Level", "", "profile", "", pd.NA, pd.NA, False])
        kept[str(len(rows) - 1)] = levels
    book = pd.DataFrame(rows, columns=COLUMNS).assign(**MORE)
    day = dt.date(year, month, 1) if date else None
    name = f"{year}-{month:02}"
    study.save_wave(name, day, "test", "a.csv", name, book, pd.DataFrame(kept))


def answers(mean, n=200):
    """Return answers one below and one above a mean, and on it."""
    return np.resize([mean - 1, mean, mean + 1], n).astype(float)


def said(page):
    """Return all headings and sentences of a page."""
    shown = [*page.subheader, *page.markdown, *page.caption, *page.info]
    return " ".join(one.value for one in shown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_empty_study_says_what_it_needs(study, open_page, language):
    """Without answers there is a sentence, and nothing is drawn."""
    page = open_page(PAGE, study=study.id, lang=language)
    assert page.info
    assert not page.subheader


@pytest.mark.parametrize(
    ("language", "words"), [("en", "A change needs two"), ("zh", "至少需要两个批次")]
)
def test_one_wave_is_no_trend(study, open_page, language, words):
    """It is named with its n, and what is missing is said."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3))})
    page = open_page(PAGE, study=study.id, lang=language)
    assert words in said(page)
    assert "n = 200" in said(page)


def test_waves_that_cannot_be_followed_are_named(study, open_page):
    """One has no date, the other has an empty satisfaction question."""
    save(study, 2021, {"Wi-Fi": ("wifi", answers(3))}, date=False)
    save(study, 2022, {"Staff": ("", [pd.NA] * 9)})
    page = open_page(PAGE, study=study.id, lang="en")
    assert "no date: 2021\\-05" in said(page)
    assert "no column of the wave is satisfaction: 2022\\-05" in said(page)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Satisfaction rose by"), ("zh", "满意度上升")]
)
def test_sample_opens_with_the_need_that_moved_most(open_page, language, words):
    """The truth of the sample: the maker space, by 0.82 points."""
    page = open_page(PAGE, lang=language)
    assert not page.error
    assert words in page.subheader[0].value
    assert {"en": "Maker space", "zh": "创客空间"}[language] in page.subheader[0].value


def test_the_true_shifts_of_the_sample_are_within_the_intervals(open_page):
    """95 % intervals of 26 needs hold the truth at least 22 times."""
    page = open_page(PAGE, lang="en")
    table = next(one.value for one in page.dataframe if "More than noise" in one.value)
    truth = sample.truth().satisfaction
    after = truth[truth["wave"] == truth["wave"].iloc[-1]].set_index("need")["shift"]
    names = dict(zip(after.index, short_names(after.index), strict=True))
    shown = table.set_index("Need").loc[[names[need] for need in after.index]]
    ends = [shown[f"Change (points), {end} end"].to_numpy(float) for end in ("lower", "upper")]
    held = (ends[0] <= after.to_numpy()) & (after.to_numpy() <= ends[1])
    assert held.sum() >= 22
    moved = shown["More than noise"].eq("yes").to_numpy()
    assert moved[after.abs() > 0.15].all()
    assert not moved[after == 0].any()


def short_names(ids):
    """Return the English short names of needs."""
    from data import reference

    return reference.needs().set_index("need").loc[list(ids), "short_en"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_space_types_and_groups_can_be_followed(open_page, language):
    """Creative spaces moved most; by faculty the same need is compared in each."""
    page = open_page(PAGE, lang=language, series="spaces")
    assert {"en": "Creative", "zh": "创意空间"}[language] in page.subheader[0].value
    page = open_page(PAGE, lang=language, group="Level 身份", need="maker_tools")
    assert not page.error
    assert page.query_params["need"] == "maker_tools"
    assert "Level 身份" in next(one.value for one in page.dataframe).columns


def test_noise_is_called_noise(study, open_page):
    """The same answers twice, of 40 people."""
    for year in (2023, 2024):
        save(study, year, {"Wi-Fi": ("wifi", answers(3, 40))})
    page = open_page(PAGE, study=study.id, lang="en")
    assert "Nothing moved by more than noise" in page.subheader[0].value
    assert "n = 40" in page.subheader[0].value


def test_a_fall_is_said_with_its_ends_in_order(study, open_page):
    """From 4 to 3: fell by 1.00, the smaller end first."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(4))})
    save(study, 2024, {"Wi-Fi": ("wifi", answers(3))})
    heading = open_page(PAGE, study=study.id, lang="en").subheader[0].value
    assert "fell by 1.00 points (0.84 to 1.16)" in heading


def test_changed_questions_are_confirmed_and_kept(study, open_page):
    """Other words and another scale: said in the headline's lines until somebody decides."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3))})
    save(study, 2024, {"Speed of Wi-Fi <b>": ("wifi", answers(6))}, high=7)
    page = open_page(PAGE, study=study.id, lang="en")
    assert "nobody has confirmed yet" in said(page)
    page.button(key="satisfaction_confirm").click().run()
    assert "nobody has confirmed yet" not in said(page)
    assert list(study.setting("satisfaction_links").values()) == ["same"]
    key = next(iter(study.setting("satisfaction_links")))
    study.set_setting("satisfaction_links", {key: "different"})
    page = open_page(PAGE, study=study.id, lang="en")
    assert "Nothing can be compared" in said(page)


def test_dropped_questions_are_listed(study, open_page):
    """Lockers are asked in 2023 only."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3)), "My locker": ("lockers", answers(3))})
    save(study, 2024, {"Wi-Fi": ("wifi", answers(3))})
    page = open_page(PAGE, study=study.id, lang="zh")
    assert any("My locker" in one.value.to_string() for one in page.dataframe)


def test_small_groups_are_in_no_table(study, open_page):
    """Three doctoral students, and the master students they would follow from."""
    levels = ["BA"] * 40 + ["MA"] * 9 + ["PhD"] * 3
    for year in (2023, 2024):
        save(study, year, {"Wi-Fi": ("wifi", answers(3, 52))}, levels=levels)
    page = open_page(PAGE, study=study.id, lang="en", group="Level")
    assert next(one.value for one in page.dataframe)["Level"].tolist() == ["BA"]


@pytest.mark.parametrize("chart", ["individuals", "share"])
def test_twelve_waves_have_a_control_chart(study, open_page, chart):
    """Eleven alike and one much lower: the last is out of the ordinary."""
    rng = np.random.default_rng(2)
    for month in range(1, 13):
        share = [0.05, 0.1, 0.2, 0.4, 0.25] if month < 12 else [0.4, 0.3, 0.2, 0.1, 0]
        save(
            study,
            2024,
            {"Wi-Fi": ("wifi", rng.choice([1.0, 2, 3, 4, 5], 300, p=share))},
            month=month,
        )
    page = open_page(PAGE, study=study.id, lang="en", chart=chart)
    assert "Out of the ordinary" in said(page)
    assert "2024\\-12" in said(page)


def test_few_waves_say_how_many_a_control_chart_needs(open_page):
    """The sample has three: enough for a provisional p-chart, not for a chart of means."""
    shown = said(open_page(PAGE, lang="en"))
    assert "at least 3 for the share satisfied" in shown
    assert "provisional: they rest on 3 waves, and are firm from 12" in shown


def test_two_waves_have_no_control_chart(study, open_page):
    """It is said how many it takes."""
    for year in (2023, 2024):
        save(study, year, {"Wi-Fi": ("wifi", answers(3))})
    shown = said(open_page(PAGE, study=study.id, lang="en"))
    assert "the share of satisfied people at least 3, the mean at least 6" in shown


@pytest.fixture
def reworded(study):
    """Two waves whose one question changed its words."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3))})
    save(study, 2024, {"Network": ("wifi", answers(3))})
    return study


def test_a_sealed_study_shows_what_it_cannot_change(reworded, open_page, monkeypatch):
    """The decisions are there to read; the reason why they cannot be changed is said."""
    monkeypatch.setattr(store.Study, "read_only", True)
    page = open_page(PAGE, study=reworded.id, lang="zh")
    assert not page.error
    assert not [button for button in page.button if button.key == "satisfaction_confirm"]
    assert any("示例" in one.value for one in page.info)


def test_a_decision_that_cannot_be_saved_is_said(reworded, open_page, monkeypatch):
    """Somebody sealed the study while the page was open: a sentence, no exception."""
    page = open_page(PAGE, study=reworded.id, lang="en")

    def refused(self, key, value):
        raise ReadOnlyStudyError(study="Riverside")

    monkeypatch.setattr(store.Study, "set_setting", refused)
    page.button(key="satisfaction_confirm").click().run()
    assert not page.exception
    assert any("Riverside" in one.value for one in page.error)


def test_a_broken_link_opens_the_usual_view(open_page):
    """Unknown waves, needs and groups are ignored."""
    page = open_page(PAGE, lang="en", pair="a~b", need="x", group="<b>", series="z", needs="q~r")
    assert not page.error
    assert "Satisfaction rose by" in page.subheader[0].value


def test_needs_chosen_before_do_not_empty_the_view_of_space_types(open_page):
    """All space types are drawn, whatever needs were chosen."""
    page = open_page(PAGE, lang="en", series="spaces", needs="wifi")
    assert "Creative spaces" in page.subheader[0].value
    assert not page.info


def test_questions_without_a_need_are_followed_and_joined(study, open_page):
    """The same words go on by themselves, other words when people say so."""
    save(study, 2022, {"All in all?": ("", answers(3))})
    save(study, 2023, {"Overall": ("", answers(3))})
    save(study, 2024, {"Overall": ("", answers(4))})
    page = open_page(PAGE, study=study.id, lang="en")
    assert "Overall moved most. Satisfaction rose by 1.00 points" in page.subheader[0].value
    assert "2023" in page.subheader[0].value
    page.button(key="satisfaction_join").click().run()
    table = next(one.value for one in page.dataframe if "More than noise" in one.value)
    assert table["Need"].tolist() == ["Overall"]
    assert list(study.setting("satisfaction_links").values()) == ["same"]
    page = open_page(PAGE, study=study.id, lang="en")
    assert "2022" in page.subheader[0].value
    page.button(key="satisfaction_part").click().run()
    assert study.setting("satisfaction_joins") == {}


def test_dropped_and_added_questions_wait_for_confirmation(study, open_page):
    """One click confirms both; then it is said so."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3)), "My locker": ("lockers", answers(3))})
    save(study, 2024, {"Wi-Fi": ("wifi", answers(3)), "Coffee": ("coffee_relax", answers(3))})
    page = open_page(PAGE, study=study.id, lang="en")
    assert "2 of 2" in said(page)
    page.button(key="satisfaction_confirm").click().run()
    assert "All 2 changes of the questions between the waves are confirmed" in said(page)


def test_scales_of_different_length_are_said_with_their_formula(study, open_page):
    """1-5 and then 1-7: both formulas, and a warning beside the headline."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3))})
    save(study, 2024, {"Wi-Fi": ("wifi", answers(6))}, high=7)
    page = open_page(PAGE, study=study.id, lang="en")
    assert "Its scale was 1–5 and became 1–7" in said(page)
    assert "Scales of different length" in said(page)
    table = next(one.value for one in page.dataframe if "For example" in one.value)
    assert table["Formula (x = answer)"].tolist() == ["1 + 4 × (x − 1) / 4", "1 + 4 × (x − 1) / 6"]
    assert table["For example"].tolist() == ["4 → 4.00", "6 → 4.33"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Not for all alike: by “Level”, MA"), ("zh", "并非人人相同：按“Level”，MA")],
)
def test_for_whom_it_moved_is_said(study, open_page, language, words):
    """Master students rose by 1, the others did not move."""
    levels = ["BA", "MA"] * 100
    ba, ma = answers(3, 100), answers(4, 100)
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3).repeat(1))}, levels=levels)
    both = np.column_stack([ba, ma]).ravel()
    save(study, 2024, {"Wi-Fi": ("wifi", both)}, levels=levels)
    assert words in said(open_page(PAGE, study=study.id, lang=language))


def test_forty_answers_are_said_to_be_unsure(study, open_page):
    """The note names the wave, its answers and how wide its interval is."""
    save(study, 2023, {"Wi-Fi": ("wifi", answers(3, 400))})
    save(study, 2024, {"Wi-Fi": ("wifi", answers(3, 40))})
    assert "with 40 answers, its means are known to within" in said(
        open_page(PAGE, study=study.id, lang="en")
    )


def test_stored_waves_are_linked_without_their_file(study, open_page):
    """A question in words becomes a rating when its answers are put in order."""
    save(study, 2023, {"Staff": ("wifi", answers(3))}, levels=["calm", "tense"] * 100)
    page = open_page(PAGE, study=study.id, lang="en")
    wave = study.waves()["wave"].iloc[0]
    page.multiselect(key=f"relink_order_{wave}_1").set_value(["tense", "calm"]).run()
    page.button(key="relink_order_save").click().run()
    assert not page.error
    book, kept = study.wave(wave)
    assert book.loc[1, ["role", "low", "high"]].tolist() == ["satisfaction", 1.0, 2.0]
    assert kept["1"].value_counts().to_dict() == {2.0: 100, 1.0: 100}


def test_waves_of_one_day_stand_side_by_side(study, open_page):
    """Two files without a time are stored on one day; each is still a point of its own."""
    for name in ("Students", "Staff"):
        book = pd.DataFrame(
            [[0, "Wi-Fi", "", "satisfaction", "wifi", 1, 5, False]], columns=COLUMNS
        ).assign(**MORE)
        kept = pd.DataFrame({"0": answers(3)})
        study.save_wave(name, dt.date(2026, 5, 1), "test", f"{name}.csv", name, book, kept)
    page = open_page(PAGE, study=study.id)
    chart = page.get("plotly_chart")[0].proto.spec
    days = json.loads(chart)["layout"]["xaxis"]["tickvals"]
    assert len(set(map(str, days))) == 2
