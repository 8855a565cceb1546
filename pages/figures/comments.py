"""Figures of the comments page."""

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

ROW = 30  # pixels
TOPIC = "#0072B2"


def topic_chart(topics: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of people per topic with its interval.

    Parameters
    ----------
    topics
        One row per topic, largest first: ``label``, ``share``, ``low``,
        ``high`` (0-1), ``n``.
    words
        Texts for ``comments_share``, ``comments_people``.
    """
    rows = topics.iloc[::-1]
    share = rows["share"].astype(float)
    figure = go.Figure(
        go.Bar(
            x=share,
            y=[safe(label) for label in rows["label"]],
            orientation="h",
            marker={"color": TOPIC},
            error_x=_whiskers(share, rows),
            text=[f"{one:.0%}" for one in share],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            textfont={"size": FONT_SIZE, "color": "white"},
            customdata=rows["n"].astype(float),
            hovertemplate=f"%{{y}}<br>{words['comments_share']} %{{x:.1%}}<br>"
            f"{words['comments_people']} %{{customdata:,}}<extra></extra>",
        )
    )
    figure.update_xaxes(tickformat=".0%", title=words["comments_share"], rangemode="tozero")
    figure.update_yaxes(automargin=True)
    figure.update_layout(bargap=0.1)
    return calm(figure, height=88 + ROW * len(rows))


def satisfaction_chart(rows: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw mean satisfaction of those behind each topic on the fixed scale of 1 to 5.

    Parameters
    ----------
    rows
        One row per topic in the order to show: ``label``, ``mean``, ``low``,
        ``high`` (1..5), ``n``.
    words
        Texts for ``comments_satisfaction``, ``comments_people``.
    """
    rows = rows.iloc[::-1]
    mean = rows["mean"].astype(float)
    figure = go.Figure(
        go.Scatter(
            x=mean,
            y=[safe(label) for label in rows["label"]],
            mode="markers+text",
            marker={"size": 13, "color": SATISFACTION},
            text=[f"{one:.1f}" for one in mean],
            textposition="top center",
            error_x=_whiskers(mean, rows),
            customdata=rows["n"].astype(float),
            hovertemplate=f"%{{y}}<br>{words['comments_satisfaction']} %{{x:.2f}}<br>"
            f"{words['comments_people']} %{{customdata:,}}<extra></extra>",
        )
    )
    figure.update_xaxes(range=[1, 5], dtick=1, title=words["comments_satisfaction"])
    figure.update_yaxes(automargin=True)
    return calm(figure, height=88 + (ROW + 12) * len(rows))


def group_chart(rows: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw the share of writers per topic and group as numbers on a fixed scale of colour.

    Parameters
    ----------
    rows
        One row per topic and group: ``label``, ``group_label``, ``share``,
        ``low``, ``high`` (0-1, <NA> where hidden).
    words
        Texts for ``comments_share``, ``comments_people``.
    """
    order = list(dict.fromkeys(rows["label"]))
    heads = list(dict.fromkeys(rows["group_label"]))
    wide = rows.pivot(index="label", columns="group_label", values="share")
    wide = wide.reindex(index=order[::-1], columns=heads).astype(float)
    printed = [["–" if one != one else f"{one:.0%}" for one in row] for row in wide.to_numpy()]
    figure = go.Figure(
        go.Heatmap(
            z=wide.to_numpy(),
            x=[safe(head).replace(" ", "<br>") for head in heads],
            y=[safe(label) for label in wide.index],
            zmin=0,
            zmax=0.4,
            colorscale="Blues",
            text=printed,
            texttemplate="%{text}",
            textfont={"size": FONT_SIZE},
            xgap=3,
            ygap=3,
            showscale=False,
            hovertemplate=f"%{{y}}<br>%{{x}}<br>{words['comments_share']} %{{text}}<extra></extra>",
        )
    )
    figure.update_xaxes(side="top", automargin=True, type="category", tickangle=0)
    figure.update_yaxes(automargin=True, type="category")
    return calm(figure, height=96 + ROW * len(order))


def space_chart(
    parts: pd.DataFrame, spaces: Mapping[str, str], words: Mapping[str, str]
) -> go.Figure:
    """Draw each topic's share of writers, parted by the space types its need leads to.

    Parameters
    ----------
    parts
        One row per topic and space type, largest topic first: ``label``,
        ``space_type``, ``share`` (0-1 of those who wrote).
    spaces
        Said name of each space type.
    words
        Text for ``comments_share``.
    """
    figure = go.Figure()
    order = list(dict.fromkeys(parts["label"]))
    for space in [one for one in spaces if one in set(parts["space_type"])]:
        rows = parts[parts["space_type"] == space]
        figure.add_bar(
            x=rows["share"].astype(float),
            y=[safe(label) for label in rows["label"]],
            name=spaces[space],
            orientation="h",
            marker={"color": SPACE_COLOURS[space]},
            text=[f"{one:.0%}" for one in rows["part"].astype(float)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            hovertemplate=f"%{{y}}<br>{spaces[space]} %{{x:.1%}}<extra></extra>",
        )
    figure.update_xaxes(tickformat=".0%", title=words["comments_share"], rangemode="tozero")
    figure.update_yaxes(
        automargin=True, categoryorder="array", categoryarray=[safe(one) for one in order[::-1]]
    )
    figure.update_layout(barmode="stack", bargap=0.1)
    return calm(figure, height=108 + ROW * len(order))


def own_need_chart(rows: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw satisfaction with a topic's own need: its writers beside everybody else.

    Parameters
    ----------
    rows
        One row per topic and side, largest topic first: ``label``, ``writes``
        (bool), ``mean``, ``low``, ``high`` (1..5), ``n``.
    words
        Texts for ``comments_own_writers``, ``comments_own_others``,
        ``comments_satisfaction``, ``comments_people``.
    """
    figure = go.Figure()
    sides = ((True, "comments_own_writers", IMPORTANCE, "circle", "bottom center"),)
    sides += ((False, "comments_own_others", SATISFACTION, "diamond", "top center"),)
    for writes, name, color, symbol, place in sides:
        side = rows[rows["writes"] == writes]
        mean = side["mean"].astype(float)
        figure.add_scatter(
            x=mean,
            y=[safe(label) for label in side["label"]],
            name=words[name],
            mode="markers+text",
            marker={"size": 13, "color": color, "symbol": symbol},
            text=[f"{one:.1f}" for one in mean],
            textposition=place,
            error_x=_whiskers(mean, side),
            customdata=side["n"].astype(float),
            hovertemplate=f"%{{y}}<br>{words['comments_satisfaction']} %{{x:.2f}}<br>"
            f"{words['comments_people']} %{{customdata:,}}<extra></extra>",
        )
    figure.update_xaxes(range=[1, 5], dtick=1, title=words["comments_satisfaction"])
    order = [safe(label) for label in dict.fromkeys(rows["label"])]
    figure.update_yaxes(automargin=True, categoryorder="array", categoryarray=order[::-1])
    return calm(figure, height=108 + (ROW + 18) * rows["label"].nunique())


def criterion_chart(tried: pd.DataFrame, k: int, words: Mapping[str, str]) -> go.Figure:
    """Draw how each number of topics fared; the number in use is a filled diamond.

    Parameters
    ----------
    tried
        One row per number: ``k``, ``value``, ``error``, ``chosen``.
    k
        The number in use.
    words
        Texts for ``comments_number``, ``comments_value``, ``comments_chosen``.
    """
    value = tried["value"].astype(float)
    chosen = tried["chosen"].astype(bool)
    figure = go.Figure(
        go.Scatter(
            x=tried["k"].astype(int),
            y=value,
            mode="lines+markers+text",
            line={"color": NEUTRAL},
            marker={
                "size": [18 if one == k else 12 for one in tried["k"]],
                "symbol": ["diamond" if one == k else "circle" for one in tried["k"]],
                "color": [TOPIC if one else NEUTRAL for one in chosen],
            },
            error_y={"type": "data", "array": tried["error"].astype(float), "color": NEUTRAL},
            text=[words["comments_chosen"] if one else "" for one in chosen],
            textposition="top center",
            hovertemplate="%{x}<br>%{y:.2f}<extra></extra>",
        )
    )
    figure.update_xaxes(title=words["comments_number"], dtick=1)
    figure.update_yaxes(title=words["comments_value"], rangemode="tozero")
    return calm(figure, height=320)


def _whiskers(middle: pd.Series, rows: pd.DataFrame) -> dict[str, object]:
    """Return the intervals as Plotly wants them."""
    return {
        "type": "data",
        "symmetric": False,
        "array": rows["high"].astype(float) - middle,
        "arrayminus": middle - rows["low"].astype(float),
        "color": NEUTRAL,
        "thickness": 2,
    }
