"""What a comparison of two periods says: a sentence, week maps, areas, mix and weeks."""

import pandas as pd
import streamlit as st

from data import store
from pages.figures import occupancy as figures
from pages.figures.scales import LIMIT, THIN, head_count_top
from pages.parts import downloads, periods
from pages.parts.cached.occupancy import Compared
from pages.parts.periods import SHOW, Asked
from pages.parts.session import day, plain, say

SHOWN_AREAS = 12  # in a picture or a sentence; the table has all
PERIODS = ("before", "after")
WEEKDAYS = [f"weekday_{number}" for number in range(1, 8)]
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["zoom", "pan", "select", "lasso"]}


def rates_known(compared: Compared) -> bool:
    """Tell whether seats are known, so that rates can be shown."""
    return compared.found.facts["before_rate"] is not None


def answer(compared: Compared, show: str) -> str:
    """Return the finding as a sentence with number, interval and matched weeks."""
    facts = compared.found.facts
    matched, known = weeks_matched(compared)
    if show == "rate":
        low, high, change = facts["rate_low"], facts["rate_high"], facts["rate_change"]
        factor = 100
    else:
        low, high, change = facts["change_low"], facts["change_high"], facts["change"]
        factor = 1
    said = {"before": facts[f"before_{show}"], "after": facts[f"after_{show}"]}
    said |= {"matched": matched, "weeks": known}
    if change is None:  # nobody was there before, so no percentage can be made
        return say("occ_from_nobody", **said)
    said |= {"change": factor * change}
    if low is None:
        return say(f"occ_few_{show}", **said)
    way = "fell" if high < 0 else "rose" if low > 0 else "unsure"
    return say(f"occ_{way}_{show}", low=factor * low, high=factor * high, **said)


def weeks_matched(compared: Compared) -> tuple[int, int]:
    """Return how many weeks were matched, of all weeks counted in either period."""
    weeks = compared.found.weeks
    counted = (weeks["before_hours"] > 0) | (weeks["after_hours"] > 0)
    return int(weeks["matched"].sum()), int((counted & (weeks["week_key"] != "")).sum())


def nothing(compared: Compared, asked: Asked) -> str:
    """Return why there is nothing to compare."""
    weeks = compared.found.weeks
    for period in ("before", "after"):
        if not weeks[f"{period}_hours"].sum():
            first, last = getattr(asked, period)
            return say(f"occ_nothing_{period}", first=first, last=last)
    return say("occ_no_match")


def tiles(compared: Compared, asked: Asked, show: str) -> None:
    """Show the numbers of the sentence large: before, after, change, weeks."""
    facts = compared.found.facts
    columns = st.columns([3, 3, 3, 2])
    shown = [show, *(other for other in SHOW if other != show)]
    for column, period in zip(columns, PERIODS, strict=False):
        label = say(f"occ_tile_{period}", days=periods.span(getattr(asked, period)))
        _tile(column, label, [_mean(facts, period, one) for one in shown])
    _tile(columns[2], say("occ_change"), [_change(facts, one) for one in shown])
    matched, known = weeks_matched(compared)
    columns[3].metric(say("occ_tile_weeks"), plain("occ_of", n=matched, all=known))


def maps(compared: Compared, asked: Asked, show: str, said: str) -> None:
    """Show the three week maps on fixed scales, their reading and their table."""
    cells = week_cells(compared, show)
    share = show == "rate"
    most = cells[["before", "after"]].max(axis="columns").max()
    top = 1.0 if share else head_count_top(float(most) if pd.notna(most) else 0.0)
    limit = LIMIT if share else top / 2
    figure = figures.week_maps(cells, _words(asked, show), share=share, top=top, limit=limit)
    alt = plain("occ_maps_alt", answer=said)
    st.plotly_chart(figure, alt=alt, key="occ_maps", config=CONFIG)
    if cells[["days_before", "days_after"]].max(axis=None) < THIN:
        st.info(say("occ_all_thin"))
    scale = "occ_scale_rate" if share else "occ_scale_people"
    st.caption(say(scale, top=int(top), limit=limit) + " " + say("occ_legend"))
    with st.expander(say("table_beside")):
        table = _cell_table(cells, share)
        dash = plain("not_answered")
        st.dataframe(table, hide_index=True, placeholder=dash, alt=alt, key="occ_cells")
        downloads.offer(table, "occupancy-weekday-hour", source=source(asked))


