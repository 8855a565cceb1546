"""The words of academic calendars in English and Chinese."""

import datetime as dt
import re
import unicodedata

COLUMNS = {
    "name": (
        "name", "term", "semester", "label", "event", "title", "description", "quarter",
        "学期", "名称", "事项", "学期名称", "阶段名称", "说明", "安排",
    ),
    "kind": ("kind", "type", "category", "类型", "类别", "阶段", "种类", "性质"),
    "season": ("season", "季节", "季", "学季"),
    "start": (
        "start", "startdate", "startson", "from", "begin", "begins", "begindate", "first",
        "firstday", "startday", "date", "day", "开始", "开始日期", "开始时间", "起", "起始",
        "起始日期", "起始日", "起始时间", "日期", "开学日期",
    ),
    "end": (
        "end", "enddate", "endson", "to", "until", "ends", "finish", "last", "lastday", "endday",
        "through", "结束", "结束日期", "结束时间", "止", "终止", "截止", "截止日期", "终止日期",
        "结束日",
    ),
}  # fmt: skip

# where no header is one of these, one that has such a word is taken
_LIKELY = {
    "name": re.compile(r"\b(?:term|semester|period|event)\b|学期|名称", re.IGNORECASE),
    "kind": re.compile(r"\b(?:type|kind)\b|类型|类别", re.IGNORECASE),
    "start": re.compile(r"\b(?:start|begin|commenc|open|first)|开始|起始|首日|开学", re.IGNORECASE),
    "end": re.compile(r"\b(?:end|finish|clos|last|until)|结束|截止|末日|终", re.IGNORECASE),
}

# the first kind with a word inside the text wins: "Autumn term exams" are exams
_KINDS = {
    "exam": ("exam", "final", "assessment", "revision week", "考试", "期末", "考查", "复习周"),
    "holiday": (
        "holiday", "closed", "closure", "thanksgiving", "christmas", "easter", "labor day",
        "节", "放假", "假日", "元旦", "国庆", "清明", "端午", "中秋", "劳动", "闭馆",
    ),
    "break": (
        "break", "vacation", "recess", "intersession", "reading week", "interim", "寒假", "暑假",
        "假期", "休课",
    ),
    "teaching": (
        "teach", "class", "lecture", "instruction", "term", "semester", "quarter", "session",
        "教学", "上课", "授课", "学期", "行课", "课程",
    ),
}  # fmt: skip

_SEASONS = {
    "autumn": ("autumn", "fall", "michaelmas", "秋", "第一学期", "上学期"),
    "spring": ("spring", "hilary", "lent", "春", "第二学期", "下学期"),
    "summer": ("summer", "trinity", "maymester", "夏", "暑", "短学期", "第三学期", "小学期"),
    "winter": ("winter", "冬", "寒"),
}


def find_columns(names: list[str]) -> dict[str, str]:
    """Return which column of a calendar file speaks of what.

    Examples
    --------
    >>> find_columns(["学期", "类型", "开始日期", "结束日期"])
    {'name': '学期', 'kind': '类型', 'start': '开始日期', 'end': '结束日期'}
    >>> find_columns(["Term", "Starts on", "Finishes"])
    {'name': 'Term', 'start': 'Starts on', 'end': 'Finishes'}
    """
    by_word: dict[str, str] = {}
    for name in names:
        by_word.setdefault(_plain(name), name)
    found = {
        concept: next((by_word[word] for word in words if word in by_word), "")
        for concept, words in COLUMNS.items()
    }
    for concept, pattern in _LIKELY.items():
        if not found[concept]:
            likely = [name for name in names if pattern.search(name) and name not in found.values()]
            found[concept] = likely[0] if likely else ""
    return {concept: column for concept, column in found.items() if column}


def kind_of(text: str) -> str | None:
    """Return the kind of stretch a text means, None if it does not say.

    Examples
    --------
    >>> kind_of("Fall 2024 final exams"), kind_of("寒假"), kind_of("国庆节"), kind_of("2024-1")
    ('exam', 'break', 'holiday', None)
    """
    return _first_with_word(_KINDS, text)


def season_of(text: str) -> str | None:
    """Return the season a text means, None if it does not say.

    Examples
    --------
    >>> season_of("Fall 2019"), season_of("2023-2024学年第二学期"), season_of("Term 1")
    ('autumn', 'spring', None)
    """
    return _first_with_word(_SEASONS, text)


def season_of_start(day: dt.date) -> str:
    """Return the season of a term that starts on a day.

    January to May spring, June and July summer, August to November autumn,
    December winter.

    Examples
    --------
    >>> season_of_start(dt.date(2024, 9, 2)), season_of_start(dt.date(2025, 2, 17))
    ('autumn', 'spring')
    """
    return {6: "summer", 7: "summer", 12: "winter"}.get(
        day.month, "autumn" if day.month >= 8 else "spring"
    )


def _first_with_word(table: dict[str, tuple[str, ...]], text: str) -> str | None:
    """Return the first entry one of whose words begins a word of the text."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    for found, words in table.items():
        for word in words:
            if re.search(rf"(?<![a-z]){word}", plain) if word.isascii() else word in plain:
                return found
    return None


def _plain(word: str) -> str:
    """Return a word without case, width, spaces and marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", word).casefold())
