"""Tests of `planning.occupancy.rollup`: averages over repeats, then days, then zones."""

import datetime as dt

import ibis
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from planning.occupancy import rollup
from planning.occupancy.weeks import days_of

MONDAY = dt.date(2026, 3, 2)
PERIOD = (MONDAY, dt.date(2026, 3, 15))
LATER = (dt.date(2026, 9, 7), dt.date(2026, 9, 20))


def sweeps(*rows: tuple) -> ibis.Table:
    """Return observations from (zone, time, people[, capacity]); repeats are numbered by order."""
    table = pd.DataFrame(
        [(*row, pd.NA)[:4] for row in rows], columns=["zone", "at", "occupied", "capacity"]
    )
    table["at"] = pd.to_datetime(table["at"]).astype("datetime64[s]")
    table["repeat"] = table.groupby(["zone", "at"]).cumcount().astype("int32")
    return ibis.memtable(table.astype({"occupied": "Int32", "capacity": "Int32"}))


def hours(observations: ibis.Table, seats: pd.DataFrame | None = None, **given) -> ibis.Table:
    """Return the hourly means of two weeks in March, and of two in September."""
    days = ibis.memtable(days_of(PERIOD, LATER))
    table = None if seats is None else ibis.memtable(seats)
    return rollup.hourly(observations, days, table, **given)


def cell(table: ibis.Table, weekday: int = 1, hour: int = 9) -> dict:
    """Return one cell of the first period."""
    made = rollup.cells(table).to_pandas()
    made = made[
        (made["weekday"] == weekday) & (made["hour"] == hour) & (made["period"] == "before")
    ]
    assert len(made) == 1
    return made.iloc[0].to_dict()


def seat_table(*rows: tuple) -> pd.DataFrame:
    """Return seats from (zone, valid_from, seats)."""
    table = pd.DataFrame(rows, columns=["zone", "valid_from", "seats"])
    return table.assign(valid_from=pd.to_datetime(table["valid_from"]))


def test_sweeps_within_an_hour_are_averaged_before_days():
    """Ten sweeps of 20 on one Monday weigh as much as one of 10 on the next: 15, not 19.1."""
    many = [("a", f"2026-03-02 09:{minute:02}", 20) for minute in range(0, 50, 5)]
    got = cell(hours(sweeps(*many, ("a", "2026-03-09 09:30", 10))))
    assert (got["people"], got["days"], got["sweeps"]) == (15, 2, 11)


def test_repeats_of_a_sweep_are_averaged():
    """Two counts at one time, 4 and 6: 5 people."""
    got = cell(hours(sweeps(("a", "2026-03-02 09:30", 4), ("a", "2026-03-02 09:30", 6))))
    assert (got["people"], got["days"], got["sweeps"]) == (5, 1, 2)


def test_a_silent_sensor_lowers_no_head_count():
    """Zone b is missing on the second Monday: 10 + 30, not the mean of 40 and 10."""
    got = cell(
        hours(
            sweeps(
                ("a", "2026-03-02 09:00", 10),
                ("b", "2026-03-02 09:00", 30),
                ("a", "2026-03-09 09:00", 10),
            )
        )
    )
    assert (got["people"], got["days"]) == (40, 2)


@pytest.mark.parametrize(("second", "people", "days"), [(0, 5, 2), (pd.NA, 10, 1)])
def test_nobody_looked_is_not_nobody_there(second, people, days):
    """10 and 0 average to 5; 10 and <NA> are 10 on one day."""
    got = cell(hours(sweeps(("a", "2026-03-02 09:00", 10), ("a", "2026-03-09 09:00", second))))
    assert (got["people"], got["days"]) == (people, days)


def test_unobserved_hours_stay_absent():
    """One sweep makes one cell; the other 167 hours of the week are no rows, not zeros."""
    made = rollup.cells(hours(sweeps(("a", "2026-03-02 09:59:59", 10)))).to_pandas()
    assert made[["weekday", "hour"]].to_numpy().tolist() == [[1, 9]]


@pytest.mark.parametrize(
    ("at", "counted"),
    [
        ("2026-03-01 23:59:59", 0),
        ("2026-03-02 00:00:00", 1),  # first day, first second
        ("2026-03-15 23:59:59", 1),  # last day, last second
        ("2026-03-16 00:00:00", 0),
    ],
)
def test_both_ends_of_a_period_are_inclusive(at, counted):
    """From the first second of the first day to the last of the last."""
    assert len(rollup.cells(hours(sweeps(("a", at, 10)))).to_pandas()) == counted


@pytest.mark.parametrize(
    ("at", "rate"),
    [
        ("2026-03-04 09:00", 0.75),  # 45 of the old 60
        ("2026-03-05 09:00", 0.5),  # 45 of the new 90, from the first day
        ("2026-03-02 09:00", None),  # before the first row nobody knows
    ],
)
def test_rate_uses_the_seats_of_that_day(at, rate):
    """A renovation changes the denominator from its `valid_from` on."""
    seats = seat_table(("a", "2026-03-03", 60), ("a", "2026-03-05", 90))
    made = rollup.cells(hours(sweeps(("a", at, 45)), seats)).to_pandas()
    got = made.loc[0, "rate"]
    assert pd.isna(got) if rate is None else got == rate


