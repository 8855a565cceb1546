"""Checks of whole rows: who counts as a respondent."""

import re

import pandas as pd

from surveys.findings import Finding, Severity
from surveys.questionnaire import RATED
from surveys.survey_findings import SurveyFinding

_TOTAL = re.compile(
    r"total|sum|mean|average|count|grand total|averages?|n ?=.*|合计|总计|平均值?|均值|小计|总和|平均分|本题平均分",
    re.IGNORECASE,
)
_LAST = 4  # totals stand at the end
_TELLING = 20  # letters: two people do not write the same longer text
_LINE = 8  # ratings, all alike


def respondents(
    answers: pd.DataFrame, codebook: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows that are people who answered, and what was left out.

    Left out are blank rows, totals at the end, and repetitions of a whole row
    that also repeat its time, its number or a longer text. Rows that merely
    agree in all answers are kept and named.
    """
    findings = []
    blank = (answers.apply(lambda column: column.str.strip()) == "").all(axis=1)
    answers = _without(answers, blank, SurveyFinding.EMPTY_ROWS, findings)
    answers = _without(answers, _totals(answers), SurveyFinding.TOTAL_ROWS, findings)
    substance = codebook.loc[~codebook["role"].isin(("time", "personal", "ignore")), "position"]
    said = answers[[place for place in substance if place in answers.columns]]
    if said.shape[1]:
        silent = (said.apply(lambda column: column.str.strip()) == "").all(axis=1)
        answers = _without(answers, silent, SurveyFinding.UNANSWERED_ROWS, findings)
    again = answers.duplicated(keep="first")
    telling = _telling(answers[again], codebook)
    same = again & answers.index.isin(telling)
    alike = answers.index[again & ~same]
    if len(alike):
        facts = {"n": len(alike)}
        findings.append(Finding(SurveyFinding.ALIKE_ROWS, Severity.NOTE, tuple(alike), "", facts))
    return _without(answers, same, SurveyFinding.SAME_ROWS, findings), findings


def _without(
    answers: pd.DataFrame, left: pd.Series, kind: SurveyFinding, findings: list[Finding]
) -> pd.DataFrame:
    """Return the rows that stay, and note the others."""
    if left.any():
        rows = tuple(answers.index[left])
        findings.append(Finding(kind, Severity.DROPPED, rows, "", {"n": len(rows)}))
    return answers[~left]


def _totals(answers: pd.DataFrame) -> pd.Series:
    """Mark rows at the end whose first filled cell says total."""
    marks = pd.Series(False, index=answers.index)
    for row in reversed(answers.index[-_LAST:]):
        filled = [cell.strip() for cell in answers.loc[row] if cell.strip()]
        if not filled or not _TOTAL.fullmatch(filled[0].rstrip(" :：")) or answers.shape[1] < 2:
            break
        marks[row] = True
    return marks


def _telling(rows: pd.DataFrame, codebook: pd.DataFrame) -> pd.Index:
    """Return the rows that hold a time, a number of their own or a longer text."""
    roles = codebook.set_index("position")["role"]
    marks = pd.Series(False, index=rows.index)
    for place in rows.columns:
        role = roles.get(place, "")
        if role in ("time", "personal"):
            marks |= rows[place].str.strip() != ""
        elif role == "text":
            marks |= rows[place].str.len() >= _TELLING
    return rows.index[marks]


def straight_lines(codebook: pd.DataFrame, kept: pd.DataFrame) -> list[Finding]:
    """Name the rows that give the same mark to eight or more questions and no other."""
    rated = codebook.loc[codebook["role"].isin(RATED), "position"].astype(str)
    marks = kept[[place for place in rated if place in kept.columns]]
    if marks.shape[1] < _LINE:
        return []
    plain = marks.astype("float64")
    hit = (plain.nunique(axis=1) == 1) & (plain.notna().sum(axis=1) >= _LINE)
    if not hit.any():
        return []
    facts = {"n": int(hit.sum()), "least": _LINE}
    return [Finding(SurveyFinding.STRAIGHT_LINES, Severity.NOTE, tuple(kept.index[hit]), "", facts)]
