"""Tests of `surveys.segments`: groups where there are groups, one group where there are none."""

import dataclasses
import functools

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from pages import texts
from surveys.segments import SegmentsCancelledError, describe
from surveys.segments import find_segments as search
from surveys.segments.lookalikes import lookalike_maker
from surveys.segments.profiles import fit, prepare
from surveys.segments.starts import centred, flat
from tests.surveys import simulated

find_segments = functools.partial(search, draws=0, largest=6)  # quick: no bootstrap

STRUCTURED = [  # people, needs, groups, apart (points), share of blanks
    (400, 12, 3, 0.9, 0.0),
    (500, 16, 4, 0.8, 0.1),
    (600, 20, 5, 0.8, 0.05),
]


@pytest.fixture(scope="module")
def three():
    """Three groups of 400 people, 12 needs, a tenth of the cells blank."""
    rng = np.random.default_rng(3)
    answers, group = simulated.grouped(400, 12, 3, rng, apart=0.9)
    answers = simulated.with_blanks(answers, 0.1, rng)
    return find_segments(simulated.as_answers(answers)), group, answers


def agreement(found, group):
    """Return the adjusted Rand index of the members with the truth."""
    members = found.members
    return adjusted_rand_score(group[members["respondent"]], members["segment"].astype(int))


@pytest.mark.parametrize("kind", simulated.NULLS)
@pytest.mark.parametrize("seed", range(2))
def test_answers_without_groups_are_one_group(kind, seed):
    """Unrelated answers, a common level, gradual tastes, noise: none of them is a segment."""
    rng = np.random.default_rng([seed, 11])
    answers = simulated.NULLS[kind](150 + 90 * seed, 6 + 6 * seed, rng)
    if kind in simulated.CHOICES:
        wave = simulated.as_choices(answers)
    else:
        wave = simulated.as_answers(simulated.with_blanks(answers, 0.1 * seed, rng))
    found = find_segments(wave, seed=seed)
    assert found.k == 1
    assert found.reason == "segments_reason_no_structure"
    assert found.names == {1: []}


@pytest.mark.parametrize(("people", "needs", "k", "apart", "blank"), STRUCTURED)
def test_groups_are_found_with_their_members(people, needs, k, apart, blank):
    """The right number, and nearly everybody in the right one."""
    rng = np.random.default_rng(k)
    answers, group = simulated.grouped(people, needs, k, rng, apart)
    found = find_segments(simulated.as_answers(simulated.with_blanks(answers, blank, rng)))
    assert found.k == k
    assert agreement(found, group) > 0.8


def test_a_general_level_is_not_a_segment():
    """Two camps that differ only in rating everything 1.5 points higher are one group."""
    rng = np.random.default_rng(5)
    camp = rng.integers(0, 2, (400, 1))
    latent = 2.2 + 1.5 * camp + rng.normal(0, 0.3, 10) + rng.normal(0, 0.7, (400, 10))
    answers = np.clip(np.round(latent * 4) / 4, -9, 9)  # a long scale: nobody hits its ends
    assert find_segments(simulated.as_answers(answers)).k == 1


def test_one_answer_to_everything_is_not_a_segment():
    """People who rated all needs alike are placed nowhere, and counted."""
    rng = np.random.default_rng(6)
    answers, group = simulated.grouped(400, 12, 3, rng, apart=0.9)
    answers[:60] = 5.0
    found = find_segments(simulated.as_answers(answers))
    assert found.k == 3
    assert found.left_out == 60
    assert not set(found.members["respondent"]) & set(range(60))
    assert agreement(found, group) > 0.8


def test_the_same_seed_gives_the_same_segments(three):
    """And the order of the file does not decide who belongs together."""
    found, _, answers = three
    again = find_segments(simulated.as_answers(answers))
    pd.testing.assert_frame_equal(found.members, again.members)
    pd.testing.assert_frame_equal(found.criterion, again.criterion)


