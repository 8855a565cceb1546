"""Pieces of the page on satisfaction over the years: finding, figure, table."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.store import Study
from pages.figures import satisfaction as figures
from pages.parts import downloads, session, tables
from pages.parts.cached import satisfaction as cached
from pages.parts.cached.satisfaction import NEEDS, SPACES
from pages.parts.satisfaction_choices import Asked, series_names
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS
from surveys.satisfaction import SurveyWave, headline

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


def say_headline(study: Study, waves: Sequence[SurveyWave], asked: Asked) -> None:
    """Say what moved most, by how much, how sure that is, and what else moved."""
    facts = headline(asked.told)
    between = {"before": asked.before.name, "after": asked.after.name}
    if facts is None:
        st.info(say("satisfaction_nothing", least=MIN_RATINGS, **between))
        return
    name = _headline_name(asked, facts)
    way = "noise" if not facts["moved"] else ("rose" if facts["change"] > 0 else "fell")
    said = {one: float(facts[one]) for one in ("low", "high")}
    counts = {one: int(facts[one]) for one in ("n_before", "n_after")}
    size = float(facts["change"]) if way == "noise" else abs(float(facts["change"]))
    if way == "fell":
        said |= {"low": -float(facts["high"]), "high": -float(facts["low"])}
    st.subheader(say(f"satisfaction_{way}", name=name, change=size, **said, **counts, **between))
    if asked.kind == NEEDS and _undecided(study, asked, str(facts["series"])):
        st.markdown(say("satisfaction_undecided"))


def say_rest(asked: Asked) -> None:
    """Say how many others moved, and what the change means for two people."""
    facts = headline(asked.told)
    if facts is None:
        return
    between = {"before": asked.before.name, "after": asked.after.name}
    counts = {one: int(facts[one]) for one in ("up", "down", "compared")}
    rest = [say("satisfaction_chance", chance=float(facts["superiority"]), **between)]
    if facts["compared"] > 1:
        rest.insert(0, say("satisfaction_others", **counts))
    st.markdown(" ".join(rest))


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
    points = _points(found[found["series"].isin(chosen)], waves, _row_names(asked), chosen)
    if points.empty:
        st.info(say(f"satisfaction_no_{asked.kind}", least=MIN_RATINGS))
        return
    st.plotly_chart(
        figures.trend_chart(
            points,
            _wave_table(waves),
            _events(study, waves),
            words("satisfaction_axis", "n_answers"),
        ),
        alt=plain("satisfaction_trend_alt"),
        config={"displayModeBar": False},
        key="satisfaction_trend",
    )
    if asked.one and len(found["group"].unique()) > len(chosen):
        st.caption(say("satisfaction_largest_groups", n=len(chosen)))
    _say_left_out(study, waves)


def show_changes(study: Study, waves: Sequence[SurveyWave], asked: Asked) -> None:
    """Show the change of every row between the two waves, the largest first."""
    table = asked.changes
    if table.empty:
        return
    between = {"before": asked.before.name, "after": asked.after.name}
    st.subheader(say("satisfaction_changes", **between))
    names = _row_names(asked)
    said = pd.DataFrame(
        {
            plain("need" if asked.kind == NEEDS else "satisfaction_space")
            if not asked.one
            else asked.group: table["group" if asked.one else "series"].map(names),
            plain("satisfaction_change"): table["change"].round(2),
            plain("column_low", name=plain("satisfaction_change")): table["low"].round(2),
            plain("column_high", name=plain("satisfaction_change")): table["high"].round(2),
            plain("satisfaction_more_than_noise"): table["moved"].map(
                {True: plain("yes"), False: plain("no")}
            ),
            plain("satisfaction_mean", wave=asked.before.name): table["before"].round(2),
            plain("satisfaction_mean", wave=asked.after.name): table["after"].round(2),
            plain("satisfaction_superiority"): (table["superiority"] * 100).round(1),
            plain("column_low", name=plain("satisfaction_superiority")): (
                table["superiority_low"] * 100
            ).round(1),
            plain("column_high", name=plain("satisfaction_superiority")): (
                table["superiority_high"] * 100
            ).round(1),
            plain("satisfaction_p"): [_p(value) for value in table["p_holm"]],
            plain("column_n", name=asked.before.name): table["n_before"],
            plain("column_n", name=asked.after.name): table["n_after"],
        }
    )
    tables.show(said, plain("satisfaction_table_alt"))
    downloads.offer(said, "satisfaction", source=source_line(study, waves))


def source_line(study: Study, waves: Sequence[SurveyWave]) -> str:
    """Return study and waves as a line for downloads."""
    parts = [study.name(session.language())]
    parts += [f"{wave.name} ({session.day(wave.date)})" for wave in waves]
    return " · ".join(parts + [plain("synthetic_banner")] * study.synthetic)


def _headline_name(asked: Asked, facts: dict[str, object]) -> str:
    """Return the need, the space type, or either in a group, as the headline calls it."""
    name = series_names(asked.kind)[str(facts["series"])]
    if asked.kind == SPACES:
        name = plain("satisfaction_space_name", name=name)
    if asked.one:
        name = plain("satisfaction_in_group", need=name, group=str(facts["group"]))
    return name


def _row_names(asked: Asked) -> dict[str, str]:
    """Return what the lines and rows are called: needs, space types, or groups."""
    if not asked.one:
        return series_names(asked.kind)
    return {group: group or plain("satisfaction_no_group") for group in _groups_of(asked)}


def _groups_of(asked: Asked) -> list[str]:
    study = session.study()
    found = cached.trend(study.id, study.version, asked.kind, asked.group)
    return found["group"].unique().tolist()


def _undecided(study: Study, asked: Asked, need: str) -> bool:
    """Tell whether the question of a need changed between the waves and nobody decided."""
    table = cached.links(study.id, study.version)
    changed = (table["need"] == need) & (table["key"] != "") & (table["decision"] == "")
    order = [wave.id for wave in cached.waves(study.id, study.version)]
    first, last = order.index(asked.before.id), order.index(asked.after.id)
    return bool(table.loc[changed, "after"].isin(order[first + 1 : last + 1]).any())


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


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
