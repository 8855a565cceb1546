"""Exports of every survey tool: which tool, what each column is, what is kept."""

import datetime as dt

import pytest

from data import reference
from surveys.checks import MASK, understand
from surveys.questionnaire import propose
from surveys.readers import FAMILIES, read_survey
from surveys.readers.tablefile import read_cells
from tests.surveys import export_lookalikes as made

EXPORTS = {
    "wenjuanxing": made.WENJUANXING,
    "limesurvey": made.LIMESURVEY["questions"],
    "google_forms": made.GOOGLE,
    "microsoft_forms": made.MICROSOFT,
    "surveymonkey": made.SURVEYMONKEY,
    "qualtrics": made.QUALTRICS,
}


def read(content, name="导出.csv", **chosen):
    """Survey, codebook and what is kept of an export."""
    survey = read_survey(read_cells(content, name), **chosen)
    codebook = propose(survey, reference.needs())
    return survey, codebook, understand(survey, codebook).kept


def words(kept):
    """All cells that are kept, as text."""
    return kept.astype("string").fillna("").to_numpy().ravel().tolist()


def asked(codebook, *roles):
    """Option (else question) and need of the columns of some roles."""
    some = codebook[codebook["role"].isin(roles)]
    return [(row.option or row.question, row.need) for row in some.itertuples()]


