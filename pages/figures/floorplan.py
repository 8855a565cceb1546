"""Floor plans in plain metres, drawn offline.

Colour is never alone: every zone carries its name and a line of text (letters
of the space type, seats, a rate), and the legend repeats the letters.
"""

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import pydeck as pdk
from shapely import Polygon

from pages.figures import zonelabels

SPACE_FILLS = {
    "learning": (0, 114, 178, 255),
    "academic": (204, 121, 167, 255),
    "cultural": (230, 159, 0, 255),
    "creative": (0, 158, 115, 255),
    "other": (153, 153, 153, 255),
}
FIXED_FILL = (118, 118, 118, 255)  # stairs, lifts, toilets: nothing to decide there
LINE = (110, 110, 110, 255)  # seen on white and on black
MARK = (213, 94, 0, 255)  # the chosen zone
NARROWEST = 520  # pixels; letters are sized so that they fit a plan of this width
FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Source Sans 3',sans-serif"
ZONES = "zones"  # id of the layer that can be picked
TOOLTIP = {
    "html": "<b>{label}</b><br/>{note}",  # Streamlit escapes what fills the slots
    "style": {
        "backgroundColor": "#262730",
        "color": "#fafafa",
        "fontSize": "15px",
        "maxWidth": "340px",
        "whiteSpace": "pre-line",
    },
}


def floor_deck(
    zones: pd.DataFrame,
    words: Mapping[str, str],
    *,
    selected: str | None = None,
    height: int = 420,
    narrowest: int = NARROWEST,
) -> pdk.Deck:
    """Draw one floor, fitted to its bounds at any width.

    Parameters
    ----------
    zones
        One row per zone, in drawing order: ``zone`` (str), ``label`` (its
        name), ``polygon`` (rings of [x, y] in metres, y upwards; None = not
        drawn), ``fill`` ((r, g, b, a) 0-255, opaque so that words stay
        readable in both themes; None = outline of the floor, line only),
        ``lines`` (tuple of short texts under the name; optional), ``code``
        (one or two letters where the name does not fit; optional), ``note``
        (text of the tooltip, lines parted by a line break; optional).
    words
        ``scale_metres``: how a length in metres is written, with the slot ``{metres}``.
    selected
        Zone with a thick line around it.
    height
        Pixels; pass the same to ``st.pydeck_chart``.
    narrowest
        Pixels of the narrowest column the plan is shown in.

    Returns
    -------
    A deck whose layer ``zones`` returns the picked row with ``on_select``.

    Raises
    ------
    ValueError
        No zone has a polygon; ask `has_plan` first.
    """
    drawn = zones[zones["polygon"].notna()]
    if drawn.empty:
        raise ValueError("No zone has a polygon.")
    bounds = _bounds(drawn)
    metre = min(narrowest / (bounds[2] - bounds[0]), height / (bounds[3] - bounds[1]))
    outlined = drawn["fill"].isna()
    return pdk.Deck(
        layers=[
            _outlines(drawn[outlined]),
            _zones(drawn[~outlined], selected),
            _words(drawn[~outlined], metre),
            *_scale_bar(bounds, words["scale_metres"]),
        ],
        views=[_view()],
        initial_view_state=_fitted(bounds, height, metre),
        map_provider=None,
        map_style=None,
        tooltip=TOOLTIP,
    )


def place_of(zones: pd.DataFrame) -> str:
    """Return a word for the picture's bounds; a chart with other bounds needs another key."""
    bounds = _bounds(zones[zones["polygon"].notna()])
    return "_".join(f"{edge:.0f}" for edge in bounds)


def best_height(zones: pd.DataFrame, *, widest: int = 840, most: int = 430) -> int:
    """Return the height in pixels at which a floor fills the widest column, at most `most`.

    Examples
    --------
    >>> flat = pd.DataFrame({"polygon": [[[[0, 0], [90, 0], [90, 20], [0, 20]]]]})
    >>> best_height(flat)
    242
    """
    left, bottom, right, top = _bounds(zones[zones["polygon"].notna()])
    return round(min(most, max(160, widest * (top - bottom) / (right - left))))


def has_plan(zones: pd.DataFrame) -> bool:
    """Tell whether there is anything to draw."""
    return bool(zones["polygon"].notna().any())


