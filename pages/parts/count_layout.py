"""What was understood of a count file, as widgets a librarian can correct."""

from dataclasses import replace
from zoneinfo import available_timezones

import streamlit as st

from pages.parts.session import plain, say
from planning.occupancy.readers.layout import (
    BASES,
    DATE_ORDERS,
    FORMS,
    REPEAT_RULES,
    SLIP_RULES,
    CountLayout,
)

NONE = ""
SHOWN = {  # columns worth a look at first, by form; the rest is one click away
    "long": ("at", "date", "time", "zones", "occupied", "capacity"),
    "wide": ("at", "date", "time", "counts", "total"),
    "hours": ("date", "zones", "counts"),
}
MORE = {
    "long": ("hour", "free", "recorded", "weekday", "term"),
    "wide": ("hour", "recorded", "weekday", "term"),
    "hours": ("weekday", "term"),
}
SEVERAL = ("zones", "counts")
RULES = {"repeats": REPEAT_RULES, "slips": SLIP_RULES}


def corrected(layout: CountLayout, file: str, time_zone: str) -> CountLayout:
    """Show a layout as widgets and return it with what the reader changed.

    Parameters
    ----------
    layout
        As proposed or as kept in the draft.
    file
        Tells the widgets of one file from those of the next.
    time_zone
        Of the study, for layouts that name none.
    """
    form = _choice("form", FORMS, layout, file)
    layout = replace(layout, form=form)
    columns = st.columns(3)
    given = {}
    for place, name in enumerate(SHOWN[form]):
        with columns[place % 3]:
            given[name] = _column(name, layout, file)
    with columns[len(SHOWN[form]) % 3]:
        given["date_order"] = _choice("date_order", DATE_ORDERS, layout, file)
    with st.expander(say("counts_more_layout"), key="counts_more"):
        given |= _more(replace(layout, **given), file, time_zone)
    edited = replace(layout, **given)
    named = edited.named()
    return replace(edited, ignored=tuple(name for name in edited.columns if name not in named))


def _more(layout: CountLayout, file: str, time_zone: str) -> dict[str, object]:
    """Show what is rarely wrong."""
    given = {}
    columns = st.columns(3)
    with columns[0]:
        given["basis"] = _choice("basis", BASES, layout, file)
    with columns[1]:
        zones = sorted(available_timezones())
        kept = layout.time_zone or time_zone
        given["time_zone"] = st.selectbox(
            say("counts_time_zone"),
            zones,
            index=zones.index(kept) if kept in zones else None,
            key=f"counts_time_zone_{file}",
        )
    for place, (name, rules) in enumerate(RULES.items(), start=2):
        with columns[place % 3]:
            given[name] = _choice(name, rules, layout, file)
    for place, name in enumerate(MORE[layout.form], start=4):
        with columns[place % 3]:
            given[name] = _column(name, layout, file)
    given["time_zone"] = given["time_zone"] or ""
    return given


def _choice(name: str, options: tuple[str, ...], layout: CountLayout, file: str) -> str:
    """Show one of a few codes."""
    names = {code: plain(f"counts_{name}_{code}") for code in options}
    return st.selectbox(
        say(f"counts_{name}"),
        options,
        index=options.index(getattr(layout, name)),
        format_func=names.get,
        key=f"counts_{name}_{file}",
    )


def _column(name: str, layout: CountLayout, file: str) -> str | tuple[str, ...]:
    """Show the column, or the columns, that hold something."""
    kept, key = getattr(layout, name), f"counts_{name}_{file}"
    if name in SEVERAL:
        default = [column for column in kept if column in layout.columns]
        label = say(f"counts_{name}_{layout.form}")
        return tuple(st.multiselect(label, layout.columns, default=default, key=key))
    names = {NONE: plain("counts_none")} | {column: column for column in layout.columns}
    options = list(names)
    return st.selectbox(
        say(f"counts_{name}"),
        options,
        index=options.index(kept) if kept in options else 0,
        format_func=names.get,
        key=key,
    )
