"""The control chart of the page on satisfaction: which wave is out of the ordinary."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.store import Study
from pages.figures import satisfaction as figures
from pages.parts import downloads, satisfaction, session, tables
from pages.parts.cached import satisfaction as cached
from pages.parts.satisfaction_choices import Asked, group_name, series_names
from pages.parts.session import plain, say, words
from surveys.satisfaction import FEWEST, MIN_WAVES, SurveyWave

CHARTS = ("individuals", "share")


def show(study: Study, waves: Sequence[SurveyWave], asked: Asked) -> None:
    """Show the control chart of one need, space type or group, or say how many waves it takes."""
    st.subheader(say("satisfaction_control"))
    key = (study.id, study.version, asked.kind, asked.group)
    possible = {chart: cached.charted(*key, chart) for chart in CHARTS}
    enough = [chart for chart in CHARTS if possible[chart]]
    facts = {f"least_{chart}": least for chart, least in FEWEST.items()} | {"firm": MIN_WAVES}
    if not enough:
        st.caption(say("satisfaction_control_few", n=len(waves), **facts))
        return
    places = st.columns(3 if asked.group else 2, vertical_alignment="bottom")
    with places[-1]:
        chart = session.choose(
            st.segmented_control,
            "chart",
            say("satisfaction_chart"),
            enough,
            format_func=lambda one: plain(f"satisfaction_chart_{one}"),
        )
    with places[0]:
        series = session.choose(
            st.selectbox,
            "charted",
            say("satisfaction_which"),
            list(possible[chart]),
            default=asked.one or asked.first,
            format_func=series_names(asked.kind).get,
        )
    level = ""
    if asked.group:
        with places[1]:
            options = possible[chart][series]
            named = {one: group_name(asked.group, one) for one in options}
            level = session.choose(
                st.selectbox, "level", say("satisfaction_level"), options, format_func=named.get
            )
    _draw(study, waves, asked, (series, level, chart))
    st.caption(say("satisfaction_control_needs", **facts))


def _draw(
    study: Study, waves: Sequence[SurveyWave], asked: Asked, what: tuple[str, str, str]
) -> None:
    series, level, chart = what
    found = cached.control_chart(study.id, study.version, asked.kind, asked.group, *what)
    dates = {wave.id: wave.date for wave in waves}
    titles = {wave.id: wave.name for wave in waves}
    placed = pd.DataFrame({"name": found["wave"].map(titles), "date": found["wave"].map(dates)})
    name = series_names(asked.kind)[series]
    name = (
        plain("satisfaction_in_group", need=name, group=group_name(asked.group, level))
        if level
        else name
    )
    _say_out(found, placed, name)
    said = words("control_limits", "control_centre", "control_out", "n_answers")
    said["axis"] = plain(f"satisfaction_chart_{chart}")
    st.plotly_chart(
        figures.control_chart(found, placed, said, share=chart == "share"),
        alt=plain("satisfaction_control_alt"),
        config={"displayModeBar": False},
        key="satisfaction_control",
    )
    if chart == "share" and found["sigma_z"].iloc[0] > 1:
        st.caption(say("satisfaction_laney", sigma=float(found["sigma_z"].iloc[0])))
    table = _table(found, placed, said, 100 if chart == "share" else 1)
    tables.show(table, plain("satisfaction_control_alt"))
    source = satisfaction.source_line(study, waves)
    downloads.offer(table, "satisfaction-control", source=source)


def _say_out(found: pd.DataFrame, placed: pd.DataFrame, name: str) -> None:
    """Say which waves are out of the ordinary, and whether the limits are firm."""
    out = placed.loc[found["out"].to_numpy(bool), "name"]
    facts = {"need": name, "n": len(found)}
    if len(out):
        waves = plain("list_comma").join(out)
        said = [say("satisfaction_control_out", waves=waves, **facts)]
    else:
        said = [say("satisfaction_control_calm", **facts)]
    if not found["firm"].iloc[0]:
        said.append(say("satisfaction_control_provisional", n=len(found), firm=MIN_WAVES))
    st.markdown(" ".join(said))


def _table(
    found: pd.DataFrame, placed: pd.DataFrame, said: dict[str, str], unit: int
) -> pd.DataFrame:
    return pd.DataFrame(
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
