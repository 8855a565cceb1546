"""Edits that are saved as they are made, and what is said where one cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.parts import session
from pages.parts.session import say
from surveys.errors import Fault


@contextmanager
def told(place: str) -> Iterator[None]:
    """Keep a fault of a callback, to be said by `say_faults` in the run that follows."""
    try:
        yield
    except Fault as fault:
        session.leave_word(place, fault.key, **fault.facts)


def say_faults(place: str) -> None:
    """Say why the last edit at this place was not saved, once."""
    word = session.take_word(place)
    if word:
        key, facts = word
        st.error(say(key, **facts), icon=":material/error:")
