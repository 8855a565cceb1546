"""The control chart of the page on satisfaction: which wave is out of the ordinary."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.store import Study
from pages.figures import satisfaction as figures
from pages.parts import downloads, needs, satisfaction, session, tables
from pages.parts.cached import satisfaction as cached
from pages.parts.session import plain, say, words
from surveys.satisfaction import MIN_WAVES, SurveyWave

CHARTS = ("individuals", "share")


def show(study: Study, waves: Sequence[SurveyWave], first: str) -> None:
    """Show the control chart of one need, at first of `first`, or say how many waves it takes."""
    st.subheader(say("satisfaction_control"))
    possible = cached.charted_needs(study.id, study.version)
    if not possible:
        st.caption(say("satisfaction_control_few", least=MIN_WAVES, n=len(waves)))
        return
    left, right = st.columns(2, vertical_alignment="bottom")
    names = needs.need_names()
    with left:
        need = session.choose(
            st.selectbox, "charted", say("need"), possible, default=first, format_func=names.get
        )
    with right:
        chart = session.choose(
            st.segmented_control,
            "chart",
            say("satisfaction_chart"),
            list(CHARTS),
            format_func=lambda one: plain(f"satisfaction_chart_{one}"),
        )
    _draw(study, waves, need, chart)


def _draw(study: Study, waves: Sequence[SurveyWave], need: str, chart: str) -> None:
    found = cached.control_chart(study.id, study.version, need, chart)
    dates = {wave.id: wave.date for wave in waves}
    titles = {wave.id: wave.name for wave in waves}
    placed = pd.DataFrame({"name": found["wave"].map(titles), "date": found["wave"].map(dates)})
    out = placed.loc[found["out"].to_numpy(bool), "name"]
    facts = {"need": needs.need_names()[need], "n": len(found)}
    if len(out):
        named = plain("list_comma").join(out)
        st.markdown(say("satisfaction_control_out", waves=named, **facts))
    else:
        st.markdown(say("satisfaction_control_calm", **facts))
    said = words("control_limits", "control_centre", "control_out", "n_answers")
    said["axis"] = plain(f"satisfaction_chart_{chart}")
    st.plotly_chart(
        figures.control_chart(found, placed, said, share=chart == "share"),
        alt=plain("satisfaction_control_alt"),
        config={"displayModeBar": False},
        key="satisfaction_control",
    )
    if chart == "share":
        st.caption(say("satisfaction_laney", sigma=float(found["sigma_z"].iloc[0])))
    unit = 100 if chart == "share" else 1
    table = pd.DataFrame(
        {
            plain("wave_label"): placed["name"],
            said["axis"]: (found["value"] * unit).round(2),
            said["control_centre"]: (found["centre"] * unit).round(2),
            plain("control_low"): (found["low"] * unit).round(2),
            plain("control_high"): (found["high"] * unit).round(2),
            said["control_out"]: found["out"].map({True: plain("yes"), False: ""}),
            said["n_answers"]: found["n"],
        }
    )
    tables.show(table, plain("satisfaction_control_alt"))
    source = satisfaction.source_line(study, waves)
    downloads.offer(table, "satisfaction-control", source=source)
