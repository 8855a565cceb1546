"""Protection of small groups: the one gate for what is shown, hovered, downloaded or printed.

Thresholds: ratings of fewer than 5 people and texts of fewer than 10 are not
shown, and nothing may follow about so few by adding and subtracting.

What shows answers of people, with what stands beside it, and what hides it:

================================ ============================ =================================
table                            total, filters beside it     hidden by
================================ ============================ =================================
importance, satisfaction, gap    each other; weighted         `protect`; `without_lone`;
(priorities, overview, weights)                               `telling_weights`
choices                          weighted                     `protect`, `telling_weights`
demand by space type and need    each other, strengths        `with_enough`, `protect`
methods by group                 everybody, every question,   `hidden_groups`: one set of cells
                                 every method                 for all methods and questions
satisfaction by wave and group   everybody, every question,   `protect`, `hidden_groups` on the
(needs, space types, together)   space types, weighted        same people
segments (profile, demand)       everybody, people in none,   `guarded_profile`; a group of
                                 groups, other segmentations  people in none before `protect`
topics and quotes of comments    everybody, other topics      `MIN_TEXTS`, `protect`
answers beside the population    everybody                    counts of people: see below
================================ ============================ =================================

Figures, hover texts and downloads are made of these tables and hold no more.
The doors in ``pages/parts/cached`` are the only places that take means of answers;
a test holds them to it, and another plays the attacker against them.

Promised, to readers of one state of a study who may know who is in which group,
who answered what, and every weight: no combination of shown means of a need,
weighted or not, over everybody and over groups of all profile questions, speaks
of a set of 1 to 4 people. Tried are all sets that two filters single out, and all
sets of up to four, three or two, as many as `differences.MOST_TRIED` allows.

Not promised:

- Counts of people (answers per category, sizes of segments, numbers in the
  findings of an import) are no ratings and are shown; tables and downloads print
  1 to 4 people as "<5" (`few_said`), which other counts may narrow down.
- That all of a shown group answered alike is shown; a hidden mean can be
  bounded from the ends of the scale; a distribution within a shown group
  (Kano categories, shares of top answers) may hold few people of one kind.
- Whoever can change a study (its files, screening, strengths, margins, number
  of segments) holds its answers: two states of a study, such as a wave before
  and after a correction or with a screening rule on and off, can differ by few people.
- Scores made of several ratings of a person (space types, topics) are held
  against each other by their people, not against every single rating.
"""

from surveys.disclosure.cells import few_said, protect
from surveys.disclosure.differences import Leak, hide, leak
from surveys.disclosure.groups import hidden_groups, telling_weights
from surveys.disclosure.lone import paired, with_enough, without_lone
from surveys.disclosure.scores import apart, hidden_few, hidden_scores
from surveys.disclosure.segments import guarded_profile, segment_column, segment_columns
from surveys.disclosure.states import states_tell
from surveys.disclosure.thresholds import MIN_RATINGS, MIN_TEXTS, MOST_LEVELS

__all__ = [
    "MIN_RATINGS",
    "MIN_TEXTS",
    "MOST_LEVELS",
    "Leak",
    "apart",
    "few_said",
    "guarded_profile",
    "hidden_few",
    "hidden_groups",
    "hidden_scores",
    "hide",
    "leak",
    "paired",
    "protect",
    "segment_column",
    "segment_columns",
    "states_tell",
    "telling_weights",
    "with_enough",
    "without_lone",
]
