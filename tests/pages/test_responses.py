"""The page of survey answers: upload, correct, store, and files that cannot be read."""

import io
from types import SimpleNamespace

import pytest
import xlsxwriter

from data import store
from pages.parts import session, survey_import
from tests.pages import own_study
from tests.pages.own_study import said
from tests.surveys import export_lookalikes

PAGE = "obtain/responses"
BAD = {
    "empty.csv": (b"", "holds no cells"),
    "binary.csv": (bytes(range(256)) * 8, "holds binary data"),
    "wide.csv": (b"q," * 500 + b"q\n" + b"1," * 500 + b"1\n", "at most 400"),
    "header.csv": (b"Wi-Fi,Lockers\n", "no answers below it"),
}


@pytest.fixture
def study(home):
    """Return an own study without answers."""
    return own_study.begun()


@pytest.fixture
def drop(open_page, study):
    """Return a function that drops a file on the page as a reader does."""

    def dropped(name: str, content: bytes, lang: str = "en"):
        app = open_page(PAGE, lang=lang, study=study.id)
        app.file_uploader[0].set_value((name, content, "text/csv")).run()
        return app

    return dropped


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "What do people say"), ("zh", "人们说需要什么")]
)
def test_sample_shows_its_waves_and_the_way_to_an_own_study(open_page, lang, title):
    """The sample cannot be changed: there is no place to drop a file, and the reason is said."""
    app = open_page(PAGE, lang=lang)
    assert title in app.title[0].value
    assert len(app.dataframe[0].value) == 3
    assert not app.file_uploader
    assert app.info


def test_empty_study_says_what_to_do(open_page, study):
    """A newcomer is told to drop the export as it is."""
    app = open_page(PAGE, study=study.id)
    assert "Drop in the export" in said(app)
    assert app.file_uploader


def test_file_is_understood_stored_and_not_doubled(drop, open_page, study):
    """Upload, store, upload again: nothing is doubled and the page says so."""
    app = drop("spring.csv", own_study.survey())
    assert "ratings 12" in said(app)
    app.button(key="wave_store").click().run()
    assert "40 answers added" in said(app)
    assert study.waves()["respondents"].tolist() == [40]
    app = drop("spring.csv", own_study.survey())
    assert "stored already, as the wave “spring”" in said(app).replace("\\", "")
    app.button(key="wave_store").click().run()
    assert "nothing was doubled" in said(app)
    assert study.waves()["respondents"].tolist() == [40]


def test_reload_loses_nothing(drop, open_page, study):
    """File, corrections and the name of the wave are in the study, not in the browser."""
    app = drop("spring.csv", own_study.survey())
    sha = study.draft("responses").sha256
    settings = study.draft("responses").settings
    study.update_draft("responses", settings | {"columns": {"0": {"role": "ignore"}}}, sha256=sha)
    name = next(field for field in app.text_input if field.value == "spring")
    name.set_value("Spring 2026").run()
    again = open_page(PAGE, study=study.id)
    assert "Spring 2026" in [field.value for field in again.text_input]
    assert "ratings 11" in said(again)


def test_corrections_are_taken_over_from_the_wave_of_the_same_questions(drop, study):
    """Next year's export need not be corrected again."""
    app = drop("spring.csv", own_study.survey())
    sha = study.draft("responses").sha256
    study.update_draft("responses", {"columns": {"0": {"need": "lockers"}}}, sha256=sha)
    app.run().button(key="wave_store").click().run()
    app = drop("autumn.csv", own_study.survey(30))
    assert "taken over from the wave “spring”" in said(app).replace("\\", "")
    assert study.draft("responses").settings["columns"] == {"0": {"need": "lockers"}}
    app.button(key="wave_store").click().run()
    assert sorted(study.waves()["name"]) == ["autumn", "spring"]


def test_column_that_becomes_a_rating_gets_its_scale(drop, study):
    """Else its ratings would be stored and count nowhere."""
    drop("codes.csv", b"Place,Lockers\n" + b"a,1\nb,5\nc,3\na,4\nb,2\nc,5\n")
    draft = study.draft("responses")
    columns = {"1": {"role": "satisfaction", "need": "lockers", "low": None, "high": None}}
    study.update_draft("responses", {"columns": columns}, sha256=draft.sha256)
    file = (study.id, draft.sha256, None, None, None, None)
    row = survey_import.cached.codebook(file, columns).loc[1]
    assert (row["low"], row["high"], row["why"]) == (1, 5, "why_reader")


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bad_file_is_explained(drop, name, lang):
    """Each bad file is one sentence in the reader's language, and can be discarded."""
    content, sentence = BAD[name]
    app = drop(name, content, lang)
    assert len(app.error) == 1
    assert lang == "zh" or sentence in app.error[0].value
    app.button(key="responses_discard").click().run()
    assert not app.error


