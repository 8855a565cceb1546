"""Figures of the page on satisfaction over the years."""

import math
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import FONT_SIZE, NEUTRAL, SATISFACTION, SPACE_COLOURS, calm, safe
from pages.figures.wave_days import apart, moved

LINES = (
    ("#0072B2", "circle", "solid"),
    ("#D55E00", "diamond", "dash"),
    ("#009E73", "square", "dot"),
    ("#CC79A7", "triangle-up", "dashdot"),
    ("#E69F00", "triangle-down", "longdash"),
    ("#56B4E9", "x", "solid"),
)
MOST_LINES = len(LINES)
HEIGHT = 285
CONTROL_HEIGHT = 360
ROOM = 0.085  # of the height of the axis that one label needs
LETTER = 9  # pixels
FEW = 100  # answers; fewer and a marker is hollow
NAMED = 6  # up to so many waves, ticks say how many answered


def trend_chart(
    points: pd.DataFrame,
    weighted: pd.DataFrame,
    waves: pd.DataFrame,
    events: pd.DataFrame,
    words: Mapping[str, str],
) -> go.Figure:
    """Draw satisfaction per wave with intervals, one line per series.

    Means of fewer than `FEW` answers have hollow markers.

    The axis shows whole points of the scale from 1 to 5, at least two of them, so that no
    change of a few hundredths looks large.

    Parameters
    ----------
    points
        One row per series and wave, oldest first: ``series`` (id), ``label``, ``era``
        (a line breaks between eras), ``date``, ``wave_name``, ``mean``, ``low``, ``high``, ``n``.
        At most `MOST_LINES` series.
    weighted
        The same of the population, drawn as thin dotted lines; may be empty.
    waves
        One row per wave: ``name``, ``date``, ``n``.
    events
        One row per renovation: ``name``, ``start``, ``end`` (dates), ``when``.
    words
        Texts for ``satisfaction_axis``, ``n_answers``, ``satisfaction_weighted_line``.
    """
    waves = waves.assign(date=apart(waves["date"]))
    points, weighted = (moved(table, waves) for table in (points, weighted))
    figure = go.Figure()
    span = max((waves["date"].max() - waves["date"].min()).days, 1)
    ids = list(dict.fromkeys(points["series"]))
    looks = [_look(name, place) for place, name in enumerate(ids)]
    for place, (name, look) in enumerate(zip(ids, looks, strict=True)):
        shift = pd.Timedelta(days=span * 0.009 * (place - (len(ids) - 1) / 2))
        for _, part in points[points["series"] == name].groupby("era", sort=True):
            figure.add_trace(_line(part, look, shift, words))
        for _, part in weighted[weighted["series"] == name].groupby("era", sort=True):
            figure.add_trace(_thin_line(part, look, shift, words))
    low, high = _ends(points)
    _mark_events(figure, events)
    _name_lines(figure, points, ids, looks, ROOM * (high - low))
    room = pd.Timedelta(days=span * 0.06)
    figure.update_xaxes(
        range=[waves["date"].min() - room, waves["date"].max() + room],
        tickvals=waves["date"],
        ticktext=_ticks(waves),
        showgrid=False,
    )
    figure.update_yaxes(range=[low, high], dtick=0.5, tickformat=".1f", showgrid=True)
    figure.update_yaxes(title=words["satisfaction_axis"], title_font={"size": FONT_SIZE})
    calm(figure, height=HEIGHT)
    widest = max((_letters(label) for label in points["label"]), default=0)
    return figure.update_layout(
        showlegend=False,
        margin={"r": 60 + LETTER * min(widest, 26), "t": 30 if len(events) < 2 else 54},
    )


def control_chart(
    chart: pd.DataFrame, waves: pd.DataFrame, words: Mapping[str, str], *, share: bool
) -> go.Figure:
    """Draw values per wave with centre and control limits; values outside are marked.

    Parameters
    ----------
    chart
        One row per wave, oldest first: ``value``, ``centre``, ``low``, ``high``, ``out``, ``n``.
    waves
        The same waves: ``name``, ``date``.
    words
        Texts for ``axis``, ``control_limits``, ``control_centre``, ``control_out``, ``n_answers``.
    share
        Values are shares, written in per cent.
    """
    spec = ".1%" if share else ".2f"
    days = apart(waves["date"])
    figure = go.Figure()
    for end in ("low", "high"):
        figure.add_scatter(
            x=days,
            y=chart[end],
            mode="lines",
            line={"color": NEUTRAL, "dash": "dash", "shape": "hvh"},
            name=words["control_limits"],
            showlegend=end == "low",
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=days,
        y=chart["centre"],
        mode="lines",
        line={"color": NEUTRAL},
        name=words["control_centre"],
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=days,
        y=chart["value"],
        mode="lines+markers",
        line={"color": SATISFACTION},
        marker={"size": 11},
        name=words["axis"],
        customdata=list(zip(waves["name"].map(safe), chart["n"], strict=True)),
        hovertemplate=f"%{{customdata[0]}}<br>{words['axis']} %{{y:{spec}}}<br>"
        f"{words['n_answers']} %{{customdata[1]:,}}<extra></extra>",
    )
    out = chart["out"].to_numpy(bool)
    figure.add_scatter(
        x=days[out],
        y=chart["value"][out],
        mode="markers",
        marker={"size": 20, "symbol": "circle-open", "color": "#D55E00", "line": {"width": 3}},
        name=words["control_out"],
        hoverinfo="skip",
    )
    figure.update_xaxes(tickvals=days, ticktext=[safe(_short(name, 16)) for name in waves["name"]])
    figure.update_yaxes(title=words["axis"], tickformat=".0%" if share else ".1f")
    return calm(figure, height=CONTROL_HEIGHT)