@pytest.mark.parametrize("family", EXPORTS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_tool_is_found_by_what_only_it_writes(family, encoding):
    """In every encoding, and the evidence stands in the file."""
    content = EXPORTS[family].decode().replace("é", "e").encode(encoding)
    survey, _, _ = read(content)
    assert survey.family == family
    assert survey.evidence
    assert set(survey.evidence) <= set(" ".join(survey.columns["question"]).split()) | set(
        survey.columns["question"]
    ) | {"ImportId"}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("content", EXPORTS.values(), ids=EXPORTS)
def test_tool_can_be_chosen(content, family):
    """Even a wrong choice is read, not refused."""
    survey, codebook, _ = read(content, family=family)
    assert survey.family == family
    assert len(codebook) == len(survey.columns)


@pytest.mark.parametrize("content", EXPORTS.values(), ids=EXPORTS)
def test_workbook_reads_as_text_does(content):
    """Saved as XLSX in between, nothing changes."""
    rows = read_cells(content, "a.csv").cells.to_numpy().tolist()
    book = made.workbook(("导出", rows))
    assert read(book)[1]["role"].tolist() == read(content)[1]["role"].tolist()


def test_wenjuanxing_matrix_ticks_and_own_words():
    """Rows after the dash, ticks by ┋, words in 〖〗 as text; skipped is not answered."""
    _, codebook, kept = read(made.WENJUANXING)
    assert asked(codebook, "satisfaction") == [("安静座位", "quiet_seats"), ("无线网络", "wifi")]
    assert [option for option, _ in asked(codebook, "choice")] == ["研讨间", "储物柜", "其他"]
    assert "想要绿植" in words(kept)
    wifi = str(codebook.index[codebook["need"] == "wifi"][0])
    assert kept[wifi].isna().tolist() == [False, True, False]
    assert codebook["role"][5] == "personal"  # 来自IP


def test_wenjuanxing_codes_and_ticks_in_columns():
    """5(A) is a tick, 2(1) a mark, also where everybody gave a 1; -3 was not shown."""
    _, codebook, kept = read(made.WENJUANXING_CODES)
    assert asked(codebook, "satisfaction") == [("1", ""), ("2", "")]
    assert asked(codebook, "choice") == [("A", ""), ("B", "")]
    assert kept["9"].astype("string").fillna("").tolist() == ["False", "", "True"]


@pytest.mark.parametrize("headers", made.LIMESURVEY)
def test_limesurvey_headers_of_three_kinds(headers):
    """Codes, questions or both: the same columns; a partial answer is kept."""
    _, codebook, kept = read(made.LIMESURVEY[headers])
    assert codebook["role"].tolist()[5:9] == [
        "satisfaction",
        "satisfaction",
        "choice",
        "text",
    ]
    assert kept["5"].tolist() == [5, 3, 2]
    assert kept["6:why"].fillna("").tolist() == ["not_applicable", "dont_know", ""]
    if headers != "codes":
        assert asked(codebook, "satisfaction") == [
            ("Quiet seats", "quiet_seats"),
            ("Wi-Fi", "wifi"),
        ]


def test_google_grid_and_checkboxes():
    """Rows of a grid are options; ticks come apart; a number in a comment is masked."""
    _, codebook, kept = read(made.GOOGLE)
    assert asked(codebook, "satisfaction") == [("Quiet seats", "quiet_seats"), ("Wi-Fi", "wifi")]
    assert len(asked(codebook, "choice")) == 3
    assert f"call {MASK}" in words(kept)


def test_microsoft_quiz_marks_are_no_answers():
    """Points and feedback are book-keeping; every tick ends with a semicolon."""
    _, codebook, kept = read(made.MICROSOFT)
    assert [option for option, _ in asked(codebook, "choice")] == ["打印", "储物柜", "咖啡区"]
    assert asked(codebook, "satisfaction") == [("您对无线网络的满意度", "wifi")]
    assert [name for name, _ in asked(codebook, "personal")] == ["电子邮件", "名称"]
    assert kept["1"].tolist()[0] == "2026-03-02 09:00:00"


def test_surveymonkey_contact_block_is_personal():
    """A name in a block of the form is a name; addresses in "other" are masked."""
    _, codebook, kept = read(made.SURVEYMONKEY)
    assert ("Name", "") in asked(codebook, "personal")
    assert not {"Ann", "Bo"} & set(words(kept))
    assert f"mail {MASK}" in words(kept)


def test_qualtrics_stem_and_items():
    """What the texts of a question share is the question; -99 is blank."""
    _, codebook, kept = read(made.QUALTRICS)
    assert codebook["option"].tolist()[2:5] == ["Quiet seats - upstairs", "Wi-Fi", "Lockers"]
    assert asked(codebook, "choice") == [("Lockers", "lockers"), ("Other (specify)", "")]
    assert kept["7"].fillna("").tolist() == ["", "more light please"]


def test_spss_brings_its_own_words(tmp_path):
    """Labels turn codes into words; declared missing codes stay three different things."""
    labels = {
        1: "非常满意",
        2: "满意",
        3: "一般",
        4: "不满意",
        5: "非常不满意",
        8: "不清楚",
        9: "不适用",
    }
    content = made.sav(
        tmp_path,
        {
            "q1": [1.0, 5.0, 8.0, 9.0, 99.0, None],
            "sex": [1.0, 2.0, 1.0, 1.0, 2.0, 1.0],
            "when": [dt.datetime(2026, 3, 2, 9, n) for n in range(6)],
        },
        column_labels=["您对安静座位的满意度", "性别", "答卷日期"],
        variable_value_labels={"q1": labels, "sex": {1: "男", 2: "女"}},
        missing_ranges={"q1": [{"lo": 8, "hi": 9}, 99]},
    )
    survey, codebook, kept = read(content, "数据.sav")
    assert survey.family == "spss"
    assert codebook["need"][0] == "quiet_seats"
    assert kept["0"].tolist()[:2] == [5, 1]  # the words say which end is the good one
    assert kept["0:why"].fillna("").tolist()[2:] == ["dont_know", "not_applicable", "", ""]
    assert kept["1"].tolist()[:2] == ["男", "女"]


def test_spss_scale_is_as_long_as_its_labels(tmp_path):
    """Nobody chose the ends: the dictionary knows them."""
    words = "strongly disagree|disagree|slightly disagree|neutral|slightly agree|agree"
    labels = dict(enumerate([*words.split("|"), "strongly agree"], start=1))
    content = made.sav(
        tmp_path,
        {"q1": [3.0, 4.0, 5.0]},
        column_labels=["Wi-Fi is good"],
        variable_value_labels={"q1": labels},
    )
    _, codebook, kept = read(content, "a.sav")
    assert (codebook["low"][0], codebook["high"][0], kept["0"].tolist()) == (1, 7, [3, 4, 5])


HOSTILE = {
    "header again": b"Wi-Fi satisfaction,Note\n5,x\nWi-Fi satisfaction,Note\n3,y\n",
    "total below": b"Wi-Fi satisfaction,Note\n5,x\n3,y\nAverage,4\n",
    "errors": b"Wi-Fi satisfaction,Note\n5,#REF!\n3,y\n#N/A,z\n",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_a_spreadsheet_leaves_is_no_answer(case):
    """Header written again, totals, errors of formulas."""
    _, _, kept = read(HOSTILE[case])
    assert kept["0"].dropna().tolist() == [5, 3]


def test_one_respondent_is_enough_to_read():
    """And to be kept; screens hide what is too few."""
    assert read(b"Wi-Fi satisfaction\n5\n")[2]["0"].tolist() == [5]


def test_merged_cells_count_in_each_of_their_rows():
    """A faculty written once over two people is the faculty of both."""
    rows = [["Faculty", "Wi-Fi satisfaction"], ["Law", 5], ["", 4], ["Art", 3], ["", 2]]
    book = made.workbook(("a", rows), merged=((1, 0, 2, 0, "Law"), (3, 0, 4, 0, "Art")))
    assert read(book)[2]["0"].tolist() == ["Law", "Law", "Art", "Art"]


def test_days_as_numbers_of_a_spreadsheet_are_days():
    """45292.5 is noon of the first day of 2024."""
    _, _, kept = read(b"Timestamp,Wi-Fi satisfaction\n45292.5,5\n45293.25,4\n")
    assert kept["0"].tolist() == ["2024-01-01 12:00:00", "2024-01-02 06:00:00"]


def test_ranking_is_not_a_choice():
    """Who puts all in an order chose nothing."""
    _, codebook, _ = read(b'ID,Rank\n1,"A;B;C;"\n2,"C;B;A;"\n3,"B;A;C;"\n')
    assert codebook["role"][1] == "ignore"


def test_real_qualtrics_samples_are_read(real):
    """Three header rows and two."""
    for name, depth in (("sample.csv", 3), ("sample_legacy.csv", 2)):
        survey, _, _ = read((real / "qualtrics-samples" / name).read_bytes())
        assert (survey.family, survey.header_rows) == ("qualtrics", depth)
