"""The truth behind the sample can be found in its data."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from data.reference import strengths
from data.sample import dates, library, recorded, survey
from planning.spaces.demand import demand_shares
from surveys.answers import assemble
from surveys.segments import find_segments


@pytest.fixture(scope="module")
def made():
    """Return the sample library as it is generated, before it is stored."""
    return library.generate()


@pytest.fixture(scope="module")
def matched(made):
    """Return mean people per zone before and after, same teaching week, weekday and half-hour."""
    slots = dates.half_hours().query("kind == 'teaching'")
    year_two = slots["day"] >= pd.Timestamp(made.renovation["reopened_on"])
    slots = slots.assign(
        season=slots["day"].dt.month.ge(8), period=np.where(year_two, "after", "before")
    )
    cell = ["zone", "season", "week", "weekday", "hour"]
    counted = made.observations.merge(slots, on="at").dropna(subset="occupied")
    people = counted.set_index([*cell, "period"])["occupied"].astype(float).unstack().dropna()
    return people.groupby("zone").mean()


@pytest.fixture(scope="module")
def known(made, matched):
    """Return the truth per zone beside what was measured, growth taken out by untouched zones."""
    both = made.truth.zones.set_index("zone").join(matched)
    untouched = both[(both["demand_factor"] == 1) & ~both["changed"]]
    growth = untouched["after"].sum() / untouched["before"].sum()
    return both.assign(after=both["after"] / growth)


def test_effect_of_each_changed_zone_is_found(known):
    """After over before, against zones nobody left: within 10 % of the truth in each zone."""
    changed = known[known["changed"]].dropna(subset="effect")
    assert len(changed) == 14
    ratio = changed["after"] / changed["before"]
    assert (ratio / changed["effect"] - 1).abs().max() < 0.10
    assert abs((ratio / changed["effect"]).mean() - 1) < 0.03


def test_not_every_change_is_a_gain(known):
    """One zone lost people, one stayed as it was: the page must be able to say so."""
    changed = known[known["changed"]].dropna(subset="effect")
    assert changed["effect"].min() < 0.9
    assert changed["effect"].sub(1).abs().min() < 0.05
    assert changed["effect"].max() < 4


def test_displacement_is_found(known, made):
    """What the rest of the building lost, as a share of what the changed zones won."""
    change = known["after"] - known["before"].fillna(0)
    compared = known["changed"] & known["effect"].notna()
    opened = known["changed"] & known["effect"].isna()
    won = change[compared].sum() + known.loc[opened, "people_with"].sum()
    found = -change[~known["changed"]].sum() / won
    assert found == pytest.approx(made.truth.displacement, abs=0.06)
    assert 0.2 < made.truth.displacement < 0.5


def test_zones_nobody_left_stay_as_they_were(known):
    """The quiet rooms are controls: their truth is an effect of one."""
    quiet = known.filter(regex="quiet|silent", axis=0)
    assert quiet["effect"].sub(1).abs().max() < 0.02
    assert (quiet["after"] / quiet["before"] - 1).abs().max() < 0.1


def test_satisfaction_moved_where_the_truth_says(made):
    """Third wave against second, per need, within four standard errors of the truth."""
    last = made.waves[2]
    means, errors = zip(*(satisfaction(wave) for wave in made.waves[1:]), strict=True)
    change = means[1] - means[0]
    off = (change - last.shift.to_numpy()) / np.hypot(*errors)
    assert np.abs(off).max() < 4
    assert last.shift.idxmax() == "maker_tools"
    assert made.waves[0].shift.eq(0).all()


def test_segments_overlap_as_people_do(made):
    """Who knows the centers tells most people apart, but not all."""
    for wave in made.waves:
        assert 0.75 < told_apart(wave) < 0.95


def test_segments_are_found_by_who_does_not_know_them(made):
    """Five of them, from a third of one wave, nearly as well as by who knows the centers."""
    wave = made.waves[1]
    found = find_segments(assemble(wave.codebook, wave.kept.iloc[::3]), largest=6)
    truth = wave.segments.set_index("respondent")["segment"]
    members = found.members.dropna(subset="segment")
    known = truth.loc[members["respondent"]]
    assert found.k == 5
    assert adjusted_rand_score(known, members["segment"]) > 0.9 * told_apart(wave)


def test_creative_places_are_asked_for_more_than_there_are_seats(made):
    """Before the works: the share of demand exceeds the share of seats many times."""
    wave = made.waves[1]
    importance = pd.DataFrame(
        ratings(wave, "importance"),
        index=pd.Index(wave.kept.index, name="respondent"),
        columns=wave.codebook.query("role == 'importance'")["need"],
    )
    weights = importance.stack().rename("weight").reset_index().astype({"weight": "Float64"})
    demand = demand_shares(weights, strengths()).set_index("space_type")["share"]
    seats = made.states.drop_duplicates("zone").groupby("space_type")["seats"].sum()
    share = seats / seats.sum()
    assert demand["creative"] > 5 * share["creative"]
    assert demand["learning"] < share["learning"]


def test_truth_survives_the_disk(made, tmp_path):
    """What was written is read back, to the last number."""
    recorded.write(made.truth, tmp_path)
    again = recorded.read(tmp_path)
    assert again.facts() == made.truth.facts()
    pd.testing.assert_frame_equal(again.zones, made.truth.zones)
    pd.testing.assert_frame_equal(again.segments, made.truth.segments)


def ratings(wave, role):
    """Return the answers of one role as an array, blanks as NaN."""
    positions = wave.codebook.query("role == @role")["position"].astype(str)
    return wave.kept[positions].astype(float).to_numpy()


def told_apart(wave):
    """Return the adjusted Rand index of the nearest true center."""
    centers = ipsatised(survey.centers())
    distance = ((ipsatised(ratings(wave, "importance"))[:, None] - centers) ** 2).sum(axis=2)
    return adjusted_rand_score(wave.segments["segment"], distance.argmin(axis=1))


def ipsatised(answers):
    """Return answers around each person's own mean; a blank counts as that mean."""
    return np.nan_to_num(answers - np.nanmean(answers, axis=1, keepdims=True))


def satisfaction(wave):
    """Return mean satisfaction per need and its standard error."""
    answers = ratings(wave, "satisfaction")
    n = (~np.isnan(answers)).sum(axis=0)
    return np.nanmean(answers, axis=0), np.nanstd(answers, axis=0, ddof=1) / np.sqrt(n)
