"""Tests of `surveys.checks`: what is kept, and everything odd at once."""

import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from data import reference
from surveys import not_rated
from surveys.checks import MASK, understand
from surveys.findings import Severity
from surveys.questionnaire import propose
from surveys.readers import RawSurvey, read_survey
from surveys.readers.tablefile import read_cells


def understood(text, **changes):
    """Return an export understood as proposed, with some roles changed by the user."""
    survey = read_survey(read_cells(text.encode(), "export.csv"))
    codebook = propose(survey, reference.needs())
    for position, role in changes.items():
        codebook.loc[int(position.removeprefix("p")), "role"] = role
    return understand(survey, codebook)


def found(done):
    """Kind of finding -> its rows."""
    return {one.kind.removeprefix("survey_"): one.rows for one in done.findings}


def ratings(*answers):
    """Return a file with one rating and a key."""
    lines = "\n".join(f"{answer},k{n}" for n, answer in enumerate(answers))
    return f"Wi-Fi satisfaction,Key\n{lines}\n"


def test_codes_outside_the_scale_are_findings_not_data():
    """Named with rows; the cell counts as not answered."""
    done = understood(ratings(5, 4, 99, 3, 0, "1", "2", "5", "4", "4", "3"))
    assert found(done)["out_of_scale"] == (4, 6)
    assert done.kept["0"].isna().tolist()[:5] == [False, False, True, False, True]


def test_not_applicable_do_not_know_and_blank_stay_apart():
    """None of them is zero, and blank is not remarked upon."""
    done = understood(ratings(5, "n/a", "don't know", "", 3, 4))
    assert found(done)["not_applicable"] == (3,)
    assert found(done)["dont_know"] == (4,)
    assert done.kept["0"].tolist()[:1] == [5.0]
    assert done.kept["0"].isna().sum() == 3


def test_personal_columns_are_dropped_unless_the_user_insists():
    """And if so, that is said."""
    text = "E-mail,Wi-Fi satisfaction\na@b.org,5\nc@d.org,4\n"
    assert list(understood(text).kept) == ["1"]
    insisted = understood(text, p0="text")
    assert "personal_kept" in found(insisted)
    assert insisted.kept["0"].tolist() == [MASK, MASK]


def test_reasons_for_no_mark_are_counted_and_kept():
    """Per question; with those who rated they are all respondents."""
    survey = read_survey(read_cells(ratings(5, "n/a", "don't know", "", 77, 4).encode(), "a.csv"))
    codebook = propose(survey, reference.needs())
    kept = understand(survey, codebook).kept
    counts = not_rated.counts(codebook, kept, ("satisfaction",)).iloc[0]
    assert counts["need"] == "wifi"
    assert counts[["rated", *not_rated.REASONS]].tolist() == [2, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("write to a.b@c.edu please", f"write to {MASK} please"),
        ("电话13812345678，谢谢", f"电话{MASK}，谢谢"),
        ("call +44 20 7946 0958", f"call {MASK}"),
        ("my card 20240101123", f"my card {MASK}"),
        ("请联系zhang.san@x.edu.cn谢谢", f"请联系{MASK}谢谢"),
        ("拨打（0571）8795 1234", f"拨打{MASK}"),
        ("+86 138 1234 5678 please", f"{MASK} please"),
        ("ring (555) 123-4567", f"ring {MASK}"),
        ("卡号6222 0212 3456 7890 123", f"卡号{MASK}"),
        ("加我QQ:123456", f"加我QQ{MASK}"),
        ("open until 22:00 in 2025-2026", "open until 22:00 in 2025-2026"),
        ("微信预约不方便，2026-03-02来过", "微信预约不方便，2026-03-02来过"),
    ],
)
def test_what_points_to_a_person_is_masked_in_comments(said, kept):
    """Before anything is stored."""
    done = understood(f"Suggestions,Wi-Fi satisfaction\n{said},5\nfine,4\n")
    assert done.kept["0"].iloc[0] == kept


@pytest.mark.parametrize("nothing", ["nil", "-", "无", "没有", "N/A", "none", "暂无。"])
def test_comments_that_say_nothing_are_empty(nothing):
    """Nobody spoke."""
    done = understood(f"Suggestions,Wi-Fi satisfaction\n{nothing},5\nmore light,4\n")
    assert done.kept["0"].isna().tolist() == [True, False]
    assert found(done)["says_nothing"] == (2,)


