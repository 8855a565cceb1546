"""How often the 95 % intervals of needs hold the true value, weighted and not.

``python -m benchmarks.intervals [--quick]``:

Surveys are drawn from a population of three levels that answer at different
rates (the loud ones more often) and think differently, then raked to the
levels; each row says how often the interval held the value of the population.
Unweighted rows are about the people who answer, weighted ones about all. The
last rows say how often any need is called disputed, or any difference between
waves clear, where in truth there is none.
"""

import sys

import numpy as np
import pandas as pd

from surveys.answers import Answers, assemble
from surveys.methods import compare
from surveys.methods.contrast import differences
from surveys.weighting import rake
from surveys.weighting.margins import from_records

LEVELS = ("BA", "MA", "PhD")
POPULATION = np.array([0.6, 0.3, 0.1])
ANSWERS = np.array([0.45, 0.3, 0.25])  # who answers: the doctoral students are loud
PEOPLE = (40, 100, 400)
SURVEYS, QUICK = 500, 100
LEAST = 5
MARGINS = from_records(
    [
        {"variable": "Level", "category": level, "count": share}
        for level, share in zip(LEVELS, POPULATION, strict=True)
    ]
)
ASKED = (  # role, ends, mean of the latent answer by level, spread
    ("importance", 1, 5, (3.4, 4.0, 4.4), 1.0),
    ("satisfaction", 1, 5, (3.6, 2.8, 2.2), 1.0),
    ("functional", 1, 5, (2.0, 1.6, 1.2), 1.2),
    ("dysfunctional", 1, 5, (3.4, 4.0, 4.6), 1.2),
    ("minimum", 1, 9, (5.0, 5.5, 6.0), 1.5),
    ("desired", 1, 9, (7.5, 8.0, 8.5), 1.0),
    ("perceived", 1, 9, (6.5, 6.0, 5.0), 1.5),
    ("recommend", 0, 10, (8.5, 7.5, 6.0), 2.0),
)
BOOK = pd.DataFrame(
    [
        (place, role, "", role, "wifi", low, high, False)
        for place, (role, low, high, *_) in enumerate(ASKED, start=1)
    ]
    + [(0, "Level", "", "profile", "", None, None, False)],
    columns=["position", "question", "option", "role", "need", "low", "high", "reversed"],
)
HEAD = "| method | answers | unweighted | weighted | unweighted width | weighted width |"


def main(arguments: list[str]) -> int:
    """Print a row per method and number of answers; return 1 where one holds below 90 %."""
    surveys = QUICK if "--quick" in arguments else SURVEYS
    rng = np.random.default_rng(1)
    truths = [_truth(shares, rng) for shares in (ANSWERS, POPULATION)]
    print(HEAD, "|---|---|---|---|---|---|", sep="\n", flush=True)
    worst = 1.0
    for people in PEOPLE:
        drawn = [_intervals(people, rng) for _ in range(surveys)]
        found = pd.concat(one for one in drawn if one is not None)
        for method, rows in found.groupby("method", sort=False):
            parts = [rows[rows["weighted"] == weighted] for weighted in (False, True)]
            held = [
                float(
                    part["value_low"]
                    .le(truth[method])
                    .mul(part["value_high"].ge(truth[method]))
                    .mean()
                )
                for part, truth in zip(parts, truths, strict=True)
            ]
            widths = [float((part["value_high"] - part["value_low"]).mean()) for part in parts]
            worst = min(worst, *held)
            said = " | ".join([*(f"{one:.1%}" for one in held), *(f"{one:.2f}" for one in widths)])
            print(f"| {method} | {people} | {said} |", flush=True)
    for people in PEOPLE:
        quiet = [_quiet(people, rng) for _ in range(surveys // 5)]
        disputed, clear = np.mean(quiet, axis=0)
        print(f"| no truth behind it: disputed {disputed:.1%}, clear {clear:.1%} | {people} |")
    return int(worst < 0.9)


def _draw(shares: np.ndarray, people: int, rng: np.random.Generator) -> Answers:
    """Return answers of people whose levels come in these shares."""
    level = rng.choice(3, people, p=shares)
    kept = {"0": np.array(LEVELS)[level]}
    for place, (_, low, high, means, spread) in enumerate(ASKED, start=1):
        answer = rng.normal(np.array(means)[level], spread)
        kept[str(place)] = answer.round().clip(low, high)
    return assemble(BOOK, pd.DataFrame(kept, index=pd.RangeIndex(2, people + 2)))


def _truth(shares: np.ndarray, rng: np.random.Generator) -> pd.Series:
    return compare.values(_draw(shares, 400_000, rng))[0].set_index("method")["value"].astype(float)


def _intervals(people: int, rng: np.random.Generator) -> pd.DataFrame | None:
    """Return the intervals of one survey; None where a level is too small to weight by."""
    answers = _draw(ANSWERS, people, rng)
    if answers.profile["Level"].value_counts().reindex(LEVELS).fillna(0).min() < LEAST:
        return None
    weighting = rake(answers.profile, MARGINS, limit=5)
    parts = [
        compare.values(answers, "classic", one)[0].assign(weighted=one is not None)
        for one in (None, weighting)
    ]
    table = pd.concat(parts)[["method", "low", "high", "weighted"]]
    table = table[table["method"] != "importance_performance"]
    return table.rename(columns={"low": "value_low", "high": "value_high"})


def _quiet(people: int, rng: np.random.Generator) -> tuple[bool, bool]:
    """Return whether methods are said to disagree, and waves to differ, where all is alike."""
    needs = [f"need {number}" for number in range(12)]
    roles = ("importance", "satisfaction", "minimum", "desired", "perceived")
    rows = [
        (f"{role} {need}", "", role, need, 1.0, 5.0 if role in roles[:2] else 9.0, False)
        for need in needs
        for role in roles
    ]
    names = ["question", "option", "role", "need", "low", "high", "reversed"]
    book = pd.DataFrame(rows, columns=names)
    book.insert(0, "position", range(len(book)))
    waves = []
    for wave in ("one", "other"):
        kept = {
            str(row.position): rng.integers(row.low, row.high + 1, people).astype(float)
            for row in book.itertuples()
        }
        answers = assemble(book, pd.DataFrame(kept))
        waves.append(compare.values(answers)[0].assign(level=wave))
    told = compare.disagreements(compare.ranked(waves[0]))["kind"].isin(["rank", "quadrant"]).any()
    both = pd.concat(waves)
    return bool(told), bool(differences(both[both["method"] == "gap"])["clear"].any())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
