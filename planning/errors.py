"""What can be wrong with planning input, in words a planner can act on."""

from surveys.errors import Fault


class PlanningError(Fault):
    """Input no plan can be made from."""
