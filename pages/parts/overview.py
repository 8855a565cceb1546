"""Pieces of the overview: numbers that matter, the route, what would make answers surer."""

import pandas as pd
import streamlit as st

from pages.parts import demand, needs, session
from pages.parts.cached import needs as cached_needs
from pages.parts.cached import overview as cached
from pages.parts.session import plain, say
from planning.spaces.errors import NoDemandError
from surveys.priorities import headline

FEW_ANSWERS = 100
ICONS = {"empty": "radio_button_unchecked", "partly": "contrast", "done": "check_circle"}
PAGES = {
    "do_responses": "obtain/responses",
    "do_floors": "obtain/floors",
    "do_counts": "obtain/counts",
    "do_calendar": "obtain/calendar",
    "do_priorities": "refine/priorities",
    "do_segments": "refine/segments",
    "do_demand": "implement/demand",
    "do_plan": "implement/plan",
    "do_occupancy": "evaluate/occupancy",
}


def facts() -> dict[str, object]:
    """Return what the study holds today."""
    study = session.study()
    return cached.standing(study.id, study.version, session.today())


def show_numbers(held: dict[str, object]) -> None:
    """Show the four numbers that matter now; an unknown one says so."""
    places = st.columns(4)
    _metric(
        places[0],
        say("metric_answers"),
        plain("count", n=held["latest_n"]),
        plain("metric_answers_range", answers=held["answers"], waves=held["waves"]),
    )
    _gap_metric(places[1], held)
    if held["zones"]:
        _metric(
            places[2],
            say("metric_seats", day=session.today()),
            plain("count", n=held["seats"]),
            plain("metric_seats_range", area=held["area_m2"], zones=held["zones"]),
        )
    else:
        _metric(places[2], say("seats_n"), None, plain("metric_seats_missing"))
    _demand_metric(places[3], held)


def show_route(held: dict[str, object]) -> None:
    """Show the four steps side by side: state, what is there, one next action."""
    for place, (step, state, said, action) in zip(st.columns(4), _steps(held), strict=True):
        with place, st.container(border=True, height="stretch"):
            st.markdown(f"#### :material/{ICONS[state]}: {say(f'home_{step}')}")
            st.caption(say(f"home_{step}_what"))
            st.markdown(f"**{say(f'state_{state}')}** · {said}")
            st.page_link(
                f"pages/{PAGES[action]}.py", label=say(action), icon=":material/arrow_forward:"
            )


def show_surer(held: dict[str, object]) -> None:
    """List what would make the answers surer."""
    st.markdown(f"#### {say('home_surer')}")
    found = list(_surer(held)) or [say("surer_nothing")]
    st.markdown("\n".join(f"- {line}" for line in found))


def _steps(held: dict[str, object]) -> list[tuple[str, str, str, str]]:
    """Return step, state, said state and next action of each step of the route."""
    evaluated = held["counts"] and held["works"]
    days = {"first": session.day(held["first"]), "last": session.day(held["last"])}
    return [
        ("obtain", *_obtain(held)),
        (
            "refine",
            "done" if held["needs"] else "empty",
            say("home_refine_state", needs=held["needs"], total=held["total"]),
            "do_priorities" if held["needs"] else "do_responses",
        ),
        (
            "implement",
            _state(held["decided"], held["convertible"]),
            say("home_implement_state", **{k: held[k] for k in ("decided", "convertible")})
            if held["zones"]
            else say("home_implement_none"),
            _implement_action(held),
        ),
        (
            "evaluate",
            "done" if evaluated else "partly" if held["counts"] else "empty",
            say("home_evaluate_state", works=held["works"], **days)
            if held["counts"]
            else say("home_evaluate_none", works=held["works"]),
            "do_occupancy" if held["counts"] else "do_counts",
        ),
    ]


def _obtain(held: dict[str, object]) -> tuple[str, str, str]:
    wanted = {
        "do_responses": held["waves"],
        "do_floors": held["zones"],
        "do_counts": held["counts"],
        "do_calendar": held["stretches"],
    }
    lacking = [action for action, there in wanted.items() if not there]
    said = say(
        "home_obtain_state",
        **{name: held[name] for name in ("waves", "answers", "zones", "seats", "counts")},
    )
    state = _state(len(wanted) - len(lacking), len(wanted))
    return state, said, lacking[0] if lacking else "do_responses"


def _implement_action(held: dict[str, object]) -> str:
    if not held["needs"]:
        return "do_responses"
    return "do_plan" if held["convertible"] else "do_demand"


def _state(there: int, wanted: int) -> str:
    if not there:
        return "empty"
    return "done" if there >= wanted else "partly"


def _metric(place, label: str, value: str | None, below: str) -> None:
    """Show one number with what stands behind it; None is said as not known."""
    place.metric(
        label,
        plain("metric_unknown") if value is None else value,
        below,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
    )


def _gap_metric(place, held: dict[str, object]) -> None:
    first = None
    if held["latest"]:
        first = headline(cached_needs.gaps(*needs.key(held["latest"])))
    if first is None:
        _metric(place, say("gap"), None, plain("metric_gap_missing"))
        return
    _metric(
        place,
        say("metric_gap", need=needs.need_names()[first["need"]]),
        plain("metric_gap_value", gap=first["gap"]),
        plain("metric_gap_range", low=first["low"], high=first["high"], n=first["n"]),
    )


def _demand_metric(place, held: dict[str, object]) -> None:
    table = _demand_beside_seats(held)
    if table.empty:
        _metric(place, say("metric_demand_label"), None, plain("metric_demand_missing"))
        return
    first = table.iloc[int((table["share"] - table["seat_share"]).argmax())]
    shares = {name: float(first[name]) for name in ("share", "low", "high")}
    _metric(
        place,
        say("metric_demand", kind=first["label"]),
        plain("metric_demand_value", share=shares["share"], today=float(first["seat_share"])),
        plain("metric_demand_range", low=shares["low"], high=shares["high"]),
    )


def _demand_beside_seats(held: dict[str, object]) -> pd.DataFrame:
    """Return space types with both a demand and seats; no rows where one is not known."""
    if not held["latest"]:
        return pd.DataFrame()
    possible = cached_needs.measures(*needs.key(held["latest"]))
    if not possible:
        return pd.DataFrame()
    try:
        shares = cached_needs.demand_shares(*needs.key(held["latest"]), possible[0])
    except NoDemandError:  # the page of demand says why
        return pd.DataFrame()
    table = demand.beside_supply(shares, session.today())
    return table.dropna(subset=["share", "seat_share"])


def _surer(held: dict[str, object]):
    for what, key in (
        ("waves", "surer_survey"),
        ("zones", "surer_floors"),
        ("counts", "surer_counts"),
    ):
        if not held[what]:
            yield say(key)
    if not held["control"]:
        yield say("surer_control")
    if held["works"] and held["waves"] and not held["asked_after"]:
        yield say("surer_after")
    if held["latest"] and held["latest_n"] < FEW_ANSWERS:
        yield say("surer_few", n=held["latest_n"])
    if held["counts"] and not held["stretches"]:
        yield say("surer_calendar")
    if held["counts"] and held["unseated"]:
        yield say("surer_seats", n=held["unseated"])
    if held["latest"] and held["needs"] < held["total"]:
        missing = held["total"] - held["needs"]
        yield say("surer_unlinked", n=missing, total=held["total"])
