"""The reader's place: language, study and filters, in the session and in the link.

Every session key and URL parameter of the app is named in this file. A filter
chosen once stays from page to page, and the link of a page holds what that
page asked for, so the link reopens the same view.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from data import store
from pages import texts

LANGUAGE, STUDY = "lang", "study"
FILTERS = (
    "wave",  # one survey wave
    "measure",  # what a need weighs
    "margin",  # the question by which answers are held beside those served
    "crosshairs",  # of the quadrant plot
    "rows",  # the top of a long list or all of it
    "method",  # one way to rank needs
    "kano",  # the Kano table in use
    "level",  # one answer to the profile question that makes groups
    "segment",  # one group of respondents
    "groups",  # how many segments the reader looks at
    "facet",  # which part of the segments page is open
    "topic",  # one topic of comments
    "part",  # what is told of comments: topics, who writes, spaces, satisfaction, codes
    "number",  # topics asked for in place of the chosen number
    "space",  # one space type
    "function",  # one function of the space programme
    "layout",  # what is asked of a layout: weights, pins, limits
    "layout_was",  # what was asked before, to say what moved
    "layout_option",  # which proposal is drawn
    "floor",
    "zone",  # one zone, to see its facts
    "zones",  # a choice of zones
    "areas",  # all areas, those of a floor or space type, or a choice of zones
    "works",  # one renovation
    "before",  # first and last day
    "after",  # first and last day
    "week",  # kind of calendar weeks
    "show",  # rate or head-count
    "by",  # area or seats
    "series",  # what is followed over the years: needs or space types
    "need",  # one need
    "needs",  # a choice of needs
    "group",  # a profile question that makes groups
    "pair",  # two waves that are compared
    "chart",  # which control chart
    "charted",  # the need in the control chart
)
PLACE = "place"  # the reader's place, by URL parameter
ASKED = "asked"  # parameters this page asked for
WIDGET = "at_{name}"  # widget keys of the filters
WORD = "word_{place}"  # what is to be said after a rerun
PAUSED = "paused_{work}"  # long work the reader stopped
SAMPLE = "sample"
SEPARATOR = "~"  # between several values of one parameter


def begin() -> None:
    """Read the reader's place from the link, once a session."""
    if PLACE not in st.session_state:
        known = (LANGUAGE, STUDY, *FILTERS)
        given = {name: st.query_params[name] for name in known if name in st.query_params}
        browser = "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
        if given.get(LANGUAGE) not in texts.LANGUAGES:
            given[LANGUAGE] = browser
        st.session_state[PLACE] = given
    st.session_state[ASKED] = {LANGUAGE, STUDY}


@contextmanager
def kept_in_link() -> Iterator[None]:
    """Write the place this page asked for into the link when the page is done."""
    try:
        yield
    finally:
        link = current_link()
        if st.query_params.to_dict() != link:
            st.query_params.from_dict(link)


def current_link() -> dict[str, str]:
    """Return the URL parameters that reopen the present view."""
    return {name: value for name, value in _place().items() if name in st.session_state[ASKED]}


def link_text() -> str:
    """Return the parameters of the present view as they stand behind the `?`."""
    return "&".join(f"{name}={quote(value)}" for name, value in current_link().items())


def language() -> str:
    """Return the reader's language, a key of `texts.LANGUAGES`."""
    return _place()[LANGUAGE]


def say(key: str, **facts: object) -> str:
    """Say a text where Streamlit renders Markdown; facts cannot add markup."""
    return texts.say_markdown(language(), key, **facts)


def plain(key: str, **facts: object) -> str:
    """Say a text where nothing is rendered: tables, figures, options, files, `alt`."""
    return texts.say(language(), key, **facts)


def words(*keys: str) -> dict[str, str]:
    """Return plain texts by key, as figures want them."""
    return {key: plain(key) for key in keys}


def day(value: dt.date | None) -> str:
    """Return a day as the reader's locale writes it; "" where there is none."""
    return texts.plain_date(language(), value) if pd.notna(value) else ""


def today() -> dt.date:
    """Return the day it is on the campus."""
    return dt.datetime.now(ZoneInfo(study().time_zone)).date()


def edits(key: str) -> dict:
    """Return what a data editor reports: ``edited_rows``, ``added_rows``, ``deleted_rows``."""
    return st.session_state[key]


def value(key: str) -> object:
    """Return the present value of a widget that is no filter."""
    return st.session_state[key]


def put_back(key: str, value: object) -> None:
    """Give a widget of the page its old value again, from its own callback."""
    st.session_state[key] = value


