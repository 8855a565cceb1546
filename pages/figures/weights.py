"""Figures of the page that asks who answered."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import NEUTRAL, calm, safe

ANSWERED, SERVED = "#0072B2", "#D55E00"
ROW = 34  # pixels per category
PAIR = 0.17  # how far apart the two marks of a need stand


def answered_chart(categories: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of each category among the answers beside its share of those served.

    Parameters
    ----------
    categories
        One row per category, in the order to show: ``label``, ``answered``,
        ``population`` (0-1), ``n``.
    words
        Texts for ``weights_answered``, ``weights_served``, ``weights_share_axis``, ``weights_n``.
    """
    rows = categories.iloc[::-1]
    labels = [safe(label) for label in rows["label"]]
    figure = go.Figure()
    for label, row in zip(labels, rows.itertuples(), strict=True):
        ends = {"x0": row.answered, "x1": row.population, "y0": label, "y1": label}
        figure.add_shape(type="line", line={"color": NEUTRAL, "width": 4}, layer="below", **ends)
        figure.add_annotation(
            text=f"{row.answered:.0%} / {row.population:.0%}",
            showarrow=False,
            x=1.0,
            xref="paper",
            xanchor="right",
            y=label,
        )
    for column, key, colour, symbol in (
        ("answered", "weights_answered", ANSWERED, "circle"),
        ("population", "weights_served", SERVED, "diamond"),
    ):
        figure.add_scatter(
            x=rows[column],
            y=labels,
            mode="markers",
            name=words[key],
            marker={"size": 14, "color": colour, "symbol": symbol},
            customdata=rows["n"],
            hovertemplate=(
                f"%{{y}}<br>{words[key]} %{{x:.1%}}<br>"
                f"{words['weights_n']} %{{customdata:,}}<extra></extra>"
            ),
        )
    most = max(rows["answered"].max(), rows["population"].max())
    figure.update_xaxes(
        range=[0, min(1, most) * 1.25], tickformat=".0%", title=words["weights_share_axis"]
    )
    figure.update_yaxes(automargin=True)
    return calm(figure, height=96 + ROW * max(len(rows), 2))


def beside_chart(needs: pd.DataFrame, words: Mapping[str, str], *, form: str = ".2f") -> go.Figure:
    """Draw each need's number unweighted and weighted, one above the other, with intervals.

    Parameters
    ----------
    needs
        One row per need, in the order to show: ``label``, ``value``, ``low``,
        ``high``, ``weighted``, ``weighted_low``, ``weighted_high`` (points).
    words
        Texts for ``weights_unweighted``, ``weights_with``, ``axis``.
    form
        How a number is written.
    """
    rows = needs.iloc[::-1].reset_index(drop=True)
    figure = go.Figure()
    for value, low, high, key, colour, symbol, side in (
        ("value", "low", "high", "weights_unweighted", NEUTRAL, "circle", PAIR),
        ("weighted", "weighted_low", "weighted_high", "weights_with", SERVED, "diamond", -PAIR),
    ):
        figure.add_scatter(
            x=rows[value],
            y=[place + side for place in range(len(rows))],
            mode="markers",
            name=words[key],
            marker={"size": 12, "color": colour, "symbol": symbol},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (rows[high] - rows[value]).astype(float),
                "arrayminus": (rows[value] - rows[low]).astype(float),
                "color": colour,
                "thickness": 2,
            },
            text=[safe(label) for label in rows["label"]],
            customdata=rows[[low, high]],
            hovertemplate=(
                f"%{{text}}<br>{words[key]} %{{x:{form}}}"
                f" (%{{customdata[0]:{form}}} – %{{customdata[1]:{form}}})<extra></extra>"
            ),
        )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[safe(label) for label in rows["label"]],
        automargin=True,
    )
    figure.update_xaxes(title=words["axis"], tickformat=form.replace(".2f", "") or None)
    return calm(figure, height=96 + ROW * max(len(rows), 2))
