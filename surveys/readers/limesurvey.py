"""LimeSurvey: headers as codes, as full questions, or both; sub-questions in brackets."""

import re

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit

_SIGNS = {"id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate",
          "datestamp", "ipaddr", "refurl", "Response ID", "Date submitted", "Last page",
          "Start language", "Seed", "Token", "Access code", "Date started", "Date last action",
          "IP address", "Referrer URL", "答复ID", "答复 ID", "响应ID", "回复ID", "提交日期",
          "提交时间", "最后一页", "最后页", "起始语言", "开始语言", "种子", "随机种子", "开始日期",
          "最后操作日期", "上次操作日期", "操作代码", "IP 地址", "来源网址", "回覆 ID", "回應 ID",
          "最後一頁", "起始語言", "種子", "Antwort ID", "Datum Abgeschickt", "Letzte Seite",
          "Start-Sprache", "Zufallsstartwert"}  # fmt: skip
_TELLING = {"lastpage", "startlanguage", "submitdate", "last page", "start language",
            "date submitted", "最后一页", "最后页", "起始语言", "开始语言", "最後一頁", "起始語言",
            "letzte seite", "start-sprache", "datestamp", "date last action"}  # fmt: skip
_BOTH = re.compile(r"([A-Za-z][\w]*(?:\[[^\]]*\])*)\s*[.:]\s+(\S.*)", re.DOTALL)
_CODE = re.compile(r"([A-Za-z]\w*)((?:\[[^\]]+\])+)")
_FULL = re.compile(r"(.*?\S)\s*((?:\[[^\[\]]+\]\s*)+)", re.DOTALL)
_TIMING = re.compile(
    r"interviewtime|(?:group|question)time\w*|(?:group|question) time: .*|total time|grouptime\d*"
    r"|总时间|总用时|组时间.*|问题时间.*",
    re.IGNORECASE | re.DOTALL,
)
_OTHER = re.compile(r"other|其他|其它|comment|评论|注释|sonstiges|kommentar|autre", re.I)


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return why the file is a LimeSurvey export, or None."""
    named = cells.iloc[0].str.replace(_BOTH, r"\1", regex=True)
    found = heads.same(cells.iloc[0], _SIGNS) or heads.same(named, _SIGNS)
    telling = {one.lower() for one in found} & _TELLING
    return Fit(1, tuple(found)) if len(found) > 1 and telling else None


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option`` (sub-question), ``hint``.

    Where a header has code and question, the question is shown.

    Examples
    --------
    >>> head = pd.DataFrame([["id", "G1Q1[SQ001]. How good? [Wi-Fi]", "G1Q2[SQ002]"]])
    >>> columns(head, None)[["question", "option"]].to_numpy().tolist()
    [['id', ''], ['How good?', 'Wi-Fi'], ['G1Q2', 'SQ002']]
    """
    found = heads.simple(head)
    for place, text in found["question"].items():
        both = _BOTH.fullmatch(text)
        text = both[2] if both else text
        parts = _CODE.fullmatch(text) or _FULL.fullmatch(text)
        question, brackets = (parts[1], parts[2]) if parts else (text, "")
        option = " · ".join(one.strip() for one in re.findall(r"\[([^\]]+)\]", brackets))
        found.loc[place, ["question", "option", "hint"]] = [question, option, _hint(text, option)]
    return found


def _hint(text: str, option: str) -> str:
    """Return "record" for times of groups, "open" for other and comment boxes."""
    if _TIMING.fullmatch(text.strip()):
        return "record"
    return "open" if option and _OTHER.fullmatch(option.split(" · ")[-1].strip()) else ""
