"""Pieces of the phasing page: the plan, the answer, the chart, and what is missing."""

import datetime as dt
import json
import math

import pandas as pd
import streamlit as st

from data.reference.works import works_phases
from pages.figures.phasing import LOOKS, works_chart
from pages.parts import floor_view, needs, phasing_tables, session
from pages.parts.cached import needs as cached_needs
from pages.parts.cached import phasing as cached
from pages.parts.cached.phasing import View
from pages.parts.session import plain, say
from planning.phasing import Answer, Nearest, recount

WORK = "phasing"
Found = tuple[Answer, list[Nearest]]


def title_and_pickers() -> tuple[str, str]:
    """Show the title with wave and measure beside it; both "" without weighable answers."""
    title, left, right = st.columns([5, 3, 3], vertical_alignment="bottom")
    title.title(say("phasing_title"))
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


def planned_or_stop(wave: str, measure: str) -> pd.DataFrame:
    """Return the plan; where nothing changes, say what is needed and stop."""
    study = session.study()
    plan = cached.planned(study.id, study.version, wave, measure, session.today())
    if plan.empty:
        st.info(say("phasing_no_zones"), icon=":material/floor:")
        st.page_link("pages/obtain/floors.py", label=say("go_floors"))
        st.stop()
    if plan["keeps"].all():
        st.info(say("phasing_no_changes", n=len(plan)), icon=":material/map:")
        st.page_link("pages/implement/plan.py", label=say("phasing_go_plan"))
        st.stop()
    return plan


def start() -> dt.date:
    """Return the day works begin where nobody said: the Monday after today."""
    return session.today() + dt.timedelta(days=7 - session.today().weekday())


def view(wave: str, measure: str, kept: dict) -> View:
    """Return works, weeks and limits as asked."""
    study, asked = session.study(), json.dumps(kept, sort_keys=True)
    day = session.today()
    return cached.view(study.id, study.version, wave, measure, day, asked, start())


def solved(view: View) -> Found:
    """Return the schedule; the first time with progress and a way to stop."""
    known = cached.known(view.problem)
    if known is not None:
        return known
    if session.paused(WORK):
        st.info(say("phasing_stopped"), icon=":material/pause_circle:")
        st.button(say("phasing_start"), on_click=session.resume, args=(WORK,), key="phasing_start")
        st.stop()
    space = st.empty()
    with space.container():
        said = say("phasing_wait", n=len(view.works))
        bar = st.progress(0.0, text=said)
        st.button(say("phasing_stop"), on_click=session.pause, args=(WORK,), key="phasing_stop")
        found = cached.find(
            view.problem, lambda share: bar.progress(min(share, 1.0), text=said) and None
        )
    space.empty()
    return found


def say_headline(view: View, found: Found) -> None:
    """Say how long the works take and how many seats stay open, or which limit is in the way."""
    answer, near = found
    if not answer.found:
        _say_impossible(view, answer, near)
        return
    table = recount(view.problem, answer.starts, answer.moves)
    total = view.problem.total("seats")
    end = view.weeks["monday"].iloc[answer.weeks - 1] + dt.timedelta(days=6)
    facts = {"weeks": answer.weeks, "end": end}
    facts |= {"start": view.weeks["monday"].iloc[min(answer.starts)], "seats": total}
    facts["sure"] = _sure(answer)
    if not total:
        st.subheader(say("phasing_headline_no_seats", **facts))
        return
    least = int(table["seats"].min())
    facts |= {"least": least, "share": least / total, "lost": answer.lost}
    quiet = view.problem.total("quiet")
    if quiet:
        facts["quiet"] = int(table["quiet"].min()) / quiet
    st.subheader(say("phasing_headline_quiet" if quiet else "phasing_headline", **facts))


def _sure(answer: Answer) -> str:
    """Say how good the schedule is."""
    if answer.status == "optimal":
        return plain("phasing_sure_optimal")
    if answer.weeks > answer.least_weeks:
        return plain("phasing_sure_weeks", least=answer.least_weeks)
    return plain("phasing_sure_shortest")


def _say_impossible(view: View, answer: Answer, near: list[Nearest]) -> None:
    """Name the limits that cannot be met and the nearest ones that can."""
    key = "phasing_impossible" if answer.status == "impossible" else "phasing_unknown"
    st.subheader(say(key, weeks=view.problem.horizon))
    if not near:
        st.info(say("phasing_no_nearest"), icon=":material/block:")
        return
    st.markdown(say("phasing_nearest_alone" if near[0].alone else "phasing_nearest_together"))
    for one in near:
        st.markdown(f"- {nearest_said(one)}")


