"""Doors to the weights of a wave, and to what they change."""

import pandas as pd
import streamlit as st

from data import store
from pages.parts.cached import needs
from planning.spaces import demand
from surveys import choices, disclosure, priorities
from surveys.disclosure import MIN_RATINGS
from surveys.errors import SurveyError
from surveys.findings import Finding
from surveys.methods.small_groups import compared
from surveys.readers.margins import read_margins
from surveys.readers.tablefile import read_cells
from surveys.weighting import Weighting, compare, merging, rake
from surveys.weighting.margins import (
    EVERY_WAVE,
    counted,
    from_records,
    holding,
    setting_of,
    spelled_as,
)

DRAFT = "margins"  # kind of draft
LIMIT = "weights_limit"  # setting: largest weight as a multiple of the mean
NO_LIMIT = 0
LIMITS = (3, 5, 8, NO_LIMIT)
USUAL_LIMIT = 5  # the limit until somebody chooses another
GUARDED = {  # what the answers count like -> what may be seen of them
    f"n_eff{suffix}": values
    for suffix, values in zip(
        ("", "_importance", "_satisfaction"), needs.GUARDED.values(), strict=True
    )
}


@st.cache_data(max_entries=16, show_spinner=False)
def margins(study: str, version: int, scope: str) -> pd.DataFrame:
    """Return the margins kept for `EVERY_WAVE` or for one wave alone, without a count yet too."""
    return from_records(store.open_study(study).setting(setting_of(scope)))


@st.cache_data(max_entries=16, show_spinner=False)
def merges(study: str, version: int) -> pd.DataFrame:
    """Return which categories the study weights together."""
    return merging.from_records(store.open_study(study).setting(merging.SETTING))


