"""The layout page: a plan with reasons, in both languages, while it is searched and after."""

import json
import uuid

import pytest

from data import store
from pages.parts import layout_wishes
from pages.parts.cached import layout as cached
from planning.layout import work

PAGE = "implement/layout"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Search shortly: enough to see the page."""
    monkeypatch.setattr(work.Work.__init__, "__kwdefaults__", {
        "seed": 0, "steps": 300, "longest": 20.0, "bound_seconds": 1.0,
    })  # fmt: skip
    cached.work.clear()


@pytest.fixture
def ended(open_page, monkeypatch):
    """Open the page with the search done."""
    monkeypatch.setattr(work.Work, "first", lambda one, _: one.end(60))
    return lambda **place: open_page(PAGE, **place)


@pytest.fixture
def study(home):
    made = store.create_study("Trial", "试验馆", "Asia/Shanghai", study_id=f"t-{uuid.uuid4().hex}")
    yield made
    store.delete_study(made.id)


@pytest.mark.parametrize(
    ("lang", "start", "proof"),
    [("en", "The plan reaches", "Proven: no plan"), ("zh", "方案得", "已证明")],
)
def test_the_plan_says_its_score_what_changes_and_how_much_better_any_could_be(
    ended, lang, start, proof
):
    """On the sample, in both languages."""
    page = ended(lang=lang)
    assert not page.exception
    assert start in page.subheader[0].value
    assert any(proof in one.value for one in page.caption)
    assert len(page.dataframe) >= 4


def test_the_page_shows_a_first_plan_while_it_is_searched(open_page):
    """Nothing waits for the proof."""
    page = open_page(PAGE, lang="en")
    assert not page.exception


def test_a_weight_a_pin_and_a_forbidden_function_stand_in_the_link(ended):
    """The link reopens the same wishes, and the page says what moved."""
    asked = {"w": {"noise": 12}, "p": {"2F-group-1": "="}, "x": ["maker_room"]}
    page = ended(lang="en", layout=json.dumps(asked), layout_was="{}", floor="2F")
    assert not page.exception
    assert page.slider(key="layout_w_noise_12").value == 12
    assert page.multiselect[0].value == ["maker_room"]
    assert any("against the plan before" in one.value for one in page.markdown) or page.expander


def test_contradicting_wishes_are_named(ended):
    """A pin to a function that is forbidden: two limits, one sentence each."""
    asked = {"p": {"2F-quiet": "cafe"}, "x": ["cafe"]}
    page = ended(lang="en", layout=json.dumps(asked))
    assert not page.exception
    assert "2 limits contradict" in page.error[0].value
    told = " ".join(one.value for one in page.markdown)
    assert "is forbidden everywhere" in told
    assert "is pinned" in told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_study_points_to_the_floors(open_page, study, lang):
    """Nothing to plan with yet."""
    page = open_page(PAGE, lang=lang, study=study.id)
    assert not page.exception
    assert page.info


def test_a_link_somebody_bent_is_read_as_far_as_it_makes_sense():
    """Unknown terms, functions, zones and kinds of values are left out."""
    bent = '{"w":{"noise":-3,"fun":9,"need":true},"p":{"a":"cafe","z":"cafe"},"x":"cafe","s":3}'
    wishes = layout_wishes.read(bent, ["a"])
    assert (wishes.weights, wishes.pins, wishes.forbidden) == ({}, {"a": "cafe"}, ())
    assert layout_wishes.read("[1]", []).pins == {}
