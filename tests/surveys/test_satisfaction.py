"""Tests of `surveys.satisfaction`: joined waves, trends and tests of change."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies
from scipy import stats

from surveys.satisfaction import (
    changes,
    eras,
    headline,
    links,
    need_scores,
    profile_questions,
    space_scores,
    trend,
    with_answers,
)
from surveys.satisfaction.superiority import holm, superiority
from tests.surveys.waves_made import wave

TEN = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]


def statuses(waves, decisions=None):
    """Return (need, status, after) of every link."""
    table = links(waves, decisions)
    return sorted(table[["need", "status", "after"]].itertuples(index=False, name=None))


def compared(waves, before, after, decisions=None, group=""):
    """Return the changes between two waves."""
    scores = need_scores(waves, eras(waves, links(waves, decisions)), group)
    return changes(scores, trend(scores), before, after)


def test_same_words_are_the_same_question():
    """Case, punctuation and the number of a question make no other wording."""
    waves = [
        wave(2023, {"3、How satisfied are you: Wi-Fi?": ("wifi", TEN)}),
        wave(2024, {"Q7. how satisfied are you: wi-fi": ("wifi", TEN)}),
    ]
    assert statuses(waves) == [("wifi", "same", "w2024")]


def test_reworded_rescaled_dropped_and_added_are_told_apart():
    """One question of each kind."""
    waves = [
        wave(2023, {"Wi-Fi": ("wifi", TEN), "Light": ("light", TEN), "Lockers": ("lockers", TEN)}),
        wave(
            2024,
            {
                "Speed of Wi-Fi": ("wifi", TEN),
                "Light": ("light", TEN, 0, 10),
                "Coffee": ("coffee", TEN),
            },
        ),
    ]
    assert statuses(waves) == [
        ("coffee", "added", "w2024"),
        ("light", "rescaled", "w2024"),
        ("lockers", "dropped", "w2024"),
        ("wifi", "reworded", "w2024"),
    ]
    table = links(waves).set_index("status")
    assert table.loc["rescaled", ["scale_before", "scale_after"]].tolist() == ["1–5", "0–10"]


def test_a_question_without_a_need_is_listed_when_it_ends():
    """Nobody linked it to a need, still the reader is told that it is gone."""
    waves = [
        wave(2023, {"Wi-Fi": ("wifi", TEN), "Staff": ("", TEN), "Fees": ("", TEN)}),
        wave(2024, {"Wi-Fi": ("wifi", TEN), "Staff": ("", TEN)}),
    ]
    assert statuses(waves) == [
        ("", "dropped", "w2024"),
        ("", "same", "w2024"),
        ("wifi", "same", "w2024"),
    ]


def test_a_question_that_comes_back_is_linked_over_the_gap():
    """Asked in 2022 and 2024: dropped in 2023, and compared with itself."""
    waves = [
        wave(2022, {"Wi-Fi": ("wifi", TEN), "Light": ("light", TEN)}),
        wave(2023, {"Light": ("light", TEN)}),
        wave(2024, {"Wi-Fi": ("wifi", TEN), "Light": ("light", TEN)}),
    ]
    assert [s for s in statuses(waves) if s[0] == "wifi"] == [
        ("wifi", "dropped", "w2023"),
        ("wifi", "same", "w2024"),
    ]
    assert len(compared(waves, "w2022", "w2024")) == 2


def test_questions_decided_to_differ_are_not_compared():
    """The trend breaks there; undecided and confirmed ones go on."""
    waves = [wave(2023, {"Wi-Fi": ("wifi", TEN)}), wave(2024, {"Network": ("wifi", TEN)})]
    key = links(waves)["key"].iloc[0]
    assert len(compared(waves, "w2023", "w2024")) == 1
    assert len(compared(waves, "w2023", "w2024", {key: "same"})) == 1
    assert compared(waves, "w2023", "w2024", {key: "different"}).empty
    assert headline(compared(waves, "w2023", "w2024", {key: "different"})) is None


def test_a_decision_lapses_with_the_wording_it_was_made_on():
    """The wave was replaced by one that asks otherwise: ask again."""
    first = wave(2023, {"Wi-Fi": ("wifi", TEN)})
    key = links([first, wave(2024, {"Network": ("wifi", TEN)})])["key"].iloc[0]
    table = links([first, wave(2024, {"Internet": ("wifi", TEN)})], {key: "different"})
    assert table["decision"].tolist() == [""]


def test_scales_of_other_lengths_meet_on_one_scale():
    """3 of 0..10 is 2.2 on 1..5; 1 of 1..2 is 1."""
    waves = [
        wave(2023, {"A": ("wifi", [3] * 9, 0, 10)}),
        wave(2024, {"A": ("wifi", [1] * 9, 1, 2)}),
    ]
    row = compared(waves, "w2023", "w2024").iloc[0]
    assert (round(row["before"], 6), row["after"]) == (2.2, 1.0)


def test_waves_without_satisfaction_are_left_out_and_dates_give_the_order():
    """An importance-only wave has no satisfaction to follow."""
    early, late = (wave(year, {"A": ("wifi", TEN)}) for year in (2021, 2024))
    none = wave(2022, {"A": ("", TEN)})
    assert [one.id for one in with_answers([late, none, early])] == ["w2021", "w2024"]


@pytest.mark.parametrize(("n", "narrowest"), [(40, 0.5), (2500, 0.06)])
def test_forty_answers_look_as_unsure_as_they_are(n, narrowest):
    """1..5 in equal parts: s = 1.41, so 2 x 2.02 x 1.41 / sqrt(40) = 0.9 wide."""
    found = trend(need_scores_of(n))
    width = (found["high"] - found["low"]).iloc[0]
    assert narrowest < width < 2 * narrowest


def need_scores_of(n, values=(1, 2, 3, 4, 5)):
    """Return scores of one wave and need."""
    waves = [wave(2024, {"A": ("wifi", np.resize(values, n))})]
    return need_scores(waves, eras(waves, links(waves)))


def test_a_wave_that_agrees_is_not_certain():
    """40 fives: one other answer in eleven could hide, so 4.65 is possible."""
    row = trend(need_scores_of(40, [5])).iloc[0]
    assert (row["mean"], round(row["low"], 2), row["high"]) == (5.0, 4.65, 5.0)


def test_a_change_is_as_unsure_as_its_smaller_wave():
    """2,000 answers before do not make 20 after sure."""
    rng = np.random.default_rng(1)
    waves = [
        wave(2023, {"A": ("wifi", rng.integers(1, 6, 2000))}),
        wave(2024, {"A": ("wifi", rng.integers(1, 6, 20))}),
    ]
    row = compared(waves, "w2023", "w2024").iloc[0]
    few = trend(need_scores(waves[1:], eras(waves[1:], links(waves[1:])))).iloc[0]
    assert row["high"] - row["low"] >= few["high"] - few["low"]


def test_the_test_agrees_with_brunner_and_munzel():
    """Near one half the logit scale changes nothing; SciPy computes the plain statistic."""
    rng = np.random.default_rng(3)
    a, b = rng.integers(1, 6, 300).astype(float), rng.integers(1, 6, 200).astype(float)
    assert superiority(a, b).p == pytest.approx(stats.brunnermunzel(a, b).pvalue, abs=0.01)


def test_order_is_all_that_counts():
    """Stretching the distances between answers changes nothing."""
    rng = np.random.default_rng(4)
    a, b = rng.integers(1, 6, 50).astype(float), rng.integers(1, 6, 60).astype(float)
    assert superiority(a, b) == superiority(np.exp(a), np.exp(b))


def test_few_people_are_tested_like_mann_and_whitney():
    """Without ties the normal approximation of SciPy gives the same p."""
    a, b = np.array([1.0, 3, 5, 7, 9, 2]), np.array([4.0, 6, 8, 10, 12, 11, 13])
    wanted = stats.mannwhitneyu(b, a, method="asymptotic", use_continuity=False).pvalue
    assert superiority(a, b).p == pytest.approx(wanted)


@settings(deadline=None, max_examples=60)
@given(
    strategies.lists(strategies.integers(1, 5), min_size=1, max_size=30),
    strategies.lists(strategies.integers(1, 5), min_size=1, max_size=30),
)
def test_superiority_turns_with_time(a, b):
    """Before and after swapped: the other side of one half, the same p; the interval holds it."""
    there, back = (
        superiority(np.array(a, float), np.array(b, float)),
        superiority(np.array(b, float), np.array(a, float)),
    )
    assert there.value == pytest.approx(1 - back.value)
    assert there.p == pytest.approx(back.p)
    assert 0 <= there.low <= there.value <= there.high <= 1
    assert there.low == pytest.approx(1 - back.high, abs=1e-6)


@pytest.mark.parametrize("n", [8, 15, 40])
def test_without_a_change_few_waves_seem_to_change(n):
    """At a level of 5 %, between 2 and 7 % of 1,500 equal pairs are called different."""
    rng = np.random.default_rng(n)
    shares = [0.05, 0.15, 0.3, 0.35, 0.15]
    draws = rng.choice(np.arange(1.0, 6.0), (1500, n + 60), p=shares)
    wrong = np.mean([superiority(row[:n], row[n:]).p < 0.05 for row in draws])
    assert 0.02 < wrong < 0.07


def test_holm_is_the_published_correction():
    """0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1, never falling."""
    assert holm(np.array([0.01, 0.04, 0.03, 0.005])).round(4).tolist() == [0.03, 0.06, 0.06, 0.02]


def test_headline_prefers_what_is_more_than_noise():
    """Six people moved by 1.5 points are noise, 400 moved by 0.5 are not."""
    waves = [
        wave(
            2023, {"A": ("wifi", np.resize([2, 3], 400)), "B": ("light", blank([1, 2, 5, 1, 2, 5]))}
        ),
        wave(
            2024, {"A": ("wifi", np.resize([3, 3], 400)), "B": ("light", blank([4, 5, 5, 4, 4, 3]))}
        ),
    ]
    table = compared(waves, "w2023", "w2024")
    assert table["series"].tolist() == ["light", "wifi"]
    facts = headline(table)
    assert (facts["series"], facts["moved"], facts["up"], facts["down"]) == ("wifi", True, 1, 0)


def blank(answers, n=400):
    """Return answers of a few among many who said nothing."""
    return [*answers, *([None] * (n - len(answers)))]


def test_small_waves_and_groups_are_hidden_with_a_second_one():
    """Four doctoral students would follow from all minus the others: master's go too."""
    levels = ["BA"] * 20 + ["MA"] * 9 + ["PhD"] * 4
    waves = [
        wave(year, {"A": ("wifi", np.resize(TEN, 33))}, {"Level": levels}) for year in (2023, 2024)
    ]
    scores = need_scores(waves, eras(waves, links(waves)), "Level")
    found = trend(scores)
    assert found.loc[found["hidden"], "group"].unique().tolist() == ["MA", "PhD"]
    assert found.loc[found["hidden"], ["mean", "low", "high", "n", "satisfied"]].isna().all().all()
    assert changes(scores, found, "w2023", "w2024")["group"].tolist() == ["BA"]


