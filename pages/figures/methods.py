"""Figure of the methods page."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import IMPORTANCE, NEUTRAL, calm, safe

ROW = 27  # pixels per need
LOOKS = {
    "gap": ("#D55E00", "diamond"),
    "opportunity": ("#0072B2", "circle"),
    "top_two_box": ("#009E73", "square"),
    "adequacy": ("#CC79A7", "triangle-up"),
    "superiority": ("#E69F00", "triangle-down"),
    "better": ("#56B4E9", "star"),
    "worse": ("#7A5195", "x"),
    "nps": ("#8C6D31", "hexagon"),
}
MOST_LEVELS = 6  # groups in one figure
LEVEL_SPREAD = 0.7  # of a row, over which the marks of the groups are spread
SPREAD = 0.5  # of a row, over which the marks of one need are spread so that none hides another


def rank_plot(marks: pd.DataFrame, words: Mapping[str, str], *, share: bool) -> go.Figure:
    """Draw each need's ranks on one line; where the methods disagree the line stands out.

    Parameters
    ----------
    marks
        One row per need and method, needs in the order to show: ``label``,
        ``method`` (a key of `LOOKS`), ``x`` (rank, or place 0-1), ``rank``,
        ``of``, ``differs`` (bool).
    words
        Texts for ``axis``, ``rank`` and each method.
    share
        Whether `x` is a place from 0 to 1 instead of a rank.
    """
    labels = marks["label"].drop_duplicates().tolist()
    rows = {label: len(labels) - 1 - place for place, label in enumerate(labels)}
    methods = [method for method in LOOKS if method in set(marks["method"])]
    figure = go.Figure()
    for label, part in marks.groupby("label", sort=False):
        differs = bool(part["differs"].any())
        figure.add_shape(
            type="line",
            x0=float(part["x"].min()),
            x1=float(part["x"].max()),
            y0=rows[label],
            y1=rows[label],
            line={"color": IMPORTANCE if differs else NEUTRAL, "width": 5 if differs else 2},
            opacity=0.45,
            layer="below",
        )
    for place, method in enumerate(methods):
        colour, symbol = LOOKS[method]
        part = marks[marks["method"] == method]
        shift = SPREAD * ((place + 0.5) / len(methods) - 0.5)
        figure.add_scatter(
            x=part["x"].astype(float),
            y=[rows[label] - shift for label in part["label"]],
            mode="markers",
            name=words[method],
            marker={"size": 12, "color": colour, "symbol": symbol},
            text=[safe(label) for label in part["label"]],
            customdata=part[["rank", "of"]].astype(int),
            hovertemplate=(
                f"%{{text}}<br>{words[method]}<br>{words['rank']} "
                "%{customdata[0]} / %{customdata[1]}<extra></extra>"
            ),
        )
    _axes(figure, marks, rows, words, share=share)
    return calm(figure, height=96 + ROW * max(len(labels), 2))


def level_chart(
    marks: pd.DataFrame, levels: list[str], words: Mapping[str, str], *, form: str
) -> go.Figure:
    """Draw one method for each need, a mark with its interval for every group or wave.

    Parameters
    ----------
    marks
        One row per need and group, needs in the order to show: ``label``,
        ``level``, ``value``, ``low``, ``high``, ``n``.
    levels
        The groups in their order, at most `MOST_LEVELS`.
    words
        Texts for ``axis``, ``n_answers``.
    form
        How a number is written.
    """
    labels = marks["label"].drop_duplicates().tolist()
    rows = {label: len(labels) - 1 - place for place, label in enumerate(labels)}
    looks = list(LOOKS.values())
    figure = go.Figure()
    for place, level in enumerate(levels):
        part = marks[marks["level"] == level]
        colour, symbol = looks[place]
        shift = LEVEL_SPREAD * ((place + 0.5) / len(levels) - 0.5)
        figure.add_scatter(
            x=part["value"].astype(float),
            y=[rows[label] - shift for label in part["label"]],
            mode="markers",
            name=safe(level),
            marker={"size": 11, "color": colour, "symbol": symbol},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (part["high"] - part["value"]).astype(float),
                "arrayminus": (part["value"] - part["low"]).astype(float),
                "color": colour,
                "thickness": 2,
            },
            text=[safe(label) for label in part["label"]],
            customdata=part[["low", "high", "n"]].astype(float),
            hovertemplate=(
                f"%{{text}}<br>{safe(level)} %{{x:{form}}}"
                f" (%{{customdata[0]:{form}}} – %{{customdata[1]:{form}}})<br>"
                f"{words['n_answers']} %{{customdata[2]:,}}<extra></extra>"
            ),
        )
    ticks = {"tickvals": list(rows.values()), "ticktext": [safe(label) for label in rows]}
    figure.update_yaxes(range=[-0.6, len(rows) - 0.4], automargin=True, zeroline=False, **ticks)
    figure.update_xaxes(title=words["axis"], tickformat=form, zeroline=False)
    return calm(figure, height=96 + (20 + 12 * len(levels)) * max(len(rows), 2))


def _axes(
    figure: go.Figure,
    marks: pd.DataFrame,
    rows: Mapping[str, int],
    words: Mapping[str, str],
    *,
    share: bool,
) -> None:
    """Set ranks across, needs down; a need the methods disagree on is marked in its name too."""
    differs = set(marks.loc[marks["differs"], "label"])
    names = [f"≠ {safe(label)}" if label in differs else safe(label) for label in rows]
    figure.update_yaxes(
        tickvals=list(rows.values()),
        ticktext=names,
        range=[-0.7, len(rows) - 0.3],
        automargin=True,
        showgrid=False,
        zeroline=False,
    )
    most = int(marks["of"].max())
    ticks = {"range": [-0.03, 1.03], "tickformat": ".0%", "dtick": 0.25}
    if not share:
        step = 1 if most <= 12 else 5
        values = [1, *range(step if step > 1 else 2, most + 1, step)]
        ticks = {"range": [0.3, most + 0.7], "tickvals": values}
    figure.update_xaxes(title=words["axis"], showgrid=True, zeroline=False, **ticks)
