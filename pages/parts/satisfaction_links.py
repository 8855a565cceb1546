"""Which questions changed between the waves, and what people of the study decided."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import downloads, edits, needs, satisfaction_scales, session
from pages.parts.cached import satisfaction as cached
from pages.parts.session import plain, say
from surveys.satisfaction import CHANGED, ENDED, SurveyWave

PLACE = "satisfaction_links"
OPEN = "open"  # nobody decided yet
DECISIONS = (OPEN, "same", "different")


def show(study: Study, waves: Sequence[SurveyWave]) -> None:
    """Show changed questions, then dropped and added ones, each to confirm; then the scales."""
    table = cached.links(study.id, study.version)
    st.subheader(say("satisfaction_questions"))
    edits.say_faults(PLACE)
    changed = table[table["status"].isin(CHANGED)].reset_index(drop=True)
    ended = table[table["status"].isin(ENDED)]
    ended = ended.sort_values("need", key=lambda need: need == "", kind="stable", ignore_index=True)
    if changed.empty and ended.empty:
        facts = {"needs": table["series"].nunique(), "waves": len(waves)}
        st.caption(say("satisfaction_all_same", **facts))
    else:
        _say_state(study, pd.concat([changed, ended]))
    names = {wave.id: wave.name for wave in waves}
    if len(changed):
        _decide(study, changed, names)
    if len(ended):
        _confirm_ended(study, ended, names)
    satisfaction_scales.show(study, names)


def _say_state(study: Study, table: pd.DataFrame) -> None:
    """Say what waits for a decision, and offer to confirm all of it."""
    still = table.loc[table["decision"] == "", "key"]
    left, right = st.columns([4, 1], vertical_alignment="center")
    key = "satisfaction_links_open" if len(still) else "satisfaction_links_confirmed"
    left.markdown(say(key, n=len(table), still=len(still)))
    if study.read_only:
        st.info(say("read_only_banner"), icon=":material/lock:")
    elif len(still):
        right.button(
            say("satisfaction_all_confirmed"),
            on_click=_keep,
            args=(dict.fromkeys(still, DECISIONS[1]),),
            key="satisfaction_confirm",
        )


def _decide(study: Study, changed: pd.DataFrame, names: dict[str, str]) -> None:
    """Show the changed questions; every decision is saved at once."""
    st.markdown(say("satisfaction_decide", n=len(changed)))
    shown = pd.DataFrame(
        {
            "decision": changed["decision"].replace("", OPEN),
            "need": _called(changed),
            "status": changed["status"].map(_status),
            "before": _said_question(changed, "before", names),
            "after": _said_question(changed, "after", names),
        }
    )
    column = st.column_config
    key = f"satisfaction_links_{study.id}_{study.version}"
    st.data_editor(
        shown,
        column_config={
            "decision": column.SelectboxColumn(
                plain("satisfaction_decision"),
                options=list(DECISIONS),
                format_func=_decision,
                required=True,
            ),
            "need": column.TextColumn(plain("need")),
            "status": column.TextColumn(plain("satisfaction_status")),
            "before": column.TextColumn(plain("satisfaction_before"), width="large"),
            "after": column.TextColumn(plain("satisfaction_after"), width="large"),
        },
        disabled=True if study.read_only else ["need", "before", "after", "status"],
        hide_index=True,
        key=key,
        on_change=_save,
        args=(key, changed["key"].tolist()),
        alt=plain("satisfaction_questions"),
    )


def _confirm_ended(study: Study, ended: pd.DataFrame, names: dict[str, str]) -> None:
    """Show dropped and added questions; that it is so can be confirmed one by one."""
    st.markdown(say("satisfaction_ended"))
    dropped = ended["status"] == "dropped"
    shown = pd.DataFrame(
        {
            "confirmed": ended["decision"] != "",
            "status": ended["status"].map(_status),
            "wave": ended["after"].map(names),
            "need": _called(ended),
            "wording": ended["wording_before"].where(dropped, ended["wording_after"]),
        }
    )
    column = st.column_config
    key = f"satisfaction_ended_{study.id}_{study.version}"
    st.data_editor(
        downloads.neutral(shown),
        column_config={
            "confirmed": column.CheckboxColumn(plain("satisfaction_confirmed"), width=100),
            "status": column.TextColumn(plain("satisfaction_status"), width=100),
            "wave": column.TextColumn(plain("satisfaction_in"), width=120),
            "need": column.TextColumn(plain("need"), width=160),
            "wording": column.TextColumn(plain("satisfaction_wording"), width="large"),
        },
        disabled=True if study.read_only else ["status", "wave", "need", "wording"],
        hide_index=True,
        key=key,
        on_change=_save_confirmed,
        args=(key, ended["key"].tolist()),
        alt=plain("satisfaction_ended_alt"),
    )


def _called(table: pd.DataFrame) -> list[str]:
    """Return the needs of links by name, or that there is none."""
    short = needs.need_names()
    return [short.get(need) or plain("satisfaction_no_need") for need in table["need"]]


def _said_question(table: pd.DataFrame, side: str, names: dict[str, str]) -> list[str]:
    """Return wave, wording and scale of one side, as read in one cell."""
    return [
        plain(
            "satisfaction_question",
            wave=names[getattr(one, side)],
            wording=getattr(one, f"wording_{side}"),
            scale=getattr(one, f"scale_{side}"),
        )
        for one in table.itertuples(index=False)
    ]


def _decision(one: str) -> str:
    return plain(f"satisfaction_decision_{one}")


def _status(one: str) -> str:
    return plain(f"satisfaction_status_{one}")


def _save(key: str, order: list[str]) -> None:
    """Save the decisions that were changed; what is undecided again is forgotten."""
    rows = session.edits(key)["edited_rows"].items()
    _keep({order[row]: changes["decision"] for row, changes in rows if "decision" in changes})


def _save_confirmed(key: str, order: list[str]) -> None:
    """Save what was confirmed as dropped or added, forget what was taken back."""
    rows = session.edits(key)["edited_rows"].items()
    words = {True: DECISIONS[1], False: OPEN}
    _keep({order[row]: words[bool(changes["confirmed"])] for row, changes in rows if changes})


def _keep(decided: dict[str, str]) -> None:
    study = session.study()
    with edits.told(PLACE):
        known = study.setting(cached.LINKS, {}) | decided
        kept = {key: value for key, value in known.items() if value != OPEN}
        study.set_setting(cached.LINKS, kept)
