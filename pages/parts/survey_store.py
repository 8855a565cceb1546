"""The survey waves of a study: what is there, and storing a file as one."""

from pathlib import Path

import pandas as pd
import streamlit as st

from data.store import Draft, Study
from data.store.record import as_date
from pages.parts import edits, notices, screening, session, tables
from pages.parts.cached import responses as cached
from pages.parts.session import plain, say
from surveys.readers import RawSurvey

KIND = "responses"
STORED = "wave_stored_word"
MODES = ("replace", "add")
NO_TOOL = ("plain", "header_groups")  # families that name no survey tool


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
    tables.show(said, plain("waves_alt"))
    if not study.read_only:
        _edit_wave(study, waves)
    screening.show_stored(study)


def show(
    study: Study, draft: Draft, survey: RawSurvey, codebook: pd.DataFrame, kept: pd.DataFrame
) -> None:
    """Ask name, date and source of the wave, say what storing will do, and store."""
    screened = screening.show_import(draft, survey, codebook, kept)
    st.markdown(f"#### {say('wave_details')}")
    waves = study.waves()
    usual = _usual(waves, draft, codebook, survey)
    left, middle, right = st.columns(3)
    name = _ask(left.text_input, "name", usual, draft).strip()
    date = _ask(middle.date_input, "date", usual, draft)
    source = _ask(right.text_input, "source", usual, draft)
    there = waves[waves["name"] == name]
    mode = MODES[0]
    if not there.empty:
        mode = _ask_mode(there.iloc[0], draft)
    if not name:
        st.info(say("wave_needs_name"))
    asked = st.button(
        say("wave_store", n=len(kept)), type="primary", key="wave_store", disabled=not name
    )
    if asked:
        result = study.save_wave(
            name, date, source, draft.file_name, draft.sha256, codebook, kept, mode, **screened
        )
        study.discard_draft(KIND, sha256=draft.sha256)
        session.leave_word(STORED, _result_key(result), name=name, **vars(result))
        st.rerun()


def say_stored() -> None:
    """Say what the last storing did, and where to go from here."""
    word = session.take_word(STORED)
    if word:
        key, facts = word
        st.success(say(key, **facts), icon=":material/check:")
        st.page_link(
            "pages/refine/priorities.py",
            label=say("do_priorities"),
            icon=":material/arrow_forward:",
        )


def _usual(
    waves: pd.DataFrame, draft: Draft, codebook: pd.DataFrame, survey: RawSurvey
) -> dict[str, object]:
    """Return name, date and source to begin with: those of the wave this file was stored as."""
    same = waves[waves["sha256"] == draft.sha256]
    again = waves[waves["file_name"] == draft.file_name]
    for known, key in ((same, "wave_file_stored"), (again, "wave_file_again")):
        if not known.empty:
            row = known.iloc[-1]
            st.info(say(key, wave=row["name"]), icon=":material/history:")
            return {"name": row["name"], "date": row["date"], "source": row["source"]}
    day = cached.last_day(codebook, survey)
    if day is None and "date" not in draft.settings.get("wave", {}):
        st.caption(say("wave_no_day"))
    return {
        "name": Path(draft.file_name).stem,
        "date": day or session.today(),
        "source": "" if survey.family in NO_TOOL else plain(f"family_{survey.family}"),
    }


def _ask(widget, name: str, usual: dict[str, object], draft: Draft) -> object:
    """Show one detail of the wave; what the reader enters is kept in the draft."""
    kept = draft.settings.get("wave", {})
    value = kept.get(name, usual[name])
    key = f"wave_{name}_{draft.sha256[:8]}"
    return widget(
        say(f"wave_{name}"),
        as_date(value) if name == "date" else value,
        key=key,
        on_change=_keep,
        args=(name, key, draft.sha256),
    )


def _ask_mode(there: pd.Series, draft: Draft) -> str:
    return st.radio(
        say("wave_mode", name=there["name"], n=int(there["respondents"])),
        MODES,
        format_func={mode: plain(f"wave_mode_{mode}") for mode in MODES}.get,
        horizontal=True,
        key=f"wave_mode_{draft.sha256[:8]}",
        help=say("wave_mode_help"),
    )


def _result_key(result) -> str:
    changed = result.added + result.changed + result.removed
    return "wave_stored" if changed else "wave_stored_same"


def _keep(name: str, key: str, sha256: str) -> None:
    with edits.told(KIND):
        study = session.study()
        settings = dict(study.draft(KIND).settings)
        wave = settings.get("wave", {}) | {name: session.value(key)}
        study.update_draft(KIND, settings | {"wave": wave}, sha256=sha256)


def _edit_wave(study: Study, waves: pd.DataFrame) -> None:
    names = session.apart(dict(zip(waves["wave"], waves["name"], strict=True)))
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
