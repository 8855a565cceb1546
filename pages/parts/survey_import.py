"""Pieces of the page of survey answers: upload, correct, look, store."""

import json
from pathlib import Path

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import needs, notices, session
from pages.parts.cached import responses as cached
from pages.parts.session import plain, say
from surveys.questionnaire import ROLES
from surveys.readers import RawSurvey

KIND = "responses"
STORED = "wave_stored"
UPLOAD = "responses_upload"
COLUMNS_KEY = "responses_columns_{sha}"
ENCODINGS = ("utf-8", "gb18030", "big5", "cp1252", "utf-16")
DELIMITERS = {",": "delimiter_comma", ";": "delimiter_semicolon", "\t": "delimiter_tab"}
LARGEST_MB = 200
EXAMPLES, PREVIEW_ROWS = 3, 8


def show_waves(study: Study) -> None:
    """Show the waves that are stored, with rename and delete for an own study."""
    waves = study.waves()
    if waves.empty:
        st.info(say("no_wave_yet"), icon=":material/forum:")
        return
    total = int(waves["respondents"].sum())
    st.subheader(say("waves_headline", waves=len(waves), answers=total))
    said = pd.DataFrame(
        {
            plain("wave_name"): waves["name"],
            plain("wave_date"): waves["date"],
            plain("wave_answers"): waves["respondents"],
            plain("wave_source"): waves["source"],
            plain("wave_file"): waves["file_name"],
        }
    )
    st.dataframe(said, hide_index=True, alt=plain("waves_alt"))
    if not study.read_only:
        _edit_wave(study, waves)


def show_upload(study: Study) -> None:
    """Show where a file is dropped; the sample says how to get there."""
    if study.read_only:
        st.info(say("read_only_banner"), icon=":material/lock:")
        st.page_link("pages/overview/studies.py", label=say("start_own_study"))
        return
    st.file_uploader(
        say("responses_drop"),
        key=UPLOAD,
        on_change=_keep_upload,
        help=say("responses_drop_help", most=LARGEST_MB),
    )
    _say_result()
    draft = study.draft(KIND)
    if draft is None:
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(f"#### {say('responses_draft', file=draft.file_name)}")
    right.button(
        say("draft_discard"), on_click=_discard, args=(draft.sha256,), key="responses_discard"
    )
    with notices.shown():
        _show_draft(study, draft)


def _show_draft(study: Study, draft) -> None:
    file = _how_read(study, draft)
    survey = cached.survey(*file)
    edits = draft.settings.get("columns", {})
    codebook = cached.codebook(file, edits)
    understood = cached.understood(file, json.dumps(edits, sort_keys=True))
    _say_understood(survey, codebook)
    _edit_codebook(draft, survey, codebook)
    st.markdown(f"#### {say('findings_title')}")
    notices.findings(_with_need_names(understood.findings))
    st.markdown(f"#### {say('preview_title')}")
    st.dataframe(_preview(codebook, understood.kept), hide_index=True, alt=plain("preview_title"))
    if notices.stops(understood.findings):
        st.error(say("findings_stop"), icon=":material/block:")
        return
    _store_form(study, draft, survey, codebook, understood.kept)


def _how_read(study: Study, draft) -> tuple:
    """Show how the file was read, let the reader change it, return what the doors need."""
    chosen = draft.settings
    found = cached.cells(
        study.id, draft.sha256, *(chosen.get(name) for name in ("encoding", "delimiter", "sheet"))
    )
    file = [study.id, draft.sha256]
    with st.expander(say("responses_how_read", **_reading(found))):
        left, middle, right = st.columns(3)
        if found.sheets:
            file += [None, None]
            file.append(_ask(left, "sheet", found.sheets, found.sheet, draft))
        else:
            encodings = dict.fromkeys([found.encoding, *ENCODINGS])
            file.append(_ask(left, "encoding", list(encodings), found.encoding, draft))
            marks = dict.fromkeys([found.delimiter, *DELIMITERS])
            file.append(_ask(middle, "delimiter", list(marks), found.delimiter, draft))
            file.append(None)
        survey = cached.survey(*file, chosen.get("header_rows"))
        header = _ask(right, "header_rows", [1, 2, 3, 4], survey.header_rows, draft)
    return (*file, header)


