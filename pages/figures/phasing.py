"""Works by week: seats that stay open above, phases per zone below."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.figures.style import calm, safe

LOOKS = {  # phase -> colour, pattern; the two loud ones are warm
    "decant": ("#8C8C8C", "/"),
    "strip_out": ("#D55E00", "x"),
    "build": ("#E69F00", ""),
    "fit_out": ("#0072B2", "."),
    "return": ("#009E73", "\\"),
}
LINES = {"seats": ("#0072B2", "solid"), "quiet": ("#CC79A7", "dash")}
EXAM = "rgba(213,94,0,0.16)"
DAY = 86_400_000  # milliseconds
ROW, CURVE, FRAME = 21, 110, 105  # pixels
WAITING = "rgba(128,128,128,0.22)"


def works_chart(bars: pd.DataFrame, weeks: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of seats that is open per week, and below it the phases of each zone.

    Parameters
    ----------
    bars
        One row per zone and phase: ``name``, ``phase``, ``start`` (date), ``days``
        (int), ``when`` (said dates).
    weeks
        One row per week: ``monday`` (date), ``kind``, ``seats``, ``quiet`` (share of today's,
        ``<NA>`` where there are none) and ``seats_least``, ``quiet_least`` (share; 0 = no limit).
    words
        A name per phase, ``seats``, ``quiet``, ``seats_least``, ``quiet_least``,
        ``waiting``, ``exam``, ``open``.
    """
    names = list(dict.fromkeys(bars["name"]))
    height = FRAME + CURVE + ROW * len(names)
    share = CURVE / (CURVE + ROW * max(1, len(names)))
    figure = make_subplots(
        rows=2, shared_xaxes=True, vertical_spacing=0.04, row_heights=[share, 1 - share]
    )
    _curves(figure, weeks, words)
    _closed(figure, bars, words)
    for phase, (color, pattern) in LOOKS.items():
        own = bars[bars["phase"] == phase]
        figure.add_bar(
            base=pd.to_datetime(own["start"]),
            x=own["days"] * DAY,
            y=own["name"].map(safe),
            orientation="h",
            name=words[phase],
            marker={"color": color, "pattern": {"shape": pattern, "size": 5, "solidity": 0.25}},
            customdata=own["when"].map(safe),
            hovertemplate="%{y}: " + words[phase] + "<br>%{customdata}<extra></extra>",
            row=2,
            col=1,
        )
    _exams(figure, weeks, words)
    order = [safe(name) for name in names[::-1]]
    figure.update_yaxes(categoryorder="array", categoryarray=order, row=2, col=1)
    grid = {"showgrid": True, "gridcolor": "rgba(128,128,128,0.3)", "tickformat": "%Y-%m-%d"}
    figure.update_xaxes(type="date", **grid)
    calm(figure, height=height)
    figure.update_yaxes(tickfont={"size": 14}, row=2, col=1)
    figure.update_xaxes(tickfont={"size": 14})
    legend = {"font": {"size": 14}, "traceorder": "normal"}
    return figure.update_layout(barmode="overlay", bargap=0.22, legend=legend)


def _curves(figure: go.Figure, weeks: pd.DataFrame, words: Mapping[str, str]) -> None:
    """Draw open seats as steps, and the limits as thin dotted ones."""
    begin = pd.to_datetime(weeks["monday"])
    x = [day for one in begin for day in (one, one + pd.Timedelta(days=7))]
    for what, (color, dash) in LINES.items():
        if weeks[what].isna().all():
            continue
        figure.add_scatter(
            x=x,
            y=weeks[what].repeat(2),
            mode="lines",
            name=words[what],
            line={"color": color, "width": 3, "dash": dash},
            hovertemplate="%{x|%Y-%m-%d}: %{y:.0%}<extra>" + words[what] + "</extra>",
            row=1,
            col=1,
        )
        least = weeks[f"{what}_least"].where(weeks[f"{what}_least"] > 0)
        if least.notna().any():
            figure.add_scatter(
                x=x,
                y=least.repeat(2),
                mode="lines",
                name=words[f"{what}_least"],
                line={"color": color, "width": 2, "dash": "dot"},
                hovertemplate="%{y:.0%}<extra>" + words[f"{what}_least"] + "</extra>",
                row=1,
                col=1,
            )
    figure.update_yaxes(
        tickformat=".0%",
        tickvals=[0, 0.2, 0.4, 0.6, 0.8, 1],
        title_text=words["open"],
        row=1,
        col=1,
    )
    low = min(float(weeks[list(LINES)].min(axis=None)), 0.5)
    figure.update_yaxes(range=[max(0, low - 0.05), 1.22], row=1, col=1)


def _closed(figure: go.Figure, bars: pd.DataFrame, words: Mapping[str, str]) -> None:
    """Draw behind its phases how long each zone is closed; where it shows, works wait."""
    begin = pd.to_datetime(bars["start"])
    table = pd.DataFrame({"name": bars["name"], "begin": begin})
    table["end"] = begin + pd.to_timedelta(bars["days"], unit="D")
    spans = table.groupby("name", sort=False).agg(begin=("begin", "min"), end=("end", "max"))
    figure.add_bar(
        base=spans["begin"],
        x=(spans["end"] - spans["begin"]).dt.days * DAY,
        y=[safe(name) for name in spans.index],
        orientation="h",
        name=words["waiting"],
        marker={"color": WAITING},
        hoverinfo="skip",
        row=2,
        col=1,
    )


def _exams(figure: go.Figure, weeks: pd.DataFrame, words: Mapping[str, str]) -> None:
    """Shade exam weeks in both parts, one band per run of weeks, named once."""
    exams = weeks[weeks["kind"].eq("exam")]
    runs = (~exams.index.to_series().diff().eq(1)).cumsum()
    for _, run in exams.groupby(runs):
        first = pd.Timestamp(run["monday"].iloc[0])
        end = pd.Timestamp(run["monday"].iloc[-1]) + pd.Timedelta(days=7)
        figure.add_vrect(x0=first, x1=end, fillcolor=EXAM, line_width=0, layer="below")
        figure.add_annotation(
            x=first + (end - first) / 2,
            y=1.22,
            yref="y",
            yanchor="top",
            text=words["exam"],
            showarrow=False,
            font={"size": 14},
        )
