"""The functions a zone can take, as arrays; the last one is to stay as it is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planning.layout.site import Site
from planning.layout.today import NONE

UNMOVED = {"noise": 0.0, "bears": 4.0}  # of a use outside the catalogue: it disturbs nobody


@dataclass(frozen=True)
class Choices:
    """Functions in the order of the catalogue, and last "", a use outside the catalogue.

    Parameters
    ----------
    names
        Function ids; the last is "".
    table
        The catalogue, one row per function, then a row of zeros for "".
    today
        Index of each room's function of today.
    seats
        Rooms x functions: seats a room would have.
    """

    names: tuple[str, ...]
    table: pd.DataFrame
    today: np.ndarray
    seats: np.ndarray

    def column(self, name: str) -> np.ndarray:
        """Return a number of every function."""
        return self.table[name].to_numpy(float, na_value=0.0)

    def index(self, function: str) -> int:
        """Return the place of a function."""
        return self.names.index(function)


def choices(site: Site, functions: pd.DataFrame) -> Choices:
    """Return what each room could be, and the seats it would then have.

    A room that keeps its function keeps its seats of today; else seats are its
    area by the function's area per seat, rounded down.
    """
    table = pd.concat([functions, pd.DataFrame([{"function": NONE, **UNMOVED}])], ignore_index=True)
    names = tuple(table["function"])
    today = np.array([names.index(function) for function in site.rooms["function"]], int)
    each = table["area_per_seat_m2"].to_numpy(float, na_value=np.nan)
    area = site.column("area_m2")
    seats = np.nan_to_num(np.floor(area[:, None] / each[None, :] + 1e-9))
    rows, known = np.arange(site.size), site.column("seats")
    kept = np.where(np.isnan(known), seats[rows, today], known)
    seats[rows, today] = kept
    return Choices(names, table, today, seats)
