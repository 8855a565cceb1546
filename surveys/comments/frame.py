"""A coding frame: the codes a committee made of topics, as records that keep their history."""

from collections.abc import Iterable, Mapping

import pandas as pd

from surveys.comments.errors import MergeError
from surveys.comments.topics import Topics

Frame = list[dict[str, str]]
COLUMNS = ["code", "en", "zh", "about", "into", "gone"]


def begin(topics: Topics, names_en: Mapping[int, str], names_zh: Mapping[int, str]) -> Frame:
    """Return a frame to start from: one code per topic, described by its words.

    Returns
    -------
    One record per code: ``code`` (id, never used again), ``en``, ``zh`` (names),
    ``about`` (what it is for), ``into`` (id of the code it was merged into, or
    ""), ``gone`` ("yes" where it was removed, else "").
    """
    return [
        _record(number, names_en[number], names_zh[number], ", ".join(row.words[:5]))
        for number, row in enumerate(topics.table.itertuples(index=False), 1)
    ]


def in_use(frame: Frame) -> pd.DataFrame:
    """Return the codes in use, one row each, columns `COLUMNS`."""
    table = pd.DataFrame(frame, columns=COLUMNS).astype("str")
    return table[(table["into"] == "") & (table["gone"] == "")].reset_index(drop=True)


def added(frame: Frame, en: str, zh: str, about: str = "") -> Frame:
    """Return the frame with a new code; a missing name is taken from the other language."""
    return [*frame, _record(len(frame) + 1, en or zh, zh or en, about)]


def changed(frame: Frame, code: str, **fields: str) -> Frame:
    """Return the frame with other fields of a code: ``en``, ``zh``, ``about``, ``into``, ``gone``.

    Raises
    ------
    MergeError
        A code would be merged into itself, directly or by way of others.
    """
    edited = [row | fields if row["code"] == code else row for row in frame]
    by_code = {row["code"]: row for row in edited}
    seen, place = {code}, fields.get("into", "")
    while place:
        if place in seen:
            raise MergeError(code=by_code[code]["en"])
        seen.add(place)
        place = by_code[place]["into"]
    return edited


def resolved(codes: Iterable[str], frame: Frame) -> tuple[str, ...]:
    """Return codes as the frame has them now: merged ones followed, removed ones left out.

    Examples
    --------
    >>> frame = added(added([], "Seats", "座位"), "Chairs", "椅子")
    >>> resolved(["c2", "c1"], changed(frame, "c2", into="c1"))
    ('c1',)
    >>> resolved(["c2"], changed(frame, "c2", gone="yes"))
    ()
    """
    by_code = {row["code"]: row for row in frame}
    found = []
    for code in codes:
        while code in by_code and by_code[code]["into"]:
            code = by_code[code]["into"]
        if code in by_code and not by_code[code]["gone"]:
            found.append(code)
    return tuple(dict.fromkeys(found))


def _record(number: int, en: str, zh: str, about: str) -> dict[str, str]:
    return {"code": f"c{number}", "en": en, "zh": zh, "about": about, "into": "", "gone": ""}
