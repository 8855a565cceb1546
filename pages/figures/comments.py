"""Figures of the comments page."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import FONT_SIZE, NEUTRAL, SATISFACTION, calm, safe

ROW = 38  # pixels
TOPIC = "#0072B2"


def topic_chart(topics: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of people per topic with its interval.

    Parameters
    ----------
    topics
        One row per topic, largest first: ``label``, ``share``, ``low``,
        ``high`` (0-1), ``n``.
    words
        Texts for ``comments_share``, ``comments_people``.
    """
    rows = topics.iloc[::-1]
    share = rows["share"].astype(float)
    figure = go.Figure(
        go.Bar(
            x=share,
            y=[safe(label) for label in rows["label"]],
            orientation="h",
            marker={"color": TOPIC},
            error_x=_whiskers(share, rows),
            text=[f"{one:.0%}" for one in share],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            textfont={"size": FONT_SIZE, "color": "white"},
            customdata=rows["n"].astype(float),
            hovertemplate=f"%{{y}}<br>{words['comments_share']} %{{x:.1%}}<br>"
            f"{words['comments_people']} %{{customdata:,}}<extra></extra>",
        )
    )
    figure.update_xaxes(tickformat=".0%", title=words["comments_share"], rangemode="tozero")
    figure.update_yaxes(automargin=True)
    return calm(figure, height=88 + ROW * len(rows))


def satisfaction_chart(rows: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw mean satisfaction of those behind each topic on the fixed scale of 1 to 5.

    Parameters
    ----------
    rows
        One row per topic in the order to show: ``label``, ``mean``, ``low``,
        ``high`` (1..5), ``n``.
    words
        Texts for ``comments_satisfaction``, ``comments_people``.
    """
    rows = rows.iloc[::-1]
    mean = rows["mean"].astype(float)
    figure = go.Figure(
        go.Scatter(
            x=mean,
            y=[safe(label) for label in rows["label"]],
            mode="markers+text",
            marker={"size": 13, "color": SATISFACTION},
            text=[f"{one:.1f}" for one in mean],
            textposition="top center",
            error_x=_whiskers(mean, rows),
            customdata=rows["n"].astype(float),
            hovertemplate=f"%{{y}}<br>{words['comments_satisfaction']} %{{x:.2f}}<br>"
            f"{words['comments_people']} %{{customdata:,}}<extra></extra>",
        )
    )
    figure.update_xaxes(range=[1, 5], dtick=1, title=words["comments_satisfaction"])
    figure.update_yaxes(automargin=True)
    return calm(figure, height=88 + (ROW + 6) * len(rows))


def _whiskers(middle: pd.Series, rows: pd.DataFrame) -> dict[str, object]:
    """Return the intervals as Plotly wants them."""
    return {
        "type": "data",
        "symmetric": False,
        "array": rows["high"].astype(float) - middle,
        "arrayminus": middle - rows["low"].astype(float),
        "color": NEUTRAL,
        "thickness": 2,
    }
