"""Tests of `planning.occupancy.compare`: like with like, and how sure."""

import datetime as dt

import ibis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from planning.occupancy.compare import Comparison, compare
from planning.occupancy.errors import PeriodEmptyError

BEFORE = (dt.date(2025, 9, 1), dt.date(2025, 9, 28))  # four weeks from a Monday
AFTER = (dt.date(2026, 9, 7), dt.date(2026, 10, 4))  # four weeks from a Monday


def at(period: tuple, week: int, weekday: int = 1, hour: int = 9) -> pd.Timestamp:
    """Return a time in a week (1, 2, ..) of a period; weekday 1 = Monday."""
    return pd.Timestamp(period[0]) + pd.Timedelta(days=7 * (week - 1) + weekday - 1, hours=hour)


def sweeps(rows: list[tuple]) -> ibis.Table:
    """Return observations from (zone, time, people[, capacity])."""
    table = pd.DataFrame(
        [(*row, pd.NA)[:4] for row in rows], columns=["zone", "at", "occupied", "capacity"]
    )
    table["at"] = pd.to_datetime(table["at"]).astype("datetime64[s]")
    table["repeat"] = np.int32(0)
    return ibis.memtable(table.astype({"zone": "str", "occupied": "Int32", "capacity": "Int32"}))


def plain(before: int = 10, after: int = 15, zone: str = "a", weeks=(1, 2, 3, 4)) -> list[tuple]:
    """Return one sweep a week at Monday nine in both periods."""
    return [(zone, at(BEFORE, week), before) for week in weeks] + [
        (zone, at(AFTER, week), after) for week in weeks
    ]


def compared(rows: list[tuple], **given) -> Comparison:
    """Return the comparison of rows."""
    return compare(sweeps(rows), BEFORE, AFTER, **given)


def test_change_is_after_over_before():
    """10 people became 15: half more, in 4 matched weeks of one hour each."""
    facts = compared(plain()).facts
    wanted = ("before_people", "after_people", "change", "weeks", "hours", "zones")
    assert [facts[name] for name in wanted] == [10, 15, 0.5, 4, 4, 1]
    assert (facts["dropped_before"], facts["dropped_after"]) == (0, 0)
    assert (facts["change_low"], facts["change_high"]) == pytest.approx((0.5, 0.5))


def test_longer_opening_is_no_change():
    """The new evening hour had 0 people; it is shown, but the mean stays 10."""
    evening = [("a", at(AFTER, week, hour=21), 0) for week in (1, 2, 3, 4)]
    made = compared(plain(10, 10) + evening)
    assert (made.facts["after_people"], made.facts["change"]) == (10, 0)
    assert made.facts["dropped_after"] == 0.5
    lone = made.cells[made.cells["hour"] == 21]
    assert lone[["period", "people", "matched"]].to_numpy().tolist() == [["after", 0.0, False]]


def test_week_without_a_partner_is_named_and_left_out():
    """Nobody counted in week 3 after: three weeks match, a quarter of before is dropped."""
    rows = [row for row in plain() if row[1] != at(AFTER, 3)]
    made = compared([*rows, ("a", at(BEFORE, 3), 99)])
    assert (made.facts["weeks"], made.facts["before_people"]) == (3, 10)
    assert made.facts["dropped_before"] == 0.25
    left = made.weeks[~made.weeks["matched"]]
    assert left[["week_key", "why"]].to_numpy().tolist() == [["week 03", "week_not_counted_after"]]


def test_fewer_than_four_weeks_have_no_interval():
    """Three weeks say little: the change is told, how sure is not."""
    facts = compared(plain(weeks=(1, 2, 3))).facts
    assert (facts["change"], facts["weeks"], facts["weeks_needed"]) == (0.5, 3, 4)
    assert facts["change_low"] is None
    assert facts["change_high"] is None


