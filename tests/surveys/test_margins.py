"""Tests of margins: kept, read from a file, and held beside the answers."""

import io

import pandas as pd
import pytest

from surveys.readers.margins import MarginFinding, MarginsFileError, read_margins
from surveys.readers.tablefile import read_cells
from surveys.weighting import margins as kept
from surveys.weighting.compare import (
    answered_beside_population,
    conclusion,
    furthest,
    order_change,
    side_by_side,
)

LEVELS = [
    {"variable": "Level", "category": "BA", "count": 60},
    {"variable": "Level", "category": "MA", "count": 40},
    {"variable": "Level", "category": "Visitor", "count": None},
]


def read(text, name="enrolment.csv"):
    """Return margins and findings of a CSV file."""
    return read_margins(read_cells(text.encode(), name))


def test_margins_survive_storage():
    """An empty count stays empty, and is not 0."""
    table = kept.from_records(LEVELS)
    assert kept.as_records(table) == LEVELS
    assert kept.from_records(kept.as_records(table)).equals(table)


@pytest.mark.parametrize("odd", [None, "x", [1], [{"variable": "Level"}], {}])
def test_a_setting_that_is_no_margin_is_none(odd):
    """Nothing kept, or something else, is an empty table."""
    assert kept.from_records(odd).empty


def test_one_count_can_be_changed_added_and_emptied():
    """The table given is left alone."""
    table = kept.from_records(LEVELS)
    changed = kept.with_count(table, "Level", "BA", None)
    changed = kept.with_count(changed, "Level", "PhD", 7)
    assert changed["category"].tolist() == ["BA", "MA", "Visitor", "PhD"]
    assert changed["count"].isna().tolist() == [True, False, True, False]
    assert table["count"].tolist()[0] == 60
    assert kept.without(changed, "Level").empty


def test_question_without_a_count_is_not_used():
    """A question that was just added waits for its first count."""
    table = kept.with_variable(kept.from_records(LEVELS), "Sex", pd.Series(["m", "f", None]))
    assert table["variable"].tolist()[3:] == ["Sex", "Sex"]
    assert set(kept.counted(table, ["Level", "Sex"])["variable"]) == {"Level"}
    assert kept.counted(table, ["Sex"]).empty


def test_file_with_header_marks_and_blanks():
    """Thousands, percent, a variable said once, a Chinese header."""
    margins, findings = read(
        '题目,类别,人数\n身份,本科生,"17,400"\n,硕士生, 5600 \n,访客,\n'
        "性别,女,51.5%\n性别,男,48.5 %\n"
    )
    assert margins["variable"].tolist() == ["身份"] * 3 + ["性别"] * 2
    assert margins["count"].tolist()[:2] == [17400, 5600]
    kinds = {finding.kind: finding for finding in findings}
    assert kinds[MarginFinding.COUNT_EMPTY].rows == (4,)
    assert kinds[MarginFinding.TOTALS_DIFFER].facts["high"] == 23000


def test_rows_that_cannot_be_read_are_named():
    """Each kind once, with its rows; the good rows stay."""
    margins, findings = read("v,c,n\nL,BA,60\nL,BA,61\nL,MA,many\nL,PhD,-3\n,,5\nL,,5\nL,X,40\n")
    assert margins["category"].tolist() == ["BA", "X"]
    assert {finding.kind: finding.rows for finding in findings} == {
        MarginFinding.COUNT_UNREADABLE: (4,),
        MarginFinding.COUNT_NEGATIVE: (5,),
        MarginFinding.TWICE: (3,),
        MarginFinding.NO_NAME: (6, 7),
    }


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "v,c,n\nL,BA,many\n", "v,c,n\nL,BA,\n"])
def test_file_without_counts_is_refused(text):
    """The message says which three columns are wanted."""
    with pytest.raises(MarginsFileError, match="three columns"):
        read(text)


def test_workbook_is_read_like_a_text_file():
    """XLSX numbers arrive as numbers."""
    buffer = io.BytesIO()
    pd.DataFrame({"q": ["Level", "Level"], "c": ["BA", "MA"], "n": [17400, 5600]}).to_excel(
        buffer, index=False, engine="xlsxwriter"
    )
    margins, findings = read_margins(read_cells(buffer.getvalue(), "counts.xlsx"))
    assert margins["count"].tolist() == [17400, 5600]
    assert not findings


def test_spelling_of_the_answers_holds():
    """Width, case and spaces do not matter; other words do."""
    given = kept.from_records(
        [
            {"variable": "ＬＥＶＥＬ", "category": "ba ", "count": 1},
            {"variable": "Level", "category": "Bachelor", "count": 1},
        ]
    )
    profile = pd.DataFrame({"respondent": [2], "Level": ["BA"]})
    assert kept.spelled_as(given, profile)[["variable", "category"]].to_numpy().tolist() == [
        ["Level", "BA"],
        ["Level", "Bachelor"],
    ]


def test_shares_are_of_those_who_told_and_have_a_count():
    """3 BA and 1 MA of 4, the visitor aside; MA lacks 0.4 - 0.25."""
    profile = pd.DataFrame(
        {"respondent": range(6), "Level": ["BA", "BA", "BA", "MA", "Visitor", None]}
    )
    table = answered_beside_population(profile, kept.from_records(LEVELS))
    assert table["answered"].tolist()[:2] == [0.75, 0.25]
    assert table["n"].tolist() == [3, 1, 1]
    assert pd.isna(table["answered"].iloc[2])
    assert furthest(table)["category"] == "MA"
    assert furthest(table)["difference"] == pytest.approx(-0.15)


def ranked(*weighted):
    """Return five needs a to e with gaps 5 to 1, and these gaps with weights."""
    names = list("abcdef")[: len(weighted)]
    plain = pd.DataFrame({"need": names, "n": 50, "gap": [float(9 - i) for i in range(len(names))]})
    plain[["gap_low", "gap_high"]] = 0.0
    return side_by_side(plain, plain.assign(gap=list(weighted), n_eff=40.0), "gap")


@pytest.mark.parametrize(
    ("weighted", "key"),
    [
        ([6, 5, 4, 3, 2, 1], "weights_same"),
        ([6, 2, 3, 4, 5, 1], "weights_same"),  # order changes, the five stay
        ([6, 5, 4, 3, 1, 2], "weights_others_follow"),
        ([5, 6, 4, 3, 2, 1], "weights_other_first"),
    ],
)
def test_conclusion_names_what_changes(weighted, key):
    """First need, then the set of the first five."""
    found, facts = conclusion(ranked(*map(float, weighted)))
    assert found == key
    assert facts["top"] == 5
    assert (facts["came"], facts["left"]) == (
        (["f"], ["e"]) if key == "weights_others_follow" else ([], [])
    )


def test_no_need_no_conclusion():
    """All hidden."""
    assert conclusion(ranked()) is None


def test_order_of_a_few_is_compared_whole():
    """0.4 and 0.3 against 0.3 and 0.35: the order changes; what moved most is named."""
    plain = pd.DataFrame({"need": ["learning", "cultural"], "share": [0.4, 0.3], "n": 9})
    plain = plain.assign(share_low=0.2, share_high=0.5, n_eff=9.0)
    key, facts = order_change(side_by_side(plain, plain.assign(share=[0.3, 0.35]), "share"))
    assert (key, facts["order"], facts["moved"]) == (
        "weights_order_changes",
        ["cultural", "learning"],
        "learning",
    )
    assert order_change(side_by_side(plain, plain, "share"))[0] == "weights_order_same"
    assert order_change(side_by_side(plain, plain, "share").head(0)) is None
