"""One answer at a time: its plain words, its number, and whether it says anything."""

import re
import unicodedata

from surveys.gap_words import BLANK, DONT_KNOW, NOT_APPLICABLE
from surveys.scale_words import SIMPLE

_NUMBER = re.compile(
    r"([+-]?\d{1,4}(?:[.,]\d{1,3})?)\s*(?:分|星|颗星|级|points?|stars?|pts?)?"
    r"(?:\s*(?:/|out of|of)\s*\d{1,2})?"
)
_NUMERAL = re.compile(r"([一二两三四五六七八九十])(?:颗)?(?:星|分)级?")
_NUMERALS = "〇一二三四五六七八九十"
_NOTHING = re.compile(r"[-–—－_./\\。…·~～*?？!！,，、;；:：\s]+")
_PARTICLES = re.compile(r"(?<=.)[啊呢哦吧哈呀嘛啦噢喔~～^_]+$")
_CODE_FIRST = re.compile(
    r"[(\[]?(\d{1,2})(?:\.0)?(?:分|星|颗星|stars?|points?)?\s*[)\]]?"
    r"(?:\s*[-–—=:.、．)(\s,，]\s*|(?=[\u3400-\u9fff]))\(?([^\d\s].*?)\)?"
)
_CODE_LAST = re.compile(r"([^\d]+?)\s*[(\[]?\s*[-–—=:]?\s*(\d{1,2})(?:\.0)?\s*分?\s*[)\]]?")
_STARS = re.compile(r"([★⭐]+)[☆✩]*")
_AFTER_CODE = re.compile(r"-?\d{1,3}\s*(?:[-–—=:.、]|\s)\s*([^\d\s].*)")


def plain(answer: str) -> str:
    """Return an answer in the form in which words are compared.

    Examples
    --------
    >>> plain(" Strongly  Agree. "), plain("５"), plain("Don’t know")
    ('strongly agree', '5', "don't know")
    """
    text = unicodedata.normalize("NFKC", answer).replace("’", "'").lower()
    return re.sub(r"\s+", " ", text).strip(" .。!！;；,，\t\ufeff\u200b")


def is_blank(answer: str) -> bool:
    """Return whether an answer says nothing: "", "-", "nil", 无, 没有.

    Examples
    --------
    >>> is_blank(" 无。"), is_blank("N/A"), is_blank("no"), is_blank("0")
    (True, True, False, False)
    """
    word = _PARTICLES.sub("", plain(answer).translate(SIMPLE))
    return answer.strip() in BLANK or word in BLANK or bool(_NOTHING.fullmatch(word))


def kind_of_gap(answer: str) -> str | None:
    """Return why an answer has no place on a scale, or None if it may have one.

    Returns
    -------
    "not_applicable", "dont_know", "blank" or None. The three stay apart.

    Examples
    --------
    >>> kind_of_gap("不适用"), kind_of_gap("Don't know"), kind_of_gap("-"), kind_of_gap("0")
    ('not_applicable', 'dont_know', 'blank', None)
    """
    pair = _AFTER_CODE.fullmatch(plain(answer))
    word = (pair[1] if pair else plain(answer)).translate(SIMPLE)
    if word in NOT_APPLICABLE:
        return "not_applicable"
    if word in DONT_KNOW:
        return "dont_know"
    return "blank" if is_blank(answer) else None


def number(answer: str) -> float | None:
    """Return the number an answer stands for, or None.

    Examples
    --------
    >>> [number(text) for text in ("5.0", "４", "4,5", "3分", "★★★☆☆", "4/5", "good", "80%")]
    [5.0, 4.0, 4.5, 3.0, 3.0, 4.0, None, None]
    """
    text = plain(answer)
    stars = _STARS.fullmatch(text.replace(" ", "").replace("\ufe0f", ""))
    if stars:
        return float(len(stars[1]))
    found, numeral = _NUMBER.fullmatch(text), _NUMERAL.fullmatch(text)
    if numeral:
        return float(_NUMERALS.index(numeral[1].replace("两", "二")))
    return float(found[1].replace(",", ".")) if found else None


def coded(answer: str) -> tuple[float, str] | None:
    """Return number and words of an answer that has both, or None.

    Examples
    --------
    >>> coded("5 - very important"), coded("非常满意（5分）"), coded("very important")
    ((5.0, 'very important'), (5.0, '非常满意'), None)
    """
    text = plain(answer)
    first, last = _CODE_FIRST.fullmatch(text), _CODE_LAST.fullmatch(text)
    if first and re.search(r"[^\W\d_]", first[2]):
        return float(first[1]), first[2].strip()
    if last and re.search(r"[^\W\d_]", last[1]):
        return float(last[2]), last[1].strip()
    return None
