"""Qualtrics exports: three header rows with ImportId, or two in the legacy format."""

import re

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit

_LEGACY = {"ResponseID", "ResponseSet", "StartDate", "EndDate", "Finished", "Status"}
_OWN = {"StartDate", "EndDate", "RecordedDate", "ResponseId", "DistributionChannel", "Finished",
        "Duration (in seconds)", "UserLanguage"}  # fmt: skip
_CODE = re.compile(r"(.*?)(?:_(?:\d+|x\d+))+(?:_TEXT)?|(.+?)_TEXT")
_SELECTED = re.compile(r"\s*[-–]\s*(?:Selected Choice|选定选项|选择的选项|Ausgewählte Option)\b")
SKIPPED = {"-99": ""}  # seen but unanswered
_STATUS = "Status"
STATES = {"0": "IP Address", "1": "Survey Preview", "2": "Survey Test", "4": "Imported",
          "8": "Spam", "9": "Survey Preview", "12": "Imported", "16": "Offline Survey",
          "17": "Offline Survey Preview", "32": "EX", "40": "EX Spam"}  # fmt: skip


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return why the file is a Qualtrics export, or None."""
    if len(cells) > 2 and cells.iloc[2].str.contains("ImportId", regex=False).any():
        return Fit(3, ("ImportId",))
    if len(cells) > 1 and cells.iloc[0, 0] == "V1" and _LEGACY & set(cells.iloc[1].str.strip()):
        return Fit(2, ("V1", *sorted(_LEGACY & set(cells.iloc[1].str.strip()))))
    own = [name for name in cells.iloc[0].str.strip() if name in _OWN]
    if len(own) > 2:  # the rows with texts and ids were deleted, as many do by hand
        again = len(cells) > 1 and _repeats(cells.iloc[0], cells.iloc[1])
        return Fit(2 if again else 1, tuple(own))
    return None


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question`` (text, else code), ``option``, ``hint``.

    Columns of one question share their code up to the number of the option:
    what their texts have in common is the question, the rest is the option.
    """
    codes = head.iloc[0].str.strip()
    texts = head.iloc[min(1, len(head) - 1)].str.strip()
    groups = codes.map(_group)
    if len(head) > 2:  # the tool's own columns keep their code, the same in every language
        asked = head.iloc[2].str.contains('"(?:\\d+_)?QID', regex=True)
        texts = texts.where(asked, codes)
        groups = groups.where(asked, "")
    texts = texts.where(texts != "", codes)
    open_ = codes.str.endswith("_TEXT")
    plain = texts.str.replace(_SELECTED, "", regex=True)
    found = pd.DataFrame({"question": plain, "option": "", "hint": ""})
    found["hint"] = found["hint"].mask(open_, "open")
    derived = codes.str.endswith("_NPS_GROUP") | (codes == _STATUS)
    found["hint"] = found["hint"].mask(derived, "record")
    return heads.grouped(found, groups)


def tidied(answers: pd.DataFrame, columns: pd.DataFrame) -> pd.DataFrame:
    """Return the answers with unanswered questions blank and the state of each in words."""
    answers = answers.replace(SKIPPED)
    for place in columns.index[columns["question"] == _STATUS]:
        answers[place] = answers[place].replace(STATES)
    return answers


def _group(code: str) -> str:
    found = _CODE.fullmatch(code)
    return (found[1] or found[2]) if found else ""


def _repeats(first: pd.Series, second: pd.Series) -> bool:
    """Return whether the second row names the tool's own columns too, in words or again."""
    own = first.str.strip().isin(_OWN)
    dates = second[own].str.contains(r"\d{4}", regex=True)
    return not dates.any() and bool((second[own].str.strip() != "").all())
