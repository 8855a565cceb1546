"""Pairs of timings: ours, then the peer's, in turn, so that a drifting machine hits both."""

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], object], peer: Callable[[], object], *, pairs: int = 7) -> dict:
    """Return median seconds of both and the median of the pairwise ratios.

    Returns
    -------
    dict with ``ours_s``, ``peer_s`` and ``ratio`` (ours / peer), from `pairs`
    pairs after one that is not counted.
    """
    seconds(ours), seconds(peer)
    timed = [(seconds(ours), seconds(peer)) for _ in range(pairs)]
    return {
        "ours_s": statistics.median(own for own, _ in timed),
        "peer_s": statistics.median(other for _, other in timed),
        "ratio": statistics.median(own / other for own, other in timed),
    }


def line(what: str, timed: dict, peer: str) -> str:
    """Return one row of the table the README quotes."""
    return (
        f"| {what} | {timed['ours_s']:.3f} s | {peer} | {timed['peer_s']:.3f} s "
        f"| {timed['ratio']:.2f} |"
    )