def _ask(place, name: str, options: list, present: object, draft) -> object:
    """Show one setting of reading; return the reader's choice, None where it was found."""
    place.selectbox(
        say(f"reading_{name}"),
        options,
        index=options.index(present) if present in options else 0,
        format_func=_said_option,
        key=f"responses_{name}_{draft.sha256[:8]}",
        on_change=_keep_reading,
        args=(name, f"responses_{name}_{draft.sha256[:8]}", draft.sha256),
    )
    return draft.settings.get(name)


def _said_option(option: object) -> str:
    if option is None:
        return plain("delimiter_none")
    return plain(DELIMITERS[option]) if option in DELIMITERS else str(option)


def _reading(found) -> dict[str, object]:
    return {
        "how": found.sheet or " · ".join([found.encoding or "", _said_option(found.delimiter)]),
        "rows": len(found.cells),
        "columns": found.cells.shape[1],
    }


def _say_understood(survey: RawSurvey, codebook: pd.DataFrame) -> None:
    roles = codebook["role"].value_counts()
    linked = codebook.loc[codebook["need"] != "", "need"].nunique()
    st.markdown(
        say(
            "responses_understood",
            n=len(survey.answers),
            family=plain(f"family_{survey.family}"),
            rated=int(roles.get("importance", 0) + roles.get("satisfaction", 0)),
            needs=int(linked),
            choices=int(roles.get("choice", 0)),
            texts=int(roles.get("text", 0)),
            profile=int(roles.get("profile", 0)),
            personal=int(roles.get("personal", 0)),
        )
    )


def _edit_codebook(draft, survey: RawSurvey, codebook: pd.DataFrame) -> None:
    """Show what each column is as a table; each correction is kept in the draft."""
    st.caption(say("codebook_help"))
    config = st.column_config
    names = {"": plain("need_none")} | needs.need_names("full")
    key = COLUMNS_KEY.format(sha=draft.sha256[:8])
    shown = codebook.assign(
        asked=[_asked(row) for row in codebook.itertuples(index=False)],
        examples=[_examples(survey.answers[place]) for place in codebook["position"]],
        why=[plain(why) for why in codebook["why"]],
    )
    st.data_editor(
        shown[["asked", "examples", "role", "need", "low", "high", "reversed", "why"]],
        column_config={
            "asked": config.TextColumn(plain("codebook_question"), width="medium", pinned=True),
            "examples": config.TextColumn(plain("codebook_examples"), width="small"),
            "role": config.SelectboxColumn(
                plain("codebook_role"),
                options=list(ROLES),
                format_func=lambda role: plain(f"role_{role}"),
                required=True,
            ),
            "need": config.SelectboxColumn(
                plain("need"), options=list(names), format_func=names.get, width="medium"
            ),
            "low": config.NumberColumn(plain("codebook_low"), width="small"),
            "high": config.NumberColumn(plain("codebook_high"), width="small"),
            "reversed": config.CheckboxColumn(plain("codebook_reversed"), width="small"),
            "why": config.TextColumn(plain("codebook_why"), width="large"),
        },
        disabled=["asked", "examples", "why"],
        hide_index=True,
        key=key,
        on_change=_keep_columns,
        args=(key, draft.sha256, codebook["position"].tolist()),
        alt=plain("codebook_help"),
    )


def _asked(row) -> str:
    return f"{row.question} · {row.option}" if row.option else row.question


def _examples(answers: pd.Series) -> str:
    given = answers[answers.str.strip() != ""].drop_duplicates().head(EXAMPLES)
    return " | ".join(given.str.slice(0, 40))


