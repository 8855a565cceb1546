"""Pieces of the priorities page: what can be looked at, the finding, figure and table."""

import pandas as pd
import streamlit as st

from pages.figures import priorities as figures
from pages.figures.weights import beside_chart
from pages.parts import downloads, needs, session, tables, weighted
from pages.parts.cached import needs as cached
from pages.parts.cached import weights
from pages.parts.session import plain, say, words
from surveys.disclosure import MIN_RATINGS
from surveys.priorities import headline, quadrants

VIEWS = {
    "top": "needs_top",
    "all": "needs_all",
    "quadrants": "quadrant_tab",
    "satisfaction": "satisfaction",
    "importance": "importance",
    "chosen": "share_chosen",
    "beside": "weighted_tab",
}
HOW = {view: "chosen_how" if view == "chosen" else "priorities_how" for view in VIEWS}
QUADRANT_TEXTS = tuple(
    f"quadrant_{name}"
    for name in ("keep_up", "concentrate_here", "low_priority", "possible_overkill")
)
CROSSHAIRS = ("means", "midpoint")
TOP = 8  # needs shown before the reader asks for all
FIRST = 8  # needs in the figure of weighted beside unweighted
ONE_SIDE = ("satisfaction", "importance")


def views(table: pd.DataFrame, chosen: pd.DataFrame, wave: str) -> list[str]:
    """Return the ways to look that these answers allow; none where nothing may be shown."""
    both = int(table["gap"].notna().sum())
    possible = {
        "top": both > TOP,
        "all": both,
        "quadrants": both > 1,
        "satisfaction": not both and table["satisfaction"].notna().any(),
        "importance": not both and table["importance"].notna().any(),
        "chosen": chosen["share"].notna().any(),
    }
    seen = table[["gap", *ONE_SIDE]].notna().any(axis=None) or possible["chosen"]
    possible["beside"] = seen and weights.usable(*needs.key(wave)) is not None
    return [view for view, there in possible.items() if there]


def pick_view(possible: list[str]) -> str:
    """Return the way to look the reader chose."""
    if len(possible) == 1:
        return possible[0]
    return session.choose(
        st.segmented_control,
        "rows",
        say("needs_shown_label"),
        possible,
        format_func={view: plain(VIEWS[view], least=TOP) for view in possible}.get,
        label_visibility="collapsed",
    )


def say_empty(wave: str) -> None:
    """Say why nothing can be shown, and where to go."""
    given = cached.answers(*needs.key(wave))
    if given.ratings.empty and given.choices.empty:
        needs.say_unlinked(wave, "priorities_no_needs", n=given.n)
        return
    st.info(say("priorities_too_few", least=MIN_RATINGS), icon=":material/shield_person:")
    st.page_link("pages/obtain/responses.py", label=say("go_responses"))


def say_headline(view: str, table: pd.DataFrame, chosen: pd.DataFrame, wave: str) -> None:
    """Say what is missed, or liked least, or chosen most, and whether weights change that."""
    names = needs.need_names()
    side, said = side_of(view, table), []
    if side == "share":
        first = chosen.dropna(subset="share").iloc[0]
        shares = {name: float(first[name]) for name in ("share", "low", "high")}
        st.subheader(
            say("priorities_chosen", need=names[first["need"]], n=int(first["n"]), **shares)
        )
    elif side in ONE_SIDE:
        st.subheader(_one_side(side, table, names))
    else:
        short = view in ("quadrants", "beside")
        said.append(_say_gap(headline(table), names, short=short))
    said.append(weighted.conclude(_both(side, table, chosen, wave), side))
    st.markdown(" ".join(filter(None, said)))


def side_of(view: str, table: pd.DataFrame) -> str:
    """Return the number a way to look is about."""
    if view == "chosen":
        return "share"
    if view != "beside":
        return view if view in ONE_SIDE else "gap"
    return next((side for side in ("gap", *ONE_SIDE) if table[side].notna().any()), "share")


def show_beside(table: pd.DataFrame, chosen: pd.DataFrame, wave: str) -> None:
    """Draw the first needs unweighted and weighted with intervals; the tables as elsewhere."""
    side = side_of("beside", table)
    both = _both(side, table, chosen, wave)
    if both is not None:
        name = plain("share_chosen" if side == "share" else side)
        axis = name if side == "share" else plain("column_points", name=name)
        said = words("weights_unweighted", "weights_with") | {"axis": axis}
        form = ".0%" if side == "share" else ".2f"
        figure = beside_chart(needs.labelled(both.head(FIRST)), said, form=form)
        st.plotly_chart(figure, alt=plain("weights_beside_alt"))
    if side == "share":
        table_of_chosen(chosen, wave)
    else:
        table_of_ratings(table, wave)


