"""Doors to the segments of users: found once, kept for every reader and every restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data import store
from data.store import found as shelf_on_disk
from pages.parts.cached import disclosed, needs, weights
from pages.parts.cached.segments_asked import SEED, Asked, digest, frozen, in_force
from pages.parts.cached.segments_shown import before
from planning.spaces import demand
from surveys import disclosure, portraits

if TYPE_CHECKING:
    from surveys.portraits import Voices
    from surveys.segments import Segmentation

SHELF_SIZE = 24
MEANS, DEMANDED = ["mean", "low", "high"], ["share", "low", "high"]
NOWHERE = 0  # the group of those in no segment: everybody less the segments would be they


def known(
    study: str, version: int, wave: str, stamp: str = "", asked: Asked | None = None
) -> Segmentation | None:
    """Return the segments of a wave if they need no search, else None.

    Without `asked`: those in force. `stamp` is not needed any more.
    """
    asked = in_force(study, version, wave) if asked is None else asked
    if asked.frozen:
        return applied(study, version, wave)
    key = digest(study, version, wave, asked)
    shelf = _shelf()
    if key not in shelf:
        from surveys.portraits.record import from_text

        text = shelf_on_disk.kept(store.open_study(study), key)
        found = None if text is None else from_text(text)
        if found is None:
            return None
        _put(key, _guarded(found, study, version, wave, asked))
    return shelf[key]


def find(
    study: str,
    version: int,
    wave: str,
    stamp: str,
    progress: Callable[[float], None],
    asked: Asked | None = None,
) -> Segmentation:
    """Find the segments of a wave; `progress` hears 0 to 1."""
    from surveys.portraits.record import as_text
    from surveys.segments import find_segments

    asked = in_force(study, version, wave) if asked is None else asked
    rule = known(study, version, wave, asked=replace(asked, k=0)) if asked.k else None
    found = find_segments(
        needs.answers(study, version, wave),
        weighting=weights.usable(study, version, wave),
        seed=SEED,
        k=asked.k or None,
        profile=asked.profile,
        progress=progress,
        **({} if rule is None else {"draws": 0}),
    )
    if rule is not None:
        found = _beside_the_rule(found, rule)
    key = digest(study, version, wave, asked)
    shelf_on_disk.keep(store.open_study(study), key, as_text(found))
    _put(key, _guarded(found, study, version, wave, asked))
    return _shelf()[key]


def _guarded(
    found: Segmentation, study: str, version: int, wave: str, asked: Asked
) -> Segmentation:
    """Return the segments without what would follow from them and other tables together.

    Other tables are also the segments that were shown of these answers before.
    """
    others = [one for _, one in _others(study, version, wave, asked)]
    return disclosed.segments(study, version, wave, found, others)


def _others(study: str, version: int, wave: str, asked: Asked) -> list[tuple[Asked, Segmentation]]:
    """Return the segments of these answers that were shown before, one group aside."""
    shown = [
        (one, known(study, version, wave, asked=one)) for one in before(study, version, wave, asked)
    ]
    return [(one, found) for one, found in shown if found is not None and found.k > 1]


def groups(study: str, version: int, wave: str) -> pd.Series | None:
    """Return the segment (Int64) of each placed respondent, for pages that show groups.

    Indexed by respondent; the segments in force. None where nobody has looked
    for them yet, or where there is one group only.
    """
    found = known(study, version, wave)
    if found is None or found.k == 1:
        return None
    return found.members.set_index("respondent")["segment"]


@st.cache_resource(max_entries=24, show_spinner=False)
def applied(study: str, version: int, wave: str) -> Segmentation:
    """Return the kept segments of another wave, with the people of this one; small ones hidden."""
    from surveys.segments import FrozenSegments, Segmentation, apply

    model = FrozenSegments.from_record(frozen(study, version)["model"])
    given = needs.answers(study, version, wave)
    placed = apply(model, given, weights.usable(study, version, wave))
    shares = [name for name in placed.sizes if name.startswith("share")]
    nothing = pd.DataFrame(columns=["k", "segment", "jaccard"])
    found = Segmentation(
        k=placed.k,
        members=placed.members,
        sizes=disclosure.protect(placed.sizes, values=["n", *shares], total_groups=[[]]),
        profile=placed.profile,
        criterion=nothing,
        reason="",
        facts={},
        names=placed.names,
        basis=placed.basis,
        left_out=placed.left_out,
        recommended=placed.k,
        stability=nothing,
        weighted=placed.weighted,
        model=model,
    )
    return _guarded(found, study, version, wave, Asked(frozen=True))


@st.cache_data(max_entries=24, show_spinner=False)
def questions(study: str, version: int, wave: str) -> list[str]:
    """Return the profile questions of a wave that could make groups."""
    profile = needs.answers(study, version, wave).profile.drop(columns="respondent")
    return [one for one in profile if 2 <= profile[one].nunique() <= portraits.MOST_ANSWERS]


@st.cache_data(max_entries=24, show_spinner=False)
def demand_shares(
    study: str, version: int, wave: str, measure: str, asked: Asked | None = None
) -> pd.DataFrame:
    """Return `demand.demand_shares` per segment; the segments must be known."""
    members = known(study, version, wave, asked=asked).members
    given = needs.need_weights(study, version, wave, measure)
    groups = members.set_index("respondent")["segment"]
    groups = groups.reindex(given["respondent"].unique(), fill_value=NOWHERE)
    strengths = needs.strengths(study, version)
    table = demand.demand_shares(given, strengths, groups)
    away = hidden(study, version, wave, measure, asked)
    table["hidden"] |= table["group"].astype("str").isin(away)
    table[DEMANDED] = table[DEMANDED].mask(table["hidden"])
    placed = table["group"] != NOWHERE
    found = weights.usable(study, version, wave)
    if found is None:
        return table[placed].reset_index(drop=True)
    beside = demand.demand_shares(given, strengths, groups, weighting=found)
    beside = disclosure.protect(beside, n="n_eff", values=["share"], total_groups=["space_type"])
    whole = weights.demand_shares(study, version, wave, measure)["share"].isna().all()
    table = table.assign(weighted=beside["share"].mask(table["hidden"] | whole).to_numpy())
    return table[placed].reset_index(drop=True)


@st.cache_data(max_entries=48, show_spinner=False)
def hidden(
    study: str, version: int, wave: str, measure: str = "", asked: Asked | None = None
) -> set[str]:
    """Return the segments whose demand hides, or whose satisfaction where no measure is named.

    They differ by few people from other groups, or from segments shown before.
    """
    place, asked = (study, version, wave), asked or in_force(study, version, wave)
    given, found = needs.answers(*place), known(*place, asked=asked)
    counts = weights.usable(*place)
    counts = None if counts is None else counts.weights
    others = [
        (one.members, hidden(*place, measure, other)) for other, one in _others(*place, asked)
    ]
    if measure:
        linked = demand.spread(needs.strengths(study, version)).index
        rows = needs.need_weights(*place, measure)
        rows = rows[rows["need"].isin(linked) & (rows["weight"] > 0)]
        return disclosed.members(given.profile, found.members, rows, counts, others)
    rows = given.ratings.dropna(subset="satisfaction")
    shared = disclosed.groups(*place)
    return disclosed.satisfied(given.profile, found, rows, counts, others, shared)


@st.cache_data(max_entries=24, show_spinner=False)
def who(study: str, version: int, wave: str, asked: Asked) -> pd.DataFrame:
    """Return `portraits.who`, weighted shares beside where there are weights."""
    members = known(study, version, wave, asked=asked).members
    found = weights.usable(study, version, wave)
    profile = needs.answers(study, version, wave).profile
    return portraits.who(profile, members, None if found is None else found.weights)


@st.cache_data(max_entries=24, show_spinner=False)
def satisfied(study: str, version: int, wave: str, asked: Asked) -> pd.DataFrame:
    """Return `portraits.satisfied`, with ``weighted`` where there are weights."""
    members = known(study, version, wave, asked=asked).members
    ratings = needs.answers(study, version, wave).ratings
    table = portraits.satisfied(ratings, members)
    away = hidden(study, version, wave, asked=asked)
    table["hidden"] |= table["segment"].astype("str").isin(away)
    table[MEANS] = table[MEANS].mask(table["hidden"])
    found = weights.usable(study, version, wave)
    rated = ratings.dropna(subset="satisfaction").assign(need="")
    if found is None or disclosure.telling_weights([rated], found.weights):
        return table
    beside = portraits.satisfied(ratings, members, found).set_index("segment")["mean"]
    return table.assign(weighted=table["segment"].map(beside).mask(table["hidden"]))


@st.cache_resource(max_entries=24, show_spinner=False)
def voices(study: str, version: int, wave: str, asked: Asked) -> Voices:
    """Return `portraits.voices`; shared, so nobody alters it."""
    members = known(study, version, wave, asked=asked).members
    return portraits.voices(needs.answers(study, version, wave).comments, members)


def _beside_the_rule(found: Segmentation, rule: Segmentation) -> Segmentation:
    """Return another number of segments with the stability the search by the rule has found.

    Same answers, same seed: the fits of every number are the same ones.
    """
    return replace(
        found,
        recommended=rule.recommended,
        reason=rule.reason,
        facts=rule.facts,
        stability=rule.stability,
        criterion=rule.criterion.assign(chosen=rule.criterion["k"] == found.k),
    )


def _put(key: str, found: Segmentation) -> None:
    shelf = _shelf()
    while len(shelf) >= SHELF_SIZE:
        shelf.pop(next(iter(shelf)), None)
    shelf[key] = found


@st.cache_resource(max_entries=1, show_spinner=False)
def _shelf() -> dict[str, Segmentation]:
    """Return the segments found so far, oldest first; shared, so nobody alters them."""
    return {}
