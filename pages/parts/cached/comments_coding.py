"""Door to the coding of comments: frame, codes given by people and by the machine."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import needs

FRAMES = "comment_frames"  # setting: wave, or ALL -> coding frame
HAND = "comment_codes:{scope}:{part}"  # setting: key -> codes and how the comment was come by
MACHINE = "comment_machine:{scope}:{wave}"  # setting: what the machine gave, and how well
ALL = "*"  # a frame for all waves
PARTS = "0123456789abcdef"  # codes given by people lie in so many settings, by first letter of key
TOPICS, LEARNED = "topics", "learned"  # where the machine's codes come from


@dataclass(frozen=True)
class Coding:
    """The coding of a wave as it stands.

    ``scope``: the wave, or `ALL`; ``frame``: see `surveys.comments.frame`;
    ``comments``: see `surveys.comments.review.to_code`; ``hand``, ``machine``:
    codes by key; ``drawn``: keys that people coded when they were drawn;
    ``confidence``: lowest of a comment's codes, by key; ``by``: `TOPICS` or
    `LEARNED`, "" where no machine coded yet; ``learned``: comments learned
    from; ``micro``, ``macro``: F1 on these.
    """

    scope: str
    frame: list[dict[str, str]]
    comments: pd.DataFrame
    hand: dict[str, tuple[str, ...]]
    machine: dict[str, tuple[str, ...]]
    drawn: set[str]
    confidence: pd.Series
    by: str = ""
    learned: int = 0
    micro: float = 0.0
    macro: float = 0.0


@st.cache_resource(max_entries=12, show_spinner=False)
def coding(study: str, version: int, wave: str) -> Coding | None:
    """Return the coding of a wave, None where there is no frame; shared, so nobody alters it."""
    kept = store.open_study(study)
    frames = kept.setting(FRAMES, {})
    scope = wave if wave in frames else ALL
    if scope not in frames:
        return None
    machine = kept.setting(MACHINE.format(scope=scope, wave=wave), {})
    return made(comments(study, version, wave), scope, frames[scope], hand(kept, scope), machine)


@st.cache_data(max_entries=12, show_spinner=False)
def comments(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return the comments of a wave that can be coded."""
    from surveys.comments.review import to_code

    return to_code(needs.answers(study, version, wave).comments)


@st.cache_data(max_entries=12, show_spinner=False)
def shares(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return `code_shares` of the coding of a wave, which must have a frame."""
    return shares_of(coding(study, version, wave))


def shares_of(coding: Coding) -> pd.DataFrame:
    """Return `code_shares` of a coding."""
    from surveys.comments.frame import in_use
    from surveys.comments.review import code_shares

    codes = list(in_use(coding.frame)["code"])
    return code_shares(coding.comments, codes, coding.hand, coding.machine, coding.drawn)


def hand(study: store.Study, scope: str) -> dict[str, dict]:
    """Return what people gave: key -> ``codes`` and ``way`` (drawn, unsure, picked)."""
    given: dict[str, dict] = {}
    for part in PARTS:
        given |= study.setting(HAND.format(scope=scope, part=part), {})
    return given


def made(
    comments: pd.DataFrame, scope: str, frame: list, given: dict[str, dict], machine: dict
) -> Coding:
    """Return a coding from what is kept, codes as the frame has them now."""
    from surveys.comments.frame import resolved

    keys = set(comments["key"])
    labels = {key: pairs for key, pairs in machine.get("labels", {}).items() if key in keys}
    people = {key: one for key, one in given.items() if key in keys}
    sure = {key: min((p[1] for p in pairs), default=0.0) for key, pairs in labels.items()}
    return Coding(
        scope=scope,
        frame=frame,
        comments=comments,
        hand={key: resolved(one["codes"], frame) for key, one in people.items()},
        machine={key: resolved([p[0] for p in pairs], frame) for key, pairs in labels.items()},
        drawn={key for key, one in people.items() if one["way"] == "drawn"},
        confidence=pd.Series(sure, dtype="float64"),
        by=machine.get("by", ""),
        learned=machine.get("learned", 0),
        micro=machine.get("micro", 0.0),
        macro=machine.get("macro", 0.0),
    )
