"""How well comments are coded, beside people: ``python -m benchmarks.comments [FOLDER]``.

918 answers to an open question of the Santa Monica well-being survey (ODC-By),
coded by people. Five-fold cross-validation; a code counts as given or not, so
F1 is over pairs of answer and code: micro over all pairs, macro over codes.
V-measure compares the groups of best codes with those of the first human codes.
Whatever is tuned (limits of codes, confidence) is tuned inside the four folds
learned from.

Last run, codes as they stand (17) / with typing errors mended (15):

| coder | micro F1 | macro F1 | V-measure |
|---|---|---|---|
| most frequent code | 0.232 / 0.232 | 0.024 / 0.028 | 0.000 / 0.000 |
| keywords | 0.521 / 0.528 | 0.349 / 0.393 | 0.306 / 0.309 |
| Respace | 0.685 / 0.686 | 0.489 / 0.549 | 0.474 / 0.473 |
"""

import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, v_measure_score
from sklearn.model_selection import KFold

from surveys.comments import code_rest, find_topics
from surveys.comments.words import words

FOLDER = Path(__file__).parents[2] / "shared" / "real" / "santa-monica-half"
FILE = "open-ended-responses.csv"
COLUMNS = 8  # of codes in the file
FOLDS = 5
KEYWORDS = 5  # per code
TYPING = {"Aiport/Air traffic": "Airport/Air traffic", "City council": "City Council"}
HEAD = "| coder | codes | micro F1 | macro F1 | V-measure |\n|---|---|---|---|---|"


def main(arguments: list[str]) -> int:
    """Print one row per coder, with the codes as they stand and with typing errors mended."""
    folder = Path(arguments[0]) if arguments else FOLDER
    if not (folder / FILE).is_file():
        print(f"Skipped: {folder} does not hold {FILE}.")
        return 0
    print(HEAD, flush=True)
    for mended in (False, True):
        texts, codes = read(folder, mended=mended)
        for name, coder in CODERS.items():
            print(line(name, codes, crossed(texts, codes, coder)), flush=True)
    texts, codes = read(folder)
    print(f"\nUnsure codes: {certainty(texts, codes)}")
    print(f"Topics without any human code: {topics_alone(texts, codes)}")
    return 0


def read(folder: Path, *, mended: bool = False) -> tuple[pd.Series, dict[int, tuple[str, ...]]]:
    """Return the answers and per answer its codes in the order given, each once."""
    with (folder / FILE).open(encoding="cp1252", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Fullstring"].strip()]
    codes = {}
    for place, row in enumerate(rows):
        given = [row[f"Category {i}"].strip() for i in range(1, COLUMNS + 1)]
        given = [TYPING.get(code, code) if mended else code for code in given if code]
        codes[place] = tuple(dict.fromkeys(given))
    texts = pd.Series([row["Fullstring"] for row in rows])
    return texts, {place: given for place, given in codes.items() if given}


def crossed(texts: pd.Series, codes: dict, coder: object, folds: int = FOLDS) -> pd.DataFrame:
    """Return what a coder gives each answer without having seen its codes.

    One row per answer and code, best first: ``comment``, ``code``, and what else the coder says.
    """
    places = np.array(sorted(codes))
    parts = KFold(folds, shuffle=True, random_state=0).split(places)
    return pd.concat(
        coder(texts[places], {int(place): codes[int(place)] for place in places[seen]})
        for seen, _ in parts
    )


def most_frequent(texts: pd.Series, codes: dict) -> pd.DataFrame:
    """Give every answer the code that people gave most."""
    top = Counter(code for given in codes.values() for code in given).most_common(1)[0][0]
    return pd.DataFrame([(place, top) for place in _rest(texts, codes)], columns=PAIR)


def keywords(texts: pd.Series, codes: dict) -> pd.DataFrame:
    """Give every code one of whose five keywords is said, else the most frequent code.

    Keywords: the words most over-represented in answers with the code (chi-squared).
    """
    said = {place: set(words(texts[place])) for place in texts.index}
    often = Counter(word for place in codes for word in said[place])
    key = {code: _keywords(code, codes, said, often) for code in _names(codes)}
    top = Counter(code for given in codes.values() for code in given).most_common(1)[0][0]
    rows = []
    for place in _rest(texts, codes):
        hits = Counter({code: len(said[place] & key[code]) for code in key})
        given = [code for code, hit in hits.most_common() if hit] or [top]
        rows += [(place, code) for code in given]
    return pd.DataFrame(rows, columns=PAIR)


def scores(codes: dict, given: pd.DataFrame) -> tuple[float, float, float]:
    """Return micro F1, macro F1 and V-measure."""
    names = _names(codes)
    found = given.groupby("comment", sort=False)["code"].agg(list)
    truth = np.array([[name in codes[place] for name in names] for place in found.index])
    guess = np.array([[name in one for name in names] for one in found])
    first = [codes[place][0] for place in found.index]
    return (
        f1_score(truth, guess, average="micro"),
        f1_score(truth, guess, average="macro", zero_division=0),
        v_measure_score(first, [one[0] for one in found]),
    )


def certainty(texts: pd.Series, codes: dict) -> str:
    """Return how many codes go to review and how often sure and unsure ones are right."""
    given = crossed(texts, codes, code_rest)
    right = pd.Series(
        [code in codes[place] for place, code in zip(given["comment"], given["code"], strict=True)],
        index=given.index,
    )
    sure = given["sure"].astype(bool)
    return (
        f"{(~sure).mean():.0%} go to review; {right[sure].mean():.0%} of the sure ones and "
        f"{right[~sure].mean():.0%} of the unsure ones are as people coded."
    )


def topics_alone(texts: pd.Series, codes: dict) -> str:
    """Return number and V-measure of topics found without seeing a code."""
    comments = pd.DataFrame({"respondent": texts.index, "question": "", "text": texts})
    topics = find_topics(comments)
    groups = topics.members["topic"].astype("Float64").fillna(0)
    first = [codes[place][0] for place in sorted(codes)]
    value = v_measure_score(first, groups.to_numpy(float)[sorted(codes)])
    return f"{len(topics.table)} topics, V-measure {value:.3f}."


def line(name: str, codes: dict, given: pd.DataFrame) -> str:
    """Return one row of the table."""
    micro, macro, v = scores(codes, given)
    return f"| {name} | {len(_names(codes))} | {micro:.3f} | {macro:.3f} | {v:.3f} |"


def _keywords(code: str, codes: dict, said: dict, often: Counter) -> set[str]:
    with_code = [place for place in codes if code in codes[place]]
    here = Counter(word for place in with_code for word in said[place])
    share = len(with_code) / len(codes)
    over = {
        word: (n - often[word] * share) ** 2 / (often[word] * share)
        for word, n in here.items()
        if n > often[word] * share
    }
    return set(sorted(over, key=lambda word: (-over[word], word))[:KEYWORDS])


def _names(codes: dict) -> list[str]:
    return sorted({code for given in codes.values() for code in given})


def _rest(texts: pd.Series, codes: dict) -> list[int]:
    return [place for place in texts.index if place not in codes]


PAIR = ["comment", "code"]
CODERS = {"most frequent code": most_frequent, "keywords": keywords, "Respace": code_rest}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