def nearest_said(one: Nearest) -> str:
    """Say a limit and the nearest one that can be met."""
    more = "" if one.proven else plain("phasing_not_proven")
    if isinstance(one.limit, str):
        return say(
            f"phasing_near_{one.limit}", asked=int(one.asked), possible=int(one.possible), more=more
        )
    if one.limit[0] == "budget":
        money = {"asked": int(one.asked), "possible": int(one.possible)}
        return say(
            "phasing_near_budget", term=phasing_tables.term(one.limit[1]), **money, more=more
        )
    what, kind = one.limit
    possible = math.floor(one.possible * 100 + 1e-9) / 100  # rounding up would not be met
    words = {"what": plain(f"phasing_said_{what}"), "kind": plain(f"phasing_weeks_{kind}")}
    return say("phasing_near_share", asked=one.asked, possible=possible, **words, more=more)


def show_chart(view: View, found: Found) -> None:
    """Show open seats and phases week by week; nothing without a schedule."""
    answer, _ = found
    if not answer.found:
        return
    words = {phase: plain(f"phasing_phase_{phase}") for phase in LOOKS}
    keys = ("seats", "quiet", "seats_least", "quiet_least", "exam", "open", "waiting")
    words |= {key: plain(f"phasing_chart_{key}") for key in keys}
    figure = works_chart(bars(view, answer), shares(view, answer), words)
    st.plotly_chart(figure, alt=plain("phasing_alt"), key="phasing_chart")


def bars(view: View, answer: Answer) -> pd.DataFrame:
    """Return one row per zone and phase with its dates, zones in the order of their works."""
    names = zone_names(view)
    rows = []
    for begin, task in zip(answer.starts, view.problem.tasks, strict=True):
        first = view.weeks["monday"].iloc[begin]
        last = first + dt.timedelta(days=7 * task.weeks - 1)
        when = plain("phasing_when", start=first, end=last, weeks=task.weeks)
        row = {"zone": task.zone, "name": names[task.zone], "phase": task.phase, "start": first}
        rows.append(row | {"end": last, "days": 7 * task.weeks, "when": when, "loud": task.loud})
    table = pd.DataFrame(rows)
    table["first"] = table.groupby("zone")["start"].transform("min")
    return table.sort_values(["first", "zone", "start"], kind="stable", ignore_index=True)


def shares(view: View, answer: Answer) -> pd.DataFrame:
    """Return open seats and their limits per week as shares of today's seats."""
    table = recount(view.problem, answer.starts, answer.moves)
    table.insert(0, "monday", view.weeks["monday"].iloc[: len(table)].to_numpy())
    for what in ("seats", "quiet"):
        total = view.problem.total(what)
        least = view.problem.shares
        asked = [float(least.get((what, kind), 0)) for kind in table["kind"]]
        table[what] = table[what] / total if total else math.nan
        table[f"{what}_least"] = asked if total else 0.0
    return table


def zone_names(view: View) -> dict[str, str]:
    """Return the name of each room in the reader's language."""
    return session.apart(dict(zip(view.rooms["zone"], floor_view.name_of(view.rooms), strict=True)))


def say_missing(view: View, found: Found) -> None:
    """Say how sure the schedule is, what is a guess and what could not be looked at."""
    answer, _ = found
    said = [say("phasing_guess")]
    if answer.found:
        proof = "proven" if answer.status == "optimal" else "open"
        facts = {"weeks": answer.least_weeks, "lost": answer.least_lost}
        said.insert(0, say(f"phasing_proof_{proof}", **facts))
    if not view.calendar:
        said.append(say("phasing_no_calendar"))
    elif view.weeks["assumed"].any():
        first = view.weeks.loc[view.weeks["assumed"], "monday"].iloc[0]
        said.append(say("phasing_assumed", day=first))
    if not view.problem.total("quiet"):
        said.append(say("phasing_no_quiet"))
    if not view.drawn:
        said.append(say("phasing_not_drawn"))
    if not view.problem.budgets:
        said.append(say("phasing_no_budget"))
    st.caption(" ".join(said))


def show_tables(view: View, found: Found) -> None:
    """Show the schedule, the weeks, the noise per zone and the money per term."""
    answer, _ = found
    if answer.found:
        phasing_tables.show(
            view, answer, bars(view, answer), shares(view, answer), zone_names(view)
        )


def guesses() -> pd.DataFrame:
    """Return the numbers behind durations, under said headings."""
    table = works_phases()
    return pd.DataFrame(
        {
            plain("phasing_band"): table["band"].map(lambda one: plain(f"phasing_band_{one}")),
            plain("phasing_phase"): table["phase"].map(lambda one: plain(f"phasing_phase_{one}")),
            plain("phasing_rate"): table["m2_per_week"],
            plain("phasing_rate_low"): table["m2_per_week_low"],
            plain("phasing_rate_high"): table["m2_per_week_high"],
            plain("phasing_noise"): table["noise"],
            plain("phasing_cost_share"): table["cost_share"],
            plain("phasing_source"): table["source"],
        }
    )
