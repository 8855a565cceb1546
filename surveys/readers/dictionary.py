"""Codebooks: what the columns of a file are called, what they ask, what their values mean."""

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from surveys.readers.value_pairs import pairs_in

COLUMNS = ("code", "question", "option", "labels", "missing")
_HEADERS = {
    "code": r"(?:variable|column|field|item|question)? ?(?:name|code|id|no\.?|number)?|var"
    r"|变量名?称?|变量代码|题号|字段名?|列名|(?:题目|变量|问题)?(?:编码|编号|代码|代號)"
    r"|變數名?稱?|題號|欄位",
    "question": r"questions?|(?:variable |question )?(?:label|text|wording|description)"
    r"|full question|statement|题目|题干|题目内容|问题|变量标签|标签|变量说明|说明"
    r"|含义|題目|問題|變數標籤|說明",
    "value": r"values?|answer code|option code|codes?|value code|response code|取值|数值|值"
    r"|选项代码|选项编号|选项编码|答案代码|數值|選項代碼",
    "label": r"(?:value |answer |option |response )?(?:labels?|text|meaning)|options?|answers?"
    r"|meaning|值标签|取值含义|选项|选项内容|选项文字|选项文本|含义|标签|答案|說明|選項|值標籤",
}
_LOOKED_AT = 8  # rows that may stand above the header of a codebook
_MANY = 0.5


@dataclass(frozen=True)
class Dictionary:
    """A codebook.

    Parameters
    ----------
    source
        Sheet or file it was read from; "" where the data file itself brings it.
    variables
        One row per variable: ``code`` (str, as the data file heads its column),
        ``question``, ``option`` (str, "" where not told), ``labels`` (dict of
        value -> words), ``missing`` (tuple of values that are no answer).
    """

    source: str
    variables: pd.DataFrame


def read_dictionary(cells: pd.DataFrame, source: str, known: set[str] = frozenset()):
    """Return the codebook a table is, or None if it is none.

    Two forms are read: one row per variable with all values in one cell
    ("1=bad; 2=good"), and one row per value, where the variable may stand in
    the first of its rows only.

    Parameters
    ----------
    cells
        Cells of a sheet or file.
    source
        What to call it.
    known
        Keys (see `key`) of the headers of the data; a column that names them
        is the column of codes, whatever it is headed.

    Examples
    --------
    >>> book = read_dictionary(pd.DataFrame([["Variable", "Label", "Values"],
    ...     ["q1", "Quiet seats", "1=bad; 2=good"]]), "codebook")
    >>> book.variables[["code", "question", "labels"]].to_numpy().tolist()
    [['q1', 'Quiet seats', {'1': 'bad', '2': 'good'}]]
    """
    texts = cells.apply(lambda column: column.str.strip())
    for above in range(min(_LOOKED_AT, len(texts) - 1)):
        places = _places(texts.iloc[above], texts.iloc[above + 1 :], known)
        if places:
            rows = _variables(texts.iloc[above + 1 :], places)
            return Dictionary(source, pd.DataFrame(rows, columns=list(COLUMNS))) if rows else None
    return None


def key(name: str) -> str:
    """Return a column name in the form in which names are compared.

    Examples
    --------
    >>> key(" Q1_SQ001 ") == key("q1[SQ001]"), key("５、安静座位")
    (True, '5安静座位')
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).lower())


def _places(head: pd.Series, body: pd.DataFrame, known: set[str]) -> dict[str, int] | None:
    """Return the columns of code, question, pairs, value and label; None for no codebook."""
    pairs = [place for place in body if _share(body[place], lambda cell: len(pairs_in(cell)) > 1)]
    free = [place for place in body if place not in pairs]
    code = _code_place(head, body[free], known)
    if code is None:
        return None
    free.remove(code)
    places = {"code": code}
    if pairs:
        places["pairs"] = pairs[0]
    else:
        found = _value_and_label(head, body, free)
        places |= found
        free = [place for place in free if place not in found.values()]
    asked = [place for place in free if _is(head[place], "question")]
    long = sorted(free, key=lambda place: -body[place].str.len().mean())
    long = [place for place in long if body[place].str.len().mean() > 3]
    if asked or (long and known):
        places["question"] = (asked or long)[0]
    told = "pairs" in places or "label" in places
    named = _is(head[code], "code") and ("question" in places or told)
    return places if (told and named) or (known and len(places) > 1) else None


def _code_place(head: pd.Series, body: pd.DataFrame, known: set[str]) -> int | None:
    """Return the column whose cells name columns of the data, else the one headed so."""
    hits = {
        place: sum(key(cell) in known for cell in body[place].unique() if cell) for place in body
    }
    best = max(hits, key=hits.get, default=None)
    if best is not None and hits[best] >= max(1, _MANY * min(len(known), body[best].ne("").sum())):
        return best
    if known:
        return best if best is not None and hits[best] >= 2 else None
    return next((place for place in body if head[place] and _is(head[place], "code")), None)


def _value_and_label(head: pd.Series, body: pd.DataFrame, free: list[int]) -> dict[str, int]:
    """Return the columns of a value per row and of its words."""
    short = [
        place
        for place in free
        if (body[place] != "").any()
        and body.loc[body[place] != "", place].str.fullmatch(r"-?\w{1,5}(?:\.0)?").mean() > 0.9
    ]
    value = next((place for place in short if _is(head[place], "value")), None)
    rest = [place for place in free if place != value and body[place].nunique() > 1]
    label = next(
        (place for place in reversed(rest) if value is not None and _is(head[place], "label")), None
    )
    return {} if label is None else {"value": value, "label": label}


def _variables(body: pd.DataFrame, places: dict[str, int]) -> list[dict]:
    """Return one record per variable, in the order of the codebook."""
    body = body[(body != "").any(axis=1)]
    codes = body[places["code"]]
    if "label" in places:
        codes = codes.mask(codes == "").ffill().fillna("")
    found = []
    for code, rows in body.groupby(codes, sort=False):
        if not code:
            continue
        labels: dict[str, str] = {}
        if "pairs" in places:
            for cell in rows[places["pairs"]]:
                labels |= pairs_in(cell)
        elif "label" in places:
            values = rows[places["value"]].str.replace(r"\.0$", "", regex=True)
            labels = dict(zip(values, rows[places["label"]], strict=True))
        asked = rows[places["question"]] if "question" in places else pd.Series(dtype="str")
        question = next((text for text in asked if text), "")
        labels = {value: words for value, words in labels.items() if value and words}
        found.append(dict(zip(COLUMNS, (code, question, "", labels, ()), strict=True)))
    return found


def _is(header: str, what: str) -> bool:
    text = unicodedata.normalize("NFKC", header).strip(" :*").lower()
    return bool(text) and bool(re.fullmatch(_HEADERS[what], text))


def _share(cells: pd.Series, holds) -> bool:
    """Return whether at least half of the filled cells of a column pass a test."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(holds, filled)) >= _MANY * len(filled)
