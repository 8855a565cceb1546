"""Which areas, which two periods, which weeks, and rates or heads: asked in one line."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data import store
from pages.parts import session
from pages.parts.cached import building
from pages.parts.floor_view import name_of, type_names
from pages.parts.session import day, plain, say
from planning.renovation import default_periods

Period = tuple[dt.date, dt.date]

OWN = "own"  # two periods of the reader's own, not around works
ALL, SOME, RENOVATED, OTHERS = "all", "some", "renovated", "others"
FLOOR, TYPE = "floor", "type"
WEEKS = ("teaching", "exam", "all")
SHOW = ("rate", "people")
NEW_TERM_DAYS = 60  # a stretch that starts this long after the last one is another term
ONE_DAY = dt.timedelta(days=1)
LEAST_OF_TERM = 0.5  # a younger term is proposed once it has this share of the days of the last


@dataclass(frozen=True)
class Asked:
    """What the reader wants to compare; `zones` = () means all."""

    before: Period
    after: Period
    works: str
    renovated: tuple[str, ...]
    zones: tuple[str, ...] = ()


def ask(study: store.Study, covered: store.Coverage) -> Asked:
    """Show the choice of periods and areas as two short buttons and return what holds."""
    asked = _periods(study, covered)
    return Asked(**vars(asked) | {"zones": _areas(study, covered, asked)})


def weeks(study: store.Study) -> str:
    """Show the choice of weeks: teaching, exams or all of them."""
    known = "teaching" if len(study.calendar()) else "all"
    names = {week: plain(f"occ_week_{week}") for week in WEEKS}
    return session.choose(
        st.segmented_control,
        "week",
        say("occ_week"),
        WEEKS,
        default=known,
        format_func=names.get,
        label_visibility="collapsed",
    )


def show(*, rates: bool) -> str:
    """Show the choice of rates or head-counts; without seats, head-counts are proposed."""
    names = {show: plain(f"occ_show_{show}") for show in SHOW}
    return session.choose(
        st.segmented_control,
        "show",
        say("occ_show"),
        SHOW,
        default="rate" if rates else "people",
        format_func=names.get,
        label_visibility="collapsed",
    )


def possible(wanted: str, *, rates: bool) -> str:
    """Return what can be shown; where that is not what was wanted, say why."""
    if wanted == "rate" and not rates:
        st.info(say("occ_rate_missing"))
        return "people"
    return wanted


def terms(calendar: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of a calendar: teaching and exams of one season that follow each other.

    One row per term, by first day: ``name``, ``season``, ``first``, ``last``
    (dates, both inclusive).

    Examples
    --------
    >>> stretches = [["Autumn", "teaching", "autumn", dt.date(2024, 9, 2), dt.date(2024, 12, 29)],
    ...     ["Exams", "exam", "autumn", dt.date(2024, 12, 30), dt.date(2025, 1, 12)]]
    >>> columns = ["name", "kind", "season", "start", "end"]
    >>> terms(pd.DataFrame(stretches, columns=columns))[["name", "last"]].to_numpy().tolist()
    [['Autumn', datetime.date(2025, 1, 12)]]
    """
    found: list[dict] = []
    taught = calendar[calendar["kind"].isin(["teaching", "exam"])].sort_values("start")
    for one in taught.itertuples():
        latest = found[-1] if found else None
        if (
            latest
            and latest["season"] == one.season
            and (one.start - latest["last"]).days < NEW_TERM_DAYS
        ):
            latest["last"] = max(latest["last"], one.end)
        else:
            facts = {"name": one.name, "season": one.season}
            found.append(facts | {"first": one.start, "last": one.end})
    return pd.DataFrame(found, columns=["name", "season", "first", "last"])


def proposed(known: pd.DataFrame, first: dt.date, last: dt.date) -> tuple[Period, Period]:
    """Return the two latest comparable terms with counts, else the halves of the counts.

    A term that has just begun waits until it has half the days of the one
    before.

    Parameters
    ----------
    known
        As `terms` returns them.
    first, last
        First and last day with counts.

    Examples
    --------
    >>> nothing = terms(pd.DataFrame(columns=["name", "kind", "season", "start", "end"]))
    >>> before, after = proposed(nothing, dt.date(2026, 3, 1), dt.date(2026, 3, 10))
    >>> before[1], after[0]
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 6))
    """
    counted = known.assign(
        days=[_days(max(one.first, first), min(one.last, last)) for one in known.itertuples()]
    )
    counted = counted[counted["days"] > 0]
    for later in counted.iloc[::-1].itertuples():
        same = counted[(counted["season"] == later.season) & (counted["last"] < later.first)]
        if len(same) and later.days >= LEAST_OF_TERM * same.iloc[-1]["days"]:
            earlier = same.iloc[-1]
            return (earlier["first"], earlier["last"]), (later.first, later.last)
    middle = first + (last - first) // 2
    return (first, middle), (min(middle + ONE_DAY, last), last)


def _days(first: dt.date, last: dt.date) -> int:
    """Return the number of days from first to last, both counted; 0 or less where none."""
    return (last - first).days + 1


