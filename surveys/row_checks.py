"""Checks of whole rows: who counts as a respondent."""

import pandas as pd

from surveys import column_signs as signs
from surveys.findings import Finding, Severity
from surveys.survey_findings import SurveyFinding

_TELLING = 20  # letters: two people do not write the same longer text
_OWN = 0.5  # share of different values from which a time or a number is somebody's own


def respondents(
    answers: pd.DataFrame, codebook: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows that are people who answered, and what was left out.

    Left out are blank rows, totals at the end, previews and tests of the survey
    tool. Rows that repeat another row are kept and named: screening decides.
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
    same = again & telling_rows(answers, codebook)
    alike = again & ~same & (answers.shape[1] > 2)
    for kind, rows in ((SurveyFinding.SAME_ROWS, same), (SurveyFinding.ALIKE_ROWS, alike)):
        if rows.any():
            where = tuple(answers.index[rows])
            findings.append(Finding(kind, Severity.NOTE, where, "", {"n": len(where)}))
    return answers, findings


def telling_rows(answers: pd.DataFrame, codebook: pd.DataFrame) -> pd.Series:
    """Return the rows that repeat another in every cell and hold what tells people apart.

    That is a time or a number of which most rows have their own, or a longer
    text (20 letters or more): two people do not write the same. Series of bool,
    the first row of each too.
    """
    again = answers.duplicated(keep=False)
    roles = codebook.set_index("position")["role"]
    marked = pd.Series(False, index=answers.index)
    for place in answers.columns:
        cells = answers[place].str.strip()
        if roles.get(place, "") in ("time", "personal"):
            filled = cells[cells != ""]
            if filled.nunique() >= _OWN * len(filled):
                marked |= cells != ""
        elif roles.get(place, "") == "text":
            marked |= cells.str.len() >= _TELLING
    return again & marked


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
