"""Count files nobody here wrote, against facts computed independently."""

import datetime as dt
from functools import cache
from pathlib import Path

import ibis
import pandas as pd
import pytest

from planning.occupancy import rollup
from planning.occupancy.compare import compare
from planning.occupancy.errors import GateFlowsError, PeriodColumnsError
from planning.occupancy.findings import CountFinding
from planning.occupancy.readers import CountFile, CountLayout, propose_layout, read_counts
from planning.occupancy.weeks import days_of
from surveys.readers.tablefile import read_cells

TODAY = dt.date(2026, 11, 20)
ZONES = {"Computers", "Silent", "Quiet", "Active", "Other"}
FALL_2019 = (dt.date(2019, 8, 19), dt.date(2019, 12, 14))
FALL_2020 = (dt.date(2020, 8, 31), dt.date(2020, 12, 11))
FALL_2024 = (dt.date(2024, 8, 19), dt.date(2024, 12, 14))


@cache
def read(path: Path) -> tuple[CountLayout, CountFile]:
    """Return the layout proposed for a file and what it then holds."""
    cells = read_cells(path.read_bytes(), path.name)
    layout = propose_layout(cells)
    return layout, read_counts(cells, layout, today=TODAY)


def rows(counts: CountFile, kind: CountFinding) -> list[int]:
    """Return the rows of a kind of finding."""
    return [row for one in counts.findings if one.kind == kind for row in one.rows]


@pytest.fixture(scope="module")
def archive(real):
    """Archive of a head-count, with terms and weekdays."""
    return read(real / "tcc-southeast" / "SEC Archive.csv")


@pytest.fixture(scope="module")
def current(real):
    """Later years of the same head-count, in another schema."""
    return read(real / "tcc-southeast" / "Current Semester Southeast.csv")


@pytest.fixture(scope="module")
def joined(archive, current):
    """Both files as one series."""
    both = pd.concat([archive[1].observations, current[1].observations])
    return ibis.memtable(both)


def test_two_schemas_give_one_series_of_five_zones(archive, current, joined):
    """Total is checked, not counted; the series runs on without an overlap."""
    assert set(archive[0].counts) == set(current[0].counts) == ZONES
    assert archive[0].total == current[0].total == "Total"
    assert archive[1].last < current[1].first
    assert set(rollup.coverage(joined).to_pandas()["zone"]) == ZONES


def test_fall_terms_reproduce_the_published_means(archive):
    """Fall 2019: 972 sweeps of 34.264 people; Fall 2020: 855 of 4.181.

    The published 4.179 of 2020 averages the written totals, one of which is 0 over 2 people.
    """
    terms = archive[1].terms.set_index("term")
    seen = archive[1].observations
    for term, sweeps, people in (("Fall 2019", 972, 34.264), ("Fall 2020", 855, 4.181)):
        first, last = terms.loc[term, ["first", "last"]]
        inside = seen[seen["at"].dt.date.between(first, last)]
        assert (terms.loc[term, "rows"], len(inside)) == (sweeps, 5 * sweeps)
        assert inside["occupied"].sum() / sweeps == pytest.approx(people, abs=0.0005)


def test_written_totals_reproduce_the_published_mean(archive, real):
    """Read as the one count of the file, Total gives 4.179 in Fall 2020."""
    path = real / "tcc-southeast" / "SEC Archive.csv"
    record = archive[0].record() | {"counts": ["Total"], "total": ""}
    cells = read_cells(path.read_bytes(), path.name)
    seen = read_counts(cells, CountLayout.from_record(record), today=TODAY).observations
    inside = seen[seen["at"].dt.date.between(*FALL_2020)]
    assert inside["occupied"].mean() == pytest.approx(4.179, abs=0.0005)


def test_a_cell_of_the_week_reproduces_the_published_means(joined):
    """Tuesday 14 h over 12 days, and the busiest cell: Wednesday 12 h with 108."""
    days = ibis.memtable(days_of(FALL_2019, FALL_2020))
    hours = rollup.hourly(joined, days)
    cells = rollup.zone_cells(hours).to_pandas()
    here = cells.query("period == 'before' and weekday == 2 and hour == 14").set_index("zone")
    assert here["days"].unique().tolist() == [12]
    assert here["people"].round(3).to_dict() == {
        "Computers": 21.417,
        "Silent": 6.0,
        "Quiet": 14.167,
        "Active": 3.0,
        "Other": 2.5,
    }
    week = rollup.cells(hours).to_pandas().query("period == 'before'")
    top = week.loc[week["people"].idxmax()]
    assert (top["weekday"], top["hour"], top["people"]) == (3, 12, pytest.approx(108))


