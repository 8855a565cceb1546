"""Published assignment problems as layout problems; files nobody here wrote."""

from itertools import pairwise
from pathlib import Path

import numpy as np

from planning.layout.problem import Limit, Problem, assignment


def qap(path: Path) -> Problem:
    """Return a QAPLIB instance: n, then two n x n matrices."""
    numbers = np.array(path.read_text().split(), float)
    size = int(numbers[0])
    if len(numbers) < 1 + 2 * size * size:
        raise ValueError(f"{path.name} holds no matrices")
    first, second = numbers[1 : 1 + 2 * size * size].reshape(2, size, size)
    return assignment(second, first)


def gqap(path: Path) -> Problem:
    """Return a generalised instance: traffic, distance, installation, weights, capacities."""
    numbers = np.array(path.read_text().split(), float)
    zones, sites, unit = int(numbers[0]), int(numbers[1]), numbers[2]
    ends = np.cumsum([3, zones * zones, sites * sites, zones * sites, zones, sites])
    traffic, distance, install, weight, room = (numbers[a:b] for a, b in pairwise(ends))
    limits = tuple(
        Limit(f"site:{site}", weight[:, None] * np.eye(sites)[site], at_most=room[site])
        for site in range(sites)
    )
    return Problem(
        install.reshape(zones, sites),
        (unit * traffic).reshape(1, zones, zones),
        distance.reshape(1, sites, sites),
        np.ones((zones, sites), bool),
        limits,
    )
