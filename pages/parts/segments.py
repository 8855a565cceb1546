"""The segments of a wave on the screen: finding them, naming them, saying what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import needs, notices, session
from pages.parts import segments_choices as choices
from pages.parts.cached import needs as answers
from pages.parts.cached import segments as cached
from pages.parts.cached.segments_asked import Asked, in_force
from pages.parts.session import plain, say
from surveys.errors import Fault

if TYPE_CHECKING:
    from surveys.segments import Segmentation

WORK = "segments"
LARGEST = 8


@dataclass(frozen=True)
class View:
    """The segments a reader looks at.

    ``asked``: which ones; ``looking``: another number than the one in force.
    """

    wave: str
    asked: Asked
    looking: bool
    found: Segmentation

    @property
    def place(self) -> tuple[str, int, str, Asked]:
        """What the cached doors are asked with."""
        return (*needs.key(self.wave), self.asked)


def view(wave: str) -> View:
    """Return the segments of a wave the reader looks at: those in force, or another number."""
    kept = in_force(*needs.key(wave))
    if kept.frozen:
        return View(wave, kept, False, _placed(wave, kept))
    asked = _looked_at(found(wave, kept), kept)
    return View(wave, asked, asked != kept, found(wave, asked))


def _looked_at(own: Segmentation, kept: Asked) -> Asked:
    """Return what the reader wants to look at: what is kept, or another number of segments."""
    number = session.place("groups")
    if not number.isdecimal() or not 1 <= int(number) <= LARGEST or len(own.criterion) < 2:
        return kept
    asked = 0 if int(number) == own.recommended else int(number)
    return kept if int(number) == own.k else replace(kept, k=asked)


def _placed(wave: str, kept: Asked) -> Segmentation:
    """Return the people of a wave in kept segments, or say why not and offer own ones."""
    try:
        return found(wave, kept)
    except Fault as fault:
        st.error(say(fault.key, **fault.facts), icon=":material/error:")
        st.button(
            say("segments_use_own"),
            key="segments_use_own",
            on_click=choices.decide,
            args=(wave,),
            kwargs={"frozen": False},
        )
        st.stop()


def found(wave: str, asked: Asked | None = None) -> Segmentation:
    """Return the segments of a wave; the first time with progress and a way to stop."""
    key = key_of(wave)
    known = cached.known(*key, asked)
    if known is not None:
        return known
    if session.paused(WORK):
        st.info(say("segments_cancelled"), icon=":material/pause_circle:")
        st.button(
            say("segments_start"),
            on_click=session.resume,
            args=(WORK,),
            type="primary",
            key="segments_start",
        )
        st.stop()
    space = st.empty()
    with space.container(), notices.shown():
        said = say("segments_wait", n=_respondents(wave))
        bar = st.progress(0.0, text=said)
        st.button(say("segments_stop"), on_click=session.pause, args=(WORK,), key="segments_stop")
        result = cached.find(
            *key, lambda share: bar.progress(min(share, 1.0), text=said) and None, asked
        )
    space.empty()
    return result


def names(view: View) -> dict[int, str]:
    """Return a name per segment: the one people gave it, else what sets it apart."""
    given, apart = choices.given_names(view.wave, view), choices.traits(view.wave, view)
    return names_of(given, apart, view.found.basis)


def names_of(given: Mapping[int, str], apart: Mapping[int, list], basis: str) -> dict[int, str]:
    """Return a name per segment of `apart`, with its number, which makes each one its own."""
    return {
        segment: plain("segment_name", number=segment, traits=given.get(segment) or _listed(said))
        for segment, said in traits_of(apart, basis).items()
    }


def groups(wave: str) -> pd.Series | None:
    """Return the said name of the segment of each placed respondent, for pages that show groups.

    Indexed by respondent. None where the segments have not been looked for
    yet, or where there is one group; `found` looks for them.
    """
    number = cached.groups(*needs.key(wave))
    return None if number is None else number.map(names(in_use(wave)))


def in_use(wave: str) -> View | None:
    """Return the segments all pages speak of; None where nobody has looked for them yet."""
    known = cached.known(*needs.key(wave))
    return None if known is None else View(wave, in_force(*needs.key(wave)), False, known)


def say_found(view: View) -> None:
    """Say how many segments there are and which is the largest, or that there is one group."""
    if view.found.k == 1:
        _say_one_group(view)
        return
    rows = with_stability(view)
    first = rows.sort_values("n", ascending=False).iloc[0]
    shares = {
        "share": float(first["share"]),
        "low": float(first["share_low"]),
        "high": float(first["share_high"]),
    }
    segment = int(first["segment"])
    given = choices.given_names(view.wave, view)
    said = traits_of(choices.traits(view.wave, view), view.found.basis)
    name = given.get(segment) or _listed(said[segment])
    st.subheader(say("segments_found", k=view.found.k, name=name, n=int(first["n"]), **shares))
    choices.say_decided(view)


def _say_one_group(view: View) -> None:
    """Say that there is one group, or why groups cannot be looked for, and where to go."""
    found = view.found
    if not found.basis:
        needs.say_unlinked(view.wave, "segments_no_needs")
        return
    looked = len(found.criterion) > 1
    n = int(found.sizes["n"].sum())
    if found.recommended > 1:
        st.subheader(say("segments_one_chosen", n=n))
    else:
        st.subheader(say("segments_none" if looked else "segments_not_looked", n=n))
        st.markdown(say(found.reason, **found.facts))
    choices.say_decided(view)
    st.page_link(
        "pages/refine/priorities.py", label=say("do_priorities"), icon=":material/arrow_forward:"
    )


def with_stability(view: View) -> pd.DataFrame:
    """Return the sizes with ``jaccard``, the stability of each segment (<NA> where not known).

    ``share`` and its ends are of the answers as they came; where there are
    weights, the weighted ones stand beside as ``weighted_share``.
    """
    rows = view.found.stability
    own = rows[rows["k"] == view.found.k].set_index("segment")["jaccard"]
    sizes = view.found.sizes
    sizes = sizes.assign(jaccard=sizes["segment"].map(own).astype("Float64"))
    for end in ("", "_low", "_high"):
        if view.found.weighted:
            sizes[f"weighted_share{end}"] = sizes[f"share{end}"]
        sizes[f"share{end}"] = sizes[f"share_unweighted{end}"]
    return sizes


def demand(view: View) -> pd.DataFrame | None:
    """Return the demand of each segment with labels and the share of everybody; None without."""
    key = needs.key(view.wave)
    measures = answers.measures(*key)
    if not measures:
        return None
    measure = session.place("measure", measures[0])
    measure = measure if measure in measures else measures[0]
    shares = cached.demand_shares(*key, measure, view.asked)
    whole = answers.demand_shares(*key, measure).set_index("space_type")["share"]
    return shares.assign(
        label=shares["space_type"].map(needs.space_names()),
        group_label=shares["group"].map(names(view)),
        whole=shares["space_type"].map(whole),
    )


def key_of(wave: str) -> tuple[str, int, str, str]:
    """Return what the cached doors are asked with; strengths and floors do not matter here."""
    row = session.study().waves().set_index("wave").loc[wave]
    return (*needs.key(wave), f"{row['saved_at']} {row['sha256']}")


def heads(view: View) -> dict[int, str]:
    """Return the names on lines of their own, as heads of columns."""
    given = choices.given_names(view.wave, view)
    apart = traits_of(choices.traits(view.wave, view), view.found.basis)
    return {
        segment: "\n".join([str(segment), *([given[segment]] if segment in given else traits)])
        for segment, traits in apart.items()
    }


def traits_of(apart: Mapping[int, list], basis: str) -> dict[int, list[str]]:
    """Return what sets each segment apart, said."""
    short = needs.need_names()
    kind = "satisfaction" if basis == "satisfaction" else "importance"
    return {
        segment: [
            plain(f"segment_{way}_{kind}", need=needs.in_a_sentence(short[need]))
            for need, way in pairs
            if need in short
        ]
        or [plain("segment_like_all")]
        for segment, pairs in sorted(apart.items())
    }


def _listed(traits: list[str]) -> str:
    return plain("list_comma").join(traits)


def _respondents(wave: str) -> int:
    return int(session.study().waves().set_index("wave").loc[wave, "respondents"])
