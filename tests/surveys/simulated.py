"""Simulated surveys with and without groups, for tests and benchmarks.

All return respondents by needs on a scale from 1 to 5, NaN = not answered.
"""

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


NULLS = {
    "uniform": uniform,
    "independent": independent,
    "style": style,
    "correlated": correlated,
}


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


def no_choices() -> pd.DataFrame:
    """Return the choices of a wave that has none."""
    return pd.DataFrame(
        {
            "respondent": pd.Series(dtype="int64"),
            "need": pd.Series(dtype="str"),
            "chosen": pd.Series(dtype="boolean"),
        }
    )