def test_shuffled_rows_give_nearly_the_same_groups(three):
    """Chance may move people on the border, no more."""
    found, _, answers = three
    order = np.random.default_rng(1).permutation(len(answers))
    other = find_segments(simulated.as_answers(answers[order]))
    back = other.members.assign(respondent=order[other.members["respondent"]])
    both = found.members.merge(back, on="respondent")
    assert other.k == found.k
    assert adjusted_rand_score(both["segment_x"].astype(int), both["segment_y"].astype(int)) > 0.97


def test_sizes_reconcile(three):
    """Segments are numbered by size, their people add up, intervals hold the share."""
    sizes, members = three[0].sizes, three[0].members
    assert sizes["segment"].tolist() == [1, 2, 3]
    assert sizes["n"].is_monotonic_decreasing
    assert sizes["n"].tolist() == members["segment"].value_counts().sort_index().tolist()
    assert sizes["share"].sum() == pytest.approx(1)
    assert (sizes["share_low"] < sizes["share"]).all()
    assert (sizes["share"] < sizes["share_high"]).all()
    assert members["certainty"].between(1 / 3, 1).all()


def test_profile_is_against_the_whole(three):
    """Means of the segments, weighted by their answers, give the mean of all."""
    profile = three[0].profile
    sums = (profile["mean"] * profile["n"]).groupby(profile["need"]).sum()
    n = profile.groupby("need")["n"].sum()
    whole = profile.groupby("need")["whole"].first()
    assert (sums / n).to_numpy(float) == pytest.approx(whole.to_numpy(float))
    assert (profile["difference"] - (profile["mean"] - profile["whole"])).abs().max() < 1e-9
    assert (profile["low"] <= profile["difference"]).all()


def test_names_come_from_what_stands_out(three):
    """Up to two needs, the largest differences, each with its direction."""
    found = three[0]
    for segment, name in found.names.items():
        apart = found.profile["segment"].eq(segment) & found.profile["stands_out"]
        rows = found.profile[apart].set_index("need")
        largest = rows["difference"].abs().nlargest(2).index.tolist()
        assert [need for need, _ in name] == largest
        assert all((way == "more") == (rows.loc[need, "difference"] > 0) for need, way in name)


def test_what_stands_out_is_corrected_for_many_comparisons():
    """Random halves of 1,000 people, 100 needs: hardly any of 200 rows stands out."""
    rng = np.random.default_rng(9)
    table = pd.DataFrame(rng.normal(size=(1000, 100)))
    profile = describe.profile(table, rng.integers(1, 3, 1000))
    outside = (profile["low"] > 0) | (profile["high"] < 0)
    assert 2 <= outside.sum() <= 25  # 5 % of 200 uncorrected, in mirrored pairs
    assert profile["stands_out"].sum() <= 2


def test_difference_interval_is_welchs():
    """Means 1 and 4 of 3 people each: the whole is 2.5, the difference half of 3 points.

    Variances 1 and 1, standard error of the difference of means 0.8165, half of
    it 0.408, 4 degrees of freedom, t = 2.776: 1.5 +- 1.133. Of three people
    nothing is shown, so ten copies are taken as 30: the mean stays.
    """
    three = pd.DataFrame({"wifi": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]})
    table = pd.concat([three] * 10, ignore_index=True)
    segment = np.tile([1, 1, 1, 2, 2, 2], 10)
    row = describe.profile(table, segment).iloc[1]
    error = 0.5 * np.sqrt(2 * (20 / 29) / 30)  # variance of 30 values is 20 / 29
    assert (row["mean"], row["whole"], row["difference"]) == (4.0, 2.5, 1.5)
    assert row["high"] - 1.5 == pytest.approx(2.0017 * error, rel=1e-3)  # t(58)


def test_few_answers_to_a_need_are_hidden():
    """Four people of segment 2 rated it: not shown, and segment 1 could be subtracted."""
    table = pd.DataFrame({"wifi": [1.0, 5.0] * 10, "lockers": [2.0, 3.0] * 10})
    table.loc[14:15, "wifi"] = np.nan
    profile = describe.profile(table, np.array([1] * 14 + [2] * 6)).set_index(["need", "segment"])
    assert profile.loc["wifi", "hidden"].tolist() == [True, True]
    assert profile.loc["wifi", "mean"].isna().all()
    assert not profile.loc["lockers", "hidden"].any()


