"""What the reader wants of a layout: weights, pins, forbidden functions and limits, in the link."""

import json
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data import reference
from pages.parts import floor_view, session
from pages.parts.session import plain, say
from planning.layout.build import Layout
from planning.layout.wishes import STAY, WEIGHTS, Wishes

NOW, BEFORE = "layout", "layout_was"
NOTHING = "{}"
MOST_WEIGHT = 20.0
LIMITS = ("seats_least", "seats_most", "area_least", "area_most")


def text() -> str:
    """Return the wishes of this view as the link holds them."""
    return session.place(NOW) or NOTHING


def read(asked: str, zones: Iterable[str]) -> Wishes:
    """Return wishes from a link; what it says of unknown zones or functions is left out.

    Examples
    --------
    >>> read('{"w": {"noise": 9, "fun": 3}, "p": {"a": "cafe"}, "x": ["no"]}', ["a"]).weights
    {'noise': 9.0}
    >>> read("not even JSON", []).pins
    {}
    """
    said, zones = _loaded(asked), set(zones)
    names = set(reference.functions()["function"])
    pins = {z: f for z, f in _part(said, "p").items() if z in zones and f in {STAY, *names}}
    barred = {z: (f,) for z, f in _part(said, "n").items() if z in zones and f in names}
    forbidden = said.get("x") if isinstance(said.get("x"), list) else []
    ends = {name: _numbers(_part(said, name)) for name in LIMITS}
    return Wishes(
        weights={
            t: min(x, MOST_WEIGHT) for t, x in _numbers(_part(said, "w")).items() if t in WEIGHTS
        },
        pins=pins,
        forbidden=tuple(name for name in forbidden if name in names),
        forbidden_in=barred,
        seats=_ranges(ends["seats_least"], ends["seats_most"], names),
        area_m2=_ranges(ends["area_least"], ends["area_most"], names),
    )


def function_names() -> dict[str, str]:
    """Return the names of the functions in the reader's language; "" stays as it is."""
    table = reference.functions()
    names = dict(zip(table["function"], table[session.language()], strict=True))
    return {**names, "": plain("layout_as_is")}


def weights() -> None:
    """Show a slider per term; a move makes a new plan."""
    given = _part(_loaded(text()), "w")
    columns = st.columns(2)
    for at, (term, usual) in enumerate(WEIGHTS.items()):
        columns[at % 2].slider(
            say(f"layout_name_{term}"),
            0.0,
            MOST_WEIGHT,
            float(given.get(term, usual)),
            1.0,
            "%d",
            key=f"layout_w_{term}_{given.get(term, usual)}",
            help=say(f"layout_term_{term}"),
            on_change=_weigh,
            args=(term, f"layout_w_{term}_{given.get(term, usual)}"),
        )
    st.caption(say("layout_weights_note"))
    st.button(say("layout_reset"), key="layout_reset", on_click=_keep, args=({},))


def pins(one: Layout, plan: pd.DataFrame) -> None:
    """Show the convertible zones; a function is pinned or forbidden here."""
    names, wishes = function_names(), one.ask.wishes
    rows = plan[plan["free"]].merge(one.site.rooms[["zone", "name_en", "name_zh"]], on="zone")
    options = [STAY, *(name for name in names if name)]
    said = {**names, STAY: plain("layout_stay")}
    table = pd.DataFrame(
        {
            "name": floor_view.name_of(rows),
            "today": rows["function_today"].map(names),
            "planned": rows["function"].map(names),
            "pin": rows["zone"].map(wishes.pins),
            "not": rows["zone"].map(lambda zone: (wishes.forbidden_in.get(zone) or (None,))[0]),
        }
    ).astype({"pin": "object", "not": "object"})
    key = f"layout_pins_{text()}"
    column = st.column_config
    st.data_editor(
        table,
        column_config={
            "name": column.TextColumn(plain("layout_zone")),
            "today": column.TextColumn(plain("layout_today")),
            "planned": column.TextColumn(plain("layout_planned")),
            "pin": column.SelectboxColumn(
                plain("layout_pin"), options=options, format_func=said.get
            ),
            "not": column.SelectboxColumn(
                plain("layout_not"), options=options[1:], format_func=said.get
            ),
        },
        disabled=["name", "today", "planned"],
        hide_index=True,
        key=key,
        on_change=_pin,
        args=(key, rows["zone"].tolist()),
        alt=plain("layout_pins_alt"),
    )
    st.multiselect(
        say("layout_forbid"),
        options[1:],
        default=list(wishes.forbidden),
        format_func=names.get,
        key=f"layout_forbid_{text()}",
        on_change=_forbid,
        args=(f"layout_forbid_{text()}",),
    )


