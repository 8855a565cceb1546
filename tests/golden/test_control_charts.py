"""Control charts against Montgomery's examples 6.5 and 7.1."""

import numpy as np
import pandas as pd
import pytest

from surveys.satisfaction import individuals_chart, p_chart


def test_individuals_of_example_6_5(known):
    """Limits from the first 20 weeks; the costs of weeks 39 and 40 are out."""
    costs = pd.read_csv(known / "spc" / "individuals.csv")["y"]
    later = np.arange(len(costs)) >= 20
    chart = individuals_chart(costs, left_out=later)
    first = chart.iloc[0]
    assert first["centre"] == pytest.approx(300.5)
    assert [first["low"], first["high"]] == pytest.approx([279.7833, 321.2167], abs=1e-4)
    assert first["range_high"] == pytest.approx(25.4482, abs=1e-4)
    assert (np.flatnonzero(chart["out"]) + 1).tolist() == [39, 40]


def test_proportions_of_example_7_1(known):
    """30 samples; 15 and 23 had a known cause and make no limits; then 21 is out too."""
    table = pd.read_csv(known / "spc" / "proportions.csv").query("part == 1")
    caused = table["x"].isin([15, 23]).to_numpy()
    chart = p_chart(table["defective"], table["n"], left_out=caused)
    found = chart[["centre", "low", "high"]].iloc[0].tolist()
    assert found == pytest.approx([0.215, 0.0407, 0.3893], abs=1e-4)
    assert table.loc[chart["out"], "x"].tolist() == [15, 21, 23]


def test_laney_widens_where_many_answers_make_everything_out():
    """20 waves of 50,000 differ by 1 point: limits of chance are 0.7 wide, Laney's hold them."""
    rng = np.random.default_rng(5)
    n = pd.Series([50_000] * 20)
    count = (n * (0.6 + rng.normal(0, 0.01, 20))).round()
    assert p_chart(count, n)["out"].sum() > 5
    corrected = p_chart(count, n, laney=True)
    assert not corrected["out"].any()
    assert corrected["sigma_z"].iloc[0] > 3


def test_laney_never_narrows():
    """Waves that differ less than chance keep the limits of chance."""
    n = pd.Series([100] * 12)
    chart = p_chart(pd.Series([50, 50] * 6), n, laney=True)
    assert chart["sigma_z"].eq(1).all()


def test_a_value_on_the_limit_is_inside():
    """Out means beyond."""
    chart = individuals_chart(pd.Series([5.0, 5.0, 5.0]))
    assert not chart["out"].any()
