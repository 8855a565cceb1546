"""Satisfaction over three real yearly waves, linked to needs by hand."""

import datetime as dt

import pytest

from data import reference
from surveys.answers import assemble
from surveys.checks import understand
from surveys.questionnaire import propose
from surveys.readers import read_survey
from surveys.readers.tablefile import read_cells
from surveys.satisfaction import (
    SurveyWave,
    changes,
    eras,
    headline,
    links,
    need_scores,
    profile_questions,
    trend,
    with_answers,
)

FILES = {2020: "GSRI-2020.csv", 2021: "GSRI-2021-Refined.csv", 2022: "GSRI-2022-Refined.csv"}
LADDER = ["anxious", "somewhat anxious", "comfortable", "confident", "very confident"]
ADVICE, CLASS, COMFORT = "consultation", "seminar_room", "graduate_research"  # stand-ins
WANTED = {"recommend": ADVICE, "met or exceeded": CLASS}
COMFORTS = ("after this", "Comfort-After", "Comfort-Level")


@pytest.fixture(scope="module")
def waves(real):
    """Read the three waves: one question kept, one dropped, one that changed words and scale."""
    return [read(real / "gsri-workshop" / name, year) for year, name in FILES.items()]


def read(path, year):
    """Return one wave, three of its questions linked to needs."""
    raw = read_survey(read_cells(path.read_bytes(), path.name))
    book = propose(raw, reference.needs())
    start = 1 if year == 2020 else 0  # comfort was noted from 0 in the later years
    for place, row in book.iterrows():
        header = f"{row['question']} {row['option']}"
        need = next((need for word, need in WANTED.items() if word in header.lower()), "")
        if need:
            book.loc[place, "need"] = need
        elif any(word in header for word in COMFORTS):
            answers = raw.answers[row["position"]].unique()
            labels = {a: LADDER.index(a.lower()) + start for a in answers if a.lower() in LADDER}
            book.loc[place, ["role", "need"]] = ["satisfaction", COMFORT]
            book.loc[place, ["low", "high"]] = [start, start + 4]
            book.at[place, "labels"] = labels
    answers = assemble(book, understand(raw, book).kept)
    return SurveyWave(f"w{year}", str(year), dt.date(year, 9, 1), answers, book)


def test_links_say_what_went_on_and_what_ended(waves):
    """Recommending goes on in other words, expectations end, ten questions had no need."""
    table = links(with_answers(waves))
    said = {(r.need, r.after): r for r in table[table["need"] != ""].itertuples()}
    assert said[(ADVICE, "w2021")].status == "reworded"
    assert said[(ADVICE, "w2022")].status == "same"
    assert said[(CLASS, "w2021")].status == "dropped"
    comfort = said[(COMFORT, "w2021")]
    assert (comfort.status, comfort.scale_before, comfort.scale_after) == ("reworded", "1–5", "0–4")
    unlinked = table[table["need"] == ""]
    assert (unlinked["status"].tolist(), len(unlinked)) == (["dropped"] * 10, 10)


def test_forty_answers_are_less_sure_than_a_hundred_and_forty(waves):
    """42 people in 2021, some 136 in 2020: the interval is wider, and every mean is within it."""
    found = trend(need_scores(waves, eras(waves, links(waves)))).set_index(["series", "wave"])
    assert not found["hidden"].any()
    width = found["high"] - found["low"]
    assert width[(ADVICE, "w2021")] > 1.4 * width[(ADVICE, "w2020")]
    assert found["mean"].between(found["low"], found["high"]).all()


def test_the_largest_change_is_told_with_its_noise(waves):
    """Each pair of waves has an answer, and the dropped question is in none."""
    scores = need_scores(waves, eras(waves, links(waves)))
    for before, after in (("w2020", "w2021"), ("w2021", "w2022"), ("w2020", "w2022")):
        table = changes(scores, trend(scores), before, after)
        assert set(table["series"]) == {ADVICE, COMFORT}
        facts = headline(table)
        assert facts["low"] < facts["change"] < facts["high"]
        assert facts["moved"] == (facts["p_holm"] < 0.05)


def test_groups_of_the_later_waves_can_be_followed(waves):
    """Discipline is asked twice; disciplines of fewer than five people stay hidden."""
    assert "Discipline" in profile_questions(waves)
    scores = need_scores(waves, eras(waves, links(waves)), "Discipline")
    found = trend(scores)
    assert found["hidden"].any()
    assert found.loc[~found["hidden"], "n"].min() >= 5
