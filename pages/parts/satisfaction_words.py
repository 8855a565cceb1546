"""The sentences of the page on satisfaction: what moved most, for whom, and how sure that is."""

import streamlit as st

from data.store import Study
from pages.parts.cached import satisfaction as cached
from pages.parts.cached.satisfaction import ALL, NEEDS, SPACES
from pages.parts.satisfaction_choices import Asked, group_name, question_name, series_names
from pages.parts.session import plain, say
from surveys.disclosure import MIN_RATINGS
from surveys.satisfaction import CHANGED, headline

SHORT = 60  # letters of a question's wording in a sentence


def say_headline(study: Study, asked: Asked) -> None:
    """Say what moved most, by how much, and how sure that is; or why nothing can be said."""
    facts = headline(asked.told)
    between = {"before": asked.before.name, "after": asked.after.name}
    if facts is None:
        st.info(say("satisfaction_nothing", least=MIN_RATINGS, **between))
        return
    way = "noise" if not facts["moved"] else ("rose" if facts["change"] > 0 else "fell")
    said = {one: float(facts[one]) for one in ("low", "high")}
    counts = {one: int(facts[one]) for one in ("n_before", "n_after")}
    size = float(facts["change"]) if way == "noise" else abs(float(facts["change"]))
    if way == "fell":
        said = {"low": -float(facts["high"]), "high": -float(facts["low"])}
    name = _name(asked, facts)
    st.subheader(say(f"satisfaction_{way}", name=name, change=size, **said, **counts, **between))


def say_beside(study: Study, asked: Asked, place: object, *, whom: bool) -> None:
    """Say into a place what goes with the headline: all together, for whom, weighted, doubts.

    For whom takes longest to find, so it may be left out at first.
    """
    facts = headline(asked.told)
    if facts is None:
        return
    first = str(facts["series"])
    parts = [_together(study, asked), _whom(study, asked, first) if whom else ""]
    parts += [_weighted(asked, facts), *_doubts(study, asked, first)]
    place.markdown(" ".join(filter(None, parts)))


def say_rest(study: Study, asked: Asked) -> None:
    """Say how many others moved, what the change means for two people, and what is assumed."""
    facts = headline(asked.told)
    if facts is None:
        return
    between = {"before": asked.before.name, "after": asked.after.name}
    counts = {one: int(facts[one]) for one in ("up", "down", "compared")}
    chance = {"chance": float(facts["superiority"]), "size": plain(f"effect_{facts['size']}")}
    rest = [say("satisfaction_chance", **chance, **between)]
    if facts["compared"] > 1:
        rest.insert(0, say("satisfaction_others", **counts))
    st.markdown(" ".join([*rest, say("satisfaction_people")]))
    known = cached.weightings(study.id, study.version)
    missing = [wave.name for wave in (asked.before, asked.after) if wave.id not in known]
    if missing:
        named = plain("list_comma").join(missing)
        st.caption(say("satisfaction_not_weighted", waves=named))
        st.page_link("pages/refine/weights.py", label=say("weighted_go"))


def _together(study: Study, asked: Asked) -> str:
    """Return how everything that both waves ask moved together, "" where that is one thing."""
    table = cached.changes(study.id, study.version, ALL, "", *asked.ids)
    if table.empty or len(asked.told) < 2:
        return ""
    row = table.iloc[0]
    numbers = {name: float(row[name]) for name in ("change", "low", "high")}
    return say("satisfaction_overall", verdict=_verdict(row["moved"]), **numbers)


def _whom(study: Study, asked: Asked, series: str) -> str:
    """Return whether the groups of some profile question moved differently."""
    table = cached.for_whom(study.id, study.version, asked.kind, *asked.ids, series)
    if asked.one:
        table = table[table["question"] == asked.group]
    if table.empty:
        return say("satisfaction_whom_unknown", least=MIN_RATINGS)
    row = table.iloc[0]
    if not row["differ"]:
        return say("satisfaction_whom_alike", n=len(table))
    names = {end: group_name(row["question"], row[end]) for end in ("most", "least")}
    names["question"] = question_name(row["question"])
    ends = [f"{one}_{part}" for one in ("most", "least") for part in ("change", "low", "high")]
    return say("satisfaction_whom_differ", **names, **{one: float(row[one]) for one in ends})


def _weighted(asked: Asked, facts: dict[str, object]) -> str:
    """Return the same change weighted, "" where there are no weights."""
    same = (asked.weighted["series"] == facts["series"]) & (
        asked.weighted["group"] == facts["group"]
    )
    if not same.any():
        return ""
    row = asked.weighted[same].iloc[0]
    numbers = {name: float(row[name]) for name in ("change", "low", "high")}
    return say("satisfaction_weighted", verdict=_verdict(row["moved"]), **numbers)


def _doubts(study: Study, asked: Asked, series: str) -> list[str]:
    """Return that the question or its scale changed between the waves, and nobody decided."""
    if asked.kind != NEEDS:
        return []
    table = cached.links(study.id, study.version)
    order = [wave.id for wave in cached.waves(study.id, study.version)]
    first, last = (order.index(one) for one in asked.ids)
    between = table["after"].isin(order[first + 1 : last + 1])
    rows = table[between & (table["series"] == series) & table["status"].isin(CHANGED)]
    scales = rows[rows["scale_before"] != rows["scale_after"]]
    said = []
    if (rows["decision"] == "").any():
        said.append(say("satisfaction_undecided"))
    if len(scales):
        ends = {"before": scales["scale_before"].iloc[0], "after": scales["scale_after"].iloc[-1]}
        said.append(say("satisfaction_rescaled", **ends))
    return said


def _verdict(moved: bool) -> str:
    return plain("satisfaction_verdict_moved" if moved else "satisfaction_verdict_noise")


def _name(asked: Asked, facts: dict[str, object]) -> str:
    """Return the need, the space type, or either in a group, as the headline calls it."""
    name = series_names(asked.kind)[str(facts["series"])]
    name = name if len(name) <= SHORT else f"{name[:SHORT]}…"
    if asked.kind == SPACES:
        name = plain("satisfaction_space_name", name=name)
    if asked.one:
        name = plain(
            "satisfaction_in_group", need=name, group=group_name(asked.group, str(facts["group"]))
        )
    return name
