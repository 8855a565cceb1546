"""Exports that mislead: codes for words, letters for roles, amounts for marks."""

import pandas as pd
import pytest

from data import reference
from surveys.answers import assemble
from surveys.checks import understand
from surveys.questionnaire import propose
from surveys.readers import read_survey
from surveys.readers.tablefile import read_cells
from tests.surveys import export_lookalikes as made

NEEDS = reference.needs()


def read(content, name="a.csv"):
    """Survey, codebook and answers of a file."""
    survey = read_survey(read_cells(content, name))
    codebook = propose(survey, NEEDS)
    return survey, codebook, assemble(codebook, understand(survey, codebook).kept)


def roles(*headers, cells=("4", "2", "5", "3", "1", "4")):
    """Roles of columns answered with some marks."""
    rows = [[cell] * len(headers) for cell in cells]
    return read(made.text(list(headers), *rows))[1]["role"].tolist()


TENCENT = made.text(
    ["编号", "开始答题时间", "结束答题时间", "答题时长", "清洗数据结果", "智能清洗数据无效概率",
     "地理位置省", "用户ID", "昵称", "1.您的年级", "2.满意度:安静座位", "2.满意度:无线网络",
     "3.常用空间(多选):研讨间", "3.常用空间(多选):咖啡区", "4.您的建议"],
    ["1", "2026-03-02 10:00:00", "2026-03-02 10:04:00", "4分0秒", "正常", "0", "江苏",
     "oB1", "小王",
     "大一", "满意", "很不满意", "研讨间", "", "灯太暗"],
    ["2", "2026-03-02 10:00:00", "2026-03-02 10:04:00", "4分0秒", "正常", "0", "江苏",
     "oB2", "小李",
     "大二", "非常满意", "一般", "研讨间", "咖啡区", "挺好"],
    ["3", "2026-03-02 10:00:00", "2026-03-02 10:04:00", "4分0秒", "正常", "0", "江苏",
     "oB3", "小张",
     "大一", "一般", "不满意", "", "咖啡区", "无"],
)  # fmt: skip


def test_tencent_exports_are_known_and_their_ticks_belong_to_one_question():
    """Nicknames and user ids are personal; what the tool adds is its own book-keeping."""
    survey, codebook, answers = read(TENCENT)
    assert survey.family == "tencent"
    role = codebook.set_index("question")["role"]
    assert role["昵称"] == role["用户ID"] == "personal"
    assert role["智能清洗数据无效概率"] == role["地理位置省"] == "ignore"
    chosen = answers.choices[answers.choices["need"] == "group_rooms"]["chosen"]
    assert chosen.tolist() == [True, True, False]


def test_qualtrics_previews_are_left_out_where_the_state_is_a_number():
    """Status 1 is a survey preview; the promoter group is made from the score beside it."""
    codes = ["StartDate", "Status", "Finished", "ResponseId", "Q1", "Q2_NPS_GROUP", "Q2"]
    asked = "How likely would you recommend us to a friend?"
    texts = ["Start Date", "Response Type", "Finished", "Response ID", "How satisfied: Wi-Fi?",
             f"{asked} - Group", asked]  # fmt: skip
    ids = ['{"ImportId":"startDate"}', '{"ImportId":"status"}', '{"ImportId":"finished"}',
           '{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2_NPS_GROUP"}',
           '{"ImportId":"QID2"}']  # fmt: skip
    rows = [["2026-01-01", "1" if i == 2 else "0", "1", f"R_{i}", i % 5 + 1, i % 3 + 1, i * 7 % 11]
            for i in range(9)]  # fmt: skip
    survey, codebook, answers = read(made.text(codes, texts, ids, *rows))
    assert survey.family == "qualtrics"
    assert answers.n == 8
    assert (codebook["role"] == "recommend").sum() == 1
    assert not (codebook["role"] == "profile").any()


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        (["UG", "PG", "Staff", "UG", "PG", "UG"], "profile"),
        (["Complete", "Partial", "Complete", "Complete", "Complete", "Complete"], "ignore"),
    ],
    ids=["people", "sheets"],
)
def test_status_is_what_its_answers_say(cells, role):
    """Who somebody is, or how far the answer sheet got."""
    rows = [[cell, mark] for cell, mark in zip(cells, "451325", strict=True)]
    assert read(made.text(["Status", "Wi-Fi satisfaction"], *rows))[1]["role"][0] == role


def test_a_letter_says_the_role_where_two_items_have_both():
    """Wi-Fi_I beside Wi-Fi_S; without pairs a letter means nothing."""
    both = roles("Wi-Fi_I", "Wi-Fi_S", "Lockers_I", "Lockers_S")
    assert both == ["importance", "satisfaction"] * 2
    assert roles("Wi-Fi_I", "Lockers_S") == ["satisfaction", "satisfaction"]
    assert roles("imp_wifi", "sat_wifi") == ["importance", "satisfaction"]
    assert roles("Wi-Fi", "Opening hours Sat") == ["satisfaction", "satisfaction"]


def test_words_that_name_things_do_not_change_what_is_asked():
    """Air quality and book recommendations can be important."""
    asked = ("Importance - Air quality", "重要性：新书推荐", "Importance: book recommendations")
    assert roles(*asked) == ["importance"] * 3
    assert roles("Rate the quality of Wi-Fi") == ["satisfaction"]


