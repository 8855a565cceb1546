"""Which questions changed between the waves, and what the study decided about them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import edits, needs, session, tables
from pages.parts.cached import satisfaction as cached
from pages.parts.session import plain, say
from surveys.satisfaction import SurveyWave

PLACE = "satisfaction_links"
OPEN = "open"  # nobody decided yet
DECISIONS = (OPEN, "same", "different")


def show(study: Study, waves: Sequence[SurveyWave]) -> None:
    """Show changed questions to decide on, then those that were dropped or added."""
    table = cached.links(study.id, study.version)
    st.subheader(say("satisfaction_questions"))
    changed = table[table["key"] != ""].reset_index(drop=True)
    ended = table[table["status"].isin(["dropped", "added"])]
    ended = ended.sort_values("need", key=lambda need: need == "", kind="stable", ignore_index=True)
    if changed.empty and ended.empty:
        st.caption(say("satisfaction_all_same", needs=table["need"].nunique(), waves=len(waves)))
        return
    names = {wave.id: wave.name for wave in waves}
    if len(changed):
        _decide(study, changed, names)
    if len(ended):
        st.caption(say("satisfaction_ended"))
        tables.show(_said_ended(ended, names), plain("satisfaction_ended_alt"))


def _decide(study: Study, changed: pd.DataFrame, names: dict[str, str]) -> None:
    """Show the changed questions; every decision is saved at once."""
    edits.say_faults(PLACE)
    still = int((changed["decision"] == "").sum())
    st.markdown(say("satisfaction_decide", n=len(changed), still=still))
    shown = pd.DataFrame(
        {
            "decision": changed["decision"].replace("", OPEN),
            "need": changed["need"].map(needs.need_names()),
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
    if study.read_only:
        st.info(say("read_only_banner"), icon=":material/lock:")
    elif still:
        st.button(
            say("satisfaction_all_confirmed"),
            on_click=_keep,
            args=(dict.fromkeys(changed.loc[changed["decision"] == "", "key"], DECISIONS[1]),),
            key="satisfaction_confirm",
        )


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


def _said_ended(ended: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return dropped and added questions under said headings."""
    dropped = ended["status"] == "dropped"
    short = needs.need_names()
    return pd.DataFrame(
        {
            plain("satisfaction_status"): ended["status"].map(_status),
            plain("satisfaction_in"): ended["after"].map(names),
            plain("need"): [
                short.get(need) or plain("satisfaction_no_need") for need in ended["need"]
            ],
            plain("satisfaction_wording"): ended["wording_before"].where(
                dropped, ended["wording_after"]
            ),
        }
    )


def _decision(one: str) -> str:
    return plain(f"satisfaction_decision_{one}")


def _status(one: str) -> str:
    return plain(f"satisfaction_status_{one}")


def _save(key: str, order: list[str]) -> None:
    """Save the decisions that were changed; what is undecided again is forgotten."""
    rows = session.edits(key)["edited_rows"].items()
    _keep({order[row]: changes["decision"] for row, changes in rows if "decision" in changes})


def _keep(decided: dict[str, str]) -> None:
    study = session.study()
    with edits.told(PLACE):
        known = study.setting(cached.LINKS, {}) | decided
        study.set_setting(
            cached.LINKS, {key: value for key, value in known.items() if value != OPEN}
        )