@pytest.mark.parametrize(
    ("people", "needs", "reason"),
    [
        (34, 3, "segments_reason_few_answers"),
        (59, 8, "segments_reason_few_answers"),
        (200, 2, "segments_reason_few_needs"),
    ],
)
def test_too_little_is_not_split(people, needs, reason):
    """One group, and the reason; never an exception."""
    answers, _ = simulated.grouped(people, needs, 3, np.random.default_rng(2), apart=1.5)
    found = find_segments(simulated.as_answers(answers))
    assert (found.k, found.reason) == (1, reason)
    assert found.sizes["n"].tolist() == [people]
    assert found.criterion["k"].tolist() == [1]
    assert found.criterion["chosen"].tolist() == [True]


def test_an_empty_wave_is_one_empty_group():
    """Nothing answered: no members, no share, no exception."""
    found = find_segments(simulated.as_answers(np.full((7, 4), np.nan)))
    assert (found.k, found.basis, found.left_out) == (1, "", 7)
    assert found.reason == "segments_reason_nothing"
    assert found.members.empty
    assert found.sizes["share"].isna().all()


def test_a_wave_of_one_answer_to_everything_is_one_group():
    """200 people who all rated each need the same as all others."""
    found = find_segments(simulated.as_answers(np.full((200, 6), 4.0)))
    assert found.k == 1
    alike = np.repeat([[3.0], [5.0]], [80, 120], axis=0) + np.zeros((200, 6))
    assert find_segments(simulated.as_answers(alike)).reason == "segments_reason_alike"


def test_a_need_few_people_were_asked_is_left_out():
    """It would decide by who was asked, not by what was said."""
    answers, _ = simulated.grouped(150, 6, 3, np.random.default_rng(4))
    answers[20:, 5] = np.nan
    found = find_segments(simulated.as_answers(answers))
    assert set(found.profile["need"]) == {"q00", "q01", "q02", "q03", "q04"}


def test_satisfaction_is_the_last_resort():
    """Where nothing else was asked, groups are of experience, and this is said."""
    answers, group = simulated.grouped(300, 12, 3, np.random.default_rng(8), apart=1.0)
    found = find_segments(simulated.as_answers(answers, "satisfaction"))
    assert found.basis == "satisfaction"
    assert agreement(found, group) > 0.7


def test_choices_come_before_satisfaction():
    """What people chose is a need; how they liked it is not."""
    rated = simulated.as_answers(np.full((100, 4), 3.0), "satisfaction")
    chosen = rated.ratings[["respondent", "need"]].assign(chosen=True)
    chosen["chosen"] = pd.array(np.random.default_rng(1).random(400) < 0.5, "boolean")
    assert find_segments(dataclasses.replace(rated, choices=chosen)).basis == "choice"


def chosen_by(chance, group, rng):
    """Return a wave of choices: each person ticks a need with the chance of their group."""
    people, needs = len(group), chance.shape[1]
    rated = simulated.as_answers(np.full((people, needs), np.nan))
    ticked = rng.random((people, needs)) < chance[group]
    choices = pd.DataFrame(
        {
            "respondent": np.repeat(np.arange(people), needs),
            "need": np.tile([f"q{number:02d}" for number in range(needs)], people),
            "chosen": pd.array(ticked.ravel(), "boolean"),
        }
    )
    return dataclasses.replace(rated, choices=choices)


def test_groups_of_choices_are_found():
    """Three groups, each with four needs of its own: ticked by 80 %, the others by 10 %."""
    rng = np.random.default_rng(21)
    group = rng.integers(0, 3, 400)
    chance = np.full((3, 12), 0.1)
    for one in range(3):
        chance[one, 4 * one : 4 * one + 4] = 0.8
    found = find_segments(chosen_by(chance, group, rng))
    assert (found.k, found.basis) == (3, "choice")
    assert agreement(found, group) > 0.85
    assert found.profile["mean"].between(0, 1).all()