def week_cells(compared: Compared, show: str) -> pd.DataFrame:
    """Return one row per weekday and hour with before, after and difference side by side.

    Columns: ``weekday``, ``hour``, ``before``, ``after``, ``difference``,
    ``days_before``, ``days_after``, ``sweeps_before``, ``sweeps_after``.
    """
    cells = compared.found.cells
    wide = cells.pivot(index=["weekday", "hour"], columns="period", values=[show, "days", "sweeps"])
    places = wide.index
    made = {
        name: wide[(show, name)] if (show, name) in wide else pd.Series(pd.NA, index=places)
        for name in figures.PANELS
    }
    for what in ("days", "sweeps"):
        for period in ("before", "after"):
            given = wide[(what, period)] if (what, period) in wide else pd.Series(0, places)
            made[f"{what}_{period}"] = given.fillna(0).astype("int64")
    return pd.DataFrame(made).reset_index()


def mix(compared: Compared, names: dict[str, str], asked: Asked) -> None:
    """Show which share of all people each area holds, before and after."""
    st.subheader(say("occ_mix"))
    shares = compared.found.mix
    if len(shares) < 2:
        st.info(say("occ_mix_one"))
        return
    rows = shares.assign(label=shares["zone"].map(names)).rename(
        columns={"before_share": "before", "after_share": "after"}
    )
    rows = rows.sort_values("before", ascending=False, kind="stable", ignore_index=True)
    gained, lost = rows.loc[rows["change"].idxmax()], rows.loc[rows["change"].idxmin()]
    facts = {"gained": gained["label"], "lost": lost["label"]}
    for name, row in (("gained", gained), ("lost", lost)):
        facts |= {f"{name}_before": row["before"], f"{name}_after": row["after"]}
    st.markdown(say("occ_mix_answer", **facts))
    words = {name: plain(f"occ_{name}") for name in ("before", "after", "share")}
    words["change"] = plain("occ_share_change")
    leading = rows.loc[rows[["before", "after"]].max(axis="columns").nlargest(SHOWN_AREAS).index]
    figure = figures.mix_bars(leading.sort_values("before", ascending=False), words)
    st.plotly_chart(figure, alt=plain("occ_mix_alt"), key="occ_mix", config=CONFIG)
    if len(rows) > SHOWN_AREAS:
        st.caption(say("occ_mix_more", n=SHOWN_AREAS, all=len(rows)))
    with st.expander(say("table_beside")):
        table = pd.DataFrame(
            {
                plain("occ_zone"): rows["label"],
                plain("occ_share_before"): (100 * rows["before"]).round(1),
                plain("occ_share_after"): (100 * rows["after"]).round(1),
                plain("occ_share_change"): (100 * rows["change"]).round(1),
            }
        )
        st.dataframe(table, hide_index=True, alt=plain("occ_mix_alt"), key="occ_mix_table")
        downloads.offer(table, "occupancy-mix", source=source(asked))


def weeks(compared: Compared, study: store.Study, asked: Asked) -> None:
    """Say which weeks were compared, which not and why, and what was left out."""
    st.subheader(say("occ_weeks"))
    matched, known = weeks_matched(compared)
    basis = say("occ_weeks_calendar" if compared.by_calendar else "occ_weeks_start")
    st.markdown(f"{say('occ_weeks_answer', matched=matched, weeks=known)} {basis}")
    if not compared.by_calendar and not study.read_only:
        st.page_link("pages/obtain/calendar.py", label=say("occ_go_calendar"))
    facts = compared.found.facts
    if facts["dropped_before"] is not None and facts["dropped_after"] is not None:
        dropped = {name: facts[f"dropped_{name}"] for name in ("before", "after")}
        st.markdown(say("occ_dropped", **dropped))
    table = _week_table(compared)
    st.dataframe(table, hide_index=True, alt=plain("occ_weeks"), key="occ_weeks")
    downloads.offer(table, "occupancy-weeks", source=source(asked))