def _preview(codebook: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    names = {str(row.position): _asked(row) for row in codebook.itertuples(index=False)}
    first = kept.head(PREVIEW_ROWS)
    shown = first.rename(columns=names)
    shown.insert(0, plain("file_row"), first.index)
    return shown


def _with_need_names(findings: list) -> list:
    """Return the findings with needs said by name instead of by code."""
    names = needs.need_names()
    said = []
    for finding in findings:
        facts = dict(finding.facts)
        if "need" in facts:
            facts["need"] = names.get(facts["need"], facts["need"])
        if "role" in facts:
            facts["role"] = plain(f"role_{facts['role']}")
        said.append(
            type(finding)(finding.kind, finding.severity, finding.rows, finding.column, facts)
        )
    return said


def _store_form(
    study: Study, draft, survey: RawSurvey, codebook: pd.DataFrame, kept: pd.DataFrame
) -> None:
    st.markdown(f"#### {say('wave_details')}")
    waves = study.waves()
    with st.form("store_wave", border=True):
        left, middle, right = st.columns(3)
        name = left.text_input(say("wave_name"), Path(draft.file_name).stem, key="wave_name")
        day = cached.last_day(codebook, survey) or session.today()
        date = middle.date_input(say("wave_date"), day, key="wave_date")
        source = right.text_input(
            say("wave_source"), plain(f"family_{survey.family}"), key="wave_source"
        )
        mode = st.radio(
            say("wave_mode"),
            ["replace", "add"],
            format_func=lambda one: plain(f"wave_mode_{one}"),
            horizontal=True,
            key="wave_mode",
            help=say("wave_mode_help"),
        )
        if not waves.empty:
            st.caption(say("wave_names_there", names=", ".join(waves["name"])))
        stored = st.form_submit_button(
            say("wave_store", n=len(kept)), type="primary", key="wave_store"
        )
    if not stored:
        return
    if not name.strip():
        st.error(say("wave_needs_name"))
        return
    result = study.save_wave(
        name.strip(), date, source, draft.file_name, draft.sha256, codebook, kept, mode
    )
    study.discard_draft(KIND, sha256=draft.sha256)
    session.leave_word(
        KIND,
        STORED,
        name=name.strip(),
        added=result.added,
        changed=result.changed,
        unchanged=result.unchanged,
        removed=result.removed,
    )
    st.rerun()


def _say_result() -> None:
    word = session.take_word(KIND)
    if word:
        key, facts = word
        if key != STORED:
            st.error(say(key, **facts), icon=":material/error:")
            return
        st.success(say(key, **facts), icon=":material/check:")
        st.page_link("pages/refine/priorities.py", label=say("do_priorities"))


def _edit_wave(study: Study, waves: pd.DataFrame) -> None:
    names = dict(zip(waves["wave"], waves["name"], strict=True))
    with st.popover(say("wave_change")):
        wave = st.selectbox(
            say("wave_label"), list(names), format_func=names.get, key="wave_to_change"
        )
        row = waves.set_index("wave").loc[wave]
        name = st.text_input(say("wave_name"), row["name"], key=f"rename_{wave}")
        date = st.date_input(say("wave_date"), row["date"], key=f"redate_{wave}")
        with notices.shown():
            if st.button(say("studies_save"), key="wave_rename"):
                study.rename_wave(wave, name.strip() or row["name"], date=date)
                st.rerun()
            if st.button(say("wave_delete", name=row["name"]), key="wave_delete"):
                study.delete_wave(wave)
                st.rerun()


def _keep_upload() -> None:
    """Make the upload a draft at once, so that a reload loses nothing."""
    upload = session.uploaded(UPLOAD)
    if upload is None:
        return
    if upload.size > LARGEST_MB * 1_000_000:
        session.leave_word(KIND, "file_too_large", name=upload.name, limit=LARGEST_MB)
        return
    session.study().save_draft(KIND, upload.name, upload.getvalue(), {})


def _keep_reading(name: str, key: str, sha256: str) -> None:
    study = session.study()
    settings = dict(study.draft(KIND).settings)
    settings[name] = session.value(key)
    settings.pop("columns", None)
    study.update_draft(KIND, settings, sha256=sha256)


def _keep_columns(key: str, sha256: str, positions: list[int]) -> None:
    study = session.study()
    settings = dict(study.draft(KIND).settings)
    columns = {place: dict(edits) for place, edits in settings.get("columns", {}).items()}
    for row, changes in session.edits(key)["edited_rows"].items():
        columns.setdefault(str(positions[row]), {}).update(changes)
    study.update_draft(KIND, settings | {"columns": columns}, sha256=sha256)


def _discard(sha256: str) -> None:
    session.study().discard_draft(KIND, sha256=sha256)
