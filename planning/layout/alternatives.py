"""Several proposals along what a layout brings, costs and disturbs; none dominated."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planning.layout import terms
from planning.layout.build import Layout, layout
from planning.layout.conflicts import feasible_plan
from planning.layout.solve import solve
from planning.layout.wishes import WEIGHTS

EFFORT = ("cost", "keep")  # terms that speak of effort, not of benefit
CAPS = (0.5, 0.25, 0.75, 0.1)  # shares of the works and of the seats disturbed that are allowed
STEPS = 4000
FEWEST = 3


@dataclass(frozen=True)
class Alternative:
    """One proposal.

    Parameters
    ----------
    kind
        ``chosen`` (as the weights say), ``benefit`` (whatever it takes), ``works`` or
        ``disturbed`` (with at most `cap` of what ``benefit`` takes), ``today`` (nothing changes).
    cap
        Share of the effort of ``benefit`` that was allowed, 1 = no cap.
    plan
        Function of each room.
    benefit
        0..100: 100 less the points lost by terms of benefit, scaled to their weights; above 100
        where more lies together than is lost.
    works
        Money, or m2 of light works where no prices are known (`planning.layout.terms.works`).
    disturbed
        Seats of today in rooms that change.
    changes
        Rooms that change their function.
    """

    kind: str
    cap: float
    plan: np.ndarray
    benefit: float
    works: float
    disturbed: float
    changes: int

    def dominates(self, other: "Alternative") -> bool:
        """Return whether it is nowhere worse and somewhere better."""
        mine = (self.benefit, -self.works, -self.disturbed)
        theirs = (other.benefit, -other.works, -other.disturbed)
        better = [a > b + 1e-6 for a, b in zip(mine, theirs, strict=True)]
        worse = [a < b - 1e-6 for a, b in zip(mine, theirs, strict=True)]
        return any(better) and not any(worse)


def measured(one: Layout, plan: np.ndarray, kind: str = "chosen", cap: float = 1.0) -> Alternative:
    """Return a plan with its benefit, works and disturbance."""
    rows = np.arange(one.site.size)
    lost = one.lost(plan)
    parts = [term for term in one.losses if term not in EFFORT]
    whole = sum(one.points[term] for term in parts) or 1.0
    return Alternative(
        kind,
        cap,
        plan,
        100 * (1 - sum(lost[term] for term in parts) / whole),
        float(terms.works(one.ask)[rows, plan].sum()),
        float(terms.disturbed(one.ask)[rows, plan].sum()),
        int((plan != one.choices.today).sum()),
    )


def alternatives(
    one: Layout,
    chosen: np.ndarray,
    *,
    seed: int = 0,
    steps: int = STEPS,
    progress: Callable[[float], bool | None] = lambda _: None,
) -> list[Alternative]:
    """Return distinct proposals of which none is dominated, most benefit first.

    Parameters
    ----------
    one
        The layout people asked for; its limits hold for every proposal.
    chosen
        The plan found for it.
    seed, steps
        Of each search.
    progress
        Hears the share done; stops by returning True.

    Returns
    -------
    At least three where the building allows so many.
    """
    free = {**{t: one.ask.wishes.weight(t) for t in WEIGHTS}, **dict.fromkeys(EFFORT, 0.0)}
    found = [measured(one, chosen)]
    best = _searched(one, {"weights": free}, chosen, seed, steps)
    if best is not None:
        found.append(measured(one, best, "benefit"))
    most = max(found, key=lambda a: a.works), max(found, key=lambda a: a.disturbed)
    for at, cap in enumerate(CAPS):
        if progress(at / len(CAPS)) or (at >= 2 and len(front(found)) >= FEWEST):
            break
        for kind, whole in (("works", most[0].works), ("disturbed", most[1].disturbed)):
            limit = {f"most_{kind}": cap * whole, "weights": free}
            plan = _searched(one, limit, one.choices.today, seed, steps)
            if plan is not None:
                found.append(measured(one, plan, kind, cap))
    return front(found)


def front(found: list[Alternative]) -> list[Alternative]:
    """Return distinct proposals that no other dominates, most benefit first."""
    kept: list[Alternative] = []
    for one in found:
        twin = any((one.plan == other.plan).all() for other in kept)
        if not twin and not any(other.dominates(one) for other in found):
            kept.append(one)
    return sorted(kept, key=lambda one: -one.benefit)


def _searched(
    one: Layout, changes: dict, start: np.ndarray, seed: int, steps: int
) -> np.ndarray | None:
    """Return the plan found under other weights and a cap, None where nothing keeps it."""
    ask = one.ask
    wishes = replace(ask.wishes, **changes)
    catalogue = ask.choices.table.iloc[:-1]
    other = layout(ask.site, catalogue, ask.programme, ask.affinities, wishes)
    plan = solve(other.problem(), steps=steps, seconds=10, seed=seed, start=start).plan
    return feasible_plan(other) if plan is None else plan
