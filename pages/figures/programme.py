"""Figure of the space programme."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import FONT_SIZE, NEUTRAL, SPACE_COLOURS, calm, safe

LOOKS = {"asked": ("", 1.0), "today": ("/", 0.9), "had": (".", 0.55)}  # pattern, opacity


def programme_chart(table: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw what is asked for beside today and what can be had, by space type.

    Parameters
    ----------
    table
        One row per space type: ``space_type``, ``label``, ``asked``, ``low``,
        ``high``, ``today``, ``had`` (Float64 in one unit; ``<NA>`` = not known; a
        column without any number is left out).
    words
        Texts for ``asked``, ``today``, ``had`` and ``axis``.
    """
    labels = [safe(label) for label in table["label"]]
    colours = [SPACE_COLOURS[kind] for kind in table["space_type"]]
    asked = table["asked"].astype("Float64")
    spread = {
        "type": "data",
        "symmetric": False,
        "array": (table["high"] - asked).astype(float),
        "arrayminus": (asked - table["low"]).astype(float),
        "color": NEUTRAL,
        "thickness": 3,
    }
    figure = go.Figure()
    for name, (pattern, opacity) in LOOKS.items():
        values = table[name].astype("Float64")
        if values.isna().all():
            continue
        figure.add_bar(
            x=labels,
            y=values.astype(float),
            name=words[name],
            offsetgroup=name,
            marker={
                "color": colours,
                "opacity": opacity,
                "pattern": {"shape": pattern, "solidity": 0.3},
                "line": {"color": colours, "width": 1.5},
            },
            error_y=spread if name == "asked" else None,
            text=["" if pd.isna(value) else f"{value:,.0f}" for value in values],
            textposition="inside" if name == "asked" else "outside",
            insidetextanchor="middle",
            textangle=0,
            cliponaxis=False,
            textfont={"size": FONT_SIZE},
            hovertemplate=f"%{{x}}<br>{words[name]} %{{y:,.0f}}<extra></extra>",
        )
    figure.update_layout(barmode="group", bargap=0.25, dragmode=False)
    figure.update_yaxes(title=words["axis"], rangemode="tozero", separatethousands=True)
    return calm(figure, height=330)
