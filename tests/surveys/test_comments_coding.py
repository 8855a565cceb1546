"""Tests of coding comments: the frame, what to review, what is learned, what follows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from surveys.comments import MergeError, TooFewCodedError, find_topics, learn
from surveys.comments.frame import added, begin, changed, in_use, resolved
from surveys.comments.review import LEAST_DRAWN, code_shares, queue, to_code
from tests.surveys.test_comments import ABOUT, comments


def frame(codes: int = 3) -> list[dict[str, str]]:
    """Return a frame of so many codes."""
    made: list[dict[str, str]] = []
    for number in range(codes):
        made = added(made, f"Code {number + 1}", "")
    return made


def numbered(n: int) -> pd.DataFrame:
    """Return so many different comments to code."""
    texts = [f"comment {number}" for number in range(n)]
    return to_code(pd.DataFrame({"respondent": range(n), "question": "q", "text": texts}))


def test_a_frame_begins_with_the_topics():
    """One code per topic, described by its words, named in both languages."""
    topics = find_topics(comments(), largest=3)
    names = {number: f"Topic {number}" for number in topics.table["topic"]}
    table = in_use(begin(topics, names, names))
    assert table["en"].tolist() == ["Topic 1", "Topic 2", "Topic 3"]
    assert (table["about"] != "").all()


def test_merged_and_removed_codes_can_be_brought_back():
    """What people gave is not rewritten, so nothing is lost."""
    merged = changed(frame(), "c3", into="c1")
    assert resolved(("c3", "c1"), merged) == ("c1",)
    assert resolved(("c3",), changed(merged, "c1", gone="yes")) == ()
    assert resolved(("c3",), changed(merged, "c3", into="")) == ("c3",)


@pytest.mark.parametrize("into", ["c1", "c2", "c3"])
def test_no_code_is_merged_into_itself(into):
    """Directly or by way of others."""
    chain = changed(changed(frame(), "c2", into="c1"), "c3", into="c2")
    with pytest.raises(MergeError, match="Choose another one"):
        changed(chain, "c1", into=into)


def test_refusals_and_small_questions_are_not_coded():
    """A refusal says nothing; a question of nine writers is not shown."""
    table = pd.DataFrame(
        {"respondent": range(12), "question": "a", "text": ["seats"] * 11 + ["无"]}
    )
    few = pd.DataFrame({"respondent": range(9), "question": "b", "text": "wifi"})
    kept = to_code(pd.concat([table, few]))
    assert kept["question"].tolist() == ["a"] * 11
    assert kept["key"].nunique() == 1  # the same words are coded once


def test_keys_stay_when_a_file_is_imported_again():
    """Rows may move; what people coded follows the words."""
    some = numbered(20)
    moved = to_code(some[["respondent", "question", "text"]].iloc[::-1])
    assert some["key"].tolist() == moved["key"].tolist()[::-1]


def test_unsure_comments_take_turns_with_drawn_ones():
    """The least sure comes first; every second is from the random part."""
    table = numbered(100)
    confidence = pd.Series(np.linspace(0, 1, 100), index=table["key"])
    rows = queue(table, set(), confidence)
    assert rows["way"].head(6).tolist() == ["unsure", "drawn"] * 3
    unsure = rows[rows["way"] == "unsure"]["confidence"]
    assert unsure.is_monotonic_increasing
    assert set(rows["key"]) == set(table["key"])
    assert queue(table, {rows["key"][0]}, confidence)["way"][0] == "drawn"
    assert not set(queue(table, {rows["key"][0]}, confidence)["key"]) & {rows["key"][0]}


def test_all_coded_by_people_gives_plain_shares():
    """30 of 100: 30 %, Wilson's 95 % interval 21.9 to 39.6 %."""
    table = numbered(100)
    hand = {key: ("c1",) if i < 30 else () for i, key in enumerate(table["key"])}
    row = code_shares(table, ["c1"], hand, {}, set()).iloc[0]
    assert (row["share"], row["n"], row["hand"], row["machine"]) == (0.3, 30, 30, 0)
    assert row["low"] == pytest.approx(0.219, abs=1e-3)
    assert row["high"] == pytest.approx(0.396, abs=1e-3)


