"""Kano categories and coefficients against published figures."""

import pytest

from data import reference
from surveys.answers import assemble
from surveys.checks import understand
from surveys.methods.kano import CATEGORIES, kano
from surveys.questionnaire import propose
from surveys.readers import read_survey
from surveys.readers.tablefile import read_cells

# Of 358 people: A, O, M, I, R, Q, Better, Worse. The two tables differ in who
# expects or bears it either way: questionable in the strict, indifferent in the classic one.
STRICT = {
    "F6": (91, 19, 9, 160, 49, 30, 0.3942652, -0.1003584),
    "F7": (70, 121, 59, 77, 9, 22, 0.5840979, -0.5504587),
    "F8": (78, 122, 66, 62, 7, 23, 0.6097561, -0.5731707),
}


@pytest.fixture(scope="module")
def answers(known):
    """Read the file as any upload; its three features stand for needs."""
    name = "transfers_F6_F8.csv"
    raw = read_survey(read_cells((known / "kano" / name).read_bytes(), name))
    codebook = propose(raw, reference.needs())
    paired = codebook["role"].isin(("functional", "dysfunctional"))
    assert paired.sum() == 6
    codebook.loc[paired, "need"] = codebook["question"].str[:2]
    return assemble(codebook, understand(raw, codebook).kept)


@pytest.mark.parametrize("feature", STRICT)
def test_strict_table_gives_the_published_figures(answers, feature):
    """Counts to the person, Better and Worse to seven digits."""
    row = kano(answers, "strict").set_index("need").loc[feature]
    assert tuple(row[list(CATEGORIES)]) == STRICT[feature][:6]
    assert row["better"] == pytest.approx(STRICT[feature][6], abs=5e-8)
    assert row["worse"] == pytest.approx(STRICT[feature][7], abs=5e-8)
    assert row["pairs"] == 358


def test_classic_table_counts_the_even_handed_as_indifferent(answers):
    """F6: the 17 who expect or bear it either way move from Q to I."""
    row = kano(answers, "classic").set_index("need").loc["F6"]
    assert (row["I"], row["Q"]) == (177, 13)
