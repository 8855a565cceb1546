"""Figures of one segment: its needs, its people, its spaces, and its share over the waves."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import (
    FONT_SIZE,
    IMPORTANCE,
    NEUTRAL,
    SATISFACTION,
    SPACE_COLOURS,
    calm,
    safe,
)

ROW = 30  # pixels per bar
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star", "hexagon", "cross")
COLOURS = (  # Okabe and Ito, and two more that stay apart in both themes
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#7A5195",
    "#8C6D31",
)


def difference_chart(
    rows: pd.DataFrame, words: Mapping[str, str], *, widest: float, decimals: int
) -> go.Figure:
    """Draw how far the needs of a segment lie from the whole, with intervals.

    Parameters
    ----------
    rows
        One row per need in the order to show: ``label``, ``difference``,
        ``low``, ``high``, ``n``.
    words
        Texts for ``difference``, ``n_answers``.
    widest
        The axis reaches at least so far to both sides, whatever the data.
    decimals
        Of the printed numbers.
    """
    rows = rows.iloc[::-1]
    value, low, high = (rows[name].astype(float) for name in ("difference", "low", "high"))
    reach = max(widest, float(value.abs().max()) * 1.2)
    figure = go.Figure(
        go.Bar(
            x=value,
            y=[safe(label) for label in rows["label"]],
            orientation="h",
            marker={"color": [IMPORTANCE if one > 0 else SATISFACTION for one in value]},
            error_x=interval(value, low, high),
            customdata=rows["n"],
            hovertemplate=f"%{{y}}<br>{words['difference']} %{{x:+.{decimals + 1}f}}<br>"
            f"{words['n_answers']} %{{customdata:,}}<extra></extra>",
        )
    )
    figure.add_scatter(  # numbers stand on the free side of zero, clear of the intervals
        x=[0] * len(rows),
        y=[safe(label) for label in rows["label"]],
        mode="text",
        text=[f" {one:+.{decimals}f} " for one in value],
        textposition=["middle left" if one > 0 else "middle right" for one in value],
        hoverinfo="skip",
    )
    figure.update_layout(showlegend=False)
    figure.update_xaxes(title=words["difference"], range=[-reach, reach], zeroline=True)
    figure.update_yaxes(automargin=True)
    return calm(figure, height=90 + ROW * len(rows))


def who_chart(rows: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of some answers in a segment, and among everybody as a line across.

    Parameters
    ----------
    rows
        One row per answer in the order to show: ``label``, ``question``,
        ``share``, ``low``, ``high``, ``whole`` (0-1), ``n``.
    words
        Texts for ``segments_here``, ``segments_everybody``, ``n_answers``.
    """
    rows = rows.iloc[::-1]
    share, low, high = (rows[name].astype(float) for name in ("share", "low", "high"))
    labels = [safe(label) for label in rows["label"]]
    figure = go.Figure(
        go.Bar(
            x=share,
            y=list(range(len(rows))),
            orientation="h",
            name=words["segments_here"],
            marker={"color": SATISFACTION},
            error_x=interval(share, low, high),
            text=[f"{one:.0%}" for one in share],
            textposition="inside",
            insidetextanchor="start",
            textfont={"color": "white", "size": FONT_SIZE},
            customdata=list(zip(map(safe, rows["question"]), labels, rows["n"], strict=True)),
            hovertemplate=f"%{{customdata[0]}}<br>%{{customdata[1]}}<br>{words['segments_here']} "
            f"%{{x:.1%}}<br>{words['n_answers']} %{{customdata[2]:,}}<extra></extra>",
        )
    )
    figure.add_scatter(
        x=rows["whole"].astype(float),
        y=list(range(len(rows))),
        mode="markers",
        name=words["segments_everybody"],
        marker={"symbol": "line-ns-open", "size": 20, "color": IMPORTANCE, "line": {"width": 4}},
        hovertemplate=f"{words['segments_everybody']} %{{x:.1%}}<extra></extra>",
    )
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=labels, automargin=True)
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    figure.update_layout(legend_traceorder="normal")
    return calm(figure, height=90 + ROW * len(rows))


