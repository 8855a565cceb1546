"""Counts of those the library serves: edited in place, or imported from a file."""

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import edits, needs, notices, session
from pages.parts.cached import needs as cached_needs
from pages.parts.cached import weights as cached
from pages.parts.session import plain, say
from surveys.errors import SurveyError
from surveys.weighting import margins as kept

PLACE = "margins"
TYPES = ("csv", "tsv", "txt", "xlsx", "xls")
MOST_CATEGORIES = 40  # a question with more answers than this is no category
COUNT = "count"


def questions(wave: str) -> list[str]:
    """Return the profile questions of a wave whose answers are categories."""
    profile = cached_needs.answers(*needs.key(wave)).profile
    return [
        name
        for name in profile.columns
        if name != "respondent" and 1 < profile[name].nunique() <= MOST_CATEGORIES
    ]


def not_asked(wave: str) -> list[str]:
    """Return the variables of the study's margins that this wave does not ask."""
    profile = cached_needs.answers(*needs.key(wave)).profile
    given = kept.spelled_as(_margins(), profile)
    return [name for name in given["variable"].unique() if name not in profile.columns]


def edit(wave: str, *, opened: bool) -> None:
    """Show the counts, the ways to change them, and the limit of the weights."""
    study = session.study()
    with st.expander(
        say("weights_editor"), expanded=opened or study.draft(cached.DRAFT) is not None
    ):
        edits.say_faults(PLACE)
        st.caption(say("weights_editor_note"))
        _pick_limit(study)
        for variable in _margins()["variable"].unique():
            _edit_variable(study, variable)
        if study.read_only:
            st.info(say("read_only_banner"), icon=":material/lock:")
            st.page_link("pages/overview/studies.py", label=say("start_own_study"))
            return
        _add_variable(wave)
        if not _draft(study, wave):
            _upload(study)


def _margins() -> pd.DataFrame:
    study = session.study()
    return cached.margins(study.id, study.version)


def _pick_limit(study: Study) -> None:
    key = f"weights_limit_{study.id}_{study.version}"
    names = {limit: plain("weights_limit_times", limit=limit) for limit in cached.LIMITS}
    names[cached.NO_LIMIT] = plain("weights_limit_none")
    st.segmented_control(
        say("weights_limit"),
        list(cached.LIMITS),
        default=cached.limit(study.id, study.version),
        format_func=names.get,
        required=True,
        disabled=study.read_only,
        key=key,
        on_change=_save_limit,
        args=(key,),
    )


def _edit_variable(study: Study, variable: str) -> None:
    """Show the counts of one question as a table in which every edit is saved at once."""
    rows = _margins()
    rows = rows[rows["variable"] == variable].reset_index(drop=True)
    key = f"margins_{study.id}_{study.version}_{variable}"
    config = st.column_config
    st.data_editor(
        rows[["category", COUNT]],
        column_config={
            "category": config.TextColumn(variable, width="large"),
            COUNT: config.NumberColumn(plain("weights_count"), min_value=0, format="localized"),
        },
        disabled=True if study.read_only else ["category"],
        hide_index=True,
        key=key,
        on_change=_save,
        args=(key, variable, rows["category"].tolist()),
        alt=plain("weights_editor"),
    )
    if not study.read_only:
        st.button(
            say("weights_drop", variable=variable),
            key=f"margins_drop_{variable}",
            on_click=_drop,
            args=(variable,),
        )


def _add_variable(wave: str) -> None:
    known = set(_margins()["variable"])
    further = [name for name in questions(wave) if name not in known]
    if not further:
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    chosen = left.selectbox(say("weights_add"), further, key="margins_add")
    right.button(
        say("weights_add_button"), key="margins_add_go", on_click=_add, args=(wave, chosen)
    )


def _draft(study: Study, wave: str) -> bool:
    """Show the file that waits to be stored; tell whether one does."""
    waiting = study.draft(cached.DRAFT)
    if waiting is None:
        return False
    st.markdown(say("weights_draft", file=waiting.file_name))
    try:
        table, findings = cached.draft(study.id, waiting.sha256)
    except SurveyError as fault:
        st.error(say(fault.key, **fault.facts), icon=":material/error:")
    else:
        _show_draft(kept.spelled_as(table, cached_needs.answers(*needs.key(wave)).profile), wave)
        notices.findings(findings)
        st.button(
            say("weights_draft_store"),
            type="primary",
            key="margins_store",
            on_click=_store,
            args=(wave, waiting.sha256),
        )
    st.button(say("weights_draft_discard"), key="margins_discard", on_click=_discard)
    return True


def _show_draft(table: pd.DataFrame, wave: str) -> None:
    profile = cached_needs.answers(*needs.key(wave)).profile
    comma = plain("list_comma")
    variables = comma.join(table["variable"].unique())
    st.markdown(say("weights_draft_counts", n=int(table[COUNT].count()), variables=variables))
    unknown = [
        category if variable in profile else variable
        for variable, category in zip(table["variable"], table["category"], strict=True)
        if variable not in profile or category not in set(profile[variable].dropna())
    ]
    if unknown:
        names = comma.join(dict.fromkeys(unknown))
        st.warning(say("weights_draft_unknown", names=names), icon=":material/warning:")
    said = table.set_axis(
        [plain("weights_variable_column"), plain("weights_category"), plain("weights_count")],
        axis="columns",
    )
    st.dataframe(said, hide_index=True, alt=plain("weights_draft_alt"))


def _upload(study: Study) -> None:
    dropped = st.file_uploader(say("weights_upload"), TYPES, key=f"margins_file_{study.version}")
    if dropped:
        with notices.shown():
            study.save_draft(cached.DRAFT, dropped.name, dropped.getvalue(), {})
        st.rerun()


def _save(key: str, variable: str, categories: list[str]) -> None:
    """Save the edited counts only, over what the study keeps by now."""
    study = session.study()
    with edits.told(PLACE):
        table = kept.from_records(study.setting(kept.SETTING))
        for row, changes in session.edits(key)["edited_rows"].items():
            table = kept.with_count(table, variable, categories[row], changes[COUNT])
        study.set_setting(kept.SETTING, kept.as_records(table))


def _add(wave: str, variable: str) -> None:
    study = session.study()
    with edits.told(PLACE):
        answers = cached_needs.answers(*needs.key(wave)).profile[variable]
        table = kept.with_variable(
            kept.from_records(study.setting(kept.SETTING)), variable, answers
        )
        study.set_setting(kept.SETTING, kept.as_records(table))


def _drop(variable: str) -> None:
    study = session.study()
    with edits.told(PLACE):
        table = kept.without(kept.from_records(study.setting(kept.SETTING)), variable)
        study.set_setting(kept.SETTING, kept.as_records(table))


def _store(wave: str, sha256: str) -> None:
    """Let the counts of the file hold for its questions; those of other questions stay."""
    study = session.study()
    with edits.told(PLACE):
        profile = cached_needs.answers(*needs.key(wave)).profile
        read, _ = cached.draft(study.id, sha256)
        read = kept.spelled_as(read, profile)
        table = kept.from_records(study.setting(kept.SETTING))
        for variable in read["variable"].unique():
            table = kept.without(table, variable)
        table = pd.concat([table, read], ignore_index=True)
        study.set_setting(kept.SETTING, kept.as_records(table))
        study.discard_draft(cached.DRAFT, sha256=sha256)


def _discard() -> None:
    with edits.told(PLACE):
        session.study().discard_draft(cached.DRAFT)


def _save_limit(key: str) -> None:
    with edits.told(PLACE):
        session.study().set_setting(cached.LIMIT, session.value(key))
