"""Doors to screening: whose answers count, and what each rule finds."""

import json

import pandas as pd
import streamlit as st

from data import store
from surveys import disclosure, screening
from surveys.answers import assemble
from surveys.screening import Screening
from surveys.screening.errors import ScreeningTellsError

EARLIER = "screened_earlier:{wave}"  # setting: choices that were in force since the import


def read(study: str, wave: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return codebook and kept answers of a wave without those that are screened out.

    Every page reads answers through here; a wave with no rule on is read as it was stored.
    """
    waves = store.open_study(study).waves().set_index("wave")
    row = waves.loc[wave] if wave in waves.index else {}
    stamp = " ".join(str(row.get(name)) for name in ("saved_at", "sha256", "screening"))
    codebook, kept = _read(study, wave, stamp)
    return codebook.copy(), kept.copy()


@st.cache_resource(max_entries=12, show_spinner=False)
def _read(study: str, wave: str, stamp: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what `read` does of a wave as it is at `stamp`; nobody alters it."""
    opened = store.open_study(study)
    codebook, kept = opened.wave(wave)
    choice = _choice(opened, wave)
    if not any(one.get("on") for one in (choice or {}).values()):
        return codebook, kept
    found = screening.screen(codebook, kept, opened.marks(wave), choice)
    return codebook, kept.drop(index=found.out)


@st.cache_resource(max_entries=12, show_spinner=False)
def found(study: str, version: int, wave: str) -> Screening:
    """Return what the rules find in a stored wave, as chosen; nobody alters it."""
    opened = store.open_study(study)
    codebook, kept = opened.wave(wave)
    return screening.screen(codebook, kept, opened.marks(wave), _choice(opened, wave))


@st.cache_data(max_entries=24, show_spinner=False)
def counts(study: str, version: int, wave: str) -> tuple[int, int]:
    """Return how many answers a wave has, and how many are screened out."""
    if not _choice(store.open_study(study), wave):
        kept = store.open_study(study).waves().set_index("wave").loc[wave, "respondents"]
        return int(kept), 0
    known = found(study, version, wave)
    return known.n, len(known.out)


@st.cache_data(max_entries=12, show_spinner=False)
def effect(study: str, version: int, wave: str) -> dict[str, object] | None:
    """Return `screening.effect` of a stored wave as chosen."""
    codebook, kept = store.open_study(study).wave(wave)
    return screening.effect(codebook, kept, found(study, version, wave).out)


@st.cache_data(max_entries=12, show_spinner=False)
def usual(study: str, version: int, wave: str) -> dict:
    """Return the choice Respace proposes for a stored wave."""
    opened = store.open_study(study)
    return screening.usual(*opened.wave(wave), opened.marks(wave))


@st.cache_resource(max_entries=4, show_spinner=False)
def of_file(file: str, _codebook, _kept, _marks, chosen: str) -> tuple[dict, Screening, dict]:
    """Return choice, findings and effect for a file that is not stored yet.

    `file` names the file, how it is read and the corrections of its columns:
    the tables follow from it. `chosen` is the JSON of the reader's choice.
    """
    settled = json.loads(chosen) or screening.usual(_codebook, _kept, _marks)
    known = screening.screen(_codebook, _kept, _marks, settled)
    return settled, known, screening.effect(_codebook, _kept, known.out)


def switch(study: store.Study, wave: str, choice: dict) -> None:
    """Keep another choice of rules for a stored wave.

    Numbers were shown with every choice that was in force since the import;
    beside them the new numbers, of everybody and of each group, must differ by
    nobody or by enough people.

    Raises
    ------
    ScreeningTellsError
        They do not. Nothing is changed.
    """
    stamp = str(study.waves().set_index("wave").loc[wave, "sha256"])
    noted = study.setting(EARLIER.format(wave=wave), {})
    earlier = noted.get("choices", []) if noted.get("file") == stamp else []
    now = _choice(study, wave) or {}
    earlier = [*earlier, *([] if now in earlier else [now])]
    codebook, kept = study.wave(wave)
    outs = [
        tuple(screening.screen(codebook, kept, study.marks(wave), one).out)
        for one in (*earlier, choice)
    ]
    if outs[-1] not in outs[:-1]:
        states = [_asked(codebook, kept.drop(index=list(out))) for out in dict.fromkeys(outs)]
        if disclosure.states_tell(states, assemble(codebook, kept).profile):
            raise ScreeningTellsError(least=disclosure.MIN_RATINGS)
    study.set_setting(EARLIER.format(wave=wave), {"file": stamp, "choices": earlier})
    study.set_screening(wave, choice)


def _asked(codebook: pd.DataFrame, kept: pd.DataFrame) -> list[pd.DataFrame]:
    """Return who stands behind the numbers of one state: ratings, choices and comments."""
    given = disclosure.without_lone(assemble(codebook, kept))
    sides = [
        given.ratings.dropna(subset=side)[["respondent", "need"]]
        for side in ("importance", "satisfaction")
    ]
    both = given.ratings.dropna(subset=["importance", "satisfaction"])[["respondent", "need"]]
    extra = given.extra.dropna(subset="value")
    more = extra[["respondent"]].assign(need=extra["need"] + " " + extra["role"])
    chose = given.choices.dropna(subset="chosen")[["respondent", "need"]]
    wrote = given.comments[["respondent"]].assign(need="")
    rated = given.ratings[["respondent"]].assign(need="")
    return [*sides, both, more, chose, wrote, rated]


def _choice(study: store.Study, wave: str) -> dict | None:
    waves = study.waves().set_index("wave")
    return waves.loc[wave, "screening"] if wave in waves.index else None
