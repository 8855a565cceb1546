"""Counts of those the library serves: edited in place, or imported from a file."""

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import edits, merges, needs, notices, session
from pages.parts.cached import needs as cached_needs
from pages.parts.cached import weights as cached
from pages.parts.session import plain, say
from surveys.errors import SurveyError
from surveys.weighting import margins as kept
from surveys.weighting import merging

PLACE = "margins"
TYPES = ("csv", "tsv", "txt", "xlsx", "xls")
MOST_CATEGORIES = 100  # a question with more answers than this is no category
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
    asked = cached_needs.answers(*needs.key(wave)).profile.columns
    given = cached.held(*needs.key(wave))["variable"].unique()
    return [name for name in given if name not in asked]


def edit(wave: str, *, opened: bool) -> None:
    """Show the counts, the ways to change them, and the limit of the weights."""
    study = session.study()
    with st.expander(
        say("weights_editor"), expanded=opened or study.draft(cached.DRAFT) is not None
    ):
        edits.say_faults(PLACE)
        st.caption(say("weights_editor_note"))
        _pick_limit(study)
        scope = _pick_scope(study, wave)
        for variable in _margins(scope)["variable"].unique():
            _edit_variable(study, variable, scope, wave)
        if study.read_only:
            st.info(say("read_only_banner"), icon=":material/lock:")
            st.page_link("pages/overview/studies.py", label=say("start_own_study"))
            return
        _add_variable(wave, scope)
        if not _draft(study, wave, scope):
            _upload(study)


def _margins(scope: str) -> pd.DataFrame:
    study = session.study()
    return cached.margins(study.id, study.version, scope)


def _pick_scope(study: Study, wave: str) -> str:
    """Return whether counts of every wave are edited, or those of this wave alone."""
    waves = study.waves().set_index("wave")["name"]
    if len(waves) < 2:
        return kept.EVERY_WAVE
    names = {kept.EVERY_WAVE: plain("weights_scope_all")}
    names[wave] = plain("weights_scope_wave", wave=waves[wave])
    own = _margins(wave)["variable"].unique()
    scope = st.segmented_control(
        say("weights_scope"),
        list(names),
        default=wave if len(own) else kept.EVERY_WAVE,
        format_func=names.get,
        required=True,
        key=f"margins_scope_{study.id}_{wave}",
    )
    common = [one for one in _margins(kept.EVERY_WAVE)["variable"].unique() if one not in own]
    if scope and common:
        st.caption(say("weights_common", variables=plain("list_comma").join(common)))
    return scope


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


def _edit_variable(study: Study, variable: str, scope: str, wave: str) -> None:
    """Show the counts of one question as a table in which every edit is saved at once."""
    rows = merging.merged_margins(_margins(scope), cached.merges(study.id, study.version))
    rows = rows[rows["variable"] == variable].reset_index(drop=True)
    key = f"margins_{study.id}_{study.version}_{scope}_{variable}"
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
        args=(key, variable, rows["category"].tolist(), scope),
        alt=plain("weights_editor"),
    )
    merges.show(study, variable)
    if study.read_only:
        return
    left, right = st.columns(2)
    with left:
        merges.edit(study, wave, variable, rows["category"].tolist())
    right.button(
        say("weights_drop", variable=variable),
        key=f"margins_drop_{variable}",
        on_click=_drop,
        args=(variable, scope),
    )


def _add_variable(wave: str, scope: str) -> None:
    known = set(_margins(scope)["variable"])
    further = [name for name in questions(wave) if name not in known]
    if not further:
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    chosen = left.selectbox(say("weights_add"), further, key="margins_add")
    right.button(
        say("weights_add_button"), key="margins_add_go", on_click=_add, args=(wave, chosen, scope)
    )


def _draft(study: Study, wave: str, scope: str) -> bool:
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
            args=(wave, waiting.sha256, scope),
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


def _save(key: str, variable: str, categories: list[str], scope: str) -> None:
    """Save the edited counts only, over what the study keeps by now."""
    study = session.study()
    with edits.told(PLACE):
        table = _kept(study, scope)
        for row, changes in session.edits(key)["edited_rows"].items():
            table = kept.with_count(table, variable, categories[row], changes[COUNT])
        _keep(study, scope, table)


def _kept(study: Study, scope: str) -> pd.DataFrame:
    """Return the margins as they are kept by now."""
    return kept.from_records(study.setting(kept.setting_of(scope)))


def _keep(study: Study, scope: str, table: pd.DataFrame) -> None:
    study.set_setting(kept.setting_of(scope), kept.as_records(table))


def _add(wave: str, variable: str, scope: str) -> None:
    """Add a question; in one wave, its counts start from those of every wave."""
    study = session.study()
    with edits.told(PLACE):
        answers = cached_needs.answers(*needs.key(wave)).profile[variable]
        table = _kept(study, scope)
        if scope:
            common = kept.spelled_as(
                _kept(study, kept.EVERY_WAVE), cached_needs.answers(*needs.key(wave)).profile
            )
            table = pd.concat([table, common[common["variable"] == variable]], ignore_index=True)
        _keep(study, scope, kept.with_variable(table, variable, answers))


def _drop(variable: str, scope: str) -> None:
    study = session.study()
    with edits.told(PLACE):
        _keep(study, scope, kept.without(_kept(study, scope), variable))


def _store(wave: str, sha256: str, scope: str) -> None:
    """Let the counts of the file hold for its questions; those of other questions stay."""
    study = session.study()
    with edits.told(PLACE):
        profile = cached_needs.answers(*needs.key(wave)).profile
        read, _ = cached.draft(study.id, sha256)
        read = kept.spelled_as(read, profile)
        table = _kept(study, scope)
        for variable in read["variable"].unique():
            table = kept.without(table, variable)
        table = pd.concat([table, read], ignore_index=True)
        _keep(study, scope, table)
        study.discard_draft(cached.DRAFT, sha256=sha256)


def _discard() -> None:
    with edits.told(PLACE):
        session.study().discard_draft(cached.DRAFT)


def _save_limit(key: str) -> None:
    with edits.told(PLACE):
        session.study().set_setting(cached.LIMIT, session.value(key))
