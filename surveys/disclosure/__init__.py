"""Protection of small groups: what may be shown of how many people."""

from surveys.disclosure.cells import protect
from surveys.disclosure.differences import Leak, hide, leak
from surveys.disclosure.groups import hidden_groups, telling_weights
from surveys.disclosure.lone import with_enough, without_lone
from surveys.disclosure.segments import guarded_profile
from surveys.disclosure.thresholds import MIN_RATINGS, MIN_TEXTS, MOST_LEVELS

__all__ = [
    "MIN_RATINGS",
    "MIN_TEXTS",
    "MOST_LEVELS",
    "Leak",
    "guarded_profile",
    "hidden_groups",
    "hide",
    "leak",
    "protect",
    "telling_weights",
    "with_enough",
    "without_lone",
]
