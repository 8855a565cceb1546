"""Figures of zone layouts."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import NEUTRAL, calm

PLANNED = "#0072B2"


def lost_chart(table: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the points each wish costs, today and as planned; below 0 is a gain.

    Parameters
    ----------
    table
        One row per term: ``label``, ``today``, ``planned`` (points of 100).
    words
        Texts for ``today``, ``planned``, ``points``.
    """
    sides = (("today", NEUTRAL), ("planned", PLANNED))
    bars = [
        go.Bar(
            y=table["label"],
            x=table[side],
            name=words[side],
            orientation="h",
            marker={"color": colour, "pattern": {"shape": "/" if side == "today" else ""}},
            text=table[side].map("{:.1f}".format),
            textposition="outside",
            cliponaxis=False,
        )
        for side, colour in sides
    ]
    figure = go.Figure(bars)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(title=words["points"])
    figure.update_layout(barmode="group")
    return calm(figure, height=90 + 52 * len(table))
