"""What each column of a survey file is, and which need it speaks of: a proposal to correct."""

import re
from itertools import pairwise

import pandas as pd

from surveys import column_signs as signs
from surveys import method_columns, paired_headers, scales, value_scales
from surveys.method_columns import EXTRA_ROLES
from surveys.need_match import asked, matched, patterns_of
from surveys.need_words import REVERSED_WORDS
from surveys.readers import RawSurvey

_CORE = ("importance", "satisfaction")
RATED = (*_CORE, *EXTRA_ROLES)
ROLES = (*_CORE, "choice", *EXTRA_ROLES, "text", "profile", "time", "personal", "ignore")
_AGREEMENT = re.compile(r"agree|同意|符合|赞同", re.IGNORECASE)
_REVERSED = re.compile(REVERSED_WORDS, re.IGNORECASE)
_NOT_RATINGS = ("frequency", "likely", "confident")
_SHORT, _LONG = 60, 25
_USUAL_MOST = 10  # beyond, numbers are amounts unless something says marks


def propose(survey: RawSurvey, needs: pd.DataFrame) -> pd.DataFrame:
    r"""Return the codebook: what each column is, with the reason.

    Parameters
    ----------
    survey
        Questions and answers as `surveys.readers.read_survey` returns them.
    needs
        One row per need: ``need`` (id), ``en``, ``zh``, ``short_en``, ``short_zh``.

    Returns
    -------
    One row per column: ``position`` (int), ``question``, ``option`` (str),
    ``role`` (one of `ROLES`), ``need`` (id or ""), ``low``, ``high`` (Float64,
    ends of the scale in the file, <NA> where there is none), ``reversed``
    (bool), ``labels`` (dict of answer -> number; None = not on the scale),
    ``why`` (text key), ``sure`` (Float64, 0..1).

    Examples
    --------
    >>> from surveys.readers.tablefile import read_cells
    >>> from surveys.readers import read_survey
    >>> needs = pd.DataFrame([["wifi", "Fast Wi-Fi", "无线网络快", "Wi-Fi", "无线网络"]],
    ...     columns=["need", "en", "zh", "short_en", "short_zh"])
    >>> file = read_cells("无线网络的重要性,邮箱\n5,a@b.cn\n3,c@d.cn\n".encode(), "a.csv")
    >>> propose(read_survey(file), needs)[["role", "need"]].to_numpy().tolist()
    [['importance', 'wifi'], ['personal', '']]
    """
    people = survey.answers[~signs.totals(survey.answers)]
    said = {place: _said(people[place]) for place in people.columns}
    patterns = patterns_of(needs)
    pools = _pools(survey.columns, said)
    headers = paired_headers.in_words(survey.columns)
    rows = [
        _column(column, headers[column.position], said[column.position], patterns, pools)
        for column in survey.columns.itertuples(index=False)
    ]
    codebook = pd.DataFrame(rows)
    codebook = _as_neighbours(_same_words(codebook, said), survey)
    codebook = _as_levels(codebook, said)
    codebook = _unticked(codebook, patterns).drop(columns=["family", "told"])
    return codebook.astype({"low": "Float64", "high": "Float64", "sure": "Float64"})


def _said(answers: pd.Series) -> pd.Series:
    """Return the answers of a column that say something."""
    filled = answers[answers.str.strip() != ""]
    words = {answer: scales.is_blank(answer) for answer in filled.unique()}
    return filled[~filled.map(words).astype(bool)] if len(filled) else filled


def _pools(columns: pd.DataFrame, said: dict[int, pd.Series]) -> dict[int, pd.Series]:
    """Return the answers of the whole matrix a column stands in, where they are on one scale.

    A row of a matrix that was only answered with 1 is on the scale of the others.
    """
    matrix = columns[(columns["hint"] == "matrix") & columns["values"].map(lambda one: not one)]
    pools = {}
    for _, members in matrix.groupby("question", sort=False):
        together = pd.concat([said[place] for place in members["position"]])
        if len(members) > 1 and scales.recognize(together) is not None:
            pools |= dict.fromkeys(members["position"], together)
    return pools


