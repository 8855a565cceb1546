"""Margins: how many people of each category there are, as a study keeps them.

A margins table has one row per category: ``variable`` (str, the profile
question), ``category`` (str, the answer as the survey spells it), ``count``
(Float64, people or shares; only proportions within a variable matter; ``<NA>``
= said on purpose to be no part of the margin: such answers keep their weight).
"""

import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

SETTING = "margins"  # a study keeps its margins under this name, as `as_records` writes them
EVERY_WAVE = ""  # the margins that hold unless a wave has its own
COLUMNS = {"variable": "str", "category": "str", "count": "Float64"}


def setting_of(wave: str) -> str:
    """Return the name under which a study keeps the margins of one wave, or of every wave.

    Examples
    --------
    >>> setting_of(EVERY_WAVE), setting_of("w2")
    ('margins', 'margins of w2')
    """
    return f"{SETTING} of {wave}" if wave else SETTING


def holding(common: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return the margins that hold for a wave: its own where it has any of a variable.

    Enrolment differs by year; what a year does not count anew is that of every wave.

    Examples
    --------
    >>> common = from_records([{"variable": "Level", "category": "MA", "count": 56}])
    >>> own = from_records([{"variable": "Level", "category": "MA", "count": 61}])
    >>> holding(common, own)["count"].tolist()
    [61.0]
    """
    replaced = common["variable"].isin(own["variable"])
    return pd.concat([common[~replaced], own], ignore_index=True)


def empty() -> pd.DataFrame:
    """Return a margins table without rows."""
    return from_records([])


def from_records(records: object) -> pd.DataFrame:
    """Return the margins table of a kept setting; what is no margin is left out.

    Parameters
    ----------
    records
        What `as_records` gave, after storage as JSON, or None.

    Examples
    --------
    >>> kept = [{"variable": "Level", "category": "Master", "count": 5600}]
    >>> from_records(kept).to_numpy().tolist()
    [['Level', 'Master', 5600.0]]
    """
    rows = [
        [str(row["variable"]), str(row["category"]), row["count"]]
        for row in (records if isinstance(records, list) else [])
        if isinstance(row, Mapping) and row.keys() >= COLUMNS.keys()
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["count"] = pd.to_numeric(table["count"], errors="coerce")
    return table.astype(COLUMNS)


def as_records(margins: pd.DataFrame) -> list[dict[str, object]]:
    """Return a margins table as plain values, for `from_records`; <NA> becomes None."""
    counts = [None if pd.isna(count) else float(count) for count in margins["count"]]
    rows = zip(margins["variable"], margins["category"], counts, strict=True)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def with_count(
    margins: pd.DataFrame, variable: str, category: str, count: float | None
) -> pd.DataFrame:
    """Return the margins with one count set; the row is added where it is new."""
    same = margins["variable"].eq(variable) & margins["category"].eq(category)
    if same.any():
        changed = margins.copy()
        changed.loc[same, "count"] = pd.NA if count is None else count
        return changed
    row = {"variable": variable, "category": category, "count": count}
    return pd.concat([margins, from_records([row])], ignore_index=True)


def without(margins: pd.DataFrame, variable: str) -> pd.DataFrame:
    """Return the margins without those of one variable."""
    return margins[margins["variable"] != variable].reset_index(drop=True)


def with_variable(margins: pd.DataFrame, variable: str, answers: pd.Series) -> pd.DataFrame:
    """Return the margins with a row, without a count yet, for each answer of a profile question."""
    known = set(margins.loc[margins["variable"] == variable, "category"])
    new = [category for category in answers.dropna().unique() if category not in known]
    rows = [{"variable": variable, "category": one, "count": None} for one in sorted(new)]
    return pd.concat([margins, from_records(rows)], ignore_index=True)


def counted(margins: pd.DataFrame, variables: Sequence[str]) -> pd.DataFrame:
    """Return the margins of those of `variables` that have at least one count."""
    some = margins.groupby("variable")["count"].transform("count") > 0
    return margins[some & margins["variable"].isin(variables)].reset_index(drop=True)


def spelled_as(margins: pd.DataFrame, profile: pd.DataFrame) -> pd.DataFrame:
    """Return the margins with variables and categories spelled as the answers spell them.

    Letter case, width and spaces do not count; what is not found stays as it is.

    Examples
    --------
    >>> given = from_records([{"variable": "LEVEL", "category": " master", "count": 3}])
    >>> profile = pd.DataFrame({"respondent": [2], "Level": ["Master"]})
    >>> spelled_as(given, profile).to_numpy().tolist()
    [['Level', 'Master', 3.0]]
    """
    questions = {_folded(name): name for name in profile.columns if name != "respondent"}
    variables = [questions.get(_folded(name), name) for name in margins["variable"]]
    answers = {
        name: {_folded(one): one for one in profile[name].dropna().unique()}
        for name in set(variables) & set(profile.columns)
    }
    categories = [
        answers.get(variable, {}).get(_folded(category), category)
        for variable, category in zip(variables, margins["category"], strict=True)
    ]
    return margins.assign(variable=variables, category=categories).astype(COLUMNS)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).casefold().split())
