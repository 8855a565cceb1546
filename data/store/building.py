"""The building of a study: zones, and what each was from when on."""

from collections.abc import Mapping

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store import errors
from data.store.record import Record, as_date, as_plain
from data.store.surveys import SaveResult
from data.store.tables import ZoneRow, ZoneStateRow

ZONE = {
    "zone": "string",
    "name_en": "string",
    "name_zh": "string",
    "floor": "string",
    "level": "Int64",
    "polygon": "object",
    "area_m2": "Float64",
    "convertible": "bool",
    "kind": "string",
    "wanted": "string",
    "revision": "int64",
}
STATE = {"zone": "string", "valid_from": "object", "space_type": "string", "seats": "Int64"}
EDITABLE = tuple(name for name in ZONE if name not in ("zone", "revision"))
TEXTS = ("name_en", "name_zh", "floor", "kind", "wanted")


class Building(Record):
    """Zones and their dated states."""

    def zones(self) -> pd.DataFrame:
        """Return one row per zone, from the lowest level up, then by id.

        Columns: ``zone``, ``name_en``, ``name_zh``, ``floor`` (string),
        ``level`` (Int64), ``polygon`` (list of rings of [x, y] in metres, or
        None), ``area_m2`` (Float64, net), ``convertible`` (bool), ``kind``,
        ``wanted`` (string, "" = not decided), ``revision`` (int, rises with
        every edit of the zone; `update_zone` asks for it).
        """
        with self._reading() as session:
            frame = self._frame(session, ZoneRow, ZONE, ["zone"])
        frame["polygon"] = frame["polygon"].where(frame["polygon"].notna(), None)
        return frame.sort_values(["level", "floor", "zone"], ignore_index=True)

    def zone_states(self) -> pd.DataFrame:
        """Return one row per zone and change, by zone and day.

        Columns: ``zone`` (string), ``valid_from`` (date, inclusive),
        ``space_type`` (string), ``seats`` (Int64; 0 = no seats, <NA> = not
        known).
        """
        with self._reading() as session:
            return self._frame(session, ZoneStateRow, STATE, ["zone", "valid_from"])

    def save_floors(self, zones: pd.DataFrame, states: pd.DataFrame) -> SaveResult:
        """Save zones and states; known ids are overwritten, other zones stay.

        Parameters
        ----------
        zones
            As `zones` returns them, without ``revision``; further columns are
            left out. A blank ``wanted`` keeps what the committee decided.
        states
            As `zone_states` returns them; one with the zone and day of an
            older one replaces it.

        Returns
        -------
        How many zones were added, changed (they or their states) or unchanged.

        Raises
        ------
        ZoneUnknownError
            A state names a zone that is neither in `zones` nor in the study.
        """
        with self._writing() as session:
            rows = session.scalars(sa.select(ZoneRow).where(self._mine(ZoneRow)))
            known = {row.zone: row for row in rows}
            before = set(known)
            touched = {self._put_zone(session, known, one) for one in zones.to_dict("records")}
            session.flush()
            touched |= {self._put_state(session, known, one) for one in states.to_dict("records")}
            touched.discard("")
            named = set(zones["zone"]) | set(states["zone"])
            added = named - before
            changed = touched - added
            result = SaveResult(len(added), len(changed), len(named - touched))
            self._log(session, "floors", "", new=vars(result))
        return result

    def update_zone(self, zone: str, changes: Mapping[str, object], seen_revision: int) -> int:
        """Change fields of a zone and return its new revision.

        Parameters
        ----------
        zone
            Id of the zone.
        changes
            New values by field, of the columns of `zones`.
        seen_revision
            ``revision`` of the zone as the reader saw it. Fields that somebody
            else changed since are refused, other fields are not in the way.

        Raises
        ------
        ChangedMeanwhileError
            One of the fields has another value by now; nothing is changed.
        ZoneUnknownError, FieldUnknownError
            No such zone; no such field.
        """
        with self._writing() as session:
            row = self._zone_row(session, zone)
            values = {field: _field(field, value) for field, value in changes.items()}
            for field, value in values.items():
                now = getattr(row, field)
                if row.touched.get(field, 0) > seen_revision and now != value:
                    raise errors.ChangedMeanwhileError(zone=zone, field=field, now=as_plain(now))
            self._set_fields(session, row, values)
            return row.revision

    def set_state(self, zone: str, valid_from: object, space_type: str, seats: object) -> None:
        """Say what a zone is from a day on (inclusive); the same day again replaces it.

        Raises
        ------
        ZoneUnknownError
            There is no such zone.
        """
        state = {"zone": zone, "valid_from": valid_from, "space_type": space_type, "seats": seats}
        with self._writing() as session:
            self._put_state(session, {zone: self._zone_row(session, zone)}, state)

    def delete_state(self, zone: str, valid_from: object) -> None:
        """Take a change of a zone back; one that is not there is no fault."""
        with self._writing() as session:
            row = session.get(ZoneStateRow, (self.id, zone, as_date(valid_from)))
            if row is not None:
                old = [row.space_type, row.seats]
                self._log(session, "state", f"{zone} {row.valid_from}", old=old)
                session.delete(row)

    def delete_zone(self, zone: str) -> None:
        """Delete a zone with its states; its observations stay.

        Raises
        ------
        ZoneUnknownError
            There is no such zone.
        """
        with self._writing() as session:
            row = self._zone_row(session, zone)
            old = {field: getattr(row, field) for field in EDITABLE}
            self._log(session, "zone_deleted", zone, old=old)
            session.delete(row)

    def _zone_row(self, session: Session, zone: str) -> ZoneRow:
        row = session.get(ZoneRow, (self.id, zone))
        if row is None:
            raise errors.ZoneUnknownError(zone=zone)
        return row

    def _put_zone(self, session: Session, known: dict[str, ZoneRow], given: Mapping) -> str:
        """Add or overwrite a zone; return its id, "" where nothing changed."""
        zone = str(given["zone"])
        values = {field: _field(field, given[field]) for field in EDITABLE}
        if zone not in known:
            known[zone] = ZoneRow(study_id=self.id, zone=zone, revision=1, touched={}, **values)
            session.add(known[zone])
            return zone
        if not values["wanted"]:
            del values["wanted"]
        return zone if self._set_fields(session, known[zone], values) else ""

    def _set_fields(self, session: Session, row: ZoneRow, values: Mapping[str, object]) -> bool:
        """Set fields, raise the revision and log what differs; tell whether anything did."""
        new = {field: value for field, value in values.items() if getattr(row, field) != value}
        for field, value in new.items():
            item = f"{row.zone} {field}"
            self._log(session, "zone", item, old=getattr(row, field), new=value)
            setattr(row, field, value)
        if new:
            row.revision += 1
            row.touched = row.touched | dict.fromkeys(new, row.revision)
        return bool(new)

    def _put_state(self, session: Session, known: Mapping[str, ZoneRow], given: Mapping) -> str:
        """Add or overwrite a state; return the zone's id, "" where nothing changed."""
        zone, day = str(given["zone"]), as_date(given["valid_from"])
        if zone not in known:
            raise errors.ZoneUnknownError(zone=zone)
        row = session.get(ZoneStateRow, (self.id, zone, day))
        old = None if row is None else [row.space_type, row.seats]
        new = [_field("kind", given["space_type"]), as_plain(given["seats"])]
        if old == new:
            return ""
        row = row or ZoneStateRow(study_id=self.id, zone=zone, valid_from=day)
        row.space_type, row.seats = new
        session.add(row)
        self._log(session, "state", f"{zone} {day}", old=old, new=new)
        return zone


def _field(field: str, value: object) -> object:
    """Return a zone's field as it is stored; a missing text is ""."""
    if field not in EDITABLE:
        raise errors.FieldUnknownError(field=field, fields=", ".join(EDITABLE))
    plain = as_plain(value)
    if field in TEXTS:
        return "" if plain is None else str(plain)
    if field == "convertible":
        return bool(plain)
    if field == "area_m2" and plain is not None:
        return float(plain)
    return int(plain) if field == "level" and plain is not None else plain
