"""Bringing in a survey file: upload, how it is read, what was understood."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data.store import Draft, Study
from pages.parts import edits, notices, session, survey_codebook, survey_columns, survey_store
from pages.parts.cached import responses as cached
from pages.parts.session import plain, say
from surveys.errors import Fault
from surveys.questionnaire import RATED
from surveys.readers import FAMILIES, RawSurvey
from surveys.readers.tablefile import TableFile

KIND = "responses"
UPLOAD = "responses_upload_{sha}"
READING = ("encoding", "delimiter", "sheet", "header_rows", "family", "book")
CELLS = 5  # how many of the facts say which cells there are, see `cached.cells`
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "cp1252")
DELIMITERS = {
    ",": "delimiter_comma",
    ";": "delimiter_semicolon",
    "\t": "delimiter_tab",
    "|": "delimiter_bar",
}
LARGEST_MB = 200
SIGNS = 4  # headers that are named as evidence

show_waves = survey_store.show_waves


def show_upload(study: Study) -> None:
    """Show where a file is dropped; the sample says how to get there."""
    if study.read_only:
        st.info(say("read_only_banner"), icon=":material/lock:")
        st.page_link(
            "pages/overview/studies.py", label=say("start_own_study"), icon=":material/add:"
        )
        return
    draft = study.draft(KIND)
    key = UPLOAD.format(sha=draft.sha256[:8] if draft else "")
    st.file_uploader(
        say("responses_drop", most=LARGEST_MB),
        key=key,
        on_change=_keep_upload,
        args=(key,),
        help=say("responses_drop_help", most=LARGEST_MB),
    )
    edits.say_faults(KIND)
    survey_store.say_stored()
    if draft is None:
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(f"#### {say('responses_draft', file=draft.file_name)}")
    right.button(
        say("draft_discard"), on_click=_discard, args=(draft.sha256,), key="responses_discard"
    )
    with notices.shown():
        _show_draft(study, draft)


def _show_draft(study: Study, draft: Draft) -> None:
    file = survey_codebook.show(study, draft, _how_read(study, draft))
    survey = cached.survey(*file)
    draft = _with_earlier_choices(study, draft, file)
    chosen = draft.settings.get("columns", {})
    codebook = cached.codebook(file, chosen)
    understood = cached.understood(file, json.dumps(chosen, sort_keys=True))
    _say_understood(survey, codebook)
    if draft.settings.get("taken_from"):
        st.caption(say("responses_taken_over", wave=draft.settings["taken_from"]))
    survey_columns.edit(draft, survey, codebook)
    st.markdown(f"#### {say('findings_title')}")
    notices.findings(survey_columns.with_need_names(understood.findings))
    survey_columns.not_rated_table(codebook, understood.kept)
    st.markdown(f"#### {say('preview_title')}")
    survey_columns.preview(codebook, understood.kept)
    if notices.stops(understood.findings):
        st.error(say("findings_stop"), icon=":material/block:")
        return
    survey_store.show(study, draft, survey, codebook, understood.kept)


def _with_earlier_choices(study: Study, draft: Draft, file: tuple) -> Draft:
    """Return the draft with what the reader settled for a stored wave of the same questions."""
    if "columns" in draft.settings:
        return draft
    wave, columns = cached.earlier_choices(study, file)
    settings = draft.settings | {"columns": columns, "taken_from": wave if columns else ""}
    study.update_draft(KIND, settings, sha256=draft.sha256)
    return Draft(draft.kind, draft.file_name, draft.sha256, settings, draft.content)


def _how_read(study: Study, draft: Draft) -> tuple:
    """Show how the file was read, let the reader change it, return what the doors need."""
    file = (study.id, draft.sha256, *(draft.settings.get(name) for name in READING))
    bare = (*file[:-1], cached.NO_BOOK)  # a codebook that cannot be read is said elsewhere
    with _way_back(draft):
        found = cached.cells(*file[:CELLS])
        try:
            survey = cached.survey(*bare)
        except Fault:  # another sheet or header may be the answer
            _settings(found, None, draft, expanded=True)
            raise
    _settings(found, survey, draft)
    return file


@contextmanager
def _way_back(draft: Draft) -> Iterator[None]:
    """Offer the reading Respace found where the one the reader chose fails."""
    try:
        yield
    except Fault:
        if any(draft.settings.get(name) for name in READING):
            st.button(
                say("responses_read_again"),
                on_click=_forget_reading,
                args=(draft.sha256,),
                key="responses_read_again",
            )
        raise


def _settings(
    found: TableFile, survey: RawSurvey | None, draft: Draft, *, expanded: bool = False
) -> None:
    """Show tool, sheet or letters, delimiter and header rows as they hold now."""
    family = survey.family if survey else draft.settings.get("family") or "plain"
    header_rows = survey.header_rows if survey else draft.settings.get("header_rows") or 1
    st.markdown(_why_family(family, survey, draft))
    with st.expander(say("responses_how_read", **_reading(found)), expanded=expanded):
        first, left, middle, right = st.columns([1.3, 1.3, 1, 0.7])
        _ask(first, "family", list(FAMILIES), family, draft)
        if found.sheets:
            _ask(left, "sheet", list(found.sheets), found.sheet, draft)
        else:
            encodings = dict.fromkeys([found.encoding, *ENCODINGS])
            _ask(left, "encoding", list(encodings), found.encoding, draft)
        if not found.sheets and found.dictionary is None:
            marks = dict.fromkeys([found.delimiter, *DELIMITERS])
            _ask(middle, "delimiter", list(marks), found.delimiter, draft)
        _ask(right, "header_rows", [1, 2, 3, 4], header_rows, draft)


def _ask(place, name: str, options: list, present: object, draft: Draft) -> None:
    """Show one setting of reading; the reader's choice is kept in the draft."""
    key = f"responses_{name}_{draft.sha256[:8]}"
    place.selectbox(
        say(f"reading_{name}"),
        options,
        index=options.index(present) if present in options else 0,
        format_func={option: _said_option(option) for option in options}.get,
        key=key,
        on_change=_keep_reading,
        args=(name, key, draft.sha256),
    )


