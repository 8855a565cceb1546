"""Satisfaction over the years: waves joined by need, trends, tests of change, control charts."""

from surveys.satisfaction.changes import changes, headline
from surveys.satisfaction.control import MIN_WAVES, individuals_chart, p_chart
from surveys.satisfaction.scores import need_scores, profile_questions, space_scores
from surveys.satisfaction.trend import trend
from surveys.satisfaction.waves import SurveyWave, eras, links, with_answers

__all__ = [
    "MIN_WAVES",
    "SurveyWave",
    "changes",
    "eras",
    "headline",
    "individuals_chart",
    "links",
    "need_scores",
    "p_chart",
    "profile_questions",
    "space_scores",
    "trend",
    "with_answers",
]
