"""How well segments are found where there are some: ``python -m benchmarks.segments_recovery``.

Simulated surveys with known groups; the adjusted Rand index of what is found
(number of groups and all) with the truth, over that of an oracle who knows all
parameters and only has to place the people.
"""

import sys
import time

import numpy as np
from sklearn.metrics import adjusted_rand_score

from surveys.segments import find_segments
from tests.surveys import simulated

SURVEYS, QUICK = 5, 1
STEPS = np.arange(1.0, 6.0)
HEAD = "| design | people | items | groups | oracle | found | found / oracle | right number |"
RULE = "|---|---|---|---|---|---|---|---|"
DESIGNS = {  # kind, people, items, groups, apart (points, or evenness), share of blanks, equal
    "ordered, well apart": ("ladder", 600, 20, 4, 0.8, 0.0, True),
    "ordered, close": ("ladder", 1200, 15, 3, 0.5, 0.0, True),
    "ordered, unequal sizes": ("ladder", 1500, 20, 4, 0.7, 0.0, False),
    "ordered, 15 % blank": ("ladder", 1000, 20, 5, 0.8, 0.15, True),
    "ordered, two groups": ("ladder", 800, 12, 2, 0.8, 0.0, True),
    "ordered, 26 items": ("ladder", 2600, 26, 6, 0.6, 0.05, True),
    "ordered, personal levels": ("levelled", 800, 16, 4, 0.8, 0.0, True),
    "ordered, personal levels, unequal": ("levelled", 1500, 20, 5, 0.7, 0.0, False),
    "categorical, clear": ("unordered", 600, 15, 3, 1.0, 0.0, True),
    "categorical, close": ("unordered", 2000, 20, 4, 3.0, 0.05, True),
    "choices, clear": ("choices", 600, 16, 4, 0.6, 0.0, True),
    "choices, close": ("choices", 1500, 20, 3, 1.8, 0.0, False),
}


def main(arguments: list[str]) -> int:
    """Print a row per design; return 1 if any stays below 0.9 of the oracle."""
    surveys = QUICK if "--quick" in arguments else SURVEYS
    print(HEAD, RULE, sep="\n", flush=True)
    ratios, start = [], time.perf_counter()
    for name, design in DESIGNS.items():
        scores = np.array([scored(design, seed) for seed in range(surveys)])
        oracle, found, right = scores.mean(axis=0)
        ratios.append(found / oracle)
        _, people, items, groups, *_ = design
        print(
            f"| {name} | {people:,} | {items} | {groups} | {oracle:.3f} | {found:.3f} "
            f"| {found / oracle:.2f} | {right:.0%} |",
            flush=True,
        )
    seconds = (time.perf_counter() - start) / (surveys * len(DESIGNS))
    print(f"\nLeast {min(ratios):.2f} of the oracle; {seconds:.1f} s per survey.")
    return int(min(ratios) < 0.9)


def scored(design: tuple, seed: int) -> tuple[float, float, bool]:
    """Return the oracle's index, ours, and whether the number of groups was right."""
    answers, group, guess = drawn(design, np.random.default_rng([seed, 77]))
    wave = simulated.as_choices if design[0] == "choices" else simulated.as_answers
    found = find_segments(wave(answers), seed=seed, draws=20)
    who = found.members["respondent"].to_numpy()
    ours = adjusted_rand_score(group[who], found.members["segment"].astype(int))
    return adjusted_rand_score(group, guess), ours, found.k == design[3]


def drawn(design: tuple, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return answers, groups and the oracle's guess from the same answers."""
    kind, people, items, groups, apart, blank, equal = design
    share = np.full(groups, 1.0) if equal else np.geomspace(1, 1 / 5, groups)
    share = share / share.sum()
    if kind == "levelled":
        return simulated.levelled(people, items, groups, rng, apart, share)
    if kind == "choices":
        chance = simulated.unordered(groups, items, rng, apart, steps=2)
        return simulated.classed(people, chance, share, np.array([0.0, 1.0]), rng, blank)
    chance = getattr(simulated, kind)(groups, items, rng, apart)
    return simulated.classed(people, chance, share, STEPS, rng, blank)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