def test_interval_holds_the_change_and_follows_the_seed():
    """Weeks that differ widen it; the same seed gives the same numbers."""
    rows = plain() + [("a", at(AFTER, week, weekday=2), 5 * week) for week in (1, 2, 3, 4)]
    rows += [("a", at(BEFORE, week, weekday=2), 10) for week in (1, 2, 3, 4)]
    facts = compared(rows, seed=1).facts
    assert facts["change_low"] < facts["change"] < facts["change_high"]
    assert compared(rows, seed=1).facts == facts


def test_zone_in_one_period_only_is_named_and_not_compared():
    """The new zone b would pose as growth."""
    rows = plain(10, 10) + [("b", at(AFTER, week), 50) for week in (1, 2, 3, 4)]
    made = compared(rows)
    assert (made.facts["change"], made.facts["only_after"], made.facts["zones"]) == (0, ("b",), 1)
    assert made.zones.set_index("zone")["where"].to_dict() == {"a": "both", "b": "after"}


def test_zone_in_one_period_counts_if_chosen():
    """10 people before, 10 + 50 after, in the hours both periods observed."""
    rows = plain(10, 10) + [("b", at(AFTER, week), 50) for week in (1, 2, 3, 4)]
    rows += [("b", at(AFTER, 1, hour=22), 900)]
    facts = compared(rows, only_common=False).facts
    assert (facts["before_people"], facts["after_people"], facts["change"]) == (10, 60, 5)


def test_zones_never_observed_together_are_named():
    """Zone b was counted on Mondays before and on Tuesdays after."""
    rows = [("b", at(BEFORE, 1), 5), ("b", at(AFTER, 1, weekday=2), 5)]
    made = compared(plain() + rows)
    assert made.facts["never_together"] == ("b",)
    assert made.facts["zones"] == 1


def test_mix_is_the_share_of_all_people():
    """30 and 10 of 40 became 20 and 20: a lost 25 points to b."""
    made = compared(plain(30, 20, "a") + plain(10, 20, "b"))
    assert made.mix.set_index("zone")["before_share"].to_dict() == {"a": 0.75, "b": 0.25}
    assert made.mix.set_index("zone")["change"].to_dict() == {"a": -0.25, "b": 0.25}
    assert made.facts["change"] == 0


def test_rate_follows_the_seats_and_people_do_not():
    """12 of 24 seats, then 12 of 48: people same, rate halved."""
    rows = plain(12, 12)
    seats = pd.DataFrame(
        {
            "zone": ["a", "a"],
            "valid_from": [dt.date(2025, 1, 1), dt.date(2026, 9, 1)],
            "seats": pd.array([24, 48], dtype="Int64"),
        }
    )
    facts = compared(rows, seats=seats).facts
    assert (facts["change"], facts["before_rate"], facts["after_rate"]) == (0, 0.5, 0.25)
    assert facts["rate_change"] == -0.25
    assert (facts["rate_low"], facts["rate_high"]) == pytest.approx((-0.25, -0.25))


def test_without_seats_there_is_no_rate():
    """Head-counts alone."""
    made = compared(plain())
    assert made.facts["before_rate"] is None
    assert made.cells["rate"].isna().all()


def test_difference_is_after_minus_before_of_matched_cells():
    """Monday nine: 15 - 10, with the smaller number of days and sweeps."""
    rows = [*plain(), ("a", at(AFTER, 1) + pd.Timedelta(minutes=30), 15)]
    cells = compared(rows).cells.set_index("period")
    assert cells["people"].to_dict() == {"before": 10, "after": 15, "difference": 5}
    assert cells["sweeps"].to_dict() == {"before": 4, "after": 5, "difference": 4}
    assert cells["days"].to_dict() == {"before": 4, "after": 4, "difference": 4}


def test_zones_of_fewer_than_three_days_are_thin():
    """Two days say little."""
    rows = plain() + plain(zone="b", weeks=(1, 2))
    assert compared(rows).zones.set_index("zone")["thin"].to_dict() == {"a": False, "b": True}


