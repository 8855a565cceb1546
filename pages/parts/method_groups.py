"""One method at a time: weighted beside unweighted, group beside group, wave beside wave."""

import pandas as pd
import streamlit as st

from pages.figures import methods as figures
from pages.figures.weights import beside_chart
from pages.parts import downloads, methods, needs, session, tables
from pages.parts.cached import methods as cached
from pages.parts.methods import TOP, VALUES, Asked, value_of
from pages.parts.session import plain, say, words
from surveys.methods.compare import AHEAD
from surveys.methods.contrast import differences

FORMATS = {
    "methods_value_points": ".1f",
    "methods_value_share": ".0%",
    "methods_value_score": ".0f",
}


def show(asked: Asked, view: cached.View) -> None:
    """Show one method weighted, for every group of the chosen question, and for every wave."""
    there = [method for method in AHEAD if method in set(view.ranked["method"])]
    there = [method for method in there if method != "importance_performance"]
    if not there:
        return
    st.subheader(say("methods_compare_title"))
    method = session.choose(
        st.segmented_control,
        "method",
        say("methods_method_label"),
        there,
        format_func={method: plain(f"method_{method}") for method in there}.get,
        label_visibility="collapsed",
    )
    _show_weighted(method, view)
    order = view.verdicts["need"]
    place = needs.key(asked.wave)
    if asked.question:
        rows = cached.by_group(*place, asked.question, asked.table)
        beside = cached.weighted_by_group(*place, asked.question, asked.table)
        segments = asked.question.startswith(cached.SEGMENTS)
        names = methods.levels(asked.wave)[cached.SEGMENTS if segments else asked.question]
        _show(rows[rows["level"] != ""], beside, method, order, names, "group", asked)
    else:
        st.caption(say("methods_by_group_hint"))
    study = session.study()
    waves = study.waves().sort_values("date", kind="stable")
    if len(waves) > 1:
        names = dict(zip(waves["wave"], waves["name"], strict=True))
        rows = cached.by_wave(study.id, study.version, asked.table)
        beside = cached.weighted_by_wave(study.id, study.version, asked.table)
        _show(rows, beside, method, order, names, "wave", asked)


def _show_weighted(method: str, view: cached.View) -> None:
    """Draw the first needs of a method with and without weights."""
    if view.weighted is None:
        return
    keys = {"value": "weighted", "low": "weighted_low", "high": "weighted_high"}
    plainly, weighted = (
        table[table["method"] == method].dropna(subset="value")
        for table in (view.ranked, view.weighted.ranked)
    )
    both = plainly.merge(weighted[["need", *keys]].rename(columns=keys), on="need")
    if both.empty:
        return
    both = needs.labelled(both.sort_values("rank", kind="stable").head(TOP))
    said = words("weights_unweighted", "weights_with") | {"axis": plain(f"method_{method}")}
    figure = beside_chart(both, said, form=FORMATS[VALUES[method]])
    st.plotly_chart(figure, alt=plain("methods_weighted_alt"))


def _show(
    rows: pd.DataFrame,
    beside: pd.DataFrame | None,
    method: str,
    order: pd.Series,
    names: dict[str, str],
    by: str,
    asked: Asked,
) -> None:
    """Show one method as needs by groups, or by waves: what differs, a figure and a table."""
    known = _of_method(rows, method, names)
    if known.empty:
        return
    st.markdown(f"**{say(f'methods_by_{by}_title')}**")
    _say_difference(known, method, by)
    levels = [name for name in names.values() if name in set(known["level"])]
    there = [need for need in order if need in set(known["need"])]
    if len(levels) <= figures.MOST_LEVELS:
        marks = needs.labelled(known[known["need"].isin(there[:TOP])])
        marks = marks.sort_values("need", key=lambda needs_: needs_.map(there.index))
        said = {"axis": plain(f"method_{method}"), "n_answers": plain("n_answers")}
        figure = figures.level_chart(marks, levels, said, form=FORMATS[VALUES[method]])
        st.plotly_chart(figure, alt=plain(f"methods_by_{by}_alt"))
    weighted = None if beside is None else _of_method(beside, method, names)
    there += sorted(set(known["need"]) - set(there))
    tables.show(_table(known, weighted, method, there, levels), plain(f"methods_by_{by}_alt"))
    said = _long(known, weighted, method)
    downloads.offer(said, f"{method}-by_{by}", source=needs.source_line(asked.wave))


