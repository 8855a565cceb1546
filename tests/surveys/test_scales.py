"""Tests of `surveys.scales`: answers as ordered scales."""

import pandas as pd
import pytest

from surveys import scales

FIVE = [1.0, 2.0, 3.0, 4.0, 5.0]


@pytest.mark.parametrize(
    "words",
    [
        "Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree",
        "Very dissatisfied|Somewhat dissatisfied|Neutral|Somewhat satisfied|Very satisfied",
        "Not at all important|Slightly important|Moderately important|Very important"
        "|Extremely important",
        "Very poor|Poor|Fair|Good|Very good",
        "Poor|Fair|Good|Very good|Excellent",
        "Never|Rarely|Sometimes|Often|Always",
        "很不满意|不满意|一般|满意|非常满意",
        "非常不满意|不太满意|一般|比较满意|非常满意",
        "非常不重要|不重要|一般|重要|非常重要",
        "完全不同意|不同意|不确定|同意|完全同意",
        "从不|很少|有时|经常|总是",
        "A.很不满意|B.不满意|C.一般|D.满意|E.很满意",
        "1 - very poor|2 - poor|3 - fair|4 - good|5 - very good",
        "★☆☆☆☆|★★☆☆☆|★★★☆☆|★★★★☆|★★★★★",
        "1.0|2.0|3.0|4.0|5.0",
        "１|２|３|４|５",
        "1分|2分|3分|4分|5分",
    ],
)
def test_five_answers_are_five_steps(words):
    """Lowest first, whatever order they come in."""
    answers = words.split("|")
    scale = scales.recognize(pd.Series(answers[::-1]))
    read = [scale.labels.get(answer, scales.number(answer)) for answer in answers]
    assert (read, scale.low, scale.high) == (FIVE, 1, 5)


@pytest.mark.parametrize(
    ("values", "question", "ends"),
    [
        ("1 2 3 4", "", (1, 5)),  # nobody chose the best: still five steps
        ("1 2 6 7", "", (1, 7)),
        ("1 9", "", (1, 9)),
        ("0 3 8 10", "", (0, 10)),
        ("7 9 10", "Would you recommend us to a friend?", (0, 10)),
        ("1 2 3", "Light (1-7)", (1, 7)),
        ("1 2 3", "采光（10分制）", (1, 10)),
        ("2 5 4 99", "", (1, 5)),  # 99 is a code, not a mark
        ("0 1 2 3 4", "", (0, 4)),
    ],
)
def test_ends_of_numbers(values, question, ends):
    """The header decides, else the nearest usual scale that holds the answers."""
    scale = scales.recognize(pd.Series(values.split()), question)
    assert (scale.low, scale.high) == ends


@pytest.mark.parametrize(
    "values",
    ["18 21 35 60", "2019 2020", "1.37 2.81 4.93", "red blue", "Yes No", "", "50% 60%", "-20 -4 3"],
)
def test_what_is_no_scale(values):
    """Ages, years, measurements, words without order."""
    assert scales.recognize(pd.Series(values.split(), dtype="str")) is None


def test_not_applicable_and_do_not_know_are_no_marks():
    """They are named, and never zero."""
    labels = scales.recognize(pd.Series(["满意", "不满意", "不适用", "不清楚", "-"])).labels
    assert labels["不适用"] is None
    assert labels["不清楚"] is None
    assert "-" not in labels


def test_a_word_between_makes_a_longer_ladder():
    """Agree and somewhat agree are two steps of seven."""
    answers = ["somewhat agree", "agree", "strongly agree", "disagree"]
    scale = scales.recognize(pd.Series(answers))
    assert [scale.labels[answer] for answer in answers] == [5, 6, 7, 2]
