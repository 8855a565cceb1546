"""Checks of whole rows: who counts as a respondent."""

import pandas as pd

from surveys import column_signs as signs
from surveys.findings import Finding, Severity
from surveys.questionnaire import RATED
from surveys.survey_findings import SurveyFinding

_TELLING = 20  # letters: two people do not write the same longer text
_LINE = 8  # ratings, all alike


def respondents(
    answers: pd.DataFrame, codebook: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows that are people who answered, and what was left out.

    Left out are blank rows, totals at the end, previews and tests of the survey
    tool, and repetitions of a whole row
    that also repeat its time, its number or a longer text. Rows that merely
    agree in all answers are kept and named.
    """
    findings = []
    blank = (answers.apply(lambda column: column.str.strip()) == "").all(axis=1)
    answers = _without(answers, blank, SurveyFinding.EMPTY_ROWS, findings)
    answers = _without(answers, signs.totals(answers), SurveyFinding.TOTAL_ROWS, findings)
    headers = codebook.set_index("position")["question"].reindex(answers.columns).fillna("")
    answers = _without(answers, signs.trials(answers, headers), SurveyFinding.TRIAL_ROWS, findings)
    substance = codebook.loc[~codebook["role"].isin(("time", "personal", "ignore")), "position"]
    said = answers[[place for place in substance if place in answers.columns]]
    if said.shape[1]:
        silent = (said.apply(lambda column: column.str.strip()) == "").all(axis=1)
        answers = _without(answers, silent, SurveyFinding.UNANSWERED_ROWS, findings)
    again = answers.duplicated(keep="first")
    telling = _telling(answers[again], codebook)
    same = again & answers.index.isin(telling)
    alike = answers.index[again & ~same]
    if len(alike) and answers.shape[1] > 2:
        facts = {"n": len(alike)}
        findings.append(Finding(SurveyFinding.ALIKE_ROWS, Severity.NOTE, tuple(alike), "", facts))
    return _without(answers, same, SurveyFinding.SAME_ROWS, findings), findings


def headers_again(rows: tuple[int, ...]) -> list[Finding]:
    """Name the rows that only repeat the header."""
    if not rows:
        return []
    return [Finding(SurveyFinding.HEADER_AGAIN, Severity.DROPPED, rows, "", {"n": len(rows)})]


def _without(
    answers: pd.DataFrame, left: pd.Series, kind: SurveyFinding, findings: list[Finding]
) -> pd.DataFrame:
    """Return the rows that stay, and note the others."""
    if left.any():
        rows = tuple(answers.index[left])
        findings.append(Finding(kind, Severity.DROPPED, rows, "", {"n": len(rows)}))
    return answers[~left]


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
