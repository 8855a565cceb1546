"""What people of a study decided: strengths, settings, area names; and the log of edits."""

import pandas as pd
import sqlalchemy as sa

from data import reference
from data.store.errors import StrengthError
from data.store.record import Record, as_plain, now
from data.store.tables import AreaRow, EditRow, SettingRow, StrengthRow

STRENGTHS = (0, 1, 3, 9)
EDITED = {
    "need": "string",
    "space_type": "string",
    "strength": "Int64",
    "changed_at": "datetime64[us]",
}
AREA = {"source": "string", "area": "string", "zone": "string"}
EDIT = {
    "version": "int64",
    "at": "datetime64[us]",
    "who": "string",
    "what": "string",
    "item": "string",
    "old": "object",
    "new": "object",
}


class Decisions(Record):
    """Small choices that hold for the whole study."""

    def strengths(self) -> pd.DataFrame:
        """Return the strengths in force: the reference with the study's edits over it.

        One row per need and space type, columns as `data.reference.strengths`
        and ``edited`` (bool).
        """
        edits = self.strengths_edits()[["need", "space_type", "strength"]]
        both = reference.strengths().merge(
            edits, on=["need", "space_type"], how="left", suffixes=("", "_own")
        )
        both["edited"] = both["strength_own"].notna()
        both["strength"] = both["strength_own"].fillna(both["strength"])
        return both.drop(columns="strength_own")

    def strengths_edits(self) -> pd.DataFrame:
        """Return one row per strength the study changed.

        Columns: ``need``, ``space_type`` (string), ``strength`` (Int64),
        ``changed_at`` (datetime, UTC).
        """
        with self._reading() as session:
            return self._frame(session, StrengthRow, EDITED, ["need", "space_type"])

    def set_strength(self, need: str, space_type: str, strength: int) -> None:
        """Let the study's own strength hold in place of the reference.

        Raises
        ------
        StrengthError
            Not one of 0, 1, 3 and 9.
        """
        if strength not in STRENGTHS:
            raise StrengthError(need=need, space_type=space_type, strength=strength)
        with self._writing() as session:
            row = session.get(StrengthRow, (self.id, need, space_type))
            old = None if row is None else row.strength
            row = row or StrengthRow(study_id=self.id, need=need, space_type=space_type)
            row.strength, row.changed_at = int(strength), now()
            session.add(row)
            self._log(session, "strength", f"{need} {space_type}", old=old, new=int(strength))

    def reset_strengths(self) -> None:
        """Let the reference hold again everywhere."""
        with self._writing() as session:
            mine = self._mine(StrengthRow)
            old = [
                [r.need, r.space_type, r.strength]
                for r in session.scalars(sa.select(StrengthRow).where(mine))
            ]
            session.execute(sa.delete(StrengthRow).where(mine))
            self._log(session, "strengths_reset", "", old=old)

    def setting(self, key: str, default: object = None) -> object:
        """Return a setting of the study, `default` where it was never set."""
        with self._reading() as session:
            row = session.get(SettingRow, (self.id, key))
            return default if row is None else row.value

    def set_setting(self, key: str, value: object) -> None:
        """Keep a setting; `value` is anything JSON can hold."""
        with self._writing() as session:
            row = session.get(SettingRow, (self.id, key))
            old = None if row is None else row.value
            row = row or SettingRow(study_id=self.id, key=key)
            row.value = as_plain(value)
            session.add(row)
            self._log(session, "setting", key, old=old, new=row.value)

    def area_mapping(self, source: str | None = None) -> pd.DataFrame:
        """Return one row per area name of a source: ``source``, ``area``, ``zone`` (string).

        ``zone`` is "" where the area was left out on purpose.
        """
        wanted = {} if source is None else {"source": source}
        with self._reading() as session:
            return self._frame(session, AreaRow, AREA, ["source", "area"], **wanted)

    def remember_area(self, source: str, area: str, zone: str) -> None:
        """Remember which zone a source means by an area name, "" for none."""
        with self._writing() as session:
            row = session.get(AreaRow, (self.id, source, area))
            old = None if row is None else row.zone
            row = row or AreaRow(study_id=self.id, source=source, area=area)
            row.zone = zone
            session.add(row)
            self._log(session, "area", f"{source} {area}", old=old, new=zone)

    def edits(self, last: int = 100) -> pd.DataFrame:
        """Return the log of edits, newest first, at most `last` lines.

        Columns: ``version`` (int, of the study after the edit), ``at``
        (datetime, UTC), ``who``, ``what``, ``item`` (string), ``old``, ``new``
        (JSON values).
        """
        columns = [getattr(EditRow, name) for name in EDIT]
        found = sa.select(*columns).where(self._mine(EditRow)).limit(last)
        newest = found.order_by(EditRow.version.desc(), EditRow.line.desc())
        with self._reading() as session:
            rows = [tuple(row) for row in session.execute(newest)]
        return pd.DataFrame(rows, columns=list(EDIT), dtype="object").astype(EDIT)
