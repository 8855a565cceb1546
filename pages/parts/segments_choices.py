"""What a committee decides about segments: their number, names, and use in later waves."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import edits, needs, session
from pages.parts.cached import segments as cached
from pages.parts.cached import segments_asked as decisions
from pages.parts.session import plain, say
from surveys import portraits

if TYPE_CHECKING:
    from pages.parts.segments import View

PLACE = "segments"  # where a refused edit is told
LONGEST_NAME = 60


def editable() -> bool:
    """Tell whether the study takes decisions; say why not, and what to do, where it does not."""
    if not session.study().read_only:
        return True
    st.caption(say("read_only_banner"))
    st.page_link("pages/overview/studies.py", label=say("nav_studies"))
    return False


def decide(wave: str, **what: object) -> None:
    """Keep decisions about the segments of a wave, with who and when; "" is not signed in."""
    with edits.told(PLACE):
        study = session.study()
        before = decisions.decided(*needs.key(wave))
        stamp = {"by": study.who, "at": dt.datetime.now(dt.UTC).date().isoformat()}
        study.set_setting(decisions.DECIDED.format(wave=wave), before | stamp | what)
    session.forget("groups", "segment")


def group_by(wave: str, key: str) -> None:
    """Keep the profile questions that help to make the segments of a wave."""
    decide(wave, profile=list(session.value(key)), k=0)


def rename(view: View, segment: int, key: str) -> None:
    """Keep the name a reader typed for a segment; an empty one takes the name away."""
    name = " ".join(str(session.value(key)).split())[:LONGEST_NAME]
    study, place = session.study(), needs.key(view.wave)
    with edits.told(PLACE):
        if view.asked.frozen:
            kept = decisions.frozen(*place[:2])
            names = {one: said for one, said in kept["names"].items() if one != str(segment)}
            names |= {str(segment): name} if name else {}
            study.set_setting(decisions.FROZEN, kept | {"names": names})
            return
        named = portraits.renamed(decisions.named(*place), view.found.profile, segment, name)
        study.set_setting(decisions.NAMES.format(wave=view.wave), named)


def use(wave: str, key: str) -> None:
    """Keep whether the pages speak of the kept segments or of own ones in a wave."""
    wanted = session.value(key) == "kept"
    with edits.told(PLACE):
        if wanted:
            cached.applied(*needs.key(wave))  # refused here where the wave cannot be placed
        decide(wave, frozen=wanted)


def freeze(view: View) -> None:
    """Keep these segments, with their names, for the other waves of the study."""
    with edits.told(PLACE):
        study = session.study()
        given = given_names(view.wave, view)
        kept = {
            "model": view.found.model.record(),
            "wave": view.wave,
            "k": view.found.k,
            "names": {str(segment): name for segment, name in given.items()},
            "traits": {str(segment): pairs for segment, pairs in traits(view.wave, view).items()},
            "by": study.who,
            "at": dt.datetime.now(dt.UTC).date().isoformat(),
        }
        study.set_setting(decisions.FROZEN, kept)


def thaw() -> None:
    """Forget the kept segments; every wave has its own ones again."""
    with edits.told(PLACE):
        session.study().set_setting(decisions.FROZEN, {})


def given_names(wave: str, view: View) -> dict[int, str]:
    """Return the names people gave to the segments, by number."""
    place = needs.key(wave)
    if view.asked.frozen:
        names = decisions.frozen(*place[:2])["names"]
        return {int(segment): name for segment, name in names.items()}
    return portraits.recognised(decisions.named(*place), view.found.profile)


def traits(wave: str, view: View) -> dict[int, list]:
    """Return what sets each segment apart, (need, "more" or "less"), kept ones as kept."""
    if view.asked.frozen:
        kept = decisions.frozen(*needs.key(wave)[:2])["traits"]
        return {int(segment): [tuple(pair) for pair in pairs] for segment, pairs in kept.items()}
    return view.found.names


def who_and_when(record: dict) -> str:
    """Return who decided and when, as it stands in a sentence."""
    day = session.day(dt.date.fromisoformat(record["at"])) if record.get("at") else ""
    return plain("segments_by", who=record.get("by") or plain("segments_somebody"), day=day)


def say_decided(view: View) -> None:
    """Say where the number of segments is the committee's, with the way back."""
    edits.say_faults(PLACE)
    kept = decisions.decided(*needs.key(view.wave))
    recommended = view.found.recommended
    if view.asked.frozen:
        _say_kept(view)
    elif view.looking:
        st.info(
            say("segments_looking", k=view.asked.k or recommended), icon=":material/visibility:"
        )
        left, right, _ = st.columns([2, 2, 3])
        left.button(
            say("segments_keep_number", k=view.asked.k or recommended),
            key="segments_keep_number",
            type="primary",
            disabled=session.study().read_only,
            help=say("read_only_banner") if session.study().read_only else None,
            on_click=decide,
            args=(view.wave,),
            kwargs={"k": 0 if view.asked.k == recommended else view.asked.k},
            width="stretch",
        )
        right.button(
            say("segments_stop_looking"),
            key="segments_stop_looking",
            on_click=session.forget,
            args=("groups", "segment"),
            width="stretch",
        )
    elif view.asked.k:
        if recommended == 1:
            st.warning(say("segments_against_rule"), icon=":material/warning:")
        said, back = st.columns([4, 2], vertical_alignment="center")
        facts = {"recommended": recommended, "k": view.asked.k, "who": who_and_when(kept)}
        said.markdown(say("segments_chosen_by", **facts))
        back.button(
            say("segments_back", k=recommended),
            key="segments_back",
            on_click=decide,
            args=(view.wave,),
            kwargs={"k": 0},
            width="stretch",
        )


def _say_kept(view: View) -> None:
    """Say whose segments these are, and the way to own ones."""
    kept = decisions.frozen(*needs.key(view.wave)[:2])
    said, back = st.columns([4, 2], vertical_alignment="center")
    waves = session.study().waves().set_index("wave")["name"]
    name = waves.get(kept["wave"], kept["wave"])
    said.markdown(say("segments_kept_from", wave=name, who=who_and_when(kept)))
    back.button(
        say("segments_use_own"),
        key="segments_use_own",
        on_click=decide,
        args=(view.wave,),
        kwargs={"frozen": False},
        width="stretch",
    )


def offer_profile(view: View) -> None:
    """Offer to let profile questions help to make the segments; off unless asked."""
    questions = list(cached.questions(*needs.key(view.wave)))
    if not questions or view.asked.frozen:
        return
    key = f"segments_profile_{view.wave}"
    st.multiselect(
        say("segments_also_by"),
        questions,
        default=[one for one in view.asked.profile if one in questions],
        key=key,
        on_change=group_by,
        args=(view.wave, key),
        disabled=session.study().read_only,
        placeholder=plain("segments_also_by_none"),
    )
    st.caption(say("segments_also_by_note"))
