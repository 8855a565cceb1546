"""Figures of occupancy: weekday by hour, the mix of areas, and which weeks have counts."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.figures.scales import DIFFERENCE_SCALE, LIMIT, OCCUPANCY_SCALE, THIN
from pages.figures.style import FONT_SIZE, NEUTRAL, calm, safe

PANELS = ("before", "after", "difference")
WEEKDAYS = range(1, 8)
GREY = [[0, "rgba(128,128,128,0.22)"], [1, "rgba(128,128,128,0.22)"]]
FEW = {"colorscale": GREY, "showscale": False, "textfont": {"size": 13, "color": NEUTRAL}}
SPACED_WEEKS = 130  # more weeks than that leave no room for gaps between them
ROW = 20  # pixels per hour
LOOKS = {  # one look each on every page: before is hatched grey, after is full
    "before": {"color": NEUTRAL, "pattern": {"shape": "/", "solidity": 0.3}},
    "after": {"color": "#0072B2"},
}


def week_maps(
    cells: pd.DataFrame,
    words: Mapping[str, str],
    *,
    share: bool,
    top: float = 1.0,
    limit: float = LIMIT,
) -> go.Figure:
    """Draw before, after and difference by weekday and hour, side by side on fixed scales.

    Numbers stand in the cells. A cell with fewer than `THIN` days is grey and
    shows its number of days; where nobody counted there is no cell.

    Parameters
    ----------
    cells
        One row per weekday (1 = Monday) and hour (0-23): ``weekday``, ``hour``,
        ``before``, ``after``, ``difference`` (share of seats 0-1, or people;
        NA = nobody counted), ``days_before``, ``days_after``,
        ``sweeps_before``, ``sweeps_after`` (counts behind the means).
    words
        Texts for ``before``, ``after``, ``difference``, what stands beside each
        in its title (``before_note`` and so on), ``unit``, ``days``, ``sweeps``,
        ``thin``, and ``weekday_1`` to ``weekday_7``.
    share
        Whether values are shares of seats; they are then printed in percent.
    top
        Upper end of the scale of both periods, in the unit of the values.
    limit
        Upper end of the scale of the difference; its lower end is -`limit`.
    """
    figure = make_subplots(
        rows=1,
        cols=3,
        shared_yaxes=True,
        horizontal_spacing=0.025,
        subplot_titles=[_title(panel, words) for panel in PANELS],
    )
    hours = range(int(cells["hour"].min()), int(cells["hour"].max()) + 1)
    for place, panel in enumerate(PANELS, start=1):
        days = _days(cells, panel)
        thin = days < THIN
        scale = "coloraxis2" if panel == "difference" else "coloraxis"
        notes = _notes(cells, panel, words, share)
        for few in (True, False):
            rows = cells[(thin == few) & cells[panel].notna()]
            shown = _printed(rows[panel], panel, share) if not few else _n(days)
            trace = _map(rows, rows[panel], shown, notes, words, hours)
            trace.update(FEW if few else {"coloraxis": scale})
            figure.add_trace(trace, row=1, col=place)
    figure.update_xaxes(side="top", tickangle=0, showgrid=False, fixedrange=True, ticks="")
    figure.update_yaxes(
        autorange="reversed", dtick=1, ticksuffix=":00", showgrid=False, fixedrange=True, ticks=""
    )
    figure.update_annotations(font_size=FONT_SIZE, yshift=34)
    figure = calm(figure, height=122 + ROW * len(hours))
    return figure.update_layout(
        margin={"t": 66, "b": 48},
        coloraxis=_axis(OCCUPANCY_SCALE, 0, top, share, 0.325, 0.6),
        coloraxis2=_axis(DIFFERENCE_SCALE, -limit, limit, share, 0.845, 0.29),
    )


def mix_bars(mix: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw each area's share of all people before and after.

    Parameters
    ----------
    mix
        One row per area, in the order to show: ``label``, ``before``,
        ``after`` (shares of all people, 0-1), ``change`` (points, -1 to 1).
    words
        Texts for ``before``, ``after``, ``share``, ``change``.
    """
    rows = mix.iloc[::-1]
    figure = go.Figure()
    for period in ("after", "before"):
        figure.add_bar(
            x=rows[period],
            y=[safe(label) for label in rows["label"]],
            orientation="h",
            name=words[period],
            marker=LOOKS[period],
            text=["" if pd.isna(value) else f"{value:.0%}" for value in rows[period]],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            customdata=100 * rows["change"].astype("Float64"),
            hovertemplate=f"%{{y}}<br>{words[period]} %{{x:.1%}}<br>"
            f"{words['change']} %{{customdata:+.1f}}<extra></extra>",
        )
    figure.update_layout(barmode="group", bargap=0.25, legend_traceorder="reversed")
    figure.update_xaxes(tickformat=".0%", title=words["share"], rangemode="tozero")
    figure.update_yaxes(automargin=True)
    return calm(figure, height=110 + 52 * len(rows))


