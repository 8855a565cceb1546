"""Shares and stability of the segments, as figure and table."""

import pandas as pd
import streamlit as st

from pages.figures import segments as figures
from pages.parts import downloads, needs, segments, tables
from pages.parts.segments import View
from pages.parts.session import plain, say, words

SURE, FAIR = 0.75, 0.6  # mean Jaccard from which a segment is stable, or a pattern at least


def show(view: View) -> None:
    """Show the size and stability of each segment as figure and table, and who is in none."""
    sizes = segments.with_stability(view)
    sizes = sizes.assign(label=sizes["segment"].map(segments.names(view)))
    sizes["note"] = [_stable_said(value) for value in sizes["jaccard"]]
    said = words("segments_share", "segments_share_weighted", "n_answers", "segments_stability")
    st.plotly_chart(figures.size_chart(sizes, said), alt=plain("segments_share_alt"))
    st.caption(" ".join(_beside(view, sizes)))
    with st.expander(say("segments_table")):
        table = _said_sizes(sizes)
        tables.show(table, plain("segments_table_alt"), decimals=1)
        downloads.offer(table, "segments", source=needs.source_line(view.wave))


def _beside(view: View, sizes: pd.DataFrame) -> list[str]:
    """Return what is to be said under the figure of shares."""
    said = [say(f"segments_basis_{view.found.basis}")]
    if view.asked.profile and not view.asked.frozen:
        listed = plain("list_comma").join(view.asked.profile)
        said.append(say("segments_made_with", questions=listed))
    if view.found.left_out:
        said.append(say("segments_left_out", n=view.found.left_out))
    if sizes["jaccard"].notna().any():
        said.append(say("segments_stability_note", sure=SURE, fair=FAIR))
    if "weighted_share" in sizes:
        said.append(say("segments_weighted_note"))
    return said


def _said_sizes(sizes: pd.DataFrame) -> pd.DataFrame:
    """Return shares and stability under said headings, as shown and downloaded."""
    columns = {
        "share_percent": "share",
        "share_percent_low": "share_low",
        "share_percent_high": "share_high",
        "segments_weighted_percent": "weighted_share",
        "segments_weighted_low": "weighted_share_low",
        "segments_weighted_high": "weighted_share_high",
    }
    table = {plain("segment"): sizes["label"]}
    table |= {
        plain(key): (sizes[name] * 100).round(1) for key, name in columns.items() if name in sizes
    }
    table[plain("n_answers")] = sizes["n"]
    table[plain("segments_stability")] = sizes["jaccard"].map("{:.2f}".format, na_action="ignore")
    table[plain("segments_stability_word")] = [_stable_said(value) for value in sizes["jaccard"]]
    return pd.DataFrame(table)


def level(jaccard: float) -> str:
    """Return how sure a segment is: sure, fair or weak."""
    return "sure" if jaccard >= SURE else "fair" if jaccard >= FAIR else "weak"


def _stable_said(jaccard: object) -> str:
    """Return the stability of a segment in a word; "" where it is not known."""
    if pd.isna(jaccard):
        return ""
    return plain(f"segments_stable_{level(jaccard)}")
