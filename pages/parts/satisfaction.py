"""Pieces of the page on satisfaction over the years: the empty case and the figure."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.store import Study
from pages.figures import satisfaction as figures
from pages.parts import session
from pages.parts.cached import satisfaction as cached
from pages.parts.satisfaction_choices import Asked, group_name, series_names
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS
from surveys.satisfaction import SurveyWave

NEAR = 0.1  # of the time between first and last wave: how far outside it works are drawn


def say_empty(study: Study, waves: Sequence[SurveyWave]) -> None:
    """Say what is missing, and where to get it."""
    stored = len(study.waves())
    if not stored:
        st.info(say("no_wave"), icon=":material/forum:")
    elif not waves:
        st.info(say("satisfaction_none", n=stored), icon=":material/link_off:")
    else:
        facts = {"wave": waves[0].name, "n": waves[0].answers.n}
        st.info(say("satisfaction_one", **facts), icon=":material/forum:")
    _say_left_out(study, waves)
    st.page_link("pages/obtain/responses.py", label=say("go_responses"))


def show_trend(study: Study, waves: Sequence[SurveyWave], asked: Asked) -> None:
    """Draw the chosen needs, space types or groups over the waves, with the works between."""
    found = cached.trend(study.id, study.version, asked.kind, asked.group)
    if asked.one:
        found = found[(found["series"] == asked.one) & (found["group"] != "")]
        found = found.assign(series=found["group"])
        sizes = found.groupby("group")["n"].sum().sort_values(ascending=False)
        chosen = sizes.index[: figures.MOST_LINES].tolist()
    else:
        chosen = list(asked.series)
    names = row_names(asked)
    points = _points(found[found["series"].isin(chosen)], waves, names, chosen)
    if points.empty:
        st.info(say(f"satisfaction_no_{asked.kind}", least=MIN_RATINGS))
        return
    weighted = cached.weighted_trend(study.id, study.version, asked.kind, asked.group)
    if asked.one:
        weighted = weighted[weighted["series"] == asked.one]
        weighted = weighted.assign(series=weighted["group"])
    weighted = _points(weighted[weighted["series"].isin(chosen)], waves, names, chosen)
    st.plotly_chart(
        figures.trend_chart(
            points,
            weighted,
            _wave_table(waves),
            _events(study, waves),
            words("satisfaction_axis", "n_answers", "satisfaction_weighted_line"),
        ),
        alt=plain("satisfaction_trend_alt"),
        config={"displayModeBar": False},
        key="satisfaction_trend",
    )
    _say_marks(points, weighted)
    if asked.one and len(found["group"].unique()) > len(chosen):
        st.caption(say("satisfaction_largest_groups", n=len(chosen)))
    _say_left_out(study, waves)


def _say_marks(points: pd.DataFrame, weighted: pd.DataFrame) -> None:
    """Say what the marks are, and how unsure the wave with the fewest answers is."""
    said = [say("satisfaction_marks")]
    half = (points["high"] - points["low"]).astype(float) / 2
    least = points.loc[half.groupby(points["wave"]).median().reindex(points["wave"]).argmax()]
    own = points["wave"] == least["wave"]
    if (points["n"] < figures.FEW).any():
        facts = {"n": int(points.loc[own, "n"].max()), "half": float(half[own].median())}
        said.append(say("satisfaction_few", few=figures.FEW, wave=least["wave_name"], **facts))
    if len(weighted):
        said.append(say("satisfaction_weighted_marks"))
    st.caption(" ".join(said))


def source_line(study: Study, waves: Sequence[SurveyWave]) -> str:
    """Return study and waves as a line for downloads."""
    parts = [study.name(session.language())]
    parts += [f"{wave.name} ({session.day(wave.date)})" for wave in waves]
    return " · ".join(parts + [plain("synthetic_banner")] * study.synthetic)


def row_names(asked: Asked) -> dict[str, str]:
    """Return what the lines and rows are called: needs, space types, or groups."""
    if not asked.one:
        return series_names(asked.kind)
    study = session.study()
    found = cached.trend(study.id, study.version, asked.kind, asked.group)
    groups = found["group"].unique().tolist()
    return {group: group_name(asked.group, group) for group in groups}


def _points(
    found: pd.DataFrame, waves: Sequence[SurveyWave], names: dict[str, str], chosen: list[str]
) -> pd.DataFrame:
    """Return what is drawn, in the order chosen and of time."""
    dates = {wave.id: wave.date for wave in waves}
    titles = {wave.id: wave.name for wave in waves}
    points = found.assign(
        label=found["series"].map(names),
        date=pd.to_datetime(found["wave"].map(dates)),
        wave_name=found["wave"].map(titles),
        place=found["series"].map({name: place for place, name in enumerate(chosen)}),
    )
    return points.sort_values(["place", "date"], kind="stable", ignore_index=True)


def _wave_table(waves: Sequence[SurveyWave]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": wave.name,
            "date": pd.Timestamp(wave.date),
            "n": wave.answers.n,
        }
        for wave in waves
    )


def _events(study: Study, waves: Sequence[SurveyWave]) -> pd.DataFrame:
    """Return the renovations between first and last wave, or shortly outside."""
    first, last = waves[0].date, waves[-1].date
    room = (last - first) * NEAR
    rows = [
        {
            "name": getattr(one, f"name_{session.language()}") or one.name_en or one.name_zh,
            "start": pd.Timestamp(one.closed_from),
            "end": pd.Timestamp(one.reopened_on),
            "when": f"{session.day(one.closed_from)} – {session.day(one.reopened_on)}",
        }
        for one in study.renovations()
        if first - room <= one.reopened_on and one.closed_from <= last + room
    ]
    return pd.DataFrame(rows, columns=["name", "start", "end", "when"])


def _say_left_out(study: Study, waves: Sequence[SurveyWave]) -> None:
    """Name the waves that cannot be followed, with the reason."""
    stored = study.waves()
    used = {wave.id for wave in waves}
    undated = stored[stored["date"].isna()]
    silent = stored[stored["date"].notna() & ~stored["wave"].isin(used)]
    for key, rows in (("undated", undated), ("silent", silent)):
        if len(rows):
            named = plain("list_comma").join(rows["name"])
            st.caption(say(f"satisfaction_left_{key}", waves=named))
