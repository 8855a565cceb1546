"""The academic calendar as bars."""

from collections.abc import Mapping
from unicodedata import east_asian_width

import pandas as pd
import plotly.graph_objects as go

from pages.figures.style import calm, safe

KINDS = ("teaching", "exam", "break", "holiday", "works")  # from top to bottom
COLORS = {
    "teaching": "#0072B2",
    "exam": "#D55E00",
    "break": "#8C8C8C",
    "holiday": "#CC79A7",
    "works": "#009E73",
}
DAY = 86_400_000  # milliseconds
ROW = 50  # pixels
LETTERS = 105  # Latin letters over the whole width of the narrowest figure


def calendar_bars(stretches: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw one bar per dated stretch, one row per kind.

    Parameters
    ----------
    stretches
        One row per stretch: ``name`` (str), ``kind`` (one of `KINDS`),
        ``start``, ``end`` (dates, both inclusive), ``when`` (the two days as
        the reader writes them).
    words
        A name for each kind.
    """
    figure = go.Figure()
    rows = [kind for kind in KINDS if (stretches["kind"] == kind).any()]
    span = (pd.to_datetime(stretches["end"]).max() - pd.to_datetime(stretches["start"]).min()).days
    for kind in rows:
        own = stretches[stretches["kind"] == kind]
        start, end = pd.to_datetime(own["start"]), pd.to_datetime(own["end"])
        days = (end - start).dt.days + 1
        room = LETTERS * days / (span + 1)
        inside = [_fitted(name, n) for name, n in zip(own["name"], room, strict=True)]
        names = [safe(name) for name in own["name"]]
        aside = names if kind == "works" else [""] * len(own)
        figure.add_bar(
            base=start,
            x=days * DAY,
            y=[words[kind]] * len(own),
            orientation="h",
            text=[fit or beside for fit, beside in zip(inside, aside, strict=True)],
            textposition=["inside" if fit else "outside" for fit in inside],
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            customdata=list(zip(names, own["when"].map(safe), strict=True)),
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
            marker={"color": COLORS[kind]},
            width=0.76,
            name=words[kind],
        )
    grid = {"showgrid": True, "gridcolor": "rgba(128,128,128,0.3)", "tickformat": "%Y-%m"}
    figure.update_xaxes(type="date", tickfont={"size": 15}, **grid)
    order = [words[kind] for kind in rows[::-1]]
    figure.update_yaxes(categoryorder="array", categoryarray=order, tickfont={"size": 16})
    calm(figure, height=90 + ROW * len(rows))
    return figure.update_layout(showlegend=False, barmode="overlay")


def _fitted(name: str, room: float) -> str:
    """Return a name on one or two lines that fit a bar of so many letters, else ""."""
    if _letters(name) <= room:
        return safe(name)
    words = name.split()
    for cut in range(len(words) - 1, 0, -1):
        lines = " ".join(words[:cut]), " ".join(words[cut:])
        if all(_letters(line) <= room for line in lines):
            return "<br>".join(map(safe, lines))
    return ""


def _letters(name: str) -> float:
    """Return the width of a name in Latin letters."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in name)
