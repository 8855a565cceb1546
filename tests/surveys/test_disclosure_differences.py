"""Tests of `surveys.disclosure` over several tables: groups, weights, segments, lone ratings."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.answers import Answers, assemble
from surveys.comments.satisfaction import satisfaction
from surveys.disclosure import (
    groups,
    guarded_profile,
    hidden_groups,
    hide,
    telling_weights,
    with_enough,
    without_lone,
)
from surveys.segments import describe
from tests.surveys.attacker import Attacker

UNHURRIED = settings(deadline=None, max_examples=40, derandomize=True)
NEED = "wifi"


def told(**questions) -> pd.DataFrame:
    """Profile of as many people as each text has letters; a dash did not answer."""
    table = {
        name: [None if one == "-" else one for one in said] for name, said in questions.items()
    }
    people = pd.DataFrame({"respondent": range(len(next(iter(questions.values()))))})
    return people.join(pd.DataFrame(table, dtype="string"))


def everybody(profile: pd.DataFrame) -> list[pd.DataFrame]:
    """All of them rated one need."""
    return [pd.DataFrame({"respondent": profile["respondent"], "need": NEED})]


def hidden(profile, **how) -> set[tuple[str, str]]:
    """Question and level of the hidden groups."""
    found = hidden_groups(everybody(profile), profile, **how)
    return set(found[["question", "level"]].itertuples(index=False, name=None))


def test_two_levels_with_three_people_in_one_hide_both():
    """The other level and the whole would give the three."""
    assert hidden(told(level="a" * 20 + "b" * 3)) == {("level", "a"), ("level", "b")}


def test_a_group_of_one_question_less_a_group_of_another_is_seen():
    """PhD has 8 people, the research faculty the same 8 and two more: the two stand alone."""
    profile = told(level="p" * 8 + "m" * 12 + "b" * 20, faculty="r" * 10 + "s" * 15 + "t" * 15)
    assert hidden(profile[["respondent", "level"]]) == set()
    assert hidden(profile[["respondent", "faculty"]]) == set()
    assert len(hidden(profile)) >= 1


def test_people_who_did_not_answer_the_question_are_a_group():
    """One level named by all but two: whole less level is the two."""
    assert ("level", "a") in hidden(told(level="a" * 20 + "--"))


def test_weights_are_a_further_sum():
    """Three are silent; hidden with one level of six, until weights tell the two apart."""
    profile = told(level="a" * 6 + "b" * 6 + "---")
    weights = pd.Series([2.0] * 6 + [0.5] * 6 + [1.0] * 3)
    assert len(hidden(profile)) == 2
    assert len(hidden(profile, weights=weights)) == 3


def test_weights_that_differ_for_three_people_tell_of_them():
    """Everybody weighs 1 but three: weighted less unweighted is the three."""
    profile = told(level="a" * 15)
    same = pd.Series([1.0] * 12 + [2.0] * 3)
    assert telling_weights(everybody(profile), same) == {NEED}
    assert not telling_weights(everybody(profile), pd.Series([1.0] * 8 + [2.0] * 7))


def test_a_question_of_many_answers_makes_no_groups():
    """Student numbers are no groups."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    assert hidden(told(number=letters)) == set()


def test_nothing_is_hidden_in_large_groups():
    """Two questions, every crossing of 20 people."""
    assert hidden(told(level="ab" * 40, faculty="ccdd" * 20)) == set()


LETTERS = strategies.sampled_from("aaaaabbbc-")


@strategies.composite
def surveys(draw) -> tuple[pd.DataFrame, pd.Series | None]:
    """Up to three questions to 8 to 24 people, two of them perhaps nearly the same; weights."""
    people = draw(strategies.integers(8, 24))
    first = draw(strategies.lists(LETTERS, min_size=people, max_size=people))
    second = list(first)
    for place in draw(strategies.lists(strategies.integers(0, people - 1), max_size=people)):
        second[place] = draw(LETTERS)
    third = draw(strategies.lists(LETTERS, min_size=people, max_size=people))
    profile = told(level="".join(first), faculty="".join(second), gender="".join(third))
    counts = {"a": 0.7, "b": 1.6, "c": 2.1, "-": 1.0}
    weighted = draw(strategies.booleans())
    return profile, pd.Series([counts[one] for one in first]) if weighted else None


def attack(profile: pd.DataFrame, weights: pd.Series | None) -> list:
    """Return whom the attacker learns of from everything that is shown."""
    away = hidden(profile, weights=weights)
    attacker = Attacker(len(profile))
    cells = {
        (question, level): (profile[question].fillna("") == level).to_numpy(bool)
        for question in profile.columns[1:]
        for level in profile[question].fillna("").unique()
    }
    shown = [np.ones(len(profile)), *(who for cell, who in cells.items() if cell not in away)]
    tells = weights is not None and telling_weights(everybody(profile), weights)
    for who in shown:
        attacker.hears([NEED], who, "")
        if weights is not None and not tells:
            attacker.hears([NEED], who * weights.to_numpy(), "")
    return attacker.learns(cells.values())


@UNHURRIED
@given(surveys())
def test_attacker_learns_of_nobody_from_all_groups_weighted_and_not(survey):
    """No combination of shown sums is about four people or fewer."""
    assert not attack(*survey)


