"""Dates and times as people and systems write them, brought to one spelling."""

import pyarrow as pa
import pyarrow.compute as pc

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ANY = (
    (r"\b([ap])\. ?m\b\.?", r"\1m"),
    (r"\b(12 ?)?noon\b", "12:00 pm"),
    (r"\b(12 ?)?midnight\b", "12:00 am"),
    (r"(\d)([ap]m)\b", r"\1 \2"),
    (r"\b(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?\b[.,]?", " "),
    (r"(\d)(st|nd|rd|th)\b", r"\1"),
    (r"(\d)t(\d)", r"\1 \2"),
    (r"(\d) ?(h|uhr)\b", r"\1:00"),
)
_CHINESE = (
    (r"[(\[]?(星期|礼拜|周)[一二三四五六日天][)\]]?", " "),
    (r"[年月]", "-"),
    (r"[日号]", " "),
    (r"(\d+)[点时]半", r"\1:30"),
    (r"(\d+)[点时](\d+)分?", r"\1:\2"),
    (r"(\d+)[点时]整?", r"\1:00"),
    (r"分|秒", ":"),
    (r"(上午|早上|清晨|早晨|凌晨|早)", " am "),
    (r"(下午|傍晚|晚上|中午|晚)", " pm "),
    (r"[至到]", "-"),
)


def plain(texts: pa.Array) -> pa.Array:
    """Return date and time texts in ASCII digits, ``am``/``pm``, month names as m01..m12.

    Examples
    --------
    >>> plain(pa.array(["2024年3月4日 下午2点半", "4 Mar 2024, 2:30 P.M."])).to_pylist()
    ['2024-3-4 pm 2:30', '4 m03 2024 2:30 pm']
    """
    texts = pc.utf8_lower(pc.utf8_normalize(texts, form="NFKC"))
    if pc.any(pc.match_substring_regex(texts, r"[^\x00-\x7f]")).as_py():
        texts = _replaced(texts, _CHINESE)
        texts = pc.replace_substring_regex(texts, r"[–—―~]", "-")
    if pc.any(pc.match_substring_regex(texts, r"[a-z]")).as_py():
        texts = _replaced(texts, _ANY)
        named = ((rf"\b{name}[a-z]*\.?", f"m{month:02}") for month, name in enumerate(_MONTHS, 1))
        texts = _replaced(texts, named)
    texts = pc.replace_substring_regex(texts, r"[,\s]+", " ")
    texts = pc.replace_substring_regex(texts, r"(:| )+$", "")
    return pc.utf8_trim_whitespace(texts)


def _replaced(texts: pa.Array, rules) -> pa.Array:
    """Return the texts after every rule, in order."""
    for pattern, spelling in rules:
        texts = pc.replace_substring_regex(texts, pattern, spelling)
    return texts