def _both(side: str, table: pd.DataFrame, chosen: pd.DataFrame, wave: str) -> pd.DataFrame | None:
    """Return a number of each need unweighted and weighted; None without weights."""
    place = needs.key(wave)
    if side == "share":
        return weighted.beside(chosen, weights.chosen(*place), side)
    return weighted.beside(table, weights.gaps_if_usable(*place), side)


def show_ratings(view: str, table: pd.DataFrame, wave: str) -> None:
    """Show ratings as figure and table."""
    beside = weights.gaps_if_usable(*needs.key(wave))
    both = needs.labelled(_with_weighted(table.dropna(subset=["gap"]), beside))
    if view in ONE_SIDE:
        _show_one_side(view, _with_weighted(table, beside))
    elif view == "quadrants":
        _show_quadrants(both)
    else:
        st.plotly_chart(
            figures.gap_chart(
                both.head(TOP) if view == "top" else both,
                words(
                    "importance",
                    "satisfaction",
                    "points_scale",
                    "gap",
                    "n_answers",
                    "weights_with",
                ),
            ),
            alt=plain("priorities_gap_alt"),
        )
    table_of_ratings(table, wave)


def _with_weighted(table: pd.DataFrame, beside: pd.DataFrame | None) -> pd.DataFrame:
    """Return the table with ``weighted_importance`` and so on; as it is without weights."""
    if beside is None:
        return table
    rows = beside.set_index("need").reindex(table["need"])
    more = {f"weighted_{side}": rows[side].to_numpy() for side in ("gap", *ONE_SIDE)}
    return table.assign(**more)


def table_of_ratings(table: pd.DataFrame, wave: str) -> None:
    """Show all ratings as a table, weighted beside unweighted."""
    said = said_gaps(table, weights.gaps_if_usable(*needs.key(wave)))
    tables.show(said, plain("priorities_table_alt"))
    weighted.note(wave)
    downloads.offer(said, "priorities", source=needs.source_line(wave))


def show_chosen(chosen: pd.DataFrame, wave: str) -> None:
    """Show the share that chose each need, as figure and table."""
    known = needs.labelled(chosen.dropna(subset="share"))
    beside = weights.chosen(*needs.key(wave))
    if beside is not None:
        shares = beside.set_index("need")["share"]
        known = known.assign(weighted=known["need"].map(shares))
    st.plotly_chart(
        figures.chosen_chart(known, words("share_chosen", "n_asked", "weights_with")),
        alt=plain("priorities_chosen_alt"),
    )
    table_of_chosen(chosen, wave)


def table_of_chosen(chosen: pd.DataFrame, wave: str) -> None:
    """Show what was chosen as a table, weighted beside unweighted."""
    said = pd.DataFrame(
        {
            plain("need"): chosen["need"].map(needs.need_names("full")),
            plain("chosen_percent"): (chosen["share"] * 100).round(1),
            plain("column_low", name=plain("chosen_percent")): (chosen["low"] * 100).round(1),
            plain("column_high", name=plain("chosen_percent")): (chosen["high"] * 100).round(1),
            plain("n_asked"): chosen["n"],
            **_chosen_weighted(chosen, weights.chosen(*needs.key(wave))),
        }
    )
    tables.show(said, plain("priorities_chosen_alt"), decimals=1)
    weighted.note(wave)
    downloads.offer(said, "chosen", source=needs.source_line(wave))


def say_hidden(wave: str) -> None:
    """Say how many needs are not shown because too few people spoke of them."""
    hidden = cached.hidden_needs(*needs.key(wave))
    if hidden:
        st.caption(say("needs_hidden", n=hidden, least=MIN_RATINGS))


