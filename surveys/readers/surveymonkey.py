"""SurveyMonkey exports: the question in row 1, its options or "Response" in row 2."""

import pandas as pd

_SINGLE = {"response", "回答", "回复", "答复", "回應"}
_OPEN = {"open-ended response", "开放式回答", "开放式回复", "开放式答复", "開放式回應"}


def header_rows(cells: pd.DataFrame) -> int:
    """Return 2 where the second row speaks of responses; else 0."""
    if len(cells) < 2:
        return 0
    second = cells.iloc[1].str.strip().str.lower()
    return 2 if second.isin(_SINGLE | _OPEN).any() else 0


def columns(head: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option``, ``hint``.

    The question stands over its first option only and is carried rightwards.
    ``hint`` is "open" for free text and "option" where the question has several columns.
    """
    questions, options = head.iloc[0].str.strip(), head.iloc[1].str.strip()
    kinds = options.str.lower()
    carried = questions.mask((questions == "") & (options != "")).ffill().fillna("")
    plain = kinds.isin(_SINGLE | _OPEN)
    hint = pd.Series("option", index=options.index).mask(plain | (options == ""), "")
    return pd.DataFrame(
        {
            "question": carried,
            "option": options.mask(plain, ""),
            "hint": hint.mask(kinds.isin(_OPEN), "open"),
        }
    )