def asks_chart(rows: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the demand of a segment by space type, beside that of everybody.

    Parameters
    ----------
    rows
        One row per space type: ``space_type``, ``label``, ``share``, ``low``,
        ``high``, ``whole`` (0-1, NA where protected), ``n``.
    words
        Texts for ``segments_here``, ``segments_everybody``, ``share_axis``.
    """
    share, low, high = (rows[name].astype(float) for name in ("share", "low", "high"))
    labels = [safe(label) for label in rows["label"]]
    colours = [SPACE_COLOURS[kind] for kind in rows["space_type"]]
    figure = go.Figure(
        go.Bar(
            x=labels,
            y=share,
            name=words["segments_here"],
            marker={"color": colours},
            error_y=interval(share, low, high),
            text=["" if pd.isna(one) else f"{one:.0%}" for one in share],
            textposition="outside",
            textfont={"size": FONT_SIZE},
            hovertemplate=f"%{{x}}<br>{words['segments_here']} %{{y:.1%}}<extra></extra>",
        )
    )
    figure.add_bar(
        x=labels,
        y=rows["whole"].astype(float),
        name=words["segments_everybody"],
        marker={"color": colours, "opacity": 0.35, "pattern": {"shape": "/"}},
        text=["" if pd.isna(one) else f"{one:.0%}" for one in rows["whole"]],
        textposition="outside",
        textfont={"size": FONT_SIZE},
        hovertemplate=f"%{{x}}<br>{words['segments_everybody']} %{{y:.1%}}<extra></extra>",
    )
    figure.update_layout(barmode="group", bargap=0.3, legend_traceorder="normal")
    tallest = float(pd.concat([high, rows["whole"].astype(float)]).max())
    top = 1.0 if pd.isna(tallest) else tallest * 1.15
    figure.update_yaxes(tickformat=".0%", title=words["share_axis"], range=[0, top])
    return calm(figure, height=300)


def waves_chart(shares: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of each segment in every wave, with intervals.

    Parameters
    ----------
    shares
        One row per segment and wave, waves in their order: ``label`` (of the
        segment), ``wave_label``, ``share``, ``share_low``, ``share_high`` (0-1), ``n``.
    words
        Text for ``segments_share``.
    """
    figure = go.Figure()
    waves = list(dict.fromkeys(shares["wave_label"]))
    groups = list(shares.groupby("label", sort=False))
    for place, (label, rows) in enumerate(groups):
        share, low, high = (
            rows[name].astype(float) for name in ("share", "share_low", "share_high")
        )
        shift = 0.3 * ((place + 0.5) / len(groups) - 0.5)
        figure.add_scatter(
            x=[waves.index(wave) + shift for wave in rows["wave_label"]],
            y=share,
            mode="lines+markers",
            name=safe(label) if pd.isna(share.iloc[-1]) else f"{share.iloc[-1]:.0%} {safe(label)}",
            line={"color": COLOURS[place % len(COLOURS)], "width": 3},
            marker={"symbol": SYMBOLS[place % len(SYMBOLS)], "size": 12},
            error_y=interval(share, low, high) | {"color": COLOURS[place % len(COLOURS)]},
            customdata=rows["n"],
            hovertemplate=f"{safe(label)}<br>{words['segments_share']} %{{y:.1%}} "
            "(n = %{customdata:,})<extra></extra>",
        )
    ticks = {"tickvals": list(range(len(waves))), "ticktext": [safe(wave) for wave in waves]}
    figure.update_xaxes(**ticks, range=[-0.4, len(waves) - 0.4])
    figure.update_yaxes(tickformat=".0%", title=words["segments_share"], rangemode="tozero")
    calm(figure, height=380)
    legend = {"orientation": "v", "x": 1.02, "y": 1.0, "yanchor": "top"}
    return figure.update_layout(legend=legend)


def interval(middle: pd.Series, low: pd.Series, high: pd.Series) -> dict[str, object]:
    """Return an interval as Plotly wants it."""
    ends = {"array": high - middle, "arrayminus": middle - low}
    return {"type": "data", "symmetric": False, "color": NEUTRAL, "thickness": 2} | ends
