"""Below the comparison of methods: Kano counts and the zone of tolerance."""

import pandas as pd
import streamlit as st

from pages.parts import downloads, needs, tables
from pages.parts.cached import methods as cached
from pages.parts.methods import Asked, category_of
from pages.parts.session import plain, say
from surveys.method_columns import LEVELS
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