def test_attacker_succeeds_without_complementary_suppression(monkeypatch):
    """Were only groups below five hidden, the three would follow: so the attack can succeed."""
    profile = told(level="a" * 12 + "b" * 9 + "c" * 3)
    assert not attack(profile, None)
    small = lambda cells, *_, minimum, counts, **__: cells @ counts < minimum  # noqa: E731
    monkeypatch.setattr(groups, "hide", small)
    assert (21, 22, 23) in {people for _, people in attack(profile, None)}


def ratings(importance: list, satisfaction: list) -> Answers:
    """One need, rated on both sides; None = not answered."""
    book = pd.DataFrame(
        {
            "position": [0, 1],
            "question": ["i", "s"],
            "option": "",
            "role": ["importance", "satisfaction"],
            "need": NEED,
            "low": 1,
            "high": 5,
            "reversed": False,
        }
    )
    kept = pd.DataFrame({"0": importance, "1": satisfaction}, dtype="Float64")
    return assemble(book, kept)


@pytest.mark.parametrize(
    ("both", "lone", "left"),
    [(20, 1, 20), (20, 4, 20), (20, 5, 25), (4, 3, 7), (20, 0, 20)],
    ids=["one", "four", "five stay", "no gap is shown", "none"],
)
def test_a_few_lone_ratings_do_not_count(both, lone, left):
    """Importance less gap less satisfaction would be theirs; of five and more it is nobody's."""
    given_ = ratings([4] * (both + lone), [2] * both + [None] * lone)
    assert without_lone(given_).ratings["importance"].count() == left


def test_lone_levels_of_libqual_do_not_count_as_satisfaction_either():
    """Two people gave the perceived level only."""
    book = pd.DataFrame(
        {
            "position": [0, 1],
            "question": ["p", "m"],
            "option": "",
            "role": ["perceived", "minimum"],
            "need": NEED,
            "low": 1,
            "high": 9,
            "reversed": False,
        }
    )
    kept = pd.DataFrame({"0": [7.0] * 12, "1": [5.0] * 10 + [np.nan] * 2})
    found = without_lone(assemble(book, kept))
    assert found.extra["respondent"].nunique() == 10
    assert found.ratings["satisfaction"].count() == 10


def test_needs_of_few_people_are_no_part_of_demand():
    """Four of them would follow from the shares and the strengths; all of four are the gate's."""
    weights = pd.DataFrame({"respondent": [*range(6), *range(4)], "need": ["a"] * 6 + ["b"] * 4})
    assert with_enough(weights)["need"].unique().tolist() == ["a"]
    few = weights[weights["respondent"] < 4]
    assert len(with_enough(few)) == len(few)


def segments(assigned: list, profile: pd.DataFrame, **how) -> pd.DataFrame:
    """Guarded profile of segments over one need; None = placed in none."""
    members = pd.DataFrame({"respondent": range(len(assigned)), "segment": assigned}).dropna()
    members = members.astype({"segment": "Int64"})
    scores = pd.DataFrame({NEED: np.arange(len(assigned)) % 5 + 1.0})
    table = describe.profile(scores.loc[members["respondent"]], members["segment"].to_numpy(int))
    return guarded_profile(table, members, everybody(profile)[0], profile, **how)


def test_people_in_no_segment_are_not_left_over():
    """Everybody less the members are two: the mean of the members hides, and a segment."""
    profile = told(level="a" * 22)
    found = segments([1] * 12 + [2] * 8 + [None] * 2, profile)
    assert found["whole"].isna().all()
    assert found["hidden"].any()
    assert not segments([1] * 12 + [2] * 10, profile)["hidden"].any()


def test_a_segment_less_a_group_is_seen():
    """The second segment is the PhD students but one."""
    profile = told(level="a" * 20 + "p" * 11)
    assert segments([1] * 21 + [2] * 10, profile)["hidden"].any()


def test_two_numbers_of_segments_do_not_tell_of_who_moved():
    """With two and with three segments, the first differs by two people."""
    profile = told(level="a" * 36)
    two = [1] * 20 + [2] * 16
    three = [1] * 18 + [3] * 2 + [2] * 8 + [3] * 8
    members = pd.DataFrame({"respondent": range(36), "segment": pd.array(two, "Int64")})
    first = segments(two, profile)
    assert not first["hidden"].any()
    assert not segments(three, profile)["hidden"].any()
    assert segments(three, profile, others=[(members, first)])["hidden"].any()


def test_topics_that_share_most_of_their_writers_do_not_tell_of_the_rest():
    """Twelve write about the first topic, ten of them and five more about the second."""
    both = [(who, 1) for who in range(12)] + [(who, 2) for who in [*range(10), *range(20, 25)]]
    members = pd.DataFrame(both, columns=["respondent", "topic"]).astype({"topic": "Int64"})
    topics = SimpleNamespace(members=members)
    ratings = pd.DataFrame({"respondent": range(60), "need": NEED, "satisfaction": [4.0] * 60})
    assert satisfaction(topics, ratings)["hidden"].any()


@UNHURRIED
@given(
    strategies.lists(
        strategies.tuples(
            strategies.tuples(*[strategies.booleans()] * 4), strategies.integers(1, 7)
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda one: one[0],
    )
)
def test_people_who_are_alike_are_judged_together(kinds):
    """One column with a count hides the same cells as a column per person."""
    cells = np.array([kind for kind, _ in kinds]).T
    people = np.array([number for _, number in kinds])
    each = np.repeat(cells, people, axis=1)
    parts = np.arange(len(cells))
    together = hide(cells, parts, np.ones((1, len(people))), counts=people.astype(float))
    alone = hide(each, parts, np.ones((1, people.sum())))
    assert together.tolist() == alone.tolist()