@st.cache_data(max_entries=24, show_spinner=False)
def profile(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return the profile of a wave with merged categories under their common name."""
    answered = needs.answers(study, version, wave).profile
    return merging.merged_profile(answered, merges(study, version))


@st.cache_data(max_entries=24, show_spinner=False)
def held(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return the margins that hold for a wave, spelled as it answers."""
    own = (margins(study, version, scope) for scope in (EVERY_WAVE, wave))
    return spelled_as(holding(*own), needs.answers(study, version, wave).profile)


@st.cache_data(max_entries=16, show_spinner=False)
def limit(study: str, version: int) -> int:
    """Return the largest weight the study allows, `NO_LIMIT` for any."""
    return store.open_study(study).setting(LIMIT, USUAL_LIMIT)


@st.cache_data(max_entries=24, show_spinner=False)
def used(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return the margins with counts of what this wave asked, categories merged."""
    merged = merging.merged_margins(held(study, version, wave), merges(study, version))
    return counted(merged, list(profile(study, version, wave).columns))


@st.cache_data(max_entries=24, show_spinner=False)
def beside(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return `compare.answered_beside_population` of one wave."""
    key = (study, version, wave)
    return compare.answered_beside_population(profile(*key), used(*key))


@st.cache_resource(max_entries=24, show_spinner=False)
def weighting(study: str, version: int, wave: str) -> Weighting:
    """Return the weights of one wave, shared, so nobody alters them; or raise why not."""
    return rake(
        profile(study, version, wave),
        used(study, version, wave),
        limit=limit(study, version) or None,
        least=MIN_RATINGS,
    )


@st.cache_resource(max_entries=24, show_spinner=False)
def usable(study: str, version: int, wave: str) -> Weighting | None:
    """Return the weights where there are margins and the weights meet them, else None."""
    if used(study, version, wave).empty:
        return None
    try:
        found = weighting(study, version, wave)
    except SurveyError:
        return None
    return found if found.converged else None


@st.cache_data(max_entries=24, show_spinner=False)
def gaps(study: str, version: int, wave: str) -> pd.DataFrame:
    """Return weighted `priorities.gaps`, small groups hidden; the weights must be found."""
    found = weighting(study, version, wave)
    table = priorities.gaps(needs.answers(study, version, wave), found)
    table = table[~table["need"].isin(telling(study, version, wave))].reset_index(drop=True)
    for guarded in (needs.GUARDED, GUARDED):
        for n, values in guarded.items():
            table = disclosure.protect(table, n=n, values=values).drop(columns="hidden")
    return table


@st.cache_data(max_entries=24, show_spinner=False)
def telling(study: str, version: int, wave: str) -> set[str]:
    """Return the needs whose weighted beside unweighted number would tell of a few people."""
    given = needs.answers(study, version, wave)
    asked = [*compared(given), given.choices.dropna(subset="chosen")]
    return disclosure.telling_weights(asked, weighting(study, version, wave).weights)


def gaps_if_usable(study: str, version: int, wave: str) -> pd.DataFrame | None:
    """Return `gaps` where the weights meet the margins, else None."""
    return None if usable(study, version, wave) is None else gaps(study, version, wave)


@st.cache_data(max_entries=24, show_spinner=False)
def chosen(study: str, version: int, wave: str) -> pd.DataFrame | None:
    """Return weighted `choices.chosen_shares`, small groups hidden; None without usable weights."""
    found = usable(study, version, wave)
    if found is None:
        return None
    table = choices.chosen_shares(needs.answers(study, version, wave), found)
    table = table[~table["need"].isin(telling(study, version, wave))].reset_index(drop=True)
    for n in ("n", "n_eff"):
        table = disclosure.protect(table, n=n, values=["share", "low", "high", "chosen"]).drop(
            columns="hidden"
        )
    return table


@st.cache_data(max_entries=24, show_spinner=False)
def demand_shares(study: str, version: int, wave: str, measure: str) -> pd.DataFrame | None:
    """Return weighted `demand.demand_shares` of the whole wave; None without usable weights."""
    found = usable(study, version, wave)
    if found is None:
        return None
    weights = needs.need_weights(study, version, wave, measure)
    strengths = needs.strengths(study, version)
    table = demand.demand_shares(weights, strengths, weighting=found)
    if _demand_tells(weights, strengths, found):
        table[["share", "low", "high"]] = pd.NA
    return disclosure.protect(table, n="n_eff", values=["share", "low", "high"])


def _demand_tells(weights: pd.DataFrame, strengths: pd.DataFrame, found: Weighting) -> bool:
    """Tell whether weighted beside unweighted demand, of all needs or of one, tells of a few.

    One need is enough: less all the others, the shares of space types would give it away.
    """
    linked = weights[weights["need"].isin(demand.spread(strengths).index)]
    asked = linked[linked.groupby("respondent")["weight"].transform("sum") > 0]
    both = [asked[["respondent", "need"]], asked[["respondent"]].drop_duplicates().assign(need="")]
    return bool(disclosure.telling_weights(both, found.weights))


@st.cache_data(max_entries=24, show_spinner=False)
def demand_by_need(study: str, version: int, wave: str, measure: str) -> pd.DataFrame | None:
    """Return weighted `needs.demand_by_need`, what is hidden there too; None without weights."""
    place = (study, version, wave, measure)
    found = usable(*place[:3])
    if found is None:
        return None
    table = demand.demand_by_need(needs.need_weights(*place), needs.strengths(*place[:2]), found)
    values = ["contribution", "low", "high"]
    if demand_shares(*place)["share"].isna().all():
        table[values] = pd.NA
    keys = ["space_type", "need"]
    hidden = needs.demand_by_need(*place).set_index(keys)["hidden"]
    away = hidden.reindex(pd.MultiIndex.from_frame(table[keys])).set_axis(table.index).astype(bool)
    away |= table["need"].isin(telling(*place[:3]))
    table[values] = table[values].mask(away)
    return table.assign(hidden=away | table["hidden"])


@st.cache_data(max_entries=4, show_spinner=False)
def draft(study: str, sha256: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Return margins and findings of the file that waits to be stored; or raise why not."""
    waiting = store.open_study(study).draft(DRAFT)
    return read_margins(read_cells(waiting.content, waiting.file_name))
