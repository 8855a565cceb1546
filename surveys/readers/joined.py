"""Multi-choice answers joined in one cell, taken apart into one column per option."""

import re

import pandas as pd

_ASKED = re.compile(
    r"(select|choose|check|tick|mark)[^.?]{0,20}\b(all|any|up to|as many)|multiple (choice|answers)"
    r"|多选|可选多项|选择所有|最多选|至多选|不定项|限选",
    re.IGNORECASE,
)
_SEPARATORS = ("┋", ";", "；", ", ", "、", "，", "|", "\n", ",")
_SKIPPED = ("", "(空)", "(跳过)", "-3", "-2")  # as 问卷星 writes a question that was not shown
_DECIMAL = re.compile(r"[+-]?\d+(?:,\d+)?%?")
_FILLED_IN = re.compile(r"〖([^〗]*)〗")  # words written beside an option of 问卷星
_ORDERED = re.compile(r"\s*(?:→|->|;|┋)\s*")
_ANY, _TOOL = (3.0, 3), (2.0, 2)  # how often options come back, in how many companies
_MOST_OPTIONS, _LONGEST = 40, 80


def is_ranking(answers: pd.Series) -> bool:
    """Return whether every answer is the same three or more things in some order.

    Examples
    --------
    >>> is_ranking(pd.Series(["A;B;C;", "C;A;B;", ""])), is_ranking(pd.Series(["A;B;", "B;"]))
    (True, False)
    """
    said = answers[~answers.str.strip().isin(_SKIPPED)]
    orders = {tuple(part for part in _ORDERED.split(cell.strip()) if part) for cell in said}
    things = {frozenset(order) for order in orders}
    return len(things) == 1 and len(orders) > 1 and len(next(iter(things))) > 2


def options_of(question: str, answers: pd.Series, family: str = "") -> pd.DataFrame | None:
    """Return one column per option, or None where the answers are not joined options.

    A question that says so ("select all", 多选) is believed when its options
    come back; without it they must come back often and in changing company.
    Microsoft Forms ends every tick with a semicolon, 问卷星 parts them by ┋.

    Returns
    -------
    One row per answer, columns = options in order of appearance: the option
    where it was chosen, "" where not. A last column "" holds what was written
    beside an option (〖…〗), where anybody did.

    Examples
    --------
    >>> options_of("需要哪些（多选）", pd.Series(["插座┋安静座位", "插座", ""])).to_numpy().tolist()
    [['插座', '安静座位'], ['插座', ''], ['', '']]
    """
    filled = answers[~answers.str.strip().isin(_SKIPPED)]
    if _decimals(filled):
        return None
    written = filled.str.findall(_FILLED_IN).str.join("; ")
    if (written != "").any():
        filled = filled.str.replace(_FILLED_IN, "", regex=True)
        found = options_of(question, filled.reindex(answers.index, fill_value=""), family)
        return None if found is None else found.assign(**{"": written}).fillna("").astype("str")
    asked = bool(_ASKED.search(question))
    ended = family == "microsoft_forms" and bool(len(filled)) and filled.str.endswith(";").all()
    if ended:
        return _spread([_parts(cell, ";") for cell in filled], filled.index, answers.index)
    for separator in _SEPARATORS:
        joined = filled[filled.str.contains(separator, regex=False)]
        if joined.empty or not (asked or separator in "┋;；, "):
            continue
        parts = [_parts(cell, separator) for cell in filled]
        if separator == ", ":
            parts = _glued(parts)
        ticks = family == "google_forms" and separator == ", "
        if separator == "┋" or _comes_back(parts, asked, _TOOL if ticks else _ANY):
            return _spread(parts, filled.index, answers.index)
    return None


def _decimals(said: pd.Series) -> bool:
    """Return whether commas part decimals: 3,5 and 4,0, which no order of options gives.

    Examples
    --------
    >>> _decimals(pd.Series(["3,5", "4,0", "2"])), _decimals(pd.Series(["1,3", "2", "1,2,3"]))
    (True, False)
    """
    cells = said.str.strip()
    if not cells.str.fullmatch(_DECIMAL).all():
        return False
    pairs = cells[cells.str.contains(",")].str.strip("%").str.split(",", expand=True)
    return bool(len(pairs)) and bool((pairs[1].astype(int) <= pairs[0].astype(int)).any())


def _parts(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]


def _comes_back(parts: list[list[str]], asked: bool, least: tuple[float, int]) -> bool:
    """Tell whether the pieces are a short list of options rather than prose."""
    pieces = [piece for row in parts for piece in row]
    distinct = set(pieces)
    if len(distinct) < 2 or len(distinct) > _MOST_OPTIONS or max(map(len, distinct)) > _LONGEST:
        return False
    if {"yes", "no", "是", "否"} & {piece.lower() for piece in distinct} and not asked:
        return False  # "Yes, I do" is one answer
    several = sum(len(row) > 1 for row in parts) / len(parts)
    company = len({tuple(row) for row in parts if len(row) > 1})
    often = len(pieces) / len(distinct)
    if asked:
        return often >= 1.5 or company >= 1
    back, companies = least
    changing = companies <= company and (company < len(parts) or least is _TOOL)
    return often >= back and several >= 0.1 and changing


def _glued(parts: list[list[str]]) -> list[list[str]]:
    """Put options together again that hold a comma themselves.

    Two neighbours that never occur without each other are one option.
    """
    while True:
        rows = [row for row in parts if row]
        follows: dict[str, set[str]] = {}
        leads: dict[str, set[str]] = {}
        for row in rows:
            for left, right in zip(["", *row], [*row, ""], strict=True):
                follows.setdefault(left, set()).add(right)
                leads.setdefault(right, set()).add(left)
        pair = next(
            (
                (left, right)
                for left, (right, *others) in ((one, sorted(many)) for one, many in follows.items())
                if left and right and not others and leads[right] == {left} and right[:1].islower()
            ),
            None,
        )
        if pair is None:
            return parts
        parts = [_merged(row, *pair) for row in parts]


def _merged(row: list[str], left: str, right: str) -> list[str]:
    if left not in row:
        return row
    place = row.index(left)
    return [*row[:place], f"{left}, {right}", *row[place + 2 :]]


def _spread(parts: list[list[str]], rows: pd.Index, index: pd.Index) -> pd.DataFrame:
    options = list(dict.fromkeys(piece for row in parts for piece in row))
    chosen = {
        option: pd.Series([option if option in row else "" for row in parts], index=rows)
        for option in options
    }
    return pd.DataFrame(chosen).reindex(index, fill_value="").astype("str")