def test_a_machine_that_gives_a_code_to_all_is_corrected():
    """The machine says 100 %, people say about a third of the drawn ones."""
    table = numbered(400)
    truth = {key: ("c1",) if i % 3 == 0 else () for i, key in enumerate(table["key"])}
    machine = dict.fromkeys(table["key"], ("c1",))
    drawn = set(table.loc[table["drawn"], "key"])
    hand = {key: truth[key] for key in drawn}
    row = code_shares(table, ["c1"], hand, machine, drawn).iloc[0]
    assert row["low"] < 1 / 3 < row["high"] < 0.5


def test_without_drawn_comments_there_is_no_interval():
    """14 are too few; what people picked themselves does not count."""
    table = numbered(200)
    drawn = table.loc[table["drawn"], "key"].head(LEAST_DRAWN - 1)
    hand = dict.fromkeys(table["key"].head(100), ("c1",)) | dict.fromkeys(drawn, ("c1",))
    row = code_shares(table, ["c1"], hand, dict.fromkeys(table["key"], ("c1",)), set(drawn)).iloc[0]
    assert row["n"] == 200
    assert pd.isna(row["low"])


def test_codes_of_few_people_are_hidden():
    """4 people: nothing is shown, not even how many."""
    table = numbered(50)
    hand = {key: ("c1",) if i < 4 else ("c2",) for i, key in enumerate(table["key"])}
    rows = code_shares(table, ["c1", "c2", "c3"], hand, {}, set()).set_index("code")
    assert rows.loc["c1", "hidden"]
    assert pd.isna(rows.loc["c1", "n"])


@settings(max_examples=40, deadline=None)
@given(strategies.lists(strategies.tuples(*[strategies.booleans()] * 3), min_size=10, max_size=60))
def test_shares_stay_shares(rows):
    """Whatever people and machine gave, share and interval lie in order within 0 and 1."""
    table = numbered(len(rows))
    hand = {k: ("c1",) * said for k, (said, _, by) in zip(table["key"], rows, strict=True) if by}
    machine = {k: ("c1",) * told for k, (_, told, _) in zip(table["key"], rows, strict=True)}
    row = code_shares(table, ["c1"], hand, machine, set(hand)).iloc[0]
    if pd.notna(row["low"]):
        assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1


def test_comments_people_coded_are_coded_unseen():
    """Each carries what the machine would have said without it."""
    texts = comments()["text"]
    codes = {i: (list(ABOUT)[i // 20],) for i in range(60) if i % 20 < 12}
    heard: list[float] = []
    found = learn(texts, codes, heard.append)
    assert set(found.labels["comment"]) == set(range(60))
    assert found.learned == 36
    assert found.micro > 0.9
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_a_comment_may_have_no_code_where_people_say_so():
    """Half of the comments fit no code: the machine leaves some without one too."""
    texts = comments()["text"]
    codes = {i: ("wifi",) if i < 12 else ("lockers",) if i < 32 else () for i in range(52)}
    given = learn(texts, codes).labels
    assert not set(range(52, 60)) <= set(given["comment"])


@pytest.mark.parametrize(
    "texts",
    [
        ["👍"] * 40,
        ["座位"] * 40,
        ["seats 座位 👍", "wifi很slow"] * 20,
        ["x" * 20_000, "seats"] * 20,
    ],
    ids=["emoji", "all the same", "mixed", "very long"],
)
def test_odd_comments_can_be_coded(texts):
    """Nothing fails; every comment gets a code."""
    codes = {i: ("a",) if i % 2 else ("b",) for i in range(24)}
    given = learn(pd.Series(texts), codes).labels
    assert set(given["comment"]) == set(range(40))
    assert given["confidence"].between(0, 1).all()


def test_one_code_teaches_nothing():
    """At least two codes and 20 comments; an own code of "none fits" is no second one."""
    with pytest.raises(TooFewCodedError, match="Code at least 20"):
        learn(comments()["text"], dict.fromkeys(range(30), ("a",)) | {31: ()})