def coverage_map(weeks: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Draw on how many days of each week each zone was counted; gaps stay empty.

    Parameters
    ----------
    weeks
        One row per zone and week that has counts: ``label`` (zone), ``week``
        (date of its Monday), ``days`` (1-7 days with counts), ``sweeps``.
    words
        Texts for ``week``, ``days``, ``sweeps``.
    """
    labels = list(dict.fromkeys(weeks["label"]))
    mondays = pd.to_datetime(weeks["week"])
    every = pd.date_range(mondays.min(), mondays.max(), freq="7D")
    shape = {"index": "label", "columns": "week"}
    laid = weeks.assign(week=mondays).pivot(values=["days", "sweeps"], **shape)
    days, sweeps = (laid[name].reindex(index=labels, columns=every) for name in ("days", "sweeps"))
    figure = go.Figure(
        go.Heatmap(
            x=every + pd.Timedelta(days=3),
            y=[safe(label) for label in labels],
            z=_cells(days),
            customdata=[
                [[f"{week:%Y-%m-%d}", count] for week, count in zip(every, row, strict=True)]
                for row in _cells(sweeps)
            ],
            zmin=0,
            zmax=7,
            colorscale="Tealgrn",
            colorbar={"title": words["days"], "tickvals": [1, 4, 7], "thickness": 14},
            hoverongaps=False,
            hovertemplate=f"%{{y}}<br>{words['week']} %{{customdata[0]}}<br>"
            f"{words['days']} %{{z}}<br>{words['sweeps']} %{{customdata[1]:,}}<extra></extra>",
            xgap=1 if len(every) <= SPACED_WEEKS else 0,
            ygap=2,
        )
    )
    figure.update_xaxes(showgrid=False, tickformat="%Y-%m")
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    return calm(figure, height=110 + max(90, 24 * len(labels)))


def _title(panel: str, words: Mapping[str, str]) -> str:
    return f"<b>{safe(words[panel])}</b>  {safe(words[f'{panel}_note'])}"


def _cells(grid: pd.DataFrame) -> list[list]:
    """Return a grid as lists; what is missing is None, so that nothing is drawn there."""
    return [[None if pd.isna(value) else value for value in row] for row in grid.to_numpy()]


def _days(cells: pd.DataFrame, panel: str) -> pd.Series:
    """Return the days behind each cell; a difference is as thin as its thinner side."""
    if panel == "difference":
        return cells[["days_before", "days_after"]].min(axis="columns")
    return cells[f"days_{panel}"]


def _map(
    rows: pd.DataFrame,
    values: pd.Series,
    shown: pd.Series,
    notes: pd.Series,
    words: Mapping[str, str],
    hours: Sequence[int],
) -> go.Heatmap:
    """Return one layer of one panel on the full grid of weekdays and hours."""
    place = pd.MultiIndex.from_arrays([rows["hour"].astype(int), rows["weekday"].astype(int)])
    grid = pd.MultiIndex.from_product([hours, WEEKDAYS])

    def spread(column: pd.Series, empty: object) -> list[list]:
        laid = pd.Series(list(column[rows.index]), index=place, dtype=object).reindex(grid)
        cells = [empty if pd.isna(value) else value for value in laid]
        return [cells[start : start + 7] for start in range(0, len(cells), 7)]

    return go.Heatmap(
        z=spread(values, None),
        x=[words[f"weekday_{weekday}"] for weekday in WEEKDAYS],
        y=list(hours),
        text=spread(shown, ""),
        texttemplate="%{text}",
        textfont={"size": 13},
        hovertext=spread(notes, ""),
        hovertemplate="%{hovertext}<extra></extra>",
        hoverongaps=False,
        xgap=1,
        ygap=1,
    )


def _printed(values: pd.Series, panel: str, share: bool) -> pd.Series:
    """Return the number in each cell: whole percent or points, people to three digits."""
    return values.map(lambda value: number(value, share=share, signed=panel == "difference"))


def number(value: float, *, share: bool, signed: bool) -> str:
    """Return a number as it stands in a cell: whole percent, or people to two digits.

    Examples
    --------
    >>> number(0.456, share=True, signed=False), number(-0.001, share=True, signed=True)
    ('46', '0')
    >>> number(3.14, share=False, signed=True), number(108.2, share=False, signed=False)
    ('+3.1', '108')
    """
    shown = 100 * value if share else value
    digits = 0 if share or abs(shown) >= 9.95 else 1
    if round(shown, digits) == 0:
        return "0"
    return f"{shown:{'+' if signed else ''}.{digits}f}"


def _n(days: pd.Series) -> pd.Series:
    return days.map(lambda n: f"n={n}")


def _notes(cells: pd.DataFrame, panel: str, words: Mapping[str, str], share: bool) -> pd.Series:
    """Return what hovering over each cell says."""
    sides = ("before", "after") if panel == "difference" else (panel,)
    days = _days(cells, panel)
    return pd.Series(
        [
            "<br>".join(
                [
                    f"{words[f'weekday_{row.weekday}']} {row.hour}:00–{row.hour + 1}:00",
                    *([_value(row, panel, words, share)] if panel == "difference" else []),
                    *(_side(row, side, words, share) for side in sides),
                    *([words["thin"]] if days[row.Index] < THIN else []),
                ]
            )
            for row in cells.itertuples()
        ],
        index=cells.index,
    )


def _side(row: object, side: str, words: Mapping[str, str], share: bool) -> str:
    days, sweeps = getattr(row, f"days_{side}"), getattr(row, f"sweeps_{side}")
    return (
        f"{_value(row, side, words, share)} "
        f"({words['days']} {days:,}, {words['sweeps']} {sweeps:,})"
    )


def _value(row: object, panel: str, words: Mapping[str, str], share: bool) -> str:
    value = getattr(row, panel)
    if pd.isna(value):
        return f"{safe(words[panel])}: –"
    sign = "+" if panel == "difference" else ""
    number = f"{100 * value:{sign}.1f}" if share else f"{value:{sign},.1f}"
    return f"{safe(words[panel])}: <b>{number}</b> {words['unit']}"


def _axis(scale: str, low: float, high: float, share: bool, x: float, length: float) -> dict:
    """Return a fixed colour axis with a flat bar below its panels."""
    factor = 100 if share else 1
    whole = (factor * (high - low)) % 4 == 0  # quarters that are whole numbers, else halves
    parts = 4 if whole else 2
    ticks = [low + (high - low) * part / parts for part in range(parts + 1)]
    sign = "+" if low < 0 else ""
    names = [f"{factor * tick:{sign if tick else ''}g}" for tick in ticks]
    return {
        "colorscale": scale,
        "cmin": low,
        "cmax": high,
        "cmid": 0 if low < 0 else None,
        "colorbar": {
            "orientation": "h",
            "x": x,
            "y": 0,
            "yanchor": "top",
            "len": length,
            "thickness": 10,
            "tickvals": ticks,
            "ticktext": names,
            "outlinewidth": 0,
        },
    }