def test_profile_questions_are_those_of_two_waves():
    """Numbered otherwise it is the same question; one answer only makes no groups."""
    one = wave(2023, {"A": ("wifi", TEN)}, {"1. Level": ["BA", "MA"] * 5, "City": ["N"] * 10})
    two = wave(2024, {"A": ("wifi", TEN)}, {"Level": ["BA", "MA"] * 5, "City": ["N"] * 10})
    assert profile_questions([one, two]) == ["Level"]
    assert profile_questions([one]) == []


def test_a_space_type_follows_the_needs_every_wave_asks():
    """Light is asked once only: the trend of learning is Wi-Fi (9) and seats (3)."""
    strengths = pd.DataFrame(
        [["wifi", "learning", 9], ["seats", "learning", 3], ["light", "learning", 9]],
        columns=["need", "space_type", "strength"],
    )
    waves = [
        wave(2023, {"A": ("wifi", [5] * 6), "B": ("seats", [1] * 6), "C": ("light", [1] * 6)}),
        wave(2024, {"A": ("wifi", [5] * 6), "B": ("seats", [1, 1, 1, 1, 1, None])}),
    ]
    scores = space_scores(waves, eras(waves, links(waves)), strengths)
    assert scores["score"].tolist() == [4.0] * 11 + [
        5.0
    ]  # (9 x 5 + 3 x 1) / 12; one left seats out


def test_a_space_type_without_a_common_need_has_no_trend():
    """Nothing to compare is an empty table, not a fault."""
    waves = [wave(2023, {"A": ("wifi", TEN)}), wave(2024, {"B": ("light", TEN)})]
    strengths = pd.DataFrame([["wifi", "learning", 9]], columns=["need", "space_type", "strength"])
    scores = space_scores(waves, eras(waves, links(waves)), strengths)
    assert scores.empty
    assert changes(scores, trend(scores), "w2023", "w2024").empty
