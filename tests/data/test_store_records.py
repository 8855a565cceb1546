"""Tests of `data.store`: building, calendar and decisions come back as they were saved."""

import datetime as dt
import os

import pandas as pd
import pytest

from data import reference, store
from data.store import errors
from data.store.surveys import SaveResult

RING = [[[0.0, 0.0], [6.0, 0.0], [6.0, 4.0], [0.0, 0.0]]]


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Make an empty study."""
    monkeypatch.setenv("RESPACE_HOME", str(tmp_path))
    monkeypatch.delenv("RESPACE_DATABASE", raising=False)
    return store.create_study("Riverside", "河畔", "Asia/Shanghai")


def floors(**changes):
    """Two zones, one without an outline; `changes` alter the first."""
    zones = pd.DataFrame(
        {
            "zone": ["2F-quiet", "2F-stairs"],
            "name_en": ["Quiet", ""],
            "name_zh": ["静读", ""],
            "floor": ["2F", "2F"],
            "level": pd.array([2, pd.NA], "Int64"),
            "polygon": pd.Series([RING, None], dtype="object"),
            "area_m2": pd.array([24.0, pd.NA], "Float64"),
            "convertible": [True, False],
            "kind": ["room", "stairs"],
            "wanted": ["", ""],
        }
    )
    for field, value in changes.items():
        zones.loc[0, field] = value
    states = pd.DataFrame(
        {
            "zone": ["2F-quiet", "2F-quiet"],
            "valid_from": [dt.date(2023, 9, 4), dt.date(2024, 9, 2)],
            "space_type": ["learning", "creative"],
            "seats": pd.array([60, pd.NA], "Int64"),
        }
    )
    return zones, states


def test_floors_come_back_as_they_were(study):
    """Outlines, blanks and dated seats survive; the same file twice changes nothing."""
    zones, states = floors()
    assert study.save_floors(zones, states) == SaveResult(added=2)
    before = study.zones()
    assert study.save_floors(zones, states) == SaveResult(unchanged=2)
    pd.testing.assert_frame_equal(study.zones(), before)
    pd.testing.assert_frame_equal(
        before.drop(columns="revision"), zones, check_dtype=False, check_index_type=False
    )
    assert before["polygon"].tolist() == [RING, None]
    assert before.dtypes.astype(str).to_dict()["level"] == "Int64"
    pd.testing.assert_frame_equal(study.zone_states(), states, check_dtype=False)


def test_floor_plan_again_keeps_what_was_decided(study):
    """A file does not know what the committee wants; what it says of the zone holds."""
    study.save_floors(*floors())
    study.update_zone("2F-quiet", {"wanted": "creative"}, 1)
    result = study.save_floors(*floors(name_en="Silent"))
    zone = study.zones().set_index("zone").loc["2F-quiet"]
    assert (zone["wanted"], zone["name_en"]) == ("creative", "Silent")
    assert result == SaveResult(changed=1, unchanged=1)


def test_state_of_an_unknown_zone_stores_nothing(study):
    """A plan is saved whole or not at all."""
    zones, states = floors()
    with pytest.raises(errors.ZoneUnknownError):
        study.save_floors(zones[1:], states)
    assert study.zones().empty


def test_two_sessions_edit_different_fields(study):
    """Both saw revision 1, and both edits survive."""
    study.save_floors(*floors())
    other = store.open_study(study.id)
    study.update_zone("2F-quiet", {"name_en": "Silent"}, 1)
    assert other.update_zone("2F-quiet", {"name_zh": "静默"}, 1) == 3
    zone = study.zones().set_index("zone").loc["2F-quiet"]
    assert (zone["name_en"], zone["name_zh"]) == ("Silent", "静默")


def test_two_sessions_edit_the_same_field(study):
    """The later one is told what it is now, and overwrites nothing."""
    study.save_floors(*floors())
    seen = int(study.zones().set_index("zone").loc["2F-quiet", "revision"])
    study.update_zone("2F-quiet", {"wanted": "creative"}, seen)
    with pytest.raises(store.ChangedMeanwhileError) as caught:
        study.update_zone("2F-quiet", {"wanted": "cultural", "name_en": "X"}, seen)
    assert caught.value.facts == {"zone": "2F-quiet", "field": "wanted", "now": "creative"}
    zone = study.zones().set_index("zone").loc["2F-quiet"]
    assert (zone["wanted"], zone["name_en"]) == ("creative", "Quiet")
    study.update_zone("2F-quiet", {"wanted": "creative"}, seen)  # the same wish is no quarrel
    study.update_zone("2F-quiet", {"wanted": "cultural"}, int(zone["revision"]))  # seen now


def test_zone_without_the_field_is_told(study):
    """Only the columns of a zone can be edited, and only in zones that are there."""
    study.save_floors(*floors())
    with pytest.raises(errors.FieldUnknownError, match="'seats'"):
        study.update_zone("2F-quiet", {"seats": 3}, 1)
    with pytest.raises(errors.ZoneUnknownError):
        study.update_zone("9F", {"wanted": ""}, 1)


def test_states_are_set_and_taken_back(study):
    """The same day again replaces; a deleted zone takes its states along."""
    study.save_floors(*floors())
    study.set_state("2F-quiet", "2024-09-02", "cultural", 0)
    study.set_state("2F-quiet", pd.Timestamp("2025-09-01"), "learning", pd.NA)
    study.delete_state("2F-quiet", dt.date(2023, 9, 4))
    assert study.zone_states()["seats"].tolist() == [0, pd.NA]
    study.delete_zone("2F-quiet")
    assert study.zone_states().empty
    assert study.zones()["zone"].tolist() == ["2F-stairs"]


def term(name="Autumn", kind="teaching", start="2025-09-01", end="2026-01-04"):
    """One row of a calendar file."""
    row = {"name": name, "kind": kind, "season": "autumn", "start": start, "end": end}
    return pd.DataFrame([row])


def test_calendar_again_adds_nothing(study):
    """Name, kind and start tell a stretch; a new end is a change."""
    calendar = pd.concat([term(), term(kind="exam", start="2026-01-05", end="2026-01-16")])
    assert study.save_calendar(calendar) == SaveResult(added=2)
    assert study.save_calendar(calendar) == SaveResult(unchanged=2)
    assert study.save_calendar(term(end="2026-01-03")) == SaveResult(changed=1)
    stored = study.calendar()
    assert stored["end"].tolist() == [dt.date(2026, 1, 3), dt.date(2026, 1, 16)]
    assert stored["kind"].tolist() == ["teaching", "exam"]


def test_stretch_is_edited_by_its_id(study):
    """A moved start is the same stretch; a deleted one is told."""
    one = study.save_stretch("A", "holiday", "autumn", "2025-10-01", "2025-10-01")
    study.save_stretch("A", "holiday", "autumn", "2025-09-30", "2025-10-07", stretch=one)
    assert study.calendar()["start"].tolist() == [dt.date(2025, 9, 30)]
    study.delete_stretch(one)
    with pytest.raises(errors.RecordUnknownError):
        study.save_stretch("A", "holiday", "autumn", "2025-09-30", "2025-10-07", stretch=one)


def test_stretch_that_ends_before_it_starts_is_refused(study):
    """One such row and nothing of the table is stored; a single day is fine."""
    calendar = pd.concat([term(), term(start="2025-09-01", end="2025-08-31")])
    with pytest.raises(errors.DatesReversedError, match="2025-08-31"):
        study.save_calendar(calendar)
    assert study.calendar().empty
    assert study.save_calendar(term(end="2025-09-01")).added == 1


def test_renovation_comes_back_as_it_was(study):
    """Saved again under its id it is replaced."""
    facts = ("Works", "改造", dt.date(2024, 7, 1), dt.date(2024, 9, 2), ("a", "b"))
    made = study.save_renovation(*facts)
    assert study.renovations() == [store.Renovation(made, *facts)]
    study.save_renovation(*facts[:4], ["b"], id=made)
    assert [works.zones for works in study.renovations()] == [("b",)]
    study.delete_renovation(made)
    assert study.renovations() == []


def test_strengths_of_the_study_lie_over_the_reference(study):
    """Only the changed cell differs, and it says so; a reset brings the reference back."""
    study.set_strength("wifi", "creative", 9)
    own = study.strengths().set_index(["need", "space_type"])
    assert own.loc[("wifi", "creative"), "strength"] == 9
    assert own["edited"].sum() == 1
    assert study.strengths_edits()["strength"].tolist() == [9]
    with pytest.raises(errors.StrengthError):
        study.set_strength("wifi", "creative", 2)
    study.reset_strengths()
    pd.testing.assert_frame_equal(study.strengths().drop(columns="edited"), reference.strengths())


@pytest.mark.parametrize("value", [0, 0.8, "k", None, [1, None], {"full": 0.8, "区": {"a": []}}])
def test_setting_comes_back_as_it_was(study, value):
    """Anything JSON holds; a setting of None is not a missing one."""
    study.set_setting("chosen", value)
    assert study.setting("chosen", default="missing") == value
    assert study.setting("other", default="missing") == "missing"


def test_area_names_are_remembered_per_source(study):
    """Two sources may call different zones "Quiet"; a later choice replaces."""
    for source, zone in (("tcc", "a"), ("gate", "b"), ("tcc", "")):
        study.remember_area(source, "Quiet", zone)
    assert study.area_mapping("tcc")["zone"].tolist() == [""]
    assert len(study.area_mapping()) == 2


def test_draft_survives_and_goes(study):
    """Bytes and settings come back in another session; discarding removes both."""
    study.save_draft("counts", "客流.csv", b"old", {})
    study.save_draft("counts", "客流.csv", b"\x00new", {"zone": ["a"], "day": dt.date(2026, 3, 2)})
    study.update_draft("counts", {"order": "dmy"})
    draft = store.open_study(study.id).draft("counts")
    assert (draft.file_name, draft.settings, draft.content) == (
        "客流.csv",
        {"order": "dmy"},
        b"\x00new",
    )
    assert len(list((study.folder / "drafts").iterdir())) == 1
    study.discard_draft("counts")
    assert study.draft("counts") is None
    assert list((study.folder / "drafts").iterdir()) == []


def test_draft_of_another_session_is_not_touched(study):
    """Settings of one file never land on another one."""
    mine = study.save_draft("counts", "a.csv", b"mine", {})
    theirs = store.open_study(study.id).save_draft("counts", "b.csv", b"theirs", {"n": 1})
    with pytest.raises(errors.DraftReplacedError):
        study.update_draft("counts", {"n": 2}, sha256=mine.sha256)
    study.discard_draft("counts", sha256=mine.sha256)
    assert study.draft("counts") == theirs
    assert study.draft("floors") is None


def test_bytes_of_killed_uploads_go(study):
    """An hour later; those of drafts that are there stay, however old."""
    kept = study.save_draft("counts", "a.csv", b"kept", {}).path
    left = kept.with_name("counts-0.bin.1.tmp")
    left.write_bytes(b"half")
    for path in (kept, left):
        os.utime(path, (0, 0))
    study.save_draft("floors", "b.csv", b"more", {})
    assert not left.exists()
    assert study.draft("counts").content == b"kept"


def test_edits_are_logged_with_old_and_new(study):
    """Who, what, from, to; newest first."""
    study.save_floors(*floors())
    store.open_study(study.id, who="Li").update_zone("2F-quiet", {"wanted": "creative"}, 1)
    newest = study.edits(last=1).iloc[0]
    assert newest[["who", "what", "item", "old", "new"]].tolist() == [
        "Li",
        "zone",
        "2F-quiet wanted",
        "",
        "creative",
    ]
