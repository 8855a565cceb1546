"""Pieces of the pages that speak of needs: the wave, names of needs and space types."""

import pandas as pd
import streamlit as st

from data import reference
from pages.parts import screening_note, session
from pages.parts.cached import needs as cached
from pages.parts.session import plain, say


def pick_wave() -> str:
    """Return the wave the reader looks at; without answers say what is needed and stop."""
    waves = session.study().waves()
    if waves.empty:
        st.info(say("no_wave"), icon=":material/forum:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        st.stop()
    waves = waves.iloc[::-1].sort_values("date", ascending=False, kind="stable")  # last of a day
    names = {
        wave.wave: " · ".join(filter(None, [wave.name, session.day(wave.date)]))
        for wave in waves.itertuples(index=False)
    }
    wave = session.choose(
        st.selectbox, "wave", say("wave_label"), list(names), format_func=names.get
    )
    screening_note.note(wave)
    return wave


def say_unlinked(wave: str, text: str, **facts: object) -> None:
    """Say why a wave tells nothing of needs here, and where to go."""
    asked = cached.answers(*key(wave)).extra
    if asked.empty:
        st.info(say(text, **facts), icon=":material/link_off:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
    else:
        st.info(
            say("needs_by_method", n=int(asked["respondent"].nunique())), icon=":material/rule:"
        )
        st.page_link("pages/refine/methods.py", label=say("go_methods"))


def title_and_wave(title: str) -> str:
    """Show the page's title with the wave picker beside it; return the wave."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.title(say(title))
    with right:
        return pick_wave()


def key(wave: str) -> tuple[str, int, str]:
    """Return what the cached doors are asked with: study, version, wave."""
    return session.study_id(), session.study().version, wave


def need_names(column: str = "short") -> dict[str, str]:
    """Return the needs' names in the reader's language; ``short`` or ``full``."""
    table = reference.needs()
    language = session.language()
    names = table[f"short_{language}" if column == "short" else language]
    return dict(zip(table["need"], names, strict=True))


def in_a_sentence(name: str) -> str:
    """Return a need's short name as it stands inside a sentence.

    Examples
    --------
    >>> in_a_sentence("Silent reading"), in_a_sentence("Wi-Fi"), in_a_sentence("AI and data lab")
    ('silent reading', 'Wi-Fi', 'AI and data lab')
    """
    return name[:1].lower() + name[1:] if name[1:] == name[1:].lower() else name


def space_names() -> dict[str, str]:
    """Return the space types' names in the reader's language, in the order of every chart."""
    table = reference.space_types()
    return dict(zip(table["space_type"], table[session.language()], strict=True))


def labelled(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with ``label``: the need's short name."""
    return table.assign(label=table["need"].map(need_names()))


def source_line(wave: str) -> str:
    """Return study, wave and day as a line for downloads."""
    study = session.study()
    row = study.waves().set_index("wave").loc[wave]
    parts = [
        study.name(session.language()),
        row["name"],
        session.day(row["date"]),
        row["file_name"],
        screening_note.source(wave),
    ]
    if study.synthetic:
        parts.append(plain("synthetic_banner"))
    return " · ".join(part for part in parts if part)
