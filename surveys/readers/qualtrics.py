"""Qualtrics exports: three header rows with ImportId, or two in the legacy format."""

import pandas as pd

_LEGACY = {"ResponseID", "ResponseSet", "StartDate", "EndDate"}


def header_rows(cells: pd.DataFrame) -> int:
    """Return the number of header rows of a Qualtrics export; 0 where it is none."""
    if len(cells) > 2 and cells.iloc[2].str.contains('"ImportId"', regex=False).any():
        return 3
    if len(cells) > 1 and cells.iloc[0, 0] == "V1" and _LEGACY & set(cells.iloc[1]):
        return 2
    return 0


def columns(head: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question`` (text, else code), ``option``, ``hint``."""
    codes, texts = head.iloc[0].str.strip(), head.iloc[1].str.strip()
    if len(head) > 2:  # the tool's own columns keep their code, which is the same in every language
        texts = texts.where(head.iloc[2].str.contains('"QID', regex=False), codes)
    return pd.DataFrame({"question": texts.where(texts != "", codes), "option": "", "hint": ""})
