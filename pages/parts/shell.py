"""The frame around every page: sign-in, navigation, language and study."""

from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from data import sample, store
from pages import texts
from pages.parts import session
from pages.parts.session import say

SECTIONS = {
    "step_overview": ("overview/home", "overview/studies"),
    "step_obtain": ("obtain/responses", "obtain/floors", "obtain/counts", "obtain/calendar"),
    "step_refine": (
        "refine/weights",
        "refine/priorities",
        "refine/methods",
        "refine/segments",
        "refine/comments",
    ),
    "step_implement": (
        "implement/demand",
        "implement/programme",
        "implement/plan",
        "implement/layout",
        "implement/phasing",
    ),
    "step_evaluate": ("evaluate/occupancy", "evaluate/satisfaction"),
}
ICON = Path(__file__).with_name("icon.svg")  # a Material icon would be fetched from outside
TIGHT = (  # less air above the answer; Streamlit's English limits of uploads are said by the label
    "<style>.stMainBlockContainer{padding-top:4rem;padding-bottom:3rem}"
    "[data-testid=stFileUploaderDropzoneInstructions]{display:none}</style>"
)
RELOAD = "<script>window.location.reload()</script>"
ICONS = {
    "home": "dashboard",
    "studies": "folder_open",
    "responses": "forum",
    "floors": "floor",
    "counts": "groups",
    "calendar": "calendar_month",
    "weights": "how_to_reg",
    "priorities": "priority_high",
    "methods": "compare_arrows",
    "segments": "diversity_3",
    "comments": "chat",
    "demand": "account_tree",
    "programme": "checklist",
    "plan": "map",
    "layout": "dashboard_customize",
    "phasing": "view_timeline",
    "occupancy": "compare",
    "satisfaction": "trending_up",
}


def pages() -> dict[str, list]:
    """Return the pages by step of the route, with said titles."""
    return {say(step): [_page(path) for path in paths] for step, paths in SECTIONS.items()}


def sample_ready() -> None:
    """Build the sample library where it is missing, which takes some seconds once."""
    with st.spinner(say("sample_building")):
        sample.ensure()


def reload_first_deep_link() -> None:
    """Load the page once more where a deep link is the first request after a server start.

    Until `st.navigation` was called in a process, Streamlit 1.67 takes the folder
    ``pages`` for its old page scheme: the first visitor with a deep link is told
    "Page not found". By the second load it knows better.
    """
    seen = _served_paths()
    path = urlsplit(st.context.url or "").path.strip("/")
    first = not seen
    seen.append(path)
    if first and path:
        st.html(RELOAD, unsafe_allow_javascript=True)
        st.stop()


@st.cache_resource
def _served_paths() -> list[str]:
    return []


def sign_in() -> None:
    """Stop at a sign-in button where the server was given an identity provider."""
    if not st.user.to_dict().get("is_logged_in", True):
        st.info(say("sign_in_needed"))
        st.button(say("sign_in"), on_click=st.login, type="primary")
        st.stop()


def top_row() -> None:
    """Show study and language, and on every page of a synthetic study that it is synthetic."""
    st.html(TIGHT)
    st.logo(ICON, size="small")
    names = _study_names()
    asked = session.study_id()
    if asked not in names:
        st.warning(say("study_unknown", study=asked))
        session.enter_study(session.SAMPLE)
    picker, note, language = st.columns([3, 5, 2], vertical_alignment="center")
    with picker:
        session.choose(
            st.selectbox,
            session.STUDY,
            say("study_label"),
            list(names),
            format_func=names.get,
            label_visibility="collapsed",
        )
    if session.study().synthetic:
        note.markdown(f":material/science: :orange-background[{say('synthetic_banner')}]")
    with language:
        session.choose(
            st.segmented_control,
            session.LANGUAGE,
            say("language_label"),
            list(texts.LANGUAGES),
            format_func=texts.LANGUAGES.get,
            required=True,
            label_visibility="collapsed",
            width="stretch",
        )


def _study_names() -> dict[str, str]:
    studies = store.list_studies().set_index("study")[["name_en", "name_zh"]].replace("", pd.NA)
    own, other = (
        f"name_{session.language()}",
        "name_zh" if session.language() == "en" else "name_en",
    )
    return studies[own].fillna(studies[other]).fillna(studies.index.to_series()).to_dict()


def _page(path: str) -> object:
    name = path.rpartition("/")[2]
    return st.Page(
        f"pages/{path}.py",
        title=session.plain(f"nav_{name}"),
        icon=f":material/{ICONS[name]}:",
        url_path=name,
        default=name == "home",
    )
