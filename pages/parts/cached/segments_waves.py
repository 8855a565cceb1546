"""Doors to the same segments in every wave of a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import needs, segments, weights
from pages.parts.cached.segments_asked import Asked, frozen
from surveys import disclosure

if TYPE_CHECKING:
    from surveys.segments import FrozenSegments

POOR = 0.9  # of the usual certainty; below, a wave fits the segments poorly
SHOWN = [
    f"{share}{end}" for share in ("share", "share_unweighted") for end in ("", "_low", "_high")
]


@dataclass(frozen=True)
class OverWaves:
    """Shares of the same segments in every wave.

    ``shares``: one row per wave (in their order) and segment: ``wave``,
    ``segment``, ``n``, ``share`` (weighted where the wave has weights),
    ``share_low``, ``share_high``, the same with ``share_unweighted``, <NA>
    where hidden. ``fits``: one row per wave: ``wave``, ``placed`` (bool),
    ``missing`` (needs not asked), ``certainty``, ``usual``. ``needs``: how
    many needs the segments are made of.
    """

    shares: pd.DataFrame
    fits: pd.DataFrame
    needs: int


@st.cache_resource(max_entries=16, show_spinner=False)
def over_waves(study: str, version: int, wave: str, asked: Asked) -> OverWaves:
    """Return the shares of the kept segments in every wave; without kept ones, of those in view."""
    from surveys.segments import SegmentsOtherNeedsError, apply

    model = _model(study, version, wave, asked)
    parts, fits = [], []
    for one in store.open_study(study).waves()["wave"]:
        given, found = needs.answers(study, version, one), weights.usable(study, version, one)
        try:
            placed = apply(model, given, found)
        except SegmentsOtherNeedsError:
            fits.append((one, False, (), pd.NA, model.certainty))
            continue
        fits.append((one, True, tuple(placed.missing), placed.certainty, model.certainty))
        parts.append(protected(placed.sizes).assign(wave=one))
    columns = ["wave", "placed", "missing", "certainty", "usual"]
    nothing = pd.DataFrame(columns=["wave", "segment", "n", *SHOWN])
    shares = pd.concat(parts, ignore_index=True) if parts else nothing
    return OverWaves(shares, pd.DataFrame(fits, columns=columns), len(model.needs))


def protected(sizes: pd.DataFrame) -> pd.DataFrame:
    """Return sizes of segments with small ones, and what would give them away, hidden."""
    return disclosure.protect(sizes, values=["n", *SHOWN], total_groups=[[]])


def _model(study: str, version: int, wave: str, asked: Asked) -> FrozenSegments:
    from surveys.segments import FrozenSegments

    kept = frozen(study, version)
    if kept:
        return FrozenSegments.from_record(kept["model"])
    return segments.known(study, version, wave, asked=asked).model
