"""From an uploaded count file to stored observations: understood, mapped, checked, stored."""

import datetime as dt
import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from data import store
from pages.parts import count_areas, downloads, notices, uploads
from pages.parts.cached import occupancy as cached
from pages.parts.cached.building import COUNT_TERMS
from pages.parts.count_layout import corrected
from pages.parts.session import apart, day, plain, say
from planning.errors import PlanningError
from planning.occupancy.readers import CountFile, CountLayout, propose_layout
from planning.occupancy.readers.layout import column_names
from surveys.findings import Finding
from surveys.readers.tablefile import TableFile

READ, MAPPED = 0.2, 0.4  # how far the progress bar has come


def upload(study: store.Study) -> None:
    """Ask for a file and keep it as the draft of the study; a waiting one is decided first."""
    if study.read_only:
        st.caption(say("counts_read_only"))
        st.page_link("pages/overview/studies.py", label=say("counts_go_studies"))
        return
    if study.draft(cached.DRAFT) is not None:
        return
    key = f"counts_upload_{study.version}"  # a fresh one after every import
    label, tip = say("counts_upload_label"), say("counts_upload_help")
    for given in uploads.dropped(label, key, tip=tip):
        study.save_draft(cached.DRAFT, given.name, given.getvalue(), {})
        st.rerun()


def review(study: store.Study) -> None:
    """Show the draft, if there is one: what was understood, what is odd, what will be stored."""
    draft = None if study.read_only else study.draft(cached.DRAFT)
    if draft is None:
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.info(say("counts_draft", name=draft.file_name), icon=":material/draft:")
    if right.button(say("counts_discard"), key="counts_discard", width="stretch"):
        study.discard_draft(cached.DRAFT)
        st.rerun()
    with notices.shown(), st.spinner(say("counts_reading")):
        sheet = _sheet(study, draft)
        table = cached.draft_cells(study.id, draft.sha256, sheet)
        layout = _understood(study, draft, table)
        record = json.dumps(layout.record())
        read = cached.draft_counts(study.id, draft.sha256, sheet, record, _today(study))
        source, zones = count_areas.mapped(study, draft, read.areas)
        _checked(study, draft, read, source, zones)


def last_import(study: store.Study) -> None:
    """Say what the newest import did."""
    imports = study.observation_imports()
    if imports.empty or study.read_only:
        return
    newest = imports.iloc[0]
    facts = {"name": newest["file_name"], "same": int(newest["already_there"])}
    if newest["added"] or newest["changed"]:
        facts |= {"added": int(newest["added"]), "replaced": int(newest["changed"])}
        st.success(say("counts_stored", **facts), icon=":material/check:")
    else:
        st.info(say("counts_stored_twice", **facts), icon=":material/check:")


def imports(study: store.Study) -> None:
    """List the imports, each with its undoing."""
    listed = study.observation_imports()
    table = pd.DataFrame(
        {
            plain("counts_import"): listed["file_name"],
            plain("counts_source"): listed["source"],
            plain("counts_import_when"): listed["imported_at"].dt.strftime("%Y-%m-%d %H:%M"),
            plain("counts_first"): listed["first"].dt.strftime("%Y-%m-%d"),
            plain("counts_last"): listed["last"].dt.strftime("%Y-%m-%d"),
            plain("counts_import_added"): listed["added"],
            plain("counts_import_same"): listed["already_there"],
            plain("counts_import_changed"): listed["changed"],
        }
    )
    st.subheader(say("counts_imports"))
    st.dataframe(table, hide_index=True, alt=plain("counts_imports"), key="counts_imports")
    downloads.offer(table, "count-imports")
    if not study.read_only:
        _delete(study, listed)


def _delete(study: store.Study, listed: pd.DataFrame) -> None:
    """Let the reader delete an import, in two steps."""
    names = {
        one.import_id: plain("counts_import_name", name=one.file_name, when=one.imported_at)
        for one in listed.itertuples()
    }
    with st.popover(say("counts_delete"), icon=":material/delete:", key="counts_delete"):
        names = apart(names)
        picked = st.selectbox(
            say("counts_import_pick"), list(names), format_func=names.get, key="counts_delete_pick"
        )
        st.caption(say("counts_delete_help"))
        if st.button(say("counts_delete_sure"), key="counts_delete_sure", type="primary"):
            with notices.shown():
                study.delete_import(picked)
            st.rerun()


def _sheet(study: store.Study, draft: store.Draft) -> str | None:
    """Return the sheet to read; asked for where a workbook has several."""
    kept = draft.settings.get("sheet")
    sheets = cached.draft_cells(study.id, draft.sha256, kept).sheets
    if len(sheets) < 2:
        return kept
    place = sheets.index(kept) if kept in sheets else 0
    key = f"counts_sheet_{draft.sha256[:8]}"
    sheet = st.selectbox(say("counts_sheet"), sheets, index=place, key=key)
    if sheet != (kept or sheets[0]):
        study.update_draft(cached.DRAFT, {"sheet": sheet}, sha256=draft.sha256)
        st.rerun()
    return sheet


