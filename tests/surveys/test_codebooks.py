"""Codebooks: found beside the data or added, in either form, in both languages."""

import pytest

from data import reference
from surveys.checks import understand
from surveys.questionnaire import propose
from surveys.readers import codebooks, errors, read_survey
from surveys.readers.tablefile import read_cells
from surveys.readers.value_pairs import pairs_in
from tests.surveys import export_lookalikes as made

PEOPLE = [[n, n % 5 + 1, (1, 99)[n % 2], n % 2, 2] for n in range(9)]
DATA = [["id", "q1", "q2", "q3_1", "sex"], *PEOPLE]
MIDDLE = ("Dissatisfied", "Neutral", "Satisfied")
ROW_PER_COLUMN = [
    ["变量", "题目", "取值"],
    ["q1", "您对安静座位的满意度", "1=非常不满意；2=不满意；3=一般；4=满意；5=非常满意"],
    ["q2", "无线网络的重要性", "1=很不重要 2=不重要 3=一般 4=重要 5=很重要 99=不清楚"],
    ["q3_1", "插座", ""],
    ["sex", "性别", "1-男 2-女"],
    ["gone", "不存在", ""],
]
ROW_PER_VALUE = [
    ["Variable", "Question", "Value", "Label"],
    ["q1", "Quiet seats: how satisfied?", 1, "Very dissatisfied"],
    *[["", "", n, word] for n, word in enumerate(MIDDLE, start=2)],
    ["", "", 5, "Very satisfied"],
    ["q2", "Importance of Wi-Fi", 1, "Not at all"],
    ["", "", 5, "Extremely"],
    ["", "", 99, "Don't know"],
    ["q3_1", "Sockets", "", ""],
    ["sex", "Gender", 2, "F"],
]


@pytest.mark.parametrize("book", [ROW_PER_COLUMN, ROW_PER_VALUE], ids=["columns", "values"])
@pytest.mark.parametrize("order", [1, -1], ids=["data-first", "codebook-first"])
@pytest.mark.parametrize("where", ["sheet", "file"])
def test_codebook_names_columns_and_values(book, order, where):
    """Beside the data, before it, or in a file of its own."""
    sheets = [("数据", DATA), ("编码表", book)] if where == "sheet" else [("数据", DATA)]
    content = made.workbook(*sheets[::order])
    table = read_cells(content, "答卷.xlsx")
    assert table.sheet == "数据"
    if where == "sheet":
        found = codebooks.beside(content, table)
    else:
        found = codebooks.of_file(made.text(*book), "编码.csv", table)
    survey = read_survey(table, dictionary=found)
    codebook = propose(survey, reference.needs())
    assert codebook["role"].tolist()[1:] == ["satisfaction", "importance", "choice", "profile"]
    assert codebook["need"].tolist()[1:4] == ["quiet_seats", "wifi", "power_sockets"]
    kept = understand(survey, codebook).kept
    assert kept["1"].tolist() == [n % 5 + 1 for n in range(9)]
    assert kept["2:why"].tolist()[1] == "dont_know"
    assert kept["4"][2] in ("女", "F")


def test_what_was_matched_is_told():
    """Also what was not."""
    table = read_cells(made.workbook(("a", DATA)), "a.xlsx")
    book = codebooks.of_file(made.text(*ROW_PER_COLUMN), "b.csv", table)
    matching = read_survey(table, dictionary=book).matching
    assert matching.matched["code"].tolist() == ["q1", "q2", "q3_1", "sex"]
    assert (matching.unused, matching.unnamed) == (("gone",), ("id",))


def test_codes_of_limesurvey_get_their_questions():
    """Q[SQ001] is found as Q_SQ001, and belongs to the question of Q."""
    table = read_cells(made.LIMESURVEY["codes"], "a.csv")
    rows = [["code", "question"], ["G1Q1", "How satisfied?"], ["G1Q1_SQ001", "Quiet seats"]]
    book = codebooks.of_file(made.text(*rows), "b.csv", table)
    columns = read_survey(table, dictionary=book).columns
    assert columns.loc[5, ["question", "option"]].tolist() == ["How satisfied?", "Quiet seats"]


def test_second_data_sheet_is_no_codebook():
    """Another year is not an explanation."""
    content = made.workbook(("2025", DATA), ("2026", DATA))
    assert codebooks.beside(content, read_cells(content, "a.xlsx")) is None


def test_file_that_is_no_codebook_is_refused():
    """With what it should look like."""
    table = read_cells(made.text(*DATA), "a.csv")
    with pytest.raises(errors.CodebookUnreadableError, match=r"b\.csv"):
        codebooks.of_file(b"zone,seats\nA,5\nB,6\n", "b.csv", table)


@pytest.mark.parametrize(
    ("cell", "pairs"),
    [
        ("1=bad; 2=good", {"1": "bad", "2": "good"}),
        ("1：差，2：好", {"1": "差", "2": "好"}),
        ("1 = bad, or worse\n2 = good", {"1": "bad, or worse", "2": "good"}),
        ("A1=low | A2=high", {"A1": "low", "A2": "high"}),
        ("Y=yes; N=no", {"Y": "yes", "N": "no"}),
        ("(1) 差 (2) 好", {"1": "差", "2": "好"}),
        ("-9=missing", {"-9": "missing"}),
        ("Which of these?", {}),
        ("at 9:30 or 10:15", {}),
    ],
)
def test_values_in_one_cell(cell, pairs):
    """However they are written; prose is none."""
    assert pairs_in(cell) == pairs