def uncompared(compared: Compared, names: dict[str, str]) -> None:
    """Name the areas that only one period has."""
    for where in ("only_before", "only_after", "never_together"):
        zones = compared.found.facts[where]
        if zones:
            listed = ", ".join(names[zone] for zone in zones[:SHOWN_AREAS])
            st.caption(say(f"occ_{where}", n=len(zones), zones=listed))


def source(asked: Asked) -> str:
    """Return the line that goes with every table taken home."""
    before, after = periods.span(asked.before), periods.span(asked.after)
    return plain("occ_source", before=before, after=after)


def _tile(column: object, label: str, values: list[str]) -> None:
    """Show the measure the reader chose large and the other one below it, where it is known."""
    first, other = values
    column.metric(label, first, other or None, delta_color="off", delta_arrow="off")


def _mean(facts: dict, period: str, show: str) -> str:
    """Return the mean of a period, "" where it is not known."""
    value = facts[f"{period}_{show}"]
    return "" if value is None else plain(f"occ_{show}_value", value=value)


def _change(facts: dict, show: str) -> str:
    """Return the change in points or percent, "" where it is not known."""
    if show == "rate":
        change = facts["rate_change"]
        return "" if change is None else plain("occ_points_value", points=100 * change)
    change = facts["change"]
    return "" if change is None else plain("occ_share_value", share=change)


def _words(asked: Asked, show: str) -> dict[str, str]:
    """Return the words of the week maps."""
    words = {name: plain(name) for name in WEEKDAYS}
    words |= {name: plain(f"occ_{name}") for name in figures.PANELS}
    words |= {f"{period}_note": periods.span(getattr(asked, period)) for period in PERIODS}
    unit = plain(f"occ_unit_{'points' if show == 'rate' else show}")
    words |= {"difference_note": unit, "days": plain("occ_days_unit")}
    words |= {"sweeps": plain("occ_sweeps_unit")}
    return words | {"unit": plain(f"occ_unit_{show}"), "thin": plain("occ_thin")}


def _cell_table(cells: pd.DataFrame, share: bool) -> pd.DataFrame:
    """Return the numbers of the week maps with said columns."""
    factor, unit = (100, "rate") if share else (1, "people")
    table = {
        plain("occ_weekday"): [plain(f"weekday_{number}") for number in cells["weekday"]],
        plain("occ_hour"): [f"{hour}:00" for hour in cells["hour"]],
    }
    for name in figures.PANELS:
        head = f"{plain(f'occ_{name}')} ({plain(f'occ_unit_{unit}')})"
        table[head] = (factor * cells[name].astype("Float64")).round(1)
    for name in ("days_before", "days_after", "sweeps_before", "sweeps_after"):
        table[plain(f"occ_{name}")] = cells[name]
    return pd.DataFrame(table)


def _week_table(compared: Compared) -> pd.DataFrame:
    """Return one row per week with what became of it."""
    rows = compared.found.weeks
    return pd.DataFrame(
        {
            plain("occ_week_label"): [week_name(key) for key in rows["week_key"]],
            plain("occ_week_before"): rows["before"].map(_monday),
            plain("occ_week_after"): rows["after"].map(_monday),
            plain("occ_week_matched"): rows["matched"].map(
                {True: plain("occ_yes"), False: plain("occ_no")}
            ),
            plain("occ_week_reason"): rows["why"].map(plain),
            plain("occ_week_hours_before"): rows["before_hours"],
            plain("occ_week_hours_after"): rows["after_hours"],
        }
    )


def week_name(key: str) -> str:
    """Return what a calendar week is called: season, kind and number, or its number alone."""
    parts = key.split("-")
    if len(parts) == 3:
        season, kind = plain(f"calendar_season_{parts[0]}"), plain(f"calendar_kind_{parts[1]}")
        return plain("occ_week_name", season=season, kind=kind, n=int(parts[2]))
    number = key.rpartition(" ")[2]
    return plain("occ_week_number", n=int(number)) if number else plain("occ_week_other")


def _monday(value: object) -> str:
    return "" if pd.isna(value) else day(pd.Timestamp(value).date())
