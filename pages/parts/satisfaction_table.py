"""The table of changes on the page on satisfaction, weighted beside unweighted."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.store import Study
from pages.parts import downloads, satisfaction, tables
from pages.parts.cached.satisfaction import NEEDS
from pages.parts.satisfaction_choices import Asked, question_name
from pages.parts.session import plain, say
from surveys.satisfaction import SurveyWave

MOVED = {True: "yes", False: "no"}


def show_changes(study: Study, waves: Sequence[SurveyWave], asked: Asked) -> None:
    """Show the change of every row between the two waves, the largest first."""
    table = asked.changes
    if table.empty:
        return
    st.subheader(say("satisfaction_changes", before=asked.before.name, after=asked.after.name))
    heading = plain("need" if asked.kind == NEEDS else "satisfaction_space")
    names = satisfaction.row_names(asked)
    rows = table["group" if asked.one else "series"].map(names)
    heading = question_name(asked.group) if asked.one else heading
    said = pd.DataFrame({heading: rows} | _columns(asked))
    tables.show(said, plain("satisfaction_table_alt"))
    downloads.offer(said, "satisfaction", source=satisfaction.source_line(study, waves))


def _columns(asked: Asked) -> dict[str, pd.Series]:
    """Return the said columns behind the first."""
    table, change = asked.changes, plain("satisfaction_change")
    chance = plain("satisfaction_superiority")
    return {
        change: table["change"].round(2),
        plain("column_low", name=change): table["low"].round(2),
        plain("column_high", name=change): table["high"].round(2),
        plain("satisfaction_more_than_noise"): _said(table["moved"]),
        **_weighted(asked),
        plain("satisfaction_effect"): table["size"].map(lambda size: plain(f"effect_{size}")),
        plain("satisfaction_mean", wave=asked.before.name): table["before"].round(2),
        plain("satisfaction_mean", wave=asked.after.name): table["after"].round(2),
        chance: (table["superiority"] * 100).round(1),
        plain("column_low", name=chance): (table["superiority_low"] * 100).round(1),
        plain("column_high", name=chance): (table["superiority_high"] * 100).round(1),
        plain("satisfaction_p"): table["p_holm"].map(_p),
        plain("column_n", name=asked.before.name): table["n_before"],
        plain("column_n", name=asked.after.name): table["n_after"],
    }


def _weighted(asked: Asked) -> dict[str, pd.Series]:
    """Return the weighted change of the same rows, nothing where a wave has no weights."""
    if asked.weighted.empty:
        return {}
    keys = ["series", "group"]
    rows = asked.changes[keys].merge(asked.weighted, on=keys, how="left")
    change = plain("satisfaction_change")
    known = rows["moved"].astype("boolean")
    return {
        plain("weighted_value", name=change): rows["change"].round(2),
        plain("weighted_low", name=change): rows["low"].round(2),
        plain("weighted_high", name=change): rows["high"].round(2),
        plain("weighted_value", name=plain("satisfaction_more_than_noise")): _said(known),
        plain("weighted_value", name=plain("satisfaction_p")): rows["p_holm"].map(
            _p, na_action="ignore"
        ),
    }


def _said(moved: pd.Series) -> pd.Series:
    return moved.map({value: plain(word) for value, word in MOVED.items()}, na_action="ignore")


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
