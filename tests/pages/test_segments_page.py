"""The segments page: found once, named by what sets apart, stopped when asked."""

import pytest

from data import store
from pages.parts import segments
from pages.parts.cached import segments as cached
from surveys.segments import SegmentsCancelledError, find
from tests.pages import own_study
from tests.pages.own_study import said

PAGE = "refine/segments"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Draw less often; what is tested here does not hang on it."""
    usual = find.choose
    monkeypatch.setattr(find, "choose", lambda *given, **more: usual(*given, **more | {"draws": 5}))


@pytest.fixture(scope="module")
def two_kinds(sample_home):
    """Return a study of 120 people of two kinds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESPACE_HOME", str(sample_home))
        return named("Two Kinds Library", own_study.survey(120))


def named(name, content):
    """Return a study with a wave under a name of its own, which the study picker goes by."""
    study = own_study.with_wave(content)
    study.rename(name, name)
    return study


@pytest.fixture
def searched(open_page, two_kinds):
    """Return the study when its segments were found."""
    open_page(PAGE, study=two_kinds.id)
    return two_kinds


def decided(study):
    """Return the decisions a study keeps about its only wave."""
    return store.open_study(study.id).setting(f"segments:{study.waves()['wave'].iloc[0]}", {})


def press(app, key):
    """Press a button of the page."""
    return app.button(key=key).click().run()


@pytest.mark.parametrize(("lang", "more"), [("en", "more "), ("zh", "更重视")])
def test_segments_are_named_in_the_readers_language(open_page, two_kinds, lang, more):
    """Two kinds of people were made; each name says what sets it apart."""
    app = open_page(PAGE, lang=lang, study=two_kinds.id)
    assert app.subheader[0].value.startswith(("2 segments", "共 2 个群体"))
    names = app.dataframe[0].value.iloc[:, 0].tolist()
    assert len(names) == 2
    assert all(more in name for name in names)


def test_each_segment_says_how_stable_it_is(open_page, searched):
    """Share, interval, people, and the mean Jaccard with its reading."""
    table = open_page(PAGE, study=searched.id).dataframe[0].value
    assert table["Found again?"].tolist() == ["stable", "stable"]
    assert table["Share of answers (%)"].sum() == pytest.approx(100, abs=0.2)


def test_result_is_kept(open_page, searched, monkeypatch):
    """The second reader does not wait."""
    monkeypatch.setattr("surveys.segments.find_segments", None)
    assert not open_page(PAGE, study=searched.id).error


def test_restart_does_not_search_again(open_page, searched, monkeypatch):
    """What was found lies in the folder of the study."""
    monkeypatch.setattr("surveys.segments.find_segments", None)
    cached._shelf().clear()
    app = open_page(PAGE, study=searched.id)
    assert not app.error
    assert app.subheader[0].value.startswith("2 segments")


def test_other_answers_are_searched_again(searched):
    """The name of a kept result hangs on the answers, not on the version of the study."""
    from pages.parts.cached.segments_asked import Asked, digest

    wave = searched.waves()["wave"].iloc[0]
    before = digest(searched.id, searched.version, wave, Asked())
    searched.set_setting("something", "else")
    same = digest(searched.id, searched.version, wave, Asked())
    other = own_study.with_wave(own_study.survey(118))
    assert before == same
    assert digest(other.id, other.version, other.waves()["wave"].iloc[0], Asked()) != before


def test_method_and_criterion_are_said(open_page, two_kinds):
    """How many segments, by which criterion, how it was computed."""
    app = open_page(PAGE, study=two_kinds.id, facet="number")
    tried = app.dataframe[-1].value
    assert tried["Number of segments"].tolist() == list(range(1, 9))
    assert tried["Recommended"].tolist().count("yes") == 1
    assert {"Mean stability", "Smallest segment (people)"} <= set(tried)
    assert "The rule:" in said(app)


def test_all_needs_or_those_that_part_most(open_page, two_kinds):
    """The map begins with what matters; the link keeps the choice."""
    app = open_page(PAGE, study=two_kinds.id, facet="needs", rows="all")
    assert app.query_params["rows"] == "all"


def test_looking_at_another_number_decides_nothing(open_page, searched):
    """Looked at, used, and back with one click; who and when are kept."""
    app = open_page(PAGE, study=searched.id, facet="number", groups="3")
    assert app.subheader[0].value.startswith("3 segments")
    assert "looking at 3" in said(app)
    assert not decided(searched)
    app = press(app, "segments_keep_number")
    assert "Recommended: 2 segments. Chosen: **3**" in said(app)
    assert decided(searched)["k"] == 3
    assert store.open_study(searched.id).edits(1)["item"].iloc[0].startswith("segments:")
    app = press(app, "segments_back")
    assert app.subheader[0].value.startswith("2 segments")
    assert decided(searched)["k"] == 0


def test_name_of_a_committee_stands_on_every_page(open_page, searched):
    """Typed once; markup in it is text; an empty one brings the made name back."""
    app = open_page(PAGE, study=searched.id, segment="1")
    wave = searched.waves()["wave"].iloc[0]
    key = f"segment_name_{wave}_1_2"
    app.text_input(key=key).set_value(own_study.MARKUP).run()
    assert app.dataframe[0].value.iloc[0, 0] == f"1 · {own_study.MARKUP}"
    assert own_study.MARKUP not in app.subheader[0].value
    app.text_input(key=key).set_value("Night owls").run()
    demand = open_page("implement/demand", study=searched.id)
    assert any("1 · Night owls" in table.value.to_string() for table in demand.dataframe)
    app.text_input(key=key).set_value("").run()
    assert "more" in app.dataframe[0].value.iloc[0, 0]