@pytest.mark.parametrize("seed", range(3))
def test_choices_without_groups_are_one_group(seed):
    """Some needs are popular, some people tick more than others; that is all."""
    rng = np.random.default_rng([seed, 22])
    eager = rng.normal(size=(300, 1))
    chance = 1 / (1 + np.exp(-(eager + rng.normal(-1, 0.7, 12))))
    assert find_segments(chosen_by(chance, np.arange(300), rng)).k == 1


def test_progress_rises_to_the_end(three):
    """The bar never goes back and ends full."""
    heard = []
    find_segments(simulated.as_answers(three[2]), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_the_caller_can_stop(three):
    """False from `progress` ends the search."""
    with pytest.raises(SegmentsCancelledError):
        find_segments(simulated.as_answers(three[2]), progress=lambda share: share < 0.2)


def test_lookalikes_keep_answers_relations_and_blanks():
    """Same shares of each answer, same correlations, same blanks."""
    rng = np.random.default_rng(12)
    answers = simulated.with_blanks(simulated.correlated(4000, 6, rng), 0.1, rng)
    drawn = lookalike_maker(answers, np.ones((4000, 1)))(rng)
    assert (np.isnan(drawn) == np.isnan(answers)).all()
    for step in range(1, 6):
        assert np.abs((drawn == step).mean(0) - (answers == step).mean(0)).max() < 0.03
    now, then = (pd.DataFrame(one).corr().to_numpy() for one in (drawn, answers))
    assert np.abs(now - then).max() < 0.06


def test_no_level_and_no_blank_moves_a_profile():
    """A person's level added to all their answers changes no probability."""
    rng = np.random.default_rng(13)
    answers, _ = simulated.grouped(200, 8, 2, rng)
    answers = simulated.with_blanks(answers, 0.2, rng)
    answers = answers[~flat(answers)]
    one = fit(prepare(answers), 2, np.random.default_rng(0))
    louder = answers + rng.normal(0, 3, (len(answers), 1))
    raised = fit(prepare(louder), 2, np.random.default_rng(0))
    same = np.abs(one.belongs - raised.belongs).max()
    swapped = np.abs(one.belongs - raised.belongs[:, ::-1]).max()
    assert min(same, swapped) < 0.05


def test_fit_of_one_group_is_the_likelihood_of_its_contrasts():
    """Complete answers to three needs: the likelihood is that of what is left beside the level."""
    answers = np.random.default_rng(14).normal(size=(50, 3))
    model = fit(prepare(answers), 1, np.random.default_rng(0))
    values, _, offset = centred(answers)
    sure = 1 / model.noise
    level = ((values + offset - model.centre) @ sure) / sure.sum()
    rest = ((values + offset - level[:, None] - model.centre) ** 2 @ sure).sum()
    expected = -rest / 2 - 25 * np.log(model.noise).sum() - 25 * np.log(sure.sum())
    assert model.likelihood == pytest.approx(expected - 50 * np.log(2 * np.pi), rel=1e-3)


def test_every_reason_can_be_said(three):
    """Each reason has a text in both languages whose slots the facts fill."""
    reasons = {
        "segments_reason_no_structure": {"draws": 39, "stronger": 3},
        "segments_reason_unstable": {},
    }
    reasons |= {three[0].reason: three[0].facts}
    alike = np.repeat([[3.0], [5.0]], [80, 120], axis=0) + np.zeros((200, 6))
    for answers in (np.full((3, 3), np.nan), alike[:34], alike[:, :2], alike):
        found = find_segments(simulated.as_answers(answers))
        reasons[found.reason] = found.facts
    assert len(reasons) == 7
    for reason, facts in reasons.items():
        for language in texts.LANGUAGES:
            assert texts.say(language, reason, **facts)


def test_groups_too_small_to_plan_for_are_one_group():
    """Four of 150 people want the opposite of all others."""
    rng = np.random.default_rng(30)
    answers = np.clip(np.round(3 + rng.normal(0, 0.5, (150, 12))), 1, 5)
    answers[:4, :6], answers[:4, 6:] = 5.0, 1.0
    assert find_segments(simulated.as_answers(answers)).k == 1
