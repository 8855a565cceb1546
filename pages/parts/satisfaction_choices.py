"""What the reader follows over the years: needs or space types, groups, two waves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
import streamlit as st

from data.store import Study
from pages.figures.satisfaction import MOST_LINES
from pages.parts import needs, session
from pages.parts.cached import satisfaction as cached
from pages.parts.cached.satisfaction import NEEDS, SPACES
from pages.parts.session import plain, say
from surveys.satisfaction import OWN, SurveyWave

TOGETHER = "all"  # everybody, no groups
BETWEEN = "~"  # between the two waves of a pair
LINES = 4  # drawn before the reader chooses


@dataclass(frozen=True)
class Asked:
    """What the reader looks at: needs or space types, which, by which groups, between which waves.

    ``series`` is what is drawn; ``one`` the series whose groups are compared, "" for everybody;
    ``weighted`` are the changes in the population, empty where a wave has no usable weights.
    """

    kind: str
    group: str
    one: str
    series: tuple[str, ...]
    before: SurveyWave
    after: SurveyWave
    changes: pd.DataFrame
    weighted: pd.DataFrame

    @property
    def told(self) -> pd.DataFrame:
        """The changes sentences speak of: those who named no group are no group."""
        return self.changes[self.changes["group"] != ""] if self.one else self.changes

    @property
    def ids(self) -> tuple[str, str]:
        """The two waves that are compared."""
        return self.before.id, self.after.id

    @property
    def first(self) -> str:
        """The series that moved most, "" where nothing is compared."""
        return next(iter(self.told["series"]), "")


def pick_pair(study: Study, waves: Sequence[SurveyWave]) -> tuple[SurveyWave, SurveyWave]:
    """Return the two waves to compare: first and last, or one after the other.

    At first the widest pair in which something can be compared.
    """
    pairs = [(waves[0], waves[-1])]
    pairs += [pair for pair in reversed(list(pairwise(waves))) if len(waves) > 2]
    options = {f"{a.id}{BETWEEN}{b.id}": (a, b) for a, b in pairs}
    names = {one: f"{a.name} → {b.name}" for one, (a, b) in options.items()}
    key = (study.id, study.version, NEEDS, "")
    chosen = session.choose(
        st.selectbox,
        "pair",
        say("satisfaction_pair"),
        list(options),
        default=next(
            (one for one, (a, b) in options.items() if len(cached.changes(*key, a.id, b.id))), None
        ),
        format_func=names.get,
        label_visibility="collapsed",
    )
    return options[chosen]


def ask(study: Study, waves: Sequence[SurveyWave], pair: tuple[SurveyWave, SurveyWave]) -> Asked:
    """Show what to follow, which of it and by which groups in one row; return what was chosen."""
    what, which, by = st.columns([3, 7, 3], vertical_alignment="center")
    with what:
        kind = session.choose(
            st.segmented_control,
            "series",
            say("satisfaction_what"),
            [NEEDS, SPACES],
            format_func=lambda one: plain(f"satisfaction_{one}"),
            label_visibility="collapsed",
        )
    with by:
        group = _pick_group(study)
    key, names = (study.id, study.version, kind, group), series_names(kind)
    found = cached.trend(*key)
    times = found.groupby("series")["wave"].nunique()
    there = [one for one in names if times.get(one, 0) > one.startswith(OWN)]
    with which:
        if group:
            usual = _tables((study.id, study.version, kind, ""), pair)[0]
            one = _pick_one(there, names, usual)
            return Asked(kind, group, one, (), *pair, *_tables(key, pair, one))
        tables = _tables(key, pair)
        series = there if kind == SPACES else _pick_needs(there, tables[0], names)
        return Asked(kind, group, "", tuple(series), *pair, *tables)


def series_names(kind: str) -> dict[str, str]:
    """Return the names of needs and own questions, or of space types, as the reader reads them."""
    if kind == SPACES:
        return needs.space_names()
    study = session.study()
    return needs.need_names() | cached.wordings(study.id, study.version)


def question_name(question: str) -> str:
    """Return what makes groups: a profile question in its words, or the kept segments."""
    return plain("satisfaction_segments") if question == cached.SEGMENTS else question


def group_name(question: str, group: str) -> str:
    """Return a group as the reader knows it."""
    if question != cached.SEGMENTS or not group:
        return group or plain("satisfaction_no_group")
    study = session.study()
    given = cached.segment_names(study.id, study.version)
    return given.get(group) or plain("satisfaction_segment", number=int(group))


def _tables(
    key: tuple, pair: tuple[SurveyWave, SurveyWave], one: str = ""
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the changes between two waves as answered, and weighted where both have weights."""
    ids = [wave.id for wave in pair]
    table = cached.changes(*key, *ids, one)
    known = set(ids) <= set(cached.weightings(*key[:2]))
    return table, cached.changes(*key, *ids, one, weighted=True) if known else table.head(0)


def _pick_group(study: Study) -> str:
    names = {TOGETHER: plain("satisfaction_together")}
    names |= {one: question_name(one) for one in cached.groups(study.id, study.version)}
    chosen = session.choose(
        st.selectbox,
        "group",
        say("satisfaction_by"),
        list(names),
        format_func=names.get,
        label_visibility="collapsed",
    )
    return "" if chosen == TOGETHER else chosen


def _pick_one(there: list[str], names: dict[str, str], table: pd.DataFrame) -> str:
    """Return the one series whose groups are compared; at first the one that moved most."""
    chosen = session.choose(
        st.selectbox,
        "need",
        say("satisfaction_which"),
        there,
        default=next(iter(table["series"]), None),
        format_func=names.get,
        label_visibility="collapsed",
    )
    return chosen or ""


def _pick_needs(there: list[str], table: pd.DataFrame, names: dict[str, str]) -> list[str]:
    """Return the needs to draw: at first those that moved most, risen and fallen."""
    default = table["series"].head(LINES).tolist() or there[:LINES]
    fallen = table.loc[table["moved"] & (table["change"] < 0), "series"].tolist()
    if fallen and not set(fallen) & set(default):
        default = [*default[: LINES - 1], fallen[0]]
    return session.choose_many(
        "needs",
        say("satisfaction_which"),
        there,
        default=default,
        format_func=names.get,
        max_selections=MOST_LINES,
        label_visibility="collapsed",
    )
