"""The coding frame as a table: codes named, described, added, merged, removed, brought back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import comments_kept as kept
from pages.parts import downloads, edits, needs, session
from pages.parts.cached import comments_coding as cached
from pages.parts.session import plain, say
from surveys.comments.frame import changed, in_use, resolved

PLACE = "comment_codes"
WHOLE = "codes_n"  # column of counts, not editable


def edit(coding: cached.Coding, shares: pd.DataFrame) -> None:
    """Show the codes in use as a table in which every edit is saved at once."""
    st.subheader(say("codes_frame"))
    locked = not coding.scope or session.study().read_only
    st.caption(say("codes_frame_wave" if coding.scope != cached.ALL else "codes_frame_all"))
    table = in_use(coding.frame)
    counts = shares.set_index("code")["n"]
    names = {row["code"]: row[session.language()] for row in coding.frame}
    shown = table[["en", "zh", "about", "into"]].assign(codes_n=table["code"].map(counts))
    config, codes = st.column_config, list(table["code"])
    key = f"codes_frame_{session.study_id()}_{session.study().version}"
    st.data_editor(
        shown,
        column_config={
            "en": config.TextColumn(plain("codes_name_en"), max_chars=80),
            "zh": config.TextColumn(plain("codes_name_zh"), max_chars=80),
            "about": config.TextColumn(plain("codes_about"), max_chars=400, width="large"),
            "into": config.SelectboxColumn(
                plain("codes_into"), options=codes, format_func=lambda one: names.get(one, one)
            ),
            WHOLE: config.NumberColumn(plain("codes_comments"), disabled=True),
        },
        num_rows="fixed" if locked else "dynamic",
        disabled=True if locked else [WHOLE],
        hide_index=True,
        key=key,
        on_change=_save,
        args=(key, coding.scope, codes),
        alt=plain("codes_frame"),
    )
    _bring_back(coding, names, locked)
    _offer_all(coding, names)


def _save(key: str, scope: str, codes: list[str]) -> None:
    given = session.edits(key)
    with edits.told(PLACE):
        kept.change_frame(scope, lambda frame: kept.applied(frame, given, codes))


def _bring_back(coding: cached.Coding, names: dict[str, str], locked: bool) -> None:
    """Offer codes that were merged or removed; their comments come back with them."""
    away = [row["code"] for row in coding.frame if row["into"] or row["gone"]]
    if not away:
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    code = left.selectbox(say("codes_away"), away, format_func=names.get, key="codes_away")
    right.button(
        say("codes_bring_back"),
        on_click=_back,
        args=(coding.scope, code),
        key="codes_bring_back",
        disabled=locked,
    )


def _back(scope: str, code: str) -> None:
    with edits.told(PLACE):
        kept.change_frame(scope, lambda frame: changed(frame, code, into="", gone=""))


def _offer_all(coding: cached.Coding, names: dict[str, str]) -> None:
    """Offer every comment with its codes as a file, without who wrote it."""
    given = coding.machine | coding.hand
    comma = plain("list_comma")
    rows = coding.comments.drop_duplicates("key").sort_values("key")  # order tells nothing
    by_hand = rows["key"].isin(coding.hand)
    whose = {True: plain("codes_by_hand"), False: plain("codes_by_machine")}
    codes = [resolved(given.get(key, ()), coding.frame) for key in rows["key"]]
    table = pd.DataFrame(
        {
            plain("codes_comment"): rows["text"],
            plain("codes_codes"): [comma.join(names[code] for code in one) for one in codes],
            plain("codes_confidence"): rows["key"].map(coding.confidence).mask(by_hand) * 100,
            plain("codes_why"): by_hand.map(whose),
        }
    )
    with st.expander(say("codes_download")):
        st.caption(say("codes_download_note"))
        downloads.offer(table, "comments-coded", source=needs.source_line(coding_wave()))


def coding_wave() -> str:
    """Return the wave the reader looks at."""
    return session.place("wave")
