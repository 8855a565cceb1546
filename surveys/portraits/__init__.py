"""Portraits of segments: who is in one, what they say, how satisfied they are, and its name."""

from surveys.portraits.naming import recognised, renamed
from surveys.portraits.satisfied import satisfied
from surveys.portraits.voices import Voices, voices
from surveys.portraits.waves import changes
from surveys.portraits.who import MOST_ANSWERS, who

__all__ = [
    "MOST_ANSWERS",
    "Voices",
    "changes",
    "recognised",
    "renamed",
    "satisfied",
    "voices",
    "who",
]
