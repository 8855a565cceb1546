"""How many people want to sit in each zone: the truth before chance and full rooms.

demand(zone, half-hour) = people the zone draws in an average open half-hour
of teaching weeks x the rhythm of the segments that use it.
"""

import numpy as np
import pandas as pd

from data.sample.facts import DISPLACED, GROWTH, NOVELTY, REOPENED_ON, table

SEGMENTS = ["s1", "s2", "s3", "s4", "s5"]


def counted_zones() -> pd.DataFrame:
    """Return the drawn zones that are counted before or after, in file order.

    ``people`` and ``people_after`` are mean demand in open half-hours of
    teaching weeks; a zone without use before was not counted then.
    """
    drawn = table("zones")
    return drawn[drawn["use"].notna() | drawn["use_after"].notna()].reset_index(drop=True)


def rhythm(slots: pd.DataFrame) -> pd.DataFrame:
    """Return the presence of users by half-hour, one column per use of a zone.

    The mean over the half-hours of teaching weeks is 1 in each column.
    """
    presence = np.column_stack([_presence(slots, who) for who in table("rhythm").itertuples()])
    teaching = slots["kind"].eq("teaching").to_numpy()
    presence = presence / presence[teaching].mean(axis=0)
    uses = table("uses").set_index("use")
    mixed = presence @ uses[SEGMENTS].to_numpy().T
    return pd.DataFrame(mixed / mixed[teaching].mean(axis=0), columns=uses.index)


def expected(slots: pd.DataFrame, zones: pd.DataFrame, *, renovated: bool) -> np.ndarray:
    """Return the demand as an array of half-hours by zones; NaN where a zone is not in use.

    With ``renovated=False`` it is the same library had nothing been built:
    what the true effect is measured against.
    """
    beat = rhythm(slots)
    after = slots["day"].ge(pd.Timestamp(REOPENED_ON)).to_numpy()
    demand = _by_use(beat, zones["use"], zones["people"])
    demand[after] *= GROWTH
    if renovated:
        new = _by_use(beat, zones["use_after"], zones["people_after"])
        new *= GROWTH * _novelty(slots)[:, None]
        changed = zones["use_after"].notna().to_numpy()
        demand[np.ix_(after, changed)] = new[np.ix_(after, changed)]
        demand[after] *= donor_factors(zones)
    return demand


def donor_factors(zones: pd.DataFrame) -> np.ndarray:
    """Return the factor by which displacement changes the demand of each zone (1 = untouched).

    The zones with a ``donor`` weight give up, in proportion to weight and
    demand, the displaced share of what the changed zones gain.
    """
    gained = (zones["people_after"] - zones["people"].fillna(0)).sum()
    pull = (zones["donor"] * zones["people"]).fillna(0)
    lost = DISPLACED * gained * pull / pull.sum()
    return (1 - (lost / zones["people"]).fillna(0)).to_numpy()


def _by_use(beat: pd.DataFrame, use: pd.Series, people: pd.Series) -> np.ndarray:
    """Return people x rhythm of the use, NaN for zones without one."""
    demand = np.full((len(beat), len(use)), np.nan)
    used = use.notna().to_numpy()
    demand[:, used] = beat[use[used]].to_numpy() * people[used].to_numpy()
    return demand


def _presence(slots: pd.DataFrame, who) -> np.ndarray:
    """Return how present one segment is in each half-hour, on a scale of its own."""
    hour = slots["hour"].to_numpy()
    peaks = [map(float, peak.split()) for peak in who.peaks.split("+")]
    curve = 0.08 + sum(h * np.exp(-0.5 * ((hour - at) / w) ** 2) for at, w, h in peaks)
    weekday = slots["weekday"].map(
        {1: 1.0, 2: 1.05, 3: 1.05, 4: 1.0, 5: 0.88, 6: who.weekend, 7: who.weekend * 1.1}
    )
    season = slots["kind"].map({"exam": who.exam, "break": who.break_, "holiday": who.holiday})
    climb = 1 + who.growth * (slots["week"] / 16 - 0.5)
    return curve * (weekday * season.fillna(climb)).to_numpy()


def _novelty(slots: pd.DataFrame) -> np.ndarray:
    """Return the factor of curiosity after reopening, 1 before it."""
    extra, decay = NOVELTY
    since = (slots["day"] - pd.Timestamp(REOPENED_ON)).dt.days.to_numpy()
    return np.where(since >= 0, 1 + extra * np.exp(-np.maximum(since, 0) / decay), 1.0)
