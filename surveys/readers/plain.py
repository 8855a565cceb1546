"""Tables with one header row that no survey tool claims."""

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit


def fits(cells: pd.DataFrame) -> Fit:
    """Return that one row is header: every table can be read so."""
    return Fit(1, ())


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option`` (none), ``hint`` (none)."""
    return heads.simple(head)
