"""The plan page: today beside wanted."""

import datetime as dt
import uuid

import pytest

from data import store
from pages.parts import wanted, zone_editor
from pages.parts.cached import building as cached

PAGE = "implement/plan"
DAY = dt.date(2026, 3, 2)


@pytest.fixture
def study(home):
    """Make a study of its own for one test."""
    made = store.create_study("Trial", "试验馆", "Asia/Shanghai", study_id=f"t-{uuid.uuid4().hex}")
    yield made
    store.delete_study(made.id)


def furnish(study):
    """Two halls that may change, and stairs that may not."""
    for name, kind in (("Hall", "learning"), ("Salon", "cultural")):
        given = {"name_en": name, "space_type": kind, "seats": 20, "area_m2": 50.0}
        zone_editor.add_zone(study, "1F", given, DAY)
    zone_editor.add_zone(study, "1F", {"name_en": "Stairs", "kind": "stairs"}, DAY)


@pytest.mark.parametrize(
    ("lang", "start"), [("en", "of 40 convertible zones would change"), ("zh", "40 个可改造区域中")]
)
def test_sample_says_what_would_change(open_page, lang, start):
    """Number of zones, share before and after, what demand asks, with interval and n."""
    page = open_page(PAGE, lang=lang)
    assert not page.exception
    assert start in page.subheader[0].value
    assert "n = " in page.subheader[0].value


def test_zone_of_the_link_is_shown_with_its_facts(open_page):
    """A link reopens the zone with floor, seats and area per seat."""
    page = open_page(PAGE, lang="en", floor="1F", zone="1F-cafe")
    assert [one.value for one in page.metric][2:] == ["189 m²", "44", "4.3"]
    assert any("Next to" in one.value for one in page.markdown)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_empty_study_points_to_the_floors(open_page, study, lang):
    """Nothing to plan with yet."""
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert page.info


def test_areas_known_from_counts_alone_do_not_hide_the_plan(open_page, study):
    """Zones on no floor come last and have a name; a link keeps them too."""
    zone_editor.add_zone(study, "", {"name_en": "Lobby, counted"}, DAY)
    furnish(study)
    page = open_page(PAGE, lang="en", study=study.id)
    floors = page.segmented_control(key="at_floor")
    assert (floors.options, floors.value) == (["1F", "no floor"], "1F")
    linked = open_page(PAGE, lang="en", study=study.id, floor=zone_editor.NOWHERE)
    assert linked.segmented_control(key="at_floor").value == zone_editor.NOWHERE


def test_floors_without_answers_can_be_planned_by_hand(open_page, study):
    """No demand, no proposal; the decision is still drawn and counted."""
    furnish(study)
    zone = study.zones().set_index("name_en").loc["Hall", "zone"]
    study.update_zone(zone, {"wanted": "creative"}, 1)
    page = open_page(PAGE, lang="en", study=study.id)
    assert not page.exception
    assert "1 of 2 convertible zones would change" in page.subheader[0].value


def test_totals_after_move_only_what_was_decided(study):
    """50 of 100 m2 become creative; seats go with the zone."""
    furnish(study)
    zone = study.zones().set_index("name_en").loc["Hall", "zone"]
    study.update_zone(zone, {"wanted": "creative"}, 1)
    table = wanted.shares(study, "", "", DAY).set_index("space_type")
    assert table.loc["learning", ["before", "after"]].tolist() == [0.5, 0.0]
    assert table.loc["creative", ["area_m2_after", "seats_after"]].tolist() == [50.0, 20.0]
    assert table[["before", "after"]].sum().tolist() == [1.0, 1.0]


def test_take_over_leaves_decisions_alone(study):
    """Only undecided zones get the proposal; all can be taken back."""
    furnish(study)
    zones = study.zones().set_index("name_en")
    study.update_zone(zones.loc["Hall", "zone"], {"wanted": "academic"}, 1)
    plan = cached.wanted(study.id, study.version, "", "", DAY)
    plan["proposed"] = plan["proposed"].mask(plan["decided"].eq(""), "learning")
    assert wanted.take_over(study, plan) == 1
    assert study.zones().set_index("name_en")["wanted"].to_dict() == {
        "Hall": "academic",
        "Salon": "learning",
        "Stairs": "",
    }
    wanted.clear(study, cached.wanted(study.id, study.version, "", "", DAY))
    assert study.zones()["wanted"].eq("").all()


@pytest.mark.parametrize(
    ("each", "said"),
    [(2.0, "meets it"), (1.8, "meets it"), (1.79, "below it"), (None, "cannot be said")],
)
def test_norm_is_held_against_a_zone_net_with_net(open_page, monkeypatch, each, said):
    """1.8 m2 per seat is the lower end of the reading-room norm; the end itself meets it."""
    monkeypatch.setattr("pages.parts.session.language", lambda: "en")
    table = wanted.norms(each)
    assert table["This zone"].iloc[0] == said
    gross = table[table["Basis"] == "gross"]
    assert gross["This zone"].eq("not judged: gross").all()