def test_rows_that_are_no_people_are_left_out():
    """Blank lines, totals, people who answered nothing; copies are named, and screening decides."""
    done = understood(
        "Timestamp,Wi-Fi satisfaction\n2026-03-02 10:00:00,5\n2026-03-02 10:00:00,5\n,\n"
        "2026-03-02 10:02:00,\n2026-03-02 10:03:00,4\nTotal,9\n"
    )
    assert done.kept.index.tolist() == [2, 3, 6]
    rows = found(done)
    assert rows["same_rows"] == (3,)
    assert rows["empty_rows"] == (4,)
    assert rows["unanswered_rows"] == (5,)
    assert rows["total_rows"] == (7,)


def test_previews_and_tests_of_the_tool_are_no_respondents():
    """The tool marks them itself; "status" as a question of the survey is no such mark."""
    done = understood(
        "Status,Wi-Fi satisfaction\nIP Address,5\nSurvey Preview,4\nSurvey Test,3\n"
        "Spam,1\nIP Address,2\n"
    )
    assert done.kept.index.tolist() == [2, 6]
    assert found(done)["trial_rows"] == (3, 4, 5)
    asked = understood("Your status?,Wi-Fi satisfaction\nStudent,5\nStaff,4\n")
    assert "trial_rows" not in found(asked)


def test_people_who_merely_agree_are_kept():
    """Without a time or a comment two equal rows may be two people."""
    done = understood("Wi-Fi satisfaction,Printing satisfaction,Sex\n5,4,F\n5,4,F\n3,2,M\n")
    assert len(done.kept) == 3
    assert found(done)["alike_rows"] == (3,)


def test_formula_cells_are_text():
    """Kept as they are, and named."""
    done = understood("Suggestions,Wi-Fi satisfaction\n=cmd|' /C calc'!A0,5\nmore,4\n")
    assert done.kept["0"].iloc[0] == "=cmd|' /C calc'!A0"
    assert found(done)["formula"] == (2,)


def test_file_without_anything_to_learn_is_stopped():
    """Worst finding first."""
    done = understood("Gender,Faculty\nF,Law\nM,Art\nF,Law\n")
    assert done.findings[0].severity is Severity.STOP


def test_needs_are_counted():
    """Unlinked, linked twice, few answers."""
    done = understood("Wi-Fi quality,Wireless quality,Overall\n5,4,3\n4,3,2\n2,1,1\n")
    assert {"need_twice", "unlinked", "few_answers"} <= found(done).keys()


ANSWER = strategies.one_of(
    strategies.sampled_from(
        ["1", "5", "5.0", "6", "-1", "99", "n/a", "4,5", "５", "★★★", "满意", ""]
    ),
    strategies.text(max_size=6),
)


@given(strategies.lists(ANSWER, min_size=1, max_size=8), strategies.sampled_from([5, 7, 10]))
@settings(deadline=None)
def test_no_value_is_outside_the_scale(answers, high):
    """Whatever a file holds."""
    columns = pd.DataFrame({"position": [0], "question": "Q", "option": "", "hint": ""})
    cells = pd.DataFrame({0: pd.array(answers, dtype="str")}, index=range(2, len(answers) + 2))
    codebook = columns.assign(role="satisfaction", need="wifi", low=1, high=high)
    codebook["labels"] = [{"满意": 4.0, "bad": 12.0}]
    kept = understand(RawSurvey(columns, cells, 1, "plain"), codebook).kept["0"].dropna()
    assert kept.between(1, high).all()


@pytest.mark.parametrize(
    ("path", "people"),
    [
        ("uris-survey/questionnaire-data.csv", 34),
        ("gsri-workshop/GSRI-2020.csv", 148),  # 12 repeat a number, time and answers
        ("gsri-workshop/GSRI-2021-Refined.csv", 42),
        ("gsri-workshop/GSRI-2022-Refined.csv", 56),
    ],
)
def test_real_exports_are_understood(real, path, people):
    """All people are kept, copies are named."""
    survey = read_survey(read_cells((real / path).read_bytes(), path))
    done = understand(survey, propose(survey, reference.needs()))
    assert len(done.kept) == people
    assert len(done.kept) == len(survey.answers)
    assert all(one.severity is not Severity.STOP for one in done.findings)


def test_all_real_feedback_forms_are_understood(real):
    """Nobody is lost, and each can be stored."""
    for path in sorted(real.glob("newcastle-feedback/*.csv")):
        survey = read_survey(read_cells(path.read_bytes(), path.name))
        done = understand(survey, propose(survey, reference.needs()))
        assert len(done.kept) == len(survey.answers)
        assert all(one.severity is not Severity.STOP for one in done.findings)
