"""Categories that are weighted together: shown, merged and taken apart."""

import streamlit as st

from data.store import Study
from pages import texts
from pages.parts import edits, needs, session
from pages.parts.cached import needs as cached_needs
from pages.parts.cached import weights as cached
from pages.parts.session import plain, say
from surveys.weighting import margins as counts
from surveys.weighting import merging

PLACE = "margins"  # faults are said where those of the counts are


def show(study: Study, variable: str) -> None:
    """Say which categories of a question are merged, each with a way back."""
    rows = cached.merges(study.id, study.version)
    for name, members in rows[rows["variable"] == variable].groupby("into", sort=False):
        left, right = st.columns([3, 1], vertical_alignment="center")
        listed = plain("list_comma").join(members["category"])
        left.caption(say("weights_merged", name=name, members=listed))
        if not study.read_only:
            right.button(
                say("weights_unmerge", name=name),
                key=f"unmerge_{variable}_{name}",
                on_click=_take_apart,
                args=(variable, name),
            )


def edit(study: Study, wave: str, variable: str, categories: list[str]) -> None:
    """Offer to merge some of the categories of a question."""
    with st.popover(say("weights_merge", variable=variable)):
        st.caption(say("weights_merge_note"))
        stem = f"merge_{variable}_{study.version}"
        chosen = st.multiselect(
            say("weights_merge_pick"), categories, key=stem, format_func=texts.escape
        )
        name = st.text_input(say("weights_merge_name"), key=f"{stem}_name")
        st.button(
            say("weights_merge_go"),
            key=f"merge_go_{variable}",
            on_click=_merge,
            args=(wave, variable, chosen, name),
        )


def _merge(wave: str, variable: str, categories: list[str], name: str) -> None:
    study = session.study()
    with edits.told(PLACE):
        answers = cached_needs.answers(*needs.key(wave)).profile
        told = answers[variable].dropna().unique() if variable in answers else []
        table = merging.from_records(study.setting(merging.SETTING))
        merged = merging.with_merge(table, variable, categories, name, told)
        study.set_setting(merging.SETTING, merging.as_records(merged))


def _take_apart(variable: str, name: str) -> None:
    """Undo a merge; a count that was entered for it goes with it, in every wave."""
    study = session.study()
    with edits.told(PLACE):
        table = merging.from_records(study.setting(merging.SETTING))
        for scope in (counts.EVERY_WAVE, *study.waves()["wave"]):
            setting = counts.setting_of(scope)
            kept = counts.from_records(study.setting(setting))
            gone = (kept["variable"] == variable) & (kept["category"] == name)
            if gone.any():
                study.set_setting(setting, counts.as_records(kept[~gone]))
        left = merging.without(table, variable, name)
        study.set_setting(merging.SETTING, merging.as_records(left))
