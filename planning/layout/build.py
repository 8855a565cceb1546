"""From a building, a programme and wishes to a layout problem with hard limits."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planning.layout import terms
from planning.layout.choices import Choices, choices
from planning.layout.problem import Goal, Limit, Problem
from planning.layout.site import Site
from planning.layout.terms import Ask, Loss
from planning.layout.wishes import STAY, Wishes

POINTS = 100.0


@dataclass(frozen=True)
class Rule:
    """A limit on single zones: what they may take, as rooms x functions (bool).

    ``name`` is ``fixed``, ``smallest:<function>``, ``load``, ``forbidden:<function>``,
    ``forbidden_in:<zone>:<function>`` or ``pin:<zone>``.
    """

    name: str
    may: np.ndarray


@dataclass(frozen=True)
class Layout:
    """A layout problem that remembers what its numbers mean.

    Parameters
    ----------
    ask
        Building, functions, programme, affinities and wishes.
    losses
        Term -> its loss; terms about which nothing is known are missing.
    points
        Term -> points (of 100) that a loss of 1 costs.
    rules, limits
        Hard limits on single zones and on the whole plan.
    """

    ask: Ask
    losses: dict[str, Loss]
    points: dict[str, float]
    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...]

    @property
    def site(self) -> Site:
        """The rooms."""
        return self.ask.site

    @property
    def choices(self) -> Choices:
        """What they can be."""
        return self.ask.choices

    @property
    def allowed(self) -> np.ndarray:
        """What each room may take."""
        return np.logical_and.reduce([rule.may for rule in self.rules])

    def problem(self) -> Problem:
        """Return the problem to solve; its cost is 100 less the score.

        Raises
        ------
        ValueError
            A room may take nothing (`planning.layout.conflicts` says why).
        """
        pairs = [(t, one) for t, one in self.losses.items() if one.near is not None]
        size = (len(pairs), self.site.size, self.site.size)
        near = [self.points[t] * one.near for t, one in pairs]
        functions = len(self.choices.names)
        clash = [one.clash for _, one in pairs]
        return Problem(
            self.linear(),
            np.array(near, float).reshape(size),
            np.array(clash, float).reshape(len(pairs), functions, functions),
            self.allowed,
            self.limits,
            self.goals(),
        )

    def linear(self) -> np.ndarray:
        """Return points lost by each room in each function, pairs and needs aside."""
        found = np.zeros((self.site.size, len(self.choices.names)))
        for term, loss in self.losses.items():
            if loss.linear is not None:
                found += self.points[term] * loss.linear
        return found

    def goals(self) -> tuple[Goal, ...]:
        """Return a goal per function that is asked for."""
        goals = []
        for term, loss in self.losses.items():
            for need in loss.needs:
                k = self.choices.index(need.function)
                use = np.zeros_like(self.choices.seats)
                use[:, k] = self.choices.seats[:, k]
                price = self.points[term] * need.share / need.seats
                goals.append(Goal(f"{term}:{need.function}", use, need.seats, price))
        return tuple(goals)

    def lost(self, plan: np.ndarray) -> dict[str, float]:
        """Return the points each term takes from a plan; together is a gain, below 0."""
        rows = np.arange(self.site.size)
        found = {}
        for term, loss in self.losses.items():
            total = 0.0
            if loss.linear is not None:
                total += loss.linear[rows, plan].sum()
            if loss.near is not None:
                total += (loss.near * loss.clash[plan[:, None], plan[None, :]]).sum()
            for need in loss.needs:
                there = self.seats_of(plan, need.function)
                total += need.share * max(0.0, need.seats - there) / need.seats
            found[term] = float(self.points[term] * total)
        return found

    def seats_of(self, plan: np.ndarray, function: str) -> float:
        """Return the seats of a function in a plan."""
        k = self.choices.index(function)
        return float(self.choices.seats[plan == k, k].sum())

    def score(self, plan: np.ndarray) -> float:
        """Return 100 less all points lost: 100 = every wish is kept."""
        return POINTS - sum(self.lost(plan).values())

    def table(self, plan: np.ndarray) -> pd.DataFrame:
        """Return the plan: one row per room.

        ``zone``, ``function`` ("" = outside the catalogue), ``space_type``,
        ``seats`` (Int64), ``area_m2`` (Float64), ``keeps`` (bool: the
        function of today), ``function_today``, ``free`` (bool).
        """
        rows, names = np.arange(self.site.size), np.array(self.choices.names, dtype=object)
        kinds = self.choices.table["space_type"].to_numpy(object)
        rooms = self.site.rooms
        stays = names[plan] == ""
        return pd.DataFrame(
            {
                "zone": rooms["zone"],
                "function": names[plan],
                "space_type": np.where(stays, rooms["space_type"], kinds[plan]),
                "seats": pd.array(self.choices.seats[rows, plan], dtype="Int64"),
                "area_m2": rooms["area_m2"].astype("Float64"),
                "keeps": plan == self.choices.today,
                "function_today": rooms["function"],
                "free": rooms["free"],
            }
        )


def layout(
    site: Site,
    functions: pd.DataFrame,
    programme: pd.DataFrame,
    affinities: pd.DataFrame,
    wishes: Wishes,
) -> Layout:
    """Return the layout problem of a building.

    Parameters
    ----------
    site
        The rooms.
    functions, affinities
        `data.reference.functions` and `function_affinities`.
    programme
        One row per function: ``function``, ``seats``, ``share`` (of demand), ``area_m2``.
    wishes
        Weights, limits, pins.
    """
    ask = Ask(site, choices(site, functions), programme, affinities, wishes)
    found = {term: make(ask) for term, make in terms.TERMS.items()}
    losses = {term: loss for term, loss in found.items() if loss is not None}
    weights = {term: wishes.weight(term) for term in losses}
    whole = sum(weights.values()) or 1.0
    points = {term: POINTS * weight / whole for term, weight in weights.items()}
    return Layout(ask, losses, points, tuple(_rules(ask)), tuple(_limits(ask)))


def _rules(ask: Ask) -> Iterable[Rule]:
    """Yield the limits on single rooms; a room nothing fits may stay what it is."""
    yield Rule("fixed", _fixed(ask))
    table, names = ask.choices.table, ask.choices.names
    today = ~terms.changed(ask.choices)
    small = _too_small(ask)
    fits = ~small | today
    for k, name in enumerate(names[:-1]):
        if small[:, k].any():
            may = np.ones_like(today)
            may[:, k] = fits[:, k]
            yield Rule(f"smallest:{name}", may)
    weak = ask.site.column("load") == 0
    heavy = table["load"].to_numpy(float, na_value=0) > 0
    if (weak[:, None] & heavy[None, :]).any():
        yield Rule("load", ~(weak[:, None] & heavy[None, :]) | today)
    yield from _wished(ask)


def _fixed(ask: Ask) -> np.ndarray:
    """Return what rooms may take by being fixed or free; "" only where nothing else fits."""
    today = ~terms.changed(ask.choices)
    free = ask.site.rooms["free"].to_numpy(bool)
    may = today | free[:, None]
    fits = ~_too_small(ask)[:, :-1].all(axis=1)
    may[:, -1] = today[:, -1] | (free & ~fits)
    return may


def _too_small(ask: Ask) -> np.ndarray:
    """Return where a room is smaller than a function works in; "" always fits."""
    area = ask.site.column("area_m2")[:, None] < ask.choices.column("min_area_m2")[None, :] - 1e-9
    few = ask.choices.seats < ask.choices.column("min_seats")[None, :]
    return area | few


def _wished(ask: Ask) -> Iterable[Rule]:
    """Yield what people forbade and pinned."""
    wishes, names = ask.wishes, ask.choices.names
    place = {zone: at for at, zone in enumerate(ask.site.rooms["zone"])}
    every = np.ones((ask.site.size, len(names)), bool)
    free = ask.site.rooms["free"].to_numpy(bool)
    for name in wishes.forbidden:
        may = every.copy()
        may[free, names.index(name)] = False
        yield Rule(f"forbidden:{name}", may)
    for zone, unwanted in wishes.forbidden_in.items():
        for name in unwanted if zone in place else ():
            may = every.copy()
            may[place[zone], names.index(name)] = False
            yield Rule(f"forbidden_in:{zone}:{name}", may)
    for zone, name in wishes.pins.items():
        if zone in place:
            at = place[zone]
            k = ask.choices.today[at] if name == STAY else names.index(name)
            may = every.copy()
            may[at] = np.arange(len(names)) == k
            yield Rule(f"pin:{zone}", may)


def _limits(ask: Ask) -> Iterable[Limit]:
    """Yield the limits on the whole plan."""
    wishes, names = ask.wishes, ask.choices.names
    area = np.broadcast_to(ask.site.column("area_m2")[:, None], ask.choices.seats.shape)
    for what, use, wanted in (
        ("seats", ask.choices.seats, wishes.seats),
        ("area", area, wishes.area_m2),
    ):
        for name, (least, most) in wanted.items():
            own = np.zeros_like(ask.choices.seats)
            own[:, names.index(name)] = use[:, names.index(name)]
            if least:
                yield Limit(f"{what}_least:{name}", own, at_least=float(least))
            if most is not None:
                yield Limit(f"{what}_most:{name}", own, at_most=float(most))
    spent = terms.money(ask)
    if wishes.budget is not None and spent is not None:
        yield Limit("budget", spent, at_most=float(wishes.budget))
    if wishes.most_disturbed is not None:
        yield Limit("disturbed", terms.disturbed(ask), at_most=float(wishes.most_disturbed))
    if wishes.most_works is not None:
        yield Limit("works", terms.works(ask), at_most=float(wishes.most_works))
