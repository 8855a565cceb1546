"""Screening a wave: every rule with its count, and whose answers count in the end."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from surveys.screening.blanks import BLANKS
from surveys.screening.contradictions import KANO_CONTRADICTIONS, LEVELS_INVERTED
from surveys.screening.duplicates import DUPLICATES, LOOKALIKES
from surveys.screening.long_strings import LONG_STRINGS
from surveys.screening.repeated_people import REPEATED_PEOPLE
from surveys.screening.rule import Rule, Sheet
from surveys.screening.speeders import SPEEDERS
from surveys.screening.straight_lines import STRAIGHT_LINES

RULES: tuple[Rule, ...] = (
    DUPLICATES,
    REPEATED_PEOPLE,
    SPEEDERS,
    LEVELS_INVERTED,
    STRAIGHT_LINES,
    LONG_STRINGS,
    BLANKS,
    LOOKALIKES,
    KANO_CONTRADICTIONS,
)
MOST = 0.2  # a rule that flags a larger share of a new file is off until somebody looks
Choice = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Screening:
    """What the rules found in a wave.

    Parameters
    ----------
    table
        One row per rule, in the order of `RULES`: ``rule`` (str), ``possible``
        (bool: the wave holds what it needs), ``on`` (bool), ``limit`` (object),
        ``flagged`` (Int64, people), ``only`` (Int64, people it flags and no
        other rule that is on); counts are <NA> where the rule is not possible.
    flags
        One row per respondent, one bool column per rule.
    out
        Respondents flagged by a rule that is on: their answers do not count.
    n
        Respondents.
    """

    table: pd.DataFrame
    flags: pd.DataFrame
    out: pd.Index
    n: int

    @property
    def kept(self) -> int:
        """Respondents whose answers count."""
        return self.n - len(self.out)


def screen(
    codebook: pd.DataFrame, kept: pd.DataFrame, marks: pd.DataFrame | None, choice: Choice | None
) -> Screening:
    """Return what each rule finds, and whose answers do not count.

    Nothing is altered or deleted: with all rules off, everybody counts.

    Parameters
    ----------
    codebook, kept
        As `surveys.checks.understand` takes and returns them.
    marks
        As `surveys.screening.marks` returns them; None or missing rows: nothing is known.
    choice
        Rule -> ``on`` and ``limit``; a rule that is missing is off, None: all are off.

    Examples
    --------
    >>> book = pd.DataFrame({"position": [0, 1], "question": ["Wi-Fi", "Light"], "option": "",
    ...     "role": "satisfaction", "need": ["wifi", ""], "low": 1.0, "high": 5.0,
    ...     "reversed": False})
    >>> kept = pd.DataFrame({"0": [5, None, 2], "1": [4, None, None]}, index=[2, 3, 4])
    >>> found = screen(book, kept, None, {"blanks": {"on": True, "limit": 60}})
    >>> found.out.tolist(), found.kept
    ([3], 2)
    """
    sheet = make_sheet(codebook, kept, marks)
    settled = {rule.key: _settled(rule, choice) for rule in RULES}
    can = {rule.key: rule.possible(sheet) for rule in RULES}
    nobody = pd.Series(False, index=sheet.kept.index)
    flags = pd.DataFrame(
        {
            rule.key: rule.find(sheet, settled[rule.key]["limit"]) if can[rule.key] else nobody
            for rule in RULES
        }
    ).astype(bool)
    on = [key for key, one in settled.items() if one["on"] and can[key]]
    out = flags.index[flags[on].any(axis=1)]
    rows = [
        {"rule": key, "possible": can[key], **one, **_counts(flags, key, on, can[key])}
        for key, one in settled.items()
    ]
    table = pd.DataFrame(rows).astype({"flagged": "Int64", "only": "Int64", "limit": "object"})
    return Screening(table, flags, out, len(kept))


def usual(codebook: pd.DataFrame, kept: pd.DataFrame, marks: pd.DataFrame | None) -> dict:
    """Return the choice a new file begins with.

    A rule that is on by default stays off where it flags more than a fifth of
    the answers: it then says more of the questionnaire than of people.
    """
    found = screen(codebook, kept, marks, None).table.set_index("rule")["flagged"].fillna(0)
    return {
        rule.key: {
            "on": bool(rule.on and found[rule.key] <= MOST * len(kept)),
            "limit": rule.limit.usual,
        }
        for rule in RULES
    }


def make_sheet(codebook: pd.DataFrame, kept: pd.DataFrame, marks: pd.DataFrame | None) -> Sheet:
    """Return the answers as rules look at them."""
    kept = kept.set_axis(kept.columns.astype(str), axis="columns")
    if marks is None:
        marks = pd.DataFrame(index=kept.index[:0], columns=["seconds", "person", "source"])
    types = {"seconds": "Float64", "person": "Int64", "source": "Int64"}
    book = codebook[codebook["position"].astype(str).isin(kept.columns)]
    ends = book.astype({"low": "Float64", "high": "Float64"})
    return Sheet(ends, kept, marks.reindex(kept.index).astype(types))


def _settled(rule: Rule, choice: Choice | None) -> dict[str, object]:
    """Return whether a rule is on, and a limit it can have."""
    one = (choice or {}).get(rule.key, {})
    return {"on": bool(one.get("on", False)), "limit": rule.limit.valid(one.get("limit"))}


def _counts(flags: pd.DataFrame, key: str, on: list[str], possible: bool) -> dict[str, object]:
    if not possible:
        return {"flagged": pd.NA, "only": pd.NA}
    others = flags[[other for other in on if other != key]].any(axis=1)
    return {"flagged": int(flags[key].sum()), "only": int((flags[key] & ~others).sum())}
