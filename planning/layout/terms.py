"""The score terms of a layout, one function each: what a plan loses by each wish it breaks.

Every term returns a `Loss`. A loss of 1 means, for the terms of single zones,
that all convertible area breaks the wish altogether, and for the need, that
nothing asked for is there. The sentence of a term is the text
``layout_term_<key>``; what was not known to it is ``layout_off_<key>``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from planning.layout.choices import Choices
from planning.layout.site import LOUDNESS, Site
from planning.layout.today import NONE
from planning.layout.wishes import Wishes

NEAR_M = 30.0  # from here on two rooms are not near each other (our guess)
LOUD = 3.0  # a quarter of a room's boundary beside noise spoils three quarters of it (our guess)
STEPS = 4.0  # of the noise scale
USE_UNKNOWN = 0.5  # how well a zone works where it was not counted (our guess)
SAME_TYPE = 0.5  # what a change within a space type disturbs, against one to another type (guess)
WORKS = {"light": 1.0, "medium": 2.0, "heavy": 3.0}  # works per m2 where no price is known (guess)


@dataclass(frozen=True)
class Need:
    """A function that is asked for: its share of demand, and seats that are enough."""

    function: str
    share: float
    seats: float


@dataclass(frozen=True)
class Loss:
    """What one term adds to the loss of a plan.

    Parameters
    ----------
    linear
        Rooms x functions.
    near, clash
        Pairs: rooms x rooms and functions x functions; None where there are none.
    needs
        What is missing of each function costs its share.
    """

    linear: np.ndarray | None = None
    near: np.ndarray | None = None
    clash: np.ndarray | None = None
    needs: tuple[Need, ...] = field(default=())


@dataclass(frozen=True)
class Ask:
    """What the terms look at."""

    site: Site
    choices: Choices
    programme: pd.DataFrame
    affinities: pd.DataFrame
    wishes: Wishes

    @property
    def share(self) -> np.ndarray:
        """Each room's share of the area that may change; fixed rooms are measured by it too."""
        area = self.site.column("area_m2")
        free = area[self.site.rooms["free"].to_numpy(bool)].sum()
        return area / (free or area.sum() or 1.0)


def need(ask: Ask) -> Loss | None:
    """Need met: seats missing against the programme, weighed by share of demand.

    Returns diminish at once: each seat counts alike until the programme's
    seats are there, and nothing beyond. So it is no sum over zones but a goal
    per function (`planning.layout.problem.Goal`), exact in search and bound.
    """
    table = ask.programme
    asked = table[table["seats"].astype("Float64").fillna(0) > 0]
    asked = asked[asked["function"].isin(ask.choices.names)]
    if asked.empty:
        return None
    seats = asked["seats"].to_numpy(float)
    share = asked["share"].astype("Float64").to_numpy(float, na_value=np.nan)
    share = np.where(np.isnan(share), seats / seats.sum(), share)
    share = share / (share.sum() or 1.0)
    rows = zip(asked["function"], share, seats, strict=True)
    return Loss(needs=tuple(Need(name, float(part), float(n)) for name, part, n in rows))


def noise(ask: Ask) -> Loss | None:
    """Noise between neighbours beside, above and below: louder than the neighbour bears."""
    shares = ask.site.shares
    if not any(shares[way].any() for way in LOUDNESS):
        return None
    heard = sum(LOUDNESS[way] * shares[way] for way in LOUDNESS)
    makes, bears = ask.choices.column("noise"), ask.choices.column("bears")
    clash = np.maximum(0.0, makes[:, None] - bears[None, :]) / STEPS
    return Loss(near=np.minimum(1.0, LOUD * heard) * ask.share[None, :], clash=clash)


def affinity(ask: Ask) -> Loss | None:
    """Functions that belong together or apart, by the way between them; together is a gain."""
    near = closeness(ask.site)
    if not near.any() or ask.affinities.empty:
        return None
    share = ask.share
    names = ask.choices.names
    clash = np.zeros((len(names), len(names)))
    for row in ask.affinities.itertuples(index=False):
        if row.function in names and row.other in names:
            k, m = names.index(row.function), names.index(row.other)
            clash[k, m] = clash[m, k] = -float(row.wish)
    return Loss(near=near * (share[:, None] + share[None, :]) / 4, clash=clash)


def entrance(ask: Ask) -> Loss | None:
    """Way from the entrance, for functions that should be near it."""
    if not ask.site.known("entrance_m"):
        return None
    metres = ask.site.column("entrance_m")
    far = np.nan_to_num(metres / (np.nanmax(metres) or 1.0))
    wish = ask.choices.column("near_entrance") / 2
    return Loss(ask.share[:, None] * far[:, None] * wish[None, :])


