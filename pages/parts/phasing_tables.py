"""Tables of the phasing page: schedule, weeks, noise, money, moved seats."""

import pandas as pd
import streamlit as st

from pages.parts import downloads, tables
from pages.parts.cached.phasing import View
from pages.parts.session import plain, say
from planning.phasing import Answer, burden, recount

SEASONS = ("autumn", "winter", "spring", "summer", "h1", "h2")


def show(
    view: View, answer: Answer, bars: pd.DataFrame, shares: pd.DataFrame, names: dict[str, str]
) -> None:
    """Show all tables with their downloads."""
    st.subheader(say("phasing_schedule"))
    _offered(schedule(bars), "phasing_schedule_alt", "phasing-schedule")
    left, right = st.columns(2)
    with left:
        st.subheader(say("phasing_by_week"))
        _offered(weeks(view, answer, shares), "phasing_weeks_alt", "phasing-weeks")
    with right:
        _noise(view, answer, names)
        _money(view, answer)
        _moved(answer, names)


def schedule(bars: pd.DataFrame) -> pd.DataFrame:
    """Return the phases with their dates under said headings."""
    return pd.DataFrame(
        {
            plain("phasing_zone"): bars["name"],
            plain("phasing_phase"): [plain(f"phasing_phase_{one}") for one in bars["phase"]],
            plain("phasing_first_day"): bars["start"],
            plain("phasing_last_day"): bars["end"],
            plain("phasing_length"): (bars["days"] // 7).astype("Int64"),
            plain("phasing_loud"): [plain("phasing_yes") if one else "" for one in bars["loud"]],
        }
    )


def weeks(view: View, answer: Answer, shares: pd.DataFrame) -> pd.DataFrame:
    """Return what is open in each week, and what must be, under said headings."""
    table = recount(view.problem, answer.starts, answer.moves)
    kinds = {kind: plain(f"phasing_kind_{kind}") for kind in set(table["kind"])}
    shown = {
        plain("phasing_week"): shares["monday"],
        plain("phasing_kind"): table["kind"].map(kinds),
        plain("phasing_what_seats"): table["seats"].astype("Int64"),
        plain("phasing_chart_seats_least"): table["seats_least"].astype("Int64"),
        plain("phasing_what_quiet"): table["quiet"].astype("Int64"),
        plain("phasing_chart_quiet_least"): table["quiet_least"].astype("Int64"),
        plain("phasing_lent"): table["lent"].astype("Int64"),
        plain("phasing_lost"): table["lost"].astype("Int64"),
        plain("phasing_closed"): table["closed"].astype("Int64"),
    }
    return pd.DataFrame(shown)


def term(key: str) -> str:
    """Say a term from its key, such as "2026-autumn"."""
    year, _, season = key.partition("-")
    return plain(f"phasing_term_{season}", year=year) if season in SEASONS else key


def _noise(view: View, answer: Answer, names: dict[str, str]) -> None:
    """Show how many weeks each open zone has loud or dusty works around it."""
    st.subheader(say("phasing_burden"))
    if not view.drawn:
        st.info(say("phasing_not_drawn"), icon=":material/floor:")
        return
    rows = burden(view.problem, answer.starts)
    if rows.empty:
        st.caption(say("phasing_no_burden"))
        return
    table = pd.DataFrame(
        {
            plain("phasing_zone"): rows["zone"].map(names),
            plain("phasing_loud_weeks"): rows["loud"].astype("Int64"),
            plain("phasing_loud_exam"): rows["loud_exam"].astype("Int64"),
            plain("phasing_dusty_weeks"): rows["dusty"].astype("Int64"),
            plain("phasing_silent"): [
                plain("phasing_yes") if one else "" for one in rows["silent"]
            ],
        }
    )
    _offered(table, "phasing_burden_alt", "phasing-noise")


def _money(view: View, answer: Answer) -> None:
    """Show what each term costs beside its budget; why not, where prices are missing."""
    st.subheader(say("phasing_money"))
    spent = recount(view.problem, answer.starts, answer.moves).groupby("term", sort=False)["spent"]
    spent = spent.sum()
    if not spent.sum():
        st.caption(say("phasing_no_budget"))
        return
    budgets = pd.Series(dict(view.problem.budgets), dtype="Int64").reindex(spent.index)
    table = pd.DataFrame(
        {
            plain("phasing_term"): [term(one) for one in spent.index],
            plain("phasing_spent"): spent.astype("Int64").to_numpy(),
            plain("phasing_budget"): budgets.to_numpy(),
        }
    )
    _offered(table, "phasing_money_alt", "phasing-money")


def _moved(answer: Answer, names: dict[str, str]) -> None:
    """Show which seats stand where meanwhile."""
    if not answer.moves:
        return
    st.subheader(say("phasing_moves"))
    table = pd.DataFrame(
        [(names.get(zone, zone), names.get(to, to), number) for zone, to, number in answer.moves],
        columns=[plain("phasing_zone"), plain("phasing_swing_zone"), plain("phasing_swing_seats")],
    )
    _offered(table, "phasing_moves_alt", "phasing-moves")


def _offered(table: pd.DataFrame, alt: str, name: str) -> None:
    tables.show(table, plain(alt), decimals=0)
    downloads.offer(table, name, source=plain("phasing_guess"))
