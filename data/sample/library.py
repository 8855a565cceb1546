"""The whole sample library from one seed, and the truth behind it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample import counts, dates, demand, floors, survey
from data.sample.facts import REOPENED_ON, SEED
from data.sample.recorded import Truth


@dataclass(frozen=True)
class Library:
    """Every table of the sample as the store takes it, and the truth.

    ``renovation`` is a dict of id, names, dates and zones; the other tables
    have the columns their makers in this package describe.
    """

    zones: pd.DataFrame
    states: pd.DataFrame
    calendar: pd.DataFrame
    renovation: dict[str, object]
    waves: list[survey.Wave]
    observations: pd.DataFrame
    truth: Truth


def generate(seed: int = SEED) -> Library:
    """Return the sample library; the same seed gives the same library."""
    waves = survey.waves(seed)
    observations, zones_truth = _counted(np.random.default_rng([seed, 2]))
    return Library(
        zones=floors.zones(),
        states=floors.zone_states(),
        calendar=dates.calendar(),
        renovation=floors.renovation(),
        waves=waves,
        observations=observations,
        truth=Truth(
            seed=seed,
            zones=zones_truth,
            segments=pd.concat([w.segments.assign(wave=w.name) for w in waves], ignore_index=True),
            satisfaction=pd.concat([_shift(w) for w in waves], ignore_index=True),
        ),
    )


def _counted(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the observations, and per zone the people with and without the renovation.

    Both worlds get the same dice, so their difference is the renovation alone.
    """
    slots, zones = dates.half_hours(), demand.counted_zones()
    chance = counts.draw(slots, zones, rng)
    built, unbuilt = (
        counts.people_present(
            demand.expected(slots, zones, renovated=renovated),
            chance,
            counts.capacities(slots, zones, renovated=renovated),
            zones["floor"],
        )
        for renovated in (True, False)
    )
    window = slots["kind"].eq("teaching") & slots["day"].ge(pd.Timestamp(REOPENED_ON))
    truth = _compared(zones, built[window].mean(axis=0), unbuilt[window].mean(axis=0))
    return counts.observed(built, slots, zones, rng), truth


def _compared(zones: pd.DataFrame, people_with: np.ndarray, people_without: np.ndarray):
    """Return the truth per zone, as `Truth.zones` describes it."""
    changed = zones["use_after"].notna()
    wanted = zones["people_after"] / zones["people"]
    return pd.DataFrame(
        {
            "zone": zones["zone"],
            "changed": changed,
            "demand_factor": np.where(changed, wanted, demand.donor_factors(zones)),
            "people_with": people_with,
            "people_without": people_without,
            "effect": people_with / people_without,
        }
    )


def _shift(wave: survey.Wave) -> pd.DataFrame:
    """Return the satisfaction shift of one wave, one row per need."""
    return wave.shift.rename("shift").reset_index().assign(wave=wave.name)
