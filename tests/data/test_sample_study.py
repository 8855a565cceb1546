"""The sample as a study: what was generated is what the pages read, once, and for good."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from data import sample, store
from data.sample import facts, library
from planning.academic_calendar import label_days
from planning.building.floor import check_floors
from surveys.answers import assemble

HOUSE = Path(__file__).parents[2]
SLOW_START = """
import time
from data.sample import dates, facts, home
def fill(study):
    time.sleep(1)
    study.save_calendar(dates.calendar())
facts.VERSION, home._fill = facts.VERSION + 1, fill
home.ensure()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Return a folder in which the sample was built."""
    folder = tmp_path_factory.mktemp("home")
    assert sample.ensure(folder)
    return folder


@pytest.fixture
def study(home):
    """Return the sample as the pages open it."""
    with store.home_at(home):
        yield store.open_study(sample.STUDY)


def test_sample_is_synthetic_and_sealed(study, home):
    """It says so, and nobody can write into it."""
    with store.home_at(home):
        listed = store.list_studies().set_index("study").loc[sample.STUDY]
    assert listed["synthetic"]
    assert listed["read_only"]
    assert (listed["name_en"], listed["name_zh"]) == (facts.NAME_EN, facts.NAME_ZH)
    with pytest.raises(store.ReadOnlyStudyError):
        study.delete_zone("1F-commons")


def test_second_start_builds_nothing(home):
    """The first start waits, the others do not."""
    assert not sample.ensure(home)


def test_newer_generator_replaces_an_older_sample(tmp_path, monkeypatch):
    """Raising VERSION is enough; the same version builds nothing."""
    monkeypatch.setattr("data.sample.home._fill", lambda study: None)
    assert [sample.ensure(tmp_path), sample.ensure(tmp_path)] == [True, False]
    monkeypatch.setattr(facts, "VERSION", facts.VERSION + 1)
    assert [sample.ensure(tmp_path), sample.ensure(tmp_path)] == [True, False]


def test_floors_are_read_as_they_were_drawn(study):
    """60 zones, 75 states, and nothing odd on the floors."""
    zones, states = study.zones(), study.zone_states()
    assert (len(zones), len(states)) == (60, 75)
    assert check_floors(zones, states) == []


def test_each_wave_gives_answers(study):
    """26 needs rated twice, 14 spaces to choose from, five profile questions, comments."""
    waves = study.waves()
    assert waves["respondents"].tolist() == [2487, 2534, 2519]
    for wave in waves["wave"]:
        answers = assemble(*study.wave(wave))
        assert answers.ratings["need"].nunique() == 26
        assert answers.choices["need"].nunique() == 14
        assert answers.profile.shape[1] == 6
        assert len(answers.comments) > 600


def test_counts_are_read_as_they_were_generated(study):
    """Row by row, blanks included."""
    made = library.generate().observations
    kept = study.observations().to_pandas()
    order = ["zone", "at"]
    assert len(kept) == len(made)
    kept, made = (t.sort_values(order, ignore_index=True) for t in (kept, made))
    assert (kept["zone"].astype(str) == made["zone"].astype(str)).all()
    assert kept["occupied"].astype("Int32").equals(made["occupied"])


def test_calendar_labels_every_day_of_both_years(study):
    """No day is without a term, and both years have the same teaching weeks."""
    labels = label_days(study.calendar(), facts.FIRST, facts.LAST)
    assert not labels["kind"].eq("none").any()
    year_two = pd.to_datetime(labels["day"]) >= pd.Timestamp(facts.REOPENED_ON)
    teaching = labels["kind"].eq("teaching")
    one, two = (set(labels.loc[teaching & y, "week_key"]) for y in (~year_two, year_two))
    assert len(one & two) >= 31


def test_renovation_lies_between_the_two_years(study):
    """One renovation, 15 zones, closed in the summer break."""
    (works,) = study.renovations()
    assert (works.closed_from, works.reopened_on) == (dt.date(2024, 7, 1), dt.date(2024, 9, 2))
    assert len(works.zones) == 15


def test_truth_lies_beside_the_study(home):
    """Who belongs to which segment, what each zone won, and how much of it moved."""
    known = sample.truth(home)
    assert len(known.segments) == 2487 + 2534 + 2519
    assert known.zones["changed"].sum() == 15
    assert 0.2 < known.displacement < 0.5


@pytest.mark.parametrize("older", [False, True], ids=["first start", "newer generator"])
def test_two_processes_at_once_leave_one_whole_sample(tmp_path, monkeypatch, older):
    """A server and a second one started by mistake: both come up, and neither is in the way."""
    monkeypatch.setattr("data.sample.home._fill", lambda study: None)
    if older:
        sample.ensure(tmp_path)
    environment = os.environ | {"RESPACE_HOME": str(tmp_path)}
    slow = [sys.executable, "-c", SLOW_START]
    both = [subprocess.Popen(slow, cwd=HOUSE, env=environment) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    with store.home_at(tmp_path):
        assert store.list_studies()["study"].tolist() == [sample.STUDY]
        assert len(store.open_study(sample.STUDY).calendar()) == 25
