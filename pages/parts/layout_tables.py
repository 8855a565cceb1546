"""What a layout says of itself in words: reasons, broken wishes, conflicts, what moved."""

import pandas as pd
import streamlit as st

from pages.figures import layout as figures
from pages.parts import downloads, floor_view, tables
from pages.parts.layout_wishes import function_names
from pages.parts.session import plain, say
from planning.layout import explain
from planning.layout.build import Layout
from planning.layout.wishes import TERMS

SHOWN = 2  # terms named in a reason
WIDTHS = {
    "zone": 170,
    "floor": 55,
    "today": 140,
    "planned": 150,
    "seats": 60,
    "area": 80,
    "why": 450,
}


def zone_names(one: Layout) -> dict[str, str]:
    """Return the names of the rooms in the reader's language."""
    rooms = one.site.rooms
    return dict(zip(rooms["zone"], floor_view.name_of(rooms), strict=True))


def zones_table(one: Layout, plan, source: str) -> None:
    """Show each convertible zone with its function, the second best and why not that one."""
    names, zones = function_names(), zone_names(one)
    table = one.table(plan)
    why = explain.reasons(one, plan).merge(table.drop(columns="function"), on="zone")
    floors = one.site.rooms.set_index("zone")["floor"]
    shown = pd.DataFrame(
        {
            plain("layout_zone"): why["zone"].map(zones),
            plain("layout_floor"): why["zone"].map(floors),
            plain("layout_today"): why["function_today"].map(names),
            plain("layout_planned"): why["function"].map(names),
            plain("layout_seats"): why["seats"],
            plain("layout_area"): why["area_m2"].round(0).astype("Int64"),
            plain("layout_why"): [reason(row, names) for row in why.itertuples()],
        }
    )
    widths = {plain(f"layout_{name}"): wide for name, wide in WIDTHS.items()}
    tables.show(shown, plain("layout_table_alt"), widths=widths, row_height=80)
    downloads.offer(shown, "layout", source=source)


def reason(row: object, names: dict[str, str]) -> str:
    """Return why a zone has its function and not the second best, as a sentence."""
    if row.second is None:
        return plain("layout_why_only", function=names[row.function])
    facts = {"function": names[row.function], "second": names[row.second], "points": row.points}
    facts["wins"] = _terms(row.wins)
    if not row.wins:
        return plain("layout_why_even", **facts)
    if row.yields:
        return plain("layout_why_yields", yields=_terms(row.yields), **facts)
    return plain("layout_why_wins", **facts)


def broken(one: Layout, plan, source: str) -> None:
    """Show every wish the plan breaks, the dearest first."""
    found = explain.broken(one, plan)
    if found.empty:
        st.success(say("layout_broken_none"), icon=":material/check:")
        return
    kinds = found["kind"].value_counts()
    parts = [
        plain("layout_count", what=plain(f"layout_kind_{k}"), n=int(n)) for k, n in kinds.items()
    ]
    st.markdown(say("layout_broken_lead", n=len(found), parts=plain("list_comma").join(parts)))
    table = pd.DataFrame(
        {
            plain("layout_kind"): [plain(f"layout_kind_{kind}") for kind in found["kind"]],
            plain("layout_wish"): [broken_said(one, row) for row in found.itertuples()],
            plain("layout_points"): found["points"].round(2),
        }
    )
    tables.show(
        table, plain("layout_broken_alt"), widths={plain("layout_wish"): 740}, row_height=56
    )
    downloads.offer(table, "layout-broken-wishes", source=source)


def broken_said(one: Layout, row: object) -> str:
    """Return one broken wish as a sentence."""
    names, zones = function_names(), zone_names(one)
    facts = {
        "zone": zones.get(row.zone, ""),
        "function": names.get(row.function, ""),
        "other": zones.get(row.other, ""),
        "other_function": names.get(row.other_function, ""),
        "way": plain(f"layout_way_{row.way}") if row.way else "",
        "metres": 0.0 if pd.isna(row.metres) else float(row.metres),
        "seats": 0 if pd.isna(row.seats) else int(row.seats),
    }
    return plain(f"layout_broken_{row.kind}", **facts)


