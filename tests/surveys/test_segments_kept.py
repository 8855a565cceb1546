"""Segments that are weighted, overridden, checked for stability, kept and applied again."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.segments import (
    FrozenSegments,
    SegmentsNumberError,
    SegmentsOtherNeedsError,
    SegmentsProfileError,
    SegmentsRecordError,
    apply,
    classes,
    describe,
    find_segments,
    profiles,
    stability,
)
from surveys.segments.lookalikes import style_maker
from surveys.weighting import of_weights
from tests.surveys import simulated

MODELS = pytest.mark.parametrize("model", [classes, profiles], ids=["classes", "profiles"])


@pytest.fixture(scope="module")
def wave():
    """Three groups of 300 people, 9 needs."""
    answers, _ = simulated.grouped(300, 9, 3, np.random.default_rng(5), apart=1.0)
    return simulated.as_answers(answers)


@pytest.fixture(scope="module")
def found(wave):
    """Its segments, few numbers tried, few draws."""
    return find_segments(wave, largest=4, draws=8)


@pytest.fixture(scope="module")
def ticked():
    """Choices of three groups, found again as latent classes."""
    rng = np.random.default_rng(6)
    share = np.full(3, 1 / 3)
    chance = simulated.unordered(3, 10, rng, 0.5, steps=2)
    answers, *_ = simulated.classed(300, chance, share, np.array([0.0, 1.0]), rng)
    return simulated.as_choices(answers)


@MODELS
@settings(max_examples=15, deadline=None)
@given(seed=strategies.integers(0, 10_000))
def test_a_weight_of_two_is_the_respondent_twice(model, seed):
    """Same likelihood, same probabilities, to the last digits."""
    rng = np.random.default_rng(seed)
    answers = rng.integers(1, 5, (50, 5)).astype(float)
    answers[rng.random(answers.shape) < 0.1] = np.nan
    answers[:, 0] = rng.integers(1, 5, 50)
    weights = rng.integers(1, 4, 50)
    twice = np.repeat(answers, weights, axis=0)
    one = model.fit(model.prepare(answers, weights), 2, np.random.default_rng(0))
    two = model.fit(model.prepare(twice), 2, np.random.default_rng(0))
    assert one.likelihood == pytest.approx(two.likelihood, rel=1e-9)
    assert one.share == pytest.approx(two.share, abs=1e-6)
    assert np.repeat(one.belongs, weights, axis=0) == pytest.approx(two.belongs, abs=1e-6)


@MODELS
def test_placing_the_same_answers_gives_the_same_probabilities(model):
    """What was fitted is what is kept."""
    answers, _ = simulated.grouped(120, 6, 2, np.random.default_rng(2), apart=1.0)
    answers = simulated.with_blanks(answers, 0.1, np.random.default_rng(3))
    answers = answers[(~np.isnan(answers)).sum(axis=1) > 1]
    fitted = model.fit(model.prepare(answers), 2, np.random.default_rng(0))
    assert fitted.place(answers) == pytest.approx(fitted.belongs, abs=1e-4)


@pytest.mark.parametrize("name", ["wave", "ticked"])
def test_kept_and_applied_to_the_same_answers_nothing_moves(name, request):
    """Freeze, write as JSON, read, apply: the same members."""
    answers = request.getfixturevalue(name)
    found = find_segments(answers, largest=4, draws=0)
    assert found.k > 1
    kept = FrozenSegments.from_record(json.loads(json.dumps(found.model.record())))
    again = apply(kept, answers)
    assert again.members["respondent"].tolist() == found.members["respondent"].tolist()
    assert again.members["segment"].tolist() == found.members["segment"].tolist()
    assert again.certainty == pytest.approx(again.certainty_before, abs=1e-6)
    pd.testing.assert_frame_equal(again.sizes, found.sizes)
    assert again.missing == []


def test_a_person_is_placed_whatever_others_answer(wave, found):
    """Half of the wave alone comes into the same segments."""
    half = dataclasses.replace(wave, ratings=wave.ratings.query("respondent < 150"), n=150)
    again = apply(found.model, half).members
    both = again.merge(found.members, on="respondent")
    assert len(both) == len(again) > 140
    assert both["segment_x"].tolist() == both["segment_y"].tolist()


def test_a_later_wave_may_ask_fewer_needs_but_not_too_few(wave, found):
    """Five of nine needs are enough, four are refused with the numbers."""
    needs = sorted(wave.ratings["need"].unique())
    five = dataclasses.replace(wave, ratings=wave.ratings[wave.ratings["need"].isin(needs[:5])])
    assert apply(found.model, five).missing == needs[5:]
    four = dataclasses.replace(wave, ratings=wave.ratings[wave.ratings["need"].isin(needs[:4])])
    with pytest.raises(SegmentsOtherNeedsError) as caught:
        apply(found.model, four)
    assert caught.value.facts == {"asked": 4, "needs": 9, "least": 5}


def test_a_record_of_another_kind_is_refused(found):
    """Missing pieces and unknown versions are named."""
    record = found.model.record()
    with pytest.raises(SegmentsRecordError, match="version 9"):
        FrozenSegments.from_record(record | {"version": 9})
    with pytest.raises(SegmentsRecordError, match="needs"):
        FrozenSegments.from_record({one: v for one, v in record.items() if one != "needs"})


def test_the_committee_may_choose_another_number(wave, found):
    """The recommendation stays, the segments are those wished for."""
    other = find_segments(wave, largest=4, draws=0, k=2)
    assert (other.k, other.recommended) == (2, found.recommended)
    assert other.criterion.query("chosen")["k"].tolist() == [2]
    assert other.criterion.query("recommended")["k"].tolist() == [found.recommended]
    assert len(other.sizes) == 2
    with pytest.raises(SegmentsNumberError):
        find_segments(wave, largest=4, k=5)


def test_segments_that_are_there_are_stable(found):
    """Three clear groups come back in nearly every draw; a fourth does not."""
    assert found.k == 3
    table = found.stability
    assert table["k"].tolist() == [2, 2, 3, 3, 3, 4, 4, 4, 4]
    assert table.query("k == 3")["stable"].all()
    assert table["jaccard"].between(0, 1).all()
    assert table.query("k == 4")["jaccard"].min() < table.query("k == 3")["jaccard"].min()
    row = found.criterion.set_index("k").loc[3]
    assert row["jaccard_least"] == table.query("k == 3")["jaccard"].min()


@pytest.mark.parametrize(
    ("jaccard", "verdict"),
    [(0.75, "stable"), (0.7499, "doubtful"), (0.6, "doubtful"), (0.5999, "unstable")],
)
def test_verdicts_are_hennigs(jaccard, verdict):
    """Stable from 0.75, doubtful from 0.6, both included."""
    table = stability.table({2: np.array([[jaccard, 1.0]])})
    assert table["verdict"].tolist() == [verdict, "stable"]


def test_weights_move_the_shares_and_both_are_shown(wave, found):
    """The largest segment's people count triple: its share rises, the unweighted stays its own."""
    first = found.members.query("segment == 1")["respondent"]
    weights = pd.Series(1.0, index=range(300))
    weights[first] = 3.0
    other = find_segments(wave, largest=4, draws=0, weighting=of_weights(weights))
    assert other.weighted
    assert not found.weighted
    assert other.k == 3
    row = other.sizes.iloc[0]
    expected = 3 * row["n"] / (3 * row["n"] + other.sizes["n"].iloc[1:].sum())
    assert row["share"] == pytest.approx(expected, abs=0.03)
    assert row["share_unweighted"] == pytest.approx(row["n"] / other.sizes["n"].sum())


