"""Latent classes against published maxima (Agresti; Goodman; R package poLCA)."""

import numpy as np
import pandas as pd
import pytest

from surveys.segments.classes import fit, prepare

PUBLISHED = [
    ("carcinoma", 3, -293.705, [0.1817, 0.3736, 0.4447]),
    ("carcinoma", 2, -317.2568, None),
    ("values", 2, -504.4677, [0.2793, 0.7207]),
]


@pytest.mark.parametrize(("name", "k", "likelihood", "shares"), PUBLISHED)
def test_the_published_maximum_is_reached(known, name, k, likelihood, shares):
    """Log-likelihood within 0.01, class shares within 0.005."""
    answers = pd.read_csv(known / "lca" / f"{name}.csv").to_numpy(float)
    found = fit(prepare(answers), k, np.random.default_rng(0))
    assert found.likelihood == pytest.approx(likelihood, abs=0.01)
    if shares:
        assert sorted(found.share) == pytest.approx(shares, abs=0.005)


def test_blanks_are_left_out_not_filled_in():
    """One class: the chance of an answer is its share among those who answered."""
    answers = np.array([[1.0, 2.0], [1.0, np.nan], [2.0, 1.0], [np.nan, 1.0]])
    found = fit(prepare(answers), 1, np.random.default_rng(0))
    assert found.chance[0] == pytest.approx([2 / 3, 1 / 3, 2 / 3, 1 / 3])
    expected = 2 * (2 * np.log(2 / 3) + np.log(1 / 3))
    assert found.likelihood == pytest.approx(expected)


def test_free_numbers_are_counted_for_bic():
    """Seven items of two answers, three classes: 3 x 7 chances and 2 shares."""
    rng = np.random.default_rng(1)
    answers = rng.integers(1, 3, (80, 7)).astype(float)
    assert fit(prepare(answers), 3, rng).free == 23
