"""What pairs of zones cost at least, compiled: costs of pairs are moved onto single zones.

Any amounts moved leave the cost of every whole plan as it is, so the least of
each zone and of each pair, added up, is a bound for all plans. Each round moves
them edge by edge so that the bound never falls (MPLP: Globerson and Jaakkola 2007).
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def spread(theta, ends, costs, first, second, allowed, rounds):
    """Move costs between zones and pairs; `theta`, `first` and `second` change.

    ``theta``: zones x functions, own costs with what was moved onto them.
    ``ends``: pairs x 2; ``costs``: pairs x functions x functions.
    ``first``, ``second``: pairs x functions, what each pair moved to its zones.
    """
    functions = theta.shape[1]
    here, there = np.empty(functions), np.empty(functions)
    for _ in range(rounds):
        for e in range(len(ends)):
            i, j = ends[e, 0], ends[e, 1]
            for k in range(functions):
                here[k] = theta[i, k] - first[e, k]
                there[k] = theta[j, k] - second[e, k]
            for k in range(functions):
                if allowed[i, k]:
                    small = np.inf
                    for m in range(functions):
                        if allowed[j, m]:
                            small = min(small, costs[e, k, m] + there[m])
                    first[e, k] = 0.5 * (small - here[k])
                    theta[i, k] = here[k] + first[e, k]
            for m in range(functions):
                if allowed[j, m]:
                    small = np.inf
                    for k in range(functions):
                        if allowed[i, k]:
                            small = min(small, costs[e, k, m] + here[k])
                    second[e, m] = 0.5 * (small - there[m])
                    theta[j, m] = there[m] + second[e, m]


@njit(cache=True, nogil=True)
def least(ends, costs, first, second, allowed):
    """Return the sum over pairs of what each still costs at least."""
    total = 0.0
    for e in range(len(ends)):
        i, j = ends[e, 0], ends[e, 1]
        small = np.inf
        for k in range(costs.shape[1]):
            if allowed[i, k]:
                for m in range(costs.shape[2]):
                    if allowed[j, m]:
                        small = min(small, costs[e, k, m] - first[e, k] - second[e, m])
        total += small
    return total
