"""A plan taken home: GeoJSON, DXF, IFC and a room schedule."""

import pandas as pd
import streamlit as st

from pages.parts import floor_view, notices, session
from pages.parts.cached import building as cached
from pages.parts.session import plain, say

HEADINGS = (
    "floor", "zone", "name", "kind", "today", "planned", "function", "seats_today", "seats", "area",
    "each", "zones", "rooms", "sums",
)  # fmt: skip
SOURCES = "zone_sources"  # setting: the space of each zone in its model
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(zones: pd.DataFrame, plan: pd.DataFrame, proposal: str, name: str = "plan") -> None:
    """Show the buttons that take a plan home.

    Parameters
    ----------
    zones
        Of the day, with ``space_type`` and ``seats``.
    plan
        One row per planned zone: ``zone``, ``function``, ``space_type``,
        ``seats``, ``area_m2``, ``keeps``.
    proposal
        Its name, as the reader knows it.
    name
        Stem of the file names.
    """
    from planning.building import export

    study, language = session.study(), session.language()
    rows = export.planned(zones, plan, cached.function_names(language))
    words = {f"schedule_{key}": plain(f"schedule_{key}") for key in HEADINGS}
    words |= {f"zone_kind_{kind}": plain(f"zone_kind_{kind}") for kind in set(rows["kind"])}
    files = (
        ("geojson", "application/geo+json", lambda: export.plan_geojson(rows)),
        ("dxf", "image/vnd.dxf", lambda: export.plan_dxf(rows, language)),
        ("xlsx", XLSX, lambda: export.plan_xlsx(rows, words, floor_view.type_names(), language)),
    )
    columns = st.columns(len(files) + 1)
    for column, (kind, mime, made) in zip(columns, files, strict=False):
        column.download_button(
            say(f"export_{kind}"), made, file_name=f"{name}.{kind}", mime=mime,
            key=f"export_{kind}_{name}", on_click="ignore", width="stretch",
        )  # fmt: skip
    with columns[-1]:
        _models(study, rows, proposal, name)


def today_as_plan(zones: pd.DataFrame) -> pd.DataFrame:
    """Return the wanted types, else those of today, as a plan without functions.

    Examples
    --------
    >>> zones = pd.DataFrame([{"zone": "a", "kind": "room", "wanted": "creative", "seats": 4,
    ...                        "space_type": "other", "area_m2": 40.0}])
    >>> today_as_plan(zones)[["space_type", "keeps"]].to_numpy().tolist()
    [['creative', False]]
    """
    rooms = zones[zones["kind"].eq(floor_view.ROOM)]
    then = rooms["wanted"].where(rooms["wanted"].fillna("").ne(""), rooms["space_type"])
    plan = rooms[["zone", "seats", "area_m2"]].assign(function="", space_type=then)
    return plan.assign(keeps=then.eq(rooms["space_type"]))


def _models(study, rows: pd.DataFrame, proposal: str, name: str) -> None:
    """Offer the user's own building model with the plan in it; made when asked for."""
    models = [model for model in study.models() if model.casefold().endswith(cached.IFC)]
    if not models:
        st.caption(say("export_no_model"))
        return
    from planning.building import export

    guids = {zone: said.get("guid") for zone, said in study.setting(SOURCES, {}).items()}
    for number, model in enumerate(models):
        stem = model.rsplit(".", 1)[0]
        if st.button(
            say("export_ifc", model=model), key=f"make_ifc_{name}_{number}", width="stretch"
        ):
            with notices.shown(), st.spinner(say("export_ifc_making")):
                content = export.plan_ifc(study.model(model), model, rows, guids, proposal)
                st.download_button(
                    say("export_ifc_ready"), content, file_name=f"{stem}-{name}.ifc",
                    mime="application/x-step", key=f"export_ifc_{name}_{number}",
                    on_click="ignore", width="stretch",
                )  # fmt: skip
