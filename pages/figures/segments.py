"""Figures of the segments page."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from pages.figures.segments_portrait import interval
from pages.figures.style import FONT_SIZE, IMPORTANCE, SATISFACTION, calm, safe

WIDEST = 1.5  # points from the whole at which the colour is full
UNDER = 0.27  # of a row, by which the weighted share lies below, so that both intervals are seen
WIDEST_PERCENT = 50  # percentage points, where needs were chosen instead of rated


def size_chart(sizes: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of each segment with its interval, the weighted share beside it.

    Parameters
    ----------
    sizes
        One row per segment in the order to show: ``label``, ``share``,
        ``share_low``, ``share_high`` (0-1), ``n``, ``jaccard`` (0-1 or NA),
        ``note`` (the stability in a word), and ``weighted_share`` with its
        ends where there are weights.
    words
        Texts for ``segments_share``, ``segments_share_weighted``,
        ``segments_stability``, ``n_answers``.
    """
    rows = sizes.iloc[::-1]
    labels = [wrapped(label) for label in rows["label"]]
    share, low, high = (rows[name].astype(float) for name in ("share", "share_low", "share_high"))
    figure = go.Figure(
        go.Bar(
            x=share,
            y=list(range(len(rows))),
            orientation="h",
            name=words["segments_share"],
            marker={"color": SATISFACTION},
            error_x=interval(share, low, high),
            text=["" if pd.isna(one) else f"{one:.0%}" for one in share],
            textposition="inside",
            insidetextanchor="start",
            textfont={"size": FONT_SIZE, "color": "white"},
            customdata=list(zip(labels, rows["n"], strict=True)),
            hovertemplate=f"%{{customdata[0]}}<br>{words['segments_share']} %{{x:.1%}}<br>"
            f"{words['n_answers']} %{{customdata[1]:,}}<extra></extra>",
        )
    )
    if "weighted_share" in rows:
        _add_weighted(figure, rows, labels, words["segments_share_weighted"])
    widest = float(high.max())
    for place, (note, jaccard) in enumerate(zip(rows["note"], rows["jaccard"], strict=True)):
        if note:
            figure.add_annotation(
                x=widest * 1.04,
                y=place,
                text=f"{safe(note)} ({jaccard:.2f})",
                showarrow=False,
                xanchor="left",
            )
    figure.update_xaxes(tickformat=".0%", title=words["segments_share"], range=[0, widest * 1.5])
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=labels, automargin=True)
    figure.update_layout(showlegend="weighted_share" in rows, legend_traceorder="normal")
    return calm(figure, height=100 + 48 * len(rows))


def _add_weighted(figure: go.Figure, rows: pd.DataFrame, labels: list[str], name: str) -> None:
    columns = [f"weighted_share{end}" for end in ("", "_low", "_high")]
    share, low, high = (rows[column].astype(float) for column in columns)
    figure.add_scatter(
        x=share,
        y=[place - UNDER for place in range(len(rows))],
        mode="markers",
        name=name,
        marker={"symbol": "diamond", "size": 13, "color": IMPORTANCE},
        error_x=interval(share, low, high) | {"color": IMPORTANCE},
        customdata=labels,
        hovertemplate=f"%{{customdata}}<br>{name} %{{x:.1%}}<extra></extra>",
    )


def wrapped(label: str, width: int = 44) -> str:
    """Return a safe label on two lines where it is long; letters of Chinese count double.

    Examples
    --------
    >>> wrapped("1 \u00b7 more group rooms, less printing"), wrapped("a b " * 16).count("<br>")
    ('1 \u00b7 more group rooms, less printing', 1)
    """
    sizes = [2 if ord(letter) > 0x2E7F else 1 for letter in label]
    if sum(sizes) <= width:
        return safe(label)
    breaks = [place for place, letter in enumerate(label, 1) if letter in " ,\u3001\uff0c"]
    breaks = breaks or list(range(1, len(label)))
    half = sum(sizes) / 2
    best = min(breaks, key=lambda place: abs(sum(sizes[:place]) - half))
    return f"{safe(label[:best].rstrip())}<br>{safe(label[best:])}"


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
