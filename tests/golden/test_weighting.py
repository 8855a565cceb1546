"""Weighting against published answers: R package survey, and Kalton and Flores-Cervantes (2003)."""

import numpy as np
import pandas as pd
import pytest

from surveys.weighting import Design, of_weights, rake, weighted_mean
from surveys.weighting.margins import from_records

SCHOOLS = 6194  # in California, 2000
SCHOOL_MARGINS = {
    "stype": {"E": 4421, "H": 755, "M": 1018},
    "sch.wide": {"No": 1072, "Yes": 5122},
}
# Kalton and Flores-Cervantes (2003), Weighting methods, Journal of Official Statistics 19(2)
KALTON_SAMPLE = [[20, 40, 40], [50, 140, 310], [100, 50, 50], [30, 100, 70]]
KALTON_POPULATION = [[80, 40, 55], [60, 150, 340], [170, 60, 200], [55, 165, 125]]


def margins_of(table):
    """Return a margins table from counts by variable and category."""
    return from_records(
        [
            {"variable": variable, "category": category, "count": count}
            for variable, counts in table.items()
            for category, count in counts.items()
        ]
    )


@pytest.fixture(scope="module")
def clusters(known):
    """Return the cluster sample of 183 schools in 15 districts."""
    return pd.read_csv(known / "survey_api" / "apiclus1.csv")


@pytest.fixture(scope="module")
def raked(clusters):
    """Return its weights, raked to school type and school-wide target."""
    return rake(clusters[["stype", "sch.wide"]], margins_of(SCHOOL_MARGINS), clusters["pw"])


def test_cluster_sample_before_raking(clusters):
    """apiclus1 with its own weights: mean of api00 644.17."""
    found = weighted_mean(clusters["api00"], of_weights(clusters["pw"]))
    assert found.mean == pytest.approx(644.17, abs=0.005)


def test_raked_mean_takes_residuals_with_the_base_weights(clusters, raked):
    """641.23 with s.e. 23.704; residuals with the raked weights would say 23.743."""
    design = Design(clusters=clusters["dnum"], population=clusters["fpc"])
    found = weighted_mean(clusters["api00"], raked, design)
    assert found.mean == pytest.approx(641.23, abs=0.005)
    assert found.se == pytest.approx(23.704, abs=0.0005)


def test_jackknife_of_the_raked_mean(clusters):
    """JK1: leave one of 15 districts out, rake again each time; s.e. 26.874."""
    means = []
    for district in clusters["dnum"].unique():
        rest = clusters[clusters["dnum"] != district]
        weighting = rake(rest[["stype", "sch.wide"]], margins_of(SCHOOL_MARGINS), rest["pw"])
        means.append(weighted_mean(rest["api00"], weighting).mean)
    means = np.array(means)
    spread = (1 - 15 / 757) * 14 / 15 * ((means - means.mean()) ** 2).sum()
    assert np.sqrt(spread) == pytest.approx(26.874, abs=0.0005)


def test_raked_total_and_design_effect(clusters, raked):
    """Total of enroll 3,647,280; Kish's design effect of the raked weights 1.0517."""
    mean = weighted_mean(clusters["enroll"], raked).mean
    assert mean * SCHOOLS == pytest.approx(3_647_280, abs=0.5)
    assert raked.design_effect == pytest.approx(1.0517, abs=0.00005)


def test_stratified_and_simple_samples(known):
    """Apistrat 662.29 (9.4089), apisrs 656.58 (9.2497)."""
    strata = pd.read_csv(known / "survey_api" / "apistrat.csv")
    design = Design(strata=strata["stype"], population=strata["fpc"])
    found = weighted_mean(strata["api00"], of_weights(strata["pw"]), design)
    assert (found.mean, found.se) == (
        pytest.approx(662.29, abs=0.005),
        pytest.approx(9.4089, abs=0.00005),
    )
    simple = pd.read_csv(known / "survey_api" / "apisrs.csv")
    found = weighted_mean(
        simple["api00"], of_weights(simple["pw"]), Design(population=simple["fpc"])
    )
    assert (found.mean, found.se) == (
        pytest.approx(656.58, abs=0.005),
        pytest.approx(9.2497, abs=0.00005),
    )


@pytest.fixture(scope="module")
def kalton():
    """One row per person of the worked example: row, column and cell of the table."""
    cells = [
        (f"r{row}", f"c{column}", f"r{row}c{column}")
        for row, counts in enumerate(KALTON_SAMPLE)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return pd.DataFrame(cells, columns=["row", "column", "cell"])


def test_kalton_cell_weights(kalton):
    """One margin is post-stratification: population over sample, 80 / 20 = 4.00 first."""
    population = {
        f"r{row}c{column}": count
        for row, counts in enumerate(KALTON_POPULATION)
        for column, count in enumerate(counts)
    }
    found = rake(kalton[["cell"]], margins_of({"cell": population}))
    weights = found.weights.groupby(kalton["cell"]).first() * 1500 / 1000
    assert weights["r0c0"] == pytest.approx(4.00)
    assert weights["r0c1"] == pytest.approx(1.00)
    assert weights["r0c2"] == pytest.approx(1.375)  # printed as 1.38
    expected = np.array(KALTON_POPULATION) / np.array(KALTON_SAMPLE)
    assert weights.to_numpy() == pytest.approx(expected.ravel())


def test_kalton_raking(kalton):
    """Raked to both margins; the odds ratios of the sample stay, as raking promises."""
    population = np.array(KALTON_POPULATION)
    rows = {f"r{place}": int(count) for place, count in enumerate(population.sum(axis=1))}
    columns = {f"c{place}": int(count) for place, count in enumerate(population.sum(axis=0))}
    found = rake(kalton[["row", "column"]], margins_of({"row": rows, "column": columns}))
    assert found.converged
    table = found.weights.groupby([kalton["row"], kalton["column"]]).sum().unstack() * 1.5
    assert table.sum(axis=1).to_dict() == pytest.approx(rows)
    assert table.sum(axis=0).to_dict() == pytest.approx(columns)
    raked, sample = table.to_numpy(), np.array(KALTON_SAMPLE, float)

    def odds(cells):
        return cells[:-1, :-1] * cells[1:, 1:] / (cells[1:, :-1] * cells[:-1, 1:])

    assert odds(raked) == pytest.approx(odds(sample))
