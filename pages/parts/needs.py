"""Pieces of the pages that speak of needs: the wave, names of needs, said tables."""

import pandas as pd
import streamlit as st

from data import reference
from pages.parts import session
from pages.parts.session import plain, say
from surveys.disclosure import MIN_RATINGS
from surveys.priorities import headline

QUADRANT_TEXTS = tuple(
    f"quadrant_{name}"
    for name in ("keep_up", "concentrate_here", "low_priority", "possible_overkill")
)
VIEWS = {"top": "needs_top", "all": "needs_all", "quadrants": "quadrant_tab"}
CROSSHAIRS = ("means", "midpoint")
TOP = 10  # needs shown before the reader asks for all


def pick_wave() -> str:
    """Return the wave the reader looks at; without answers say what is needed and stop."""
    waves = session.study().waves()
    if waves.empty:
        st.info(say("no_wave"), icon=":material/forum:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        st.stop()
    waves = waves.sort_values("date", ascending=False, kind="stable")
    names = {
        wave.wave: " · ".join(filter(None, [wave.name, session.day(wave.date)]))
        for wave in waves.itertuples(index=False)
    }
    return session.choose(
        st.selectbox, "wave", say("wave_label"), list(names), format_func=names.get
    )


def title_and_wave(title: str) -> str:
    """Show the page's title with the wave picker beside it; return the wave."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.title(say(title))
    with right:
        return pick_wave()


def view_name(view: str) -> str:
    """Return the said name of a way to look at priorities."""
    return plain(VIEWS[view])


def crosshairs_name(crosshairs: str) -> str:
    """Return where the cross-hairs stand, said."""
    return plain(f"crosshairs_{crosshairs}")


def key(wave: str) -> tuple[str, int, str]:
    """Return what the cached doors are asked with: study, version, wave."""
    return session.study_id(), session.study().version, wave


def need_names(column: str = "short") -> dict[str, str]:
    """Return the needs' names in the reader's language; ``short`` or ``full``."""
    table = reference.needs()
    language = session.language()
    names = table[f"short_{language}" if column == "short" else language]
    return dict(zip(table["need"], names, strict=True))


def space_names() -> dict[str, str]:
    """Return the space types' names in the reader's language, in the order of every chart."""
    table = reference.space_types()
    return dict(zip(table["space_type"], table[session.language()], strict=True))


def labelled(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with ``label``: the need's short name."""
    return table.assign(label=table["need"].map(need_names()))


def say_priorities(table: pd.DataFrame) -> None:
    """Say what is missed most, or why that cannot be said."""
    facts = headline(table)
    if facts is None:
        st.subheader(_one_sided(table))
        return
    names = need_names("full")
    facts |= {"need": names[facts["need"]], "second": names.get(facts["second"], "")}
    st.subheader(
        say("priorities_headline" if facts["gap"] > 0 else "priorities_none_missed", **facts)
    )
    if facts["second"]:
        st.markdown(say("priorities_tie" if facts["overlaps"] else "priorities_ahead", **facts))


def _one_sided(table: pd.DataFrame) -> str:
    for side, ascending in (("satisfaction", True), ("importance", False)):
        known = table.dropna(subset=side).sort_values(side, ascending=ascending, kind="stable")
        if not known.empty:
            first = known.iloc[0]
            return say(
                f"priorities_one_side_{side}",
                need=need_names("full")[first["need"]],
                value=float(first[side]),
                low=float(first[f"{side}_low"]),
                high=float(first[f"{side}_high"]),
                n=int(first[f"n_{side}"]),
            )
    return say("priorities_too_few", least=MIN_RATINGS)


def said_gaps(table: pd.DataFrame) -> pd.DataFrame:
    """Return `priorities.gaps` under said headings, as shown and downloaded."""
    said = pd.DataFrame({plain("need"): table["need"].map(need_names("full"))})
    for part, n in (
        ("gap", "n"),
        ("importance", "n_importance"),
        ("satisfaction", "n_satisfaction"),
    ):
        name = plain(part)
        said[plain("column_points", name=name)] = table[part].round(2)
        said[plain("column_low", name=name)] = table[f"{part}_low"].round(2)
        said[plain("column_high", name=name)] = table[f"{part}_high"].round(2)
        said[f"{name}: {plain('n_answers')}"] = table[n]
    return said


def say_crosshairs(placed: pd.DataFrame, crosshairs: str) -> None:
    """Say where the cross-hairs stand and that quadrants depend on it."""
    first = placed.iloc[0]
    st.caption(
        say(
            f"crosshairs_{crosshairs}_note",
            importance=float(first["crosshair_importance"]),
            satisfaction=float(first["crosshair_satisfaction"]),
        )
    )


def source_line(wave: str) -> str:
    """Return study, wave and day as a line for downloads."""
    study = session.study()
    row = study.waves().set_index("wave").loc[wave]
    parts = [
        study.name(session.language()),
        row["name"],
        session.day(row["date"]),
        row["file_name"],
    ]
    if study.synthetic:
        parts.append(plain("synthetic_banner"))
    return " · ".join(part for part in parts if part)
