"""What each zone offers, measured or given, in a table that saves each edit."""

import pandas as pd
import streamlit as st

from pages.parts import downloads, floor_view, session, zone_editor
from pages.parts.cached import building as cached
from pages.parts.session import plain, say

GIVEN = "zone_traits"  # setting
NAMES = ("entrance_m", "daylight", "power", "accessible", "load", "noise")
CHOICES = {"power": 3, "load": 2, "noise": 5, "accessible": 2}  # how many steps each has


def table(zones: pd.DataFrame, floor: str) -> None:
    """Show the traits of the zones of a floor; what the reader enters goes before the measured."""
    study = session.study()
    with st.spinner(say("traits_measuring")):
        found = cached.zone_traits(study.id, study.version)
    here = zones[zones["floor"].eq(floor) & ~zones["kind"].eq(floor_view.OUTLINE)]
    rows = found[found["zone"].isin(here["zone"])].set_index("zone").loc[here["zone"]]
    shown = pd.DataFrame({"name": floor_view.name_of(here).tolist()})
    for name in NAMES:
        shown[name] = rows[name].to_numpy()
        if name in CHOICES:
            shown[name] = [None if pd.isna(one) else int(one) for one in rows[name]]
    shown["why"] = [_why(row) for row in rows.to_dict("records")]
    key = f"traits_{study.id}_{floor}_{study.version}"
    st.caption(say("traits_note"))
    st.data_editor(
        shown, key=key, hide_index=True, column_config=_columns(),
        disabled=True if study.read_only else ["name", "why"],
        on_change=_save, args=(key, here["zone"].tolist()),
        placeholder=plain("not_answered"), alt=plain("traits_alt"),
    )  # fmt: skip
    zone_editor.locked(study)
    downloads.offer(shown.rename(columns=_heading), "traits")


def _save(key: str, zones: list[str]) -> None:
    """Keep what the reader just entered; an emptied cell is measured again."""
    study = session.study()
    given = study.setting(GIVEN, {})
    for row, changes in session.edits(key)["edited_rows"].items():
        own = {**given.get(zones[int(row)], {}), **changes}
        if own.get("accessible") is not None:
            own["accessible"] = bool(own["accessible"])
        given[zones[int(row)]] = {name: value for name, value in own.items() if value is not None}
    with zone_editor.told():
        study.set_setting(GIVEN, given)


def _why(row: dict) -> str:
    """Say which traits of a zone are measured and which given; the others are unknown."""
    parts = []
    for why in ("measured", "given"):
        names = [plain(f"trait_{name}") for name in NAMES if row[f"{name}_why"] == why]
        if names:
            parts.append(plain(f"traits_{why}", names=plain("plan_comma").join(names)))
    return plain("traits_and").join(parts)


def _heading(name: str) -> str:
    return plain("floors_name" if name == "name" else f"trait_{name}")


def _columns() -> dict[str, object]:
    """Return the said columns of the table."""
    column = st.column_config
    said = {
        name: column.SelectboxColumn(
            _heading(name), options=list(range(count)), help=plain(f"trait_{name}_help"),
            format_func=lambda step, name=name: plain(f"trait_{name}_{step}"),
        )
        for name, count in CHOICES.items()
    }  # fmt: skip
    return said | {
        "name": column.TextColumn(_heading("name"), width="medium"),
        "entrance_m": column.NumberColumn(
            _heading("entrance_m"), min_value=0, max_value=5000, format="%.0f",
            help=plain("trait_entrance_m_help"),
        ),
        "daylight": column.NumberColumn(
            _heading("daylight"), min_value=0.0, max_value=1.0, format="percent",
            help=plain("trait_daylight_help"),
        ),
        "why": column.TextColumn(_heading("why"), width="large"),
    }  # fmt: skip
