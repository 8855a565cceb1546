"""Screening: rules that tell careless and repeated answers, one file each; nothing is deleted."""

from surveys.screening.effect import effect
from surveys.screening.marks import marks
from surveys.screening.rule import Limit, Rule, Sheet
from surveys.screening.screen import MOST, RULES, Choice, Screening, make_sheet, screen, usual

__all__ = [
    "MOST",
    "RULES",
    "Choice",
    "Limit",
    "Rule",
    "Screening",
    "Sheet",
    "effect",
    "make_sheet",
    "marks",
    "screen",
    "usual",
]
