"""Invented exports in the form of each survey tool, for tests."""

import csv
import io

import pandas as pd
import xlsxwriter

GOOD, FAIR, BAD = "Very satisfied", "Neutral", "Dissatisfied"


def text(*rows):
    """Return rows as the bytes of a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def workbook(*sheets, merged=()):
    """Return an XLSX file of (name, rows); merged ranges belong to the first sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for place, (name, rows) in enumerate(sheets):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
            for cells in merged if not place else ():
                sheet.merge_range(*cells)
    return out.getvalue()


def sav(tmp_path, table, **facts):
    """Return an SPSS file of a table."""
    import pyreadstat

    path = tmp_path / "made.sav"
    pyreadstat.write_sav(pd.DataFrame(table), str(path), **facts)
    return path.read_bytes()


WENJUANXING = text(
    ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、您的性别",
     "2、请评价—安静座位", "2、请评价—无线网络", "3、您需要哪些空间？", "4、您的意见", "总分"],
    ["1", "2026/3/2 9:05:01", "61秒", "微信", "N/A", "10.0.0.1(江苏-南京)", "女", "很满意",
     "不满意", "研讨间┋储物柜", "无", "7"],
    ["2", "2026/3/2 9:06:01", "75秒", "链接", "", "10.0.0.2(江苏-南京)", "男", "一般", "(跳过)",
     "储物柜┋其他〖想要绿植〗", "插座不够用", "3"],
    ["3", "2026/3/2 9:07:01", "80秒", "链接", "", "10.0.0.3(江苏-南京)", "男", "满意", "满意",
     "研讨间", "没有。", "8"],
)  # fmt: skip
WENJUANXING_CODES = text(
    [
        "序号",
        "提交答卷时间",
        "所用时间",
        "来源",
        "来源详情",
        "来自IP",
        "2(1)",
        "2(2)",
        "3(A)",
        "3(B)",
    ],
    ["1", "2026/3/2 9:05:01", "61秒", "微信", "", "10.0.0.1", "5", "1", "1", "0"],
    ["2", "2026/3/2 9:06:01", "75秒", "链接", "", "10.0.0.2", "3", "-3", "0", "-3"],
    ["3", "2026/3/2 9:07:01", "80秒", "链接", "", "10.0.0.3", "1", "1", "1", "1"],
)
_LIME = [["G1Q1[SQ001]", "How satisfied are you with: [Quiet seats]"],
         ["G1Q1[SQ002]", "How satisfied are you with: [Wi-Fi]"],
         ["G1Q2[SQ001]", "Which do you use? [Group rooms]"],
         ["G1Q2[other]", "Which do you use? [Other]"], ["G1Q3", "Any comments?"]]  # fmt: skip
_LIME_OWN = [["id", "Response ID"], ["submitdate", "Date submitted"], ["lastpage", "Last page"],
             ["startlanguage", "Start language"], ["seed", "Seed"]]  # fmt: skip
_LIME_ROWS = [
    ["1", "2026-03-02 09:00:00", "4", "en", "99", GOOD, "N/A", "Yes", "", "nil"],
    ["2", "", "2", "en", "98", FAIR, "Don't know", "No", "a café", "dark in the west wing"],
    ["3", "2026-03-02 09:09:00", "4", "en", "97", BAD, GOOD, "Yes", "", ""],
]
LIMESURVEY = {
    "codes": text([code for code, _ in _LIME_OWN + _LIME], *_LIME_ROWS),
    "questions": text([asked for _, asked in _LIME_OWN + _LIME], *_LIME_ROWS),
    "both": text(
        [code for code, _ in _LIME_OWN] + [f"{code}. {asked}" for code, asked in _LIME], *_LIME_ROWS
    ),
}
GOOGLE = text(
    ["Timestamp", "Email Address", "How good is it? [Quiet seats]", "How good is it? [Wi-Fi]",
     "Which rooms do you use?", "Comments"],
    ["2026/03/02 9:00:00 AM GMT+1", "a@b.org", "5", "2", "Group rooms, Carrels", "-"],
    ["2026/03/02 9:01:00 AM GMT+1", "c@b.org", "4", "3", "Carrels, Café", "call 555-123-4567"],
    ["2026/03/02 9:02:00 AM GMT+1", "d@b.org", "3", "1", "Group rooms, Café", "ok so far, thanks"],
    ["2026/03/02 9:03:00 AM GMT+1", "e@b.org", "1", "1", "Carrels, Group rooms", "none"],
)  # fmt: skip
MICROSOFT = text(
    ["ID", "开始时间", "完成时间", "电子邮件", "名称", "您使用哪些服务？",
     "分数 - 您使用哪些服务？", "反馈 - 您使用哪些服务？", "您对无线网络的满意度", "总分"],
    ["1", "3/2/26 9:00:00", "3/2/26 9:02:10", "a@b.cn", "张三", "打印;储物柜;", "0", "", "5", "0"],
    ["2", "3/2/26 9:01:00", "3/2/26 9:03:10", "c@b.cn", "李四", "打印;", "0", "", "4", "0"],
    ["3", "3/2/26 9:02:00", "3/2/26 9:04:10", "d@b.cn", "王五", "咖啡区;打印;", "0", "", "3", "0"],
)  # fmt: skip
SURVEYMONKEY = text(
    ["Respondent ID", "Collector ID", "Start Date", "How good is it?", "", "Which do you use?", "",
     "Contact", ""],
    ["", "", "", "Quiet seats", "Wi-Fi", "Lockers", "Other (please specify)", "Name", "Phone"],
    ["11234567890", "77", "03/02/2026 09:00:00 AM", GOOD, BAD, "Lockers", "", "Ann", "555-123-456"],
    ["11234567891", "77", "03/02/2026 09:10:00 AM", FAIR, "", "", "mail a@b.org", "Bo", ""],
)  # fmt: skip
QUALTRICS = text(
    ["StartDate", "ResponseId", "Q1_1", "Q1_2", "Q2_1", "Q2_2", "Q2_2_TEXT", "Q3"],
    ["Start Date", "Response ID", "How good is it? - Quiet seats - upstairs",
     "How good is it? - Wi-Fi",
     "Which do you use? - Selected Choice - Lockers",
     "Which do you use? - Selected Choice - Other (specify)",
     "Which do you use? - Other (specify) - Text", "Comments"],
    [f'{{"ImportId":"{one}"}}' for one in ("startDate", "_recordId", "QID1_1", "QID1_2", "QID2_1",
                                           "QID2_2", "QID2_2_TEXT", "QID3_TEXT")],
    ["2026-03-02 09:00:00", "R_1", GOOD, BAD, "Lockers", "", "", "-99"],
    ["2026-03-02 09:09:00", "R_2", FAIR, GOOD, "", "Other (specify)", "sofas", "more light please"],
)  # fmt: skip
