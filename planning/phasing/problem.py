"""What a schedule of works has to keep: tasks, crews, seats, noise, money, and when it must end."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from planning.phasing.errors import CrewsTooFewError, ShareError

TEACHING, EXAM, OTHER = "teaching", "exam", "other"
KINDS = (TEACHING, EXAM, OTHER)
SEATS, QUIET = "seats", "quiet"
FAR = {"beside", "below"}  # where a silent zone lies that loud works disturb: beside or below them


@dataclass(frozen=True)
class Task:
    """A phase of works that is not interrupted.

    ``weeks`` is its length; ``crews``: how many of each kind it holds
    meanwhile; ``cost``: what it costs, spread evenly over its weeks.
    """

    zone: str
    phase: str
    weeks: int
    crews: Mapping[str, int] = field(default_factory=dict)
    cost: int = 0
    loud: bool = False
    dusty: bool = False


@dataclass(frozen=True)
class Closure:
    """A zone that is closed from the first day of its first task to the last of its last.

    ``tasks`` are places in `Problem.tasks`, in order; ``silent``: its seats are
    quiet ones before the works, ``silent_after``: afterwards.
    """

    zone: str
    tasks: tuple[int, ...]
    seats: int = 0
    seats_after: int = 0
    silent: bool = False
    silent_after: bool = False


@dataclass(frozen=True)
class Week:
    """A calendar week: ``kind`` is teaching, exam or other; ``hours`` it is open; its ``term``."""

    kind: str = TEACHING
    hours: int = 1
    term: str = ""


@dataclass(frozen=True)
class Swing:
    """A zone that can take up to so many ``seats`` from closed zones; ``silent``: a quiet one."""

    zone: str
    seats: int
    silent: bool = False


@dataclass(frozen=True)
class Problem:
    """Works that are to be scheduled.

    Parameters
    ----------
    tasks, order
        Phases, and pairs of places (first, then) that must follow each other.
    crews
        How many crews of each kind there are.
    closures
        Zones under works; none = nothing but tasks and crews.
    weeks
        The weeks that may be used, the first first. Without any, as many as
        all tasks need one after the other.
    seats, quiet
        Seats (quiet seats) of zones that stay as they are.
    shares
        (seats|quiet, teaching|exam|other) -> least share of today's seats that
        is open in each week of that kind until the works end.
    near
        (works zone, neighbor, way): where the neighbor lies seen from the works.
    silent
        Zones that must not be disturbed.
    exam_noise
        Whether loud works beside or above silent zones that are open may go
        on in exam weeks.
    swing
        Zones that lend seats.
    budgets
        Term -> money that may be spent in its weeks; terms without one are free.
    latest
        Weeks after which all works must be done, None = no matter.
    """

    tasks: tuple[Task, ...]
    order: tuple[tuple[int, int], ...] = ()
    crews: Mapping[str, int] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    weeks: tuple[Week, ...] = ()
    seats: int = 0
    quiet: int = 0
    shares: Mapping[tuple[str, str], float] = field(default_factory=dict)
    near: tuple[tuple[str, str, str], ...] = ()
    silent: frozenset[str] = frozenset()
    exam_noise: bool = True
    swing: tuple[Swing, ...] = ()
    budgets: Mapping[str, int] = field(default_factory=dict)
    latest: int | None = None

    def __post_init__(self) -> None:
        for task in self.tasks:
            for crew, needed in task.crews.items():
                if needed > self.crews.get(crew, 0):
                    facts = {"zone": task.zone, "crew": crew, "needed": needed}
                    raise CrewsTooFewError(**facts, crews=self.crews.get(crew, 0))
        for share in self.shares.values():
            if not 0 <= share <= 1:
                raise ShareError(share=share)

    @property
    def horizon(self) -> int:
        """Number of weeks that may be used."""
        return len(self.weeks) or sum(task.weeks for task in self.tasks)

    def total(self, what: str) -> int:
        """Return today's seats, or quiet seats."""
        mine = [one for one in self.closures if what == SEATS or one.silent]
        return getattr(self, what) + sum(one.seats for one in mine)

    def final(self, what: str) -> int:
        """Return the seats, or quiet seats, when all is done."""
        mine = [one for one in self.closures if what == SEATS or one.silent_after]
        return getattr(self, what) + sum(one.seats_after for one in mine)

    def floor(self, what: str, kind: str) -> int:
        """Return how many seats must be open in a week of a kind.

        Examples
        --------
        >>> Problem((), seats=30, shares={("seats", "exam"): 0.7}).floor("seats", "exam")
        21
        """
        return math.ceil(self.shares.get((what, kind), 0) * self.total(what) - 1e-9)

    def disturbed(self, zone: str) -> list[str]:
        """Return the silent zones beside or below works in a zone."""
        mine = {other for one, other, way in self.near if one == zone and way in FAR}
        return sorted((mine & self.silent) - {zone})

    def spent(self, task: Task, start: int) -> dict[str, int]:
        """Return what a task that starts in a week costs in each term.

        Examples
        --------
        >>> one = Problem((Task("a", "build", 2, cost=9),), weeks=(Week(term="x"), Week(term="y")))
        >>> one.spent(one.tasks[0], 0)
        {'x': 4, 'y': 5}
        """
        bill: dict[str, int] = {}
        for done in range(task.weeks):
            part = task.cost * (done + 1) // task.weeks - task.cost * done // task.weeks
            term = self.weeks[start + done].term if self.weeks else ""
            bill[term] = bill.get(term, 0) + part
        return bill
