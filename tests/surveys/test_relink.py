"""Tests of `surveys.relink`: correcting the columns of a stored wave."""

import pandas as pd
import pytest

from surveys.answers import assemble
from surveys.relink import (
    AnswersInWordsError,
    ColumnNotKeptError,
    EndsImpossibleError,
    RoleImpossibleError,
    possible_roles,
    relinked,
)

NAMES = ["position", "question", "role", "need", "low", "high"]
ROWS = [
    (0, "Wi-Fi", "satisfaction", "", 1.0, 5.0),
    (1, "Mood", "profile", "", None, None),
    (2, "Light", "text", "", None, None),
    (3, "E-mail", "personal", "", None, None),
    (4, "Wanted: lockers", "choice", "", None, None),
]


@pytest.fixture
def wave():
    """Codebook and kept answers: a rating, words, a scale in words, a personal column, a choice."""
    book = pd.DataFrame(ROWS, columns=NAMES).astype({"low": "Float64", "high": "Float64"})
    book = book.assign(option="", reversed=False, labels=None, why="why_scale_only", sure=1.0)
    kept = pd.DataFrame(
        {
            "0": pd.array([4, 2, None], "Float64"),
            "1": pd.array(["calm", "tense", "calm"], "string"),
            "2": pd.array(["满意", "很不满意", None], "string"),
            "4": pd.array([True, False, True], "boolean"),
        },
        index=[2, 3, 4],
    )
    return book, kept


def satisfaction(wave, changes, need="wifi"):
    """Return the satisfaction with a need after corrections."""
    ratings = assemble(*relinked(*wave, changes)).ratings
    return ratings.loc[ratings["need"] == need, "satisfaction"].tolist()


def test_a_need_is_linked_and_the_caller_keeps_the_tables(wave):
    """4 and 2 of 1..5 stay 4 and 2."""
    assert satisfaction(wave, {0: {"need": "wifi"}}) == [4.0, 2.0]
    assert wave[0]["need"].eq("").all()


def test_direction_and_ends_are_corrected(wave):
    """4 of 0..8 is 3; reversed it is 3 too; 2 is 2, reversed 4."""
    ends = {"need": "wifi", "low": 0, "high": 8}
    assert satisfaction(wave, {0: ends}) == [3.0, 2.0]
    assert satisfaction(wave, {0: ends | {"reversed": True}}) == [3.0, 4.0]


@pytest.mark.parametrize("ends", [(1, 3), (3, 5), (5, 1), (4, 4)], ids=str)
def test_ends_must_hold_what_was_kept(wave, ends):
    """The kept answers are 2 and 4."""
    with pytest.raises(EndsImpossibleError, match="run from 2 to 4"):
        relinked(*wave, {0: {"low": ends[0], "high": ends[1]}})


def test_a_known_scale_in_words_becomes_a_rating(wave):
    """满意 is 4 of 5, 很不满意 is 1; who said nothing is left out."""
    change = {2: {"role": "satisfaction", "need": "daylight_comfort"}}
    assert satisfaction(wave, change, "daylight_comfort") == [4.0, 1.0]


def test_unknown_words_need_an_order(wave):
    """Tense below calm: 1 and 2 of 2 are 1 and 5."""
    change = {"role": "satisfaction", "need": "wifi"}
    with pytest.raises(AnswersInWordsError, match="calm, tense"):
        relinked(*wave, {1: change})
    ordered = {1: change | {"order": ["tense", "calm"]}}
    assert satisfaction(wave, ordered) == [5.0, 1.0, 5.0]


def test_answers_left_out_of_the_order_do_not_count(wave):
    """Like "not applicable": no number."""
    change = {"role": "satisfaction", "need": "wifi", "order": ["sad", "calm"]}
    assert satisfaction(wave, {1: change}) == [5.0, 5.0]


def test_a_column_that_was_left_out_does_not_come_back(wave):
    """Its answers are nowhere."""
    with pytest.raises(ColumnNotKeptError, match="E-mail"):
        relinked(*wave, {3: {"role": "profile"}})


def test_a_column_that_becomes_personal_loses_its_answers(wave):
    """That is the point of it."""
    book, kept = relinked(*wave, {1: {"role": "personal"}})
    assert "1" not in kept
    assert book.loc[1, "role"] == "personal"


def test_a_choice_stays_a_choice(wave):
    """Ticks have no scale; its need can be corrected."""
    with pytest.raises(RoleImpossibleError):
        relinked(*wave, {4: {"role": "satisfaction"}})
    book, _ = relinked(*wave, {4: {"need": "lockers"}})
    assert book.loc[4, "need"] == "lockers"
    assert "satisfaction" not in possible_roles("choice")


def test_a_rating_can_become_a_group(wave):
    """4.0 was 4 in the file."""
    book, kept = relinked(*wave, {0: {"role": "profile"}})
    assert kept["0"].dropna().tolist() == ["4", "2"]
    assert pd.isna(book.loc[0, "low"])
    assert assemble(book, kept).profile["Wi-Fi"].dropna().tolist() == ["4", "2"]
