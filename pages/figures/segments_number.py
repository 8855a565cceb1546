"""Figure of the numbers of segments that were tried."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.figures.style import FONT_SIZE, IMPORTANCE, NEUTRAL, SATISFACTION, calm, safe

PANELS = ("value", "jaccard", "smallest")
MARKS = {  # bool column -> its text and look
    "chosen": ("segments_criterion_chosen", "star", SATISFACTION, 20),
    "recommended": ("segments_criterion_recommended", "circle-open", IMPORTANCE, 24),
}


def number_chart(
    tried: pd.DataFrame,
    stability: pd.DataFrame,
    words: Mapping[str, str],
    *,
    lines: Sequence[float],
) -> go.Figure:
    """Draw what speaks for each number of segments: three panels side by side.

    Parameters
    ----------
    tried
        One row per number: ``k``, ``value`` (the criterion), ``smallest``
        (people), ``chosen``, ``recommended`` (bool).
    stability
        One row per number and segment: ``k``, ``segment``, ``jaccard`` (0-1).
    words
        Texts for ``k``, ``segments_plot_`` and each of `PANELS`, and `MARKS`.
    lines
        Jaccard values that are marked, such as 0.6 and 0.75.
    """
    titles = [safe(words[f"segments_plot_{name}"]) for name in PANELS]
    figure = make_subplots(rows=1, cols=3, subplot_titles=titles, horizontal_spacing=0.07)
    lowest = stability.groupby("k")["jaccard"].min()
    heights = {
        1: tried["value"],
        2: tried["k"].map(lowest),
        3: tried["smallest"],
    }
    _points(figure, stability)
    for column, height in heights.items():
        known = tried.assign(height=height.astype("Float64")).dropna(subset="height")
        _line(figure, known, column)
        _marks(figure, known, column, words)
    for line in lines:
        figure.add_hline(
            y=line,
            line={"color": IMPORTANCE, "dash": "dot"},
            annotation={"text": f"{line:.2f}", "font": {"size": FONT_SIZE}},
            annotation_position="right",
            row=1,
            col=2,
        )
    figure.update_xaxes(dtick=1, title=words["k"], range=[0.5, float(tried["k"].max()) + 0.5])
    figure.update_yaxes(range=[0, 1.05], col=2)
    figure.update_yaxes(rangemode="tozero", col=3)
    calm(figure, height=340)
    return figure.update_layout(margin={"t": 84}, legend={"y": 1.16})


def _points(figure: go.Figure, stability: pd.DataFrame) -> None:
    """Draw each segment's stability as a point."""
    known = stability.dropna(subset="jaccard")
    figure.add_scatter(
        x=known["k"].astype(float),
        y=known["jaccard"].astype(float),
        mode="markers",
        marker={"size": 9, "color": NEUTRAL, "opacity": 0.7},
        showlegend=False,
        hovertemplate="%{x}: %{y:.2f}<extra></extra>",
        row=1,
        col=2,
    )


def _line(figure: go.Figure, known: pd.DataFrame, column: int) -> None:
    figure.add_scatter(
        x=known["k"].astype(float),
        y=known["height"].astype(float),
        mode="lines+markers",
        line={"color": NEUTRAL},
        marker={"size": 8},
        showlegend=False,
        hovertemplate="%{x}: %{y:,.4~g}<extra></extra>",
        row=1,
        col=column,
    )


def _marks(figure: go.Figure, known: pd.DataFrame, column: int, words: Mapping[str, str]) -> None:
    """Mark the chosen and the recommended number; the legend names them once."""
    for name, (key, symbol, colour, size) in MARKS.items():
        rows = known[known[name].astype(bool)]
        figure.add_scatter(
            x=rows["k"].astype(float),
            y=rows["height"].astype(float),
            mode="markers",
            name=words[key],
            legendgroup=name,
            showlegend=column == 1,
            marker={"size": size, "symbol": symbol, "color": colour, "line": {"width": 3}},
            hoverinfo="skip",
            row=1,
            col=column,
        )
