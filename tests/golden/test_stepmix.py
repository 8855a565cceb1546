"""Latent classes beside StepMix (Morin and others), also with weights and blanks."""

import numpy as np
import pytest

from surveys.segments.classes import fit, prepare
from tests.surveys import simulated


@pytest.mark.parametrize("blank", [0.0, 0.15], ids=["complete", "blanks"])
@pytest.mark.parametrize("weighted", [False, True], ids=["plain", "weighted"])
def test_the_same_maximum_as_stepmix(blank, weighted):
    """Weighted log-likelihood within 0.01, shares within 0.005."""
    stepmix = pytest.importorskip("stepmix")
    rng = np.random.default_rng(4)
    chance, share = simulated.ladder(3, 6, rng, 1.0, steps=4), np.array([0.5, 0.3, 0.2])
    answers, *_ = simulated.classed(300, chance, share, np.arange(4.0), rng, blank)
    weights = rng.integers(1, 4, 300).astype(float) if weighted else np.ones(300)
    peer = stepmix.StepMix(
        3,
        measurement="categorical_nan",
        n_init=10,
        abs_tol=1e-9,
        progress_bar=0,
        random_state=1,
    )
    peer.fit(answers, sample_weight=weights)
    ours = fit(prepare(answers, weights), 3, np.random.default_rng(0))
    theirs = peer.score(answers, sample_weight=weights) * weights.sum()
    assert ours.likelihood == pytest.approx(theirs, abs=0.01)
    assert sorted(ours.share) == pytest.approx(sorted(peer.weights_), abs=0.005)
