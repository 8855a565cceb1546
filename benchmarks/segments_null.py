"""How often segments are found where there are none.

``python -m benchmarks.segments_null [--quick]``:

200 simulated surveys without groups, 25 of each of eight kinds: even answers,
independent items, one common level (satisfaction, acquiescence), several gradual
tastes, skewed answers, seven steps, people who use the ends of the scale, and
choices. 100 to 2,500 people, 4 to 26 needs, up to 15 % blanks, every other survey
with weights between 0.3 and 3. At most 5 % may be split. Without the bootstrap:
it could only turn several groups into one.
"""

import sys
import time
from collections import Counter

import numpy as np
import pandas as pd

from surveys.segments import find_segments
from surveys.weighting import of_weights
from tests.surveys.simulated import CHOICES, NULLS, as_answers, as_choices, with_blanks

SURVEYS_OF_A_KIND = 25
QUICK = 5
PEOPLE = (100, 150, 250, 400, 600, 1000, 2500)
NEEDS = (4, 8, 12, 18, 26)
HEAD = "| answers | surveys | split | share | seconds each |\n|---|---|---|---|---|"


def main(arguments: list[str]) -> int:
    """Print a row per kind of survey; return 1 if more than 5 % of all were split."""
    surveys = QUICK if "--quick" in arguments else SURVEYS_OF_A_KIND
    split, taken = Counter(), Counter()
    print(HEAD, flush=True)
    for kind in NULLS:
        for seed in range(surveys):
            start = time.perf_counter()
            split[kind] += is_split(kind, seed)
            taken[kind] += time.perf_counter() - start
        print(line(kind, surveys, split[kind], taken[kind]), flush=True)
    total = surveys * len(NULLS)
    print(line("all", total, split.total(), taken.total()), flush=True)
    return int(split.total() > 0.05 * total)


def is_split(kind: str, seed: int) -> bool:
    """Return whether segments are found in one survey without groups."""
    rng = np.random.default_rng([seed, list(NULLS).index(kind)])
    answers = NULLS[kind](int(rng.choice(PEOPLE)), int(rng.choice(NEEDS)), rng)
    answers = with_blanks(answers, float(rng.choice([0, 0.05, 0.15])), rng)
    wave = as_choices(answers) if kind in CHOICES else as_answers(answers)
    weights = pd.Series(rng.uniform(0.3, 3, len(answers)))
    weighting = of_weights(weights) if seed % 2 else None
    return find_segments(wave, weighting=weighting, seed=seed, draws=0).k > 1


def line(kind: str, surveys: int, split: int, seconds: float) -> str:
    """Return one row of the table."""
    each = seconds / surveys
    return f"| {kind} | {surveys} | {split} | {split / surveys:.1%} | {each:.2f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
