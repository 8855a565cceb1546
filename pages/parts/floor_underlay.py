"""A picture of a plan under its zones: brought in, scaled by two points, taken away."""

import base64

import streamlit as st

from pages.parts import notices, session, uploads, zone_editor
from pages.parts.session import plain, say
from planning.building.shapes import polygon
from planning.building.underlay import KINDS, corners, picture_kind

UNDERLAYS = "floor_underlays"  # setting: by floor, what lies under it
FIELDS = ("px0", "py0", "mx0", "my0", "px1", "py1", "mx1", "my1")


def shown(floor: str) -> dict | None:
    """Return the picture under a floor as `underlay.under` wants it, None without one."""
    study = session.study()
    own = study.setting(UNDERLAYS, {}).get(floor)
    if own is None or own["file"] not in study.models():
        return None
    code = base64.b64encode(study.model(own["file"])).decode()
    image = f"data:{KINDS[own['kind']]};base64,{code}"
    return {"image": image, "corners": own["corners"], "opacity": own["opacity"]}


def tools(zones, floor: str) -> None:
    """Take a picture for a floor, ask for two points, and offer to take it away again."""
    study = session.study()
    if zone_editor.locked(study):
        return
    own = study.setting(UNDERLAYS, {}).get(floor)
    dropped = uploads.dropped(say("underlay_upload"), f"underlay_{floor}_{study.version}")
    if dropped:
        with notices.shown():
            take(study, zones, floor, dropped[0].name, dropped[0].getvalue())
            st.rerun()
    if own is None:
        return
    st.caption(say("underlay_points", width=own["width"], height=own["height"]))
    with st.form(f"underlay_{floor}", border=False):
        columns = st.columns(4)
        given = [
            columns[place % 4].number_input(
                plain(f"underlay_{field}"),
                value=float(own["points"][place]),
                key=f"underlay_{field}_{floor}",
            )
            for place, field in enumerate(FIELDS)
        ]
        opacity = st.slider(
            say("underlay_opacity"), 10, 100, round(own["opacity"] * 100), format="%d %%"
        )
        if st.form_submit_button(say("underlay_apply")):
            with zone_editor.told():
                _keep(study, floor, own | {"points": given, "opacity": opacity / 100})
            st.rerun()
    if st.button(say("underlay_remove"), key=f"underlay_remove_{floor}"):
        with zone_editor.told():
            rest = {
                name: one for name, one in study.setting(UNDERLAYS, {}).items() if name != floor
            }
            study.set_setting(UNDERLAYS, rest)
        st.rerun()


def take(study, zones, floor: str, name: str, content: bytes) -> None:
    """Keep a picture under a floor; at first it is as wide as what is drawn there."""
    kind, width, height = picture_kind(content, name)
    shapes = [
        shape for shape in map(polygon, zones.loc[zones["floor"].eq(floor), "polygon"]) if shape
    ]
    bounds = [shape.bounds for shape in shapes] or [(0.0, 0.0, 50.0, 0.0)]
    west, south, east = (
        min(b[0] for b in bounds),
        min(b[1] for b in bounds),
        max(b[2] for b in bounds),
    )
    points = [0.0, height, west, south, width, height, east, south]
    file = f"underlay:{floor}:{name}"
    study.save_model(file, content)
    _keep(study, floor, {
        "file": file, "kind": kind, "width": width, "height": height, "points": points,
        "opacity": 0.6,
    })  # fmt: skip


def _keep(study, floor: str, own: dict) -> None:
    """Keep where a picture lies."""
    at = own["points"]
    places = corners((own["width"], own["height"]), (at[0:2], at[4:6]), (at[2:4], at[6:8]))
    all_of_them = study.setting(UNDERLAYS, {})
    study.set_setting(UNDERLAYS, {**all_of_them, floor: own | {"corners": places}})