def test_seats_of_the_file_come_first():
    """45 people, 50 seats in the file, 90 in the table."""
    seats = seat_table(("a", "2026-01-01", 90))
    assert cell(hours(sweeps(("a", "2026-03-02 09:00", 45, 50)), seats))["rate"] == 0.9


@pytest.mark.parametrize("seats", [None, seat_table(("a", "2026-01-01", 0))])
def test_without_seats_there_are_people_and_no_rate(seats):
    """Unknown seats and no seats give a head-count only."""
    got = cell(hours(sweeps(("a", "2026-03-02 09:00", 45)), seats))
    assert got["people"] == 45
    assert pd.isna(got["rate"])


def test_rate_is_people_over_seats_of_zones_with_seats():
    """(10 + 60) / (100 + 60), not the mean of 10 % and 100 %; zone c has no seats."""
    seats = seat_table(("a", "2026-01-01", 100), ("b", "2026-01-01", 60))
    table = sweeps(
        ("a", "2026-03-02 09:00", 10), ("b", "2026-03-02 09:00", 60), ("c", "2026-03-02 09:00", 7)
    )
    got = cell(hours(table, seats))
    assert (got["people"], got["rate"]) == (77, 70 / 160)


def test_closed_days_never_count():
    """Closed from the 2nd, open again on the 9th: the 9th counts, the 2nd does not."""
    shut = pd.DataFrame(
        {
            "zone": ["a"],
            "closed_from": [pd.Timestamp("2026-03-02")],
            "reopened_on": [pd.Timestamp("2026-03-09")],
        }
    )
    table = sweeps(
        ("a", "2026-03-02 09:00", 1),
        ("a", "2026-03-08 09:00", 1),
        ("a", "2026-03-09 09:00", 8),
        ("b", "2026-03-02 09:00", 5),
    )
    made = hours(table, closures=ibis.memtable(shut)).to_pandas().sort_values(["zone", "day"])
    assert made[["zone", "people"]].to_numpy().tolist() == [["a", 8.0], ["b", 5.0]]


def test_zones_can_be_chosen():
    """Only the zones asked for are added up."""
    table = sweeps(("a", "2026-03-02 09:00", 10), ("b", "2026-03-02 09:00", 30))
    assert cell(hours(table, zones=["b"]))["people"] == 30


def test_zone_totals_are_means_over_observed_hours():
    """Zone a: (10 + 20) / 2 of 40 seats; zone b without seats."""
    table = sweeps(
        ("a", "2026-03-02 09:00", 10, 40),
        ("a", "2026-03-02 10:00", 20, 40),
        ("b", "2026-03-03 10:00", 5),
    )
    made = rollup.zone_totals(hours(table)).to_pandas().set_index("zone")
    assert made["people"].to_dict() == {"a": 15, "b": 5}
    assert made.loc["a", ["rate", "days", "hours", "sweeps"]].tolist() == [0.375, 1, 2, 2]
    assert pd.isna(made.loc["b", "rate"])


def test_week_series_has_the_weeks_that_were_counted():
    """Sunday the 8th belongs to the week of Monday the 2nd; the next counted week is the 16th."""
    table = sweeps(
        ("a", "2026-03-02 09:00", 10),
        ("a", "2026-03-08 09:00", 20),
        ("b", "2026-03-08 09:00", 1),
        ("a", "2026-03-16 09:00", 7),
        ("a", "2026-03-23 09:00", pd.NA),
    )
    made = rollup.week_series(table).to_pandas()
    assert pd.to_datetime(made["week"]).dt.strftime("%m-%d").tolist() == ["03-02", "03-16"]
    assert made[["people", "zones", "days", "sweeps"]].to_numpy().tolist() == [
        [16, 2, 2, 3],
        [7, 1, 1, 1],
    ]


def test_coverage_counts_rows_and_blanks():
    """What a zone has, before anything is averaged."""
    table = sweeps(("a", "2026-03-02 09:00", 10, 40), ("a", "2026-03-08 09:00", pd.NA))
    made = rollup.coverage(table).to_pandas().iloc[0]
    assert made[["zone", "rows", "blank", "with_capacity"]].tolist() == ["a", 2, 1, 1]


ROWS = [
    (zone, f"2026-03-{day:02} {hour:02}:{minute:02}", day * hour % 17)
    for zone in ("a", "b")
    for day in (2, 3, 9)
    for hour in (9, 10)
    for minute in (0, 30)
]


@settings(deadline=None, max_examples=10)
@given(strategies.permutations(ROWS))
def test_order_of_rows_does_not_matter(rows):
    """Any order gives the same cells."""
    expected = rollup.cells(hours(sweeps(*ROWS))).to_pandas()
    pd.testing.assert_frame_equal(rollup.cells(hours(sweeps(*rows))).to_pandas(), expected)


def test_expressions_name_nothing_of_one_engine():
    """The same expressions compile for Spark."""
    table = hours(
        sweeps(*ROWS),
        seat_table(("a", "2026-01-01", 60)),
        closures=ibis.memtable(
            pd.DataFrame(
                {
                    "zone": ["a"],
                    "closed_from": [pd.Timestamp("2026-03-02")],
                    "reopened_on": [pd.Timestamp("2026-03-03")],
                }
            )
        ),
    )
    expressions = [rollup.cells(table), rollup.slots(table), rollup.zone_totals(table)]
    for expression in [*expressions, rollup.week_series(sweeps(*ROWS))]:
        assert "SELECT" in ibis.to_sql(expression, dialect="databricks")
