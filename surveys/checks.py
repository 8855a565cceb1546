"""What is kept of a survey file, and everything that is odd about it, all at once."""

from dataclasses import dataclass

import pandas as pd

from surveys import column_signs as signs
from surveys import not_rated, row_checks, scales
from surveys.answers import title
from surveys.findings import Finding, Severity
from surveys.method_columns import RECOMMEND, scale_for
from surveys.questionnaire import RATED
from surveys.readers import RawSurvey
from surveys.survey_findings import SurveyFinding
from surveys.times import read_times

MASK = "[***]"
_REASONS = {
    SurveyFinding.NOT_APPLICABLE: "not_applicable",
    SurveyFinding.DONT_KNOW: "dont_know",
    SurveyFinding.OUT_OF_SCALE: "outside",
    SurveyFinding.UNREADABLE: "outside",
}
_FEW = 5  # ratings of fewer people are hidden on every screen


@dataclass(frozen=True)
class Understood:
    """What will be stored, and what the reader should know before.

    Parameters
    ----------
    kept
        One row per respondent (index = row of the file), columns =
        str(position). Ratings Float64 in the file's own scale and never outside
        it, choices boolean, times ISO text, the rest string. <NA> = not answered.
        Where somebody gave a rating no mark for a reason, a column
        `not_rated.beside` the rating says which (string).
    findings
        All oddities, worst first; one of severity "stop" means nothing can be stored.
    """

    kept: pd.DataFrame
    findings: list[Finding]


def understand(survey: RawSurvey, codebook: pd.DataFrame) -> Understood:
    r"""Return what is kept of a survey under a codebook, and the findings.

    Parameters
    ----------
    survey
        Questions and answers as `surveys.readers.read_survey` returns them.
    codebook
        As `surveys.questionnaire.propose` returns it, perhaps corrected by the user.

    Examples
    --------
    >>> from surveys.readers.tablefile import read_cells
    >>> from surveys.readers import read_survey
    >>> survey = read_survey(read_cells(b"Wi-Fi\n5\n9\n", "a.csv"))
    >>> codebook = pd.DataFrame({"position": [0], "question": ["Wi-Fi"], "option": [""],
    ...     "role": ["satisfaction"], "need": ["wifi"], "low": [1], "high": [5], "labels": [{}]})
    >>> done = understand(survey, codebook)
    >>> done.kept["0"].tolist(), str(done.findings[0].kind), done.findings[0].rows
    ([5.0, <NA>], 'survey_out_of_scale', (3,))
    """
    answers, findings = row_checks.respondents(survey.answers, codebook)
    findings += row_checks.headers_again(survey.repeats)
    kept: dict[str, pd.Series] = {}
    for row in codebook.itertuples(index=False):
        if row.role in ("personal", "ignore") or row.position not in answers.columns:
            continue
        cells = answers[row.position]
        kept[str(row.position)], found = _column(row, cells)
        findings += [*found, *_spreadsheet_errors(row, cells)]
        reasons = _reasons(cells, found)
        if reasons is not None and row.role in RATED:
            kept[not_rated.beside(row.position)] = reasons
    table = pd.DataFrame(kept, index=answers.index)
    findings += _columns_left_out(codebook, survey.answers)
    findings += _needs(codebook, table)
    order = list(Severity)
    return Understood(table, sorted(findings, key=lambda one: order.index(one.severity)))


def _column(row, cells: pd.Series) -> tuple[pd.Series, list[Finding]]:
    """Return one column as it is kept, and its findings."""
    name = title(row.question, row.option)
    match row.role:
        case role if role in RATED:
            return _rating(row, cells, name)
        case "choice":
            return _choice(row, cells), []
        case "time":
            return _time(cells, name)
        case _:
            return _text(cells, name)


