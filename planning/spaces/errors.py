"""What can be wrong with the link from needs to spaces."""

from planning.errors import PlanningError


class StrengthError(PlanningError):
    """A strength is none of 0, 1, 3, 9."""

    key = "strength_not_allowed"
    english = (
        "The strength of need {need!r} for space type {space_type!r} is {strength}. "
        "Use 0, 1, 3 or 9."
    )


class StrengthTwiceError(PlanningError):
    """A need and space type stand in two rows."""

    key = "strength_twice"
    english = "Need {need!r} and space type {space_type!r} stand in two rows. Keep one."


class NoDemandError(PlanningError):
    """No respondent has a weight for a need that is linked to a space."""

    key = "no_demand"
    english = (
        "No answer leads to a space: none of the {needs} needs asked about has both a weight "
        "and a strength. Give the needs strengths, or choose another measure."
    )
