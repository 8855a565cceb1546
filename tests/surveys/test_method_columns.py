"""Kano, LibQUAL and recommendation questions are recognized in files."""

import pytest

from data import reference
from surveys.answers import assemble
from surveys.checks import understand
from surveys.questionnaire import propose
from surveys.readers import read_survey
from surveys.readers.tablefile import read_cells


def codebook(*columns):
    """Codebook of a file with these columns: a header and its answers."""
    return understood(*columns)[0]


def understood(*columns):
    headers = ",".join(f'"{header}"' for header, *_ in columns)
    lines = zip(*(answers for _, *answers in columns), strict=True)
    text = "\n".join([headers, *(",".join(map(str, line)) for line in lines)])
    raw = read_survey(read_cells(text.encode(), "export.csv"))
    book = propose(raw, reference.needs())
    return book, assemble(book, understand(raw, book).kept)


@pytest.mark.parametrize(
    ("header", "answers", "role", "need"),
    [
        (
            "If there were lockers, how would you feel?",
            ("I like it", "I expect it"),
            "functional",
            "lockers",
        ),
        (
            "If there were no lockers, how would you feel?",
            ("I dislike it", "I am neutral"),
            "dysfunctional",
            "lockers",
        ),
        ("如果图书馆提供储物柜，您的感受是", ("喜欢", "理应如此"), "functional", "lockers"),
        ("如果图书馆不提供储物柜，您的感受是", ("不喜欢", "无所谓"), "dysfunctional", "lockers"),
        ("Lockers [functional]", (1, 5), "functional", "lockers"),
        ("How likely are you to recommend us to a friend?", (0, 10), "recommend", ""),
        ("您愿意向同学推荐本馆吗？（0-10）", (9, 10), "recommend", ""),
        ("How satisfied are you with the lockers?", (1, 5), "satisfaction", "lockers"),
        ("You can recommend us to others", ("agree", "strongly disagree"), "satisfaction", ""),
    ],
)
def test_header_and_answers_tell_the_role(header, answers, role, need):
    """Both languages; a recommendation in words is agreement, not NPS."""
    answers = (*answers, *answers, *answers)
    row = codebook((header, *answers), ("Key", *"abcdef")).iloc[0]
    assert (row["role"], row["need"]) == (role, need)


def test_levels_are_libqual_only_beside_a_minimum():
    """Desired and perceived alone stay importance and satisfaction."""
    levels = [(f"Wi-Fi [{level}]", 3, 5, 6, 7) for level in ("Minimum", "Desired", "Perceived")]
    found = codebook(*levels)
    assert found["role"].tolist() == ["minimum", "desired", "perceived"]
    assert found["need"].tolist() == ["wifi"] * 3
    assert set(found["low"]) == {1.0}
    assert set(found["high"]) == {9.0}
    assert codebook(*levels[1:])["role"].tolist() == ["importance", "satisfaction"]


def test_kano_words_become_steps_whatever_their_codes():
    """Coded answers count by their words: 5 - I like it is step 1."""
    header = "If there were lockers, how would you feel?"
    _, answers = understood((header, "5 - I like it", "1 - I dislike it", "3 - neutral"))
    assert answers.extra["value"].tolist() == [1, 5, 3]
