"""Tests of `surveys.screening`: small cases by hand, and what must always hold."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys import screening
from surveys.readers import read_survey
from surveys.readers.tablefile import read_cells
from surveys.screening import RULES
from surveys.screening.durations import seconds_of

ALL_ON = {rule.key: {"on": True} for rule in RULES}
SYMMETRIC = [rule.key for rule in RULES if rule.key not in ("levels_inverted",)]


def book(*columns: tuple[str, str]) -> pd.DataFrame:
    """Codebook of columns given as role and need, ratings 1 to 5, or 1 to 9 for levels."""
    levels = ("minimum", "desired", "perceived")
    plain = ("text", "profile", "time")
    return pd.DataFrame(
        {
            "position": range(len(columns)),
            "question": [f"Q{place}" for place in range(len(columns))],
            "option": "",
            "role": [role for role, _ in columns],
            "need": [need for _, need in columns],
            "low": [None if role in plain else 1.0 for role, _ in columns],
            "high": [
                None if role in plain else 9.0 if role in levels else 5.0 for role, _ in columns
            ],
            "reversed": False,
        }
    )


def answers(rows: list[list], first: int = 2) -> pd.DataFrame:
    """Kept answers, numbered as rows of a file."""
    width = len(rows[0]) if rows else 0
    index = range(first, first + len(rows))
    return pd.DataFrame(rows, columns=[str(place) for place in range(width)], index=index)


def marks(index: pd.Index, **given: list) -> pd.DataFrame:
    """Return marks of all respondents, unknown where not given."""
    table = pd.DataFrame(index=index, columns=["seconds", "person", "source"], dtype="object")
    return table.assign(**given)


def flagged(rule: str, codebook, kept, known=None, limit=None) -> list[int]:
    """Respondents a rule flags."""
    choice = {rule: {"on": True, "limit": limit}}
    return screening.screen(codebook, kept, known, choice).out.tolist()


RATED = [("satisfaction", f"need{place}") for place in range(8)]
VARIED = [1, 2, 3, 4, 5, 4, 3, 2]


@pytest.mark.parametrize(
    ("row", "hit"),
    [
        ([3] * 8, True),  # the middle all the way down
        ([5] * 8, True),  # so are the ends: whether in earnest cannot be told, hence off at first
        ([5] * 7 + [4], False),  # one item told apart
        ([5] * 7 + [None], False),  # seven ratings are too few to judge
    ],
    ids=["middle", "top", "one differs", "seven"],
)
def test_straight_line_is_one_mark_on_eight_items(row, hit):
    """A person content with a few items is never flagged."""
    kept = answers([VARIED, row])
    assert flagged("straight_lines", book(*RATED), kept) == ([3] if hit else [])


def test_who_tells_satisfaction_apart_is_no_straight_liner():
    """Everything matters to many people: a flat block beside a varied one is no sign."""
    codebook = book(*[("importance", need) for _, need in RATED], *RATED)
    kept = answers([[5] * 8 + VARIED, [5] * 8 + [4] * 8])
    assert flagged("straight_lines", codebook, kept) == [3]


def test_long_string_counts_what_was_answered_in_a_row():
    """Six of ten alike in a row are more than half, five are not; a blank does not break a run."""
    codebook = book(*[("satisfaction", "")] * 11)
    six = [3, 3, 3, None, 3, 3, 3, 1, 2, 1, 2]
    five = [3, 3, 3, 3, 3, 1, 3, 1, 2, 1, None]
    assert flagged("long_strings", codebook, answers([six, five])) == [2]


def test_speeders_are_quicker_than_a_third_of_the_median():
    """Ten took 300 s, so the bar is 99 s; who stopped after two items is not judged."""
    kept = answers([VARIED] * 12 + [[4, 5] + [None] * 6])
    known = marks(kept.index, seconds=[300.0] * 10 + [98, 99] + [10])
    assert flagged("speeders", book(*RATED), kept, known) == [12]
    assert flagged("speeders", book(*RATED), kept.iloc[:9], known.iloc[:9]) == []  # too few times


def test_blanks_are_more_than_half_of_the_ratings():
    """Four of eight is half, five is more; nobody's zero."""
    half, more = [1, 2, 3, 4] + [None] * 4, [1, 2, 3] + [None] * 5
    assert flagged("blanks", book(*RATED), answers([half, more])) == [3]


