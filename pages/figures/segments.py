"""Figures of the segments page."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import FONT_SIZE, NEUTRAL, SATISFACTION, calm, safe

WIDEST = 1.5  # points from the whole at which the colour is full
WIDEST_PERCENT = 50  # percentage points, where needs were chosen instead of rated


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
    share, low, high = (rows[name].astype(float) for name in ("share", "share_low", "share_high"))
    figure = go.Figure(
        go.Bar(
            x=share,
            y=[safe(label) for label in rows["label"]],
            orientation="h",
            marker={"color": SATISFACTION},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": high - share,
                "arrayminus": share - low,
                "color": NEUTRAL,
                "thickness": 2,
            },
            text=[f"{one:.0%}" for one in share],
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
    return calm(figure, height=96 + 52 * len(rows))


def profile_map(
    profile: pd.DataFrame,
    words: Mapping[str, str],
    *,
    widest: float = WIDEST,
    decimals: int = 1,
) -> go.Figure:
    """Draw how far each segment's needs lie from the whole, on a fixed scale about 0.

    Parameters
    ----------
    profile
        One row per segment and need, in the order to show: ``segment_label``
        (lines parted by a line break), ``segment_name``, ``need_label``,
        ``difference`` (NA where protected), ``stands_out`` (bool), ``n``.
    words
        Texts for ``difference``, ``n_answers``.
    widest
        Difference at which the colour is full.
    decimals
        Of the printed numbers; those that stand out are bold.
    """
    order = {"columns": list(dict.fromkeys(profile["segment_label"]))}
    order["index"] = list(dict.fromkeys(profile["need_label"]))
    shown = profile.assign(text=_printed(profile, decimals))
    cells = {
        name: shown.pivot(index="need_label", columns="segment_label", values=name).reindex(**order)
        for name in ("difference", "text", "n", "segment_name")
    }
    figure = go.Figure(
        go.Heatmap(
            z=cells["difference"].astype(float),
            x=[safe(label).replace("\n", "<br>") for label in order["columns"]],
            y=[safe(label) for label in order["index"]],
            text=cells["text"],
            customdata=np.dstack([cells["n"].astype(float), cells["segment_name"].map(safe)]),
            zmin=-widest,
            zmax=widest,
            colorscale="PuOr_r",
            texttemplate="%{text}",
            textfont={"size": 15},
            hovertemplate=f"%{{y}}<br>%{{customdata[1]}}<br>{words['difference']} "
            f"%{{z:+.{decimals + 1}f}}<br>{words['n_answers']} %{{customdata[0]:,}}<extra></extra>",
            hoverongaps=False,
            colorbar={"title": {"text": words["difference"], "side": "right"}, "thickness": 14},
            xgap=2,
            ygap=2,
        )
    )
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(side="top", automargin=True)
    lines = 1 + max(label.count("\n") for label in order["columns"])
    calm(figure, height=60 + 20 * lines + 29 * len(order["index"]))
    return figure.update_xaxes(tickfont={"size": 14})


def _printed(profile: pd.DataFrame, decimals: int) -> list[str]:
    """Return the numbers as printed in the map; what stands out is bold, protected is a dash."""
    printed = []
    for row in profile.itertuples():
        if pd.isna(row.difference):
            printed.append("–")
            continue
        text = f"{round(float(row.difference), decimals) + 0.0:+.{decimals}f}"
        printed.append(f"<b>{text}</b>" if row.stands_out else text)
    return printed


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
