"""Tests of `surveys.readers`: header rows, families, joined answers."""

import pytest

from surveys.readers import errors, read_survey
from surveys.readers.tablefile import read_cells

COUNTS = {  # respondents, counted by hand with another program
    "uris-survey/questionnaire-data.csv": 34,
    "gsri-workshop/GSRI-2020.csv": 148,
    "gsri-workshop/GSRI-2021-Refined.csv": 42,
    "gsri-workshop/GSRI-2022-Refined.csv": 56,
}


def survey(text, header_rows=None):
    """Return an export, read."""
    return read_survey(read_cells(text.encode(), "export.csv"), header_rows)


def heads(read):
    """Question and option of every column."""
    return read.columns[["question", "option"]].apply(tuple, axis="columns").tolist()


def test_second_header_row_holds_options():
    """The question is carried over its options; "Response" is no option."""
    read = survey(
        "Had fun?,Uses,,,Ideas\nResponse,Printers,Lockers,Other (please specify),"
        "Open-Ended Response\nYes,Printers,,,none\n"
    )
    assert read.family == "surveymonkey"
    assert heads(read) == [
        ("Had fun?", ""),
        ("Uses", "Printers"),
        ("Uses", "Lockers"),
        ("Uses", "Other (please specify)"),
        ("Ideas", ""),
    ]
    assert read.columns["hint"].tolist() == ["", "option", "option", "option", "open"]
    assert read.answers.index.tolist() == [3]


def test_third_row_of_qualtrics_is_header():
    """The tool's own columns keep their code, questions their text."""
    read = survey(
        "StartDate,Q1\nAnfangsdatum,How is the light?\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2026-03-02,4\n'
    )
    assert (read.family, read.header_rows) == ("qualtrics", 3)
    assert heads(read) == [("StartDate", ""), ("How is the light?", "")]


def test_groups_stand_over_their_matrix_only():
    """Three header rows; the group ends where the answers change their words."""
    read = survey(
        ",,Do you agree?,,\n,Field,Clear,Kind,Ideas\nID,,,,\n"
        "7,Law,Agree,Disagree,more light\n8,Art,Neutral,Agree,less noise\n"
    )
    assert (read.family, read.header_rows) == ("header_groups", 3)
    assert heads(read) == [
        ("ID", ""),
        ("Field", ""),
        ("Do you agree?", "Clear"),
        ("Do you agree?", "Kind"),
        ("Ideas", ""),
    ]
    assert read.answers.index.tolist() == [4, 5]


@pytest.mark.parametrize("above", ["Library survey 2026,,\n", "\n", "Library survey,,\n\n"])
def test_titles_and_blank_lines_above_the_header_are_header(above):
    """Row numbers stay those of the file."""
    read = survey(f"{above}Light,Wi-Fi,Field\n4,5,Law\n3,2,Art\n")
    assert heads(read) == [("Light", ""), ("Wi-Fi", ""), ("Field", "")]
    assert read.answers.index[0] == above.count("\n") + 2


def test_header_rows_can_be_chosen():
    """The user knows better."""
    assert len(survey("a,b\n1,2\n3,4\n", header_rows=2).answers) == 1


def test_equal_and_missing_names_are_told_apart():
    """Nothing is dropped because of its name."""
    assert heads(survey("a,a,,b\n1,2,3,4\n")) == [("a", ""), ("a (2)", ""), ("[3]", ""), ("b", "")]


def test_header_without_answers_is_refused():
    """There is nothing to learn from it."""
    with pytest.raises(errors.HeaderOnlyError):
        survey("a,b,c\n")


@pytest.mark.parametrize(
    ("header", "answers", "options"),
    [
        ("3、需要哪些空间", ["插座┋安静座位", "插座", "(空)"], ["插座", "安静座位"]),
        ("Which? (choose all that apply)", ["Quiet, Lockers", "Quiet"], ["Quiet", "Lockers"]),
        (
            "Which? (select all)",  # an option with a comma of its own stays whole
            ["Lockers, tall, Quiet", "Quiet, Lockers, tall", "Quiet"],
            ["Lockers, tall", "Quiet"],
        ),
        ("Which?", ["A;B;", "B;C;", "A;C;", "B;", "A;B;C;"], ["A", "B", "C"]),
    ],
)
def test_joined_answers_become_one_column_per_option(header, answers, options):
    """One row of the codebook per option."""
    cells = "\n".join(f'1,"{answer}"' for answer in answers)
    read = survey(f'No,"{header}"\n{cells}\n')
    assert read.columns["option"].tolist()[1:] == options
    assert set(read.columns["hint"][1:]) == {"joined"}


@pytest.mark.parametrize(
    "answers",
    [
        ["Warm, bright, dry", "too far, too dark", "no, not here", "fine", "x, y"],
        ["Yes, often", "No, never", "Yes, once", "No, I did not", "Yes, often", "No, never"],
    ],
)
def test_prose_is_not_taken_apart(answers):
    """Commas in sentences are commas."""
    cells = "\n".join(f'1,"{answer}"' for answer in answers)
    assert len(survey(f"No,Remarks\n{cells}\n").columns) == 2


@pytest.mark.parametrize("path", COUNTS)
def test_real_exports_have_their_respondents(real, path):
    """As many rows as people, no header row among them."""
    read = read_survey(read_cells((real / path).read_bytes(), path))
    assert len(read.answers) == COUNTS[path]
    assert not read.columns["question"].str.startswith("[").any()


def test_all_real_surveymonkey_exports_are_read(real):
    """Twelve with two header rows; the one in cp1252 has a single one."""
    files = sorted((real / "newcastle-feedback").glob("*.csv"))
    read = [read_survey(read_cells(path.read_bytes(), path.name)) for path in files]
    assert len(files) == 13
    assert [one.header_rows for one in read].count(2) == 12
    assert all(1 <= len(one.answers) <= 44 for one in read)
