"""The works of a plan as a schedule that keeps enough seats open."""

from planning.phasing.limits import broken, burden, recount
from planning.phasing.nearest import Nearest, nearest
from planning.phasing.problem import Closure, Problem, Swing, Task, Week
from planning.phasing.solve import Answer, solve

__all__ = [
    "Answer",
    "Closure",
    "Nearest",
    "Problem",
    "Swing",
    "Task",
    "Week",
    "broken",
    "burden",
    "nearest",
    "recount",
    "solve",
]