def _column(column, header: str, answers: pd.Series, patterns: list, pools: dict) -> dict:
    """Return the codebook row of one column."""
    need, sure = matched(column.question, column.option, patterns)
    role, why, scale, certain = _role(column, header, answers, need, pools.get(column.position))
    if role not in (*RATED, "choice"):
        need, sure = "", certain
    turned = role == "satisfaction" and bool(_REVERSED.search(column.option or column.question))
    falls = scale is not None and scale.family == "number" and scales.turned(header)
    agreement = (scale and scale.family == "agree") or bool(_AGREEMENT.search(column.question))
    return {
        "position": column.position,
        "question": column.question,
        "option": column.option,
        "role": role,
        "need": need,
        "low": scale.low if scale and role in RATED else None,
        "high": scale.high if scale and role in RATED else None,
        "reversed": bool(turned and agreement) or falls,
        "labels": scale.labels if scale and role in RATED else {},
        "why": why,
        "family": scale.family if scale else "",
        "told": bool(column.values),
        "sure": min(sure, certain) if need else certain,
    }


def _role(
    column, header: str, answers: pd.Series, need: str, pool: pd.Series | None
) -> tuple[str, str, scales.Scale | None, float]:
    """Return role, reason, scale and certainty of one column."""
    if answers.empty:
        return "ignore", "why_empty", None, 1.0
    if column.hint == "record":
        return "ignore", "why_record", None, 0.9
    if column.hint == "ranking":
        return "ignore", "why_ranking", None, 0.8
    if column.hint == "matrix" and signs.personal_header(column.option):
        return "personal", "why_personal_header", None, 0.9
    if signs.personal_header(header) and column.hint != "option":
        return "personal", "why_personal_header", None, 0.9
    if signs.time_header(header) and column.hint != "option":
        return "time", "why_time", None, 0.9
    if column.hint != "option" and (signs.record_header(header) or signs.states(header, answers)):
        return "ignore", "why_record", None, 0.9
    if signs.personal_cells(answers):
        return "personal", "why_personal_cells", None, 0.9
    if column.hint == "open":
        return "text", "why_open", None, 0.9
    if column.hint != "matrix" and (column.hint in ("option", "joined") or column.option):
        found = _option(column, header, answers)
        if found:
            return found
    if pool is not None and column.option and not signs.text_header(column.option):
        answers = pool
    return _single(column, header, answers, need)


def _option(column, header: str, answers: pd.Series):
    """Return what one of several columns of a question is, if its cells are ticks."""
    words = answers.unique()
    marks = [signs.ticked(word, column.option) for word in words]
    known = scales.plain(column.option)
    real = [
        known.endswith(scales.plain(word))
        or scales.number(word) in (0.0, 1.0)
        or signs.yes_no(pd.Series([word]))
        for word in words
    ]
    if column.hint == "joined" or (all(real) and None not in marks):
        return "choice", "why_option", None, 0.9
    if signs.text_header(column.option):
        return "text", "why_open", None, 0.8
    return None


def _single(column, header: str, answers: pd.Series, need: str):
    """Return what a column with answers of its own is."""
    special = method_columns.role_of(header, answers)
    if special:
        return special
    if signs.comment_header(column.question) and not column.values:
        return "text", "why_open", None, 0.8
    scale = value_scales.scale_of(answers, column.values, header)
    if scale is None and asked(header):
        scale = (
            value_scales.in_order(column.values)
            or scales.slider(answers)
            or scales.lettered(answers)
        )
    if scale and scale.family in _NOT_RATINGS:
        return "profile", "why_frequency", None, 0.6
    if signs.yes_no(answers):
        return ("choice", "why_yes_no", None, 0.6) if need else ("profile", "why_yes_no", None, 0.6)
    if scale:
        rated = _rating(column, header, answers, need, scale)
        if rated:
            return rated
    return _words(header, answers)


def _rating(column, header: str, answers: pd.Series, need: str, scale: scales.Scale):
    """Return importance or satisfaction, or None where numbers are codes of something else."""
    if scale.family == "important":
        return "importance", "why_importance", scale, 0.9
    if scale.family in ("satisfied", "agree"):
        statement = scale.family == "agree"
        item = _AGREEMENT.sub("", column.option or header)
        if asked(item) == "importance":
            return "importance", "why_importance", scale, 0.7
        return "satisfaction", "why_statement" if statement else "why_satisfaction", scale, 0.85
    if not need and _running(answers):
        return None
    role = asked(header)
    if role:
        return role, f"why_{role}", scale, 0.85
    if signs.profile_header(header) or (scale.high > _USUAL_MOST and not need):
        return None
    if set(map(scales.number, answers)) <= {0.0, 1.0, 2.0} and answers.nunique() <= 2:
        return None
    return "satisfaction", "why_scale_only", scale, 0.6 if need else 0.4


