"""问卷星: numbered headers, answers as words or codes, ticks joined by ┋ or one column each."""

import re

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit

_SIGNS = {"提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "提交时间", "答题时长",
          "提交答卷時間", "所用時間", "來自IP", "來源", "來源詳情"}  # fmt: skip
_NUMBER = re.compile(r"(?:第|[Qq])?(\d{1,3})(?:题)?\s*(?:[、.．:：(（_]|\s)")
SKIPPED = {"-3": "(跳过)", "-2": "(空)"}


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return why the file is an export of 问卷星, or None."""
    head = cells.iloc[0]
    found = heads.same(head, _SIGNS)
    numbered = head.str.match(r"\s*\d{1,3}、").sum()
    joined = cells.iloc[1:20].apply(lambda column: column.str.contains("┋")).to_numpy().any()
    if len(found) > 1 or (found and numbered):
        return Fit(1, tuple(found))
    if numbered > 2 and (joined or numbered > len(head) / 2):
        return Fit(1, tuple(head[head.str.match(r"\s*\d{1,3}、")].str.strip().str[:20].head(2)))
    return None


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option`` (row or tick), ``hint``.

    Columns of one number belong together: "3、满意度—安静座位", "5、需要:插座", "5(A)".

    Examples
    --------
    >>> head = pd.DataFrame([["3、满意度—插座", "3、满意度—网络", "4、意见"]])
    >>> columns(head, None)[["question", "option"]].to_numpy().tolist()
    [['3、满意度', '插座'], ['3、满意度', '网络'], ['4、意见', '']]
    """
    found = heads.simple(head)
    numbers = found["question"].str.extract(_NUMBER, expand=False).fillna("")
    return heads.grouped(found, numbers)


def tidied(answers: pd.DataFrame, columns: pd.DataFrame) -> pd.DataFrame:
    """Return the answers with the codes of skipped and blank questions in words."""
    asked = columns.index[columns["question"].str.match(r"\s*[Qq第]?\d")]
    return answers.replace(dict.fromkeys(asked, SKIPPED)) if len(asked) else answers
