"""Which need of the catalogue a question speaks of."""

import re

import pandas as pd

from surveys.need_words import NEED_WORDS, SIMPLE

ASKS_IMPORTANCE = re.compile(
    r"important|importance|priorit|how much do you need|\bdesired?\b|necess"
    r"|^(?![\s\S]*\b(?:met|meets?|exceed\w*|above|below|beyond|fulfil\w*)\b)[\s\S]*?expectation"
    r"|重要|需求程度|需要程度|期望|关注程度|迫切|必要性|看重"
    r"|(?<![a-z])imp[_.\[]|[_.]imp(?![a-z])|^imp\b",  # names of variables: imp_wifi
    re.IGNORECASE,
)
ASKS_SATISFACTION = re.compile(
    r"satisf|quality|\brate\b|\brating\b|how (?:good|well|convenient|comfortable|easy|clean"
    r"|quiet|happy)|\bhow(?:'s| is| are)\b|perform|perceived|agree|recommend"
    r"|(?:met|meets?|exceed\w*|above|below|beyond|fulfil\w*)\b[^.]*expectation"
    r"|满意|评价|符合|同意|评分|打分|感受|推荐|实际表现|体验"
    r"|(?<![a-z])sat[_.\[]|[_.]sat(?![a-z])|^sat\b",
    re.IGNORECASE,
)
_ALSO_THINGS = re.compile(r"quality|recommend|convenient|推荐|体验|感受", re.IGNORECASE)
_ITEM = re.compile(r"[\[［【](.+?)[\]］】]\s*$|(?: - | — |—|：|: |:)\s*([^-—：:]+)$")
_LEVEL = re.compile(
    r"(?:the )?(?:minimum|desired|perceived|functional|dysfunctional)"
    r"(?: (?:acceptable|service|level|score|question))*|[正反]向(?:题|问题|提问)"
    r"|(?:可接受)?(?:最低|理想|实际|期望|感知)的?(?:可接受|感知|感受)?(?:水平|值|服务|标准|限度)?(?:水平)?",
    re.IGNORECASE,
)  # names no need
_ENOUGH = 2.0  # below this a need is not proposed


def asked(header: str) -> str:
    """Return "importance" or "satisfaction", whichever a header asks for; "" for neither.

    The last word decides. Words that also name things (air quality, book
    recommendations) decide only where nothing else does.

    Examples
    --------
    >>> asked("Importance: air quality"), asked("重要的服务，您是否满意"), asked("Wi-Fi")
    ('importance', 'satisfaction', '')
    """
    header = header.translate(SIMPLE)
    important = [found.start() for found in ASKS_IMPORTANCE.finditer(header)]
    good = list(ASKS_SATISFACTION.finditer(header))
    if important:
        good = [found for found in good if not _ALSO_THINGS.fullmatch(found[0])]
    if not important and not good:
        return ""
    last = max((found.start() for found in good), default=-1)
    return "importance" if important and important[-1] > last else "satisfaction"


def match_need(question: str, option: str, needs: pd.DataFrame) -> tuple[str, float]:
    """Return the need a question speaks of and how sure that is, or ("", 0).

    Examples
    --------
    >>> needs = pd.DataFrame(columns=["need", "en", "zh", "short_en", "short_zh"])
    >>> match_need("How satisfied are you with", "Wi-Fi", needs)[0]
    'wifi'
    >>> match_need("插座", "", needs)[0]
    'power_sockets'
    """
    return matched(question, option, patterns_of(needs))


def patterns_of(needs: pd.DataFrame) -> list[tuple[str, re.Pattern[str], float]]:
    """Return need, pattern and weight of every word that speaks of a need."""
    words = [
        (need, word, weight) for need, one in NEED_WORDS.items() for word, weight in one.items()
    ]
    for row in needs.itertuples(index=False):
        for text, weight in ((row.short_en, 4), (row.short_zh, 4), (row.en, 6), (row.zh, 6)):
            if isinstance(text, str) and text.strip():
                words.append((row.need, text.strip().lower(), weight))
    known = set(needs["need"]) or set(NEED_WORDS)
    return [(need, _pattern(word), weight) for need, word, weight in words if need in known]


def _pattern(word: str) -> re.Pattern[str]:
    if not word[0].isascii():
        return re.compile(re.escape(word))
    end = r"s?(?![a-z])" if len(word.strip()) <= 3 else ""
    return re.compile(r"(?<![a-z])" + re.escape(word.strip()) + end)


def matched(
    question: str, option: str, patterns: list[tuple[str, re.Pattern[str], float]]
) -> tuple[str, float]:
    """Return need and certainty of a question; the item of a matrix speaks before its group."""
    item = option or next((part for part in _ITEM.findall(question) for part in part if part), "")
    asks = ASKS_IMPORTANCE.search(item) or ASKS_SATISFACTION.search(item)
    if not item or asks or _LEVEL.fullmatch(item.strip()):
        item = f"{question} {option}"
    item = f"{item} ".lower().translate(SIMPLE)
    scores: dict[str, float] = {}
    for need, pattern, weight in patterns:
        found = weight if pattern.search(item) else 0.0
        if found:
            scores[need] = scores.get(need, 0) + found
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _ENOUGH:
        return "", 0.0
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0], round(ranked[0][1] / (ranked[0][1] + second + 0.5), 2)
