"""Tests of `planning.occupancy.readers`: every odd row is listed, nothing is dropped silently."""

import datetime as dt

import pandas as pd
import pytest

from planning.occupancy import errors
from planning.occupancy.findings import CountFinding
from planning.occupancy.readers import propose_layout
from surveys.findings import Severity
from tests.planning.count_files import HOURS, LONG, WEEKDAYS, found, long, read, table, wide


def test_odd_rows_are_listed_with_the_rule_applied():
    """One row of each kind, by the number a spreadsheet shows."""
    rows = wide("%m/%d/%Y", "%I:%M %p")
    rows[10][0] = "02/30/2026"
    rows[11][0] = "12/25/2030"
    rows[12][1] = "25:99"
    rows[13][1] = ""
    rows[14][2] = -3
    rows[15][2] = "n/a"
    rows[16][2] = ""
    rows[17][2] = "2.5"
    rows[18][1] = "11:30 PM"
    rows.append(rows[20][:])
    rows.append([*rows[21][:2], 6, 8])
    counts = read(rows)
    expected = {
        CountFinding.DATE_IMPOSSIBLE: (Severity.DROPPED, (11,)),
        CountFinding.DATE_FUTURE: (Severity.DROPPED, (12,)),
        CountFinding.TIME_IMPOSSIBLE: (Severity.DROPPED, (13,)),
        CountFinding.TIME_MISSING: (Severity.DROPPED, (14,)),
        CountFinding.NEGATIVE: (Severity.DROPPED, (15,)),
        CountFinding.NOT_A_NUMBER: (Severity.DROPPED, (16,)),
        CountFinding.BLANK: (Severity.NOTE, (17,)),
        CountFinding.NOT_WHOLE: (Severity.DROPPED, (18,)),
        CountFinding.SLIP_ASIDE: (Severity.DROPPED, (19,)),
        CountFinding.ROWS_TWICE: (Severity.NOTE, (102,)),
        CountFinding.SWEEPS_REPEATED: (Severity.NOTE, (103,)),
    }
    assert {one.kind: (one.severity, one.rows) for one in counts.findings} == expected
    assert (counts.rows_read, counts.rows_stored) == (102, 102 - 5)
    quiet = counts.observations[counts.observations["zone"] == "Quiet"]
    assert quiet["occupied"].isna().sum() == 4  # nobody looked: not 0
    assert (quiet["repeat"] == 1).sum() == 2


@pytest.mark.parametrize(("rule", "occupied"), [("keep", [5, 8, 5]), ("last", [5]), ("mean", [6])])
def test_repeated_sweeps_follow_the_rule_chosen(rule, occupied):
    """5, 8 and 5 people at one time: all kept, the last, or 18 / 3 = 6."""
    rows = wide()
    rows += [[*rows[1][:2], 8, 7], rows[1][:]]
    counts = read(rows, repeats=rule)
    same = counts.observations[counts.observations["zone"] == "Quiet"]
    same = same[same["at"] == pd.Timestamp("2026-03-02 08:30")]
    assert same["occupied"].tolist() == occupied
    assert same["repeat"].tolist() == list(range(len(occupied)))


def test_today_is_not_the_future():
    """Rows of today are stored, rows of tomorrow are not."""
    rows = [*wide(), ["2026-03-31", "23:59", 1, 1], ["2026-04-01", "00:00", 1, 1]]
    counts = read(rows, slips="keep")
    assert found(counts, CountFinding.DATE_FUTURE) == (103,)
    assert counts.last == pd.Timestamp("2026-03-31 23:59")


def test_two_date_formats_are_each_read_by_their_own():
    """13/02 can only be a day first, 02/14 only a month first; 03/04 follows most."""
    rows = [["Date", "Time", "Quiet", "Group"]]
    days = [*(f"02/{day}/2026" for day in range(14, 24)), "13/02/2026", "03/04/2026", "2026-03-05"]
    rows += [[day, "9:00 AM", 1, 2] for day in days]
    counts = read(rows)
    assert found(counts, CountFinding.DATE_FORMATS) == (12, 14)
    assert found(counts, CountFinding.DATES_AMBIGUOUS) == (13,)
    read_days = counts.observations["at"].dt.strftime("%m-%d").unique().tolist()
    assert read_days == ["02-13", *(f"02-{day}" for day in range(14, 24)), "03-04", "03-05"]


def test_dates_that_could_be_both_are_read_as_days_in_a_row():
    """1/3, 2/3, 3/3: days of March lie closer together than months on the third."""
    rows = [["Date", "Time", "Quiet", "Group"]]
    rows += [[f"{day:02}/03/2026", "09:00", 1, 2] for day in range(1, 13)]
    assert propose_layout(table(rows)).date_order == "dmy"
    assert read(rows).last == pd.Timestamp("2026-03-12 09:00")
    assert read(rows, date_order="mdy").last == pd.Timestamp("2026-03-03 09:00")


