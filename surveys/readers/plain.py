"""Tables with one header row that no survey tool claims."""

import pandas as pd

from surveys.readers import heads
from surveys.readers.heads import Fit


def fits(cells: pd.DataFrame) -> Fit:
    """Return that one row is header: every table can be read so."""
    return Fit(1, ())


def columns(head: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per column: ``question``, ``option``, ``hint``.

    Neighbours that begin alike and are ticked, not rated, are one question with options.

    Examples
    --------
    >>> head = pd.DataFrame([["Uses: Wi-Fi", "Uses: Lockers", "Level"]])
    >>> columns(head, pd.DataFrame([["1", "", "UG"]]))[["question", "option"]].to_numpy().tolist()
    [['Uses', 'Wi-Fi'], ['Uses', 'Lockers'], ['Level', '']]
    """
    found = heads.simple(head)
    whole = heads.grouped(found, heads.runs_of(found["question"]))
    ticked = heads.hinted(whole, answers)["hint"] == "option"
    return found.mask(ticked, whole)