def test_duplicates_need_the_same_source():
    """One id is enough; on one address ten answers must agree and not all be one mark."""
    codebook = book(*[("satisfaction", "")] * 10)
    ten, flat = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5], [5] * 10
    kept = answers([ten, ten, ten, flat, flat, flat, flat])
    known = marks(
        kept.index,
        person=[1, 1, None, None, None, 2, 2],
        source=[None, None, None, 1, 1, None, None],
    )
    assert flagged("duplicates", codebook, kept, known) == [3, 8]
    known = known.assign(person=None, source=[1, 1, None, 2, 2, None, None])
    assert flagged("duplicates", codebook, kept, known) == [3]
    assert flagged("lookalikes", codebook, kept, known) == [4]  # equal to row 2, source unknown


@pytest.mark.parametrize(("keep", "out"), [("first", [3]), ("last", [2, 4])])
def test_of_a_participant_one_answer_counts(keep, out):
    """Rows 2 and 4 are the same answer, row 3 differs: one answer of the three stays."""
    other = VARIED[::-1]
    kept = answers([VARIED, other, VARIED, VARIED])
    known = marks(kept.index, person=[1, 1, 1, None])
    assert flagged("repeated_people", book(*RATED), kept, known, keep) == out
    both = {"repeated_people": {"on": True, "limit": keep}, "duplicates": {"on": True}}
    left = screening.screen(book(*RATED), kept, known, both)
    assert set(kept.index) - set(left.out) == {2 if keep == "first" else 3, 5}


def test_time_of_answering_says_who_was_first():
    """A file sorted from new to old keeps the older answer."""
    codebook = book(*RATED, ("time", ""))
    kept = answers([[*VARIED, "2026-03-02 10:00:00"], [*VARIED[::-1], "2026-03-01 10:00:00"]])
    known = marks(kept.index, person=[1, 1])
    assert flagged("repeated_people", codebook, kept, known, "first") == [2]


def test_minimum_above_desired_in_more_than_nine_of_twenty_two():
    """Nine of 22 are kept, ten are not; one slip of one item is no rule broken."""
    columns = [(role, f"need{i}") for i in range(22) for role in ("minimum", "desired")]
    rows = [[*([7, 6] * wrong), *([5, 6] * (22 - wrong))] for wrong in (9, 10)]
    one = [7, 6] + [None] * 42
    assert flagged("levels_inverted", book(*columns), answers([*rows, one])) == [3]


def test_kano_pairs_that_like_both_are_questionable():
    """Like and like, twice of two: flagged; once of two: kept."""
    columns = [(role, f"need{i}") for i in range(2) for role in ("functional", "dysfunctional")]
    kept = answers([[1, 1, 1, 1], [1, 1, 1, 5], [1, 5, 2, 4]])
    assert flagged("kano_contradictions", book(*columns), kept) == [2]


def test_only_counts_whom_no_other_rule_that_is_on_flags():
    """Row 3 is blank and flat at once, row 4 only flat."""
    codebook = book(*[("satisfaction", "")] * 20)
    varied = [1, 2, 3, 4, 5] * 4
    kept = answers([varied, [3] * 8 + [None] * 12, [3] * 20])
    choice = {"blanks": {"on": True}, "straight_lines": {"on": True}}
    table = screening.screen(codebook, kept, None, choice).table.set_index("rule")
    assert table.loc["straight_lines", ["flagged", "only"]].tolist() == [2, 1]
    assert table.loc["blanks", ["flagged", "only"]].tolist() == [1, 0]
    assert table.loc["speeders", "flagged"] is pd.NA  # no times: not zero