def lost(one: Layout, plan, source: str) -> None:
    """Show the points each wish costs today and in the plan, each with its sentence."""
    today, planned = one.lost(one.choices.today), one.lost(plan)
    table = pd.DataFrame(
        {
            "term": list(planned),
            "label": [plain(f"layout_name_{term}") for term in planned],
            "today": [today[term] for term in planned],
            "planned": list(planned.values()),
        }
    )
    text = {"today": plain("layout_today"), "planned": plain("layout_planned")}
    chart = figures.lost_chart(table, text | {"points": plain("layout_points_axis")})
    st.plotly_chart(chart, key="layout_lost", alt=plain("layout_lost_alt"))
    said = pd.DataFrame(
        {
            plain("layout_wish"): table["label"],
            plain("layout_weight"): [round(one.points[term], 1) for term in table["term"]],
            plain("layout_today"): table["today"].round(2),
            plain("layout_planned"): table["planned"].round(2),
            plain("layout_means"): [plain(f"layout_term_{term}") for term in table["term"]],
        }
    )
    tables.show(said, plain("layout_lost_alt"), widths={plain("layout_means"): 480}, row_height=56)
    downloads.offer(said, "layout-score", source=source)
    for term in TERMS:
        if term not in planned:
            st.caption(say(f"layout_off_{term}"))


def moved(one: Layout, plan, before) -> None:
    """Say which zones changed against the plan before the last wish."""
    if before is None:
        return
    names, zones = function_names(), zone_names(one)
    now, then = one.table(plan), one.table(before)
    differ = now["function"] != then["function"]
    if not differ.any():
        st.markdown(say("layout_moved_none"))
        return
    rows = zip(now["zone"][differ], then["function"][differ], now["function"][differ], strict=True)
    told = [
        plain("layout_moved_one", zone=zones[zone], was=names[was], now=names[new])
        for zone, was, new in rows
    ]
    with st.expander(say("layout_moved", n=len(told)), expanded=len(told) <= 6):
        st.markdown(say("layout_moved_list", parts=plain("layout_semicolon").join(told)))


def options(one: Layout, found: tuple, source: str) -> None:
    """Show the proposals along benefit, works and disturbance."""
    if not found:
        st.caption(say("layout_options_wait"))
        return
    money = bool(one.ask.wishes.prices) and "cost" in one.losses
    table = pd.DataFrame(
        {
            plain("layout_option"): [option_name(a) for a in found],
            plain("layout_benefit"): [round(a.benefit, 1) for a in found],
            plain("layout_works_money" if money else "layout_works"): [
                round(a.works) for a in found
            ],
            plain("layout_disturbed"): [round(a.disturbed) for a in found],
            plain("layout_changes"): [a.changes for a in found],
        }
    )
    tables.show(table, plain("layout_options_alt"), decimals=1)
    st.caption(say("layout_options_note", n=len(found)))
    downloads.offer(table, "layout-alternatives", source=source)


def option_name(one: object) -> str:
    """Return the name of a proposal."""
    return plain(f"layout_option_{one.kind}", share=one.cap)


def conflict(names: tuple[str, ...], smallest: bool, zones: dict[str, str]) -> None:
    """Say which limits contradict each other."""
    told = "\n".join(f"- {say_limit(name, zones)}" for name in names)
    st.error(say("layout_conflict" if smallest else "layout_conflict_some", n=len(names)))
    st.markdown(told)


def say_limit(name: str, zones: dict[str, str]) -> str:
    """Return a limit by its name as a sentence."""
    kind, *rest = name.split(":")
    functions = function_names()
    facts = {"function": functions.get(rest[-1], "") if rest else ""}
    facts["zone"] = zones.get(rest[0], rest[0]) if rest else ""
    return say(f"layout_limit_{kind}", **facts)


def _terms(parts: list[tuple[str, float]]) -> str:
    said = [
        plain("layout_part", term=plain(f"layout_name_{t}"), points=x) for t, x in parts[:SHOWN]
    ]
    return plain("list_comma").join(said)
