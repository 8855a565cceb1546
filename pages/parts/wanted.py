"""What each zone would become: the plan beside today's, its reasons and its totals."""

import datetime as dt

import pandas as pd
import streamlit as st

from data import reference
from data.store import Study
from pages.parts import floor_view, needs, session
from pages.parts.cached import building as cached
from pages.parts.cached import needs as cached_needs
from pages.parts.session import plain, say
from pages.parts.zone_editor import locked, told
from planning.building.floor import zone_facts

MEASURES = ("area_m2", "seats", "zones")  # what shares are taken of: the first that is known
WORDS = {"area_m2": "area", "seats": "seats", "zones": "zones"}


def title_and_pickers() -> tuple[str, str]:
    """Show the title with wave and measure beside it; return the two.

    Both are "" where the answers say nothing of needs, and the reader is told so.
    """
    title, left, right = st.columns([5, 3, 3], vertical_alignment="bottom")
    title.title(say("plan_title"))
    wave, possible = "", []
    if not session.study().waves().empty:
        with left:
            wave = needs.pick_wave()
        possible = cached_needs.measures(*needs.key(wave))
    if not possible:
        st.info(say("plan_no_wave"), icon=":material/forum:")
        st.page_link("pages/obtain/responses.py", label=say("plan_go_responses"))
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


def shares(study: Study, wave: str, measure: str, day: dt.date) -> pd.DataFrame:
    """Return one row per space type: zones, seats and area today and then, shares and demand.

    Shares are of the four types that answer needs; their measure is in
    ``attrs["measure"]``.
    """
    key = (study.id, study.version)
    today = cached_needs.supply_on(*key, day).set_index("space_type")
    then = cached.supply_then(*key, wave, measure, day).set_index("space_type")
    kinds = [one for one in reference.space_types()["space_type"] if one != floor_view.OTHER]
    columns = list(MEASURES)
    sides = [today[columns].add_suffix("_before"), then[columns].add_suffix("_after")]
    table = sides[0].join(sides[1], how="outer")
    table = table.reindex(kinds).fillna(0).astype(float)
    used = next(one for one in MEASURES if one == "zones" or table[f"{one}_before"].sum() > 0)
    for side in ("before", "after"):
        sizes = table[f"{used}_{side}"]
        table[side] = sizes / (sizes.sum() or 1.0)
    asked = pd.DataFrame(columns=["share", "low", "high", "n"], dtype="float64")
    if wave:
        asked = cached_needs.demand_shares(*key, wave, measure).set_index("space_type")
    table = table.join(asked[["share", "low", "high", "n"]]).reset_index(names="space_type")
    table.attrs["measure"] = used
    return table


def say_headline(plan: pd.DataFrame, table: pd.DataFrame) -> None:
    """Say how many zones would change and which share of space moves most."""
    facts = {"changes": int(plan["changed"].sum()), "convertible": len(plan)}
    known = table.dropna(subset="share")
    if known.empty:
        st.subheader(say("plan_headline_no_demand", **facts))
        return
    moved = (known["after"] - known["before"]).abs()
    moved = moved if moved.max() > 0 else (known["share"] - known["before"]).abs()
    row = known.loc[moved.idxmax()]
    measure = plain(f"plan_measure_{WORDS[table.attrs['measure']]}")
    facts |= {"kind": floor_view.type_names()[row["space_type"]].lower(), "measure": measure}
    facts |= {"before": row["before"], "after": row["after"], "demand": float(row["share"])}
    facts |= {"low": float(row["low"]), "high": float(row["high"]), "n": int(row["n"])}
    st.subheader(say("plan_headline" if facts["changes"] else "plan_headline_none", **facts))


def side_by_side(zones: pd.DataFrame, plan: pd.DataFrame, floor: str, large: bool) -> None:
    """Draw a floor today and as wanted, at one scale and in one palette."""
    here = zones[zones["floor"].eq(floor)]
    then = here["zone"].map(plan.set_index("zone")["then"])
    here = here.assign(then=then.fillna(here["space_type"]))
    columns = {"today": "space_type", "wanted": "then"}
    for place, (name, column) in zip(floor_view.places(large), columns.items(), strict=True):
        with place:
            st.markdown(f"**{say(f'plan_{name}')}**")
            alt = plain(f"plan_{name}_alt", floor=floor)
            rows = floor_view.drawn(here, column)
            floor_view.plan(rows, key=f"plan_{name}_{floor}", alt=alt, large=large)
    floor_view.legend()
    st.caption(say("plan_legend_changed"))


