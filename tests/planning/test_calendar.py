"""Tests of `planning.academic_calendar`."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, strategies

from planning.academic_calendar import (
    CalendarFinding,
    calendar_table,
    check_calendar,
    label_days,
    match_weeks,
    propose_terms,
    read_calendar,
)
from planning.academic_calendar.days import read_day
from planning.academic_calendar.tables import (
    CalendarColumnsMissingError,
    CalendarEmptyError,
    PeriodReversedError,
)
from surveys.readers.tablefile import read_cells

SEPTEMBER = dt.date(2024, 9, 2)  # a Monday


def stretch(start, end, kind="teaching", season="autumn", name="a"):
    """One row of a calendar."""
    start, end = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    return {"name": name, "kind": kind, "season": season, "start": start, "end": end}


def year(first):
    """Teaching with a holiday week inside, exams, and a break, from a Monday on."""

    def days(start, end):
        return (first + dt.timedelta(days=n) for n in (start, end))

    rows = [("teaching", *days(0, 111)), ("holiday", *days(28, 34)),
            ("exam", *days(112, 125)), ("break", *days(126, 150))]  # fmt: skip
    return [
        {"name": kind, "kind": kind, "season": "autumn", "start": start, "end": end}
        for kind, start, end in rows
    ]


def read(*lines, **options):
    """Calendar and findings of a CSV file."""
    return read_calendar(read_cells("\n".join(lines).encode(), "terms.csv"), **options)


def kinds(findings):
    """Kinds of some findings."""
    return {finding.kind for finding in findings}


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-02", "2024/9/2", "2024.9.2", "2024年9月2日", "20240902", "2024-09-02 00:00:00",
        "2024-09-02T00:00:00", "2024年9月2日（周一）", "2 Sep 2024", "Sept 2, 2024", "2-Sep-2024",
        "Monday, 2 September 2024", "2.9.2024", "2/9/2024", "02/09/24", "45537",
        "２０２４－０９－０２",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    """All of these are the second of September 2024."""
    assert read_day(text) == SEPTEMBER


@pytest.mark.parametrize("text", ["", "soon", "2024-13-01", "31/2/2024", "12", "2024"])
def test_what_is_no_day_is_none(text):
    """No day is guessed."""
    assert read_day(text) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("name,kind,start,end,season", "Autumn,teaching,2024-09-02,2024-12-20,autumn"),
        ("学期,类型,开始日期,结束日期,季节", "秋季学期,教学,2024年9月2日,2024年12月20日,秋"),
        ("Term;Type;From;To", "Fall 2024;Classes;02.09.2024;20.12.2024"),
        ("Calendar of the university,,,", "Term,Type,Start date,End date",
         "Fall 2024,Instruction,9/2/2024,12/20/2024"),
    ],
)  # fmt: skip
def test_calendar_is_read_in_both_languages(lines):
    """Columns are found by their names, the header below a title."""
    calendar, findings = read(*lines)
    row = calendar.loc[0, ["kind", "season", "start", "end"]].tolist()
    assert row == ["teaching", "autumn", SEPTEMBER, dt.date(2024, 12, 20)]
    assert findings == []


def test_ambiguous_days_are_said_and_can_be_turned():
    """2/9 and 3/10 could be February; with the other order they are."""
    lines = ("name,kind,start,end", "Autumn,teaching,2/9/2024,3/10/2024")
    calendar, findings = read(*lines)
    assert calendar["start"].item() == SEPTEMBER
    assert CalendarFinding.DAYS_AMBIGUOUS in kinds(findings)
    turned, findings = read(*lines, day_first=False)
    assert turned["start"].item() == dt.date(2024, 2, 9)
    assert CalendarFinding.DAYS_AMBIGUOUS not in kinds(findings)


def test_one_certain_day_settles_the_others():
    """12/20 proves that the month comes first in 9/2 too."""
    calendar, findings = read("name,kind,start,end", "Fall,classes,9/2/2024,12/20/2024")
    assert calendar["start"].item() == SEPTEMBER
    assert not kinds(findings) & {CalendarFinding.DAYS_AMBIGUOUS, CalendarFinding.DAYS_MIXED}


def test_every_fault_of_a_calendar_is_a_finding():
    """Rows are those of the file."""
    calendar, findings = read(
        "name,kind,start,end",
        "Autumn,teaching,2024-09-02,2024-12-20",
        "Autumn,teaching,2024-09-02,2024-12-20",
        "Backwards,teaching,2024-12-20,2024-09-02",
        "Unknown,teaching,soon,2024-09-02",
        "Open day,holiday,2024-10-01,",
        "Autumn again,teaching,2024-12-20,2024-12-22",
        "Long,teaching,2025-01-06,2026-01-06",
        "Mystery,,2026-03-02,2026-03-03",
    )
    rows = {finding.kind: finding.rows for finding in findings}
    assert rows[CalendarFinding.STRETCH_REPEATED] == (3,)
    assert rows[CalendarFinding.END_BEFORE_START] == (4,)
    assert rows[CalendarFinding.DAY_UNREADABLE] == (5,)
    assert rows[CalendarFinding.END_MISSING] == (6,)
    assert rows[CalendarFinding.STRETCHES_OVERLAP] == (2, 7)
    assert rows[CalendarFinding.STRETCH_LONG] == (8,)
    assert rows[CalendarFinding.TERM_KIND_GUESSED] == (9,)
    assert len(calendar) == 5


def test_exams_in_january_belong_to_autumn():
    """An exam without a season has that of the teaching before it."""
    lines = ("名称,开始,结束", "秋季学期,2024-09-02,2025-01-05", "期末考试,2025-01-06,2025-01-17",
             "春季学期,2025-02-17,2025-06-20")  # fmt: skip
    calendar, findings = read(*lines)
    assert calendar["kind"].tolist() == ["teaching", "exam", "teaching"]
    assert calendar["season"].tolist() == ["autumn", "autumn", "spring"]
    assert CalendarFinding.SEASON_GUESSED in kinds(findings)


def test_file_that_is_no_calendar_is_a_fault():
    """The columns are named."""
    with pytest.raises(CalendarColumnsMissingError, match="seats"):
        read("zone,seats", "a,4")
    with pytest.raises(CalendarEmptyError):
        read("name,start,end", "Autumn,soon,later")


@given(strategies.integers(-5, 115))
def test_first_and_last_day_belong_to_a_stretch(offset):
    """Both ends are inclusive; weeks begin on Monday."""
    calendar = calendar_table([stretch("2024-09-02", "2024-12-20")])  # 110 days
    day = SEPTEMBER + dt.timedelta(days=offset)
    row = label_days(calendar, day, day).iloc[0]
    inside = 0 <= offset < 110
    assert row["kind"] == ("teaching" if inside else "none")
    assert (row["week"] == offset // 7 + 1) if inside else row["week"] is pd.NA


def test_weeks_are_counted_by_mondays():
    """Teaching from a Wednesday: the Sunday is still week 1, the Monday week 2."""
    calendar = calendar_table([stretch("2024-09-04", "2024-12-20")])
    days = label_days(calendar, dt.date(2024, 9, 8), dt.date(2024, 9, 9))
    assert days["week"].tolist() == [1, 2]


def test_a_holiday_does_not_reset_the_weeks_of_teaching():
    """Whether the holiday lies inside the stretch or divides it in two."""
    inside = calendar_table(
        [stretch("2024-09-02", "2024-12-20"), stretch("2024-10-01", "2024-10-07", "holiday")]
    )
    divided = calendar_table([
        stretch("2024-09-02", "2024-09-30"), stretch("2024-10-01", "2024-10-07", "holiday"),
        stretch("2024-10-08", "2024-12-20"),
    ])  # fmt: skip
    for calendar in (inside, divided):
        days = label_days(calendar, dt.date(2024, 9, 30), dt.date(2024, 10, 8))
        assert days["week_key"].iloc[[0, 1, -1]].tolist() == [
            "autumn-teaching-05", "autumn-holiday-01", "autumn-teaching-06",
        ]  # fmt: skip


def test_the_next_years_term_begins_with_week_one():
    """Autumn 2025 does not go on counting from autumn 2024."""
    calendar = calendar_table(
        [stretch("2024-09-02", "2024-12-20"), stretch("2025-09-01", "2025-12-19")]
    )
    assert label_days(calendar, dt.date(2025, 9, 1), dt.date(2025, 9, 1))["week"].tolist() == [1]


def both_years(shift):
    """Labels of two years, and their periods; the second starts `shift` weeks in."""
    second = SEPTEMBER + dt.timedelta(days=364)
    calendar = calendar_table([*year(SEPTEMBER), *year(second)])
    before = (SEPTEMBER, SEPTEMBER + dt.timedelta(days=150))
    after = (second + dt.timedelta(weeks=shift), second + dt.timedelta(days=150))
    return label_days(calendar, before[0], after[1]), before, after


def test_week_n_of_teaching_matches_week_n_of_teaching():
    """16 weeks of teaching less the holiday, 2 of exams, 4 of break; teaching 1 and 2 missing."""
    labels, before, after = both_years(shift=2)
    weeks = match_weeks(labels, before, after)
    matched = weeks[weeks["matched"]]
    keys = {
        side: matched["week_key"][matched["period"] == side].tolist() for side in weeks["period"]
    }
    assert keys["before"] == keys["after"]
    assert "autumn-teaching-03" in keys["before"]
    assert "autumn-exam-01" in keys["before"]
    reasons = weeks[weeks["period"] == "before"].set_index("week_key")["reason"]
    assert reasons["autumn-teaching-02"] == "week_unmatched"
    assert reasons["autumn-holiday-01"] == "week_holiday"
    assert set(weeks["aligned_by"]) == {"calendar"}


@given(strategies.integers(0, 15))
def test_matching_is_the_same_the_other_way_round(shift):
    """Exchanging the periods exchanges their names only."""
    labels, before, after = both_years(shift)
    one = match_weeks(labels, before, after)
    other = match_weeks(labels, after, before)
    names = {"before": "after", "after": "before"}
    columns = ["period", "monday", "week_key", "matched", "reason"]
    turned = other.assign(period=other["period"].map(names)).sort_values(["monday"])[columns]
    expected = one.sort_values(["monday"])[columns]
    assert turned.to_numpy().tolist() == expected.to_numpy().tolist()


def test_without_a_calendar_weeks_are_counted_from_the_start():
    """Three weeks match the first three of five, and the table says how."""
    before = (dt.date(2024, 3, 6), dt.date(2024, 3, 20))  # Wednesday to Wednesday: 3 weeks
    after = (dt.date(2025, 3, 3), dt.date(2025, 4, 6))  # Monday to Sunday: 5 weeks
    weeks = match_weeks(label_days(calendar_table([]), before[0], after[1]), before, after)
    assert set(weeks["aligned_by"]) == {"weeks_from_start"}
    assert weeks["matched"].tolist() == [True] * 6 + [False] * 2
    assert weeks["days"].tolist() == [5, 7, 3] + [7] * 5


def test_a_period_ends_after_it_begins():
    """One day is a period; a negative one is a fault."""
    calendar = calendar_table([stretch("2024-09-02", "2024-12-20")])
    assert len(label_days(calendar, SEPTEMBER, SEPTEMBER)) == 1
    with pytest.raises(PeriodReversedError):
        label_days(calendar, SEPTEMBER, SEPTEMBER - dt.timedelta(days=1))


def test_typed_calendar_is_checked():
    """The table on the screen has no rows of a file."""
    findings = check_calendar(calendar_table([stretch("2024-09-02", "2024-09-01")]))
    assert kinds(findings) == {CalendarFinding.END_BEFORE_START}
    assert findings[0].rows == ()


def observed(*spans):
    """Days of some weeks, with their term."""
    rows = [
        (day, label)
        for start, weeks, label in spans
        for day in pd.date_range(start, periods=7 * weeks)
    ]
    return pd.Series([day for day, _ in rows]), pd.Series([label for _, label in rows])


def test_terms_are_proposed_from_a_column_of_terms():
    """First to last day of each; a single day far away is a typing error."""
    days, labels = observed(("2019-08-19", 16, "Fall 2019"), ("2020-01-13", 8, "Spring 2020"))
    stray = pd.Series([pd.Timestamp("2026-12-25")])
    days = pd.concat([days, stray], ignore_index=True)
    labels = pd.concat([labels, pd.Series(["Spring 2020"])], ignore_index=True)
    terms = propose_terms(days, labels)
    assert terms["name"].tolist() == ["Fall 2019", "Spring 2020"]
    assert terms["season"].tolist() == ["autumn", "spring"]
    assert terms["end"].tolist() == [dt.date(2019, 12, 8), dt.date(2020, 3, 8)]


def test_terms_without_a_year_get_one():
    """秋 of two years is two terms."""
    terms = propose_terms(*observed(("2023-09-04", 15, "秋"), ("2024-09-02", 15, "秋")))
    assert terms["name"].tolist() == ["秋 2023", "秋 2024"]


def test_terms_are_proposed_from_silence_between_them():
    """Two weeks without counts divide terms; nothing observed proposes nothing."""
    days, _ = observed(("2023-09-04", 15, ""), ("2024-02-19", 10, ""))
    assert propose_terms(days)["name"].tolist() == ["2023 autumn", "2024 spring"]
    assert propose_terms(days.iloc[:0]).empty


def test_quiet_weeks_divide_terms_that_are_counted_all_year():
    """Three weeks with a fifth of the people are a break; one such week inside a term is not."""
    days = pd.Series(pd.date_range("2024-08-19", periods=7 * 34))
    people = pd.Series(20.0, index=days.index)
    people[7 * 14 : 7 * 15] = 6  # a week of public holidays
    people[7 * 17 : 7 * 20] = 4  # the winter break
    terms = propose_terms(days, people=people)
    assert terms["name"].tolist() == ["2024 autumn", "2025 spring"]
    assert terms["start"].tolist() == [dt.date(2024, 8, 19), dt.date(2025, 1, 6)]
    assert terms["end"].tolist() == [dt.date(2024, 12, 15), dt.date(2025, 4, 13)]


def test_a_library_that_fills_up_keeps_its_first_terms():
    """The usual week is that of the year around: 5 people are a term where 20 come years later."""
    days, _ = observed(("2021-03-01", 16, ""), ("2025-03-03", 16, ""))
    people = pd.Series([5.0] * 112 + [20.0] * 112)
    assert propose_terms(days, people=people)["name"].tolist() == ["2021 spring", "2025 spring"]


def test_named_terms_hold_and_the_rest_is_proposed():
    """One file names its terms, the next one does not; names are the reader's."""
    days, labels = observed(("2019-08-19", 16, "Fall 2019"), ("2020-01-13", 8, ""))
    terms = propose_terms(days, labels, called=lambda year, season: f"{season} of {year}")
    assert terms["name"].tolist() == ["Fall 2019", "spring of 2020"]