def ink(fill: Sequence[int]) -> list[int]:
    """Return the letter colour that reads on an opaque fill: near black or white.

    Examples
    --------
    >>> ink((0, 114, 178, 255)), ink((230, 159, 0, 255))
    ([255, 255, 255, 255], [20, 20, 20, 255])
    """
    red, green, blue = (
        (part / 255 / 12.92 if part < 11 else ((part / 255 + 0.055) / 1.055) ** 2.4)
        for part in fill[:3]
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return [20, 20, 20, 255] if (light + 0.05) / 0.056 > 1.05 / (light + 0.05) else [255] * 4


def legend(names: Mapping[str, str], codes: Mapping[str, str]) -> list[dict[str, str]]:
    """Return one entry per space type: ``code``, ``name``, ``fill`` and ``ink`` as CSS colours."""
    return [
        {
            "code": codes[kind],
            "name": names[kind],
            "fill": _css(SPACE_FILLS[kind]),
            "ink": _css(ink(SPACE_FILLS[kind])),
        }
        for kind in names
    ]


def _css(color: Sequence[int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color[:3])


def _bounds(drawn: pd.DataFrame) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of the picture, with room for the scale bar."""
    points = [point for rings in drawn["polygon"] for point in rings[0]]
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    bottom, top = min(p[1] for p in points), max(p[1] for p in points)
    edge = 0.015 * max(right - left, top - bottom, 1e-6)
    under = 0.09 * max(top - bottom, (right - left) / 2)
    return left - edge, bottom - under - edge, right + edge, top + edge


def _view() -> pdk.View:
    """Return a view that leaves the mouse wheel to the page."""
    still = {"scrollZoom": False, "doubleClickZoom": False, "dragPan": False, "keyboard": False}
    return pdk.View(type="OrthographicView", controller=still, flip_y=False)


def _fitted(bounds: tuple, height: int, metre: float) -> pdk.ViewState:
    """Return a view state that fills whichever is scarcer, width or height.

    The controller raises the zoom until the width is filled (`max_bounds`,
    open below) and stops where the height is (`max_zoom`); it pushes the view
    down from the top edge, so that a low plan stands at the top.
    """
    left, bottom, right, top = bounds
    far = 1e5 * (top - bottom)
    return pdk.ViewState(
        target=[(left + right) / 2, top, 0],
        zoom=math.log2(metre) - 1,
        min_zoom=-20,
        max_zoom=math.log2(height / (top - bottom)),
        max_bounds=[[left, bottom - far], [right, top]],
    )


def _outlines(drawn: pd.DataFrame) -> pdk.Layer:
    return pdk.Layer(
        "PolygonLayer",
        id="outline",
        data=[{"polygon": rings} for rings in drawn["polygon"]],
        get_polygon="polygon",
        filled=True,
        get_fill_color=[128, 128, 128, 36],
        get_line_color=list(LINE),
        get_line_width=2,
        line_width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def _zones(drawn: pd.DataFrame, selected: str | None) -> pdk.Layer:
    """Return the filled zones; the chosen one is last, so that its line is whole."""
    notes = drawn["note"] if "note" in drawn else drawn["label"]
    rows = [
        {
            "zone": zone,
            "label": label,
            "note": note,
            "polygon": rings,
            "fill": list(fill),
            "line": list(MARK if zone == selected else LINE),
            "width": 5 if zone == selected else 1,
        }
        for zone, label, note, rings, fill in zip(
            drawn["zone"], drawn["label"], notes, drawn["polygon"], drawn["fill"], strict=True
        )
    ]
    return pdk.Layer(
        "PolygonLayer",
        id=ZONES,
        data=sorted(rows, key=lambda row: row["zone"] == selected),
        get_polygon="polygon",
        get_fill_color="fill",
        get_line_color="line",
        get_line_width="width",
        line_width_units=pdk.types.String("pixels"),
        stroked=True,
        pickable=True,
    )


def _words(drawn: pd.DataFrame, metre: float) -> pdk.Layer:
    empty = [()] * len(drawn)
    columns = (
        drawn["label"],
        drawn["polygon"],
        drawn["fill"],
        drawn.get("lines", empty),
        drawn.get("code", empty),
    )
    rows = []
    for label, rings, fill, lines, code in zip(*columns, strict=True):
        shape = Polygon(rings[0], rings[1:]).buffer(0)
        spot = zonelabels.place(shape, label, list(lines), code or "", metre)
        if spot:
            at = {"at": [spot.x, spot.y], "size": spot.size}
            rows.append({"text": spot.text, "ink": ink(fill), **at})
    return _text("words", rows)


def _text(name: str, rows: list[dict]) -> pdk.Layer:
    """Return letters sized in metres, so that they grow with the plan."""
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="at",
        get_text="text",
        get_size="size",
        get_color="ink",
        size_units=pdk.types.String("meters"),
        size_max_pixels=24,
        line_height=zonelabels.LINE,
        font_family=pdk.types.String(FONT),
        font_weight=600,
        font_settings={"fontSize": 48, "buffer": 6},
        character_set=pdk.types.String("auto"),
        pickable=False,
    )


def _scale_bar(bounds: tuple, written: str) -> list[pdk.Layer]:
    """Return a bar of a round length under the plan, with its length."""
    left, bottom, right, top = bounds
    length = _round_length((right - left) / 4)
    tall = 0.045 * (top - bottom)
    y, tick = bottom + 0.5 * tall, tall / 3
    x = left + 0.02 * (right - left)
    bar = [[x, y + tick], [x, y], [x + length, y], [x + length, y + tick]]
    grey = [128, 128, 128, 255]
    path = pdk.Layer(
        "PathLayer",
        id="scale",
        data=[{"path": bar}],
        get_path="path",
        get_color=grey,
        get_width=2,
        width_units=pdk.types.String("pixels"),
        pickable=False,
    )
    text = written.format(metres=f"{length:g}")
    at = [x + length + tall * (0.6 + 0.25 * len(text)), y + tick]
    return [path, _text("scale_words", [{"at": at, "text": text, "ink": grey, "size": tall}])]


def _round_length(longest: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not longer.

    Examples
    --------
    >>> _round_length(15.3), _round_length(60), _round_length(0.3)
    (10.0, 50.0, 0.2)
    """
    power = 10.0 ** math.floor(math.log10(longest))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= longest * 1.0001)
