"""Tables with one header row, and which survey tool wrote them."""

import pandas as pd

_SIGNS = {  # headers only this tool writes
    "wenjuanxing": {"提交答卷时间", "所用时间", "来自IP"},
    "microsoft_forms": {"Start time", "Completion time"},
    "google_forms": {"Timestamp"},
}
_CHINESE_SIGNS = {
    "microsoft_forms": {"开始时间", "完成时间"},
    "google_forms": {"时间戳记"},
}


def family(head: pd.DataFrame) -> str:
    """Return the tool by the headers only it writes, else "plain".

    Examples
    --------
    >>> family(pd.DataFrame([["序号", "提交答卷时间", "所用时间", "1、您的性别"]]))
    'wenjuanxing'
    """
    names = set(head.iloc[-1].str.strip())
    for signs in (_SIGNS, _CHINESE_SIGNS):
        for tool, wanted in signs.items():
            if len(names & wanted) >= min(2, len(wanted)):
                return tool
    return "plain"


def columns(head: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option`` (none), ``hint`` (none)."""
    questions = head.iloc[-1].str.strip()
    return pd.DataFrame({"question": questions, "option": "", "hint": ""})
