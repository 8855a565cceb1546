"""Microsoft Forms: ID, start and completion time first; ticks end with a semicolon each."""

import re

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit

_SIGNS = {"Start time", "Completion time", "Last modified time", "开始时间", "完成时间",
          "上次修改时间", "最后修改时间", "開始時間", "完成時間", "上次修改時間",
          "Startzeit", "Fertigstellungszeit", "Heure de début", "Heure de fin"}  # fmt: skip
_QUIZ = re.compile(
    r"(?:points|feedback|grade|分数|得分|积分|反馈|反饋|分數)\s*[-–—:：]\s*.+"
    r"|total points|quiz feedback|grade posted time|总分|總分|测验反馈|测验得分|成绩发布时间",
    re.IGNORECASE | re.DOTALL,
)


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return why the file is a Microsoft Forms export, or None."""
    found = heads.same(cells.iloc[0].head(8), _SIGNS)
    return Fit(1, tuple(found)) if len(found) > 1 else None


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option``, ``hint`` ("record" for quiz marks).

    Examples
    --------
    >>> columns(pd.DataFrame([["ID", "Points - Wi-Fi", "Wi-Fi"]]), None)["hint"].tolist()
    ['', 'record', '']
    """
    found = heads.simple(head)
    quiz = found["question"].str.replace("\xa0", " ").str.strip().str.fullmatch(_QUIZ)
    return found.assign(hint=found["hint"].mask(quiz, "record"))
