"""What every figure has in common: one palette, one look per state, large type."""

import html

import plotly.graph_objects as go

SPACE_COLOURS = {
    "learning": "#0072B2",
    "academic": "#CC79A7",
    "cultural": "#E69F00",
    "creative": "#009E73",
    "other": "#8C8C8C",
}
NEUTRAL = "#8C8C8C"
IMPORTANCE, SATISFACTION = "#D55E00", "#0072B2"
FONT_SIZE = 16


def calm(figure: go.Figure, *, height: int) -> go.Figure:
    """Return the figure with the house's margins and type size, see-through for both themes."""
    figure.update_xaxes(tickfont={"size": FONT_SIZE}, title_font={"size": FONT_SIZE})
    figure.update_yaxes(tickfont={"size": FONT_SIZE}, title_font={"size": FONT_SIZE})
    return figure.update_layout(
        height=height,
        font={"size": FONT_SIZE},
        margin={"l": 8, "r": 8, "t": 32, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "x": 0,
            "font": {"size": FONT_SIZE},
        },
        hoverlabel={"font": {"size": FONT_SIZE}},
    )


def safe(text: object) -> str:
    """Return text from outside so that Plotly does not read it as markup."""
    return html.escape(str(text), quote=False)
