"""The line that says how many answers count, on every page that reads answers."""

from collections.abc import Sequence

import streamlit as st

from pages.parts import session
from pages.parts.cached import screening as cached
from pages.parts.session import plain, say

LINK = "pages/obtain/responses.py"


def note(wave: str) -> None:
    """Say how many answers of a wave count, where some do not, with the way to the rules."""
    n, out = _counts(wave)
    if out:
        label = say("screen_note", kept=n - out, n=n, out=out)
        st.page_link(LINK, label=label, icon=":material/rule:")


def note_waves(waves: Sequence[str]) -> None:
    """Say how many answers of several waves count, where some do not."""
    found = [_counts(wave) for wave in waves]
    n, out = (sum(one[place] for one in found) for place in (0, 1))
    if out:
        label = say("screen_note_waves", kept=n - out, n=n, out=out)
        st.page_link(LINK, label=label, icon=":material/rule:")


def source(wave: str) -> str:
    """Return the same for downloads; "" where everybody counts."""
    n, out = _counts(wave)
    return plain("screen_note", kept=n - out, n=n, out=out) if out else ""


def _counts(wave: str) -> tuple[int, int]:
    return cached.counts(session.study_id(), session.study().version, wave)
