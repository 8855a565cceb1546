"""Every sentence of the app, in every language, and one function that says one.

``en/*.toml`` and ``zh/*.toml`` hold the same flat keys. A sentence may have
slots in Python's format language; what fills them is written the way the
reader's locale writes it.
"""

import datetime as dt
import re
import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

LANGUAGES = {"en": "English", "zh": "中文"}
_FOLDER = Path(__file__).parent
_LINKED = re.compile(r"https?(?=:)|www(?=\.)|@", re.IGNORECASE)  # Markdown would link these
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


class TextTwiceError(ValueError):
    """Two files of one language define the same key."""


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return all texts of one language by key.

    Raises
    ------
    TextTwiceError
        A key stands in two files.
    """
    texts: dict[str, str] = {}
    for path in sorted((_FOLDER / language).glob("*.toml")):
        part = tomllib.loads(path.read_text(encoding="utf-8"))
        twice = texts.keys() & part.keys()
        if twice:
            raise TextTwiceError(f"{path.name}: {sorted(twice)} stand in another file too.")
        texts |= part
    return MappingProxyType(texts)


def slots(text: str) -> set[str]:
    """Return the names of the slots of a sentence.

    Examples
    --------
    >>> sorted(slots("{n} answers, gap {gap:.1f}"))
    ['gap', 'n']
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def say(language: str, key: str, **facts: object) -> str:
    """Return a sentence as plain text, for tables, figures, files and `alt`.

    Whole numbers and dates without a format of their own are written as the
    locale writes them.

    Examples
    --------
    >>> say("en", "answers_n", n=2519)
    '2,519 answers'
    >>> say("zh", "answers_n", n=2519)
    '2,519 份答卷'
    """
    return _Localised(language).vformat(catalogue(language)[key], (), facts)


def say_markdown(language: str, key: str, **facts: object) -> str:
    """Return a sentence for a place that renders Markdown; facts cannot add markup."""
    safe = {name: escape(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return say(language, key, **safe)


def escape(text: str) -> str:
    r"""Return text from outside so that Markdown shows it as it is, on one line.

    Addresses get an invisible break, so that they do not become links.

    Examples
    --------
    >>> print(escape("<b>2F</b> [x](y) :red[z]"))
    \<b\>2F\<\/b\> \[x\]\(y\) \:red\[z\]
    """
    unlinked = _LINKED.sub("\\g<0>\u200b", " ".join(text.split()))
    return _MARKUP.sub(r"\\\1", unlinked)


def plain_date(language: str, day: dt.date) -> str:
    """Return a day as the locale writes it.

    Examples
    --------
    >>> plain_date("en", dt.date(2026, 3, 2)), plain_date("zh", dt.date(2026, 3, 2))
    ('Mar 2, 2026', '2026年3月2日')
    """
    return format_date(day, "medium", locale=language)


class _Localised(string.Formatter):
    """Python's format language with the locale's numbers and dates."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: object, spec: str) -> str:
        if spec or isinstance(value, bool):
            return super().format_field(value, spec)
        if isinstance(value, dt.datetime):
            return format_datetime(value, "medium", locale=self.language)
        if isinstance(value, dt.date):
            return plain_date(self.language, value)
        if isinstance(value, int):
            return format_decimal(value, locale=self.language)
        return super().format_field(value, spec)