def test_rule_that_flags_more_than_a_fifth_is_off_at_first():
    """Two of ten are a fifth; three say more of the questionnaire than of people."""
    kept = answers([[1 + (i + j) % 5 for j in range(8)] for i in range(10)])
    two = marks(kept.index, person=[1, 1, 2, 2] + [None] * 6)
    three = marks(kept.index, person=[1, 1, 2, 2, 3, 3] + [None] * 4)
    for known, on in ((two, True), (three, False)):
        assert screening.usual(book(*RATED), kept, known)["repeated_people"]["on"] is on


def test_straight_lines_and_blanks_are_off_at_first():
    """They also hit people who answer in earnest."""
    off = {rule.key for rule in RULES if not rule.on}
    assert {"straight_lines", "long_strings", "blanks", "lookalikes"} <= off


FILE = (
    "问题,学号,1、无线网络满意度,所用时间,来自IP\n"
    "1,A7,5,125秒,10.0.0.1(江苏)\n2,a7 ,4,2分5秒,10.0.0.1(江苏)\n3,,3,,10.0.0.2\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_marks_of_a_chinese_export(encoding):
    """Equal ids become one number, whatever their case; the id itself is nowhere."""
    survey = read_survey(read_cells(FILE.encode(encoding), "答卷.csv"))
    roles = ["ignore", "personal", "satisfaction", "ignore", "personal"]
    found = screening.marks(survey, survey.columns.assign(role=roles), survey.answers.index)
    assert found["seconds"].tolist() == [125.0, 125.0, pd.NA]
    assert found["person"].tolist() == [1, 1, pd.NA]
    assert found["source"].tolist() == [1, 1, pd.NA]
    assert (
        not found.astype("string").apply(lambda one: one.str.contains("(?i)a7|江苏")).any(axis=None)
    )


@pytest.mark.parametrize(
    "head",
    [
        "StartDate,EndDate",
        "Start time,Completion time",
        "开始时间,提交时间",
        "startdate,submitdate",
    ],
)
def test_time_used_from_start_to_end(head):
    """Where no column tells the time used, the stamps do."""
    file = f"Wi-Fi,{head}\n5,2026-03-02 10:00:00,2026-03-02 10:02:05\n".encode()
    survey = read_survey(read_cells(file, "a.csv"), 1)
    roles = ["satisfaction", "time", "time"]
    found = screening.marks(survey, survey.columns.assign(role=roles), survey.answers.index)
    assert found["seconds"].tolist() == [125.0]


def test_one_collector_is_no_participant():
    """A number everybody shares, or nobody's name, tells no person."""
    rows = "".join(f"{i % 5 + 1},anonymous\n" for i in range(9))
    survey = read_survey(read_cells(f"Wi-Fi,Username\n{rows}".encode(), "a.csv"))
    roles = survey.columns.assign(role=["satisfaction", "personal"])
    assert screening.marks(survey, roles, survey.answers.index)["person"].isna().all()


def test_times_that_are_none_stay_unknown():
    """Zero seconds, words and blanks are not times."""
    assert seconds_of(pd.Series(["0", "", "soon", "1小时1分", "1:02:05"])).tolist() == [
        pd.NA,
        pd.NA,
        pd.NA,
        3660.0,
        3725.0,
    ]


ROWS = strategies.lists(
    strategies.lists(strategies.sampled_from([None, 1, 2, 3, 4, 5]), min_size=10, max_size=10),
    min_size=1,
    max_size=8,
)
TEN = book(*[("importance", "a")] * 5, *[("satisfaction", "a")] * 5)
FEW = {"straight_lines": {"on": True, "limit": 5}, "lookalikes": {"on": True, "limit": 3}}


def somebody(kept: pd.DataFrame) -> pd.DataFrame:
    """Return marks with pairs of rows from one participant and one address."""
    half = [1 + place // 2 for place in range(len(kept))]
    seconds = [float(10 + 50 * place) for place in range(len(kept))]
    return marks(kept.index, person=half, source=[1] * len(kept), seconds=seconds)


@settings(max_examples=15, deadline=None)
@given(rows=ROWS)
def test_all_rules_off_is_what_was_there(rows):
    """Switching off returns exactly the answers that were stored, and nothing is altered."""
    kept = answers(rows)
    before = kept.copy()
    screening.screen(TEN, kept, somebody(kept), ALL_ON)
    for choice in (None, {}, {rule.key: {"on": False} for rule in RULES}):
        assert screening.screen(TEN, kept, somebody(kept), choice).out.empty
    pd.testing.assert_frame_equal(kept, before)


@settings(max_examples=15, deadline=None)
@given(rows=ROWS, data=strategies.data())
def test_order_of_rows_does_not_matter(rows, data):
    """Whoever is flagged is flagged however the answers are sorted."""
    kept = answers(rows)
    known, choice = somebody(kept), ALL_ON | FEW
    shuffled = kept.loc[data.draw(strategies.permutations(list(kept.index)))]
    first = screening.screen(TEN, kept, known, choice)
    again = screening.screen(TEN, shuffled, known, choice)
    pd.testing.assert_frame_equal(again.flags.sort_index(), first.flags)


@settings(max_examples=15, deadline=None)
@given(rows=ROWS)
def test_liking_and_disliking_are_treated_alike(rows):
    """No rule looks at the level alone: 1 for 5 and 5 for 1 flags the same people."""
    kept = answers(rows).astype("Float64")
    known, choice = somebody(kept), ALL_ON | FEW
    found, turned = (
        screening.screen(TEN, one, known, choice).flags[SYMMETRIC] for one in (kept, 6 - kept)
    )
    pd.testing.assert_frame_equal(found, turned)


@settings(max_examples=15, deadline=None)
@given(rows=ROWS)
def test_counts_add_up(rows):
    """Kept and screened out make all; whom only one rule flags is among whom it flags."""
    kept = answers(rows)
    found = screening.screen(TEN, kept, somebody(kept), ALL_ON | FEW)
    assert found.kept + len(found.out) == found.n == len(kept)
    known = found.table[found.table["possible"]]
    assert (known["only"] <= known["flagged"]).all()
    assert known["only"].sum() <= len(found.out) <= known["flagged"].sum()


def test_effect_is_said_only_where_it_tells_of_five_people():
    """Between 12 and 8 answers stand four people: their mean would follow by subtraction."""
    codebook = book(("importance", "wifi"), ("satisfaction", "wifi"))
    kept = answers([[5, 2]] * 6 + [[5, 5]] * 6)
    assert screening.effect(codebook, kept, kept.index[-4:]) is None
    assert screening.effect(codebook, kept, kept.index[:0]) is None
    told = screening.effect(codebook, kept, kept.index[-5:])
    assert (told["need"], told["measure"], told["first"]) == ("wifi", "gap", "wifi")
    assert told["before"] == pytest.approx(1.5)  # 6 x 3 / 12
    assert told["after"] == pytest.approx(18 / 7)  # 6 x 3 / 7


def test_a_row_repeated_in_every_cell_is_the_same_person_again():
    """A time of its own tells a copy from two people who agree."""
    file = (
        b"Timestamp,Wi-Fi satisfaction,Printing satisfaction\n"
        b"2026-03-02 10:00:00,5,4\n2026-03-02 10:00:00,5,4\n2026-03-02 10:01:00,5,4\n"
    )
    survey = read_survey(read_cells(file, "a.csv"))
    codebook = survey.columns.assign(role=["time", "satisfaction", "satisfaction"])
    found = screening.marks(survey, codebook, survey.answers.index)
    assert found["person"].tolist() == [1, 1, pd.NA]
