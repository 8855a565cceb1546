"""SurveyMonkey exports: the question in row 1, its options or "Response" in row 2."""

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit

_SINGLE = {"response", "回答", "回复", "答复", "回應", "antwort", "réponse", "respuesta"}
_OPEN = {"open-ended response", "开放式回答", "开放式回复", "开放式答复", "開放式回應",
         "offene antwort", "réponse ouverte"}  # fmt: skip
_OWN = {"Respondent ID", "RespondentID", "Collector ID", "CollectorID", "受访者 ID", "受访者ID",
        "收集器 ID", "收集器ID", "回覆者 ID"}  # fmt: skip


def fits(cells: pd.DataFrame) -> Fit | None:
    """Return why the file is a SurveyMonkey export, or None."""
    own = heads.same(cells.iloc[0], _OWN)
    if len(cells) < 2:
        return None
    second = cells.iloc[1].str.strip()
    said = second[second.str.lower().isin(_SINGLE | _OPEN)].unique()
    below = bool(own) and not cells.iloc[1].head(2).str.strip().any()
    if not len(said) and not (below and second.any()):
        return Fit(1, tuple(own)) if len(own) > 1 else None
    return Fit(2, (*own, *said))


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option``, ``hint``.

    The question stands over its first option only and is carried rightwards.
    ``hint`` is "open" for free text and "option" where the question has several columns.
    """
    if len(head) < 2:
        return heads.simple(head)
    questions, options = head.iloc[-2].str.strip(), head.iloc[-1].str.strip()
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
