"""Two invented waves that differ in all they can: language, scales, direction, items.

2023 asks in Chinese on 1 to 5, 2024 in English on 0 to 10. By hand, on 1..5:

Wi-Fi      2, 3, 4, 4, 5, 3 -> the same; mean 3.5
           0..10: 5, 7.5, 10, 10, 7.5, 5 -> 3, 4, 5, 5, 4, 3; mean 4
Noise      "it is too loud", 1..5, reversed: 4, 5, 3, 4, 4, 4 -> 2, 1, 3, 2, 2, 2; mean 2
           "quiet enough", 0..10: 10, 5, 5, 5, 5, 0 -> 5, 3, 3, 3, 3, 1; mean 3
Lockers    2023 only; coffee 2024 only.
"""

import datetime as dt

import pandas as pd
import pytest

from surveys.answers import assemble
from surveys.satisfaction import (
    SurveyWave,
    changes,
    eras,
    followed,
    links,
    need_scores,
    overall_scores,
    own_series,
    rescaling,
    trend,
)

NAMES = ["position", "question", "role", "need", "low", "high", "reversed"]
EARLIER = [
    (0, "您对无线网络的满意度", "wifi", 1, 5, False, [2, 3, 4, 4, 5, 3]),
    (1, "阅览区太吵", "quiet_seats", 1, 5, True, [4, 5, 3, 4, 4, 4]),
    (2, "储物柜", "lockers", 1, 5, False, [3, 3, 3, 3, 3, 3]),
    (3, "总体满意度", "", 1, 5, False, [3, 3, 3, 3, 4, 2]),
]
LATER = [
    (0, "How satisfied are you with the Wi-Fi?", "wifi", 0, 10, False, [5, 7.5, 10, 10, 7.5, 5]),
    (1, "Quiet enough", "quiet_seats", 0, 10, False, [10, 5, 5, 5, 5, 0]),
    (2, "Coffee", "coffee_relax", 0, 10, False, [5, 5, 5, 5, 5, 5]),
    (3, "Overall satisfaction", "", 0, 10, False, [5, 5, 10, 10, 5, 5]),
]
OVERALL = own_series("Overall satisfaction")
JOINED = {own_series("总体满意度"): OVERALL}


def made(year, asked, joins=None):
    """Return one of the two waves."""
    rows = [[row[0], row[1], "satisfaction", *row[2:6]] for row in asked]
    book = pd.DataFrame(rows, columns=NAMES).assign(option="")
    kept = pd.DataFrame({str(row[0]): row[6] for row in asked})
    book = followed(book, joins)
    return SurveyWave(f"w{year}", str(year), dt.date(year, 5, 1), assemble(book, kept), book)


@pytest.fixture
def waves():
    """Both waves; the question about everything is joined by hand."""
    return [made(2023, EARLIER, JOINED), made(2024, LATER, JOINED)]


def test_each_change_of_a_question_is_told(waves):
    """Three go on in other words and on another scale, one ends, one begins; all have a key."""
    table = links(waves).set_index("series")
    assert table["status"].to_dict() == {
        "wifi": "reworded",
        "quiet_seats": "reworded",
        "lockers": "dropped",
        OVERALL: "reworded",
        "coffee_relax": "added",
    }
    assert (table["key"] != "").all()
    assert table.loc["quiet_seats", ["scale_before", "scale_after"]].tolist() == ["5–1", "0–10"]


def test_dropped_and_added_questions_can_be_confirmed(waves):
    """A confirmation is a decision like any other, and changes no comparison."""
    key = links(waves).set_index("series").loc["lockers", "key"]
    table = links(waves, {key: "same"}).set_index("series")
    assert table.loc["lockers", "decision"] == "same"
    assert table.loc["coffee_relax", "decision"] == ""
    assert eras(waves, table.reset_index())["era"].eq(0).all()


def test_means_on_the_common_scale_are_those_by_hand(waves):
    """Reversed items count from the other end before they are stretched."""
    scores = need_scores(waves, eras(waves, links(waves)))
    means = trend(scores).set_index(["series", "wave"])["mean"]
    assert means["wifi"].tolist() == pytest.approx([3.5, 4.0])
    assert means["quiet_seats"].tolist() == pytest.approx([2.0, 3.0])
    assert means[OVERALL].tolist() == pytest.approx([3.0, 11 / 3])  # 3 x4, 5 x2 of 6


def test_the_order_test_is_the_one_by_hand(waves):
    """Of 36 pairs for quiet: 5 beats all 6; each of four 3s beats five and ties one; 1 ties one.

    6 + 4 x 5.5 + 0.5 = 28.5 of 36.
    """
    scores = need_scores(waves, eras(waves, links(waves)))
    table = changes(scores, trend(scores), "w2023", "w2024").set_index("series")
    assert table.loc["quiet_seats", "superiority"] == pytest.approx(28.5 / 36)
    assert table.loc["quiet_seats", "size"] == "large"
    assert set(table.index) == {"wifi", "quiet_seats", OVERALL}


def test_all_together_is_what_both_ask(waves):
    """A person's mean of three: (2 + 2 + 3) / 3 for the first; lockers and coffee do not count."""
    scores = overall_scores(waves, eras(waves, links(waves)))
    first = scores[(scores["wave"] == "w2023") & (scores["respondent"] == 0)]["score"].iloc[0]
    assert first == pytest.approx(7 / 3)
    assert trend(scores)["n"].tolist() == [6, 6]


def test_scales_are_rescaled_in_the_open(waves):
    """Three scales, which waves used them, and an example of each: 4 -> 4, 2 -> 4, 9 -> 4.6."""
    table = rescaling(waves)
    assert table["waves"].tolist() == [("w2023",), ("w2023",), ("w2024",)]
    assert table["becomes"].tolist() == pytest.approx([4.0, 4.0, 4.6])


def test_a_question_without_a_need_ends_unless_it_is_joined():
    """Other words are another question until somebody says that they are the same."""
    waves = [made(2023, EARLIER), made(2024, LATER)]
    lone = links(waves)
    lone = lone[lone["need"] == ""]
    assert lone["status"].tolist() == ["dropped", "added"]


def test_a_circle_of_joins_ends():
    """Two questions joined to each other are one, not an endless search."""
    one, other = own_series("a"), own_series("b")
    book = pd.DataFrame({"question": ["a"], "option": "", "role": "satisfaction", "need": ""})
    assert followed(book, {one: other, other: one})["need"].tolist() == [one]