def _of_method(rows: pd.DataFrame, method: str, names: dict[str, str]) -> pd.DataFrame:
    """Return the shown rows of a method about needs, groups in their order and by name."""
    mine = rows[(rows["method"] == method) & (rows["need"] != "")].dropna(subset="value")
    mine = mine[mine["level"].isin(names)]
    place = {level: number for number, level in enumerate(names)}
    mine = mine.sort_values("level", key=lambda levels: levels.map(place), kind="stable")
    return mine.assign(level=mine["level"].map(names))


def _say_difference(known: pd.DataFrame, method: str, by: str) -> None:
    """Say which need differs most between two groups, and whether that is more than noise."""
    found = differences(known)
    if found.empty:
        return
    first = found.iloc[0]
    pair = {side: first[f"{side}_value"] for side in ("one", "other")}
    form = FORMATS[VALUES[method]].replace("1f", "2f")
    numbers = {f"{side}_value": format(float(value), form) for side, value in pair.items()}
    ends = {end: _signed(float(first[end]), method) for end in ("difference", "low", "high")}
    facts = {
        "need": needs.need_names()[first["need"]],
        "one": first["one"],
        "other": first["other"],
    }
    clear = int(found["clear"].sum())
    key = f"methods_difference_{'clear' if first['clear'] else 'noise'}"
    minus = {name: text.replace("-", "−") for name, text in (numbers | ends).items()}
    st.markdown(say(key, **facts, **minus, clear=clear, of=len(found)))


def _signed(value: float, method: str) -> str:
    key = VALUES[method]
    if key == "methods_value_share":
        return plain("methods_share_points", points=f"{100 * value:+.0f}")
    return f"{value:+.2f}" if key == "methods_value_points" else f"{value:+.0f}"


def _table(
    known: pd.DataFrame,
    weighted: pd.DataFrame | None,
    method: str,
    order: list[str],
    levels: list[str],
) -> pd.DataFrame:
    """Return needs by groups in words, each group weighted beside unweighted."""
    cells = [value_of(row, method) for _, row in known.iterrows()]
    wide = known.assign(cell=cells).pivot(index="need", columns="level", values="cell")
    said = {plain("need"): pd.Series(order, index=order).map(needs.need_names("full"))}
    other = None
    if weighted is not None and len(weighted):
        cells = [value_of(row, method) for _, row in weighted.iterrows()]
        other = weighted.assign(cell=cells).pivot(index="need", columns="level", values="cell")
    for level in levels:
        said[level] = wide[level].reindex(order)
        if other is not None and level in other:
            said[plain("weighted_value", name=level)] = other[level].reindex(order)
    return pd.DataFrame(said)


def _long(known: pd.DataFrame, weighted: pd.DataFrame | None, method: str) -> pd.DataFrame:
    """Return one row per need and group under said headings."""
    said = {
        plain("need"): known["need"].map(needs.need_names("full")),
        plain("methods_column_group"): known["level"],
        plain("methods_column_method"): plain(f"method_{method}"),
        plain("methods_column_value"): known["value"].round(4),
        plain("methods_column_low"): known["low"].round(4),
        plain("methods_column_high"): known["high"].round(4),
        plain("n_answers"): known["n"],
    }
    if weighted is not None and len(weighted):
        keys = ["need", "level"]
        other = known[keys].merge(weighted, on=keys, how="left").set_axis(known.index)
        for column in ("value", "low", "high"):
            name = plain("weighted_value", name=plain(f"methods_column_{column}"))
            said[name] = other[column].round(4)
    return pd.DataFrame(said)