def test_statements_of_importance_are_importance():
    """What they agree to is that it matters."""
    cells = ("Agree", "Strongly agree", "Disagree", "Agree")
    header = "To what extent do you agree? It is important that there are quiet seats"
    assert roles(header, cells=cells) == ["importance"]


@pytest.mark.parametrize(
    "cells",
    [["80", "65", "100", "20", "35", "90"], ["80%", "65%", "100%", "20%", "35%", "90%"]],
    ids=["slider", "percent"],
)
def test_marks_up_to_a_hundred_are_a_scale_of_their_own(cells):
    """Mean 65 of 100 is 3.6 on the scale from 1 to 5."""
    rows = [[cell] for cell in cells]
    _, codebook, answers = read(made.text(["How satisfied are you with the Wi-Fi?"], *rows))
    assert codebook.loc[0, ["low", "high"]].tolist() == [0, 100]
    assert answers.ratings["satisfaction"].mean() == pytest.approx(3.6)


def test_amounts_up_to_a_hundred_are_no_marks():
    """A share of time is not how good something is."""
    _, codebook, _ = read(
        made.text(["Percentage of your time here"], *[[n] for n in (80, 65, 100, 20, 35, 91)])
    )
    assert codebook["role"][0] not in ("importance", "satisfaction")


def test_decimal_commas_are_numbers_not_options():
    """3,5 is half way between 3 and 4; 1,3 beside 1,2,3 are options."""
    rows = [[cell, "1,3"] for cell in ("3,5", "4,0", "2,5", "3,0", "5,0", "1,5")]
    content = "\n".join(";".join(row) for row in [["Zufriedenheit WLAN", "x"], *rows]).encode()
    _, codebook, _ = read(content)
    assert codebook["role"][0] == "satisfaction"


def test_advice_with_words_at_its_ends_is_still_advice():
    """10 - Extremely likely beside plain numbers between."""
    cells = ("10 - Extremely likely", "7", "0 - Not at all likely", "9", "8", "3")
    assert roles("Would you recommend us to a friend?", cells=cells) == ["recommend"]


def test_advice_is_out_of_ten_also_where_nobody_gave_the_most():
    """0 to 8 is a poor library, not another scale; 1 to 5 is another scale."""
    header = "Would you recommend us to a friend?"
    assert roles(header, cells=("0", "7", "8", "5", "6", "3")) == ["recommend"]
    assert roles(header, cells=("1", "4", "5", "5", "2", "3")) == ["satisfaction"]


def test_four_words_are_four_steps_where_nobody_uses_a_fifth():
    """不满意 to 很满意: the lowest of four is the end of the scale, in all columns of the file."""
    words = ["不满意", "一般", "较满意", "很满意"] * 10
    rows = [[word, word] for word in words]
    _, codebook, answers = read(made.text(["插座的评价", "无线网络的评价"], *rows))
    assert codebook["high"].tolist() == [4, 4]
    assert answers.ratings["satisfaction"].mean() == pytest.approx(3.0)  # halfway


def test_a_tick_or_nothing_is_a_choice_in_any_table():
    """Columns that begin alike; nobody ticked means not asked."""
    rows = [["1", "", "UG"], ["", "1", "PG"], ["1", "1", "UG"], ["", "", "PG"]]
    _, codebook, answers = read(made.text(["Uses: Wi-Fi", "Uses: Lockers", "Level"], *rows))
    assert codebook["role"].tolist() == ["choice", "choice", "profile"]
    wifi = answers.choices[answers.choices["need"] == "wifi"]["chosen"]
    assert wifi.tolist() == [True, False, True]


def test_a_column_of_comments_is_text_even_where_all_say_good():
    """One word under "Comments" is no mark."""
    assert roles("Comments", cells=("good", "good", "bad", "good", "good")) == ["text"]


def test_codes_of_limesurvey_are_a_scale_where_the_column_asks_for_one():
    """AO01 to AO05 stand for 1 to 5."""
    marks = pd.Series(["AO01", "AO05", "AO03", "AO04", "AO02", "AO05"])
    rows = [[mark] for mark in marks]
    _, codebook, answers = read(made.text(["sat[wifi]"], *rows))
    assert codebook.loc[0, ["role", "low", "high"]].tolist() == ["satisfaction", 1, 5]
    assert answers.ratings["satisfaction"].mean() == pytest.approx(20 / 6)


def test_traditional_headers_say_what_simplified_ones_do():
    """議 is 议, 齡 is 龄."""
    rows = [["大學部", "很好"], ["碩士班", "太吵"], ["大學部", "很好"]] * 3
    _, codebook, _ = read(made.text(["您的年級", "其他建議"], *rows))
    assert codebook["role"].tolist() == ["profile", "text"]


def test_the_last_page_of_limesurvey_is_no_mark_in_any_language():
    """最后一页 holds 1 to 5 too; it is the tool's own."""
    for header in ("最后一页", "最後一頁", "Last page", "Letzte Seite"):
        assert roles(header, "Wi-Fi") == ["ignore", "satisfaction"], header


def test_marks_behind_words_may_have_a_decimal():
    """Spreadsheets turn 5 into 5.0."""
    cells = ("满意（4.0分）", "非常满意（5.0分）", "一般（3.0分）", "满意（4.0分）")
    assert roles("插座的满意度", cells=cells) == ["satisfaction"]
