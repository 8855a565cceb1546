"""Tests of `planning.occupancy.readers`: what a count file looks like, on invented files."""

import datetime as dt
import gzip
import io

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from planning.occupancy import errors
from planning.occupancy.findings import CountFinding
from planning.occupancy.readers import CountLayout, propose_layout, read_counts
from surveys.findings import Severity
from surveys.readers.tablefile import TableFile, read_cells
from tests.planning.count_files import LONG, TODAY, WEEKDAYS, found, long, read, table, wide

# What a file looks like


@pytest.mark.parametrize(
    ("head", "day", "clock"),
    [
        (("Date", "Time", "Quiet", "Group"), "%m/%d/%Y", "%I:%M %p"),
        (("Date", "Time", "First floor", "Second floor"), "%d/%m/%Y", "%H:%M"),
        (("Datum", "Uhrzeit", "Lesesaal", "Foyer"), "%d.%m.%Y", "%H:%M"),
        (("日期", "时间", "一楼阅览室", "入口大厅"), "%Y年%m月%d日", "%H:%M"),
        (("日期", "时段", "一楼人数", "二楼人数"), "%Y/%m/%d", "%H:%M:%S"),
        (("day", "hour", "Room 1", "Room 2"), "%d %b %Y", "%H:%M"),
    ],
)
def test_wide_files_are_found_by_their_cells(head, day, clock):
    """Zones are the columns of counts, whatever dates, clocks and headers look like."""
    layout = propose_layout(table(wide(day, clock, head)))
    assert (layout.form, layout.counts) == ("wide", head[2:])
    counts = read(wide(day, clock, head))
    assert counts.rows_stored == 100
    assert counts.first == pd.Timestamp("2026-03-02 08:30")
    assert counts.last == pd.Timestamp("2026-03-13 17:30")
    assert counts.areas.set_index("area")["mean"].to_dict() == {head[2]: 5.5, head[3]: 7.5}
    assert not counts.findings


def test_total_is_no_zone():
    """A column that is the sum of the others is checked and not stored."""
    rows = [[*row, "Total" if place == 0 else row[2] + row[3]] for place, row in enumerate(wide())]
    rows[4][4] = 99
    counts = read(rows)
    assert set(counts.areas["area"]) == {"Quiet", "Group"}
    assert found(counts, CountFinding.TOTAL_DIFFERS) == (5,)  # header is row 1


def test_sum_without_a_word_is_a_total_too():
    """The cells say so, not the header."""
    rows = [["Date", "Time", "A", "B", "C", "Everyone"]]
    for place, row in enumerate(wide()[1:]):
        rows.append([*row[:2], place % 3, place % 5, place % 7, place % 3 + place % 5 + place % 7])
    layout = propose_layout(table(rows))
    assert (layout.counts, layout.total) == (("A", "B", "C"), "Everyone")


def test_numbers_that_are_not_people_are_no_zones():
    """Row numbers, weeks, weekdays, semesters and temperatures stay outside."""
    rows = [["id", "Semester", "Week", "DayOfWeek", *wide()[0], "Temperature"]]
    for place, row in enumerate(wide()[1:], 1):
        rows.append([place, "Spring 2026", 10, row[0] and "Monday", *row, 21])
    layout = propose_layout(table(rows))
    assert layout.counts == ("Quiet", "Group")
    assert (layout.term, layout.weekday) == ("Semester", "DayOfWeek")
    assert {"id", "Week", "Temperature"} <= set(layout.ignored)


@pytest.mark.parametrize(("head", "written"), LONG)
def test_long_files_are_found_in_both_languages(head, written):
    """Time, zone, people and seats are found, and total beside used means seats."""
    counts = read(long(head, written))
    seen = counts.observations.groupby("zone")[["occupied", "capacity"]].first()
    assert seen.T.to_dict("list") == {"Quiet": [7, 30], "阅览室A": [5, 20]}
    assert (counts.rows_read, counts.rows_stored) == (200, 200)


def test_free_seats_give_the_capacity():
    """Capacity = occupied + free, row by row, so that changes show."""
    rows = [["location_id", "occupiedseats", "freeseats", "timestamp"]]
    rows += [[3, 20, 48, "2026-03-02 13:34:23"], [3, 10, 30, "2026-03-03 10:00:00"]] * 3
    rows += [[4, 6, 23, f"2026-03-0{day} 11:00:05"] for day in range(2, 9)]
    counts = read(rows)
    assert sorted(set(counts.observations["capacity"])) == [29, 40, 68]
    change = next(one for one in counts.findings if one.kind == CountFinding.CAPACITY_CHANGES)
    assert (change.facts["before"], change.facts["after"]) == (68, 40)
    assert change.facts["day"] == dt.date(2026, 3, 3)


def test_a_column_per_hour_is_read():
    """One row per day and zone, one column per hour; a blank hour stays absent."""
    rows = [["Date", "Zone", "8:00", "9:00", "10:00"]]
    rows += [[day, zone, 1, "", 3] for day in WEEKDAYS for zone in ("Quiet", "Group")]
    counts = read(rows)
    assert counts.observations["at"].dt.hour.unique().tolist() == [8, 10]
    assert len(counts.observations) == 2 * 2 * len(WEEKDAYS)


