"""The academic calendar and the renovations as tables that save each edit."""

import datetime as dt

import pandas as pd
import streamlit as st

from data.store import Study
from pages.figures.yearplan import calendar_bars
from pages.parts import floor_view, notices, session
from pages.parts.session import plain, say
from pages.parts.zone_editor import locked, told
from planning.academic_calendar import check_calendar, label_days
from planning.building.floor import states_on

KINDS = ("teaching", "exam", "holiday", "break")
SEASONS = ("autumn", "winter", "spring", "summer")
STRETCH = ("name", "kind", "season", "start", "end")
WORKS = ("name_en", "name_zh", "closed_from", "reopened_on", "zones")
DAY = dt.timedelta(days=1)


def say_headline(calendar: pd.DataFrame, works: int) -> None:
    """Say how many weeks of teaching and exams the calendar has."""
    first, last = calendar["start"].min(), calendar["end"].max()
    days = label_days(calendar, first, last)
    weeks = {kind: days.loc[days["kind"].eq(kind), "monday"].nunique() for kind in KINDS}
    facts = {"weeks": weeks["teaching"], "exams": weeks["exam"], "works": works}
    st.subheader(say("calendar_headline", first=first, last=last, **facts))


def picture(study: Study, calendar: pd.DataFrame) -> None:
    """Draw calendar and renovations over the years."""
    works = pd.DataFrame(
        {
            "name": getattr(one, f"name_{session.language()}") or one.name_en or one.name_zh,
            "kind": "works",
            "start": one.closed_from,
            "end": one.reopened_on - DAY,
        }
        for one in study.renovations()
    )
    rows = pd.concat([calendar[["name", "kind", "start", "end"]], works], ignore_index=True)
    rows["when"] = [
        f"{session.day(one.start)} – {session.day(one.end)}" for one in rows.itertuples()
    ]
    names = {kind: plain(f"calendar_kind_{kind}") for kind in (*KINDS, "works")}
    st.plotly_chart(
        calendar_bars(rows, names),
        alt=plain("calendar_chart_alt"),
        config={"displayModeBar": False},
        key="calendar_chart",
    )


def stretches_table(study: Study, calendar: pd.DataFrame) -> None:
    """Show the stretches of the calendar; each edit is saved at once."""
    column = st.column_config
    key = f"stretches_{study.id}_{study.version}"
    st.data_editor(
        calendar[list(STRETCH)],
        column_config={
            "name": column.TextColumn(plain("calendar_name"), width="large"),
            "kind": column.SelectboxColumn(
                plain("calendar_kind"), options=KINDS, format_func=_kind, default=KINDS[0]
            ),
            "season": column.SelectboxColumn(
                plain("calendar_season"), options=SEASONS, format_func=_season
            ),
            "start": column.DateColumn(plain("calendar_start")),
            "end": column.DateColumn(plain("calendar_end")),
        },
        hide_index=True,
        num_rows="fixed" if study.read_only else "dynamic",
        disabled=study.read_only,
        key=key,
        on_change=_save_stretches,
        args=(key, calendar.to_dict("records")),
        placeholder="",
        alt=plain("calendar_terms_alt"),
    )
    if not locked(study):
        st.caption(say("calendar_terms_note"))
        st.caption(say("calendar_row_incomplete"))
    if len(calendar):
        notices.findings(check_calendar(calendar))


def works_table(study: Study) -> None:
    """Show the renovations; each edit is saved at once."""
    column = st.column_config
    zones = study.zones()
    rooms = zones[zones["kind"].eq(floor_view.ROOM)]
    names = zone_labels(rooms)
    works = study.renovations()
    table = pd.DataFrame([vars(one) for one in works], columns=["id", *WORKS])
    table["zones"] = table["zones"].map(list)
    key = f"works_{study.id}_{study.version}"
    if not works:
        st.info(say("calendar_works_none"), icon=":material/construction:")
    st.data_editor(
        table[list(WORKS)],
        column_config={
            "name_en": column.TextColumn(plain("calendar_works_name"), width="medium"),
            "name_zh": column.TextColumn(plain("calendar_works_name_zh"), width="medium"),
            "closed_from": column.DateColumn(plain("calendar_works_closed")),
            "reopened_on": column.DateColumn(plain("calendar_works_reopened")),
            "zones": column.MultiselectColumn(
                plain("calendar_works_zones"),
                options=list(names),
                format_func=lambda zone: names.get(zone, zone),
                width="large",
            ),
        },
        hide_index=True,
        num_rows="fixed" if study.read_only else "dynamic",
        disabled=study.read_only,
        key=key,
        on_change=_save_works,
        args=(key, table.to_dict("records")),
        placeholder="",
        alt=plain("calendar_works_alt"),
    )
    if not locked(study):
        st.caption(say("calendar_works_note"))
        st.caption(say("calendar_works_incomplete"))


def pick_works(study: Study) -> object:
    """Return the renovation the reader looks at, and say what it was."""
    works = {one.id: one for one in study.renovations()}
    names = {
        id: getattr(one, f"name_{session.language()}") or one.name_en or one.name_zh
        for id, one in works.items()
    }
    chosen = session.choose(
        st.selectbox, "works", say("calendar_works_pick"), list(works), format_func=names.get
    )
    return works[chosen]


