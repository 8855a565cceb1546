"""The questionnaire of the sample: one row per column of its survey files."""

import pandas as pd

from data import reference
from data.sample.facts import table

PROFILE = (
    "Faculty 院系",
    "Level 身份",
    "Gender 性别",
    "Residence 住宿",
    "Visits to the library 到馆频率",
)
LEVELS = ("Undergraduate 本科生", "Master 硕士生", "Doctoral 博士生", "Staff 教职工")
GENDERS = ("Female 女", "Male 男", "Other or not stated 其他或不说明")
RESIDENCES = ("On campus 住校", "Off campus 校外")
VISITS = ("Daily 每天", "Several times a week 每周数次", "Weekly 每周一次", "Rarely 很少")

IMPORTANCE = "How important is this to you? 这一项对您有多重要？"
SATISFACTION = "How satisfied are you? 您对这一项有多满意？"
CHOICE = "Which of these would you use more? (up to five) 您会更多使用哪些空间？（最多选五项）"
COMMENT = "What should change in the library? 您希望图书馆有哪些改变？"
TIME = "Submitted 提交时间"


def make() -> pd.DataFrame:
    """Return the codebook, the same for all three waves.

    Columns ``position``, ``question``, ``option``, ``role``, ``need``,
    ``low``, ``high`` (Float64), ``reversed`` (bool), ``labels`` (None: the
    file holds numbers), ``why``, ``sure`` (Float64).

    Examples
    --------
    >>> make().groupby("role").size().to_dict()
    {'choice': 14, 'importance': 26, 'profile': 5, 'satisfaction': 26, 'text': 1, 'time': 1}
    """
    needs = table("needs")
    offered = needs.loc[needs["option"] == "yes", "need"]
    rows = [
        _row(TIME, "time"),
        *(_row(question, "profile") for question in PROFILE),
        *(_row(IMPORTANCE, "importance", need) for need in needs["need"]),
        *(_row(SATISFACTION, "satisfaction", need) for need in needs["need"]),
        *(_row(CHOICE, "choice", need) for need in offered),
        _row(COMMENT, "text"),
    ]
    made = pd.DataFrame(rows)
    made.insert(0, "position", range(len(made)))
    return made.astype({"low": "Float64", "high": "Float64", "sure": "Float64"})


def _row(question: str, role: str, need: str = "") -> dict[str, object]:
    """Return the codebook row of one column; ratings run from 1 to 5."""
    rated = role in ("importance", "satisfaction")
    names = reference.needs().set_index("need")
    option = f"{names.at[need, 'short_en']} {names.at[need, 'short_zh']}" if need else ""
    return {
        "question": question,
        "option": option,
        "role": role,
        "need": need,
        "low": 1.0 if rated else None,
        "high": 5.0 if rated else None,
        "reversed": False,
        "labels": None,
        "why": "why_reader",
        "sure": 1.0,
    }
