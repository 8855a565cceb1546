"""Pieces of the page that asks who answered: shares, weights, and what they change."""

import pandas as pd
import streamlit as st

from pages import texts
from pages.figures import weights as figures
from pages.parts import downloads, margins, needs, session, tables
from pages.parts import weighted as beside
from pages.parts.cached import needs as cached_needs
from pages.parts.cached import weights as cached
from pages.parts.session import plain, say, words
from surveys.errors import SurveyError
from surveys.weighting import Weighting, compare

SHOWN = 8  # needs in the figure; the table has all
EVEN = -0.005  # a category that lacks less than half a point is not worth a sentence
SIDES = ("gap", "importance", "satisfaction")

edit_margins = margins.edit


def stop_without_profile(wave: str) -> None:
    """Say that nobody can tell who answered, and stop, where nothing was asked about people."""
    if not margins.questions(wave):
        st.info(say("weights_no_profile"), icon=":material/badge:")
        st.page_link("pages/obtain/responses.py", label=say("go_responses"))
        st.stop()


def shares(wave: str) -> pd.DataFrame:
    """Return answers beside those served, one row per category; empty without counts."""
    return cached.beside(*needs.key(wave))


def weighting_or_reason(wave: str, table: pd.DataFrame) -> Weighting | None:
    """Return the weights after the finding of the page; where they are refused, say why."""
    lacking = compare.furthest(table)
    try:
        found = cached.weighting(*needs.key(wave))
    except SurveyError as fault:
        st.subheader(say("weights_refused"))
        st.error(say(fault.key, **fault.facts), icon=":material/error:")
        return None
    facts = {"n": len(found.weights), "n_eff": round(found.n_eff)}
    if lacking is None or lacking["difference"] > EVEN:
        st.subheader(say("weights_headline_even", **facts))
    else:
        both = {side: float(lacking[side]) for side in ("population", "answered")}
        st.subheader(say("weights_headline", category=lacking["category"], **both, **facts))
    return found


def show_shares(table: pd.DataFrame) -> None:
    """Show the categories of one question as a figure."""
    variables = table["variable"].unique().tolist()
    variable = variables[0]
    if len(variables) > 1:
        variable = session.choose(
            st.segmented_control,
            "margin",
            say("weights_variable"),
            variables,
            default=str(compare.furthest(table)["variable"]),
            format_func=texts.escape,
            label_visibility="collapsed",
        )
    rows = table[table["variable"] == variable].dropna(subset=["answered", "population"])
    keys = ("weights_answered", "weights_served", "weights_share_axis", "weights_n")
    st.plotly_chart(
        figures.answered_chart(rows.assign(label=rows["category"]), words(*keys)),
        alt=plain("weights_chart_alt"),
    )


def show_table(table: pd.DataFrame, found: Weighting | None, wave: str) -> None:
    """Show all categories as a table with downloads, and what was left out of the margins."""
    said = said_shares(table, found)
    tables.show(said, plain("weights_table_alt"), decimals=1)
    downloads.offer(said, "who-answered", source=needs.source_line(wave))
    kept = table.loc[table["count"].isna() & (table["n"] > 0), "category"]
    if found is not None and len(kept):
        listed = plain("list_comma").join(kept)
        st.caption(say("weights_unlisted", categories=listed))
    _say_blanks(table, wave)
    unasked = margins.not_asked(wave)
    if unasked:
        st.caption(say("weights_not_asked", variables=plain("list_comma").join(unasked)))


def _say_blanks(table: pd.DataFrame, wave: str) -> None:
    """Say how many left a question of the margins blank, and what becomes of their answers."""
    people = cached.profile(*needs.key(wave))
    for variable in table["variable"].unique():
        blank = int(people[variable].isna().sum())
        if blank:
            facts = {"blank": blank, "n": len(people), "share": blank / len(people)}
            st.caption(say("weights_blank", variable=variable, **facts))


