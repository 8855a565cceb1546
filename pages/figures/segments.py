"""Figures of the segments page."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import FONT_SIZE, NEUTRAL, SATISFACTION, calm, safe

WIDEST = 1.5  # points from the whole at which the colour is full


def size_chart(sizes: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of each segment with its interval.

    Parameters
    ----------
    sizes
        One row per segment in the order to show: ``label``, ``share``,
        ``share_low``, ``share_high`` (0-1), ``n``.
    words
        Texts for ``segments_share``, ``n_answers``.
    """
    rows = sizes.iloc[::-1]
    figure = go.Figure(
        go.Bar(
            x=rows["share"],
            y=[safe(label) for label in rows["label"]],
            orientation="h",
            marker={"color": SATISFACTION},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": rows["share_high"] - rows["share"],
                "arrayminus": rows["share"] - rows["share_low"],
                "color": NEUTRAL,
                "thickness": 2,
            },
            text=[f"{share:.0%}" for share in rows["share"]],
            textposition="inside",
            insidetextanchor="start",
            textfont={"size": FONT_SIZE, "color": "white"},
            customdata=rows["n"],
            hovertemplate=f"%{{y}}<br>{words['segments_share']} %{{x:.1%}}<br>"
            f"{words['n_answers']} %{{customdata:,}}<extra></extra>",
        )
    )
    figure.update_xaxes(tickformat=".0%", title=words["segments_share"], rangemode="tozero")
    figure.update_yaxes(automargin=True)
    return calm(figure, height=110 + 58 * len(rows))


def profile_map(profile: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw how far each segment's needs lie from the whole, on a fixed scale about 0.

    Parameters
    ----------
    profile
        One row per segment and need, in the order to show: ``segment_label``,
        ``need_label``, ``difference`` (points), ``n``.
    words
        Texts for ``segments_difference``, ``n_answers``.
    """
    order = {"columns": list(dict.fromkeys(profile["segment_label"]))}
    order["index"] = list(dict.fromkeys(profile["need_label"]))
    shape = {"index": "need_label", "columns": "segment_label"}
    differences = profile.pivot(values="difference", **shape).reindex(**order)
    counts = profile.pivot(values="n", **shape).reindex(**order)
    figure = go.Figure(
        go.Heatmap(
            z=differences,
            x=[safe(label) for label in differences.columns],
            y=[safe(label) for label in differences.index],
            customdata=counts,
            zmin=-WIDEST,
            zmax=WIDEST,
            colorscale="PuOr_r",
            texttemplate="%{z:+.1f}",
            textfont={"size": 14},
            hovertemplate=f"%{{y}}<br>%{{x}}<br>{words['segments_difference']} %{{z:+.2f}}<br>"
            f"{words['n_answers']} %{{customdata:,}}<extra></extra>",
            colorbar={"title": words["segments_difference"]},
            xgap=2,
            ygap=2,
        )
    )
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(side="top", automargin=True)
    return calm(figure, height=150 + 27 * len(order["index"]))


def criterion_chart(tried: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the criterion for each number of segments; the chosen one is marked.

    Parameters
    ----------
    tried
        One row per number of segments: ``k``, ``value``, ``chosen``.
    words
        ``segments_criterion_…``: ``number``, ``value``, ``chosen``.
    """
    figure = go.Figure(
        go.Scatter(
            x=tried["k"],
            y=tried["value"],
            mode="lines+markers",
            line={"color": NEUTRAL},
            marker={"size": 10},
            showlegend=False,
        )
    )
    best = tried[tried["chosen"]]
    figure.add_scatter(
        x=best["k"],
        y=best["value"],
        mode="markers",
        name=words["segments_criterion_chosen"],
        marker={"size": 20, "symbol": "star", "color": SATISFACTION},
    )
    figure.update_xaxes(dtick=1, title=words["segments_criterion_number"])
    figure.update_yaxes(title=words["segments_criterion_value"])
    return calm(figure, height=300)
