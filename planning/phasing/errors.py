"""What can be wrong with works that are to be scheduled."""

from planning.errors import PlanningError


class CrewsTooFewError(PlanningError):
    """A phase needs more crews at once than there are."""

    key = "phasing_crews_too_few"
    english = (
        "Works in {zone!r} need {needed} crews at once ({crew}), but there are {crews}. "
        "Give the zone fewer crews, or have more of them."
    )


class ShareError(PlanningError):
    """A share of seats lies outside 0 to 1."""

    key = "phasing_share_wrong"
    english = "{share!r} is no share of seats. Give one from 0 to 1."
