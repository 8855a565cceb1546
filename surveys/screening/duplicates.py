"""Duplicates: the same answers once more, from the same source or from nobody knows where."""

import pandas as pd

from surveys.screening.rule import Limit, Rule, Sheet

_STEADY = 1  # marks: who gives one mark only agrees with others by chance


def find(sheet: Sheet, least: int | str) -> pd.Series:
    """Flag all but the first of equal answers from one participant id or one address.

    One id is enough. One address is shared by a campus: there, `least` answers
    must agree, and the ratings among them must not all be one mark.
    """
    by_person = _again(sheet, sheet.marks["person"])
    by_source = _again(sheet, sheet.marks["source"]) & _telling(sheet, int(least))
    return by_person | by_source


def find_lookalikes(sheet: Sheet, least: int | str) -> pd.Series:
    """Flag all but the first of equal answers, whoever gave them.

    Again `least` answers must agree, and the ratings not all be one mark.
    """
    everybody = pd.Series(1, index=sheet.kept.index, dtype="Int64")
    return _again(sheet, everybody) & _telling(sheet, int(least)) & ~find(sheet, least)


def possible(sheet: Sheet) -> bool:
    """Tell whether any rows are known to come from one participant or one address."""
    return bool(sheet.marks[["person", "source"]].notna().any(axis=None))


def possible_lookalikes(sheet: Sheet) -> bool:
    """Tell whether anybody answered enough questions for the smallest limit."""
    return bool((sheet.answered >= LIMIT.low).any())


def _again(sheet: Sheet, group: pd.Series) -> pd.Series:
    """Mark who answers as somebody earlier of the same group did; <NA> is no group."""
    known = pd.DataFrame({"group": group, "content": sheet.content}).loc[sheet.order]
    known = known[known["group"].notna() & (sheet.answered.loc[known.index] > 0)]
    return known.duplicated().reindex(sheet.kept.index, fill_value=False)


def _telling(sheet: Sheet, least: int) -> pd.Series:
    """Mark answers that two people would hardly give alike."""
    marks = sheet.ratings.nunique(axis=1)
    return (sheet.answered >= least) & ((marks > _STEADY) | (marks == 0))


LIMIT = Limit(10, low=3, high=100, unit="answers")
DUPLICATES = Rule("duplicates", find, possible, LIMIT, on=True, trust="guess")
LOOKALIKES = Rule(
    "lookalikes", find_lookalikes, possible_lookalikes, LIMIT, on=False, trust="guess"
)
