"""Satisfaction over the years: waves joined by need, trends, tests of change, control charts."""

from surveys.satisfaction.changes import changes, headline
from surveys.satisfaction.control import (
    FEWEST,
    MIN_WAVES,
    chart_of,
    individuals_chart,
    p_chart,
)
from surveys.satisfaction.rescaling import rescaling
from surveys.satisfaction.scores import (
    ALL,
    need_scores,
    overall_parts,
    overall_scores,
    profile_questions,
    space_parts,
    space_scores,
)
from surveys.satisfaction.trend import trend, weighted_trend
from surveys.satisfaction.waves import (
    CHANGED,
    ENDED,
    OWN,
    SurveyWave,
    eras,
    followed,
    links,
    own_series,
    with_answers,
    wordings,
)
from surveys.satisfaction.whom import for_whom

__all__ = [
    "ALL",
    "CHANGED",
    "ENDED",
    "FEWEST",
    "MIN_WAVES",
    "OWN",
    "SurveyWave",
    "changes",
    "chart_of",
    "eras",
    "followed",
    "for_whom",
    "headline",
    "individuals_chart",
    "links",
    "need_scores",
    "overall_parts",
    "overall_scores",
    "own_series",
    "p_chart",
    "profile_questions",
    "rescaling",
    "space_parts",
    "space_scores",
    "trend",
    "weighted_trend",
    "with_answers",
    "wordings",
]
