"""Tests of `data.reference`: each outside number is a row that says where it comes from."""

from pathlib import Path

import pandas as pd
import pytest

from data import reference

FOLDER = Path(reference.__file__).parent
TABLES = sorted(FOLDER.glob("*.csv"))
TRUST = {"read", "second_hand", "guess"}
SPACES = {"learning", "academic", "cultural", "creative"}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_each_row_says_where_it_comes_from(path):
    """Fill the row or delete it."""
    table = pd.read_csv(path, dtype=str)
    source = "source" if "source" in table else "origin"
    assert table[[source, "trust"]].notna().all().all()
    assert set(table["trust"]) <= TRUST


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_each_column_is_in_the_dictionary(path):
    """README.md says what each column means and in which unit."""
    sections = (FOLDER / "README.md").read_text(encoding="utf-8").split("\n## ")
    section = next(part for part in sections if part.startswith(path.name))
    missing = [name for name in pd.read_csv(path, nrows=0) if f"`{name}`" not in section]
    assert not missing


def test_each_area_has_unit_and_basis():
    """Net and gross are never mixed, so each row says which it is."""
    areas = reference.area_per_seat()
    assert set(areas["unit"]) == {"m2/seat"}
    assert set(areas["basis"]) <= {"net", "gross"}
    assert (areas["value"].notna() | (areas["low"].notna() & areas["high"].notna())).all()
    assert (areas["low"].isna() | (areas["low"] < areas["high"])).all()


def test_needs_are_the_catalogue_of_26():
    """Code words are unique, and both languages are filled."""
    needs = reference.needs()
    assert len(needs) == needs["need"].nunique() == 26
    assert needs.notna().all().all()
    assert (
        not needs[["en", "zh", "short_en", "short_zh"]].apply(lambda c: c.duplicated()).any().any()
    )


def test_short_names_fit_a_chart():
    """At most four words, or eight Chinese letters."""
    needs = reference.needs()
    assert needs["short_en"].str.split().str.len().le(4).all()
    assert needs["short_zh"].str.len().le(8).all()


def test_every_need_leads_to_a_space():
    """Each need has a strength for each of the four space types, and at least one 3 or 9."""
    strengths = reference.strengths()
    assert set(strengths["strength"]) <= {0, 1, 3, 9}
    wide = strengths.pivot(index="need", columns="space_type", values="strength")
    assert set(wide.index) == set(reference.needs()["need"])
    assert set(wide.columns) == SPACES
    assert wide.notna().all().all()
    assert wide.max(axis=1).ge(3).all()


def test_every_space_type_answers_a_need():
    """No column of the table of strengths is empty."""
    assert set(reference.strengths().query("strength == 9")["space_type"]) == SPACES


def test_space_types_add_other():
    """What is none of the four functions still has a name and a place in the chart."""
    assert reference.space_types()["space_type"].tolist() == [
        "learning",
        "academic",
        "cultural",
        "creative",
        "other",
    ]


@pytest.mark.parametrize(
    "table", [reference.needs, reference.strengths, reference.space_types, reference.area_per_seat]
)
def test_a_caller_cannot_change_the_reference(table):
    """Each call hands out a copy."""
    before = table()
    spoiled = table()
    spoiled.iloc[:, 0] = "spoiled"
    pd.testing.assert_frame_equal(table(), before)
