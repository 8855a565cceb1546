"""What every part of a study stands on: its id, its folder, and its transactions."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store.database import faults_told
from data.store.errors import ReadOnlyStudyError, StudyUnknownError
from data.store.tables import EditRow, StudyRow, Table


class Record:
    """A study's place and its transactions; the parts of `Study` build on it.

    Parameters
    ----------
    study_id
        Id of the study.
    folder
        Where its files lie.
    engine
        Where its records lie.
    who
        Whom the log names; "" where nobody signed in.
    """

    def __init__(self, study_id: str, folder: Path, engine: sa.Engine, who: str = "") -> None:
        self.id = study_id
        self.folder = folder
        self.who = who
        self.engine = engine
        self._place = folder if engine.dialect.name == "sqlite" else engine

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        """Open a transaction that sees one state of the study."""
        with faults_told(self._place), Session(self.engine) as session, session.begin():
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """Open a transaction of the only writer; it raises the version, or nothing happened.

        Raises
        ------
        ReadOnlyStudyError
            The study is sealed.
        StudyUnknownError
            The study was moved to the trash meanwhile.
        """
        database = self.engine.execution_options(writing=True)
        with faults_told(self._place), Session(database) as session, session.begin():
            row = self._writable(session)
            row.version += 1
            session.info.update(version=row.version, lines=0)
            yield session

    def _refuse_sealed(self) -> None:
        """Refuse long work for a sealed study before it starts."""
        with self._reading() as session:
            self._writable(session)

    def _writable(self, session: Session) -> StudyRow:
        """Return the row of the study, locked on a server, if it may be written."""
        found = sa.select(StudyRow).where(StudyRow.id == self.id, StudyRow.trashed_at.is_(None))
        row = session.scalar(found.with_for_update())
        if row is None:
            raise StudyUnknownError(study=self.id)
        if row.read_only:
            raise ReadOnlyStudyError(study=row.name_en or row.name_zh)
        return row

    def _log(
        self, session: Session, what: str, item: str, old: object = None, new: object = None
    ) -> None:
        """Add a line to the log in the same transaction as the change."""
        session.info["lines"] += 1
        line = EditRow(
            study_id=self.id,
            version=session.info["version"],
            line=session.info["lines"],
            at=now(),
            who=self.who,
            what=what,
            item=item,
            old=old,
            new=new,
        )
        session.add(line)

    def _mine(self, table: type[Table], **values: object) -> sa.ColumnElement[bool]:
        """Return the condition for rows of this study, and of `values` where given."""
        wanted = {"study_id": self.id, **values}
        return sa.and_(*(getattr(table, name) == value for name, value in wanted.items()))

    def _frame(
        self,
        session: Session,
        table: type[Table],
        columns: Mapping[str, str],
        order: Iterable[str],
        **values: object,
    ) -> pd.DataFrame:
        """Return the rows of this study as a table with the dtypes of `columns`."""
        chosen = [getattr(table, name) for name in columns]
        ordered = [getattr(table, name) for name in order]
        found = session.execute(
            sa.select(*chosen).where(self._mine(table, **values)).order_by(*ordered)
        )
        frame = pd.DataFrame([tuple(row) for row in found], columns=list(columns), dtype="object")
        return frame.astype(dict(columns))


def now() -> dt.datetime:
    """Return this moment in UTC, without a zone, as it is stored."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def as_date(value: object) -> dt.date | None:
    """Return a day from a date, a timestamp or an ISO text; None where there is none.

    Examples
    --------
    >>> as_date(pd.Timestamp("2026-03-02 10:00")), as_date(pd.NA)
    (datetime.date(2026, 3, 2), None)
    """
    return None if pd.isna(value) else pd.Timestamp(value).date()


def as_plain(value: object) -> object:
    """Return a cell as JSON and SQL take it: no NA, no NumPy scalar.

    Examples
    --------
    >>> as_plain(pd.NA), as_plain(pd.Series([3], dtype="Int64").iloc[0])
    (None, 3)
    """
    if isinstance(value, (list, tuple)):
        return [as_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if value is None or pd.isna(value):
        return None
    if isinstance(value, (dt.date, pd.Timestamp)):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def as_text(value: object) -> str:
    """Return a cell as text, "" where there is none."""
    return "" if pd.isna(value) else str(value)
