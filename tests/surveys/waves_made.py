"""Invented waves for the tests of satisfaction over the years."""

import datetime as dt

import pandas as pd

from surveys.answers import assemble
from surveys.satisfaction import SurveyWave


def wave(year, columns, profile=None):
    """Return a wave; `columns`: question -> (need, answers) or (need, answers, low, high)."""
    rows, kept = [], {}
    for position, (question, said) in enumerate(columns.items()):
        need, answers, low, high = said if len(said) == 4 else (*said, 1, 5)
        rows.append([position, question, "", "satisfaction", need, low, high, False])
        kept[str(position)] = pd.array(answers, "Float64")
    for question, answers in (profile or {}).items():
        rows.append([len(rows), question, "", "profile", "", pd.NA, pd.NA, False])
        kept[str(len(rows) - 1)] = pd.array(answers, "string")
    names = ["position", "question", "option", "role", "need", "low", "high", "reversed"]
    book = pd.DataFrame(rows, columns=names).astype({"low": "Float64", "high": "Float64"})
    answers = assemble(book, pd.DataFrame(kept))
    return SurveyWave(f"w{year}", str(year), dt.date(year, 5, 1), answers, book)
