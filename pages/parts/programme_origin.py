"""Where the numbers of the programme come from: one function's derivation, norms, the method."""

import pandas as pd
import streamlit as st

from data import reference
from pages.parts import downloads, needs, programme, session, tables
from pages.parts.cached import programme as cached
from pages.parts.cached.programme import OTHER, Found
from pages.parts.session import plain, say

_OCCUPANCIES = (0.7, 0.75, 0.8, 0.85, 0.9)


def show(view: Found, wave: str) -> None:
    """Show the derivation of the numbers of one function, step by step."""
    names = programme.function_names()
    picked = session.choose(
        st.selectbox,
        "function",
        say("programme_open"),
        list(names),
        format_func=names.get,
    )
    row = view.programme.functions.set_index("function").loc[picked]
    source = reference.functions().set_index("function").loc[picked]
    steps = [_total_step(view), *_share_steps(view, row, names[picked]), *_seats_steps(view, row)]
    steps += [_area_step(view, row, source), *_fit_steps(view, picked)]
    st.markdown("\n".join(f"{n}. {step}" for n, step in enumerate(filter(None, steps), start=1)))
    _say_source(row, source)
    if view.demand is not None and picked in view.demand.share.index:
        _show_needs(view, wave, picked)


def _total_step(view: Found) -> str:
    if view.total is None:
        return say("programme_need_seats")
    facts = dict(view.total.facts)
    facts["seats"] = view.total.seats
    if view.total.basis == "peak":
        facts |= {"low": facts["peak_low"], "high": facts["peak_high"]}
        facts |= {"first": view.counted["first"], "last": view.counted["last"]}
    return say(f"programme_step_{view.total.basis}", **facts)


def _share_steps(view: Found, row: pd.Series, name: str) -> list[str]:
    """Return what leads to a function's share: the answers, held back towards use."""
    if pd.isna(row["share"]):
        return []
    wished = view.wished.shares().loc[row.name]
    facts = {fact: float(wished[fact]) for fact in ("share", "low", "high")}
    said = [say("programme_step_share", n=view.wished.n, name=name, **facts)]
    used = view.used or view.limits.seats_today
    total = sum(people for kind, people in used.items() if kind != OTHER)
    if view.given.steer < 1 and total:
        ends = {"share": "share", "low": "share_low", "high": "share_high"}
        facts = {fact: float(row[column]) for fact, column in ends.items()}
        share = used.get(row["space_type"], 0) / total
        said.append(say("programme_step_steer", steer=view.given.steer, used=share, **facts))
    return said


def _seats_steps(view: Found, row: pd.Series) -> list[str]:
    said = []
    if row["decided"]:
        said.append(say("programme_step_decided", who=row["who"], why=row["why"]))
    if not row["min_seats"] or pd.isna(row["share"]) or view.total is None:
        return said
    facts = {"total": view.total.seats, "share": float(row["share"]), "asked": float(row["asked"])}
    facts["least"] = int(row["min_seats"])
    if row["too_small"]:
        return [say("programme_step_small", **facts), *said]
    ends = {"seats": "seats", "low": "seats_low", "high": "seats_high"}
    facts |= {fact: int(row[column]) for fact, column in ends.items()}
    return [say("programme_step_seats", **facts), *said]


def _area_step(view: Found, row: pd.Series, source: pd.Series) -> str:
    if pd.isna(row["area_m2"]) or row["too_small"]:
        return ""
    area = float(row["area_m2"])
    if not row["min_seats"]:
        note = source[f"note_{session.language()}"]
        return say("programme_step_area_kept", area=area, note=note)
    each = float(row["area_per_seat_m2"])
    product, least = int(row["seats"]) * each, float(row["min_area_m2"])
    if abs(max(product, least) - area) > 0.05:
        return say("programme_step_area_decided", area=area)
    ends = {"each_low": "area_per_seat_low_m2", "each_high": "area_per_seat_high_m2"}
    ends |= {"low": "area_low_m2", "high": "area_high_m2"}
    facts = {fact: float(row[column]) for fact, column in ends.items()}
    facts |= {"seats": int(row["seats"]), "each": each, "product": product, "least": least}
    return say("programme_step_area", area=area, **facts)


def _fit_steps(view: Found, picked: str) -> list[str]:
    if view.fitted is None:
        return []
    row = view.fitted.set_index("function").loc[picked]
    why = row["stopped_by"]
    stopped = plain(f"programme_stopped_{why}") if why else ""
    facts = {"area": float(row["area_m2"]), "order": int(row["order"])}
    return [say("programme_step_fit", stopped=stopped, **facts)]