def test_real_counts_without_terms_are_divided_into_them(real):
    """A college that counts all year round: ten terms, fall 2024 from August to December."""
    path = real / "tcc-southeast" / "Current Semester Southeast.csv"
    cells = read_cells(path.read_bytes(), path.name).cells
    table = cells.iloc[1:].set_axis(cells.iloc[0], axis=1)
    days = pd.to_datetime(table["Date"], errors="coerce")
    known = days.notna() & (days < "2026-06-01")
    people = pd.to_numeric(table["Total"][known], errors="coerce")
    terms = propose_terms(days[known], people=people).set_index("name")
    assert len(terms) == 10
    fall = terms.loc["2024 autumn"]
    assert (fall["start"], fall["end"]) == (dt.date(2024, 8, 19), dt.date(2024, 12, 14))


def test_real_counts_propose_their_terms(real):
    """The archive of a college names its terms; fall 2019 lies between August and December."""
    path = real / "tcc-southeast" / "SEC Archive.csv"
    cells = read_cells(path.read_bytes(), path.name).cells
    table = cells.iloc[1:].set_axis(cells.iloc[0], axis=1)
    term = next(column for column in table if table[column].eq("Fall 2019").any())
    dates = [pd.to_datetime(table[column], errors="coerce", format="mixed") for column in table]
    days = max(dates, key=lambda one: one.notna().sum() * one.dt.year.between(2018, 2022).mean())
    terms = propose_terms(days, table[term]).set_index("name")
    fall = terms.loc["Fall 2019"]
    assert fall["season"] == "autumn"
    assert dt.date(2019, 8, 1) <= fall["start"] < fall["end"] <= dt.date(2019, 12, 31)
