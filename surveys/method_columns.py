"""Columns of Kano, LibQUAL and recommendation questions: how they show, and their scales."""

import re

import pandas as pd

from surveys import scales
from surveys.scales import Scale

LEVELS = ("minimum", "desired", "perceived")  # LibQUAL, 1 to 9
PAIR = ("functional", "dysfunctional")  # Kano, 1 = like .. 5 = dislike
RECOMMEND = "recommend"  # 0 to 10
EXTRA_ROLES = (*LEVELS, *PAIR, RECOMMEND)

KANO_WORDS = tuple(
    frozenset(words.split("|"))
    for words in (
        "i like it|i like it that way|like it|like|i enjoy it|i would like it|i'd like it"
        "|喜欢|我喜欢|很喜欢|我很喜欢|非常喜欢|我喜欢这样|满意|很满意",
        "i expect it|it must be that way|expect it|must be|must-be|i expect it that way"
        "|it is a must|理应如此|它理应如此|理所当然|理所应当|应该如此|应该的|必须这样|必须如此",
        "i am neutral|i'm neutral|neutral|i don't care|indifferent"
        "|无所谓|我无所谓|没关系|不在乎|中立",
        "i can tolerate it|i can live with it|i can live with it that way|live with it|live with"
        "|tolerate it|tolerate|i could tolerate it|勉强接受|能忍受|可以忍受|我能忍受|可以接受"
        "|勉强可以接受|能够忍受|我可以忍受|还能忍受",
        "i dislike it|i dislike it that way|dislike it|dislike|i do not like it|i don't like it"
        "|不喜欢|我不喜欢|很不喜欢|我很不喜欢|非常不喜欢|讨厌|不能接受|无法接受|不满意|很不满意",
    )
)
_NAMED_WITHOUT = re.compile(r"dysfunctional|negative question|反向(?:题|问题|提问)", re.I)
_NAMED_WITH = re.compile(r"(?<!dys)functional|positive question|正向(?:题|问题|提问)", re.I)
_IF_WITHOUT = re.compile(
    r"\bif\b.*(?:\bnot\b|\bno\b|n't\b|\bwithout\b|\black|\babsent|\bremoved|\bunavailable)"
    r"|\bwithout\b|\babsen(?:t|ce)\b|(?:如果|假如|若|当).*(?:没有|不提供|未提供|不具备|不设|取消"
    r"|缺少|无法|不能|不再|没)|不提供|不具备",
    re.I,
)
_IF_WITH = re.compile(
    r"\bif\b|\bpresen(?:t|ce)\b|(?:如果|假如|若|当).*(?:有|提供|具备|增设|设置|能|可以)|提供|具备",
    re.I,
)
_LEVEL_WORDS = {
    "minimum": re.compile(
        r"\bminim(?:um|al)\b|最低(?:可接受|要求|期望|水平|标准|服务|限度)|最低值", re.I
    ),
    "desired": re.compile(r"\bdesired?\b|理想(?:水平|服务|期望|值)|期望(?:水平|服务|值)", re.I),
    "perceived": re.compile(
        r"\bperceived\b|\bperception\b|实际(?:感受|感知|水平|服务|值)|感知", re.I
    ),
}
_ADVICE = re.compile(
    r"recommend.*(?:friend|colleague|other|peer|classmate)|推荐.*(?:朋友|同学|他人|同事|别人)"
    r"|(?:朋友|同学|他人|同事|别人).*推荐|net promoter|\bnps\b",
    re.I,
)
_LETTER = re.compile(r"[a-h]\s*[.、．)]\s*(\D.+)")
_MOST = 0.7  # share of the answers that must be words of the list


