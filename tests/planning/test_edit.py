"""Tests of `planning.building.edit`."""

import pandas as pd
import pytest
from hypothesis import given, strategies

from planning.building.edit import merged, share_out, split_by_line, split_by_share
from planning.building.errors import ZonesApartError, ZoneUncutError
from planning.building.shapes import polygon

HALL = [[[0, 0], [8, 0], [8, 5], [0, 5], [0, 0]]]
COURT = [[[0, 0], [10, 0], [10, 10], [0, 10]], [[4, 4], [6, 4], [6, 6], [4, 6]]]


def areas(outlines):
    """Areas of outlines, rounded."""
    return [round(polygon(outline).area, 2) for outline in outlines]


def test_line_divides_a_zone():
    """At x = 2 of 8 m: 30 and 10 m2; the two points need not reach the walls."""
    assert areas(split_by_line(HALL, (2, 1), (2, 2))) == [30, 10]


def test_line_through_a_court_divides_the_ring():
    """96 m2 in two halves; the hole becomes a part of both edges."""
    assert areas(split_by_line(COURT, (5, 0), (5, 10))) == [48, 48]


@pytest.mark.parametrize("line", [((9, 0), (9, 5)), ((2, 2), (2, 2)), ((8, 0), (8, 5))])
def test_line_that_misses_cuts_nothing(line):
    """Beside the zone, a single point, along its wall."""
    with pytest.raises(ZoneUncutError):
        split_by_line(HALL, *line)


@given(strategies.floats(0.05, 0.95), strategies.booleans())
def test_share_is_met_and_nothing_is_lost(share, across):
    """Both parts together are the zone."""
    one, other = split_by_share(HALL, share, across)
    assert polygon(one).area == pytest.approx(40 * share, abs=0.01)
    assert polygon(one).area + polygon(other).area == pytest.approx(40, abs=0.01)


@given(
    strategies.integers(0, 500), strategies.lists(strategies.floats(1, 99), min_size=2, max_size=5)
)
def test_seats_are_shared_out_whole(seats, shares):
    """The sum stays; nobody gets a negative or more than one above the exact share."""
    found = share_out(seats, shares)
    assert sum(found) == seats
    assert all(abs(n - seats * s / sum(shares)) < 1 for n, s in zip(found, shares, strict=True))


def test_unknown_seats_stay_unknown():
    """<NA> is not 0."""
    assert all(value is pd.NA for value in share_out(pd.NA, [1, 2]))


def test_neighbors_become_one_with_the_wall_between():
    """8 and 4 m wide with a wall of 0.2 m: 12.2 by 5 m."""
    other = [[[8.2, 0], [12.2, 0], [12.2, 5], [8.2, 5]]]
    assert areas([merged([HALL, other])]) == [61]


@pytest.mark.parametrize("other", [[[[20, 0], [24, 0], [24, 5], [20, 5]]], None])
def test_zones_that_do_not_touch_cannot_become_one(other):
    """A sentence instead of a zone in two places."""
    with pytest.raises(ZonesApartError):
        merged([HALL, other])


@given(strategies.floats(0.1, 0.9))
def test_merging_takes_a_split_back(share):
    """The outline is the old one."""
    again = polygon(merged(split_by_share(HALL, share)))
    assert again.symmetric_difference(polygon(HALL)).area < 0.05