def _look(name: str, place: int) -> tuple[str, str, str]:
    """Return colour, marker and dash; a space type keeps its colour everywhere."""
    colour, symbol, dash = LINES[place % MOST_LINES]
    return SPACE_COLOURS.get(name, colour), symbol, dash


def _line(
    part: pd.DataFrame, look: tuple[str, str, str], shift: pd.Timedelta, words: Mapping[str, str]
) -> go.Scatter:
    colour, symbol, dash = look
    mean = part["mean"].astype(float)
    return go.Scatter(
        x=pd.to_datetime(part["date"]) + shift,
        y=mean,
        mode="lines+markers",
        line={"color": colour, "dash": dash, "width": 2.5},
        marker={
            "size": 11,
            "symbol": [f"{symbol}-open" if n < FEW else symbol for n in part["n"]],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": part["high"].astype(float) - mean,
            "arrayminus": mean - part["low"].astype(float),
            "color": colour,
            "thickness": 3,
            "width": 9,
        },
        customdata=list(
            zip(
                part["label"].map(safe),
                part["wave_name"].map(safe),
                part["low"],
                part["high"],
                part["n"],
                strict=True,
            )
        ),
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{y:.2f}"
        " (%{customdata[2]:.2f} – %{customdata[3]:.2f})<br>"
        f"{words['n_answers']} %{{customdata[4]:,}}<extra></extra>",
    )


def _thin_line(
    part: pd.DataFrame, look: tuple[str, str, str], shift: pd.Timedelta, words: Mapping[str, str]
) -> go.Scatter:
    """Draw the weighted mean without a marker of its own; its numbers are in the hover."""
    numbers = [part[name] for name in ("low", "high", "n", "n_eff")]
    return go.Scatter(
        x=pd.to_datetime(part["date"]) + shift,
        y=part["mean"].astype(float),
        mode="lines+markers",
        line={"color": look[0], "dash": "dot", "width": 1.5},
        marker={
            "size": 7,
            "symbol": "line-ew-open",
            "color": look[0],
            "line": {"width": 2, "color": look[0]},
        },
        customdata=list(
            zip(part["label"].map(safe), part["wave_name"].map(safe), *numbers, strict=True)
        ),
        hovertemplate=f"<b>%{{customdata[0]}}</b>, {words['satisfaction_weighted_line']}<br>"
        "%{customdata[1]}<br>%{y:.2f} (%{customdata[2]:.2f} – %{customdata[3]:.2f})<br>"
        f"{words['n_answers']} %{{customdata[4]:,}} (n_eff %{{customdata[5]:,.0f}})"
        "<extra></extra>",
    )


def _mark_events(figure: go.Figure, events: pd.DataFrame) -> None:
    """Shade the time a part of the building was closed, and name the works above it."""
    for place, event in enumerate(events.itertuples()):
        figure.add_vrect(
            x0=event.start,
            x1=event.end,
            fillcolor=NEUTRAL,
            opacity=0.3,
            line_width=0,
            layer="below",
        )
        figure.add_vline(x=event.end, line={"color": NEUTRAL, "dash": "dot", "width": 2})
        figure.add_annotation(
            x=event.end,
            y=1.0 if place % 2 == 0 else 1.1,
            yref="paper",
            yanchor="bottom",
            xanchor="center",
            showarrow=False,
            text=safe(event.name),
            hovertext=safe(event.when),
        )


def _name_lines(
    figure: go.Figure, points: pd.DataFrame, ids: list[str], looks: list, room: float
) -> None:
    """Write name and last value at the right end of each line, spread so that none collide."""
    last = points.groupby("series", sort=False).last().loc[ids]
    for name, y in _spread(last["mean"].astype(float), room).items():
        colour = looks[ids.index(name)][0]
        label = last.loc[name, "label"]
        figure.add_annotation(
            x=1.0,
            xref="paper",
            xanchor="left",
            y=y,
            showarrow=False,
            align="left",
            font={"color": colour, "size": FONT_SIZE},
            text=f"<b>{last.loc[name, 'mean']:.2f}</b> {safe(_short(label))}",
        )


def _ends(points: pd.DataFrame) -> tuple[float, float]:
    """Return the whole points around the intervals, at least two apart, within 1 to 5."""
    low, high = math.floor(points["low"].min()), math.ceil(points["high"].max())
    while high - low < 2:
        low, high = (low, high + 1) if (low + high) / 2 < 3 and high < 5 else (low - 1, high)
    return low, high


def _spread(values: pd.Series, room: float) -> dict[str, float]:
    """Return label places near the values, at least `room` apart."""
    order = values.sort_values()
    places: list[float] = []
    for value in order:
        places.append(max(value, places[-1] + room) if places else value)
    drift = sum(places) / max(len(places), 1) - order.mean()
    return {name: place - drift for name, place in zip(order.index, places, strict=True)}


def _ticks(waves: pd.DataFrame) -> list[str]:
    if len(waves) > NAMED:
        return [safe(_short(name, 16)) for name in waves["name"]]
    return [f"{safe(_short(one.name))}<br>n = {one.n:,}" for one in waves.itertuples(index=False)]


def _short(text: str, most: int = 26) -> str:
    return text if _letters(text) <= most else f"{text[: most - 4]}…"


def _letters(text: str) -> float:
    """Return the width of a text in Latin letters; a Chinese one is nearly two wide."""
    return sum(1.8 if ord(letter) > 0x2E7F else 1 for letter in str(text))
