"""A codebook for a survey file: found in its workbook or added, and what it named."""

import streamlit as st

from data.store import Draft, Study
from pages.parts import edits, session, tables
from pages.parts.cached import responses as cached
from pages.parts.session import plain, say
from surveys.errors import Fault
from surveys.readers import RawSurvey

KIND = cached.BOOK
RESPONSES = "responses"
UPLOAD = "responses_codebook_{sha}"
SHOWN = 12  # names listed before the rest is counted


def show(study: Study, draft: Draft, file: tuple) -> tuple:
    """Show which codebook holds and what it matched; return the facts of reading to go on with.

    A codebook that cannot be read is explained and left aside: the answers
    can be brought in without it.
    """
    without = (*file[:-1], cached.NO_BOOK)
    added = file[-1] if file[-1] not in (None, cached.NO_BOOK) else None
    try:
        survey = cached.survey(*file)
    except Fault as fault:
        st.error(say(fault.key, **fault.facts), icon=":material/error:")
        survey, file = cached.survey(*without), without
    with st.expander(_headline(survey, file), icon=":material/menu_book:"):
        _show_matching(survey)
        _offer(draft, added, survey)
    return file


def _headline(survey: RawSurvey, file: tuple) -> str:
    """Return in one line what the codebook named, or that one can be added."""
    found = survey.matching
    if found is None:
        key = "codebook_left_aside" if file[-1] == cached.NO_BOOK else "codebook_add"
        return say(key)
    return say(
        "codebook_matched",
        source=found.source or plain("codebook_inside"),
        n=len(found.matched),
        columns=len(found.matched) + len(found.unnamed),
        values=int((found.matched["values"] > 0).sum()),
    )


def _show_matching(survey: RawSurvey) -> None:
    found = survey.matching
    if found is None:
        st.caption(say("codebook_form"))
        return
    for key, names in (("codebook_unused", found.unused), ("codebook_unnamed", found.unnamed)):
        if names:
            listed = plain("list_comma").join(names[:SHOWN])
            st.markdown(say(key, n=len(names), names=listed))
    said = found.matched[["code", "question", "values"]].astype({"values": "Int64"})
    said.columns = [plain("codebook_code"), plain("codebook_question"), plain("codebook_values")]
    tables.show(said, plain("codebook_matched_alt"), height=220)


def _offer(draft: Draft, added: str | None, survey: RawSurvey) -> None:
    """Show where a codebook file is dropped, and how the present one is left aside."""
    key = UPLOAD.format(sha=(added or draft.sha256)[:8])
    st.file_uploader(
        say("codebook_drop"), key=key, on_change=_keep_upload, args=(key, draft.sha256)
    )
    if survey.matching is not None and survey.matching.source:
        st.button(
            say("codebook_leave"),
            on_click=_settle,
            args=(draft.sha256, cached.NO_BOOK),
            key="responses_codebook_leave",
        )
    elif draft.settings.get("book"):
        st.button(
            say("codebook_again"),
            on_click=_settle,
            args=(draft.sha256, None),
            key="responses_codebook_again",
        )


def _keep_upload(key: str, sha256: str) -> None:
    upload = session.uploaded(key)
    if upload is None:
        return
    with edits.told(RESPONSES):
        kept = session.study().save_draft(KIND, upload.name, upload.getvalue(), {})
        _settle(sha256, kept.sha256)


def _settle(sha256: str, book: str | None) -> None:
    """Keep which codebook holds; other names and words then need other corrections."""
    with edits.told(RESPONSES):
        study = session.study()
        settings = dict(study.draft(RESPONSES).settings)
        settings.pop("columns", None)
        study.update_draft(RESPONSES, settings | {"book": book}, sha256=sha256)