def _rating(row, cells: pd.Series, name: str) -> tuple[pd.Series, list[Finding]]:
    """Return the ratings inside the scale; what is outside or unreadable becomes <NA>."""
    low, high, labels = _ends(row, cells, name)
    if low is None:
        blank = pd.Series(pd.NA, index=cells.index, dtype="Float64")
        return blank, [
            Finding(SurveyFinding.SCALE_MISSING, Severity.DROPPED, (), name, {"column": name})
        ]
    verdicts = {cell: _verdict(cell, low, high, labels) for cell in cells.unique()}
    values = cells.map({cell: value for cell, (value, _) in verdicts.items()}).astype("Float64")
    reasons = cells.map({cell: reason for cell, (_, reason) in verdicts.items()})
    findings = []
    for kind, severity in (
        (SurveyFinding.OUT_OF_SCALE, Severity.DROPPED),
        (SurveyFinding.UNREADABLE, Severity.DROPPED),
        (SurveyFinding.NOT_APPLICABLE, Severity.NOTE),
        (SurveyFinding.DONT_KNOW, Severity.NOTE),
    ):
        hit = cells[reasons == kind.value]
        if len(hit):
            facts = {
                "n": len(hit),
                "column": name,
                "values": _listed(hit),
                "low": f"{low:g}",
                "high": f"{high:g}",
            }
            findings.append(Finding(kind, severity, tuple(hit.index), name, facts))
    return values, findings


def _reasons(cells: pd.Series, findings: list[Finding]) -> pd.Series | None:
    """Return why a rating has no mark, <NA> where it has one or is blank; None if never."""
    reasons = pd.Series(pd.NA, index=cells.index, dtype="string")
    for finding in findings:
        if finding.kind in _REASONS:
            reasons[list(finding.rows)] = _REASONS[finding.kind]
    return reasons if reasons.notna().any() else None


def _spreadsheet_errors(row, cells: pd.Series) -> list[Finding]:
    """Name cells that hold an error of a spreadsheet instead of an answer."""
    hit = cells[cells.str.strip().str.upper().isin(scales.SPREADSHEET_ERRORS)]
    if hit.empty:
        return []
    name = title(row.question, row.option)
    facts = {"n": len(hit), "column": name, "values": _listed(hit)}
    return [Finding(SurveyFinding.FORMULA_ERROR, Severity.DROPPED, tuple(hit.index), name, facts)]


def _ends(row, cells: pd.Series, name: str) -> tuple[float | None, float, dict]:
    """Return ends and labels of a rating column; recognized anew where the codebook has none."""
    labels = row.labels if isinstance(row.labels, dict) else {}
    known = scale_for(row.role, cells, name)
    low, high = row.low, row.high
    if (pd.isna(low) or pd.isna(high)) and known:
        low, high = known.low, known.high
    if pd.isna(low) or pd.isna(high) or not float(low) < float(high):
        return None, 0.0, {}
    if known and (known.low, known.high) == (float(low), float(high)):
        labels = known.labels | labels
    return float(low), float(high), labels


def _verdict(
    cell: str, low: float, high: float, labels: dict[str, float | None]
) -> tuple[float | None, str]:
    """Return the value of a cell and, where it has none, the kind of finding."""
    gap = scales.kind_of_gap(cell)
    value = labels.get(cell, labels.get(cell.strip()))
    if value is None and gap:
        return None, "" if gap == "blank" else f"survey_{gap}"
    if value is None and (cell in labels or cell.strip() in labels):
        return None, SurveyFinding.NOT_APPLICABLE.value
    if value is None:
        value = scales.number(cell)
    if value is None:
        pair = scales.coded(cell)
        value = pair[0] if pair else None
    if value is None:
        return None, SurveyFinding.UNREADABLE.value
    if not low <= float(value) <= high:
        return None, SurveyFinding.OUT_OF_SCALE.value
    return float(value), ""


def _choice(row, cells: pd.Series) -> pd.Series:
    marks = {cell: signs.ticked(cell, row.option) for cell in cells.unique()}
    return cells.map(marks).astype("boolean")


def _time(cells: pd.Series, name: str) -> tuple[pd.Series, list[Finding]]:
    times = read_times(cells)
    lost = cells[times.isna() & ~cells.map(scales.is_blank).astype(bool)]
    if lost.empty:
        return times, []
    facts = {"n": len(lost), "column": name, "values": _listed(lost)}
    return times, [
        Finding(SurveyFinding.TIME_UNREADABLE, Severity.DROPPED, tuple(lost.index), name, facts)
    ]


