"""腾讯问卷: numbered headers with a dot, times of beginning and end, one column per tick."""

import re

import pandas as pd

from surveys.readers import heads, wenjuanxing
from surveys.readers.heads import Fit

_SIGNS = {"开始答题时间", "结束答题时间", "答题时长", "清洗数据结果", "智能清洗数据无效概率",
          "地理位置国家和地区", "地理位置省", "地理位置市", "自定义字段", "用户类型"}  # fmt: skip
_KIND = re.compile(
    r"\s*[(（【\[](?:单选|多选|可多选|矩阵|量表|填空)[^)）】\]]*[)）】\]]\s*(?=[:：])"
)


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return why the file is an export of 腾讯问卷, or None."""
    found = heads.same(cells.iloc[0], _SIGNS)
    return Fit(1, tuple(found)) if len(found) > 1 else None


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option`` (row or tick), ``hint``.

    Examples
    --------
    >>> head = pd.DataFrame([["2.常用空间(多选):研讨间", "2.常用空间(多选):自习区", "3.意见"]])
    >>> columns(head, None)[["question", "option"]].to_numpy().tolist()
    [['2.常用空间', '研讨间'], ['2.常用空间', '自习区'], ['3.意见', '']]
    """
    plain = head.apply(lambda column: column.str.replace(_KIND, "", regex=True))
    return wenjuanxing.columns(plain, answers)
