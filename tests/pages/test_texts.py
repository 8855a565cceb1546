"""Both languages are complete, and every fault and finding can be said."""

import datetime as dt
import importlib
import pkgutil
import re
import string

import pytest
from hypothesis import given, strategies

import data
import planning
import surveys
from pages import texts
from surveys.errors import Fault
from surveys.findings import FindingKind

for room in (surveys, planning, data):
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def family(base: type) -> list[type]:
    """All classes below a class."""
    return [one for child in base.__subclasses__() for one in (child, *family(child))]


FAULTS = [fault for fault in family(Fault) if "key" in vars(fault)]
KINDS = [member for kind in family(FindingKind) for member in kind]


def test_both_languages_have_the_same_keys():
    """A text in one language only is a hole in the other."""
    assert texts.catalogue("en").keys() == texts.catalogue("zh").keys()


@pytest.mark.parametrize("key", sorted(texts.catalogue("en")))
def test_both_languages_fill_the_same_slots(key):
    """A fact said in one language is said in the other."""
    english, chinese = texts.catalogue("en")[key], texts.catalogue("zh")[key]
    assert english.strip()
    assert chinese.strip()
    assert texts.slots(english) == texts.slots(chinese)


def test_chinese_is_chinese():
    """No English sentence was left in the Chinese catalogue."""
    same = {
        key
        for key, text in texts.catalogue("zh").items()
        if not any("\u4e00" <= letter <= "\u9fff" for letter in text)
        and len(re.findall(r"[A-Za-z]+", re.sub(r"{.*?}", "", text))) > 2
    }
    assert not same


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_fault_can_be_said(fault, language):
    """Each fault has a text whose slots are its facts."""
    assert texts.slots(texts.catalogue(language)[fault.key]) <= texts.slots(fault.english)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_finding_can_be_said(kind, language):
    """Each finding says what it is and what to do."""
    assert {f"finding_{kind}", f"finding_{kind}_do"} <= texts.catalogue(language).keys()


def test_fault_keys_are_unique():
    """Two faults with one key would say one text."""
    keys = [fault.key for fault in FAULTS]
    assert len(keys) == len(set(keys))


@given(strategies.text())
def test_text_from_outside_cannot_add_markup(text):
    """Every ASCII mark is escaped, and lines stay one line."""
    shown = texts.escape(text)
    assert "\n" not in shown
    for place, letter in enumerate(shown):
        if letter in string.punctuation and letter != "\\":
            assert shown[place - 1] == "\\"


@pytest.mark.parametrize(("language", "expected"), [("en", "Mar 2, 2026"), ("zh", "2026年3月2日")])
def test_dates_follow_the_locale(language, expected):
    """A day in a sentence is written as the reader writes it."""
    assert texts.plain_date(language, dt.date(2026, 3, 2)) == expected