def _text(cells: pd.Series, name: str) -> tuple[pd.Series, list[Finding]]:
    """Return text without what points to a person; "nil" and the like are empty."""
    text = cells.astype("string")
    nothing = cells.map(scales.is_blank).astype(bool)
    masked = text.str.replace(signs.PERSONAL_TEXT, MASK, regex=True)
    checks = (
        (SurveyFinding.SAYS_NOTHING, Severity.CHANGED, nothing & (cells.str.strip() != "")),
        (SurveyFinding.MASKED, Severity.CHANGED, (masked != text) & ~nothing),
        (
            SurveyFinding.FORMULA,
            Severity.NOTE,
            cells.str.match(r"\s*[=@]|\s*[+-](?=[^\d\s])\S") & ~nothing,
        ),
        (SurveyFinding.BROKEN_LETTERS, Severity.NOTE, cells.str.contains("\ufffd", regex=False)),
    )
    findings = [
        Finding(
            kind, severity, tuple(cells.index[hit]), name, {"n": int(hit.sum()), "column": name}
        )
        for kind, severity, hit in checks
        if hit.any()
    ]
    return masked.mask(nothing), findings


def _listed(cells: pd.Series, most: int = 5) -> str:
    """Return the different values of some cells, shortened."""
    values = [value[:30] for value in cells.str.strip().unique()]
    return ", ".join(values[:most]) + (" …" if len(values) > most else "")


def _columns_left_out(codebook: pd.DataFrame, answers: pd.DataFrame) -> list[Finding]:
    """Say which columns are not stored, and which personal ones are because the user insists."""
    findings = []
    for role, kind in (("personal", SurveyFinding.PERSONAL), ("ignore", SurveyFinding.IGNORED)):
        left = codebook[codebook["role"] == role]
        if len(left):
            names = [title(row.question, row.option) for row in left.itertuples(index=False)]
            facts = {"n": len(left), "columns": "; ".join(name[:60] for name in names)}
            findings.append(Finding(kind, Severity.DROPPED, (), "", facts))
    for row in codebook[~codebook["role"].isin(("personal", "ignore", "time"))].itertuples():
        if row.position in answers.columns and signs.personal_header(row.question):
            name = title(row.question, row.option)
            findings.append(
                Finding(SurveyFinding.PERSONAL_KEPT, Severity.NOTE, (), name, {"column": name})
            )
    return findings


def _needs(codebook: pd.DataFrame, kept: pd.DataFrame) -> list[Finding]:
    """Say which ratings have no need, which needs have two columns, and which few answers."""
    codebook = codebook.assign(need=codebook["need"].fillna(""))
    asked = codebook[codebook["role"].isin((*RATED, "choice"))]
    rated = codebook[codebook["role"].isin(RATED)]
    findings = []
    if asked.empty and not (codebook["role"] == "text").any():
        findings.append(Finding(SurveyFinding.NO_RATINGS, Severity.STOP))
    elif not (asked["need"] != "").any():
        findings.append(Finding(SurveyFinding.NO_NEEDS, Severity.NOTE))
    unlinked = asked[(asked["need"] == "") & (asked["role"] != RECOMMEND)]  # the whole library
    for row in unlinked.itertuples(index=False):
        name = title(row.question, row.option)
        findings.append(Finding(SurveyFinding.UNLINKED, Severity.NOTE, (), name, {"column": name}))
    linked = rated[rated["need"] != ""]
    for (need, role), several in linked.groupby(["need", "role"], sort=False):
        if len(several) > 1:
            facts = {"n": len(several), "need": need, "role": role}
            findings.append(Finding(SurveyFinding.NEED_TWICE, Severity.NOTE, (), "", facts))
    for row in linked.itertuples(index=False):
        given = int(kept[str(row.position)].notna().sum()) if str(row.position) in kept else 0
        if given < _FEW:
            name = title(row.question, row.option)
            facts = {"n": given, "column": name, "least": _FEW}
            findings.append(Finding(SurveyFinding.FEW_ANSWERS, Severity.NOTE, (), name, facts))
    return findings