def test_calendar_weeks_are_matched_by_their_label():
    """Term starts a week later after: its first week meets the first week before."""
    days = pd.date_range(BEFORE[0], BEFORE[1]).append(pd.date_range(AFTER[0], AFTER[1]))
    labels = pd.DataFrame({"day": days.date, "week_key": ""})
    for period, start in ((BEFORE, 1), (AFTER, 2)):
        for week in range(start, 5):
            first = at(period, week, hour=0)
            inside = pd.to_datetime(labels["day"]).between(first, first + pd.Timedelta(days=6))
            labels.loc[inside, "week_key"] = f"autumn teaching {week - start + 1}"
    rows = [("a", at(BEFORE, week), 10 * week) for week in (1, 2, 3, 4)]
    rows += [("a", at(AFTER, week), 10 * (week - 1)) for week in (1, 2, 3, 4)]
    made = compared(rows, labels=labels)
    assert (made.facts["change"], made.facts["weeks"]) == (0, 3)
    why = made.weeks.set_index("week_key")["why"].to_dict()
    assert why["autumn teaching 4"] == "week_only_before"
    assert why[""] == "week_unlabelled"


def test_closed_days_never_count():
    """The works of week 2 after leave three weeks."""
    shut = pd.DataFrame(
        {"zone": ["a"], "closed_from": [at(AFTER, 2).date()], "reopened_on": [at(AFTER, 3).date()]}
    )
    assert compared(plain(), closures=shut).facts["weeks"] == 3


def test_nothing_to_compare_is_said_not_raised():
    """No week matched: numbers are None, tables are there."""
    made = compared([("a", at(BEFORE, 1), 5)])
    assert (made.facts["weeks"], made.facts["change"]) == (0, None)
    assert made.facts["busiest_before"] is None
    assert made.cells.empty
    assert made.zones["where"].tolist() == ["before"]
    assert compared([]).zones.empty


def test_change_from_nobody_has_no_percentage():
    """0 people before."""
    made = compared(plain(0, 5))
    assert made.facts["change"] is None
    assert made.zones["change"].isna().all()


def test_periods_that_end_before_they_start_are_refused():
    """Swapped dates are a fault with both of them."""
    with pytest.raises(PeriodEmptyError, match="2025-09-28"):
        compare(sweeps(plain()), BEFORE[::-1], AFTER)


ROWS = [
    (zone, at(period, week, weekday), week * weekday + len(zone))
    for zone in ("a", "bb", "ccc")
    for period in (BEFORE, AFTER)
    for week in (1, 2, 3, 4)
    for weekday in (1, 2)
    if (zone, week) != ("bb", 2)
]


@settings(deadline=None, max_examples=5)
@given(strategies.permutations(ROWS))
def test_order_of_rows_does_not_matter(rows):
    """Any order gives the same comparison."""
    made, expected = compared(rows), compared(ROWS)
    pd.testing.assert_frame_equal(made.cells, expected.cells)
    pd.testing.assert_frame_equal(made.zones, expected.zones)
    for name in ("before_people", "after_people", "change", "change_low", "change_high"):
        assert made.facts[name] == pytest.approx(expected.facts[name])


@settings(deadline=None, max_examples=5)
@given(strategies.lists(strategies.sampled_from(ROWS), max_size=6))
def test_blanks_and_exact_repeats_change_nothing(again):
    """A zone nobody looked at adds nothing, and a sweep stored twice is averaged with itself."""
    blanks = [("d", at(BEFORE, 1), pd.NA), ("d", at(AFTER, 1), pd.NA)]
    made, expected = compared([*ROWS, *again, *blanks]), compared(ROWS)
    numbers = ["period", "weekday", "hour", "people", "days"]
    pd.testing.assert_frame_equal(made.cells[numbers], expected.cells[numbers])
    assert made.facts["change"] == pytest.approx(expected.facts["change"])
    assert made.zones["zone"].tolist() == ["a", "bb", "ccc"]
