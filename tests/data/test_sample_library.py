"""The sample is the library that was promised: its size, its building, its dates, its gaps."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from shapely import STRtree
from shapely.geometry import Polygon

from data.reference import needs
from data.sample import dates, facts, library


@pytest.fixture(scope="module")
def made():
    """Return the sample library as it is generated, before it is stored."""
    return library.generate()


@pytest.fixture(scope="module")
def rooms(made):
    """Zones without stairs, lifts, toilets and the outline of each floor."""
    return made.zones[made.zones["kind"] == "room"]


def shapes(zones):
    """Shapely polygons by zone id."""
    return {z: Polygon(rings[0]) for z, rings in zip(zones["zone"], zones["polygon"], strict=True)}


def test_both_names_say_that_it_is_synthetic():
    """Nobody may take it for a real library."""
    assert "synthetic" in facts.NAME_EN
    assert "合成" in facts.NAME_ZH


def test_four_floors_hold_forty_to_sixty_zones(made, rooms):
    """60 rows: 44 rooms, 12 zones of the core, 4 outlines."""
    assert made.zones["floor"].nunique() == 4
    assert (len(made.zones), len(rooms)) == (60, 44)
    assert made.zones["zone"].is_unique


def test_every_zone_has_both_names(made):
    """English without Chinese characters, Chinese with them."""
    assert made.zones["name_zh"].str.contains(r"[\u4e00-\u9fff]").all()
    assert not made.zones["name_en"].str.contains(r"[\u4e00-\u9fff]").any()


def test_no_two_zones_overlap(made):
    """Walls are shared, floors are not."""
    for _, floor in made.zones[made.zones["kind"] != "outline"].groupby("floor"):
        drawn = list(shapes(floor).values())
        pairs = STRtree(drawn).query(drawn, predicate="intersects").T
        assert all(drawn[i].intersection(drawn[j]).area < 1e-6 for i, j in pairs if i < j)


def test_every_zone_lies_inside_the_outline_of_its_floor(made):
    """The terrace on floor 4 and the void on floor 2 stay empty."""
    for _, floor in made.zones.groupby("floor"):
        drawn = shapes(floor)
        outline = next(shape for zone, shape in drawn.items() if zone.endswith("outline"))
        assert all(outline.covers(shape) for shape in drawn.values())


def test_areas_are_those_of_the_polygons(made):
    """Metres in, square metres out."""
    drawn = shapes(made.zones)
    assert made.zones["area_m2"].tolist() == [shape.area for shape in drawn.values()]


def test_about_1200_seats_at_the_start(made):
    """1,218 by the drawing; every zone has a state from the first day."""
    first = made.states[made.states["valid_from"] == date(2023, 9, 4)]
    assert first["zone"].tolist() == sorted(made.zones["zone"])
    assert 1150 <= first["seats"].sum() <= 1250


def test_one_renovation_changed_a_third_of_the_rooms(made, rooms):
    """15 of 44 rooms, with a second state from the first open day."""
    assert abs(len(made.renovation["zones"]) / len(rooms) - 1 / 3) < 0.02
    second = made.states[made.states["valid_from"] == made.renovation["reopened_on"]]
    assert set(second["zone"]) == set(made.renovation["zones"]) <= set(rooms["zone"])
    assert (
        made.states["space_type"]
        .isin(["learning", "academic", "cultural", "creative", "other"])
        .all()
    )


def test_learning_seats_dominate_before_and_creative_seats_are_few(made):
    """The imbalance the survey complains of."""
    seats = made.states.drop_duplicates("zone").groupby("space_type")["seats"].sum()
    assert seats["learning"] / seats.sum() > 0.7
    assert seats["creative"] / seats.sum() < 0.03


def test_calendar_covers_two_academic_years_without_a_hole(made):
    """Teaching, exam and break stretches follow each other; holidays lie inside them."""
    frame = made.calendar[made.calendar["kind"] != "holiday"].sort_values("start")
    gap = pd.to_datetime(frame["start"]).iloc[1:].array - pd.to_datetime(frame["end"]).iloc[:-1]
    assert (gap == pd.Timedelta(days=1)).all()
    assert (frame["start"].iloc[0], frame["end"].iloc[-1]) == (date(2023, 9, 4), date(2025, 8, 31))
    teaching = frame[frame["kind"] == "teaching"]
    weeks = (pd.to_datetime(teaching["end"]) - pd.to_datetime(teaching["start"])).dt.days + 1
    assert (weeks // 7).tolist() == [17, 16, 17, 16]
    assert (weeks % 7 == 0).all()


def test_nothing_is_counted_while_closed(made):
    """Opening hours, Spring Festival, 1 October, and the works."""
    counted = made.observations
    assert counted["at"].isin(dates.half_hours()["at"]).all()
    day = counted["at"].dt.normalize()
    assert not day.between("2024-02-10", "2024-02-17").any()
    assert not day.isin(pd.to_datetime(["2023-10-01", "2024-10-01"])).any()
    works = (day >= "2024-07-01") & (day < "2024-09-02")
    assert works.any()
    assert not counted.loc[works, "zone"].isin(made.renovation["zones"]).any()


def test_every_seat_zone_is_counted_each_open_half_hour_but_for_gaps(made):
    """Between 92 and 99.5 % of what an always awake sensor would have written."""
    slots = dates.half_hours()
    day = slots["day"]
    works = ((day >= "2024-07-01") & (day < "2024-09-02")).sum()
    before = (day < "2024-07-01").sum()
    whole = 42 * len(slots) - 15 * works - before  # the old store was no place to sit
    assert 0.92 < len(made.observations) / whole < 0.995
    assert not made.observations.duplicated(["zone", "at", "repeat"]).any()


def test_gaps_are_absent_rows_or_blank_cells_and_not_zeros(made):
    """A day without server, a sensor mounted late, blank cells; zeros exist beside them."""
    counted = made.observations
    assert not (counted["at"].dt.normalize() == "2024-03-13").any()
    assert counted.loc[counted["zone"] == "3F-study-s", "at"].min() >= pd.Timestamp("2023-11-13")
    assert 0.001 < counted["occupied"].isna().mean() < 0.003
    assert (counted["occupied"] == 0).any()
    assert counted["capacity"].isna().all()


def test_a_zone_without_seats_before_is_counted_only_after(made):
    """The makerspace was a store: only the building can be compared."""
    first = made.observations.loc[made.observations["zone"] == "1F-store", "at"].min()
    assert first.date() == date(2024, 9, 2)


def test_no_more_people_than_a_zone_can_hold(made):
    """Seats of that day; where people also stand, up to a tenth more."""
    states = made.states.assign(valid_from=pd.to_datetime(made.states["valid_from"]))
    counted = made.observations.assign(day=made.observations["at"].dt.normalize())
    peak = counted.groupby(["zone", "day"], as_index=False)["occupied"].max()
    joined = pd.merge_asof(
        peak.sort_values("day").astype({"day": "datetime64[s]"}),
        states.sort_values("valid_from").astype({"valid_from": "datetime64[s]"}),
        left_on="day",
        right_on="valid_from",
        by="zone",
    )
    assert (joined["occupied"] <= np.ceil(joined["seats"] * 1.1)).all()


def test_three_waves_of_about_2500_answers_two_before_one_after(made):
    """Dates on both sides of the works; 26 needs rated twice."""
    assert [len(wave.kept) for wave in made.waves] == [2487, 2534, 2519]
    reopened = made.renovation["reopened_on"]
    assert [wave.date >= reopened for wave in made.waves] == [False, False, True]
    for wave in made.waves:
        roles = wave.codebook.groupby("role")["need"].agg(list)
        catalogue = needs()["need"].tolist()
        assert roles["importance"] == roles["satisfaction"] == catalogue
        assert set(roles["choice"]) < set(catalogue)
        assert len(roles["profile"]) == 5


def test_answers_are_whole_points_with_some_blanks(made):
    """1 to 5, about 4 % not answered, in both ratings."""
    for wave in made.waves:
        rated = wave.codebook[wave.codebook["role"].isin(["importance", "satisfaction"])]
        cells = wave.kept[rated["position"].astype(str)]
        assert set(cells.stack().dropna()) == {1, 2, 3, 4, 5}
        assert abs(cells.isna().mean().mean() - 0.04) < 0.005


def test_nobody_chooses_more_than_five(made):
    """Who skipped the question is missing in all its columns."""
    wave = made.waves[0]
    cells = wave.kept[wave.codebook.query("role == 'choice'")["position"].astype(str)]
    assert cells.isna().any(axis=1).eq(cells.isna().all(axis=1)).all()
    chosen = cells.dropna().sum(axis=1)
    assert chosen.between(1, 5).all()


def test_comments_are_chinese_and_english(made):
    """About 30 % write one; both languages are common."""
    for wave in made.waves:
        column = str(wave.codebook.query("role == 'text'")["position"].item())
        texts = wave.kept[column].dropna()
        assert 0.25 < len(texts) / len(wave.kept) < 0.35
        assert 0.6 < texts.str.contains(r"[\u4e00-\u9fff]").mean() < 0.85


def test_nobody_praises_what_is_not_built_yet(made):
    """What the renovation brought is praised after it only."""
    brought = facts.table("needs").query("shift >= 0.3")["need"]
    praise = facts.table("comments").query("tone == 'praise'")
    praise = praise[praise["need"].isin(brought)]
    words = "|".join([*praise["zh"], *praise["en"]])
    praised = [wave.kept["72"].str.contains(words).sum() for wave in made.waves]
    assert praised[:2] == [0, 0]
    assert praised[2] > 30


def test_same_seed_same_library(made):
    """Another seed gives other dice in the same building."""
    again, other = library.generate(), library.generate(seed=7)
    pd.testing.assert_frame_equal(again.observations, made.observations)
    pd.testing.assert_frame_equal(again.waves[2].kept, made.waves[2].kept)
    pd.testing.assert_frame_equal(again.truth.zones, made.truth.zones)
    assert not other.waves[2].kept.equals(made.waves[2].kept)
    assert other.zones.equals(made.zones)