def _running(answers: pd.Series) -> bool:
    """Return whether the answers are the numbers of rows."""
    numbers = sorted(value for one in answers.unique() if (value := scales.number(one)) is not None)
    return len(answers) == len(numbers) > 5 and all(b - a == 1 for a, b in pairwise(numbers))


def _words(header: str, answers: pd.Series):
    """Return what a column is whose answers are on no scale."""
    distinct, lengths = answers.nunique(), answers.str.len()
    if signs.dates(answers):
        return "time", "why_dates", None, 0.7
    described = signs.profile_header(header) or signs.text_header(header)
    if distinct == 1 and len(answers) > 5 and not described:
        return "ignore", "why_constant", None, 0.6
    if signs.text_header(header) or (
        lengths.mean() > _LONG and distinct > max(3, len(answers) / 2)
    ):
        return "text", "why_long", None, 0.8
    few = distinct <= max(12, len(answers) / 4) and (distinct <= len(answers) / 2 or distinct <= 4)
    if (few or signs.profile_header(header)) and lengths.max() <= _SHORT * 1.5:
        return "profile", "why_few", None, 0.7
    if distinct == len(answers) > 5 and lengths.max() <= 12 and answers.str.fullmatch(r"\d+").all():
        return "ignore", "why_record", None, 0.6
    return "text", "why_varied", None, 0.6


def _same_words(codebook: pd.DataFrame, said: dict[int, pd.Series]) -> pd.DataFrame:
    """Read all columns of one family by one ladder: a word means the same everywhere."""
    worded = codebook[codebook["role"].isin(RATED) & codebook["labels"].map(bool)]
    worded = worded[~worded["told"]]  # a codebook knows better
    for family, columns in worded[worded["family"] != "number"].groupby("family"):
        together = pd.concat([said[place] for place in columns["position"]])
        scale = scales.recognize(together)
        if scale is None or scale.family != family:
            continue
        for row in columns.itertuples():
            labels = {answer: scale.labels.get(answer, old) for answer, old in row.labels.items()}
            if set(labels) <= set(scale.labels) | {
                a for a, old in row.labels.items() if old is None
            }:
                codebook.loc[row.Index, ["low", "high"]] = [scale.low, scale.high]
                codebook.at[row.Index, "labels"] = labels
    return codebook


def _unticked(codebook: pd.DataFrame, patterns: list) -> pd.DataFrame:
    """Keep options nobody ticked beside those that were: nobody is an answer too."""
    asked = set(codebook.loc[codebook["role"] == "choice", "question"])
    for row in codebook[codebook["why"] == "why_empty"].itertuples():
        if row.option and row.question in asked and not signs.text_header(row.option):
            need, sure = matched(row.question, row.option, patterns)
            found = ["choice", need, "why_option", sure if need else 0.9]
            codebook.loc[row.Index, ["role", "need", "why", "sure"]] = found
    return codebook


def _as_neighbours(codebook: pd.DataFrame, survey: RawSurvey) -> pd.DataFrame:
    """Give numeric columns the ends that most of the file has, where their answers allow it.

    A single code above 5 among columns answered 1 to 5 is a slip, not a longer scale.
    """
    rated = codebook["role"].isin(_CORE) & codebook["labels"].map(lambda one: not one)
    ends = codebook.loc[rated, ["low", "high"]].value_counts()
    if len(ends) < 2 or ends.iloc[0] < 0.6 * ends.sum():
        return codebook
    low, high = ends.index[0]
    for row in codebook.index[rated & (codebook["high"] != high)]:
        values = survey.answers[codebook.at[row, "position"]].map(scales.number).dropna()
        spoken = scales.recognize(pd.Series(["1", "2"]), codebook.at[row, "question"])
        if spoken.high in (5.0, high) and values.between(low, high).mean() >= 0.9:
            codebook.loc[row, ["low", "high"]] = [low, high]
    return codebook


def _as_levels(codebook: pd.DataFrame, said: dict[int, pd.Series]) -> pd.DataFrame:
    """Take ratings for LibQUAL levels where the file asks for a minimum and for the perceived."""
    headers = codebook["question"] + " " + codebook["option"]
    levels = headers.map(method_columns.level_of).where(codebook["role"].isin(_CORE), "")
    if not {"minimum", "perceived"} <= set(levels):
        return codebook
    for row in codebook.index[levels != ""]:
        answers = said[codebook.at[row, "position"]]
        scale = method_columns.scale_for(levels[row], answers, headers[row])
        found = [levels[row], scale.low, scale.high, False, "why_level"]
        codebook.loc[row, ["role", "low", "high", "reversed", "why"]] = found
    return codebook
