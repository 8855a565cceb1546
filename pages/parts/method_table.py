"""The table of the methods page: every need with every method, weighted beside unweighted."""

import pandas as pd
import streamlit as st

from pages.parts import downloads, needs, tables, weighted
from pages.parts.cached import methods as cached
from pages.parts.methods import DIFFERS, Asked, category_of, value_of
from pages.parts.session import plain, say
from surveys.disclosure import MIN_RATINGS
from surveys.methods.compare import AHEAD

FLAGS = {"agree": "yes", "rank": "no", "quadrant": "no", "single": "methods_flag_single"}


def show(asked: Asked, view: cached.View) -> None:
    """Show every need with every method, and offer the same numbers in columns."""
    if view.ranked.empty:
        return
    wide, beside = _cells(view), None if view.weighted is None else _cells(view.weighted)
    said = pd.DataFrame({plain("need"): view.verdicts["need"].map(needs.need_names("full"))})
    said[plain("methods_flag")] = [plain(FLAGS[kind]) for kind in view.verdicts["kind"]]
    for method in AHEAD:
        if method in wide:
            said[plain(f"method_{method}")] = view.verdicts["need"].map(wide[method])
        if beside is not None and method in beside:
            name = plain("weighted_value", name=plain(f"method_{method}"))
            said[name] = view.verdicts["need"].map(beside[method])
    said[plain("methods_where")] = [_where(row) for row in view.verdicts.itertuples(index=False)]
    tables.show(said, plain("methods_table_alt"))
    weighted.note(asked.wave)
    said = _long(view.ranked, view.weighted)
    downloads.offer(said, "methods", source=needs.source_line(asked.wave))
    if view.hidden:
        st.caption(say("methods_hidden", n=view.hidden, least=MIN_RATINGS))


def _cells(view: cached.View) -> pd.DataFrame:
    """Return one row per need, one column per method, cells in words."""
    said = [_cell(row) for row in view.ranked.itertuples(index=False)]
    return view.ranked.assign(cell=said).pivot(index="need", columns="method", values="cell")


def _cell(row) -> str:
    value = value_of(pd.Series(row._asdict()), row.method)
    category = category_of(row.method, row.category)
    key = "methods_cell_category" if category else "methods_cell"
    return plain(key, rank=int(row.rank), value=value, category=category)


def _where(row) -> str:
    if row.kind not in DIFFERS:
        return ""
    said = {side: plain(f"method_{getattr(row, side)}") for side in ("first", "second")}
    quadrant = plain(f"quadrant_{row.category}") if row.category else ""
    ranks = {name: int(getattr(row, name)) for name in ("first_rank", "second_rank", "of")}
    return plain(f"methods_where_{row.kind}", **said, **ranks, quadrant=quadrant)


def _long(ranked: pd.DataFrame, beside: cached.View | None) -> pd.DataFrame:
    """Return one row per need and method under said headings, weighted numbers beside."""
    categories = zip(ranked["method"], ranked["category"], strict=True)
    names = {"need": needs.need_names("full"), "method": _method_names()}
    said = {plain("need"): ranked["need"].map(names["need"])}
    said[plain("methods_column_method")] = ranked["method"].map(names["method"])
    for column in ("value", "low", "high"):
        said[plain(f"methods_column_{column}")] = ranked[column].round(4)
    said[plain("n_answers")] = ranked["n"]
    for column in ("rank", "of"):
        said[plain(f"methods_column_{column}")] = ranked[column]
    said[plain("methods_column_category")] = [category_of(*one) for one in categories]
    if beside is not None:
        keys = ["need", "method"]
        other = ranked[keys].merge(beside.ranked, on=keys, how="left").set_axis(ranked.index)
        for column in ("value", "low", "high", "rank"):
            name = plain("weighted_value", name=plain(f"methods_column_{column}"))
            said[name] = other[column].round(4)
    return pd.DataFrame(said)


def _method_names() -> dict[str, str]:
    return {method: plain(f"method_{method}") for method in AHEAD}
