"""Three survey waves of the sample, answered by people of five latent segments."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.sample import codebook, comments
from data.sample.facts import REOPENED_ON, table

WAVES = (
    ("Autumn 2023 秋季", date(2023, 11, 20), 2487),
    ("Spring 2024 春季", date(2024, 5, 13), 2534),
    ("Spring 2025 春季", date(2025, 5, 12), 2519),
)
BLANK = 0.04  # share of rating cells left empty
HYBRID = 0.12  # share of respondents with a foot in a second segment
STYLE, NOISE = 0.40, 0.80  # standard deviation of a person's level, and of one answer
MOOD, VERDICT = 0.45, 0.90  # the same for satisfaction
MOST_CHOICES = 5
SEGMENTS = ["s1", "s2", "s3", "s4", "s5"]


@dataclass(frozen=True)
class Wave:
    """One wave: its name and date, what is stored, and the truth behind it.

    ``codebook`` and ``kept`` are as the store takes them. ``segments`` has one
    row per respondent: ``respondent`` (file row), ``segment`` (1 to 5),
    ``hybrid`` (bool). ``shift`` is, per need, the mean by which satisfaction
    was moved by the renovation on the 1 to 5 scale (0 before it).
    """

    name: str
    date: date
    codebook: pd.DataFrame
    kept: pd.DataFrame
    segments: pd.DataFrame
    shift: pd.Series


def waves(seed: int) -> list[Wave]:
    """Return the three waves; the same seed gives the same answers."""
    return [
        _wave(name, day, n, np.random.default_rng([seed, 1, number]))
        for number, (name, day, n) in enumerate(WAVES)
    ]


def centers() -> np.ndarray:
    """Return what each segment finds important, segments by needs (1 to 5, before chance)."""
    return table("needs")[SEGMENTS].to_numpy().T


def _wave(name: str, day: date, n: int, rng: np.random.Generator) -> Wave:
    """Return one wave of `n` answers."""
    after = day >= REOPENED_ON
    people = _people(n, rng)
    wish = _wishes(people, rng)
    importance = _scale(wish + rng.normal(0, NOISE, wish.shape))
    felt = _felt(wish, rng)
    shift = table("needs")["shift"].to_numpy() * after
    satisfaction, unmoved = _scale(felt + shift), _scale(felt)
    rows = pd.RangeIndex(2, n + 2, name="row")  # row 1 of the file is the header
    columns = [
        _when(day, n, rng),
        _profile(people, rng),
        _with_blanks(importance, rng),
        _with_blanks(satisfaction, rng),
        _choices(wish, rng),
        comments.write(importance, satisfaction, after=after, rng=rng),
    ]
    kept = pd.concat(columns, axis=1)
    kept.columns = [str(position) for position in range(kept.shape[1])]
    moved = pd.Series((satisfaction - unmoved).mean(axis=0), index=table("needs")["need"])
    segments = people[["segment", "hybrid"]].assign(respondent=rows)
    return Wave(name, day, codebook.make(), kept.set_index(rows), segments, moved)


def _people(n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the respondents: segment, a second segment, and whether it counts."""
    share = table("segments")["share"].to_numpy()
    segment = rng.choice(len(share), n, p=share)
    other = (segment + rng.integers(1, len(share), n)) % len(share)
    hybrid = rng.random(n) < HYBRID
    return pd.DataFrame({"segment": segment + 1, "other": other + 1, "hybrid": hybrid})


def _wishes(people: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Return how important each need is to each person, with the person's own level."""
    own, other = (centers()[people[which] - 1] for which in ("segment", "other"))
    blend = np.where(people["hybrid"], 0.6, 1.0)[:, None]
    return blend * own + (1 - blend) * other + rng.normal(0, STYLE, (len(people), 1))


def _felt(wish: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return satisfaction before rounding: lower where the person needs it more."""
    base = table("needs")["satisfaction"].to_numpy()
    level = base - 0.15 * (wish - 3.4) + rng.normal(0, MOOD, (len(wish), 1))
    return level + rng.normal(0, VERDICT, wish.shape)


def _scale(latent: np.ndarray) -> np.ndarray:
    """Return answers on the five-point scale."""
    return np.clip(np.round(latent), 1, 5)


def _with_blanks(ratings: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Return the ratings with some cells not answered."""
    blank = rng.random(ratings.shape) < BLANK
    return pd.DataFrame(np.where(blank, np.nan, ratings)).astype("Float64")


def _choices(wish: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Return up to five chosen spaces per person, <NA> for those who skipped the question."""
    offered = table("needs")["option"].eq("yes").to_numpy()
    liking = 1.2 * wish[:, offered] + rng.gumbel(size=(len(wish), offered.sum()))
    place = (-liking).argsort(axis=1).argsort(axis=1)
    chosen = pd.DataFrame(place < rng.integers(1, MOST_CHOICES + 1, (len(wish), 1)))
    return chosen.astype("boolean").mask(pd.Series(rng.random(len(wish)) < BLANK))


def _when(day: date, n: int, rng: np.random.Generator) -> pd.Series:
    """Return the time of submission, within the two weeks after the wave opened."""
    minutes = pd.to_timedelta(np.sort(rng.integers(8 * 60, 14 * 24 * 60, n)), unit="min")
    return pd.Series((pd.Timestamp(day) + minutes).strftime("%Y-%m-%d %H:%M"), dtype="string")


def _profile(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return faculty, level, gender, residence and visits, as labels both readers understand."""
    faculty, segments = table("faculties"), table("segments").set_index("segment")
    levels = segments[["undergraduate", "master", "doctoral", "staff"]]
    on_campus = segments.loc[people["segment"], "on_campus"].to_numpy()
    weights = {
        "faculty": (faculty["faculty"], faculty[SEGMENTS].to_numpy().T[people["segment"] - 1]),
        "level": (codebook.LEVELS, levels.loc[people["segment"]].to_numpy()),
        "gender": (codebook.GENDERS, np.tile([0.53, 0.44, 0.03], (len(people), 1))),
        "residence": (codebook.RESIDENCES, np.column_stack([on_campus, 1 - on_campus])),
        "visits": (codebook.VISITS, np.tile([0.24, 0.41, 0.22, 0.13], (len(people), 1))),
    }
    drawn = {name: _draw(labels, w, rng) for name, (labels, w) in weights.items()}
    return pd.DataFrame(drawn).mask(rng.random((len(people), len(drawn))) < 0.01)


def _draw(labels, weights: np.ndarray, rng: np.random.Generator) -> pd.Series:
    """Return one label per row of `weights`, drawn with these weights."""
    upto = np.cumsum(weights, axis=1)
    place = (rng.random((len(weights), 1)) * upto[:, -1:] > upto).sum(axis=1)
    return pd.Series(np.asarray(labels, object)[place], dtype="string")