def recorded(rows: list[list], minutes: int = 5) -> list[list]:
    """Return the rows with a last column that says when each was typed in."""
    made = [[*rows[0], "Recorded"]]
    for row in rows[1:]:
        at = pd.Timestamp(f"{row[0]} {row[1]}") + pd.Timedelta(minutes=minutes)
        made.append([*row, at.strftime("%d/%m/%Y, %I:%M:%S %p")])
    return made


def test_a_slip_proven_by_the_recording_time_is_mended():
    """11:30 PM typed in at 11:35 in the morning was 11:30 AM."""
    rows = recorded(wide(clock="%I:%M %p"))
    assert rows[4][1] == "11:30 AM"
    rows[4][1] = "11:30 PM"
    counts = read(rows)
    assert found(counts, CountFinding.SLIP_MENDED) == (5,)
    assert counts.observations["at"].dt.hour.max() == 17
    kept = read(rows, slips="keep")
    assert found(kept, CountFinding.SLIP_KEPT) == (5,)
    assert kept.observations["at"].dt.hour.max() == 23


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_slip_is_mended_where_only_the_other_half_of_the_day_fits_its_row(newest_first):
    """One day of six sweeps, 12 AM and 2 AM between 10 AM and 4 PM; five days prove no hours."""
    hours = ["8:00 AM", "10:00 AM", "12:00 AM", "2:00 AM", "4:00 PM", "6:00 PM"]
    days = [[f"2024-10-0{day}", hour, "3"] for day in (1, 2) for hour in hours[:2] + hours[4:]]
    days[2:2] = [["2024-10-01", hour, "3"] for hour in hours[2:4]]
    counts = read([["Date", "Time", "Quiet"], *(days[::-1] if newest_first else days)])
    assert found(counts, CountFinding.SLIP_PLACED) == ((8, 9) if newest_first else (4, 5))
    first = counts.observations["at"][counts.observations["at"].dt.day == 1]
    assert sorted(first.dt.hour) == [8, 10, 12, 14, 16, 18]


def test_a_file_without_a_day_above_twelve_says_that_its_order_is_a_guess():
    """Weekly dates of a term may all be both; a weekday column would have told."""
    rows = [[f"{day}/9/2024", "9:00", str(day)] for day in range(1, 9)]
    counts = read([["Date", "Time", "Quiet"], *rows])
    assert found(counts, CountFinding.DATES_UNPROVEN) == (2, 3, 4, 5, 6, 7, 8, 9)
    proven = read([["Date", "Time", "Quiet"], *rows, ["13/9/2024", "9:00", "1"]])
    assert found(proven, CountFinding.DATES_UNPROVEN) == ()


def test_the_same_room_number_on_two_floors_is_two_zones():
    """The floor stands first in the file; the room names the zone."""
    rows = [
        [f"2024-09-{day:02} 09:00", floor, room, "4"]
        for day in range(2, 9)
        for floor, room in (("1", "101"), ("1", "102"), ("2", "101"))
    ]
    counts = read([["datetime", "floor", "room", "headcount"], *rows])
    assert sorted(set(counts.observations["zone"])) == ["1 · 101", "1 · 102", "2 · 101"]


def test_noon_and_midnight_are_times():
    """Written in words by hand."""
    rows = [["2024-09-02", hour, "4"] for hour in ("9:00 AM", "noon", "3:00 PM", "midnight")]
    counts = read([["Date", "Time", "Quiet"], *rows])
    assert sorted(counts.observations["at"].dt.hour) == [0, 9, 12, 15]


def test_counts_after_midnight_under_the_date_of_opening_are_no_slips():
    """Twelve hours later would not fit after 22:00 either."""
    hours = ["18:00", "20:00", "22:00", "00:00", "02:00"]
    rows = [[f"2024-10-{day:02}", hour, "3"] for day in range(1, 4) for hour in hours]
    counts = read([["Date", "Time", "Quiet"], *rows])
    assert found(counts, CountFinding.SLIP_PLACED) == ()


def test_a_late_count_that_was_typed_in_late_is_no_slip():
    """11:30 PM recorded at 11:35 PM is a long night, and so is a run of hours."""
    night = [["2026-03-12", "11:30 PM", 3, 3]]
    assert not read(recorded([*wide(clock="%I:%M %p"), *night])).findings
    hours = [["2026-03-12", f"{hour}:30", 3, 3] for hour in range(18, 24)]
    assert not read([*wide(), *hours, ["2026-03-13", "00:30", 1, 1]]).findings


def test_a_row_typed_in_days_later_is_noted_and_kept():
    """The stated time counts."""
    rows = recorded(wide())
    rows[1][4] = "05/03/2026, 09:00:00 AM"
    counts = read(rows)
    assert found(counts, CountFinding.RECORDED_FAR) == (2,)
    assert counts.rows_stored == 100


def test_a_clock_without_am_and_pm_is_read_by_its_order():
    """8:30 .. 12:30, 1:30 .. 5:30: the afternoon is moved, and said so."""
    rows = [[row[0], row[1].lstrip("0"), *row[2:]] for row in wide(clock="%I:%M")]
    counts = read(rows)
    assert sorted(set(counts.observations["at"].dt.hour)) == list(HOURS)
    assert len(found(counts, CountFinding.CLOCK_READ)) == 5 * len(WEEKDAYS)


