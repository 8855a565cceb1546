"""How the app says that something is wrong, in the reader's language."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from pages.parts import tables
from pages.parts.session import plain, say
from surveys.errors import Fault
from surveys.findings import Finding, Severity

LOG = logging.getLogger("respace")
ROWS_SHOWN = 8  # row numbers spelt out in a finding; the rest are counted
_ORDER = list(Severity)
_WIDTHS = {"severity": 90, "what": 380, "where": 220, "count": 70, "do": 350}  # all in sight
_TWO_LINES = 60  # pixels; a row of this height wraps its sentences


@contextmanager
def shown() -> Iterator[None]:
    """Show a fault as a sentence and end the page there."""
    try:
        yield
    except Fault as fault:
        LOG.info("%s", fault)
        st.error(say(fault.key, **fault.facts), icon=":material/error:")
        st.stop()


@contextmanager
def unforeseen() -> Iterator[None]:
    """Show faults as sentences and everything else as one sentence; the log has the rest."""
    with shown():
        try:
            yield
        except Fault:
            raise
        except Exception:
            LOG.exception("A page failed")
            st.error(say("unexpected"), icon=":material/error:")


def findings(found: Sequence[Finding]) -> None:
    """List findings, worst first: what, where, and the rule applied."""
    if not found:
        st.success(say("findings_none"), icon=":material/check:")
        return
    st.caption(say("findings_summary", **_counts(found)))
    config = {plain(f"finding_{name}"): width for name, width in _WIDTHS.items()}
    tables.show(
        findings_table(found),
        plain("finding_what"),
        widths=config,
        width="stretch",
        row_height=_TWO_LINES,
    )


def findings_table(found: Sequence[Finding]) -> pd.DataFrame:
    """Return one row per finding with said columns, worst first."""
    ordered = sorted(found, key=lambda finding: _ORDER.index(finding.severity))
    return pd.DataFrame(
        {
            plain("finding_severity"): plain(f"severity_{finding.severity}"),
            plain("finding_what"): plain(f"finding_{finding.kind}", **finding.facts),
            plain("finding_where"): _where(finding),
            plain("finding_count"): len(finding.rows) or pd.NA,
            plain("finding_do"): plain(f"finding_{finding.kind}_do", **finding.facts),
        }
        for finding in ordered
    ).astype({plain("finding_count"): "Int64"})


def stops(found: Sequence[Finding]) -> bool:
    """Tell whether something must be mended before anything is stored."""
    return any(finding.severity is Severity.STOP for finding in found)


def _counts(found: Sequence[Finding]) -> dict[str, int]:
    names = {"stops": Severity.STOP, "dropped": Severity.DROPPED}
    names |= {"changed": Severity.CHANGED, "notes": Severity.NOTE}
    return {
        name: sum(finding.severity is severity for finding in found)
        for name, severity in names.items()
    }


def _where(finding: Finding) -> str:
    rows = ", ".join(str(row) for row in finding.rows[:ROWS_SHOWN])
    more = len(finding.rows) - ROWS_SHOWN
    places = []
    if finding.column:
        places.append(plain("finding_column", column=finding.column))
    if more > 0:
        places.append(plain("finding_more_rows", rows=rows, more=more))
    elif rows:
        places.append(plain("finding_rows", rows=rows))
    return ", ".join(places) or plain("finding_whole_file")
