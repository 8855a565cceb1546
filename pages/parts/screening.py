"""Screening on the screen: the rules with their counts and switches, and who counts in the end."""

import json

import pandas as pd
import streamlit as st

from data.store import Draft, Study
from pages.parts import edits, needs, session
from pages.parts.cached import screening as cached
from pages.parts.session import plain, say
from surveys import screening
from surveys.disclosure import MIN_RATINGS
from surveys.readers import RawSurvey

KIND = "responses"
PLACE = "screening"
WIDTHS = [6, 2, 1, 1]


def show_import(
    draft: Draft, survey: RawSurvey, codebook: pd.DataFrame, kept: pd.DataFrame
) -> dict[str, object]:
    """Show the rules for a file that is not stored yet; return what `save_wave` stores of them."""
    st.markdown(f"#### {say('screen_title')}")
    marks = screening.marks(survey, codebook, kept.index)
    chosen = json.dumps(draft.settings.get("screening"))
    named = json.dumps([draft.sha256, draft.settings], sort_keys=True, default=str)
    choice, known, changed = cached.of_file(named, codebook, kept, marks, chosen)
    _show(f"draft_{draft.sha256[:8]}", known, changed, choice, (_keep_draft, draft.sha256))
    return {"marks": marks, "screening": choice}


def show_stored(study: Study) -> None:
    """Show the rules for the stored waves; a switch holds on every page at once."""
    waves = study.waves()
    if waves.empty:
        return
    edits.say_faults(PLACE)
    with st.expander(say("screen_stored"), icon=":material/rule:"):
        names = dict(zip(waves["wave"], waves["name"], strict=True))
        wave = session.choose(
            st.selectbox,
            "wave",
            say("wave_label"),
            list(names),
            default=list(names)[-1],
            format_func=names.get,
        )
        key = (study.id, study.version, wave)
        stored = waves.set_index("wave").loc[wave, "screening"]
        if not stored:
            _say_never(study, wave)
        choice = stored or {rule.key: {"on": False} for rule in screening.RULES}
        st.caption(say("screen_stored_note", least=MIN_RATINGS))
        keep = None if study.read_only else (_keep_wave, wave)
        _show(f"wave_{wave}", cached.found(*key), cached.effect(*key), choice, keep)


def _say_never(study: Study, wave: str) -> None:
    """Say that nobody chose yet, and offer what Respace proposes."""
    st.info(say("screen_never"), icon=":material/rule:")
    if not study.read_only:
        st.button(
            say("screen_usual"),
            key=f"screen_usual_{wave}",
            on_click=_keep_usual,
            args=(wave,),
        )


def _show(
    place: str,
    known: screening.Screening,
    changed: dict | None,
    choice: dict,
    keep: tuple | None,
) -> None:
    """Show the sum, each rule that can be applied, and why the others cannot."""
    st.markdown(say("screen_total", kept=known.kept, n=known.n, out=len(known.out)))
    st.markdown(_said_effect(known, changed))
    st.caption(say("screen_help" if keep else "screen_read_only"))
    heads = st.columns(WIDTHS)
    for column, text in zip(heads[1:], ("limit", "flagged", "only"), strict=True):
        column.caption(say(f"screen_{text}"))
    rules = {rule.key: rule for rule in screening.RULES}
    for row in known.table[known.table["possible"]].itertuples(index=False):
        _show_rule(place, rules[row.rule], row, choice, keep)
    missing = known.table.loc[~known.table["possible"], "rule"]
    if len(missing):
        lines = [
            say("screen_missing", rule=plain(f"screen_{key}"), why=plain(f"screen_{key}_missing"))
            for key in missing
        ]
        st.caption("  \n".join([say("screen_not_possible"), *lines]))


def _show_rule(place: str, rule: screening.Rule, row, choice: dict, keep: tuple | None) -> None:
    """Show one rule: switch, sentence, limit and counts; keys hold the value, so none is stale."""
    left, middle, flagged, only = st.columns(WIDTHS, vertical_alignment="center")
    key = f"screen_{place}_{rule.key}"
    switch, moved = f"{key}_{'on' if row.on else 'off'}", f"{key}_{row.limit}"
    shared = {"disabled": keep is None, "on_change": _changed if keep else None}
    left.toggle(
        say(f"screen_{rule.key}"),
        value=bool(row.on),
        key=switch,
        args=(keep, choice, rule.key, "on", switch, bool(row.on)),
        help=say(f"screen_{rule.key}_why") + " " + say(f"screen_trust_{rule.trust}"),
        **shared,
    )
    left.caption(say(f"screen_{rule.key}_what", limit=_said_limit(rule, row.limit)))
    _ask_limit(
        middle, rule, row.limit, moved, (keep, choice, rule.key, "limit", moved, row.limit), shared
    )
    flagged.markdown(f"**{row.flagged:,}**")
    only.markdown(f"{row.only:,}")


def _ask_limit(place, rule: screening.Rule, value, key: str, args: tuple, shared: dict) -> None:
    limit = rule.limit
    label = say(f"screen_unit_{limit.unit or 'word'}")
    if limit.words:
        place.selectbox(
            label,
            limit.words,
            index=limit.words.index(value),
            format_func={word: plain(f"screen_keep_{word}") for word in limit.words}.get,
            key=key,
            args=args,
            **shared,
        )
        return
    place.number_input(
        label, limit.low, limit.high, value=int(value), step=1, key=key, args=args, **shared
    )


def _said_limit(rule: screening.Rule, value) -> object:
    return plain(f"screen_keep_{value}") if rule.limit.words else value


def _said_effect(known: screening.Screening, changed: dict | None) -> str:
    """Say how far the first need moves when answers are screened out."""
    if not len(known.out):
        return say("screen_effect_none")
    if changed is None:
        return say("screen_effect_hidden", least=MIN_RATINGS)
    names = needs.need_names()
    facts = changed | {name: names.get(changed[name], changed[name]) for name in ("need", "first")}
    measure = facts.pop("measure")
    same = changed["need"] == changed["first"]
    return say(f"screen_effect_{measure}_{'same' if same else 'other'}", **facts)


def _changed(keep: tuple, choice: dict, rule: str, what: str, key: str, old: object) -> None:
    """Keep one switch or limit over the choice as it was shown; put it back where it is refused."""
    store, where = keep
    if not store(where, choice | {rule: choice.get(rule, {}) | {what: session.value(key)}}):
        session.put_back(key, old)


def _keep_draft(sha256: str, choice: dict) -> bool:
    with edits.told(KIND):
        study = session.study()
        settings = dict(study.draft(KIND).settings)
        study.update_draft(KIND, settings | {"screening": choice}, sha256=sha256)
        return True
    return False


def _keep_wave(wave: str, choice: dict) -> bool:
    with edits.told(PLACE):
        cached.switch(session.study(), wave, choice)
        return True
    return False


def _keep_usual(wave: str) -> None:
    _keep_wave(wave, cached.usual(session.study_id(), session.study().version, wave))
