"""Where files are dropped: any file is taken, and the readers say what is wrong with it.

Streamlit's own limits of type and size speak English only, so they are not used.
"""

from collections.abc import Sequence

import streamlit as st

from pages.parts.session import say
from surveys.readers.errors import FileTooLargeError

LARGEST_MB = 200  # what the readers take


def dropped(label: str, key: str, *, several: bool = False, tip: str | None = None) -> Sequence:
    """Return the files a reader dropped; one that is too large is refused in a sentence.

    Parameters
    ----------
    label, tip
        Said label and help.
    key
        Of the widget.
    several
        Whether more than one file may be dropped at once.
    """
    given = st.file_uploader(label, key=key, accept_multiple_files=several, help=tip)
    files = given if several else [given] if given else []
    fitting = [file for file in files if file.size <= LARGEST_MB * 1_000_000]
    for file in files:
        if file not in fitting:
            fault = FileTooLargeError(name=file.name, limit=LARGEST_MB)
            st.error(say(fault.key, **fault.facts), icon=":material/error:")
    return fitting