def role_of(header: str, answers: pd.Series) -> tuple[str, str, Scale, float] | None:
    """Return role, reason, scale and certainty of a Kano or recommendation column, or None.

    Examples
    --------
    >>> role_of("If there were no lockers, how would you feel?",
    ...     pd.Series(["I dislike it", "I am neutral"]))[0]
    'dysfunctional'
    >>> role_of("Would you recommend us to a friend?", pd.Series(["0", "7", "10"]))[0]
    'recommend'
    >>> role_of("If it rains, how happy are you?", pd.Series(["happy", "unhappy"]))
    """
    worded = _kano_words(answers)
    for role, named, spoken in (
        ("dysfunctional", _NAMED_WITHOUT, _IF_WITHOUT),
        ("functional", _NAMED_WITH, _IF_WITH),
    ):
        if worded and (named.search(header) or spoken.search(header)):
            return role, "why_kano", worded, 0.9
        if named.search(header) and _within(answers, 1, 5):
            return role, "why_kano", Scale("kano", 1.0, 5.0), 0.7
    if _ADVICE.search(header) and _within(answers, 0, 10):
        known = scales.recognize(answers, header)
        if known and known.family == "number" and _to_ten(answers, header):
            return RECOMMEND, "why_recommend", Scale("number", 0.0, 10.0, known.labels), 0.9
    return None


def level_of(header: str) -> str:
    """Return which LibQUAL level a header names, or "".

    Examples
    --------
    >>> level_of("Quiet space [Minimum]"), level_of("安静空间－感知"), level_of("Wi-Fi")
    ('minimum', 'perceived', '')
    """
    return next((level for level, words in _LEVEL_WORDS.items() if words.search(header)), "")


def scale_for(role: str, answers: pd.Series, header: str) -> Scale | None:
    """Return the scale a column of a role is answered on, or None if it is none.

    LibQUAL is asked from 1 to 9 and advice from 0 to 10 even where nobody used
    the ends; other roles have the scale `scales.recognize` finds.
    """
    if role in PAIR:
        numbers = Scale("kano", 1.0, 5.0) if _within(answers, 1, 5) else None
        return _kano_words(answers) or numbers
    if role in LEVELS and _within(answers, 1, 9):
        return _spoken(header) or Scale("number", 1.0, 9.0)
    if role == RECOMMEND and _within(answers, 0, 10):
        return _spoken(header) or Scale("number", 0.0, 10.0)
    return scales.recognize(answers, header) or scales.lettered(answers)


def _spoken(header: str) -> Scale | None:
    """Return the scale the header names itself, such as "1-7"."""
    usual, said = (scales.recognize(pd.Series(["1", "2"]), text) for text in ("", header))
    return None if said is None or (said.low, said.high) == (usual.low, usual.high) else said


def _kano_words(answers: pd.Series) -> Scale | None:
    counts = answers.value_counts()
    said = counts[[scales.kind_of_gap(answer) is None for answer in counts.index]]
    steps = {answer: _step(answer) for answer in said.index}
    labels = {answer: float(step) for answer, step in steps.items() if step}
    read = int(said[list(labels)].sum())
    if not labels or read < _MOST * said.sum():
        return None
    return Scale("kano", 1.0, 5.0, labels, read / int(said.sum()))


def _step(answer: str) -> int:
    pair = scales.coded(answer)
    word = pair[1] if pair else scales.plain(answer)
    lettered = _LETTER.fullmatch(word)
    word = lettered[1] if lettered else word
    return next((n for n, words in enumerate(KANO_WORDS, start=1) if word in words), 0)


def _to_ten(answers: pd.Series, header: str) -> bool:
    """Return whether marks are from 0 to 10, also where nobody gave the highest."""
    said = _spoken(header)
    marks = {mark for one in answers.unique() if (mark := _mark(one)) is not None}
    if said is not None:
        return said.high == 10
    return max(marks) > 7 or (0 in marks and max(marks) > 5)


def _mark(answer: str) -> float | None:
    """Return the number of an answer, also of "10 - extremely likely"."""
    value, pair = scales.number(answer), scales.coded(answer)
    return value if value is not None or pair is None else pair[0]


def _within(answers: pd.Series, low: int, high: int) -> bool:
    """Return whether most answers are whole numbers between two ends."""
    said = answers[[scales.kind_of_gap(answer) is None for answer in answers]]
    numbers = said.map(_mark).dropna()
    inside = numbers.between(low, high) & (numbers % 1 == 0)
    return bool(len(said)) and inside.sum() >= 0.9 * len(said)