def zone_panel(zones: pd.DataFrame, plan: pd.DataFrame, floor: str, day: dt.date) -> None:
    """Show the facts of the zone the reader picked, on a plan or here."""
    here = zones[zones["floor"].eq(floor) & zones["kind"].eq(floor_view.ROOM)]
    names = dict(zip(here["zone"], floor_view.name_of(here), strict=True))
    labels = {"": plain("plan_zone_none")} | names
    zone = session.choose(
        st.selectbox, "zone", say("plan_zone"), list(labels), format_func=labels.get
    )
    if not zone:
        st.caption(say("plan_facts_pick"))
        return
    study = session.study()
    facts = zone_facts(study.zones(), study.zone_states(), zone, day)
    own = plan[plan["zone"].eq(zone)]
    _numbers(facts, own)
    if len(own):
        st.markdown(say("plan_fact_why", why=reason(own.iloc[0])))
    own_name = f"name_{session.language()}"
    near = facts["neighbors"]
    near = near[own_name].replace("", pd.NA).fillna(near["neighbor"])
    joined = (plain("plan_comma")).join(near)
    st.markdown(
        say("plan_fact_neighbors", names=joined) if len(near) else say("plan_fact_neighbors_none")
    )
    with st.expander(say("plan_norms")):
        table = norms(facts["m2_per_seat"])
        st.dataframe(table, hide_index=True, alt=plain("plan_norms_alt"))
        st.caption(say("plan_norm_note"))


def reason(row: pd.Series) -> str:
    """Return why a zone would become what it would, in the reader's language."""
    names = floor_view.type_names()
    facts = {key: names.get(value, value) for key, value in row["facts"].items()}
    return plain(row["reason"], **facts)


def norms(each: float | None) -> pd.DataFrame:
    """Return the norms and cases of area per seat under said headings, held against a zone."""
    table = reference.area_per_seat()
    values = [
        f"{row.low:g}–{row.high:g}" if pd.isna(row.value) else f"{row.value:g}"
        for row in table.itertuples()
    ]
    return pd.DataFrame(
        {
            plain("plan_norm_item"): table[session.language()],
            plain("plan_norm_value"): values,
            plain("plan_norm_here"): [_held(row, each) for row in table.itertuples()],
            plain("plan_norm_basis"): [plain(f"norm_basis_{one}") for one in table["basis"]],
            plain("plan_norm_source"): [
                " ".join(str(part) for part in parts if pd.notna(part))
                for parts in table[["source", "locator", "edition"]].to_numpy()
            ],
            plain("plan_norm_trust"): [plain(f"norm_trust_{one}") for one in table["trust"]],
        }
    )


def wanted_table(zones: pd.DataFrame, plan: pd.DataFrame, floor: str) -> None:
    """Show the convertible zones of a floor; the wanted type is chosen here and saved at once."""
    study = session.study()
    rows = plan[plan["floor"].eq(floor)].merge(zones[["zone", "name_en", "name_zh"]], on="zone")
    names = floor_view.type_names()
    shown = pd.DataFrame(
        {
            "name": floor_view.name_of(rows),
            "today": rows["today"].map(names),
            "proposed": rows["proposed"].map(names).fillna(""),
            "decided": rows["decided"].replace("", None),
            "reason": [reason(row) for _, row in rows.iterrows()],
        }
    )
    column = st.column_config
    key = f"wanted_{study.id}_{floor}_{study.version}"
    st.data_editor(
        shown,
        column_config={
            "name": column.TextColumn(plain("floors_name"), width="medium"),
            "today": column.TextColumn(plain("plan_column_today"), width="small"),
            "proposed": column.TextColumn(plain("plan_column_proposed"), width="small"),
            "decided": column.SelectboxColumn(
                plain("plan_column_wanted"), options=list(names), format_func=names.get
            ),
            "reason": column.TextColumn(plain("plan_column_reason"), width="large"),
        },
        disabled=True if study.read_only else ["name", "today", "proposed", "reason"],
        hide_index=True,
        key=key,
        placeholder=plain("space_type_undecided"),
        on_change=_save,
        args=(key, rows[["zone", "revision"]].to_dict("records")),
        alt=plain("plan_table_alt"),
    )
    if not locked(study):
        st.caption(say("plan_table_caption"))
        _buttons(study, plan)


