"""Pieces of the space programme page: the answer, the figure, what fits, whom the rest hits."""

import datetime as dt

import pandas as pd
import streamlit as st

from data import reference
from pages.figures.programme import programme_chart
from pages.parts import downloads, needs, segments, session, tables
from pages.parts.cached import needs as cached_needs
from pages.parts.cached import programme as cached
from pages.parts.cached.programme import OTHER, Found
from pages.parts.session import plain, say
from planning.programme.sizes import ALL
from surveys.disclosure import MIN_RATINGS

_ALL_MET = 1e-9  # share of demand


def title_and_pickers() -> tuple[str, str]:
    """Show the title with wave and measure beside it; both "" without weighable answers."""
    title, left, right = st.columns([5, 3, 3], vertical_alignment="bottom")
    title.title(say("programme_title"))
    if session.study().waves().empty:
        return "", ""
    with left:
        wave = needs.pick_wave()
    possible = cached_needs.measures(*needs.key(wave))
    if not possible:
        return "", ""
    names = {one: plain(f"measure_{one}") for one in possible}
    with right:
        measure = session.choose(
            st.selectbox,
            "measure",
            say("demand_measure_label"),
            possible,
            format_func=names.get,
        )
    return wave, measure


def found_or_stop(wave: str, measure: str, day: dt.date) -> Found:
    """Return the programme; where nothing at all is known, say what is needed and stop."""
    study = session.study()
    view = cached.found(study.id, study.version, wave, measure, day)
    if view.demand is None and view.limits.usable_m2 == 0 and view.total is None:
        st.info(say("programme_nothing"), icon=":material/checklist:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        st.page_link("pages/obtain/floors.py", label=say("go_floors"))
        st.stop()
    return view


def function_names() -> dict[str, str]:
    """Return the functions' names in the reader's language, in the order of every table."""
    table = reference.functions()
    return dict(zip(table["function"], table[session.language()], strict=True))


def say_headline(view: Found) -> None:
    """Say how many seats and how much area are asked for, what there is, and what is missing."""
    facts = {"today": _seats_today(view), "room": view.limits.usable_m2}
    if view.demand is None:
        st.subheader(say("programme_no_answers", **facts))
        st.info(say("programme_need_answers"), icon=":material/forum:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
    elif view.total is None:
        st.subheader(say("programme_no_seats"))
        st.info(say("programme_need_seats"), icon=":material/event_seat:")
        st.page_link("pages/obtain/counts.py", label=say("programme_go_counts"))
        st.page_link("pages/obtain/floors.py", label=say("go_floors"))
    else:
        key, more = _answer(view)
        st.subheader(say(key, **facts, **more))
    if view.limits.usable_m2 == 0 and view.demand is not None and view.total is not None:
        st.info(say("programme_need_floors"), icon=":material/floor:")
        st.page_link("pages/obtain/floors.py", label=say("go_floors"))


def _answer(view: Found) -> tuple[str, dict[str, object]]:
    """Return the sentence of the answer and its facts."""
    row = view.programme.types.set_index("space_type").loc[ALL]
    facts = {name: int(row[name]) for name in ("seats", "seats_low", "seats_high")}
    ends = {"area": "area_m2", "area_low": "area_low_m2", "area_high": "area_high_m2"}
    facts |= {name: float(row[column]) for name, column in ends.items()}
    source = "peak" if view.total.basis == "peak" else "other"
    facts["source"] = plain(f"programme_source_{source}")
    met = cached.needs_met(view)
    if met is None:
        return "programme_no_room", facts
    unmet = int((met["unmet"] > _ALL_MET).sum())
    share = float(view.fitted["area_m2"].sum() / view.fitted["asked_m2"].sum())
    key = "programme_fits" if not unmet else "programme_short"
    if unmet and share > 1 - _ALL_MET:
        key = "programme_fits_small"
    return key, facts | {"unmet": unmet, "share": share}


def _seats_today(view: Found) -> int:
    return sum(seats for kind, seats in view.limits.seats_today.items() if kind != OTHER)


def by_type(view: Found, unit: str) -> pd.DataFrame:
    """Return one row per space type that answers needs: asked with its ends, today, can be had."""
    stem, end = ("seats", "") if unit == "seats" else ("area", "_m2")
    columns = {f"{stem}{end}": "asked", f"{stem}_low{end}": "low", f"{stem}_high{end}": "high"}
    types = view.programme.types.rename(columns=columns)
    table = types[~types["space_type"].isin([ALL, OTHER])].reset_index(drop=True)
    today = {kind: view.limits.today_m2(kind) or None for kind in table["space_type"]}
    today = view.limits.seats_today if unit == "seats" else today
    had = {}
    if view.fitted is not None:
        had = view.fitted.groupby("space_type")[f"{stem}{end}"].sum().to_dict()
    kinds = table["space_type"]
    table["today"] = pd.array([today.get(kind) for kind in kinds], dtype="Float64")
    table["had"] = pd.array([had.get(kind) for kind in kinds], dtype="Float64")
    return table.assign(label=kinds.map(needs.space_names()))


def show_chart(view: Found) -> None:
    """Show seats or area by space type, as the reader chooses; nothing where nothing is known."""
    units = {unit: plain(f"programme_by_{unit}") for unit in ("seats", "area")}
    unit = session.choose(
        st.segmented_control,
        "by",
        say("programme_by_label"),
        list(units),
        format_func=units.get,
        label_visibility="collapsed",
    )
    table = by_type(view, unit)
    if table[["asked", "today"]].isna().all(axis=None):
        return
    names = {"asked": "programme_asked", "today": "programme_today", "had": "programme_fit"}
    said = {name: plain(key) for name, key in names.items()}
    figure = programme_chart(table, said | {"axis": plain(f"programme_axis_{unit}")})
    st.plotly_chart(figure, alt=plain("programme_alt"))


def say_fewer_than_sat(view: Found) -> None:
    """Warn of each space type with fewer seats asked for than people sat in it."""
    table = view.programme.types.set_index("space_type")["seats"]
    names = needs.space_names()
    for kind, people in view.used.items():
        if kind != OTHER and kind in table and pd.notna(table[kind]) and table[kind] < people:
            facts = {"kind": names[kind], "seats": int(table[kind]), "people": round(people)}
            st.warning(say("programme_fewer", **facts), icon=":material/priority_high:")


def types_table(view: Found) -> pd.DataFrame:
    """Return seats and area by space type under said headings, as shown and downloaded."""
    seats, area = by_type(view, "seats"), by_type(view, "area")
    parts = {plain("space_type"): seats["label"]}
    for table, unit, low, high in (
        (seats, "seats", "programme_seats_low", "programme_seats_high"),
        (area, "area", "programme_area_low", "programme_area_high"),
    ):
        name = plain(f"programme_axis_{unit}")
        parts |= {
            f"{plain('programme_asked')} · {name}": _whole(table["asked"]),
            plain(low): _whole(table["low"]),
            plain(high): _whole(table["high"]),
            f"{plain('programme_today')} · {name}": _whole(table["today"]),
            f"{plain('programme_fit')} · {name}": _whole(table["had"]),
        }
    return pd.DataFrame(parts)


def show_held(view: Found, wave: str, measure: str, day: dt.date) -> None:
    """Show what can be had, at which cost, which needs stay unmet, and whom that hits."""
    st.subheader(say("programme_held"))
    if view.fitted is None:
        st.info(say("programme_need_floors"), icon=":material/floor:")
        return
    fitted = view.fitted
    cost = fitted["cost"].sum() if fitted["cost"].notna().all() else None
    shown = {
        "programme_room_used": f"{view.limits.usable_m2:,.0f} m²",
        "programme_asked_area": f"{fitted['asked_m2'].sum():,.0f} m²",
        "programme_had_area": f"{fitted['area_m2'].sum():,.0f} m²",
        "programme_cost": plain("programme_cost_unknown") if cost is None else f"{cost:,.0f}",
    }
    for place, (key, value) in zip(st.columns(len(shown)), shown.items(), strict=True):
        place.metric(say(key), value)
    if cost is None:
        st.caption(say("programme_cost_note", new=float(fitted["new_m2"].sum())))
        if view.given.budget is not None:
            st.warning(say("programme_budget_unpriced"), icon=":material/payments:")
    st.caption(say("programme_rule"))
    _show_unmet(view, wave, measure, day)


def _show_unmet(view: Found, wave: str, measure: str, day: dt.date) -> None:
    met = cached.needs_met(view)
    if met is None:
        return
    unmet = met[met["unmet"] > _ALL_MET]
    if unmet.empty:
        st.success(say("programme_all_met"), icon=":material/check:")
        return
    left, right = st.columns([3, 3])
    with left:
        st.markdown(f"**{say('programme_unmet')}**")
        table = pd.DataFrame(
            {
                plain("need"): unmet["need"].map(needs.need_names()),
                plain("programme_met"): _percent(unmet["met"]),
                plain("programme_unmet_share"): _percent(unmet["unmet"]),
                plain("n_answers"): unmet["n"],
            }
        )
        tables.show(table, plain("programme_unmet_alt"), decimals=1)
        downloads.offer(table, "programme-unmet", source=needs.source_line(wave))
    with right:
        st.markdown(f"**{say('programme_hit')}**")
        _show_hit(wave, measure, day)


def _show_hit(wave: str, measure: str, day: dt.date) -> None:
    """Show which share of each segment's demand stays unmet; ask before a long computation."""
    both = cached.hit(*needs.key(wave), measure, day)
    if both is None:
        st.caption(say("programme_hit_why"))
        if st.button(say("programme_hit_ask"), key="programme_hit_ask"):
            segments.found(wave)
            st.rerun()
        return
    rows, worst = both
    labels = segments.names(segments.in_use(wave))
    first = worst.groupby("group")["need"].first().map(needs.need_names())
    shown = rows.dropna(subset="unmet")
    if len(shown):
        top = shown.iloc[0]
        facts = {name: float(top[name]) for name in ("unmet", "low", "high")}
        facts |= {"name": labels[top["group"]], "n": int(top["n"])}
        st.markdown(say("programme_hit_line", **facts))
    table = pd.DataFrame(
        {
            plain("segment"): rows["group"].map(labels),
            plain("programme_hit_share"): _percent(rows["unmet"]),
            plain("programme_hit_low"): _percent(rows["low"]),
            plain("programme_hit_high"): _percent(rows["high"]),
            plain("programme_hit_need"): rows["group"].map(first),
            plain("n_answers"): rows["n"],
        }
    )
    tables.show(table, plain("programme_hit_alt"), decimals=1)
    if rows["hidden"].any():
        st.caption(say("hidden_small", least=MIN_RATINGS))
    downloads.offer(table, "programme-whom-it-hits", source=needs.source_line(wave))


def _percent(values: pd.Series) -> pd.Series:
    return (values.astype("Float64") * 100).round(1)


def _whole(values: pd.Series) -> pd.Series:
    return values.astype("Float64").round(0).astype("Int64")


def functions_of(kind: str) -> list[str]:
    """Return the functions of a space type, in the order of every table."""
    table = reference.functions()
    return table.loc[table["space_type"] == kind, "function"].tolist()