def test_oddities_of_the_head_counts_are_found(archive, current):
    """Two totals, a weekday, a date to come, three formats of the recording time, slips."""
    assert len(rows(archive[1], CountFinding.TOTAL_DIFFERS)) == 2
    assert len(rows(archive[1], CountFinding.WEEKDAY_DISAGREES)) == 1
    assert len(rows(archive[1], CountFinding.ROWS_TWICE)) == 26
    assert rows(current[1], CountFinding.DATE_FUTURE) == [12973]
    assert current[0].time_zone == "America/Chicago"
    formats = next(one for one in current[1].findings if one.kind == CountFinding.DATE_FORMATS)
    assert formats.column == "timestamp"
    assert {formats.facts["usual"], *formats.facts["others"].split(", ")} == {"ymd", "dmy", "mdy"}
    mended = current[1].observations.assign(hour=lambda table: table["at"].dt.hour)
    assert len(rows(current[1], CountFinding.SLIP_MENDED)) == 39
    assert mended["hour"].between(7, 21).all()
    assert current[1].rows_read - current[1].rows_stored == 2  # one to come, one slip unproven


def test_fall_2019_against_fall_2024_shows_the_drop_and_the_mix(joined):
    """About two fifths fewer people over 17 matched weeks; computers lost their share."""
    made = compare(joined, FALL_2019, FALL_2024)
    facts = made.facts
    assert (facts["weeks"], facts["zones"]) == (17, 5)
    assert -0.45 < facts["change_low"] < facts["change"] < facts["change_high"] < -0.38
    assert 0 < facts["dropped_before"] < 0.1 < facts["dropped_after"] < 0.25
    mix = made.mix.set_index("zone")
    assert mix["change"].idxmin() == "Computers"
    assert mix.loc["Computers", "change"] == pytest.approx(-0.133, abs=0.001)
    assert mix["change"].sum() == pytest.approx(0, abs=1e-9)


def test_seat_log_of_every_two_minutes(real):
    """14 rooms; local time is used, epoch tells the zone; weekdays 8 to 21 h and 20 h."""
    layout, counts = read(real / "xmu-2016-10" / "derived_2016-10_long.csv.gz")
    assert (layout.at, layout.time_zone) == ("time_local", "Asia/Shanghai")
    assert (len(counts.areas), counts.rows_stored, counts.areas["capacity"].sum()) == (
        14,
        77068,
        1753,
    )
    seen = counts.observations[counts.observations["at"].dt.day_of_week < 5]
    sums = ["occupied", "capacity"]
    open_hours = seen[seen["at"].dt.hour.between(8, 20)].groupby("zone")[sums].sum()
    rates = (open_hours["occupied"] / open_hours["capacity"]).round(4)
    wanted = {"自习室C": 0.8016, "自习室A": 0.7835, "书库4楼": 0.3003}
    assert rates[list(wanted)].to_dict() == wanted
    by_hour = seen.groupby(seen["at"].dt.hour)[sums].sum()
    by_hour = (by_hour["occupied"] / by_hour["capacity"]).round(4)
    assert (by_hour.idxmax(), by_hour.max()) == (20, 0.7554)


def test_the_same_log_in_utc_gives_the_same_hours(real):
    """Reading the epoch column instead moves nothing by more than a second."""
    path = real / "xmu-2016-10" / "derived_2016-10_long.csv.gz"
    cells = read_cells(path.read_bytes(), path.name)
    record = read(path)[0].record() | {"at": "time_epoch", "basis": "utc"}
    utc = read_counts(cells, CountLayout.from_record(record), today=TODAY).observations
    gap = (utc["at"] - read(path)[1].observations["at"]).abs()
    assert gap.max() <= pd.Timedelta(seconds=1)


def test_free_seats_reveal_capacity_changes(real):
    """20 areas by number; 168 seats became 97, 158 became 74, 101 became 54."""
    layout, counts = read(real / "tuebingen-seats" / "manual_counts.csv")
    assert (layout.zones, layout.occupied, layout.free) == (
        ("location_id",),
        "occupiedseats",
        "freeseats",
    )
    assert (len(counts.areas), counts.rows_stored) == (20, 1177)
    changes = [one for one in counts.findings if one.kind == CountFinding.CAPACITY_CHANGES]
    seen = {(one.facts["before"], one.facts["after"]) for one in changes}
    assert {(168, 97), (158, 74), (101, 54)} <= seen


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("sussex-gates/hourly_data.csv", GateFlowsError),
        ("newcastle-branches/monthly-visits.csv", PeriodColumnsError),
        ("newcastle-branches/opening-hours-per-week.csv", PeriodColumnsError),
    ],
)
def test_files_of_another_kind_are_refused_in_words(real, path, fault):
    """Gates and months are not counts by time of day."""
    with pytest.raises(fault):
        read(real / path)
