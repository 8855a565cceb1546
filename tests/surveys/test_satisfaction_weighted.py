"""Tests of change that respect survey weights, and of differences between groups."""

import numpy as np
import pandas as pd
import pytest

from surveys.satisfaction import changes, eras, for_whom, links, need_scores, trend, weighted_trend
from surveys.satisfaction.superiority import size_of, superiority, weighted_superiority
from surveys.weighting import rake
from surveys.weighting.estimate import of_weights
from tests.surveys.waves_made import wave

SHARES = [0.05, 0.15, 0.3, 0.35, 0.15]


def drawn(rng, n, group=0):
    """Return answers 1..5 of `n` people; those of group 1 are less satisfied."""
    return rng.choice(np.arange(1.0, 6.0), n, p=SHARES[:: -1 if group else 1])


def test_equal_weights_change_nothing():
    """The weighted test is Brunner and Munzel's where all weights are alike."""
    rng = np.random.default_rng(1)
    a, b = (pd.Series(drawn(rng, n)) for n in (50, 80))
    even = tuple(of_weights(pd.Series(2.0, index=one.index)) for one in (a, b))
    plain, weighted = superiority(a.to_numpy(), b.to_numpy()), weighted_superiority(a, b, even)
    assert weighted.value == pytest.approx(plain.value)
    assert (weighted.low, weighted.p) == pytest.approx((plain.low, plain.p))


def test_weighted_value_counts_pairs_by_weight():
    """Earlier 1 (weight 3) and 3 (weight 1), later 2: above 3 of 4."""
    earlier, later = pd.Series([1.0, 3.0]), pd.Series([2.0, 2.0])
    weights = (of_weights(pd.Series([3.0, 1.0])), of_weights(pd.Series([1.0, 1.0])))
    assert weighted_superiority(earlier, later, weights).value == pytest.approx(0.75)


def two_groups(rng, year, people):
    """Return a wave of two faculties in which nobody changed, with `people` of each."""
    faculty = np.repeat(["A", "B"], people)
    answers = np.concatenate([drawn(rng, n, group) for group, n in enumerate(people)])
    return wave(year, {"Wi-Fi": ("wifi", answers)}, {"Faculty": faculty})


def test_weights_undo_a_change_of_who_answered():
    """Faculty B is less satisfied and answers more in 2024: the fall is who answered, no change."""
    rng = np.random.default_rng(7)
    waves = [two_groups(rng, 2023, (300, 100)), two_groups(rng, 2024, (100, 300))]
    margins = pd.DataFrame(
        {"variable": "Faculty", "category": ["A", "B"], "count": [500, 500]}
    ).astype({"count": "Float64"})
    weightings = {one.id: rake(one.answers.profile, margins) for one in waves}
    scores = need_scores(waves, eras(waves, links(waves)))
    found = trend(scores)
    plain = changes(scores, found, "w2023", "w2024").iloc[0]
    known = weighted_trend(scores, found, weightings)
    weighted = changes(scores, known, "w2023", "w2024", weightings).iloc[0]
    assert plain["moved"]
    assert plain["change"] < -0.3
    assert not weighted["moved"]
    assert weighted["low"] < 0 < weighted["high"]
    assert known["n_eff"].tolist() == pytest.approx([300.0, 300.0])  # 400^2 / (300 w1^2 + 100 w2^2)


def test_waves_without_weights_have_no_weighted_trend():
    """Nothing is made up for them."""
    waves = [wave(2024, {"A": ("wifi", [1, 2, 3, 4, 5])})]
    scores = need_scores(waves, eras(waves, links(waves)))
    assert weighted_trend(scores, trend(scores), {}).empty


def test_small_effective_numbers_are_hidden():
    """Six people of whom one counts like all: n_eff is below 5."""
    waves = [wave(2024, {"A": ("wifi", [1, 2, 3, 4, 5, 5])})]
    scores = need_scores(waves, eras(waves, links(waves)))
    weights = {"w2024": of_weights(pd.Series([50.0, 1, 1, 1, 1, 1]))}
    assert weighted_trend(scores, trend(scores), weights)["hidden"].tolist() == [True]


def test_weighted_test_keeps_its_level():
    """Unequal weights (1 to 4), no change: 2 to 8 % of 600 pairs of 40 and 90 are called one."""
    rng = np.random.default_rng(11)
    wrong = 0
    for _ in range(600):
        a, b = pd.Series(drawn(rng, 40)), pd.Series(drawn(rng, 90))
        weights = tuple(of_weights(pd.Series(rng.choice([1.0, 2, 4], len(one)))) for one in (a, b))
        wrong += weighted_superiority(a, b, weights).p < 0.05
    assert 0.02 < wrong / 600 < 0.08


@pytest.mark.parametrize(
    ("value", "size"), [(0.559, "tiny"), (0.56, "small"), (0.64, "medium"), (0.29, "large")]
)
def test_size_of_an_effect_in_words(value, size):
    """Vargha and Delaney: 0.56, 0.64, 0.71, the limits belong to the larger."""
    assert size_of(value) == size


def test_order_and_mean_must_agree():
    """Many rise a little and a few fall far: ranks say up, the mean says nothing."""
    before = np.array([3.0] * 300)
    after = np.array([4.0] * 220 + [1.0] * 80)
    waves = [wave(2023, {"A": ("wifi", before)}), wave(2024, {"A": ("wifi", after)})]
    scores = need_scores(waves, eras(waves, links(waves)))
    row = changes(scores, trend(scores), "w2023", "w2024").iloc[0]
    assert row["p_holm"] < 0.001
    assert row["low"] < 0.2
    assert row["moved"] == (row["low"] > 0)


def groups_table(*changes_):
    """Return changes of groups with intervals of half width 0.2."""
    names = [chr(65 + place) for place in range(len(changes_))]
    table = pd.DataFrame({"group": names, "change": changes_})
    return table.assign(low=table["change"] - 0.2, high=table["change"] + 0.2)


def test_groups_that_moved_differently_are_named():
    """Q by hand: two changes 1.0 apart, each s.e. 0.102: z = 1 / 0.144 = 6.93."""
    table = for_whom({"Level": groups_table(1.0, 0.0), "City": groups_table(0.5, 0.5)})
    assert table["question"].tolist() == ["Level", "City"]
    assert table["differ"].tolist() == [True, False]
    assert table.loc[0, ["most", "least"]].tolist() == ["A", "B"]
    assert table.loc[1, "p"] == pytest.approx(1.0)


def test_people_without_a_group_are_no_group():
    """Those who did not say have no name to be told by."""
    table = groups_table(1.0, 0.0).assign(group=["A", ""])
    assert for_whom({"Level": table}).empty


def test_groups_that_moved_alike_rarely_seem_different():
    """Four groups of 60 and one shift: under 10 % of 60 surveys find a difference."""
    rng = np.random.default_rng(3)
    wrong = 0
    for _ in range(60):
        level = {"Level": np.repeat(list("ABCD"), 60)}
        waves = [wave(year, {"A": ("wifi", drawn(rng, 240))}, level) for year in (2023, 2024)]
        scores = need_scores(waves, eras(waves, links(waves)), "Level")
        found = for_whom({"Level": changes(scores, trend(scores), "w2023", "w2024")})
        wrong += bool(found["differ"].iloc[0])
    assert wrong / 60 < 0.1