def test_weekday_that_is_not_that_of_the_date_is_noted():
    """2 March 2026 is a Monday."""
    rows = [["Day", *wide()[0]]]
    for row in wide()[1:]:
        rows.append([dt.date.fromisoformat(row[0]).strftime("%A"), *row])
    rows[1][0] = "Tuesday"
    assert found(read(rows), CountFinding.WEEKDAY_DISAGREES) == (2,)


def test_a_total_row_in_a_long_file_is_no_zone():
    """Its sum is checked, its rows are set aside."""
    rows = [["time", "zone", "people"]]
    for row in wide()[1:]:
        at = f"{row[0]} {row[1]}"
        rows += [[at, "Quiet", row[2]], [at, "Group", row[3]], [at, "合计", row[2] + row[3]]]
    rows[3][2] = 99
    counts = read(rows)
    assert set(counts.areas["area"]) == {"Quiet", "Group"}
    assert len(found(counts, CountFinding.TOTAL_ROWS)) == 100
    assert found(counts, CountFinding.TOTAL_DIFFERS) == (4,)


def test_zones_that_differ_in_capitals_are_one():
    """The frequent spelling wins; a name missing is set aside."""
    rows = long(*LONG[0])
    rows[2][1], rows[4][1] = " quiet ", ""
    counts = read(rows)
    assert set(counts.areas["area"]) == {"Quiet", "阅览室A"}
    assert found(counts, CountFinding.ZONE_SPELLINGS) == (3,)
    assert found(counts, CountFinding.ZONE_MISSING) == (5,)


def test_a_sensor_that_stands_still_is_noted():
    """One number for all of two weeks; the other zone moves."""
    rows = long(*LONG[0])
    for place, row in enumerate(rows[1:]):
        row[2] = row[2] if row[1] == "Quiet" else place % 9
    stuck = [one for one in read(rows).findings if one.kind == CountFinding.STUCK]
    assert [(one.facts["zone"], one.facts["value"]) for one in stuck] == [("Quiet", 7)]


def test_more_people_than_seats_are_kept():
    """People sit on the floor; the row is noted."""
    rows = long(*LONG[0])
    rows[1][2] = 21
    counts = read(rows)
    assert found(counts, CountFinding.ABOVE_CAPACITY) == (2,)
    assert counts.observations["occupied"].max() == 21


# Time zones


def test_utc_becomes_campus_time():
    """Epoch seconds of 00:00 UTC are 08:00 in Shanghai; without a zone they are refused."""
    rows = [["time_epoch", "name", "used"]]
    first = int(pd.Timestamp("2026-03-02 00:00", tz="UTC").timestamp())
    rows += [[first + 3600 * hour, "Quiet", hour % 7] for hour in range(100)]
    assert propose_layout(table(rows)).basis == "utc"
    with pytest.raises(errors.TimeZoneNeededError):
        read(rows)
    assert read(rows, time_zone="Asia/Shanghai").first == pd.Timestamp("2026-03-02 08:00")


def test_zone_is_found_from_utc_beside_local_time():
    """The local column is used, the epoch column tells the zone."""
    rows = [["epoch", "name", "used", "time_local"]]
    for hour in range(100):
        at = pd.Timestamp("2026-03-02 08:00") + pd.Timedelta(hours=hour)
        epoch = int(at.tz_localize("Asia/Shanghai").timestamp())
        rows.append([epoch, "Quiet", hour % 7, at])
    layout = propose_layout(table(rows))
    assert (layout.at, layout.basis, layout.time_zone) == ("time_local", "campus", "Asia/Shanghai")


def test_both_hours_are_kept_when_clocks_go_back():
    """25 October 2025 in Berlin: 00:30 and 01:30 UTC are both 02:30, and no duplicates."""
    rows = [["at", "name", "used"]]
    for hour in range(48):
        at = pd.Timestamp("2025-10-25 12:30") + pd.Timedelta(hours=hour)
        rows.append([f"{at:%Y-%m-%dT%H:%M:%S}Z", "Quiet", hour % 7])
    counts = read(rows, time_zone="Europe/Berlin")
    assert len(found(counts, CountFinding.CLOCK_TWICE)) == 2
    assert not found(counts, CountFinding.SWEEPS_REPEATED)
    twice = counts.observations["at"] == pd.Timestamp("2025-10-26 02:30")
    assert counts.observations.loc[twice, "repeat"].tolist() == [0, 1]


def test_an_hour_that_does_not_exist_is_noted():
    """29 March 2026, 02:30 in Berlin."""
    rows = [["at", "name", "used"]]
    rows += [[f"2026-03-29 {hour:02}:30", "Quiet", hour] for hour in range(24)]
    counts = read(rows, time_zone="Europe/Berlin")
    assert found(counts, CountFinding.CLOCK_SKIPPED) == (4,)
    assert counts.rows_stored == 24
