"""Whether intervals and tests of satisfaction over the years keep what they promise.

``python -m benchmarks.satisfaction [--quick]``:

simulated pairs of waves on a scale from 1 to 5. Coverage of 95 % intervals (of the change of
means, and of the chance that a later person is more satisfied) with a true change, and how often
the test calls a change where there is none (5 % wanted), as answered and with weights
raked to two margins from a sample that leaves some groups out. Returns 1 where coverage
of 40 answers or more falls below 92.5 % or false alarms pass 7.5 %.
"""

import sys

import numpy as np
import pandas as pd

from surveys.satisfaction import changes, trend, weighted_trend
from surveys.weighting import rake

PAIRS, QUICK = 1500, 150
SIZES = ((15, 40), (40, 40), (40, 140), (40, 2000), (400, 400))
SHARES = np.array([0.05, 0.15, 0.3, 0.35, 0.15])
TRUE_CHANGE = 0.4  # share of people who answer one step higher in the later wave
LEVELS, FACULTIES = 3, 4
HEAD = (
    "| answers | weights | change covered | chance covered | false alarms |\n|---|---|---|---|---|"
)
CENSUS = 400_000


def main(arguments: list[str]) -> int:
    """Print a row per size and kind of weights; return 1 where a promise is broken."""
    pairs = QUICK if "--quick" in arguments else PAIRS
    slack = 0.06 if "--quick" in arguments else 0.0
    truth = _truth()
    worst = 0
    print(HEAD, flush=True)
    for sizes in SIZES:
        for weighted in (False, True):
            if weighted and min(sizes) < 40:
                continue
            found = np.mean([_pair(sizes, weighted, seed, truth) for seed in range(pairs)], axis=0)
            print(_line(sizes, weighted, found), flush=True)
            kept = min(found[:2]) >= 0.925 - slack and found[2] <= 0.075 + slack
            worst |= int(min(sizes) >= 40 and not kept)
    return worst


def _people(n: int, rng: np.random.Generator, later: bool, biased: bool) -> pd.DataFrame:
    """Return people with level, faculty and answer; the third level is the least satisfied.

    A biased sample has half as many of the first level.
    """
    chance = np.array([0.6, 0.25, 0.15]) * ([0.5, 1, 1] if biased else [1, 1, 1])
    level = rng.choice(LEVELS, n, p=chance / chance.sum())
    answer = 1.0 + rng.choice(5, n, p=SHARES)
    answer = np.clip(answer - (level == LEVELS - 1) * rng.integers(0, 2, n), 1, 5)
    if later:
        answer = np.clip(answer + (rng.random(n) < TRUE_CHANGE), 1, 5)
    people = pd.DataFrame({"respondent": range(n), "Level": level, "score": answer})
    people["Faculty"] = rng.choice(FACULTIES, n)
    return people.astype({"Level": "string", "Faculty": "string"})


def _truth() -> tuple[float, float]:
    """Return the true change of means and the true chance, from a census of both."""
    rng = np.random.default_rng(0)
    one, two = (_people(CENSUS, rng, later, False)["score"].to_numpy() for later in (False, True))
    shares = [np.bincount(wave.astype(int), minlength=6)[1:] / CENSUS for wave in (one, two)]
    below = np.cumsum(shares[0]) - shares[0] / 2
    return float(two.mean() - one.mean()), float((shares[1] * below).sum())


def _pair(
    sizes: tuple[int, int], weighted: bool, seed: int, truth: tuple[float, float]
) -> tuple[bool, bool, bool]:
    """Return whether both intervals hold the truth, and whether equal waves seem to differ."""
    rng = np.random.default_rng([seed, *sizes, weighted])
    row = _compared(sizes, rng, True, weighted)
    null = _compared(sizes, rng, False, weighted)
    held = row["low"] <= truth[0] <= row["high"]
    chance = row["superiority_low"] <= truth[1] <= row["superiority_high"]
    return held, chance, null["p"] < 0.05


def _compared(
    sizes: tuple[int, int], rng: np.random.Generator, moves: bool, weighted: bool
) -> pd.Series:
    waves = [_people(n, rng, moves and place == 1, weighted) for place, n in enumerate(sizes)]
    scores = pd.concat(
        [
            one.assign(wave=name, series="wifi", era=0, group="")
            for name, one in zip("ab", waves, strict=True)
        ],
        ignore_index=True,
    ).astype({"score": "Float64"})
    found = trend(scores)
    if not weighted:
        return changes(scores, found, "a", "b").iloc[0]
    known = {
        name: rake(one[["respondent", "Level", "Faculty"]], _margins())
        for name, one in zip("ab", waves, strict=True)
    }
    return changes(scores, weighted_trend(scores, found, known), "a", "b", known).iloc[0]


def _margins() -> pd.DataFrame:
    rows = [("Level", str(level), count) for level, count in enumerate((600, 250, 150))]
    rows += [("Faculty", str(faculty), 250) for faculty in range(FACULTIES)]
    table = pd.DataFrame(rows, columns=["variable", "category", "count"])
    return table.astype({"count": "Float64"})


def _line(sizes: tuple[int, int], weighted: bool, found: np.ndarray) -> str:
    how = "raked" if weighted else "none"
    cells = " | ".join(f"{value:.1%}" for value in found)
    return f"| {sizes[0]} and {sizes[1]} | {how} | {cells} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
