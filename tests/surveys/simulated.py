"""Simulated surveys with and without groups, for tests and benchmarks.

All return respondents by needs on a scale from 1 to 5, NaN = not answered.
"""

import dataclasses

import numpy as np
import pandas as pd

from surveys.answers import Answers

CUTS = np.array([-1.5, -0.5, 0.5, 1.5])  # of a latent normal into five steps


def on_scale(latent: np.ndarray) -> np.ndarray:
    """Return latent values as answers from 1 to 5."""
    return 1.0 + np.searchsorted(CUTS, latent.ravel()).reshape(latent.shape)


def with_blanks(answers: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """Return the answers with a share of the cells not answered."""
    return np.where(rng.random(answers.shape) < share, np.nan, answers)


def uniform(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """Every answer drawn evenly from 1 to 5."""
    return rng.integers(1, 6, (n, needs)).astype(float)


def independent(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """Needs differ in popularity; answers of a person are unrelated."""
    return on_scale(rng.normal(0.5, 0.7, needs) + rng.normal(size=(n, needs)))


def style(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """People differ in how high they rate everything, and in nothing else."""
    level = rng.uniform(0.5, 0.9)
    own, noise = rng.normal(size=(n, 1)), rng.normal(size=(n, needs))
    return on_scale(rng.normal(0.5, 0.7, needs) + level * own + np.sqrt(1 - level**2) * noise)


def correlated(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """Answers share one to four directions of taste, all of them gradual."""
    tastes = rng.integers(1, 5)
    loads = rng.normal(size=(tastes, needs)) * rng.uniform(0.3, 0.7)
    latent = rng.normal(size=(n, tastes)) @ loads + rng.normal(size=(n, needs)) * 0.7
    return on_scale(rng.normal(0.5, 0.7, needs) + latent)


def skewed(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """Most rate most needs at the top; one level of satisfaction behind all of them."""
    load = rng.uniform(0.3, 0.7)
    latent = load * rng.normal(size=(n, 1)) + np.sqrt(1 - load**2) * rng.normal(size=(n, needs))
    return on_scale(rng.normal(1.6, 0.5, needs) + latent)


def seven(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """Draw on seven steps, brought to 1 to 5; people differ by level alone."""
    latent = 0.6 * rng.normal(size=(n, 1)) + 0.8 * rng.normal(size=(n, needs))
    steps = np.clip(np.round(4.5 + rng.normal(0, 0.6, needs) + 1.4 * latent), 1, 7)
    return np.round(1 + (steps - 1) * 4 / 6, 2)


def extremes(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """Draw people who use the ends of the scale and people who use its middle."""
    width = np.exp(rng.normal(0, 0.5, (n, 1)))
    return on_scale(rng.normal(0.3, 0.5, needs) + width * rng.normal(size=(n, needs)))


def ticks(n: int, needs: int, rng: np.random.Generator) -> np.ndarray:
    """Choices: needs differ in popularity, people in how much they tick."""
    eager = rng.uniform(0, 1.2) * rng.normal(size=(n, 1))
    chance = 1 / (1 + np.exp(-(eager + rng.normal(-0.8, 0.8, needs))))
    return (rng.random((n, needs)) < chance).astype(float)


NULLS = {
    "uniform": uniform,
    "independent": independent,
    "style": style,
    "correlated": correlated,
    "skewed": skewed,
    "seven": seven,
    "extremes": extremes,
    "ticks": ticks,
}
CHOICES = ("ticks",)  # nulls that are choices


def classed(
    n: int,
    chance: np.ndarray,
    share: np.ndarray,
    steps: np.ndarray,
    rng: np.random.Generator,
    blank: float = 0.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return answers of latent classes, each person's class, and the oracle's guess of it.

    `chance` is classes by needs by steps, `blank` the share of cells not
    answered. The oracle knows all chances and shares and takes the likeliest
    class, given the cells that were answered.
    """
    group = rng.choice(len(share), n, p=share)
    upto = chance.cumsum(axis=-1)[group][..., :-1]
    place = (rng.random((n, chance.shape[1], 1)) > upto).sum(axis=-1)
    answers = with_blanks(steps[place], blank, rng)
    known = ~np.isnan(answers)
    score = np.log(share) + sum(
        np.log(chance[:, need, place[:, need]]).T * known[:, [need]]
        for need in range(chance.shape[1])
    )
    return answers, group, score.argmax(axis=1)


def ladder(
    k: int, needs: int, rng: np.random.Generator, apart: float, steps: int = 5
) -> np.ndarray:
    """Return chances of ordered answers, classes by needs by steps; `apart` in points."""
    centre = (steps + 1) / 2 + 0.3 + apart * rng.normal(size=(k, needs, 1))
    chance = np.exp(-((np.arange(1, steps + 1) - centre) ** 2) / 2)
    return chance / chance.sum(axis=-1, keepdims=True)


def unordered(k: int, needs: int, rng: np.random.Generator, even: float, steps: int = 5):
    """Return chances of any shape, classes by needs by steps; the smaller `even`, the clearer."""
    return np.maximum(rng.dirichlet(np.full(steps, even), (k, needs)), 1e-9)


def levelled(
    n: int, needs: int, k: int, rng: np.random.Generator, apart: float, share: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return `grouped`-like answers on 1 to 5, groups, and the oracle's guess.

    Normal answers around the group's profile plus a personal level of 0.5; the
    oracle knows profiles, noise and the spread of levels (not the rounding).
    """
    centres = 3.2 + apart * rng.normal(size=(k, needs))
    group = rng.choice(k, n, p=share)
    latent = centres[group] + rng.normal(0, 0.5, (n, 1)) + rng.normal(0, 0.8, (n, needs))
    answers = np.clip(np.round(latent), 1, 5)
    sure = np.linalg.inv(0.25 + 0.64 * np.eye(needs))
    apart_from = answers[:, None, :] - np.clip(centres, 1, 5)
    score = np.log(share) - np.einsum("nkj,jl,nkl->nk", apart_from, sure, apart_from) / 2
    return answers, group, score.argmax(axis=1)


def grouped(
    n: int, needs: int, k: int, rng: np.random.Generator, apart: float = 0.8
) -> tuple[np.ndarray, np.ndarray]:
    """Return answers of k groups with random profiles, and each person's group.

    `apart` is the standard deviation of the groups' means per need, beside
    noise of 0.8 and a personal level of 0.4 (points).
    """
    centres = 3.3 + apart * rng.normal(size=(k, needs))
    group = rng.choice(k, n, p=rng.dirichlet(np.full(k, 12.0)))
    latent = centres[group] + rng.normal(0, 0.4, (n, 1)) + rng.normal(0, 0.8, (n, needs))
    return np.clip(np.round(latent), 1, 5), group


def as_answers(importance: np.ndarray, column: str = "importance") -> Answers:
    """Return an array as the answers of a wave; needs are named q00, q01, ..."""
    n, needs = importance.shape
    other = {"importance": "satisfaction", "satisfaction": "importance"}[column]
    ratings = pd.DataFrame(
        {
            "respondent": np.repeat(np.arange(n), needs),
            "need": np.tile([f"q{number:02d}" for number in range(needs)], n),
            column: importance.ravel(),
            other: np.nan,
        }
    ).dropna(subset=column)
    ratings[[column, other]] = ratings[[column, other]].convert_dtypes().astype("Float64")
    return Answers(
        ratings=ratings.reset_index(drop=True)[
            ["respondent", "need", "importance", "satisfaction"]
        ],
        choices=no_choices(),
        profile=pd.DataFrame({"respondent": np.arange(n)}),
        comments=pd.DataFrame(columns=["respondent", "question", "text"]),
        n=n,
    )


def as_choices(ticked: np.ndarray) -> Answers:
    """Return an array of 0 and 1 (NaN = not asked) as the choices of a wave."""
    people, needs = ticked.shape
    rows = pd.DataFrame(
        {
            "respondent": np.repeat(np.arange(people), needs),
            "need": np.tile([f"q{number:02d}" for number in range(needs)], people),
            "chosen": pd.array(ticked.ravel(), "Float64").astype("boolean"),
        }
    )
    blank = as_answers(np.full((people, needs), np.nan))
    return dataclasses.replace(blank, choices=rows.dropna().reset_index(drop=True))


def no_choices() -> pd.DataFrame:
    """Return the choices of a wave that has none."""
    return pd.DataFrame(
        {
            "respondent": pd.Series(dtype="int64"),
            "need": pd.Series(dtype="str"),
            "chosen": pd.Series(dtype="boolean"),
        }
    )
