"""What can be wrong with a decision about the programme."""

from planning.errors import PlanningError


class DecisionValueError(PlanningError):
    """A decision's value lies outside what it can be."""

    key = "programme_value_wrong"
    english = "{value!r} is no value for {item!r}. Give one from {low} to {high}."


class DecisionUnsignedError(PlanningError):
    """A decision says not who made it, or not why."""

    key = "programme_unsigned"
    english = "The decision on {item!r} needs who made it and why."
