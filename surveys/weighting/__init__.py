"""Weighting answers to the margins of the population, and what weights do to a mean."""

from surveys.weighting.estimate import (
    Design,
    Estimate,
    of_weights,
    weighted_intervals,
    weighted_mean,
)
from surveys.weighting.rake import Weighting, effective_n, rake
from surveys.weighting.shares import weighted_shares

__all__ = [
    "Design",
    "Estimate",
    "Weighting",
    "effective_n",
    "of_weights",
    "rake",
    "weighted_intervals",
    "weighted_mean",
    "weighted_shares",
]
