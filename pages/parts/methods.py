"""Pieces of the page that sets the methods side by side: choices, finding, figure and table."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.figures import methods as figures
from pages.parts import needs, segments, session
from pages.parts.cached import methods as cached
from pages.parts.session import plain, say
from surveys.disclosure import MIN_RATINGS
from surveys.methods.compare import AHEAD, FAMILIES
from surveys.methods.kano import TABLES

EVERYONE = "together"
TOP = 6  # needs in the figure before the reader asks for all
VALUES = dict.fromkeys(AHEAD, "methods_value_points") | {
    "better": "methods_value_share",
    "worse": "methods_value_share",
    "top_two_box": "methods_value_share",
    "nps": "methods_value_score",
}
ROWS = ("top", "all")
CROSSHAIRS = ("means", "midpoint")
DIFFERS = ("rank", "quadrant")
ALONE = "single"  # of a need no two methods rank among enough needs


@dataclass(frozen=True)
class Asked:
    """What the reader looks at: a wave, a group of it, a Kano table and cross-hairs."""

    wave: str
    question: str
    level: str
    table: str
    crosshairs: str
    every: bool  # whether the figure shows every need, or those in front

    def view(self) -> cached.View:
        """Return what the methods say of it."""
        return cached.view(
            *needs.key(self.wave), self.question, self.level, self.table, self.crosshairs
        )


def ask(wave: str) -> Asked:
    """Show the choices this wave allows side by side and return what was chosen."""
    with st.container(horizontal=True):
        return _asked(wave)


def _asked(wave: str) -> Asked:
    missing = cached.faults(*needs.key(wave))
    groups = levels(wave)
    question = level = ""
    if groups:
        question = _pick("group", "methods_group_label", _everyone_and(groups))
        question = "" if question == EVERYONE else question
    if question:
        level = _pick("level", "methods_level_label", groups[question])
    if question == cached.SEGMENTS:
        question = cached.segment_question(*needs.key(wave))
    table, crosshairs = next(iter(TABLES)), CROSSHAIRS[0]
    if "kano" not in missing:
        options = {name: plain(f"methods_kano_{name}") for name in TABLES}
        table = _pick("kano", "methods_kano_label", options)
    if "gap" not in missing:
        options = {name: plain(f"methods_lines_{name}") for name in CROSSHAIRS}
        crosshairs = _pick("crosshairs", "crosshairs_label", options)
    rows = cached.by_group(*needs.key(wave), question, table)
    shown = rows.loc[(rows["level"] == level) & (rows["need"] != ""), "need"].nunique()
    options = {name: plain(f"methods_rows_{name}", least=TOP) for name in ROWS}
    every = shown <= TOP or _pick("rows", "needs_shown_label", options) == "all"
    return Asked(wave, question, level, table, crosshairs, every)


def levels(wave: str) -> dict[str, dict[str, str]]:
    """Return what makes groups: profile questions and segments -> code and name of each group."""
    found = {
        question: {level: level for level in told}
        for question, told in cached.groups(*needs.key(wave)).items()
    }
    if cached.segment_question(*needs.key(wave)):
        names = segments.names(segments.in_use(wave))
        found[cached.SEGMENTS] = {str(segment): name for segment, name in names.items()}
    return found


def stop_if_empty(asked: Asked, view: cached.View) -> None:
    """Say why nothing can be shown, and stop, where nothing can."""
    if not view.ranked.empty or not view.library.empty:
        return
    if view.hidden:
        st.info(say("methods_few", least=MIN_RATINGS), icon=":material/shield_person:")
    else:
        st.info(say("methods_empty"), icon=":material/link_off:")
        say_missing(asked)
    st.page_link("pages/obtain/responses.py", label=say("go_responses"))
    st.stop()


def say_finding(view: cached.View) -> None:
    """Say whether the methods agree, and about which need they disagree most."""
    verdicts, names = view.verdicts, needs.need_names()
    if not verdicts.empty:
        methods = view.ranked["method"].nunique()
        if methods < 2:
            st.subheader(
                say("methods_one", method=plain(f"method_{view.ranked['method'].iloc[0]}"))
            )
        elif _most_disputed(verdicts) is None:
            compared = int((verdicts["kind"] != ALONE).sum())
            key = "methods_agree" if compared else "methods_few_needs"
            st.subheader(say(key, methods=methods, needs=compared or len(verdicts)))
            first = say("methods_first", need=names[verdicts["need"].iloc[0]])
            st.markdown(f"{first} {_weighted(view, names)}")
        else:
            _say_differing(view, names)
    for row in view.library.itertuples(index=False):
        ends = {"low": float(row.low), "high": float(row.high)}
        said = say("methods_library_nps", value=float(row.value), **ends, n=int(row.n))
        beside = None if view.weighted is None else view.weighted.library
        if beside is not None and len(beside):
            first = beside.iloc[0]
            ends = {name: float(first[name]) for name in ("value", "low", "high")}
            said += " " + say("methods_library_weighted", **ends)
        st.markdown(said)


def _weighted(view: cached.View, names: dict[str, str]) -> str:
    """Return whether weights change which need comes first, or where the methods disagree."""
    if view.weighted is None or view.weighted.verdicts.empty:
        return ""
    plainly, weighted = view.verdicts, view.weighted.verdicts
    first, other = (names[table["need"].iloc[0]] for table in (plainly, weighted))
    count, needs_ = int(weighted["kind"].isin(DIFFERS).sum()), len(weighted)
    key = "methods_weighted_same" if first == other else "methods_weighted_other"
    facts = {"first": first, "other": other, "count": count, "needs": needs_}
    return say(key, **facts, before=int(plainly["kind"].isin(DIFFERS).sum()))


def show_ranks(asked: Asked, view: cached.View) -> None:
    """Draw the ranks of the needs, those in front or all."""
    if view.ranked["method"].nunique() < 2:
        return
    order = view.verdicts if asked.every else _in_front(view.verdicts)
    marks = order[["need", "kind"]].merge(view.ranked, on="need")
    marks = needs.labelled(marks[marks["method"].isin(figures.LOOKS)])
    share = view.ranked["of"].nunique() > 1
    marks = marks.assign(
        x=(marks["rank"] - 0.5) / marks["of"] if share else marks["rank"],
        differs=marks["kind"].isin(DIFFERS),
    )
    said = {method: plain(f"method_{method}") for method in figures.LOOKS}
    said |= {"rank": plain("methods_column_rank")}
    said |= {"axis": plain("methods_axis_place" if share else "methods_axis_rank")}
    st.plotly_chart(figures.rank_plot(marks, said, share=share), alt=plain("methods_plot_alt"))


def say_missing(asked: Asked) -> None:
    """Say what each method that is not available needs."""
    missing = cached.faults(*needs.key(asked.wave))
    if missing:
        st.markdown(say("methods_missing"))
        for key, facts in missing.values():
            st.markdown(f"- {say(key, **facts)}")


def how(asked: Asked) -> None:
    """Say how it is computed and what the other methods need."""
    with st.expander(say("how_computed")):
        crosshairs = plain(f"methods_crosshairs_{asked.crosshairs}")
        st.markdown(say("methods_how", least=MIN_RATINGS, crosshairs=crosshairs))
    if cached.faults(*needs.key(asked.wave)):
        with st.expander(say("methods_missing_title")):
            say_missing(asked)


def _most_disputed(verdicts: pd.DataFrame) -> pd.Series | None:
    """Return the verdict on the need whose ranks differ most, None where all agree."""
    differing = verdicts[verdicts["kind"].isin(DIFFERS)]
    if differing.empty:
        return None
    apart = (differing["second_rank"] - differing["first_rank"]) / differing["of"]
    return differing.loc[((differing["kind"] == "rank") * 2 + apart.astype(float)).idxmax()]


def _in_front(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return the first needs, and the most disputed one below them if it is not among them."""
    worst = _most_disputed(verdicts)
    front = verdicts.head(TOP)
    if worst is None or worst["need"] in set(front["need"]):
        return front
    return pd.concat([front, verdicts[verdicts["need"] == worst["need"]]])


