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
        "1 star|2 stars|3 stars|4 stars|5 stars",
        "一星|二星|三星|四星|五星",
        "1 out of 5|2 out of 5|3 out of 5|4 out of 5|5 out of 5",
        "很不滿意|不滿意|普通|滿意|很滿意",
        "非常不同意|不同意|中立意見|同意|非常同意",
        "很不重要|不重要|無所謂|重要|很重要",
        "從不|很少|有時|經常|總是",
        "强烈反对|反对|中立|赞成|非常赞成",
        "毫不重要|不太重要|一般重要|重要|极为重要",
        "不及格|及格|中等|良好|优秀",
        "Disagree strongly|Disagree|Neutral|Agree|Agree strongly",
        "Strongly disagree|Tend to disagree|Neither agree nor disagree|Tend to agree"
        "|Strongly agree",
        "Not important|Somewhat important|Important|Very important|Extremely important",
        "Unimportant|Of little importance|Moderately important|Important|Very important",
        "Not at all|A little|Somewhat|Quite a bit|Very much",
        "Unacceptable|Poor|Acceptable|Good|Excellent",
        "1 - very poor|2|3|4|5 - very good",
        "1（非常不满意）|2|3|4|5（非常满意）",
        "非常不满意(1分)|不满意(2分)|一般(3分)|满意(4分)|非常满意(5分)",
        "(1) Strongly disagree|(2) Disagree|(3) Neutral|(4) Agree|(5) Strongly agree",
        "①很不满意|②不满意|③一般|④满意|⑤很满意",
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


@pytest.mark.parametrize(
    "words",
    [
        "1 - Very satisfied|2 - Satisfied|3 - Neutral|4 - Dissatisfied|5 - Very dissatisfied",
        "1（非常满意）|2|3|4|5（非常不满意）",
    ],
)
def test_words_say_which_end_is_the_good_one(words):
    """Numbers beside words may count downwards."""
    answers = words.split("|")
    labels = scales.recognize(pd.Series(answers)).labels
    assert [labels[answer] for answer in answers] == FIVE[::-1]


@pytest.mark.parametrize(
    ("header", "falls"),
    [
        ("Wi-Fi (1 = very satisfied, 5 = very dissatisfied)", True),
        ("无线网络（1分非常满意，5分非常不满意）", True),
        ("Wi-Fi (1 = very poor, 5 = very good)", False),
        ("Wi-Fi 2025", False),
    ],
)
def test_header_may_say_that_low_is_good(header, falls):
    """Then the column is proposed as reversed."""
    assert scales.turned(header) == falls


def test_many_people_make_a_short_ladder_likely():
    """Of thirty who used three words and nobody a stronger one, nobody was offered one."""
    few = scales.recognize(pd.Series(["不重要", "一般", "重要"]))
    many = scales.recognize(pd.Series(["不重要", "一般", "重要"] * 10))
    assert (few.high, many.high) == (5, 3)


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("not_applicable", "N/A|Not applicable|不适用|不適用|没用过|從未使用|9 - not applicable"),
        ("dont_know", "Don’t know|Not sure|不清楚|說不清楚|无法评价|99=不知道|Prefer not to say"),
        ("blank", "-|nil|无|没有|暂无|无。|--|。。。|#N/A|(跳过)|（空）|没有了|无吧|沒有意見吧|/"),
    ],
)
def test_three_kinds_of_no_mark(kind, answers):
    """In both languages, with and without the code of the tool."""
    found = {answer: scales.kind_of_gap(answer) for answer in answers.split("|")}
    assert set(found.values()) == {kind}, found
