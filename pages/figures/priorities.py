"""Figures of the priorities page."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import IMPORTANCE, NEUTRAL, SATISFACTION, calm, safe

ROW = 27  # pixels per need
SIDES = ("top center", "bottom center")  # neighbours' names by turns, so that they do not collide


def gap_chart(needs: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw importance and satisfaction of each need on one line, widest gap on top.

    Parameters
    ----------
    needs
        One row per need, in the order to show: ``label``, ``importance``,
        ``satisfaction``, ``gap``, ``gap_low``, ``gap_high`` (points, 1-5), ``n``;
        with weights also ``weighted_importance``, ``weighted_satisfaction``,
        ``weighted_gap``, drawn as hollow marks and printed after the slash.
    words
        Texts for ``importance``, ``satisfaction``, ``points_scale``, ``gap``,
        ``n_answers``, and with weights ``weights_with``.
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
    weighted = "weighted_gap" in rows
    for label, row in zip(labels, rows.itertuples(), strict=True):
        beside = row.weighted_gap if weighted else pd.NA
        _note(figure, label, f"{row.gap:+.1f}" + ("" if pd.isna(beside) else f" / {beside:+.1f}"))
    for column, colour, symbol in (
        ("satisfaction", SATISFACTION, "circle-open"),
        ("importance", IMPORTANCE, "diamond-open"),
    ):
        if weighted:
            name = f"{words[column]}, {words['weights_with'].lower()}"
            _hollow(figure, rows[f"weighted_{column}"], labels, name, colour, symbol, ".2f")
    figure.update_xaxes(
        range=[1, 5.6 if weighted else 5.35], dtick=1, title=words["points_scale"], showgrid=True
    )
    figure.update_yaxes(automargin=True, dtick=1)
    return calm(figure, height=86 + ROW * max(len(rows), 2))


def one_side_chart(needs: pd.DataFrame, words: Mapping[str, str], side: str) -> go.Figure:
    """Draw the one rating that was asked, with its interval.

    Parameters
    ----------
    needs
        One row per need, in the order to show: ``label``, ``value``, ``low``,
        ``high`` (points, 1-5), ``n``; with weights also ``weighted``.
    words
        Texts for ``name``, ``axis``, ``n_answers``, and with weights ``weights_with``.
    side
        ``importance`` or ``satisfaction``: the look of the marks.
    """
    rows = needs.iloc[::-1]
    looks = {"satisfaction": (SATISFACTION, "circle"), "importance": (IMPORTANCE, "diamond")}
    colour, symbol = looks[side]
    labels = [safe(label) for label in rows["label"]]
    figure = go.Figure(
        go.Scatter(
            x=rows["value"],
            y=labels,
            mode="markers",
            marker={"size": 13, "color": colour, "symbol": symbol},
            error_x=_ends(rows, "value"),
            customdata=rows[["low", "high", "n"]],
            hovertemplate=(
                f"%{{y}}<br>{words['name']} %{{x:.2f}}"
                " (%{customdata[0]:.2f} – %{customdata[1]:.2f})<br>"
                f"{words['n_answers']} %{{customdata[2]:,}}<extra></extra>"
            ),
        )
    )
    for label, value in zip(labels, rows["value"], strict=True):
        _note(figure, label, f"{value:.1f}")
    if "weighted" in rows:
        figure.data[0].name = words["name"]
        name = f"{words['name']}, {words['weights_with'].lower()}"
        _hollow(figure, rows["weighted"], labels, name, colour, f"{symbol}-open", ".2f")
    title = f"{words['name']}: {words['axis']}"
    figure.update_xaxes(range=[0.9, 5.35], dtick=1, title=title, showgrid=True)
    figure.update_yaxes(automargin=True, dtick=1)
    return calm(figure, height=86 + ROW * max(len(rows), 2))


def chosen_chart(needs: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of those asked who chose each need, with its interval.

    Parameters
    ----------
    needs
        One row per need, in the order to show: ``label``, ``share``, ``low``,
        ``high`` (0-1), ``n``; with weights also ``weighted``.
    words
        Texts for ``share_chosen``, ``n_asked``, and with weights ``weights_with``.
    """
    rows = needs.iloc[::-1]
    labels = [safe(label) for label in rows["label"]]
    figure = go.Figure(
        go.Bar(
            x=rows["share"],
            y=labels,
            orientation="h",
            marker={"color": IMPORTANCE},
            error_x=_ends(rows, "share"),
            customdata=rows[["low", "high", "n"]],
            hovertemplate=(
                f"%{{y}}<br>{words['share_chosen']} %{{x:.1%}}"
                " (%{customdata[0]:.1%} – %{customdata[1]:.1%})<br>"
                f"{words['n_asked']} %{{customdata[2]:,}}<extra></extra>"
            ),
        )
    )
    for label, share in zip(labels, rows["share"], strict=True):
        _note(figure, label, f"{share:.0%}")
    if "weighted" in rows:
        figure.data[0].name = words["share_chosen"]
        name = f"{words['share_chosen']}, {words['weights_with'].lower()}"
        _hollow(figure, rows["weighted"], labels, name, SATISFACTION, "diamond-open", ".1%")
    figure.update_xaxes(range=[0, 1.08], tickformat=".0%", title=words["share_chosen"])
    figure.update_yaxes(automargin=True, dtick=1)
    return calm(figure, height=86 + ROW * max(len(rows), 2))