def effect_table(study: Study, works: object) -> pd.DataFrame:
    """Show what the works changed, zone by zone; the right columns can be edited."""
    table = effect(study, works)
    table.insert(0, "name", floor_view.name_of(table))
    before, after = int(table["seats_before"].sum()), int(table["seats_after"].sum())
    weeks = round((works.reopened_on - works.closed_from).days / 7)
    name = getattr(works, f"name_{session.language()}") or works.name_en or works.name_zh
    facts = {"zones": len(table), "weeks": weeks, "before": before, "after": after}
    st.markdown(say("calendar_works_weeks", name=name, **facts))
    st.caption(say("calendar_effect_note"))
    column, names = st.column_config, floor_view.type_names()
    kind = {"options": list(names), "format_func": lambda one: names.get(one, one)}
    key = f"effect_{study.id}_{works.id}_{study.version}"
    before_columns = ["name", "floor", "seats_before", "type_before"]
    st.data_editor(
        table[[*before_columns, "seats_after", "type_after"]],
        column_config={
            "name": column.TextColumn(plain("floors_name"), width="large"),
            "floor": column.TextColumn(plain("floors_floor")),
            "seats_before": column.NumberColumn(plain("calendar_seats_before")),
            "type_before": column.SelectboxColumn(plain("calendar_type_before"), **kind),
            "seats_after": column.NumberColumn(plain("calendar_seats_after"), min_value=0, step=1),
            "type_after": column.SelectboxColumn(plain("calendar_type_after"), **kind),
        },
        hide_index=True,
        disabled=True if study.read_only else before_columns,
        key=key,
        on_change=_save_effect,
        args=(key, table.to_dict("records"), works.reopened_on),
        alt=plain("calendar_effect_alt"),
    )
    return table


def effect(study: Study, works: object) -> pd.DataFrame:
    """Return seats and space type of the renovated zones before closing and from reopening on."""
    zones, states = study.zones(), study.zone_states()
    table = zones[zones["zone"].isin(works.zones)][["zone", "name_en", "name_zh", "floor"]]
    for name, day in (("before", works.closed_from - DAY), ("after", works.reopened_on)):
        state = states_on(states, day)[["zone", "seats", "space_type"]]
        said = {"seats": f"seats_{name}", "space_type": f"type_{name}"}
        table = table.merge(state.rename(columns=said), on="zone", how="left")
    return table


def zone_labels(zones: pd.DataFrame) -> dict[str, str]:
    """Return zones by id with floor and name, floor by floor."""
    names = floor_view.name_of(zones)
    rows = zip(zones["zone"], zones["floor"], names, strict=True)
    return {zone: f"{floor} · {name}" for zone, floor, name in rows}


def _kind(kind: str) -> str:
    return plain(f"calendar_kind_{kind}")


def _season(season: str) -> str:
    return plain(f"calendar_season_{season}")


def _save_stretches(key: str, seen: list[dict]) -> None:
    """Save what the reader just did in the table of stretches."""
    study, edits = session.study(), session.edits(key)
    added = [one for one in edits["added_rows"] if one.get("name") and one.get("start")]
    added = [one for one in added if one.get("end")]
    if not (edits["edited_rows"] or edits["deleted_rows"] or added):
        return
    with told():
        for row, changes in edits["edited_rows"].items():
            old = seen[int(row)]
            whole = {name: changes.get(name, old[name]) for name in STRETCH}
            study.save_stretch(**whole, stretch=old["stretch"])
        for row in edits["deleted_rows"]:
            study.delete_stretch(seen[row]["stretch"])
        for one in added:
            blank = {"kind": KINDS[0], "season": SEASONS[0]}
            study.save_stretch(**{name: one.get(name) or blank.get(name) for name in STRETCH})


def _save_works(key: str, seen: list[dict]) -> None:
    """Save what the reader just did in the table of renovations."""
    study, edits = session.study(), session.edits(key)
    added = [
        one
        for one in edits["added_rows"]
        if one.get("closed_from")
        and one.get("reopened_on")
        and (one.get("name_en") or one.get("name_zh"))
    ]
    if not (edits["edited_rows"] or edits["deleted_rows"] or added):
        return
    with told():
        for row, changes in edits["edited_rows"].items():
            save_works(study, {**seen[int(row)], **changes})
        for row in edits["deleted_rows"]:
            study.delete_renovation(seen[row]["id"])
        for one in added:
            save_works(study, one)


def save_works(study: Study, given: dict) -> str:
    """Save one renovation; without an id it is a new one."""
    return study.save_renovation(
        given.get("name_en") or "",
        given.get("name_zh") or "",
        given["closed_from"],
        given["reopened_on"],
        given.get("zones") or [],
        id=given.get("id"),
    )


def _save_effect(key: str, seen: list[dict], since: dt.date) -> None:
    """Save seats and types after the works as states from the day of reopening on."""
    study = session.study()
    with told():
        for row, changes in session.edits(key)["edited_rows"].items():
            one = {**seen[int(row)], **changes}
            kind = one["type_after"] if pd.notna(one["type_after"]) else floor_view.OTHER
            study.set_state(one["zone"], since, kind, one["seats_after"])