def test_equal_weights_change_no_description():
    """All weights 1 and no weights are the same table."""
    table = pd.DataFrame(np.random.default_rng(0).integers(1, 6, (40, 3)).astype(float))
    segment = np.tile([1, 2], 20)
    pd.testing.assert_frame_equal(
        describe.profile(table, segment), describe.profile(table, segment, np.ones(40))
    )
    pd.testing.assert_frame_equal(
        describe.sizes(segment, 2), describe.sizes(segment, 2, np.full(40, 1.0))
    )


def test_who_has_no_weight_is_left_out(wave):
    """And counted."""
    weighting = of_weights(pd.Series(1.0, index=range(250)))
    found = find_segments(wave, largest=2, draws=0, weighting=weighting)
    assert found.members["respondent"].max() < 250
    assert found.left_out >= 50


def test_profile_questions_make_segments_only_if_asked():
    """Ratings without groups: two faculties alone are no segment, asked or not; both run."""
    answers = simulated.independent(150, 6, np.random.default_rng(8))
    wave = simulated.as_answers(answers)
    faculty = pd.array(np.where(np.arange(150) % 2, "Arts", "Law"), "string")
    wave = dataclasses.replace(wave, profile=wave.profile.assign(faculty=faculty))
    found = find_segments(wave, largest=2, draws=0, k=2, profile=["faculty"])
    assert found.model.labels == {"faculty": ["Arts", "Law"]}
    assert (found.k, found.recommended, found.model.kind) == (2, 1, "classes")
    again = apply(FrozenSegments.from_record(found.model.record()), wave)
    assert again.members["segment"].tolist() == found.members["segment"].tolist()
    with pytest.raises(SegmentsProfileError) as caught:
        find_segments(wave, profile=["level"])
    assert caught.value.facts == {"question": "level", "known": "faculty"}


def test_groups_of_any_shape_are_found_as_latent_classes():
    """Categories in no order: means hardly differ, the chances of answers do."""
    rng = np.random.default_rng(9)
    chance = simulated.unordered(3, 12, rng, 0.7)
    answers, group, guess = simulated.classed(
        400, chance, np.full(3, 1 / 3), np.arange(1.0, 6.0), rng
    )
    found = find_segments(simulated.as_answers(answers), largest=4, draws=0)
    assert (found.k, found.model.kind) == (3, "classes")
    right = pd.crosstab(group[found.members["respondent"]], found.members["segment"]).max(axis=1)
    assert right.sum() / 400 > 0.9 * (pd.crosstab(group, guess).max(axis=1).sum() / 400)


def test_style_lookalikes_keep_needs_people_and_blanks():
    """Each need keeps the shares of its answers, each person how widely they answer."""
    rng = np.random.default_rng(10)
    answers = simulated.with_blanks(simulated.extremes(3000, 12, rng), 0.1, rng)
    drawn = style_maker(answers)(rng)
    assert (np.isnan(drawn) == np.isnan(answers)).all()
    for step in range(1, 6):
        assert np.abs((drawn == step).mean(0) - (answers == step).mean(0)).max() < 0.04
    wide = [np.nanstd(one, axis=1) for one in (drawn, answers)]
    assert np.corrcoef(wide)[0, 1] > 0.5


def test_stopping_is_quick_also_while_stability_is_measured(wave):
    """The caller is heard between draws."""
    heard = []

    def progress(share):
        heard.append(share)
        return share < 0.6

    with pytest.raises(ValueError, match="stopped"):
        find_segments(wave, largest=3, draws=200, progress=progress)
    assert 0.6 <= heard[-1] < 0.9
