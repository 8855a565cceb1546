"""What screening must know of columns that are not kept: how long, and which rows belong together.

A mark never says who somebody is: rows of one participant id or of one address
share a running number, and the id itself is not stored.
"""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store.record import as_plain
from data.store.tables import MarkRow

MARKS = {"seconds": "Float64", "person": "Int64", "source": "Int64"}
GROUPS = ("person", "source")  # running numbers shared by rows


def read(session: Session, study: str, wave: str) -> pd.DataFrame:
    """Return the marks of a wave: one row per respondent with any, columns of `MARKS`."""
    columns = [MarkRow.respondent, *(getattr(MarkRow, name) for name in MARKS)]
    found = session.execute(
        sa.select(*columns).where(*_mine(study, wave)).order_by(MarkRow.respondent)
    )
    frame = pd.DataFrame(map(tuple, found), columns=["respondent", *MARKS], dtype="object")
    rows = frame.pop("respondent").astype("int64").rename(None)
    return frame.astype(MARKS).set_axis(pd.Index(rows), axis="index")


def put(
    session: Session,
    study: str,
    wave: str,
    fresh: pd.DataFrame,
    marks: pd.DataFrame | None,
    *,
    replace: bool,
) -> None:
    """Store the marks of rows that were just stored.

    Parameters
    ----------
    session, study, wave
        Where they belong.
    fresh
        The rows: ``respondent`` (their number in the store) and ``row`` (in the file).
    marks
        One row per row of the file, columns of `MARKS`; None where there are none.
    replace
        Whether the wave holds only these rows. If not, the groups are numbered
        above those that are there: whether somebody answered before cannot be
        told, since ids are not stored.
    """
    if replace:
        session.execute(sa.delete(MarkRow).where(*_mine(study, wave)))
    if marks is None or fresh.empty:
        return
    found = marks.reindex(fresh["row"])[list(MARKS)].set_axis(fresh["respondent"], axis="index")
    there = read(session, study, wave)
    for name in GROUPS:
        found[name] += int(there[name].max()) if there[name].notna().any() else 0
    known = found.dropna(how="all").reset_index(names="respondent")
    rows = [
        {name: as_plain(value) for name, value in row.items()} | {"study_id": study, "wave": wave}
        for row in known.to_dict("records")
    ]
    if rows:
        session.execute(sa.insert(MarkRow), rows)


def _mine(study: str, wave: str) -> tuple[sa.ColumnElement[bool], ...]:
    return MarkRow.study_id == study, MarkRow.wave == wave
