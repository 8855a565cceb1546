"""The table of strengths from needs to space types, as the committee edits it."""

import streamlit as st

from pages.parts import edits, needs, session
from pages.parts.cached import needs as cached
from pages.parts.session import plain, say

STRENGTHS = (0, 1, 3, 9)
PLACE = "strengths"


def edit() -> None:
    """Show the strengths as a table in which every edit is saved at once."""
    study = session.study()
    table = cached.strengths(study.id, study.version)
    wide = table.pivot(index="need", columns="space_type", values="strength")
    spaces = [kind for kind in needs.space_names() if kind in wide.columns]
    wide = wide.reindex(index=list(needs.need_names()), columns=spaces)
    edits.say_faults(PLACE)
    st.caption(say("demand_strengths_note"))
    key = f"strengths_{study.id}_{study.version}"
    shown = wide.reset_index(drop=True)
    shown.insert(0, "name", list(needs.need_names("full").values()))
    st.data_editor(
        shown,
        column_config=_columns(spaces),
        disabled=True if study.read_only else ["name"],
        hide_index=True,
        key=key,
        on_change=_save,
        args=(key, wide.index.tolist()),
        alt=plain("demand_strengths"),
    )
    edited = int(table["edited"].sum())
    st.caption(say("demand_edited", n=edited, total=len(table)))
    if study.read_only:
        st.info(say("read_only_banner"), icon=":material/lock:")
        st.page_link("pages/overview/studies.py", label=say("start_own_study"))
    elif edited:
        st.button(say("demand_strengths_reset"), on_click=_reset, key="strengths_reset")


def _columns(spaces: list[str]) -> dict[str, object]:
    config, names = st.column_config, needs.space_names()
    columns = {"name": config.TextColumn(plain("need"), width="large")}
    for kind in spaces:
        columns[kind] = config.SelectboxColumn(names[kind], options=list(STRENGTHS), required=True)
    return columns


def _save(key: str, order: list[str]) -> None:
    """Save the edited cells only, so that two sessions do not overwrite each other."""
    study = session.study()
    with edits.told(PLACE):
        for row, changes in session.edits(key)["edited_rows"].items():
            for kind, strength in changes.items():
                study.set_strength(order[row], kind, int(strength))


def _reset() -> None:
    with edits.told(PLACE):
        session.study().reset_strengths()