def _say_source(row: pd.Series, source: pd.Series) -> None:
    """Say where the area per seat comes from, and what else the function needs."""
    language = session.language()
    parts = [source[name] for name in ("source", "locator", "edition") if pd.notna(source[name])]
    space = " " if language == "en" else ""
    st.caption(
        say(
            "programme_source_area",
            source=", ".join(parts),
            trust=plain(f"programme_trust_{source['trust']}"),
            checked=source["checked_on"],
            note=f"{source[f'note_{language}']}{'.' if language == 'en' else '。'}{space}",
        )
    )
    steps = {name: int(source[name]) for name in ("noise", "bears", "power")}
    st.caption(
        say(
            "programme_requires",
            equipment=source[f"equipment_{language}"],
            daylight=plain(f"programme_daylight_{int(source['daylight'])}"),
            band=plain(f"programme_band_{row['cost_band']}"),
            **steps,
        )
    )


def _show_needs(view: Found, wave: str, picked: str) -> None:
    """Show the needs behind a function's share, with their answers."""
    behind = view.demand.behind(picked)
    study = session.study()
    given = cached.strengths(study.id, study.version)
    strength = given[given["function"] == picked].set_index("need")["strength"]
    table = pd.DataFrame(
        {
            plain("need"): behind["need"].map(needs.need_names()),
            plain("programme_need_share"): (behind["need_share"] * 100).round(2),
            plain("programme_part"): (behind["part"] * 100).round(2),
            plain("programme_product"): (behind["contribution"] * 100).round(2),
            plain("programme_strength"): behind["need"].map(strength),
            plain("n_answers"): behind["n"],
        }
    )
    tables.show(table, plain("programme_behind_alt"))
    downloads.offer(table, f"programme-{picked}", source=needs.source_line(wave))


def show_norms(view: Found) -> None:
    """Show norms held against today and the programme, with edition and basis."""
    st.subheader(say("programme_norms"))
    st.caption(say("programme_norms_note"))
    found = cached.norms(view)
    language = session.language()
    table = pd.DataFrame(
        {
            plain("programme_norm"): found[language],
            plain("programme_norm_value"): [_asks(norm) for norm in found.itertuples()],
            plain("programme_norm_today"): _verdicts(found, "today"),
            plain("programme_norm_planned"): _verdicts(found, "planned"),
            plain("programme_norm_basis"): [
                plain(f"programme_basis_{basis}") for basis in found["basis"].fillna("none")
            ],
            plain("programme_norm_edition"): [_edition(norm) for norm in found.itertuples()],
            plain("programme_norm_trust"): [
                plain(f"programme_trust_{trust}") for trust in found["trust"]
            ],
            plain("programme_norm_note"): found[f"note_{language}"],
        }
    )
    tables.show(table, plain("programme_norms_alt"))
    downloads.offer(table, "programme-norms")


def _asks(norm: tuple) -> str:
    high = "" if pd.isna(norm.high) else f"–{norm.high:g}"
    return f"{norm.low:g}{high} {norm.unit}"


def _edition(norm: tuple) -> str:
    parts = (norm.source, norm.locator, norm.edition)
    return ", ".join(str(part) for part in parts if pd.notna(part))


def _verdicts(found: pd.DataFrame, side: str) -> list[str]:
    """Return each norm's verdict with its number, or why there is none."""
    said = []
    for norm in found.to_dict("records"):
        verdict = plain(f"programme_held_{norm[f'{side}_held']}")
        if pd.notna(norm[side]):
            said.append(f"{verdict} ({norm[side]:.2f})")
        else:
            lack = norm["why"] or "no_seats"
            said.append(f"{verdict}: {plain(f'programme_lack_{lack}')}")
    return said


def show_method(view: Found, measure: str) -> None:
    """Say how everything was computed, and what another target occupancy would mean."""
    weighting = plain("programme_weighted_yes" if view.weighted else "programme_weighted_no")
    named = plain(f"measure_{measure}") if measure else plain("not_answered")
    left_out = view.counted["left_out"]
    st.markdown(say("programme_how", measure=named, weighting=weighting, left_out=left_out))
    if view.total is None or view.total.basis != "peak":
        return
    st.markdown(f"**{say('programme_sensitivity')}**")
    facts = view.total.facts
    columns = {"programme_total_seats": "peak", "programme_seats_low": "peak_low"}
    columns |= {"programme_seats_high": "peak_high"}
    table = {plain("programme_occupancy"): [round(100 * one) for one in _OCCUPANCIES]}
    for key, fact in columns.items():
        table[plain(key)] = [round(facts[fact] / one) for one in _OCCUPANCIES]
    tables.show(pd.DataFrame(table), plain("programme_sensitivity_alt"))
