"""What the families of exports share: how well one fits, and headers taken apart."""

import re
from dataclasses import dataclass

import pandas as pd

from surveys import scales

_SKIPPED = {"", "(空)", "(跳过)", "-1", "-2", "-3", "-99"}
_TICKS = {"0", "1", "yes", "no", "y", "n", "true", "false", "√", "✓", "✔", "x", "是", "否",
          "选中", "未选中", "已选", "未选", "checked", "unchecked", "selected",
          "not selected", "oui", "non", "ja", "nein"}  # fmt: skip
_CUT = re.compile(r".*(?:[—–－―:：(（\[【_/．.、/|]| -|--)\s*", re.DOTALL)
_FIRST_CUT = re.compile(r"^(.{2,}?(?:[:：—–?？(（\[【]| - |__)\s*)\S", re.DOTALL)
_EDGES = " \t\r\n—–－―-:：_|/"
_IN_BRACKETS = re.compile(r"[(（\[【]?([^()（）\[\]【】]*)[)）\]】]?")


@dataclass(frozen=True)
class Fit:
    """Why a file is taken for an export of one tool.

    Parameters
    ----------
    header_rows
        Rows of header this tool writes.
    evidence
        What in the file gave it away, as the file spells it.
    """

    header_rows: int
    evidence: tuple[str, ...]


def same(names: pd.Series, signs: set[str]) -> list[str]:
    """Return the names that are among some signs, whatever their case and spaces."""
    wanted = {scales.plain(sign) for sign in signs}
    return [name.strip() for name in names if scales.plain(name) in wanted]


def simple(head: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: its last header as ``question``, no ``option``, no ``hint``."""
    questions = head.iloc[-1].str.strip()
    return pd.DataFrame({"question": questions, "option": "", "hint": ""})


def grouped(columns: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return the columns with what all of a group begin with as question, the rest as option.

    Parameters
    ----------
    columns
        ``question``, ``option``, ``hint``.
    groups
        Name of the group each column belongs to, "" for none.
    """
    columns = columns.copy()
    for name, members in columns.groupby(groups.reindex(columns.index).fillna("")):
        stem = stem_of(members["question"].tolist()) if name and len(members) > 1 else ""
        if not stem:
            continue
        for place, text in members["question"].items():
            option = text[len(stem) :].strip(_EDGES)
            bare = _IN_BRACKETS.fullmatch(option)
            option = bare[1].strip() if bare else option
            question = stem.strip(_EDGES + "(（[【") or name
            columns.loc[place, ["question", "option"]] = [question, option]
    return columns


def stem_of(texts: list[str]) -> str:
    """Return what several headers begin with, up to the last sign that parts it from the rest.

    Examples
    --------
    >>> stem_of(["3、满意度—安静座位", "3、满意度—安静阅览"]), stem_of(["5(1)", "5(10)"])
    ('3、满意度—', '5(')
    """
    first, last = min(texts), max(texts)  # all others begin with what these two share
    same = [one == two for one, two in zip(first, last, strict=False)]
    found = _CUT.match(first[: [*same, False].index(False)])
    stem = found[0] if found else ""
    return stem if all(text[len(stem) :].strip(_EDGES) for text in texts) else ""


def runs_of(headers: pd.Series) -> pd.Series:
    """Return what headers of neighbouring columns begin with, "" where they stand alone.

    Examples
    --------
    >>> runs_of(pd.Series(["Uses: Wi-Fi", "Uses: Café", "Age"])).tolist()
    ['Uses: ', 'Uses: ', '']
    """
    stems = headers.str.extract(_FIRST_CUT, expand=False).fillna("")
    alike = stems.ne("") & (stems.eq(stems.shift()) | stems.eq(stems.shift(-1)))
    return stems.where(alike, "")


def hinted(columns: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return the columns with the hint "option" where a question is ticked, else "matrix".

    All columns of one question are judged together: a matrix of marks is no
    multi-choice because one of its rows was only answered with 1.
    """
    columns = columns.copy()
    open_ = columns["hint"].isin(("", "option")) & (columns["option"] != "")
    for _, members in columns[open_].groupby("question", sort=False):
        ticked = [_ticked(answers[place], columns.at[place, "option"]) for place in members.index]
        told = [tick for tick in ticked if tick is not None]
        others = [
            answers[p] for p, tick in zip(members.index, ticked, strict=True) if tick is False
        ]
        if any(told) and (not others or (len(others) == 1 and not _numbers(others[0]))):
            hints = ["" if tick is False else "option" for tick in ticked]
        else:
            hints = ["matrix"] * len(members)
        columns.loc[members.index, "hint"] = hints
    return columns


def _numbers(cells: pd.Series) -> bool:
    """Return whether a column beside ticks holds marks rather than "other, please specify"."""
    said = cells[cells.str.strip() != ""]
    return bool(said.map(scales.number).notna().any())


def _ticked(cells: pd.Series, option: str) -> bool | None:
    """Return whether all answers of a column are ticks; None where there is none."""
    words = {scales.plain(cell) for cell in cells.unique()} - _SKIPPED
    words = {word for word in words if word in _TICKS or not scales.kind_of_gap(word)}
    name = scales.plain(option)
    if not words:
        return None
    return all(word in _TICKS or name.endswith(word) for word in words)