def _say_differing(view: cached.View, names: dict[str, str]) -> None:
    worst = _most_disputed(view.verdicts)
    count = int(view.verdicts["kind"].isin(DIFFERS).sum())
    name = names[worst["need"]]
    facts = {"count": count, "needs": len(view.verdicts), "need": name}
    st.subheader(say("methods_differ", **facts))
    rows = view.ranked.set_index(["need", "method"])
    said = {side: plain(f"method_{worst[side]}") for side in ("first", "second")}
    values = {
        f"{side}_value": value_of(rows.loc[(worst["need"], worst[side])], worst[side])
        for side in ("first", "second")
    }
    ranks = {name: int(worst[name]) for name in ("first_rank", "second_rank", "of")}
    facts = said | values | ranks | {"need": name}
    facts["quadrant"] = plain(f"quadrant_{worst['category']}") if worst["category"] else ""
    told = say(f"methods_differ_{worst['kind']}", **facts)
    st.markdown(f"{told} {_weighted(view, names)}")


def value_of(row: pd.Series, method: str) -> str:
    """Return value, interval and n of a method as plain words, with true minus signs."""
    ends = {name: float(row[name]) for name in ("value", "low", "high")}
    return plain(VALUES[method], **ends, n=int(row["n"])).replace("-", "−")


def category_of(method: str, category: object) -> str:
    """Return the quadrant or Kano category in words, "" where there is none."""
    if pd.isna(category):
        return ""
    return plain(f"kano_{category}" if FAMILIES[method] == "kano" else f"quadrant_{category}")


def _everyone_and(groups: dict[str, dict[str, str]]) -> dict[str, str]:
    names = {question: question for question in groups}
    if cached.SEGMENTS in groups:
        names[cached.SEGMENTS] = plain("methods_by_segment")
    return {EVERYONE: plain("methods_everyone")} | names


def _pick(name: str, label: str, options: dict[str, str]) -> str:
    """Show a select box for one filter and return what was chosen."""
    return session.choose(
        st.selectbox,
        name,
        say(label),
        list(options),
        format_func=options.get,
        label_visibility="collapsed",
    )
