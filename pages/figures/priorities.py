"""Figures of the priorities page."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import IMPORTANCE, NEUTRAL, SATISFACTION, calm, safe

ROW = 28  # pixels per need


def gap_chart(needs: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw importance and satisfaction of each need on one line, widest gap on top.

    Parameters
    ----------
    needs
        One row per need, in the order to show: ``label``, ``importance``,
        ``satisfaction``, ``gap``, ``gap_low``, ``gap_high`` (points, 1-5), ``n``.
    words
        Texts for ``importance``, ``satisfaction``, ``points_scale``, ``gap``, ``n_answers``.
    """
    rows = needs.iloc[::-1]
    labels = [safe(label) for label in rows["label"]]
    figure = go.Figure()
    for label, row in zip(labels, rows.itertuples(), strict=True):
        figure.add_shape(
            type="line",
            x0=row.satisfaction,
            x1=row.importance,
            y0=label,
            y1=label,
            line={"color": NEUTRAL, "width": 3},
            layer="below",
        )
    for column, colour, symbol in (
        ("satisfaction", SATISFACTION, "circle"),
        ("importance", IMPORTANCE, "diamond"),
    ):
        figure.add_scatter(
            x=rows[column],
            y=labels,
            mode="markers",
            name=words[column],
            marker={"size": 13, "color": colour, "symbol": symbol},
            customdata=rows[["gap", "gap_low", "gap_high", "n"]],
            hovertemplate=(
                f"%{{y}}<br>{words[column]} %{{x:.2f}}<br>{words['gap']} %{{customdata[0]:.2f}}"
                f" (%{{customdata[1]:.2f}} – %{{customdata[2]:.2f}})<br>"
                f"{words['n_answers']} %{{customdata[3]:,}}<extra></extra>"
            ),
        )
    for label, row in zip(labels, rows.itertuples(), strict=True):
        figure.add_annotation(
            x=1.0,
            xref="paper",
            xanchor="right",
            y=label,
            text=f"{row.gap:+.1f}",
            showarrow=False,
        )
    figure.update_xaxes(range=[1, 5.35], dtick=1, title=words["points_scale"], showgrid=True)
    figure.update_yaxes(automargin=True)
    return calm(figure, height=86 + ROW * len(rows))


def quadrant_plot(needs: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw importance against satisfaction with named cross-hairs and quadrants.

    Parameters
    ----------
    needs
        One row per need: ``label``, ``importance``, ``satisfaction``,
        ``quadrant``, ``crosshair_importance``, ``crosshair_satisfaction``, ``n``.
    words
        Texts for ``importance``, ``satisfaction``, ``n_answers`` and ``quadrant_…`` of the four.
    """
    across = float(needs["crosshair_satisfaction"].iloc[0])
    up = float(needs["crosshair_importance"].iloc[0])
    marks = {
        "concentrate_here": (IMPORTANCE, "diamond"),
        "keep_up": ("#009E73", "circle"),
        "low_priority": (NEUTRAL, "square"),
        "possible_overkill": ("#56B4E9", "triangle-up"),
    }
    figure = go.Figure()
    for quadrant, (colour, symbol) in marks.items():
        rows = needs[needs["quadrant"] == quadrant]
        figure.add_scatter(
            x=rows["satisfaction"],
            y=rows["importance"],
            mode="markers+text" if quadrant == "concentrate_here" else "markers",
            text=[safe(label) for label in rows["label"]],
            textposition="top center",
            textfont={"size": 14},
            name=words[f"quadrant_{quadrant}"],
            marker={"size": 13, "color": colour, "symbol": symbol},
            customdata=rows["n"],
            hovertemplate=(
                f"%{{text}}<br>{words['importance']} %{{y:.2f}}<br>"
                f"{words['satisfaction']} %{{x:.2f}}<br>"
                f"{words['n_answers']} %{{customdata:,}}<extra></extra>"
            ),
        )
    figure.add_vline(x=across, line={"dash": "dash", "color": NEUTRAL})
    figure.add_hline(y=up, line={"dash": "dash", "color": NEUTRAL})
    figure.update_xaxes(title=words["satisfaction"], range=_span(needs["satisfaction"], across))
    figure.update_yaxes(title=words["importance"], range=_span(needs["importance"], up))
    return calm(figure, height=420)


def _span(values: pd.Series, cross: float) -> list[float]:
    """Return axis ends that hold all values and the cross-hair, with room for labels."""
    low, high = min(values.min(), cross), max(values.max(), cross)
    room = 0.12 * (high - low) + 0.1
    return [low - room, high + room]
