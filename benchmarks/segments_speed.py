"""How long the whole search for segments takes, beside plain StepMix.

``python -m benchmarks.segments_speed [--quick]``: 2,600 answers to 26 items of
five steps, 5 % blank. Respace does all of it: is there a group at all, 1 to 8
segments from 20 starts each, 100 bootstrap draws for each number, and the choice,
on all cores. StepMix (``categorical_nan``, missing answers in the likelihood) does
the same fits: 20 starts for each of 1 to 8, then 100 draws for each of 2 to 8. Its
draws (4 starts each, as ours) are timed on a few and multiplied; it gives no test
and no choice. Also: one start of our latent classes beside one of StepMix, to the
same likelihood.
"""

import sys
import time
from collections.abc import Callable

import numpy as np

from surveys.segments import classes, find_segments
from tests.surveys import simulated

PEOPLE, ITEMS, LARGEST, STARTS, DRAWS, STARTS_AGAIN = 2600, 26, 8, 20, 100, 4
TIMED = 1  # draws timed per number of classes, of 100
HEAD = "| what | Respace | StepMix | StepMix / Respace |\n|---|---|---|---|"


def main(arguments: list[str]) -> int:
    """Print a row for one start, and one for the whole unless `--quick`."""
    answers = wave()
    print(HEAD, flush=True)
    for k in (2, 5, 8):
        print(one_start(answers, k), flush=True)
    if "--quick" in arguments:
        return 0
    ours = seconds(lambda: find_segments(simulated.as_answers(answers)))
    fits = seconds(lambda: [stepmix(answers, k, STARTS) for k in range(1, LARGEST + 1)])
    draws = seconds(lambda: drawn(answers)) * DRAWS / TIMED
    print(row(f"1 to 8 segments, 20 starts, {DRAWS} draws each", ours, fits + draws), flush=True)
    return 0


def wave() -> np.ndarray:
    """Return answers of six classes."""
    rng = np.random.default_rng(26)
    chance = simulated.ladder(6, ITEMS, rng, 0.6)
    share, steps = np.full(6, 1 / 6), np.arange(1.0, 6.0)
    return simulated.classed(PEOPLE, chance, share, steps, rng, 0.05)[0]


def one_start(answers: np.ndarray, k: int) -> str:
    """Time one start each, in turn, three times; the tolerances end at the same likelihood."""
    data, pairs = classes.prepare(answers), []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        pairs.append(
            (
                seconds(lambda rng=rng: classes.fit(data, k, rng, 1)),
                seconds(lambda seed=seed: stepmix(answers, k, 1, seed)),
            )
        )
    ours, theirs = np.median(pairs, axis=0)
    return row(f"one start, {k} classes", ours, theirs)


def drawn(answers: np.ndarray) -> None:
    """Fit `TIMED` bootstrap draws of each number with StepMix."""
    rng = np.random.default_rng(0)
    for k in range(2, LARGEST + 1):
        for _ in range(TIMED):
            stepmix(answers[rng.integers(0, len(answers), len(answers))], k, STARTS_AGAIN)


def stepmix(answers: np.ndarray, k: int, starts: int, seed: int = 0) -> float:
    """Return the log-likelihood StepMix reaches."""
    from stepmix import StepMix

    model = StepMix(
        k,
        measurement="categorical_nan",
        n_init=starts,
        rel_tol=1e-9,
        abs_tol=0.0,
        progress_bar=0,
        random_state=seed,
    )
    given = np.where(np.isnan(answers), np.nan, answers - 1)
    model.fit(given)
    return float(model.score(given) * len(given))


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def row(what: str, ours: float, theirs: float) -> str:
    """Return one row of the table."""
    return f"| {what} | {ours:.2f} s | {theirs:.2f} s | {theirs / ours:.1f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
