"""SPSS files: cells as codes, and the dictionary the file brings along."""

import datetime as dt
import io

import pandas as pd

from surveys.readers.dictionary import COLUMNS, Dictionary
from surveys.readers.errors import FileDamagedError, HeaderOnlyError
from surveys.readers.heads import Fit

SIGNATURES = (b"$FL2", b"$FL3")
_MOST_MISSING = 50  # values of a range that are spelled out


def is_spss(content: bytes) -> bool:
    """Return whether bytes are an SPSS data file (.sav or .zsav)."""
    return content.startswith(SIGNATURES)


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return None: the file says by its bytes that it is SPSS, not by its cells."""
    return None


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per variable, named as in the file; the dictionary says more."""
    return pd.DataFrame({"question": head.iloc[-1].str.strip(), "option": "", "hint": ""})


def cells_of(
    content: bytes, name: str, encoding: str | None = None
) -> tuple[pd.DataFrame, str, Dictionary]:
    """Return the cells (first row: variable names), their encoding and the dictionary.

    Values are as stored, also those declared missing, so that the dictionary
    can tell not applicable from don't know.

    Raises
    ------
    FileDamagedError
        The file breaks off or cannot be read in the encoding.
    HeaderOnlyError
        It holds variables but nobody's answers.
    """
    import pyreadstat  # late: pages that read no SPSS file do not wait for it

    try:
        table, meta = pyreadstat.read_sav(io.BytesIO(content), user_missing=True, encoding=encoding)
    except (pyreadstat.ReadstatError, UnicodeDecodeError, LookupError, ValueError) as broken:
        raise FileDamagedError(name=name) from broken
    if table.empty:
        raise HeaderOnlyError(name=name)
    body = {place: [_text(value) for value in table[one]] for place, one in enumerate(table)}
    cells = pd.DataFrame(
        {place: pd.array([one, *body[place]], dtype="str") for place, one in enumerate(table)}
    )
    return cells, str(meta.file_encoding), Dictionary("", _variables(table, meta))


def _variables(table: pd.DataFrame, meta) -> pd.DataFrame:
    """Return one row per variable; variables of a multiple response set are its options."""
    set_of = {name: one for one in meta.mr_sets.values() for name in one["variable_list"]}
    rows = []
    for code in table:
        question, option = meta.column_names_to_labels.get(code) or "", ""
        labels = {_text(v): t for v, t in meta.variable_value_labels.get(code, {}).items()}
        missing = _missing(meta, code, table[code])
        group = set_of.get(code)
        if group and group["is_dichotomy"]:
            question, option = group["label"] or question, question or code
            labels = _ticks(group["counted_value"], table[code], missing)
        rows.append((code, question, option, labels, missing))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _ticks(counted: object, values: pd.Series, missing: tuple[str, ...]) -> dict[str, str]:
    """Return yes for the counted value of an option, no for the others."""
    said = {_text(value) for value in values} - {"", *missing}
    return {value: "Yes" if value == _text(_number(counted)) else "No" for value in sorted(said)}


def _number(value: object) -> object:
    """Return a counted value as a number where it is one; sets write it as text."""
    try:
        return float(str(value))
    except ValueError:
        return value


def _missing(meta, code: str, values: pd.Series) -> tuple[str, ...]:
    """Return the values of a column that the file declares missing."""
    ranges = meta.missing_ranges.get(code, [])
    ends = [(one["lo"], one["hi"]) if isinstance(one, dict) else (one, one) for one in ranges]
    told = [*values.dropna().unique(), *meta.variable_value_labels.get(code, {})]
    found = [
        _text(value)
        for value in told
        if any(type(low) is type(value) or not isinstance(value, str) for low, _ in ends)
        and any(_between(value, low, high) for low, high in ends)
    ]
    return tuple(dict.fromkeys(found))[:_MOST_MISSING]


def _between(value: object, low: object, high: object) -> bool:
    if isinstance(value, str) or isinstance(low, str):
        return value == low
    return not isinstance(value, dt.date) and low <= value <= high


def _text(value: object) -> str:
    """Return a stored value as a person would type it; system-missing is blank."""
    match value:
        case None:
            return ""
        case float() if value != value:
            return ""
        case float():
            return f"{value:.15g}"
        case dt.datetime() | pd.Timestamp():
            return "" if pd.isna(value) else f"{value:%Y-%m-%d %H:%M:%S}"
        case dt.date():
            return f"{value:%Y-%m-%d}"
        case _:
            return "" if pd.isna(value) else str(value).strip()