def with_people(people=120):
    """Return the invented export with a profile question and a comment per person."""
    rows = own_study.survey(people).decode().splitlines()
    said = ("Morning silent rooms wanted urgently", "Evening lockers downstairs wanted urgently")
    lines = [f"{rows[0]},What is your level of study?,Any comments?"]
    for person, row in enumerate(rows[1:]):
        level = "Master" if (person % 2 == 0) == (person % 10 > 1) else "Bachelor"
        lines.append(f"{row},{level},{said[person % 2]} number {person}")
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def sealed(sample_home):
    """Return a sealed study of 120 people with profile and comments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESPACE_HOME", str(sample_home))
        study = named("Sealed Library", with_people())
        study.seal()
        return study


def test_portrait_says_who_and_which_space(open_page, sealed):
    """Profile, spaces, satisfaction and typical comments of one segment, and their tables."""
    app = open_page(PAGE, study=sealed.id, facet="portrait")
    words = said(app)
    assert "They ask most for" in words
    assert "Their satisfaction" in words
    assert "Who they are" in words
    assert "Words they use more than others" in words
    assert "urgently" in words
    questions = next(table.value for table in app.dataframe if "Question" in table.value)
    assert {"In the segment (%)", "Everybody (%)"} <= set(questions)
    assert questions["Sets it apart"].eq("yes").all()


def test_sealed_study_says_why_nothing_can_be_decided(open_page, sealed):
    """Editors are disabled with the reason; looking is allowed."""
    app = open_page(PAGE, study=sealed.id, facet="later")
    assert "cannot be changed" in said(app)
    app = open_page(PAGE, study=sealed.id, facet="number", groups="3")
    assert app.button(key="segments_keep_number").disabled
    assert app.multiselect[0].disabled


@pytest.fixture
def two_waves(home):
    """Return a study of two waves: half of each kind, then two thirds of the first."""
    for old in store.list_studies().query("name_en == 'Two Waves Library'")["study"]:
        store.delete_study(old)
    study = named("Two Waves Library", own_study.survey(120))
    wave = study.waves()["wave"].iloc[0]
    codebook, kept = study.wave(wave)
    later = kept[[number % 4 != 3 for number in range(len(kept))]]
    study.save_wave("Later", "2026-05-01", "", "later.csv", "later", codebook, later)
    return study


def test_kept_segments_are_applied_to_a_later_wave(open_page, two_waves):
    """Kept with their names, used for the later wave, the change said, and forgotten again."""
    first, later = (
        two_waves.waves().set_index("name").loc[name, "wave"] for name in ("Spring", "Later")
    )
    app = open_page(PAGE, study=two_waves.id, wave=first)
    app.text_input(key=f"segment_name_{first}_1_2").set_value("Night owls").run()
    app.segmented_control(key="at_facet").set_value("later").run()
    app = press(app, "segments_keep")
    app = open_page(PAGE, study=two_waves.id, wave=later, facet="later")
    app.radio(key=f"segments_use_{later}_0").set_value("kept").run()
    assert "These are the segments of “Spring”" in said(app)
    assert "1 · Night owls" in app.dataframe[0].value.to_string()
    table = app.dataframe[-1].value
    assert set(table["Survey wave"]) == {"Spring", "Later"}
    (changes,) = (table[name] for name in table if name.startswith("Change since"))
    assert changes.abs().max() == pytest.approx(16.7, abs=2)
    app = press(app, "segments_use_own")
    assert "These are the segments of" not in said(app)
    press(app, "segments_forget")
    assert store.open_study(two_waves.id).setting("segments_frozen") == {}


def test_wave_with_other_needs_cannot_use_kept_segments(open_page, two_waves):
    """It is said, and the own segments stay."""
    first = two_waves.waves().set_index("name").loc["Spring", "wave"]
    codebook, kept = two_waves.wave(first)
    other = codebook.assign(need=codebook["need"].where(codebook["position"] % 6 < 2, ""))
    two_waves.save_wave("Odd", "2026-06-01", "", "odd.csv", "odd", other, kept)
    app = open_page(PAGE, study=two_waves.id, wave=first, facet="later")
    app = press(app, "segments_keep")
    assert "cannot be placed" in said(app)


def test_stop_works_and_can_be_taken_back(open_page, home, monkeypatch):
    """A reader who stops sees why nothing is shown, and a button."""
    study = own_study.with_wave(own_study.survey(60))
    monkeypatch.setattr(segments.session, "paused", lambda work: True)
    app = open_page(PAGE, study=study.id)
    assert "was stopped" in said(app)
    monkeypatch.undo()
    monkeypatch.setenv("RESPACE_HOME", str(home))
    app.button(key="segments_start").click().run()
    assert "stopped" not in said(app)


def test_fault_is_a_sentence(open_page, home, monkeypatch):
    """What the search raises is said in the reader's language."""

    def stopped(answers, **more):
        raise SegmentsCancelledError

    monkeypatch.setattr("surveys.segments.find_segments", stopped)
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(62)).id)
    assert "was stopped" in app.error[0].value


def test_too_few_people_are_not_split(open_page, home):
    """59 of the 60 that are needed: the reason is said."""
    app = open_page(PAGE, study=own_study.with_wave(own_study.survey(59)).id)
    assert "Too few answers" in app.subheader[0].value
    assert "60" in said(app)


def test_wave_without_needs_says_how_to_link_them(open_page, home):
    """No needs, no segments, and the way out."""
    study = own_study.with_wave(b"Where from?\n" + b"Leeds and back again\nYork by train\n" * 6)
    assert "choose the need of each question" in said(open_page(PAGE, study=study.id))


def test_empty_study_says_what_is_needed(open_page, home):
    """No answers yet."""
    assert "no survey answers" in said(open_page(PAGE, study=own_study.begun().id))