def test_wrong_encoding_has_a_way_back(drop, study):
    """Who chooses letters the file does not have can return to what Respace found."""
    app = drop("gb.csv", "无线网络的重要性,您的意见\n5,很好\n4,座位少\n3,安静\n".encode("gb18030"))
    assert not app.error
    app.selectbox(key=f"responses_encoding_{study.draft('responses').sha256[:8]}").select(
        "utf-8"
    ).run()
    assert app.error
    app.button(key="responses_read_again").click().run()
    assert not app.error


def test_tool_is_shown_with_its_reason_and_can_be_changed(drop, study):
    """What gave the tool away stands on the page; another choice reads the file anew."""
    app = drop("导出.csv", export_lookalikes.GOOGLE)
    assert "export of **Google Forms**" in said(app)
    sha = study.draft("responses").sha256[:8]
    app.selectbox(key=f"responses_family_{sha}").select("plain").run()
    assert not app.error
    assert "as you chose" in said(app)
    assert study.draft("responses").settings["family"] == "plain"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_codebook_is_added_and_left_aside(drop, study, lang):
    """It names columns and values; what it does not match is told; it can be dropped again."""
    app = drop("codes.csv", export_lookalikes.LIMESURVEY["codes"], lang)
    book = b"code;question;values\nG1Q1_SQ001;Quiet seats;\nG9;gone;1=a; 2=b\n"
    app.file_uploader[1].set_value(("编码.csv", book, "text/csv")).run()
    assert not app.error
    assert "G9" in said(app)
    app.button(key="responses_codebook_leave").click().run()
    assert "G9" not in said(app)
    app.file_uploader[1].set_value(("bad.csv", b"zone,seats\nA,5\n", "text/csv")).run()
    assert len(app.error) == 1
    assert app.button(key="wave_store")


def test_sheet_without_answers_lets_another_be_chosen(drop, study):
    """The wrong sheet is no dead end: the choice of sheets stands beside the fault."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        empty = book.add_worksheet("2023")
        empty.write_row(0, 0, ["Wi-Fi", "Lockers"])
        empty.write_row(1, 0, ["Wi-Fi", "Lockers"])
        answers = book.add_worksheet("2024")
        for row, cells in enumerate(
            [("Wi-Fi satisfaction", "Lockers satisfaction"), (5, 3), (4, 2)]
        ):
            answers.write_row(row, 0, cells)
    app = drop("waves.xlsx", out.getvalue())
    sha = study.draft("responses").sha256[:8]
    app.selectbox(key=f"responses_header_rows_{sha}").select(2).run()
    assert app.error
    app.selectbox(key=f"responses_sheet_{sha}").select("2024").run()
    app.selectbox(key=f"responses_header_rows_{sha}").select(1).run()
    assert not app.error


def test_file_of_300_megabytes_is_refused_before_it_is_read(monkeypatch):
    """The size is known before the bytes are touched."""
    words = []
    upload = SimpleNamespace(size=300_000_000, name="big.csv")
    monkeypatch.setattr(session, "uploaded", lambda key: upload)
    monkeypatch.setattr(session, "leave_word", lambda *word, **facts: words.append((word, facts)))
    survey_import._keep_upload("any")
    assert words == [(("responses", "file_too_large"), {"name": "big.csv", "limit": 200})]


def test_markup_in_questions_and_names_stays_text(drop, study):
    """What a file says is never read as Markdown, and no cell starts a formula."""
    question = f"How important is {own_study.MARKUP} Wi-Fi,Comment\n"
    app = drop(
        "m.csv", (question + "5,=1+1\n4,fine enough to read\n3,more seats please\n").encode()
    )
    assert own_study.MARKUP not in said(app)
    kept = app.dataframe[-1].value
    assert "'=1+1" in kept.iloc[0].tolist()
    name = next(field for field in app.text_input if field.value == "m")
    name.set_value(own_study.MARKUP).run()
    app.button(key="wave_store").click().run()
    assert own_study.MARKUP not in said(app)
    assert study.waves()["name"].tolist() == [own_study.MARKUP]


def test_wave_is_renamed_and_deleted(open_page, home):
    """A wave can be given another name, and go."""
    study = own_study.with_wave(own_study.survey(12))
    app = open_page(PAGE, study=study.id)
    app.text_input(key="rename_spring").set_value("Spring 2026")
    app.button(key="wave_rename").click().run()
    assert study.waves()["name"].tolist() == ["Spring 2026"]
    app.button(key="wave_delete").click().run()
    assert study.waves().empty


@pytest.mark.parametrize(
    "path",
    [
        "uris-survey/questionnaire-data.csv",
        "gsri-workshop/GSRI-2021-Refined.csv",
        "newcastle-feedback/2016-2017__2016-10-01 Datamorphosis.csv",
        "newcastle-feedback/2011-2012__Six books challenge.csv",
    ],
)
def test_real_exports_come_in(real, drop, study, path):
    """Files nobody here wrote are stored and every later page answers."""
    app = drop("export.csv", (real / path).read_bytes())
    assert not app.error
    app.button(key="wave_store").click().run()
    assert "is stored" in said(app)
    assert store.open_study(study.id).waves()["respondents"].iloc[0] > 5
    for page in ("refine/priorities", "refine/segments", "implement/demand"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert app.subheader or app.info