def limits(one: Layout, plan: pd.DataFrame) -> None:
    """Show seats and area per function; ends that must hold are entered here."""
    names, wishes = function_names(), one.ask.wishes
    planned = plan.groupby("function")[["seats", "area_m2"]].sum()
    asked = one.ask.programme.set_index("function")["seats"].astype("Int64")
    order = [name for name in names if name]
    table = pd.DataFrame({"name": [names[one] for one in order]})
    table["asked"] = asked.reindex(order).to_numpy()
    table["seats"] = planned["seats"].reindex(order).fillna(0).to_numpy()
    for name in LIMITS:
        kind, end = name.split("_")
        given = wishes.seats if kind == "seats" else wishes.area_m2
        at = 0 if end == "least" else 1
        table[name] = pd.array([given.get(one, (None, None))[at] for one in order], dtype="Float64")
    key = f"layout_limits_{text()}"
    column = st.column_config
    st.data_editor(
        table,
        column_config={
            "name": column.TextColumn(plain("layout_function")),
            "asked": column.NumberColumn(plain("layout_asked")),
            "seats": column.NumberColumn(plain("layout_seats")),
            **{
                name: column.NumberColumn(plain(f"layout_{name}"), min_value=0.0, step=1.0)
                for name in LIMITS
            },
        },
        disabled=["name", "asked", "seats"],
        hide_index=True,
        key=key,
        on_change=_limit,
        args=(key, order),
        alt=plain("layout_limits_alt"),
    )
    st.caption(say("layout_limits_note"))


def _weigh(term: str, key: str) -> None:
    said = _loaded(text())
    _keep({**said, "w": {**_part(said, "w"), term: session.value(key)}})


def _pin(key: str, zones: list[str]) -> None:
    said = _loaded(text())
    pinned, barred = dict(_part(said, "p")), dict(_part(said, "n"))
    for row, changes in session.edits(key)["edited_rows"].items():
        for name, kept in (("pin", pinned), ("not", barred)):
            if name in changes:
                kept.pop(zones[int(row)], None)
                kept |= {zones[int(row)]: changes[name]} if changes[name] else {}
    _keep({**said, "p": pinned, "n": barred})


def _forbid(key: str) -> None:
    _keep({**_loaded(text()), "x": list(session.value(key))})


def _limit(key: str, order: list[str]) -> None:
    said = _loaded(text())
    for row, changes in session.edits(key)["edited_rows"].items():
        for name, value in changes.items():
            kept = dict(_part(said, name))
            kept.pop(order[int(row)], None)
            said[name] = kept if value is None else {**kept, order[int(row)]: value}
    _keep(said)


def _keep(said: dict) -> None:
    """Take new wishes over; the ones before are remembered to say what moved."""
    full = {name: part for name, part in said.items() if part}
    new = json.dumps(full, ensure_ascii=False, separators=(",", ":"))
    if new != text():
        session.put(BEFORE, text())
        session.put(NOW, new)


def _loaded(asked: str) -> dict:
    try:
        said = json.loads(asked)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _part(said: dict, name: str) -> dict:
    part = said.get(name)
    return part if isinstance(part, dict) else {}


def _numbers(part: dict) -> dict[str, float]:
    kinds = (int, float)
    return {k: float(x) for k, x in part.items() if type(x) in kinds and 0 <= x < 1e9}


def _ranges(least: dict, most: dict, names: set[str]) -> dict:
    known = [name for name in {**least, **most} if name in names]
    return {name: (least.get(name), most.get(name)) for name in known}
