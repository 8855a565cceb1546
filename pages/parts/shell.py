"""The frame around every page: sign-in, navigation, language and study."""

import streamlit as st

from data import store
from pages import texts
from pages.parts import session
from pages.parts.session import say

SECTIONS = {
    "step_overview": ("overview/home", "overview/studies"),
    "step_obtain": ("obtain/responses", "obtain/floors", "obtain/counts", "obtain/calendar"),
    "step_refine": ("refine/priorities", "refine/segments"),
    "step_implement": ("implement/demand", "implement/plan"),
    "step_evaluate": ("evaluate/occupancy",),
}
ICONS = {
    "home": "dashboard",
    "studies": "folder_open",
    "responses": "forum",
    "floors": "floor",
    "counts": "groups",
    "calendar": "calendar_month",
    "priorities": "priority_high",
    "segments": "diversity_3",
    "demand": "account_tree",
    "plan": "map",
    "occupancy": "compare",
}


def pages() -> dict[str, list]:
    """Return the pages by step of the route, with said titles."""
    return {say(step): [_page(path) for path in paths] for step, paths in SECTIONS.items()}


def sign_in() -> None:
    """Stop at a sign-in button where the server was given an identity provider."""
    if "auth" in st.secrets and not st.user.is_logged_in:
        st.info(say("sign_in_needed"))
        st.button(say("sign_in"), on_click=st.login, type="primary")
        st.stop()


def sidebar() -> None:
    """Show language and study; both are in the link."""
    with st.sidebar:
        session.choose(
            st.segmented_control,
            session.LANGUAGE,
            say("language_label"),
            list(texts.LANGUAGES),
            format_func=texts.LANGUAGES.get,
            required=True,
        )
        _study_picker()


def banners() -> None:
    """Say on every page of a synthetic study that it is synthetic."""
    if session.study().synthetic:
        st.warning(say("synthetic_banner"), icon=":material/science:")


def _study_picker() -> None:
    names = _study_names()
    asked = session.study_id()
    if asked not in names:
        st.warning(say("study_unknown", study=asked))
        session.enter_study(session.SAMPLE)
    session.choose(
        st.selectbox, session.STUDY, say("study_label"), list(names), format_func=names.get
    )


def _study_names() -> dict[str, str]:
    column = f"name_{session.language()}"
    studies = store.list_studies()
    return dict(zip(studies["study"], studies[column], strict=True))


def _page(path: str) -> object:
    name = path.rpartition("/")[2]
    return st.Page(
        f"pages/{path}.py",
        title=session.plain(f"nav_{name}"),
        icon=f":material/{ICONS[name]}:",
        url_path=name,
        default=name == "home",
    )
