"""What really happened in the sample library: the answers that analyses should find."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.sample.facts import DISPLACED, GROWTH, NOVELTY, REOPENED_ON, VERSION


@dataclass(frozen=True)
class Truth:
    """The truth behind the sample.

    Parameters
    ----------
    seed
        The seed the library was made from.
    zones
        One row per counted zone: ``zone``, ``changed`` (bool),
        ``demand_factor`` (what the renovation did to demand), and what it did
        to the people present in the teaching weeks after it:
        ``people_with``, ``people_without`` (mean people per open half-hour,
        in the world with and without the renovation, same dice) and
        ``effect``, their ratio. A zone that was no place to sit before has
        neither ``people_without`` nor ``effect``.
    segments
        One row per wave and respondent: ``wave``, ``respondent`` (file row),
        ``segment`` (1 to 5), ``hybrid`` (bool; has a foot in another segment).
    satisfaction
        One row per wave and need: ``shift``, the mean points on the 1 to 5
        scale by which the renovation moved satisfaction.
    """

    seed: int
    zones: pd.DataFrame
    segments: pd.DataFrame
    satisfaction: pd.DataFrame

    @property
    def displacement(self) -> float:
        """The share of the people won by the changed zones that other zones lost."""
        gained = self.zones["people_with"] - self.zones["people_without"].fillna(0)
        changed = self.zones["changed"]
        return float(-gained[~changed].sum() / gained[changed].sum())

    @property
    def building_change(self) -> float:
        """The change of people present in the whole building, as a share."""
        people = self.zones[["people_with", "people_without"]].sum()
        return float(people["people_with"] / people["people_without"] - 1)

    def facts(self) -> dict[str, object]:
        """Return the numbers that are not tables."""
        return {
            "seed": self.seed,
            "version": VERSION,
            "window": f"teaching weeks from {REOPENED_ON}",
            "displacement": self.displacement,
            "building_change": self.building_change,
            "displaced_demand": DISPLACED,
            "growth": GROWTH,
            "novelty": {"extra": NOVELTY[0], "decay_days": NOVELTY[1]},
        }


def write(truth: Truth, folder: Path) -> None:
    """Write the truth into `folder`: ``truth.json`` and one Parquet file per table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("zones", "segments", "satisfaction"):
        getattr(truth, name).to_parquet(folder / f"{name}.parquet", index=False)
    text = json.dumps(truth.facts(), indent=2, ensure_ascii=False)
    (folder / "truth.json").write_text(text, encoding="utf-8")


def read(folder: Path) -> Truth:
    """Return the truth that `write` put into `folder`."""
    facts = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    tables = ("zones", "segments", "satisfaction")
    return Truth(
        seed=facts["seed"],
        **{name: pd.read_parquet(folder / f"{name}.parquet") for name in tables},
    )
