"""Zones split, merged and put back, traits and exports on the floors page."""

import datetime as dt
import json
import uuid

import pandas as pd
import pytest

from data import store
from pages.parts import floor_edit, floor_export, floor_underlay
from planning.building.dxf import read_dxf
from planning.building.export import plan_dxf, planned

PAGE = "obtain/floors"
FIRST, LATER = dt.date(2025, 9, 1), dt.date(2026, 3, 2)


@pytest.fixture
def study(home):
    """Make a study with two halls of 8 by 5 m side by side, seats since two days."""
    made = store.create_study("Trial", "试验馆", "Asia/Shanghai", study_id=f"t-{uuid.uuid4().hex}")
    rows = [
        {"zone": name, "name_en": f"Hall {name}", "name_zh": "", "floor": "1F", "level": 1,
         "polygon": [[[x, 0], [x + 8, 0], [x + 8, 5], [x, 5], [x, 0]]], "area_m2": 40.0,
         "convertible": True, "kind": "room", "wanted": ""}
        for name, x in (("A", 0), ("B", 8))
    ]  # fmt: skip
    states = [
        {"zone": "A", "valid_from": FIRST, "space_type": "learning", "seats": 11},
        {"zone": "B", "valid_from": FIRST, "space_type": "cultural", "seats": 20},
        {"zone": "A", "valid_from": LATER, "space_type": "learning", "seats": 15},
    ]
    made.save_floors(pd.DataFrame(rows), pd.DataFrame(states))
    yield made
    store.delete_study(made.id)


def kept(study):
    """Zones and states as they are."""
    return study.zones().drop(columns="revision"), study.zone_states()


def same(one, other):
    """Whether two states of a study hold the same."""
    return all(a.equals(b) for a, b in zip(one, other, strict=True))


def test_split_shares_out_area_and_dated_seats_and_can_be_undone(open_page, study):
    """A quarter of 40 m2 and of 11 and 15 seats; undo brings everything back."""
    before = kept(study)
    page = open_page(PAGE, lang="en", study=study.id, zone="A")
    page.slider(key="split_share").set_value(25).run()
    page.button(key="split_do").click().run()
    assert not page.exception
    zones, states = study.zones().set_index("zone"), study.zone_states()
    assert zones.loc[["A", "A-2"], "area_m2"].tolist() == pytest.approx([10, 30], abs=0.01)
    assert states.loc[states["zone"].eq("A"), "seats"].tolist() == [3, 4]
    assert states.loc[states["zone"].eq("A-2"), "seats"].tolist() == [8, 11]
    page.button(key="zone_undo").click().run()
    assert not page.exception
    assert same(kept(study), before)


def test_merge_adds_up_and_can_be_undone(open_page, study):
    """One zone of 80 m2 with 31 and then 35 seats; undo brings both back."""
    before = kept(study)
    page = open_page(PAGE, lang="zh", study=study.id)
    page.multiselect(key="merge_zones").set_value(["A", "B"]).run()
    page.button(key="merge_do").click().run()
    assert not page.exception
    assert study.zones()["area_m2"].tolist() == [80]
    assert study.zone_states()["seats"].tolist() == [31, 35]
    floor_edit.undo(study)
    assert same(kept(study), before)


def test_zones_that_do_not_touch_stay_as_they_are(open_page, study):
    """A sentence in the corner, nothing is changed."""
    far = study.zones().iloc[1].to_dict() | {"polygon": [[[50, 0], [58, 0], [58, 5], [50, 5]]]}
    study.save_floors(pd.DataFrame([far]), study.zone_states().head(0))
    before = kept(study)
    page = open_page(PAGE, lang="en", study=study.id)
    page.multiselect(key="merge_zones").set_value(["A", "B"]).run()
    page.button(key="merge_do").click().run()
    assert not page.exception
    assert same(kept(study), before)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_given_traits_are_shown_as_given(open_page, study, lang):
    """Power was entered, daylight is measured."""
    study.set_setting("zone_traits", {"A": {"power": 2}})
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    from pages.parts.cached import building as cached

    row = cached.zone_traits(study.id, study.version).set_index("zone").loc["A"]
    assert (row["power"], row["power_why"], row["daylight_why"]) == (2, "given", "measured")


def test_wanted_types_can_be_taken_home(study):
    """Where nothing is wanted, today's type holds."""
    study.update_zone("A", {"wanted": "creative"}, 1)
    zones = study.zones().merge(study.zone_states().drop_duplicates("zone"), on="zone")
    plan = floor_export.today_as_plan(zones)
    assert plan["keeps"].tolist() == [False, True]
    content = plan_dxf(planned(zones, plan))
    assert read_dxf(content, "1F.dxf").zones["space_type"].tolist() == ["creative", "cultural"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_picture_lies_under_the_plan(open_page, study, lang):
    """At first as wide as what is drawn, 16 m; it can be taken away again."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 100"></svg>'
    floor_underlay.take(study, study.zones(), "1F", "一层.svg", svg)
    own = study.setting("floor_underlays")["1F"]
    assert own["corners"] == [[0, 0], [0, 5], [16, 5], [16, 0]]
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    layers = json.loads(page.get("deck_gl_json_chart")[0].proto.json)["layers"]
    assert layers[0]["image"].startswith("data:image/svg+xml;base64,")  # a text, no expression
    page.button(key="underlay_remove_1F").click().run()
    assert study.setting("floor_underlays") == {}