def take_over(study: Study, plan: pd.DataFrame) -> int:
    """Make the proposal the decision for every zone that has none; return how many."""
    open_zones = plan[plan["decided"].eq("") & plan["proposed"].ne("")]
    for row in open_zones.itertuples():
        study.update_zone(row.zone, {"wanted": row.proposed}, row.revision)
    return len(open_zones)


def clear(study: Study, plan: pd.DataFrame) -> None:
    """Take every decision back."""
    for row in plan[plan["decided"].ne("")].itertuples():
        study.update_zone(row.zone, {"wanted": ""}, row.revision)


def said(table: pd.DataFrame) -> pd.DataFrame:
    """Return the totals under said headings, as shown and downloaded."""
    percent = {name: (table[name] * 100).round(1) for name in ("before", "after", "share")}
    return pd.DataFrame(
        {
            plain("space_type"): table["space_type"].map(floor_view.type_names()),
            plain("plan_area_before"): table["area_m2_before"].round(0),
            plain("plan_area_after"): table["area_m2_after"].round(0),
            plain("plan_share_before"): percent["before"],
            plain("plan_share_after"): percent["after"],
            plain("plan_demand"): percent["share"],
            plain("plan_seats_before"): table["seats_before"].astype("Int64"),
            plain("plan_seats_after"): table["seats_after"].astype("Int64"),
        }
    )


def _save(key: str, seen: list[dict]) -> None:
    study = session.study()
    with told():
        for row, changes in session.edits(key)["edited_rows"].items():
            one = seen[int(row)]
            study.update_zone(one["zone"], {"wanted": changes["decided"] or ""}, one["revision"])


def _buttons(study: Study, plan: pd.DataFrame) -> None:
    """Offer to take the proposal over, and to take all decisions back."""
    undecided = int((plan["decided"].eq("") & plan["proposed"].ne("")).sum())
    decided = int(plan["decided"].ne("").sum())
    left, right = st.columns(2)
    if undecided and left.button(
        say("plan_take_over", undecided=undecided), type="primary", key="plan_take_over"
    ):
        with told():
            take_over(study, plan)
        st.rerun()
    if decided and right.button(say("plan_clear"), key="plan_clear"):
        with told():
            clear(study, plan)
        st.rerun()


def _numbers(facts: dict, own: pd.DataFrame) -> None:
    """Show the numbers of a zone side by side."""
    names, none = floor_view.type_names(), plain("not_answered")
    wanted = own["then"].iloc[0] if len(own) else facts["space_type"]
    area, seats, each = facts["area_m2"], facts["seats"], facts["m2_per_seat"]
    shown = {
        "plan_fact_today": names.get(facts["space_type"], none),
        "plan_fact_wanted": names.get(wanted, none),
        "plan_fact_area": none if area is None else plain("floors_note_area", area=area),
        "plan_fact_seats": none if seats is None else f"{seats:,}",
        "plan_fact_each": none if each is None else f"{each:.1f}",
    }
    for place, (key, value) in zip(st.columns(len(shown)), shown.items(), strict=True):
        place.metric(say(key), value)


def _held(norm: object, each: float | None) -> str:
    """Return whether a zone meets a norm; drawn areas are net, so gross is not judged."""
    if norm.basis != "net":
        return plain("plan_norm_gross")
    least = norm.low if pd.isna(norm.value) else norm.value
    if each is None or pd.isna(least):
        return plain("plan_norm_unknown")
    return plain("plan_norm_met" if each >= least else "plan_norm_missed")
