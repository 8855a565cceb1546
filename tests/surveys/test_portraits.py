"""Tests of `surveys.portraits`: who is in a segment, what is said of it, and its name."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.disclosure import MIN_RATINGS, MIN_TEXTS
from surveys.portraits import changes, recognised, renamed, satisfied, voices, who
from surveys.portraits.record import as_text, from_text
from surveys.segments import find_segments
from tests.surveys import simulated


def people(*sizes):
    """Members of segments 1, 2, ... of these sizes."""
    segment = np.repeat(np.arange(1, len(sizes) + 1), sizes)
    return pd.DataFrame(
        {"respondent": np.arange(len(segment)), "segment": pd.array(segment, "Int64")}
    )


def told(members, answers, question="Level"):
    """Return a profile table with one question."""
    return pd.DataFrame(
        {"respondent": members["respondent"], question: pd.array(answers, "string")}
    )


def test_share_is_of_those_of_the_segment_who_answered():
    """30 of 40 answered, 20 of them BA: two thirds, and the blanks count nowhere."""
    members = people(40, 40)
    answers = ["BA"] * 20 + ["MA"] * 10 + [pd.NA] * 10 + ["BA"] * 20 + ["MA"] * 20
    first = who(told(members, answers), members).set_index(["answer", "segment"]).loc[("BA", 1)]
    assert (first["n"], first["asked"]) == (20, 30)
    assert float(first["share"]) == pytest.approx(2 / 3)
    assert float(first["whole"]) == pytest.approx(40 / 70)
    assert first["low"] < first["share"] < first["high"]


def test_what_sets_a_segment_apart_is_marked():
    """90 % against 10 %: no chance; 50 % against 50 %: no difference."""
    members = people(100, 100)
    sharp = ["BA"] * 90 + ["MA"] * 10 + ["BA"] * 10 + ["MA"] * 90
    even = ["BA", "MA"] * 100
    assert who(told(members, sharp), members)["stands_out"].all()
    assert not who(told(members, even), members)["stands_out"].any()


@pytest.mark.parametrize(("few", "hidden"), [(4, True), (5, False)])
def test_fewer_than_five_of_a_segment_are_hidden(few, hidden):
    """4 of 5 is hidden, and with it what would give it away; 5 is shown."""
    members = people(50, 50)
    answers = (
        ["PhD"] * few + ["MA"] * 20 + ["BA"] * (30 - few) + ["PhD", "MA", "BA"] * 16 + ["BA"] * 2
    )
    table = who(told(members, answers), members)
    assert table["hidden"].any() == hidden
    assert (
        table.loc[table["hidden"], ["n", "share", "low", "high", "difference"]]
        .isna()
        .all(axis=None)
    )


@settings(deadline=None, max_examples=30)
@given(strategies.lists(strategies.integers(0, 12), min_size=6, max_size=6))
def test_no_hidden_cell_follows_from_its_totals(counts):
    """Of a total that is shown, never a single cell is hidden."""
    answers = np.repeat(["a", "b", "c", "a", "b", "c"], counts)
    members = people(sum(counts[:3]), sum(counts[3:]))
    table = who(told(members, answers), members)
    for total in ("segment", "answer"):
        for _, rows in table.groupby(total):
            alone = rows["hidden"].sum() == 1
            reader_knows = rows["asked" if total == "segment" else "whole"].notna().all()
            assert not (alone and reader_knows)


def test_question_with_an_own_answer_each_describes_nobody():
    """A number of a card is no profile."""
    members = people(30, 30)
    assert who(told(members, [f"card {one}" for one in range(60)]), members).empty


def test_weighted_share_stands_beside():
    """Every second person counts three times: 3 / 4 instead of 1 / 2."""
    members = people(40, 40)
    weights = pd.Series([3.0, 1.0] * 40, index=range(80))
    table = who(told(members, ["BA", "MA"] * 40), members, weights)
    assert table["weighted"].tolist() == [0.75, 0.75, 0.25, 0.25]
    assert table["share"].tolist() == [0.5] * 4


def test_each_person_counts_once_in_satisfaction():
    """One who rated ten needs has no more say than one who rated one."""
    members = people(10)
    ratings = pd.DataFrame(
        {"respondent": [*range(1, 10), *[0] * 10], "satisfaction": [4.0] * 9 + [1.0] * 10}
    )
    assert float(satisfied(ratings, members)["mean"].iloc[0]) == pytest.approx(3.7)


def test_satisfaction_of_four_is_hidden_with_one_more():
    """Of two segments and the mean of all, the small one would follow."""
    members = people(4, 20)
    ratings = pd.DataFrame({"respondent": range(24), "satisfaction": [3.0] * 24})
    assert satisfied(ratings, members)["mean"].isna().all()


@pytest.fixture(scope="module")
def said():
    """Two segments that write of different things, and a third of nine people."""
    members = people(30, 30, MIN_TEXTS - 1)
    texts = [
        "Silent reading rooms are too noisy",
        "More lockers for commuters please",
        "Fine sofas",
    ]
    comments = members.assign(text=[texts[one - 1] for one in members["segment"]])
    return voices(comments[["respondent", "text"]], members)


def test_words_tell_segments_apart(said):
    """Each segment has its own words, in their simple form."""
    words = said.words.groupby("segment")["word"].agg(set)
    assert "locker" in words[2]
    assert "locker" not in words[1]
    assert (said.words["n"] >= MIN_RATINGS).all()


def test_nothing_of_fewer_than_ten_texts_is_shown(said):
    """Nine people wrote: neither words nor quotes."""
    assert said.people[3] == MIN_TEXTS - 1
    assert set(said.words["segment"]) == set(said.quotes["segment"]) == {1, 2}


def test_quotes_differ(said):
    """The same sentence thirty times is one quote."""
    assert said.quotes.groupby("segment").size().tolist() == [1, 1]


def profile(**differences):
    """Differences per segment over five needs."""
    needs = ["wifi", "lockers", "printing", "group_rooms", "coffee_relax"]
    rows = [
        {"segment": int(name[1:]), "need": need, "difference": value}
        for name, values in differences.items()
        for need, value in zip(needs, values, strict=True)
    ]
    return pd.DataFrame(rows)


OWLS, COMMUTERS = (1.0, -0.5, 0.2, -0.7, 0.0), (-0.9, 0.6, -0.2, 0.5, 0.1)


def test_name_follows_the_segment_not_its_number():
    """New answers changed the order; the name stays with those who were named."""
    named = renamed([], profile(s1=OWLS, s2=COMMUTERS), 1, "Night owls")
    moved = tuple(one + 0.05 for one in OWLS)
    assert recognised(named, profile(s1=COMMUTERS, s2=moved)) == {2: "Night owls"}


def test_segment_that_changed_its_wishes_has_no_name_any_more():
    """A name of others would mislead."""
    named = renamed([], profile(s1=OWLS, s2=COMMUTERS), 1, "Night owls")
    assert recognised(named, profile(s1=COMMUTERS, s2=(0.0, 0.1, 0.9, 0.0, -0.8))) == {}


def test_new_name_replaces_the_old_one():
    """And an empty one takes it away."""
    table = profile(s1=OWLS, s2=COMMUTERS)
    named = renamed(renamed([], table, 1, "Owls"), table, 1, "Night owls")
    assert recognised(named, table) == {1: "Night owls"}
    assert renamed(named, table, 1, "") == []


def test_change_that_is_clear_has_moved():
    """50 % to 70 % with 10 points each way is clear; to 55 % is not."""

    def sizes(share):
        ends = {"share_low": share - 0.1, "share_high": share + 0.1}
        return pd.DataFrame({"segment": [1], "share": share, **ends})

    assert changes(sizes(0.5), sizes(0.7))["moved"].all()
    assert not changes(sizes(0.5), sizes(0.55))["moved"].any()


def test_found_segments_come_back_as_they_were():
    """Kept as text, read again: every table, name and fact is the same."""
    answers, _ = simulated.grouped(120, 6, 2, np.random.default_rng(1), apart=1.2)
    found = find_segments(simulated.as_answers(answers))
    again = from_text(as_text(found))
    for name in ("members", "sizes", "profile", "criterion"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(found, name))
    assert (again.names, again.facts, again.k) == (found.names, found.facts, found.k)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"k": 2}'], ids=["empty", "list", "dict", "part"]
)
def test_text_of_another_edition_is_no_segmentation(text):
    """It is searched for again."""
    assert from_text(text) is None
