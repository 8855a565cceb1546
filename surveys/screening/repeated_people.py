"""Repeated participants: one participant id with different answers."""

import pandas as pd

from surveys.screening.rule import Limit, Rule, Sheet


def find(sheet: Sheet, keep: int | str) -> pd.Series:
    """Flag all answers of one participant but the ``first`` or the ``last`` different ones.

    Equal answers count as one answer here: they are what `duplicates` is for,
    so one of each participant always stays.
    """
    known = pd.DataFrame({"person": sheet.marks["person"], "content": sheet.content})
    known = known.loc[sheet.order].dropna(subset="person")
    different = known.drop_duplicates()
    stay = different.drop_duplicates("person", keep="last" if keep == "last" else "first")
    chosen = known["person"].map(stay.set_index("person")["content"])
    return (known["content"] != chosen).reindex(sheet.kept.index, fill_value=False)


def possible(sheet: Sheet) -> bool:
    """Tell whether any participant id stands in several rows."""
    return bool(sheet.marks["person"].notna().any())


REPEATED_PEOPLE = Rule(
    "repeated_people",
    find,
    possible,
    Limit("first", unit="", words=("first", "last")),
    on=True,
    trust="guess",
)