def daylight(ask: Ask) -> Loss | None:
    """Daylight: missing where it is needed or welcome, there where it is unwanted."""
    if not ask.site.known("daylight"):
        return None
    light = ask.site.column("daylight")[:, None]
    wish = ask.choices.column("daylight")[None, :]
    lost = np.where(wish > 0, wish / 2 * (1 - light), np.where(wish < 0, light / 2, 0.0))
    return Loss(ask.share[:, None] * np.nan_to_num(lost))


def power(ask: Ask) -> Loss | None:
    """Power: sockets or current that would have to be brought in."""
    if not ask.site.known("power"):
        return None
    there = ask.site.column("power")[:, None]
    lost = np.maximum(0.0, ask.choices.column("power")[None, :] - there) / 2
    return Loss(ask.share[:, None] * np.nan_to_num(lost))


def access(ask: Ask) -> Loss | None:
    """Step-free access: most for what everybody visits, half for seats, nothing for storage."""
    if not ask.site.known("accessible"):
        return None
    missing = np.nan_to_num(1 - ask.site.column("accessible"))
    seated = ask.choices.table["area_per_seat_m2"].notna().to_numpy()
    public = np.where(ask.choices.column("near_entrance") == 2, 1.0, np.where(seated, 0.5, 0.0))
    return Loss(ask.share[:, None] * missing[:, None] * public[None, :])


def cost(ask: Ask) -> Loss | None:
    """Cost of conversion at the study's own prices, as a share of the budget or of the dearest."""
    spent = money(ask)
    if spent is None:
        return None
    whole = ask.wishes.budget or spent.max(axis=1).sum()
    return Loss(spent / (whole or 1.0))


def keep(ask: Ask) -> Loss | None:
    """Keep what works: a change costs the more, the fuller the zone is today."""
    use = ask.site.column("use")
    works_well = np.where(np.isnan(use), USE_UNKNOWN, use)
    return Loss((ask.share * works_well)[:, None] * _change(ask))


TERMS: dict[str, Callable[[Ask], Loss | None]] = {
    "need": need,
    "noise": noise,
    "affinity": affinity,
    "entrance": entrance,
    "daylight": daylight,
    "power": power,
    "access": access,
    "cost": cost,
    "keep": keep,
}


def closeness(site: Site) -> np.ndarray:
    """Return how near two rooms are: 1 at no distance, 0 from `NEAR_M` on; no room to itself."""
    near = np.nan_to_num(np.maximum(0.0, 1 - site.metres / NEAR_M))
    np.fill_diagonal(near, 0.0)
    return near


def changed(choices: Choices) -> np.ndarray:
    """Return whether each room would change its function (rooms x functions)."""
    return np.arange(len(choices.names))[None, :] != choices.today[:, None]


def money(ask: Ask) -> np.ndarray | None:
    """Return what it costs to turn each room into each function; None without all prices used."""
    prices = {band: ask.wishes.prices.get(band) for band in WORKS}
    if any(price is None for price in prices.values()):
        return None
    return _by_band(ask, {band: float(price) for band, price in prices.items()})


def works(ask: Ask) -> np.ndarray:
    """Return money where prices are known, else m2 of works: light 1, medium 2, heavy 3 per m2."""
    spent = money(ask)
    return _by_band(ask, WORKS) if spent is None else spent


def disturbed(ask: Ask) -> np.ndarray:
    """Return the seats of today that are in works when a room changes; m2 where no seats are known.

    Rooms without known seats count by none, so the number is a least one.
    """
    seats = ask.site.column("seats")
    size = ask.site.column("area_m2") if np.isnan(seats).all() else np.nan_to_num(seats)
    return size[:, None] * changed(ask.choices)


def _by_band(ask: Ask, each: dict[str, float]) -> np.ndarray:
    bands = ask.choices.table["cost_band"].map(each).to_numpy(float, na_value=0.0)
    return ask.site.column("area_m2")[:, None] * bands[None, :] * changed(ask.choices)


def _change(ask: Ask) -> np.ndarray:
    """Return 1 for another space type, `SAME_TYPE` for another function of the same, 0 for none."""
    kinds = ask.choices.table["space_type"].fillna(NONE).to_numpy(str)
    today = kinds[ask.choices.today]
    other = np.where(kinds[None, :] == today[:, None], SAME_TYPE, 1.0)
    return other * changed(ask.choices)