def _why_family(family: str, survey: RawSurvey | None, draft: Draft) -> str:
    """Return which tool the file is read as, and what gave it away."""
    tool = plain(f"family_{family}")
    if draft.settings.get("family"):
        return say("family_chosen", tool=tool)
    signs = survey.evidence if survey else ()
    if signs:
        return say("family_by_signs", tool=tool, signs=plain("list_comma").join(signs[:SIGNS]))
    return say("family_by_rows", tool=tool)


def _said_option(option: object) -> str:
    if option is None:
        return plain("delimiter_none")
    if option in FAMILIES:
        return plain(f"family_{option}")
    if option in ENCODINGS:
        return plain("encoding_" + option.replace("-", "_"))
    return plain(DELIMITERS[option]) if option in DELIMITERS else str(option)


def _reading(found: TableFile) -> dict[str, object]:
    letters = _said_option(found.encoding) if found.encoding else ""
    parted = [] if found.dictionary else [_said_option(found.delimiter)]
    return {
        "how": found.sheet or " · ".join([letters, *parted]),
        "rows": len(found.cells),
        "columns": found.cells.shape[1],
    }


def _say_understood(survey: RawSurvey, codebook) -> None:
    roles = codebook["role"].value_counts()
    asked = codebook["role"].isin((*RATED, "choice"))
    linked = codebook.loc[asked & (codebook["need"].fillna("") != ""), "need"].nunique()
    st.markdown(
        say(
            "responses_understood",
            n=len(survey.answers),
            family=plain(f"family_{survey.family}"),
            rated=int(roles.reindex(RATED).sum()),
            needs=int(linked),
            choices=int(roles.get("choice", 0)),
            texts=int(roles.get("text", 0)),
            profile=int(roles.get("profile", 0)),
            personal=int(roles.get("personal", 0)),
        )
    )


def _keep_upload(key: str) -> None:
    """Make the upload a draft at once, so that a reload loses nothing."""
    upload = session.uploaded(key)
    if upload is None:
        return
    if upload.size > LARGEST_MB * 1_000_000:
        session.leave_word(KIND, "file_too_large", name=upload.name, limit=LARGEST_MB)
        return
    with edits.told(KIND):
        session.study().save_draft(KIND, upload.name, upload.getvalue(), {})


def _keep_reading(name: str, key: str, sha256: str) -> None:
    again = {"header_rows": None} if name == "family" else {}  # each tool has its own header
    _settle(sha256, {name: session.value(key)} | again)


def _forget_reading(sha256: str) -> None:
    _settle(sha256, dict.fromkeys(READING))


def _settle(sha256: str, reading: dict[str, object]) -> None:
    """Keep how the file is to be read; other columns then need other corrections."""
    with edits.told(KIND):
        study = session.study()
        settings = dict(study.draft(KIND).settings)
        settings.pop("columns", None)
        study.update_draft(KIND, settings | reading, sha256=sha256)


def _discard(sha256: str) -> None:
    with edits.told(KIND):
        session.study().discard_draft(KIND, sha256=sha256)
        session.study().discard_draft(survey_codebook.KIND)
