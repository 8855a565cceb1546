"""Weighted numbers beside unweighted ones, in the tables of other pages."""

import pandas as pd
import streamlit as st

from pages.parts import needs
from pages.parts.cached import weights as cached
from pages.parts.session import plain, say
from surveys.weighting import compare

LOW_FIRST = ("satisfaction",)  # is low what asks for attention


def beside(plainly: pd.DataFrame, weighted: pd.DataFrame | None, side: str) -> pd.DataFrame | None:
    """Return `compare.side_by_side` of a number of the needs; None without weights or needs."""
    if weighted is None:
        return None
    names = {"low": "share_low", "high": "share_high"} if side == "share" else {}
    tables = [table.rename(columns=names) for table in (plainly, weighted)]
    both = compare.side_by_side(*tables, side, lowest_first=side in LOW_FIRST)
    return None if both.empty else both


def conclusion(both: pd.DataFrame, side: str) -> str:
    """Return whether weights change what comes first, in a sentence."""
    key, facts = compare.conclusion(both)
    names = needs.need_names()
    facts = facts | {need: names[facts[need]] for need in ("first", "other")}
    for several in ("came", "left"):
        facts[several] = plain("list_comma").join(names[need] for need in facts[several])
    return say(f"{key}_{side}", **facts)


def conclude(both: pd.DataFrame | None, side: str) -> str:
    """Return whether weights change the finding before it; "" without weights."""
    return "" if both is None else f"{say('weighted_question')} {conclusion(both, side)}"


def note(wave: str) -> None:
    """Say what the weighted columns are, or that there are none and where to get them."""
    found = cached.usable(*needs.key(wave))
    facts = {} if found is None else {"n": len(found.weights), "n_eff": round(found.n_eff)}
    st.caption(say("weighted_none" if found is None else "weighted_note", **facts))
    st.page_link("pages/refine/weights.py", label=say("weighted_go"))


def columns(
    weighted: pd.DataFrame, order: pd.Series, key: str, name: str, value: str, ends: tuple[str, str]
) -> dict[str, pd.Series]:
    """Return a weighted number with its interval under said headings, in the order of a table.

    Parameters
    ----------
    weighted
        One row per `key`, with the columns `value` and `ends`.
    order
        The keys as the table lists them.
    key
        Column of `weighted` that `order` names.
    name
        Said name of the number.
    value, ends
        The columns of the number and of its interval.
    """
    rows = weighted.set_index(key)[[value, *ends]].astype("Float64").reindex(order)
    said = ("weighted_value", "weighted_low", "weighted_high")
    return {
        plain(text, name=name): rows[column].reset_index(drop=True).set_axis(order.index)
        for text, column in zip(said, (value, *ends), strict=True)
    }
