"""Counts come in through the screen: understood, mapped, checked, stored once."""

import numpy as np
import pandas as pd
import pytest

from data import store
from pages import texts
from pages.parts import count_areas

PAGE = "obtain/counts"
LONG = b"""time,area,people,seats
2026-03-02 10:00,Reading room,12,40
2026-03-02 11:00,Reading room,15,40
2026-03-02 10:00,Cafe <b>,3,20
2026-03-02 10:00,Cafe <b>,4,20
2026-03-32 10:00,Cafe <b>,5,20
"""  # the third of March has no 32nd: one row is left out
WIDE = "日期,时间,一楼,二楼\n2026/3/2,10:00,12,3\n2026/3/2,11:00,15,4\n2026/3/3,10:00,9,\n".encode()


@pytest.fixture
def study(tmp_path, monkeypatch, sample_home):
    """Make an own study in a home beside the sample."""
    monkeypatch.setenv("RESPACE_HOME", str(sample_home))
    made = store.create_study("Riverside", "河畔", "Asia/Shanghai")
    yield made
    store.delete_study(made.id)


def draft(study, content=LONG, name="sweeps.csv"):
    """Put a file into the study as an upload does."""
    study.save_draft("counts", name, content, {})


@pytest.mark.parametrize(("language", "title"), [("en", "Occupancy counts"), ("zh", "占用计数")])
def test_empty_study_says_what_is_needed(study, open_page, language, title):
    """No counts: the page says what a file looks like."""
    page = open_page(PAGE, study=study.id, lang=language)
    assert page.title[0].value == title
    assert page.info


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sample_shows_its_counts_and_takes_none(open_page, language):
    """A sealed study has a picture and a list, and no button to store or delete."""
    page = open_page(PAGE, lang=language)
    assert not page.error
    assert not {"counts_store", "counts_delete_sure"} & {one.key for one in page.button}


def test_a_waiting_file_is_shown_and_not_stored(study, open_page):
    """A draft survives a reload, with findings and preview, before anything is stored."""
    draft(study)
    for _ in range(2):
        page = open_page(PAGE, study=study.id, lang="en")
        assert any("not stored yet" in one.value for one in page.info)
        assert page.button(key="counts_store")
    assert study.observation_coverage().rows == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rule_on_repeats_is_said_in_words(study, open_page, language):
    """The finding names the rule as the choice of rules does, not by its code."""
    draft(study, LONG + LONG.partition(b"\n")[2])
    page = open_page(PAGE, study=study.id, lang=language)
    rule = texts.say(language, "counts_repeats_keep")
    done = [cell for frame in page.dataframe for cell in frame.value.astype(str).to_numpy().flat]
    assert any(rule in cell for cell in done)


def test_storing_adds_once(study, open_page):
    """The same file a second time adds nothing and says so."""
    draft(study)
    page = open_page(PAGE, study=study.id, lang="en")
    page.button(key="counts_store").click().run()
    assert any("4 added" in one.value for one in page.success)
    assert study.draft("counts") is None
    draft(study)
    page.run()
    page.button(key="counts_store").click().run()
    assert any("nothing added" in one.value for one in page.info)
    assert study.observation_coverage().rows == 4


def test_areas_become_zones_without_a_floor(study, open_page):
    """An area the study does not know becomes a plain zone of its own name."""
    draft(study)
    open_page(PAGE, study=study.id, lang="en").button(key="counts_store").click().run()
    zones = study.zones()
    assert set(zones["zone"]) == {"Reading room", "Cafe <b>"}
    assert zones["polygon"].isna().all()


def test_mapping_is_remembered(study, open_page):
    """What an area was mapped to is proposed for the next file of its source."""
    draft(study)
    open_page(PAGE, study=study.id, lang="en").button(key="counts_store").click().run()
    study.remember_area("sweeps", "Cafe <b>", "Reading room")
    draft(study, name="sweeps.csv")
    open_page(PAGE, study=study.id, lang="en").button(key="counts_store").click().run()
    kept = study.area_mapping("sweeps").set_index("area")["zone"]
    assert kept["Cafe <b>"] == "Reading room"


def test_wide_chinese_file_is_understood(study, open_page):
    """One column per area; an empty cell is nobody looked and is stored as such."""
    draft(study, WIDE, "计数.csv")
    page = open_page(PAGE, study=study.id, lang="zh")
    assert page.selectbox(key=next(k for k in keys(page) if "form" in k)).value == "wide"
    page.button(key="counts_store").click().run()
    stored = study.observations().to_pandas()
    assert len(stored) == 6
    assert stored["occupied"].isna().sum() == 1


def keys(page):
    """Return the keys of the select boxes."""
    return [one.key for one in page.selectbox if one.key]


def test_a_correction_is_kept(study, open_page):
    """What the reader corrects is in the draft, also after a reload."""
    draft(study)
    page = open_page(PAGE, study=study.id, lang="en")
    page.selectbox(key=next(k for k in keys(page) if "repeats" in k)).select("last").run()
    assert study.draft("counts").settings["layout"]["repeats"] == "last"
    page = open_page(PAGE, study=study.id, lang="en")
    page.button(key="counts_store").click().run()
    assert study.observation_coverage().rows == 3  # of two sweeps of one hour the last


def test_a_file_that_is_no_table_is_said(study, open_page):
    """A picture renamed to .csv is a sentence, and can be put away."""
    draft(study, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "plan.csv")
    page = open_page(PAGE, study=study.id, lang="zh")
    assert page.error
    page.button(key="counts_discard").click().run()
    assert study.draft("counts") is None


def test_an_import_can_be_deleted(study, open_page):
    """Deleting an import takes its counts out of the study."""
    draft(study)
    page = open_page(PAGE, study=study.id, lang="en")
    page.button(key="counts_store").click().run()
    page.button(key="counts_delete_sure").click().run()
    assert study.observation_coverage().rows == 0


def test_areas_that_share_a_zone_are_added_up():
    """Where one of two areas was not counted, their sum is not known."""
    seen = pd.DataFrame(
        {
            "zone": ["A", "B", "A", "C"],
            "at": pd.to_datetime(["2026-03-02 10:00"] * 2 + ["2026-03-02 11:00"] * 2),
            "repeat": 0,
            "occupied": pd.array([3, 4, 5, 9], dtype="Int32"),
            "capacity": pd.array([10, 10, 10, 9], dtype="Int32"),
        }
    )
    made = count_areas.in_zones(seen, {"A": "2F", "B": "2F", "C": ""}).sort_values("at")
    assert made["zone"].tolist() == ["2F", "2F"]
    assert made["occupied"].tolist() == [7, pd.NA]
    assert np.issubdtype(made["at"].dtype, np.datetime64)


@pytest.mark.parametrize(
    ("folder", "name", "counts"),
    [
        ("tcc-southeast", "SEC Archive.csv", 5 * 5798),  # five areas, every row stored
        ("xmu-2016-10", "derived_2016-10_long.csv.gz", 77068),
    ],
)
def test_real_files_come_in(real, study, open_page, folder, name, counts):
    """Files nobody here wrote are understood without a correction."""
    draft(study, (real / folder / name).read_bytes(), name)
    page = open_page(PAGE, study=study.id, lang="en")
    page.button(key="counts_store").click().run()
    assert study.observation_coverage().rows == counts
