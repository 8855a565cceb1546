"""Two states of a wave beside each other tell of nobody."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.disclosure import states_tell

PEOPLE = 24


def rated(who) -> list[pd.DataFrame]:
    """Return one state: who rated the only need."""
    return [pd.DataFrame({"respondent": list(who), "need": "wifi"})]


def level(ones: int) -> pd.DataFrame:
    """Return a profile where the first `ones` people answer otherwise."""
    told = ["a"] * ones + ["b"] * (PEOPLE - ones)
    return pd.DataFrame({"respondent": range(PEOPLE), "Level": told})


@pytest.mark.parametrize(
    ("out", "ones", "tells"),
    [
        ([], 12, False),
        (range(4), 12, True),  # four of everybody
        (range(5), 12, False),  # five of everybody, and all five of level a
        (range(9, 15), 12, True),  # six of everybody, but three of each level
        (range(6), 8, False),  # of level a two are left: it is not shown then
    ],
)
def test_a_difference_counts_for_everybody_and_for_each_group(out, ones, tells):
    """A number may change by nobody or by five people and more."""
    states = [rated(range(PEOPLE)), rated(set(range(PEOPLE)) - set(out))]
    assert states_tell(states, level(ones)) is tells


def test_a_state_is_held_beside_all_earlier_ones():
    """Five go each time; then one more goes, who follows from the last two."""
    everybody = set(range(PEOPLE))
    steps = [everybody, everybody - set(range(5)), everybody - set(range(10))]
    alike = level(0)
    assert not states_tell([rated(one) for one in steps], alike)
    assert states_tell([rated(one) for one in [*steps, everybody - {*range(10), 20}]], alike)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(strategies.integers(0, 2**32 - 1))
def test_states_that_tell_nothing_leave_no_sum_of_few(seed):
    """Where nothing is told, all differences of shown sums are of nobody or of many."""
    chance = np.random.default_rng(seed)
    states = [set(range(PEOPLE))]
    for _ in range(3):
        out = set(chance.choice(PEOPLE, chance.integers(0, 12), replace=False).tolist())
        states.append(set(range(PEOPLE)) - out)
    if states_tell([rated(one) for one in states], level(0)):
        return
    for one in states:
        for other in states:
            assert len(one ^ other) not in range(1, 5)