def _understood(study: store.Study, draft: store.Draft, table: TableFile) -> CountLayout:
    """Show the layout that was proposed or kept, and keep what the reader corrects."""
    st.subheader(say("counts_understood"))
    st.caption(say("counts_understood_lead"))
    kept = draft.settings.get("layout")
    layout = CountLayout.from_record(kept) if kept else _proposed(table)
    layout = replace(layout, time_zone=layout.time_zone or study.time_zone)
    with st.expander(
        say(f"counts_read_{layout.form}", **_facts(layout)), expanded=not kept, key="counts_layout"
    ):
        edited = corrected(layout, draft.sha256[:8], study.time_zone)
    if edited.basis == "utc":
        st.info(say("counts_utc_note", zone=edited.time_zone), icon=":material/schedule:")
    if edited != layout:
        settings = draft.settings | {"layout": edited.record()}
        study.update_draft(cached.DRAFT, settings, sha256=draft.sha256)
    return edited


def _proposed(table: TableFile) -> CountLayout:
    """Return the proposal; where none can be made, say why and leave all to the reader."""
    try:
        return propose_layout(table)
    except PlanningError as fault:
        st.error(say(fault.key, **fault.facts), icon=":material/error:")
        first = int(table.cells.index[0])
        return CountLayout("long", first, columns=column_names(table, first))


def _facts(layout: CountLayout) -> dict[str, object]:
    """Return what the sentence about a layout says."""
    when = [layout.at, layout.date, layout.time or layout.hour]
    return {
        "when": ", ".join(filter(None, when)),
        "areas": ", ".join(layout.zones or layout.counts),
        "n": len(layout.counts),
        "count": layout.occupied or layout.free,
    }


def _checked(
    study: store.Study, draft: store.Draft, read: CountFile, source: str, zones: dict[str, str]
) -> None:
    """Show findings and preview, and the button that stores."""
    st.subheader(say("counts_findings"))
    notices.findings([_said_rule(finding) for finding in read.findings])
    st.subheader(say("counts_preview"))
    kept = count_areas.in_zones(read.observations, zones)
    if kept.empty:
        st.warning(say("counts_nothing"))
        return
    facts = {"rows": read.rows_read, "n": len(kept), "zones": kept["zone"].nunique()}
    days = {"first": day(kept["at"].min()), "last": day(kept["at"].max())}
    st.markdown(say("counts_preview_answer", **facts, **days))
    table = _preview(read.areas)
    whole = {
        name: st.column_config.NumberColumn(format="localized") for name in table.columns[1:-2]
    }
    st.dataframe(
        table,
        hide_index=True,
        column_config=whole,
        alt=plain("counts_preview_alt"),
        key="counts_preview",
    )
    downloads.offer(table, "count-preview")
    if notices.stops(read.findings):
        st.error(say("counts_stops"))
    elif st.button(say("counts_store", n=len(kept)), type="primary", key="counts_store"):
        _store(study, draft, read, source, zones)


def _said_rule(finding: Finding) -> Finding:
    """Return a finding with the rule on repeats in words instead of its code."""
    if "rule" not in finding.facts:
        return finding
    rule = plain(f"counts_repeats_{finding.facts['rule']}")
    return replace(finding, facts=finding.facts | {"rule": rule})


def _preview(areas: pd.DataFrame) -> pd.DataFrame:
    """Return one row per area of the file, as shown; seats only where the file has them."""
    columns = {
        plain("counts_area"): areas["area"],
        plain("counts_n"): areas["rows"],
        plain("counts_mean"): areas["mean"].astype("Float64").round(1),
        plain("counts_most"): areas["max"],
        plain("counts_seats"): areas["capacity"],
        plain("counts_first"): areas["first"].dt.strftime("%Y-%m-%d"),
        plain("counts_last"): areas["last"].dt.strftime("%Y-%m-%d"),
    }
    return pd.DataFrame(columns).dropna(axis="columns", how="all")


def _store(
    study: store.Study, draft: store.Draft, read: CountFile, source: str, zones: dict[str, str]
) -> None:
    """Store the counts whole or not at all; the page then says what the import did."""
    bar = st.progress(READ, text=say("counts_storing", n=len(read.observations)))
    kept = count_areas.in_zones(read.observations, zones)
    bar.progress(MAPPED, text=say("counts_storing", n=len(kept)))
    count_areas.remember(study, source, read.areas["area"], zones)
    study.import_observations(kept, source=source, file_name=draft.file_name, sha256=draft.sha256)
    bar.progress(1.0, text=say("counts_storing", n=len(kept)))
    _remember_terms(study, read.terms)
    study.discard_draft(cached.DRAFT, sha256=draft.sha256)
    st.rerun()


def _remember_terms(study: store.Study, terms: pd.DataFrame) -> None:
    """Keep the names of terms a file gave, so that the calendar can propose them."""
    given = {one.term: [one.first.isoformat(), one.last.isoformat()] for one in terms.itertuples()}
    if given:
        study.set_setting(COUNT_TERMS, study.setting(COUNT_TERMS, {}) | given)


def _today(study: store.Study) -> dt.date:
    """Return the day on campus."""
    return dt.datetime.now(ZoneInfo(study.time_zone)).date()