def said_gaps(table: pd.DataFrame, beside: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return `priorities.gaps` under said headings, as shown and downloaded.

    `beside`: the same with weights, None where there are none.
    """
    said = pd.DataFrame({plain("need"): table["need"].map(needs.need_names("full"))})
    for part, n in (
        ("gap", "n"),
        ("importance", "n_importance"),
        ("satisfaction", "n_satisfaction"),
    ):
        if table[part].isna().all():
            continue
        name = plain(part)
        said[plain("column_points", name=name)] = table[part].round(2)
        said[plain("column_low", name=name)] = table[f"{part}_low"].round(2)
        said[plain("column_high", name=name)] = table[f"{part}_high"].round(2)
        said[plain("column_n", name=name)] = table[n]
        if beside is not None:
            ends = (f"{part}_low", f"{part}_high")
            more = weighted.columns(beside, table["need"], "need", name, part, ends)
            said = said.assign(**{column: cells.round(2) for column, cells in more.items()})
    return said


def _chosen_weighted(chosen: pd.DataFrame, beside: pd.DataFrame | None) -> dict[str, pd.Series]:
    """Return the weighted shares in percent under said headings; none without weights."""
    if beside is None:
        return {}
    name, ends = plain("chosen_percent"), ("low", "high")
    more = weighted.columns(beside, chosen["need"], "need", name, "share", ends)
    return {column: (cells * 100).round(1) for column, cells in more.items()}


def _say_gap(facts: dict[str, object], names: dict[str, str], *, short: bool) -> str:
    """Say the widest gap; return, unless the figure needs the room, what comes next."""
    facts = facts | {"need": names[facts["need"]], "second": names.get(facts["second"], "")}
    key = "priorities_headline" if facts["gap"] > 0 else "priorities_none_missed"
    st.subheader(say(key, **facts))
    if not facts["second"] or short:
        return ""
    return say("priorities_tie" if facts["overlaps"] else "priorities_ahead", **facts)


def _one_side(side: str, table: pd.DataFrame, names: dict[str, str]) -> str:
    known = _in_order(side, table)
    first = known.iloc[0]
    return say(
        f"priorities_one_side_{side}",
        need=names[first["need"]],
        value=float(first[side]),
        low=float(first[f"{side}_low"]),
        high=float(first[f"{side}_high"]),
        n=int(first[f"n_{side}"]),
    )


def _in_order(side: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the needs with this rating, what asks for attention first."""
    known = table.dropna(subset=side)
    return known.sort_values(side, ascending=side == "satisfaction", kind="stable")


def _show_one_side(side: str, table: pd.DataFrame) -> None:
    known = needs.labelled(_in_order(side, table))
    known = known.assign(
        value=known[side],
        low=known[f"{side}_low"],
        high=known[f"{side}_high"],
        n=known[f"n_{side}"],
    )
    if f"weighted_{side}" in known:
        known = known.assign(weighted=known[f"weighted_{side}"])
    said = {"name": plain(side), "axis": plain("points_scale")}
    said |= words("n_answers", "weights_with")
    st.plotly_chart(figures.one_side_chart(known, said, side), alt=plain("one_side_alt"))


def _show_quadrants(both: pd.DataFrame) -> None:
    place = st.container()
    crosshairs = session.choose(
        st.radio,
        "crosshairs",
        say("crosshairs_label"),
        list(CROSSHAIRS),
        format_func={name: plain(f"crosshairs_{name}") for name in CROSSHAIRS}.get,
        horizontal=True,
        label_visibility="collapsed",
    )
    placed = quadrants(both, crosshairs)
    figure = figures.quadrant_plot(
        placed, words("importance", "satisfaction", "n_answers", "weights_with", *QUADRANT_TEXTS)
    )
    place.plotly_chart(figure, alt=plain("priorities_quadrant_alt"))
    first = placed.iloc[0]
    lines = {side: float(first[f"crosshair_{side}"]) for side in ("importance", "satisfaction")}
    st.caption(say(f"crosshairs_{crosshairs}_note", **lines))
    if "weighted_gap" in both:
        _say_moved(placed, crosshairs)


def _say_moved(placed: pd.DataFrame, crosshairs: str) -> None:
    """Say which needs are in another quadrant with weights, cross-hairs weighted too."""
    names = {f"weighted_{side}": side for side in ONE_SIDE}
    weighted_rows = placed[["need", *names]].rename(columns=names)
    other = quadrants(weighted_rows, crosshairs)["quadrant"]
    moved = placed.loc[(other != placed["quadrant"]).fillna(False).to_numpy(bool), "need"]
    listed = plain("list_comma").join(moved.map(needs.need_names()))
    st.caption(say("quadrants_moved" if len(moved) else "quadrants_same", needs=listed))