def _ends(rows: pd.DataFrame, value: str) -> dict[str, object]:
    """Return the interval of a value as Plotly draws it."""
    return {
        "type": "data",
        "symmetric": False,
        "array": (rows["high"] - rows[value]).astype(float),
        "arrayminus": (rows[value] - rows["low"]).astype(float),
        "color": NEUTRAL,
        "thickness": 2,
    }


def _hollow(
    figure: go.Figure,
    values: pd.Series,
    labels: list[str],
    name: str,
    colour: str,
    symbol: str,
    form: str,
) -> None:
    """Draw weighted numbers as larger hollow marks, so that both are seen where they agree."""
    figure.add_scatter(
        x=values.astype(float),
        y=labels,
        mode="markers",
        name=name,
        marker={"size": 19, "color": colour, "symbol": symbol, "line": {"width": 2}},
        hovertemplate=f"%{{y}}<br>{name} %{{x:{form}}}<extra></extra>",
    )


def _note(figure: go.Figure, label: str, text: str) -> None:
    """Print a number at the right end of a row."""
    place = {"x": 1.0, "xref": "paper", "xanchor": "right", "y": label}
    figure.add_annotation(text=text, showarrow=False, **place)


def quadrant_plot(needs: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw importance against satisfaction with named cross-hairs and quadrants.

    Parameters
    ----------
    needs
        One row per need: ``label``, ``importance``, ``satisfaction``,
        ``quadrant``, ``crosshair_importance``, ``crosshair_satisfaction``, ``n``;
        with weights also ``weighted_importance``, ``weighted_satisfaction``.
    words
        Texts for ``importance``, ``satisfaction``, ``n_answers``, ``quadrant_…`` of
        the four, and with weights ``weights_with``.
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
        rows = needs[needs["quadrant"] == quadrant].sort_values("satisfaction")
        figure.add_scatter(
            x=rows["satisfaction"],
            y=rows["importance"],
            mode="markers+text" if quadrant == "concentrate_here" else "markers",
            text=[safe(label) for label in rows["label"]],
            textposition=[SIDES[place % 2] for place in range(len(rows))],
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
    if "weighted_importance" in needs:
        figure.add_scatter(
            x=needs["weighted_satisfaction"].astype(float),
            y=needs["weighted_importance"].astype(float),
            mode="markers",
            name=words["weights_with"],
            text=[safe(label) for label in needs["label"]],
            marker={"size": 19, "color": NEUTRAL, "symbol": "circle-open", "line": {"width": 2}},
            hovertemplate=(
                f"%{{text}}<br>{words['weights_with']}<br>{words['importance']} %{{y:.2f}}<br>"
                f"{words['satisfaction']} %{{x:.2f}}<extra></extra>"
            ),
        )
    figure.add_vline(x=across, line={"dash": "dash", "color": NEUTRAL})
    figure.add_hline(y=up, line={"dash": "dash", "color": NEUTRAL})
    figure.update_xaxes(title=words["satisfaction"], range=_span(needs["satisfaction"], across))
    figure.update_yaxes(title=words["importance"], range=_span(needs["importance"], up))
    return calm(figure, height=350)


def _span(values: pd.Series, cross: float) -> list[float]:
    """Return axis ends that hold all values and the cross-hair, with room for labels."""
    low, high = min(values.min(), cross), max(values.max(), cross)
    room = 0.12 * (high - low) + 0.1
    return [low - room, high + room]
