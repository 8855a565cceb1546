"""Figures of the needs-to-spaces page."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import FONT_SIZE, NEUTRAL, SPACE_COLOURS, calm, safe

WEIGHTED = "#D55E00"
LOOKS = {  # asked for, and the two ways to measure what there is
    "demand": {"pattern": "", "opacity": 1.0},
    "seats_today": {"pattern": "/", "opacity": 0.9},
    "area_today": {"pattern": "x", "opacity": 0.7},
}


def demand_chart(shares: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw what is asked for beside the seats and the area of today, by space type.

    Parameters
    ----------
    shares
        One row per space type: ``space_type``, ``label``, ``share``, ``low``,
        ``high``, ``seat_share``, ``area_share`` (0-1; NA where not known), ``n``;
        with weights also ``weighted``, ``weighted_low``, ``weighted_high``.
    words
        Texts for ``demand``, ``seats_today``, ``area_today``, ``share_axis``, and
        with weights ``demand_weighted``.
    """
    labels = [safe(label) for label in shares["label"]]
    colours = [SPACE_COLOURS[kind] for kind in shares["space_type"]]
    spread = {
        "type": "data",
        "symmetric": False,
        "array": (shares["high"] - shares["share"]).astype(float),
        "arrayminus": (shares["share"] - shares["low"]).astype(float),
        "color": NEUTRAL,
        "thickness": 3,
    }
    weighted = "weighted" in shares and shares["weighted"].notna().any()
    figure = go.Figure()
    for look, column in (
        ("demand", "share"),
        ("seats_today", "seat_share"),
        ("area_today", "area_share"),
    ):
        values = shares[column].astype("Float64")
        if values.isna().all():
            continue
        figure.add_bar(
            x=labels,
            y=values.astype(float),
            name=words[look],
            offsetgroup=look,
            marker={
                "color": colours,
                "opacity": LOOKS[look]["opacity"],
                "pattern": {"shape": LOOKS[look]["pattern"], "solidity": 0.3},
                "line": {"color": colours, "width": 1.5},
            },
            error_y=spread if look == "demand" else None,
            text=_percent(values),
            textposition="inside" if weighted and look == "demand" else "outside",
            insidetextanchor="middle",
            cliponaxis=False,
            textfont={"size": FONT_SIZE},
            customdata=shares["space_type"],
            selected=_steady(look),
            unselected=_steady(look),
            hovertemplate=f"%{{x}}<br>{words[look]} %{{y:.1%}}<extra></extra>",
        )
    if weighted:
        _mark_weighted(figure, shares, labels, words["demand_weighted"])
    figure.update_layout(scattermode="group", scattergap=0.25)
    figure.update_layout(barmode="group", bargap=0.25, dragmode=False, clickmode="event+select")
    figure.update_yaxes(tickformat=".0%", title=words["share_axis"], rangemode="tozero")
    return calm(figure, height=320)


def _mark_weighted(figure: go.Figure, shares: pd.DataFrame, labels: list[str], name: str) -> None:
    """Draw weighted demand as hollow marks with intervals, right of those of the bars."""
    value = shares["weighted"].astype(float)
    figure.add_scatter(
        x=labels,
        y=value,
        mode="markers",
        name=name,
        offsetgroup="demand",
        marker={"size": 15, "color": WEIGHTED, "symbol": "diamond-open", "line": {"width": 3}},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": shares["weighted_high"].astype(float) - value,
            "arrayminus": value - shares["weighted_low"].astype(float),
            "color": WEIGHTED,
            "thickness": 2,
        },
        customdata=shares["space_type"],
        hovertemplate=f"%{{x}}<br>{name} %{{y:.1%}}<extra></extra>",
    )


def segment_chart(shares: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of demand of each segment as one bar of space types.

    Parameters
    ----------
    shares
        One row per segment and space type, in the order to show: ``group_label``,
        ``space_type``, ``label``, ``share`` (0-1; NA where hidden).
    words
        Text for ``share_axis``.
    """
    figure = go.Figure()
    for kind, rows in shares.groupby("space_type", sort=False):
        figure.add_bar(
            x=rows["share"].astype(float),
            y=[safe(label) for label in rows["group_label"]],
            orientation="h",
            name=safe(rows["label"].iloc[0]),
            marker={"color": SPACE_COLOURS[kind]},
            text=_percent(rows["share"]),
            textposition="inside",
            textfont={"size": FONT_SIZE},
            hovertemplate=f"%{{y}}<br>{safe(rows['label'].iloc[0])} %{{x:.1%}}<extra></extra>",
        )
    figure.update_layout(barmode="stack", legend_traceorder="normal")
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(tickformat=".0%", title=words["share_axis"], range=[0, 1])
    return calm(figure, height=130 + 46 * shares["group_label"].nunique())


def _steady(look: str) -> dict[str, object]:
    """Return a look that a click does not change: the picker says what is open."""
    return {"marker": {"opacity": LOOKS[look]["opacity"]}, "textfont": {"color": NEUTRAL}}


def _percent(values: pd.Series) -> list[str]:
    """Return shares as printed on bars; nothing where one is not known or protected."""
    return ["" if pd.isna(value) else f"{value:.0%}" for value in values]