def uploaded(key: str) -> object:
    """Return the file a reader dropped, None where it was taken away."""
    return st.session_state.get(key)


def leave_word(place: str, key: str, **facts: object) -> None:
    """Leave a text to be said after the next rerun."""
    st.session_state[WORD.format(place=place)] = (key, facts)


def take_word(place: str) -> tuple[str, dict] | None:
    """Return the text that was left for this place, once."""
    return st.session_state.pop(WORD.format(place=place), None)


def pause(work: str) -> None:
    """Remember that the reader stopped a long piece of work."""
    st.session_state[PAUSED.format(work=work)] = True


def resume(work: str) -> None:
    """Forget that a long piece of work was stopped."""
    st.session_state.pop(PAUSED.format(work=work), None)


def paused(work: str) -> bool:
    """Tell whether the reader stopped this piece of work."""
    return PAUSED.format(work=work) in st.session_state


def study() -> store.Study:
    """Return the study the reader is in; an unknown one in the link becomes the sample."""
    return store.open_study(study_id())


def study_id() -> str:
    """Return the id of the study the reader is in."""
    return _place().get(STUDY, SAMPLE)


def enter_study(study_id: str) -> None:
    """Move the reader to another study; filters of the old one are forgotten."""
    forget(*FILTERS)
    put(STUDY, study_id)


def place(name: str, default: str = "") -> str:
    """Return a filter's value as the link holds it and mark it as part of this view."""
    st.session_state[ASKED].add(name)
    return _place().get(name, default)


def put(name: str, value: str) -> None:
    """Set a filter from code, for the next run of its widget too."""
    _place()[name] = value
    st.session_state.pop(WIDGET.format(name=name), None)


def forget(*names: str) -> None:
    """Drop filters, so that their defaults hold again."""
    for name in names:
        _place().pop(name, None)
        st.session_state.pop(WIDGET.format(name=name), None)


def choose(
    widget: Callable,
    name: str,
    label: str,
    options: Sequence[str],
    *,
    default: str | None = None,
    **more: object,
) -> str | None:
    """Show a widget for one of `options` and keep the choice in the place.

    Parameters
    ----------
    widget
        ``st.selectbox``, ``st.radio``, ``st.segmented_control`` and the like.
    name
        A name of `FILTERS`.
    label
        Said label.
    options
        Code-like values; what the link holds is used where it is among them.
    default
        The first option where not given.
    more
        Further arguments of the widget, such as ``format_func``.
    """
    key = WIDGET.format(name=name)
    options = list(options)
    more |= _labels(options, more)
    fallback = default if default in options else next(iter(options), None)
    kept = place(name)
    if st.session_state.get(key) not in options:
        st.session_state[key] = kept if kept in options else fallback
    chosen = widget(label, options, key=key, on_change=_keep, args=(name,), **more)
    chosen = fallback if chosen is None else chosen
    if chosen is not None:
        _place()[name] = chosen
    return chosen


def choose_many(
    name: str, label: str, options: Sequence[str], *, default: Sequence[str] = (), **more: object
) -> list[str]:
    """Show a multiselect and keep the choice in the place; nothing chosen is kept too."""
    key = WIDGET.format(name=name)
    more |= _labels(options, more)
    kept = place(name, default=SEPARATOR.join(default))
    if key not in st.session_state:
        st.session_state[key] = kept.split(SEPARATOR)
    st.session_state[key] = [option for option in st.session_state[key] if option in options]
    chosen = st.multiselect(label, list(options), key=key, on_change=_keep, args=(name,), **more)
    _place()[name] = SEPARATOR.join(chosen)
    return chosen


def apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by code, those that several share with their code added.

    Streamlit finds the chosen option by its label: two options of one label
    are one to it, and to the reader.
    """
    seen = Counter(names.values())
    return {
        code: name if seen[name] == 1 else plain("name_with_code", name=name, code=code)
        for code, name in names.items()
    }


def _labels(options: Sequence[str], more: Mapping[str, object]) -> dict[str, object]:
    """Return ``format_func`` with labels of which no two are alike, where one is given."""
    said = more.get("format_func")
    return {"format_func": apart({one: said(one) for one in options}).get} if said else {}


def _keep(name: str) -> None:
    """Take a widget's new value into the place before the page runs again."""
    value = st.session_state[WIDGET.format(name=name)]
    if name == STUDY:
        enter_study(value)
    elif value is not None:
        _place()[name] = SEPARATOR.join(value) if isinstance(value, list) else value


def _place() -> dict[str, str]:
    return st.session_state[PLACE]
