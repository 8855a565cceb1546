"""Tests of the floor plan figure and of the words in its zones."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings, strategies
from shapely import Polygon, box

from pages.figures import floorplan, zonelabels

WORDS = {"scale_metres": "{metres} m"}


def ring(left, bottom, right, top):
    """Return a rectangular outline as the store keeps it."""
    return [[[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]]


def zone(name, polygon, fill=floorplan.SPACE_FILLS["learning"], lines=("Le 48",), code="Le"):
    """One row as the pages hand it to the figure."""
    return {
        "zone": name,
        "label": name,
        "polygon": polygon,
        "fill": fill,
        "lines": lines,
        "code": code,
        "note": "48 seats",
    }


def drawn(*zones, **more):
    """Return the picture as the browser gets it."""
    return json.loads(floorplan.floor_deck(pd.DataFrame(list(zones)), WORDS, **more).to_json())


def layer(deck, name):
    """One layer of a picture."""
    return next(one for one in deck["layers"] if one["id"] == name)


def test_nothing_is_asked_of_the_network():
    """Plain metres on no map: no style, no provider, an orthographic view."""
    deck = drawn(zone("Hall", ring(0, 0, 20, 10)))
    assert deck.get("mapProvider") is None
    assert deck.get("mapStyle") is None
    assert deck["views"][0]["@@type"] == "OrthographicView"


def test_picked_row_names_its_zone():
    """The layer of zones, and only it, can be picked."""
    deck = drawn(zone("Hall", ring(0, 0, 20, 10)))
    assert [one["id"] for one in deck["layers"] if one["pickable"]] == [floorplan.ZONES]
    assert layer(deck, floorplan.ZONES)["data"][0]["zone"] == "Hall"


def test_outline_is_a_line_under_the_zones():
    """The floor's own outline has no fill of its own, no words, and takes no clicks."""
    deck = drawn(zone("Floor", ring(0, 0, 30, 20), fill=None), zone("Hall", ring(0, 0, 20, 10)))
    assert [one["zone"] for one in layer(deck, floorplan.ZONES)["data"]] == ["Hall"]
    assert len(layer(deck, "outline")["data"]) == 1
    assert [one["text"].split("\n")[0] for one in layer(deck, "words")["data"]] == ["Hall"]


def test_chosen_zone_is_drawn_last():
    """Its thick line must not be covered by a neighbour."""
    deck = drawn(zone("a", ring(0, 0, 9, 9)), zone("b", ring(9, 0, 18, 9)), selected="a")
    rows = layer(deck, floorplan.ZONES)["data"]
    assert [row["zone"] for row in rows] == ["b", "a"]
    assert rows[1]["width"] > rows[0]["width"]


def test_chinese_letters_are_drawn_from_the_labels():
    """The set of letters follows the labels, so no glyph is missing."""
    words = layer(drawn(zone("外文图书阅览室", ring(0, 0, 20, 10), lines=("文 36",))), "words")
    assert words["characterSet"] == "auto"
    assert words["data"][0]["text"].replace("\n", "") == "外文图书阅览室文 36"


@pytest.mark.parametrize(
    ("width", "length"),
    [(60, "10 m"), (100, "20 m"), (9, "2 m"), (1.5, "0.2 m")],  # a fifth to a quarter of the plan
)
def test_scale_bar_has_a_round_length(width, length):
    """1, 2 or 5 times a power of ten."""
    deck = drawn(zone("Hall", ring(0, 0, width, width / 2)))
    assert layer(deck, "scale_words")["data"][0]["text"] == length


def test_floor_without_outlines_has_no_plan():
    """The page asks first and says why."""
    bare = pd.DataFrame([zone("Hall", None)])
    assert not floorplan.has_plan(bare)
    with pytest.raises(ValueError, match="polygon"):
        floorplan.floor_deck(bare, WORDS)


@pytest.mark.parametrize("fill", [*floorplan.SPACE_FILLS.values(), floorplan.FIXED_FILL])
def test_words_read_on_every_fill(fill):
    """Contrast of at least 4.5, as WCAG asks of text."""

    def light(color):
        parts = [part / 255 for part in color[:3]]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    pair = sorted((light(fill), light(floorplan.ink(fill))))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_legend_repeats_letters_and_colours():
    """Colour is never alone."""
    entry = floorplan.legend({"learning": "Learning"}, {"learning": "Le"})[0]
    assert (entry["code"], entry["name"], entry["fill"]) == ("Le", "Learning", "#0072b2")


NAMES = strategies.sampled_from(
    ["Open study hall north", "Group room 1", "外文图书阅览室（现语言咖啡角）", "", "A", "x" * 60]
)


@settings(max_examples=60, deadline=None)
@given(NAMES, strategies.floats(1, 40), strategies.floats(1, 30), strategies.booleans())
def test_words_stay_inside_their_zone(name, wide, high, corner):
    """Middle inside, block no wider than the zone; an L has its words in one of its arms."""
    shape = box(0, 0, wide, high)
    if corner:
        shape = shape.difference(box(wide / 2, high / 2, wide, high))
    spot = zonelabels.place(shape, name, ["Le 48"], "Le", 8)
    if spot:
        rows = spot.text.split("\n")
        half = max(map(zonelabels._width, rows)) * spot.size / 2
        assert shape.covers(Polygon(box(spot.x - half, spot.y, spot.x + half, spot.y + 0.001)))


def test_name_breaks_where_a_reader_would():
    """Latin at spaces, Chinese anywhere but behind an opening bracket."""
    assert zonelabels._wrap("Newspaper room, now Riverside Salon", 2) == [
        "Newspaper room, now",
        "Riverside Salon",
    ]
    assert not any(
        row.endswith("（") for n in (2, 3, 4) for row in zonelabels._wrap("书库（现工坊）", n)
    )


def test_wide_floor_is_low():
    """No empty space under a long, narrow floor."""
    long = pd.DataFrame([zone("Hall", ring(0, 0, 90, 10))])
    square = pd.DataFrame([zone("Hall", ring(0, 0, 30, 30))])
    assert floorplan.best_height(long) < floorplan.best_height(square)


def test_other_bounds_are_another_chart():
    """Streamlit keeps the old view of a chart that keeps its key."""
    one, two = (pd.DataFrame([zone("Hall", ring(0, 0, size, size))]) for size in (30, 60))
    assert floorplan.place_of(one) != floorplan.place_of(two)
