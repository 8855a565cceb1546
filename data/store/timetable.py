"""The calendar of a study: dated stretches of the academic year, and renovations."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store import errors
from data.store.places import slug
from data.store.record import Record, as_date, as_text
from data.store.surveys import SaveResult
from data.store.tables import RenovationRow, StretchRow

STRETCH = {
    "stretch": "string",
    "name": "string",
    "kind": "string",
    "season": "string",
    "start": "object",
    "end": "object",
}


@dataclass(frozen=True)
class Renovation:
    """A renovation: `closed_from` is the first closed day, `reopened_on` the first open one."""

    id: str
    name_en: str
    name_zh: str
    closed_from: dt.date
    reopened_on: dt.date
    zones: tuple[str, ...]


class Timetable(Record):
    """Calendar and renovations."""

    def calendar(self) -> pd.DataFrame:
        """Return one row per dated stretch, by start.

        Columns: ``stretch`` (string, id), ``name``, ``kind`` (teaching, exam,
        holiday or break), ``season`` (string), ``start``, ``end`` (dates, both
        inclusive).
        """
        with self._reading() as session:
            return self._frame(session, StretchRow, STRETCH, ["start", "end", "stretch"])

    def save_stretch(
        self,
        name: str,
        kind: str,
        season: str,
        start: object,
        end: object,
        *,
        stretch: str | None = None,
    ) -> str:
        """Save a stretch and return its id; without `stretch`, name, kind and start tell which.

        Raises
        ------
        DatesReversedError
            It would end before it starts.
        RecordUnknownError
            `stretch` is not there any more.
        """
        given = {"name": name, "kind": kind, "season": season, "start": start, "end": end}
        with self._writing() as session:
            return self._put_stretch(session, given, stretch)[1]

    def save_calendar(self, calendar: pd.DataFrame) -> SaveResult:
        """Save all stretches of a table; those of the same name, kind and start are replaced.

        Other stretches stay. Importing a calendar twice adds nothing.

        Raises
        ------
        DatesReversedError
            A stretch ends before it starts; nothing is saved.
        """
        with self._writing() as session:
            done = [self._put_stretch(session, one)[0] for one in calendar.to_dict("records")]
        return SaveResult(done.count("added"), done.count("changed"), done.count("unchanged"))

    def delete_stretch(self, stretch: str) -> None:
        """Delete a stretch; one that is not there is no fault."""
        with self._writing() as session:
            row = session.get(StretchRow, (self.id, stretch))
            if row is not None:
                self._log(session, "stretch", row.name, old=_said(row))
                session.delete(row)

    def renovations(self) -> list[Renovation]:
        """Return the renovations by their first closed day."""
        ordered = (RenovationRow.closed_from, RenovationRow.id)
        found = sa.select(RenovationRow).where(self._mine(RenovationRow)).order_by(*ordered)
        with self._reading() as session:
            return [
                Renovation(
                    row.id,
                    row.name_en,
                    row.name_zh,
                    row.closed_from,
                    row.reopened_on,
                    tuple(row.zones),
                )
                for row in session.scalars(found)
            ]

    def save_renovation(
        self,
        name_en: str,
        name_zh: str,
        closed_from: object,
        reopened_on: object,
        zones: Iterable[str],
        *,
        id: str | None = None,
    ) -> str:
        """Save a renovation and return its id; one with this id is replaced.

        Raises
        ------
        DatesReversedError
            It would reopen before it closes.
        """
        first, last = as_date(closed_from), as_date(reopened_on)
        _refuse_reversed(name_en or name_zh, first, last)
        with self._writing() as session:
            id = id or self._new_renovation_id(session, name_en, name_zh)
            row = session.get(RenovationRow, (self.id, id))
            row = row or RenovationRow(study_id=self.id, id=id)
            row.name_en, row.name_zh = name_en, name_zh
            row.closed_from, row.reopened_on = first, last
            row.zones = [str(zone) for zone in zones]
            session.add(row)
            self._log(session, "renovation", id, new=[str(first), str(last), row.zones])
        return id

    def delete_renovation(self, id: str) -> None:
        """Delete a renovation; one that is not there is no fault. Zone states stay."""
        with self._writing() as session:
            row = session.get(RenovationRow, (self.id, id))
            if row is not None:
                self._log(session, "renovation", id, old=row.name_en)
                session.delete(row)

    def _put_stretch(
        self, session: Session, given: dict, stretch: str | None = None
    ) -> tuple[str, str]:
        """Add or overwrite a stretch; return what was done and its id."""
        texts = {name: as_text(given[name]) for name in ("name", "kind", "season")}
        days = {name: as_date(given[name]) for name in ("start", "end")}
        _refuse_reversed(texts["name"], **days)
        key = {"name": texts["name"], "kind": texts["kind"], "start": days["start"]}
        wanted = {"stretch": stretch} if stretch else key
        found = sa.select(StretchRow).where(self._mine(StretchRow, **wanted))
        row = session.scalars(found).first()
        if row is None and stretch:
            raise errors.RecordUnknownError()
        new = texts | days
        old = None if row is None else {name: getattr(row, name) for name in new}
        if old == new:
            return "unchanged", row.stretch
        row = row or StretchRow(study_id=self.id, stretch=uuid.uuid4().hex[:12])
        before = None if old is None else _said(row)
        for name, value in new.items():
            setattr(row, name, value)
        session.add(row)
        session.flush()
        self._log(session, "stretch", row.name, old=before, new=_said(row))
        return "added" if old is None else "changed", row.stretch

    def _new_renovation_id(self, session: Session, *names: str) -> str:
        taken = set(session.scalars(sa.select(RenovationRow.id).where(self._mine(RenovationRow))))
        made = slug(*names, kind="works")
        tries = [made, *(f"{made}-{number}" for number in range(2, len(taken) + 3))]
        return next(one for one in tries if one not in taken)


def _refuse_reversed(name: str, start: dt.date, end: dt.date) -> None:
    if end < start:
        raise errors.DatesReversedError(name=name, start=start, end=end)


def _said(row: StretchRow) -> list[str]:
    """Return a stretch as the log keeps it."""
    return [row.kind, row.season, str(row.start), str(row.end)]