def said_shares(table: pd.DataFrame, found: Weighting | None) -> pd.DataFrame:
    """Return answered and served per category under said headings."""
    percent = {name: (table[name] * 100).round(1) for name in ("answered", "population")}
    said = pd.DataFrame(
        {
            plain("weights_variable_column"): table["variable"],
            plain("weights_category"): table["category"],
            plain("weights_n"): table["n"],
            plain("weights_answered_percent"): percent["answered"],
            plain("weights_count"): table["count"],
            plain("weights_served_percent"): percent["population"],
            plain("weights_difference"): (table["difference"] * 100).round(1),
        }
    )
    whole = table["count"].dropna()
    if (whole == whole.round()).all():
        said[plain("weights_count")] = table["count"].astype("Int64")
    if found is not None:
        reached = found.margins[found.margins["category"] != ""]
        told = reached.groupby("variable")["weighted"].transform("sum")
        reached = reached.assign(weighted=reached["weighted"] / told * 100)
        keys = ["variable", "category"]
        joined = table[keys].merge(reached[[*keys, "weighted"]], on=keys, how="left")
        said[plain("weights_weighted_percent")] = joined["weighted"].round(1).to_numpy()
    return said


def show_fit(found: Weighting) -> None:
    """Show how well the weights work, and the limit they keep."""
    st.subheader(say("weights_fit"))
    if found.converged:
        st.markdown(say("weights_converged", sweeps=found.sweeps))
    else:
        facts = {"limit": found.limit or 0, "difference": found.difference}
        text = say(f"weights_why_{found.why}", sweeps=found.sweeps, **facts)
        st.warning(text, icon=":material/warning:")
    low, high = float(found.weights.min()), float(found.weights.max())
    columns = st.columns(5)
    for column, (key, value) in zip(
        columns,
        (
            ("weights_metric_n", plain("weights_number", n=len(found.weights))),
            ("weights_metric_n_eff", plain("weights_number", n=round(found.n_eff))),
            ("weights_metric_deff", round(found.design_effect, 3)),
            ("weights_metric_range", plain("weights_range", low=low, high=high)),
            ("weights_metric_limited", plain("weights_number", n=found.limited)),
        ),
        strict=True,
    ):
        column.metric(say(key), value)


def show_conclusion(wave: str) -> None:
    """Show the first needs weighted beside unweighted, and say whether anything changes."""
    st.subheader(say("weights_conclusion"))
    bare, weighted = cached_needs.gaps(*needs.key(wave)), cached.gaps(*needs.key(wave))
    side = next((side for side in SIDES if bare[side].notna().any()), "gap")
    both = beside.beside(bare, weighted, side)
    if both is None:
        st.info(say("weights_no_ratings"))
        return
    st.markdown(beside.conclusion(both, side))
    st.plotly_chart(
        figures.beside_chart(
            needs.labelled(both.head(SHOWN)),
            words("weights_unweighted", "weights_with")
            | {"axis": plain("column_points", name=plain(side))},
        ),
        alt=plain("weights_beside_alt"),
    )
    said = said_beside(both, side)
    tables.show(said, plain("weights_beside_table_alt"))
    downloads.offer(said, "weighted-beside-unweighted", source=needs.source_line(wave))


def said_beside(both: pd.DataFrame, side: str) -> pd.DataFrame:
    """Return the needs weighted beside unweighted under said headings."""
    name = plain(side)
    return pd.DataFrame(
        {
            plain("need"): both["need"].map(needs.need_names("full")),
            plain("weights_value_plain", name=name): both["value"].round(2),
            plain("weights_low_plain"): both["low"].round(2),
            plain("weights_high_plain"): both["high"].round(2),
            plain("weights_value_weighted", name=name): both["weighted"].round(2),
            plain("weights_low_weighted"): both["weighted_low"].round(2),
            plain("weights_high_weighted"): both["weighted_high"].round(2),
            plain("n_answers"): both["n"],
            plain("weights_n_eff"): both["n_eff"].round(0).astype("Int64"),
        }
    )
