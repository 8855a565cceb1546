"""Tests of `surveys.questionnaire`: what each column is."""

import pandas as pd
import pytest

from data import reference
from surveys.questionnaire import ROLES, propose
from surveys.readers import read_survey
from surveys.readers.tablefile import read_cells


def book(text):
    """Codebook proposed for an export."""
    return propose(read_survey(read_cells(text.encode(), "export.csv")), reference.needs())


def column(header, answers):
    """Codebook row of one column beside another."""
    lines = "\n".join(f'"{answer}",{n}x' for n, answer in enumerate(answers))
    return book(f'"{header}",Key\n{lines}\n').iloc[0]


@pytest.mark.parametrize(
    ("header", "role", "need"),
    [
        ("How important is Wi-Fi to you?", "importance", "wifi"),
        ("How satisfied are you with the printers?", "satisfaction", "printing"),
        ("Lockers [Importance]", "importance", "lockers"),
        ("Lockers (satisfaction)", "satisfaction", "lockers"),
        ("5、以下各项的重要程度—电源插座", "importance", "power_sockets"),
        ("6、您对安静座位的满意度", "satisfaction", "quiet_seats"),
        ("Rate the following [Group study rooms]", "satisfaction", "group_rooms"),
        ("您對圖書館採光的滿意度", "satisfaction", "daylight_comfort"),
        ("How's the light in the room?", "satisfaction", "daylight_comfort"),
        ("The workshop as a whole", "satisfaction", ""),  # a scale, but no need: the user chooses
    ],
)
def test_header_tells_role_and_need(header, role, need):
    """Words of both languages."""
    row = column(header, ["5", "3", "4", "1", "2", "5", "4"])
    assert (row["role"], row["need"], row["low"], row["high"]) == (role, need, 1, 5)


@pytest.mark.parametrize(
    ("header", "reversed_"),
    [("The room is too noisy", True), ("我觉得座位不足", True), ("The room is quiet", False)],
)
def test_complaints_count_from_the_other_end(header, reversed_):
    """To agree with a complaint is to be dissatisfied."""
    answers = ["Agree", "Disagree", "Strongly agree", "Agree"]
    assert column(header, answers)["reversed"] == reversed_


def test_asking_how_satisfied_with_noise_is_no_complaint():
    """Only statements are turned."""
    answers = ["Very satisfied", "Dissatisfied", "Very satisfied"]
    assert not column("How satisfied are you with the noise level?", answers)["reversed"]


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        ("Name", ["Ann", "Bo"]),
        ("您的学号", ["2024001", "2024002"]),
        ("来自IP", ["10.0.0.1(江苏-南京)", "10.0.0.2(江苏-南京)"]),
        ("How can we reach you?", ["a.b@c.edu", "d@e.org"]),
        ("其他", ["13812345678", "13987654321"]),
    ],
)
def test_personal_columns_are_found_by_header_and_by_cells(header, answers):
    """Whatever the header says."""
    assert column(header, answers)["role"] == "personal"


@pytest.mark.parametrize(
    ("header", "answers", "role"),
    [
        ("Gender", ["F", "M", "F"], "profile"),
        ("您的年级", ["1", "2", "4", "3"], "profile"),  # codes of something else than marks
        ("How often do you come?", ["Never", "Often", "Always"], "profile"),
        ("Timestamp", ["2026/03/02 9:00:00", "2026/03/02 9:01:00"], "time"),
        ("所用时间", ["60秒", "75秒"], "ignore"),
        ("Anything else?", ["", ""], "ignore"),
        ("Faculty rating", ["Law", "Art", "Law"], "profile"),  # never a rating without a scale
        ("Suggestions", ["More light", "Please open later"], "text"),
    ],
)
def test_other_columns(header, answers, role):
    """Described, dated, kept as words or left out."""
    assert column(header, answers)["role"] == role


def test_options_are_choices_and_nobody_is_an_answer():
    """An option that nobody ticked stays beside those that were."""
    codebook = book(
        "Needs,,,Fun\nPrinters,Lockers,Other (please specify),Response\nPrinters,,,Yes\n,,tea,No\n"
    )
    assert codebook["role"].tolist()[:3] == ["choice", "choice", "text"]
    assert codebook["need"].tolist()[:2] == ["printing", "lockers"]


def test_one_slip_does_not_make_a_longer_scale():
    """The other columns of the file say how long the scale is."""
    lines = "\n".join(f"{n % 5 + 1},{n % 5 + 1},{6 if n == 3 else n % 5 + 1}" for n in range(20))
    codebook = book(f"Wi-Fi quality,Printing quality,Locker quality\n{lines}\n")
    assert codebook["high"].tolist() == [5, 5, 5]


def test_a_word_means_the_same_in_every_column():
    """满意 is the top where any column has 比较满意 below it, also where this one has not."""
    codebook = book("插座满意度,打印满意度\n满意,满意\n比较满意,不满意\n很不满意,满意\n")
    assert codebook["labels"][0]["满意"] == codebook["labels"][1]["满意"] == 5


def test_real_building_questionnaire(real):
    """Statements, unlabelled marks and words each become what they are."""
    content = (real / "uris-survey/questionnaire-data.csv").read_bytes()
    codebook = propose(read_survey(read_cells(content, "uris.csv")), reference.needs())
    roles = codebook.set_index("position")["role"]
    assert roles[[2, 3, 4, 5, 7, 9, 10]].eq("satisfaction").all()
    assert roles[11] == "importance"
    assert (roles[0], roles[12], roles[14]) == ("time", "text", "profile")
    assert codebook["need"][[2, 7, 10, 11]].tolist() == [
        "daylight_comfort",
        "coffee_relax",
        "quiet_seats",
        "coffee_relax",
    ]
    assert codebook["reversed"][[3, 5, 9]].all()


def test_proposals_for_all_real_exports_are_complete(real):
    """A known role, a reason and a certainty for each column; ratings have ends."""
    for path in sorted(real.glob("newcastle-feedback/*.csv")) + sorted(real.glob("gsri*/*.csv")):
        codebook = propose(read_survey(read_cells(path.read_bytes(), "x")), reference.needs())
        assert set(codebook["role"]) <= set(ROLES)
        assert codebook["sure"].between(0, 1).all()
        rated = codebook["role"].isin(["importance", "satisfaction"])
        assert (codebook["low"] < codebook["high"])[rated].all()
        assert pd.isna(codebook["low"][~rated]).all()
