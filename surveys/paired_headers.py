"""Headers that say importance and satisfaction by a letter: "Wi-Fi_I" beside "Wi-Fi_S"."""

import re

import pandas as pd

_AFTER = re.compile(r"(.+?)[\s_.:(（\[/–—-]+(I|S|P|Imp|Sat|Perf|重|满)[)）\]]?", re.IGNORECASE)
_BEFORE = re.compile(r"[(（\[]?(I|S|P|Imp|Sat|Perf|重|满)[)）\]]?[_.:/–—-]+\s*(.+)", re.IGNORECASE)
_ROLES = {"i": "importance", "imp": "importance", "重": "importance"}
_FEWEST = 2  # items that are asked both ways; one pair may be chance


def roles(headers: pd.Series) -> dict[int, str]:
    """Return "importance" or "satisfaction" of headers that say it by a letter.

    Two items or more must be asked both ways; otherwise a letter is a letter.

    Parameters
    ----------
    headers
        One header per column (str).

    Examples
    --------
    >>> roles(pd.Series(["Wi-Fi_I", "Wi-Fi_S", "Light_I", "Light_S", "World War I"]))
    {0: 'importance', 1: 'satisfaction', 2: 'importance', 3: 'satisfaction'}
    """
    found: dict[str, dict[str, int]] = {}
    for place, header in headers.items():
        after, before = _AFTER.fullmatch(header.strip()), _BEFORE.fullmatch(header.strip())
        if not after and not before:
            continue
        item, mark = after.groups() if after else before.groups()[::-1]
        role = _ROLES.get(mark.lower(), "satisfaction")
        found.setdefault(item.lower(), {})[role] = place
    pairs = [places for places in found.values() if len(places) > 1]
    if len(pairs) < _FEWEST:
        return {}
    return {place: role for places in pairs for role, place in places.items()}


def in_words(columns: pd.DataFrame) -> dict[int, str]:
    """Return what each column is headed by, with the role in words where a letter says it.

    Parameters
    ----------
    columns
        ``position``, ``question``, ``option`` as `surveys.readers.RawSurvey` has them.
    """
    headers = (columns["question"] + " " + columns["option"]).str.strip()
    headers = headers.set_axis(columns["position"])
    letters = roles(headers)
    return {place: f"{said} {letters.get(place, '')}".strip() for place, said in headers.items()}
