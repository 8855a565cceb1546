"""Below the comparison of methods: Kano counts, the zone of tolerance, groups and waves."""

import pandas as pd
import streamlit as st

from pages.parts import downloads, needs, session, tables
from pages.parts.cached import methods as cached
from pages.parts.methods import Asked, category_of, value_of
from pages.parts.session import plain, say
from surveys.method_columns import LEVELS
from surveys.methods.compare import AHEAD
from surveys.methods.kano import CATEGORIES


def show_kano(asked: Asked) -> None:
    """Show how many people gave each Kano category, under the name of the table in use."""
    key = (*needs.key(asked.wave), asked.question, asked.level)
    counts = cached.kano_counts(*key, asked.table)
    if counts.empty:
        return
    st.subheader(say("methods_kano_title"))
    st.caption(say(f"methods_kano_{asked.table}_note"))
    said = pd.DataFrame({plain("need"): counts["need"].map(needs.need_names("full"))})
    first = [category_of("better", category) for category in counts["category"]]
    said[plain("methods_kano_category")] = first
    for letter in CATEGORIES:
        said[f"{letter} {plain(f'kano_{letter}')}"] = counts[letter]
    said[plain("methods_kano_pairs")] = counts["pairs"]
    tables.show(said, plain("methods_kano_alt"), decimals=0)
    downloads.offer(said, f"kano-{asked.table}", source=needs.source_line(asked.wave))


def show_zone(asked: Asked) -> None:
    """Show the LibQUAL levels and the share inside the zone of tolerance."""
    zone = cached.zones(*needs.key(asked.wave), asked.question, asked.level)
    if zone.empty:
        return
    st.subheader(say("methods_zone_title"))
    said = pd.DataFrame({plain("need"): zone["need"].map(needs.need_names("full"))})
    for level in LEVELS:
        name = plain(f"role_{level}")
        said[plain("column_points", name=name)] = zone[level]
        said[plain("column_low", name=name)] = zone[f"{level}_low"]
        said[plain("column_high", name=name)] = zone[f"{level}_high"]
        said[plain("column_n", name=name)] = zone[f"n_{level}"]
    name = plain("methods_in_zone")
    said[name] = zone["in_zone"] * 100
    said[plain("column_low", name=name)] = zone["in_zone_low"] * 100
    said[plain("column_high", name=name)] = zone["in_zone_high"] * 100
    said[plain("methods_inverted")] = zone["inverted"]
    tables.show(said, plain("methods_zone_alt"))
    downloads.offer(said, "zone-of-tolerance", source=needs.source_line(asked.wave))


def show_by(asked: Asked, view: cached.View) -> None:
    """Show one method for every group of the chosen question and for every wave."""
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
    study = session.study()
    order = view.verdicts["need"]
    if asked.question:
        rows = cached.by_group(*needs.key(asked.wave), asked.question, asked.table)
        _show(rows[rows["level"] != ""], method, order, {}, asked)
    else:
        st.caption(say("methods_by_group_hint"))
    waves = dict(zip(study.waves()["wave"], study.waves()["name"], strict=True))
    if len(waves) > 1:
        rows = cached.by_wave(session.study_id(), study.version, asked.table)
        _show(rows, method, order, waves, asked)


def _show(
    rows: pd.DataFrame, method: str, order: pd.Series, names: dict[str, str], asked: Asked
) -> None:
    """Show one method as needs by groups, or by waves where `names` has them."""
    rows = rows[(rows["method"] == method) & (rows["need"] != "")]
    known = rows.dropna(subset="value")
    cells = [value_of(row, method) for _, row in known.iterrows()]
    wide = known.assign(cell=cells).pivot(index="need", columns="level", values="cell")
    levels = [level for level in rows["level"].drop_duplicates() if level in wide]
    levels = levels if names else sorted(levels)
    there = [need for need in order if need in wide.index]
    rest = [need for need in wide.index if need not in there]
    said = wide.loc[[*there, *rest], levels].rename(columns=lambda level: names.get(level, level))
    said.insert(0, plain("need"), said.index.map(needs.need_names("full")))
    name = "by_wave" if names else "by_group"
    tables.show(said, plain(f"methods_{name}_alt"))
    levels = known["level"].map(lambda level: names.get(level, level))
    columns = {
        plain("need"): known["need"].map(needs.need_names("full")),
        plain("methods_column_group"): levels,
        plain("methods_column_method"): plain(f"method_{method}"),
        plain("methods_column_value"): known["value"].round(4),
        plain("methods_column_low"): known["low"].round(4),
        plain("methods_column_high"): known["high"].round(4),
        plain("n_answers"): known["n"],
    }
    downloads.offer(pd.DataFrame(columns), f"{method}-{name}", source=needs.source_line(asked.wave))