def _periods(study: store.Study, covered: store.Coverage) -> Asked:
    """Ask for works or for two periods."""
    first, last = covered.first.date(), covered.last.date()
    works = {
        one.id: one
        for one in reversed(study.renovations())
        if first < one.closed_from and one.reopened_on and one.reopened_on <= last
    }
    names = {id: plain("occ_works_around", name=works_name(one)) for id, one in works.items()}
    names[OWN] = plain("occ_works_own")
    known = terms(study.calendar())
    with st.popover(say("occ_periods_button"), icon=":material/date_range:", key="occ_periods"):
        chosen = session.choose(
            st.selectbox,
            "works",
            say("occ_works"),
            list(names),
            format_func=names.get,
            help=say("occ_works_help"),
        )
        if chosen == OWN:
            pair = proposed(known, first, last)
            before, after = (
                _period(name, known, default)
                for name, default in zip(("before", "after"), pair, strict=True)
            )
            return Asked(before, after, OWN, ())
        around = default_periods(works[chosen], study.calendar(), first, last)
        st.caption(say("occ_periods", before=span(around.before), after=span(around.after)))
        st.caption(say(around.reason, **around.facts))
    return Asked(around.before, around.after, chosen, works[chosen].zones)


def _period(name: str, known: pd.DataFrame, default: Period) -> Period:
    """Ask for one period: a term, or days of the reader's own."""
    names = {code((one.first, one.last)): one.name for one in known.iloc[::-1].itertuples()}
    for other in (session.place(name), code(default)):
        if period(other):
            names.setdefault(other, span(period(other)))
    label = say(f"occ_{name}_choice")
    chosen = session.choose(
        st.selectbox, name, label, list(names), default=code(default), format_func=names.get
    )
    given = st.date_input(
        say("occ_dates"),
        period(chosen),
        key=f"occ_{name}_{chosen}",
        format="YYYY-MM-DD",
        label_visibility="collapsed",
    )
    if len(given) == 2 and given != period(chosen):
        session.put(name, code(given))
        st.rerun()
    return period(chosen)


def code(days: Period) -> str:
    """Return a period as it stands in the link.

    Examples
    --------
    >>> code((dt.date(2019, 8, 19), dt.date(2019, 12, 14)))
    '2019-08-19_2019-12-14'
    """
    return f"{days[0].isoformat()}_{days[1].isoformat()}"


def period(text: str) -> Period | None:
    """Return the period a link means, None where it means none.

    Examples
    --------
    >>> period("2019-08-19_2019-12-14"), period("2019-12-14_2019-08-19"), period("soon")
    ((datetime.date(2019, 8, 19), datetime.date(2019, 12, 14)), None, None)
    """
    try:
        first, last = (dt.date.fromisoformat(part) for part in text.split("_"))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def span(days: Period) -> str:
    """Return a period as the reader writes it."""
    return plain("occ_days", first=day(days[0]), last=day(days[1]))


def works_name(works: store.Renovation) -> str:
    """Return the name of a renovation in the reader's language."""
    names = [works.name_en, works.name_zh]
    return next(filter(None, names if session.language() == "en" else names[::-1]), works.id)


def _areas(study: store.Study, covered: store.Coverage, asked: Asked) -> tuple[str, ...]:
    """Ask for areas and return their zones, () for all."""
    zones = counted_zones(study, covered, asked.after[0])
    groups = _groups(zones, asked.renovated)
    names = {ALL: plain("occ_areas_all")} | {key: name for key, (name, _) in groups.items()}
    names[SOME] = plain("occ_areas_pick")
    place = session.place("areas", ALL)
    with st.popover(names.get(place, names[ALL]), icon=":material/location_on:", key="occ_areas"):
        chosen = session.choose(
            st.selectbox, "areas", say("occ_areas"), list(names), format_func=names.get
        )
        if chosen != SOME:
            return tuple(groups[chosen][1]) if chosen in groups else ()
        picked = session.choose_many(
            "zones",
            say("occ_zones"),
            list(zones["zone"]),
            format_func=dict(zip(zones["zone"], zones["label"], strict=True)).get,
        )
    return tuple(picked)


def counted_zones(study: store.Study, covered: store.Coverage, on: dt.date) -> pd.DataFrame:
    """Return one row per zone with counts: ``zone``, ``label``, ``floor``, ``space_type``, ...

    Zones that are not on any floor of the study are there under their own name.
    """
    known = building.zones_on(study.id, study.version, on)
    rows = pd.DataFrame({"zone": list(covered.zones)}).merge(known, on="zone", how="left")
    rows["label"] = name_of(
        rows.astype({"name_en": "object", "name_zh": "object"}).fillna(
            {"name_en": "", "name_zh": ""}
        )
    )
    rows[["floor", "space_type"]] = rows[["floor", "space_type"]].fillna("")
    return rows.sort_values(["level", "floor", "zone"], ignore_index=True)


def _groups(zones: pd.DataFrame, renovated: tuple[str, ...]) -> Mapping[str, tuple[str, list[str]]]:
    """Return the name and the zones of each group that can be asked for."""
    found: dict[str, tuple[str, list[str]]] = {}
    changed = zones["zone"].isin(renovated)
    if changed.any() and not changed.all():
        found[RENOVATED] = (plain("occ_areas_renovated"), list(zones.loc[changed, "zone"]))
        found[OTHERS] = (plain("occ_areas_others"), list(zones.loc[~changed, "zone"]))
    for kind, name in type_names().items():
        mine = list(zones.loc[zones["space_type"] == kind, "zone"])
        if mine:
            found[f"{TYPE}:{kind}"] = (plain("occ_areas_type", name=name), mine)
    for floor in dict.fromkeys(zones["floor"]):
        if floor:
            mine = list(zones.loc[zones["floor"] == floor, "zone"])
            found[f"{FLOOR}:{floor}"] = (plain("occ_areas_floor", name=floor), mine)
    return found