def test_titles_above_the_header_are_passed_over():
    """Exports often begin with a title; rows keep the numbers of the spreadsheet."""
    rows = [["Library counts"], [], ["printed on 1 May"], [], *wide()]
    rows[6][2] = "many"
    counts = read_counts(table(rows), propose_layout(table(rows)), today=TODAY)
    assert counts.rows_read == 100
    assert found(counts, CountFinding.NOT_A_NUMBER) == (7,)


def test_a_file_without_header_is_read():
    """Columns are then called by their letters."""
    layout = propose_layout(table(wide()[1:]))
    assert (layout.header_row, layout.date, layout.counts) == (0, "A", ("C", "D"))
    assert read(wide()[1:]).rows_stored == 100


def test_workbooks_and_packed_files_read_the_same():
    """XLSX with real dates and times, and CSV in GB18030 inside gz, give the same table."""
    head = ["日期", "时间", "一楼", "二楼"]
    expected = read(wide(head=head)).observations
    rows = [[pd.Timestamp(row[0]), dt.time.fromisoformat(row[1]), *row[2:]] for row in wide()[1:]]
    book = io.BytesIO()
    pd.DataFrame(rows, columns=head).to_excel(book, index=False, engine="xlsxwriter")
    text = "\n".join(",".join(str(cell) for cell in row) for row in wide(head=head))
    for content, name in (
        (book.getvalue(), "计数.xlsx"),
        (gzip.compress(text.encode("gb18030")), "计数.csv.gz"),
    ):
        cells = read_cells(content, name)
        read_back = read_counts(cells, propose_layout(cells), today=TODAY).observations
        pd.testing.assert_frame_equal(read_back, expected)


# What cannot be read says why


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([["Hour", "IN", "OUT"], ["2026-03-02 08:00", 3, 1]], errors.GateFlowsError),
        ([["时间", "进馆人次", "出馆人次"], ["2026-03-02 08:00", 3, 1]], errors.GateFlowsError),
        (
            [["Library", "2024-01", "2024-02", "2024-03"], ["Main", 900, 800, 700]],
            errors.PeriodColumnsError,
        ),
        ([["Date", "Visits"], ["2026-03-02", 900], ["2026-03-03", 800]], errors.CountsDailyError),
        ([["Zone", "Count"], ["Quiet", 9], ["Group", 8]], errors.CountTimesMissingError),
        (
            [["Time", "Note"], ["2026-03-02 08:00", "fine"], ["2026-03-02 09:00", "loud"]],
            errors.CountValuesMissingError,
        ),
        (
            [["login", "logout", "pc"]]
            + [["2026-03-02 08:00", "2026-03-02 08:40", f"pc {one}"] for one in range(5)],
            errors.SessionTimesError,
        ),
    ],
)
def test_other_kinds_of_files_are_refused_in_words(rows, fault):
    """Gates, months, days, lists and sessions are no counts by time of day."""
    with pytest.raises(fault, match="counts"):
        propose_layout(table(rows))


def test_a_hall_called_entrance_is_no_gate():
    """Only a pair of columns for in and out of the same place is a gate."""
    rows = wide(head=("Date", "Time", "Drop-in desk", "Check-out hall"))
    assert propose_layout(table(rows)).counts == ("Drop-in desk", "Check-out hall")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"counts": ["Loud"]}, errors.ColumnUnknownError),
        ({"counts": []}, errors.CountValuesMissingError),
        ({"date": ""}, errors.CountTimesMissingError),
        ({"time": ""}, errors.CountsDailyError),
        ({"form": "hours"}, errors.CountValuesMissingError),
        ({"time_zone": "Europe/Nowhere"}, errors.TimeZoneUnknownError),
        ({"basis": "utc"}, errors.TimeZoneNeededError),
    ],
)
def test_a_layout_that_does_not_fit_is_refused(changes, fault):
    """An edited layout never ends in an unforeseen error."""
    with pytest.raises(fault):
        read(wide(), **changes)


# What always holds


@settings(deadline=None, max_examples=8)
@given(strategies.permutations(range(40)))
def test_order_of_rows_does_not_matter(order):
    """Shuffled rows give the same observations where no sweep is repeated."""
    rows = long(*LONG[0])[:41]
    layout = CountLayout("long", at="time", zones=("zone",), occupied="occupied")
    shuffled = table([rows[0], *(rows[1 + place] for place in order)])
    pd.testing.assert_frame_equal(
        read_counts(shuffled, layout, today=TODAY).observations,
        read_counts(table(rows), layout, today=TODAY).observations,
    )


@settings(deadline=None, max_examples=15)
@given(
    strategies.lists(
        strategies.lists(strategies.text(max_size=12), min_size=4, max_size=4), max_size=8
    )
)
def test_no_cell_breaks_the_reader(cells):
    """Whatever stands in a cell, the row is stored or stands in a finding."""
    rows = pd.DataFrame([*wide(), *cells]).astype("str")
    file = TableFile("counts.csv", rows.set_axis(range(1, len(rows) + 1)))
    layout = CountLayout("wide", date="Date", time="Time", counts=("Quiet", "Group"))
    counts = read_counts(file, layout, today=TODAY)
    dropped = [one for one in counts.findings if one.severity == Severity.DROPPED]
    listed = {row for one in dropped for row in one.rows}
    assert counts.rows_stored >= 100
    assert counts.rows_read - counts.rows_stored <= len(listed)
