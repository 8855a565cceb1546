"""The occupancy observations of a study: imports, manifest, and one table over all parts."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store import errors, parts
from data.store.database import faults_told
from data.store.parts import Merged, Part
from data.store.places import OBSERVATIONS
from data.store.record import Record, now
from data.store.tables import ImportRow, PartRow

if TYPE_CHECKING:
    import ibis

IMPORT = {
    "import_id": "string",
    "file_name": "string",
    "sha256": "string",
    "source": "string",
    "imported_at": "datetime64[us]",
    "added": "int64",
    "already_there": "int64",
    "changed": "int64",
}
TYPES = {
    "zone": "string",
    "at": "timestamp(6)",
    "repeat": "int32",
    "occupied": "int32",
    "capacity": "int32",
}
_TRIES = 6  # imports of other sessions that may come between before we give up
_COMPLAINTS = {
    "No space left": errors.DiskFullError,
    "File too large": errors.DiskFullError,
    "Permission denied": errors.FolderNotWritableError,
    "Read-only file system": errors.FolderNotWritableError,
}
_FACTS = tuple(Part.__dataclass_fields__)


@dataclass(frozen=True)
class ImportResult:
    """What an import did, in observations."""

    added: int
    already_there: int
    changed: int


@dataclass(frozen=True)
class Coverage:
    """What the observations cover; `first` and `last` are None where there are none."""

    rows: int
    first: dt.datetime | None
    last: dt.datetime | None
    zones: tuple[str, ...]


class _ManifestMovedError(Exception):
    """Another import was committed after this one had looked."""


class Occupancy(Record):
    """Observations: who was where when."""

    def import_observations(
        self, observations: pd.DataFrame, *, source: str, file_name: str, sha256: str
    ) -> ImportResult:
        """Import observations whole or not at all; rows that are there already add nothing.

        Parameters
        ----------
        observations
            One row per zone, time and repeat: ``zone`` (str), ``at``
            (datetime, campus time), ``repeat`` (int, 0 = first sweep),
            ``occupied``, ``capacity`` (Int32; <NA> = blank in the file).
        source, file_name, sha256
            Where the rows are from, for the record.

        Returns
        -------
        Rows added, rows there already with the same values, and rows whose
        values replaced others.

        Raises
        ------
        ObservationsTwiceError
            Two rows have one zone, time and repeat; nothing is imported.
        PartMissingError
            A stored file is gone, so nothing can be compared with it.
        StudyBusyError
            Other sessions imported all the time.
        """
        self._refuse_sealed()
        given = parts.tidy(observations)
        record = {"source": source, "file_name": file_name, "sha256": sha256}
        for _ in range(_TRIES):
            seen = self._whole_manifest()
            import_id = uuid.uuid4().hex
            with _parts_told(self._parts_folder):
                merged = parts.merge(given, seen, self._parts_folder, import_id)
            with suppress(_ManifestMovedError):
                self._switch(seen, merged, record | {"import_id": import_id})
                parts.retire(self._parts_folder, merged.retired)
                parts.sweep(self._parts_folder, {part.part for part in self._whole_manifest()})
                return ImportResult(merged.added, merged.already_there, merged.changed)
        raise errors.StudyBusyError(place=str(self.folder))

    def observations(self) -> "ibis.Table":
        """Return all observations as an Ibis table; nothing is read before it is asked for.

        Columns: ``zone`` (string), ``at`` (timestamp, campus time, no zone),
        ``repeat``, ``occupied``, ``capacity`` (int32; null = blank in the
        file). Each call has a connection of its own, so threads do not meet.

        Raises
        ------
        PartMissingError, PartUnreadableError
            A file of observations is gone or damaged.
        """
        import ibis

        connection = ibis.duckdb.from_connection(parts.connection())
        files = [str(self._parts_folder / part.part) for part in self._whole_manifest()]
        if not files:
            return connection.create_table("observations", schema=ibis.schema(TYPES), temp=True)
        with _parts_told(self._parts_folder):
            return connection.read_parquet(files)

    def observation_imports(self) -> pd.DataFrame:
        """Return one row per import, newest first.

        Columns: ``import_id``, ``file_name``, ``sha256``, ``source`` (string),
        ``imported_at`` (datetime, UTC), ``added``, ``already_there``,
        ``changed`` (int, rows at the time of the import), ``rows`` (int, rows
        of the import that hold today), ``first``, ``last`` (datetime or NaT).
        """
        with self._reading() as session:
            imports = self._frame(session, ImportRow, IMPORT, ["imported_at", "import_id"])
            stored = self.manifest(session)
        frame = pd.DataFrame(stored, columns=list(_FACTS)).groupby("import_id")
        facts = frame.agg(rows=("rows", "sum"), first=("first", "min"), last=("last", "max"))
        made = imports.merge(facts.reset_index(), on="import_id", how="left")
        made["rows"] = made["rows"].fillna(0).astype("int64")
        made[["first", "last"]] = made[["first", "last"]].astype("datetime64[us]")
        return made.iloc[::-1].reset_index(drop=True)

    def observation_coverage(self) -> Coverage:
        """Return rows, first and last time and zones of all observations, from the manifest."""
        with self._reading() as session:
            stored = self.manifest(session)
        return Coverage(
            rows=sum(part.rows for part in stored),
            first=min((part.first for part in stored), default=None),
            last=max((part.last for part in stored), default=None),
            zones=tuple(sorted({zone for part in stored for zone in part.zones})),
        )

    def delete_import(self, import_id: str) -> None:
        """Delete the rows of an import; values it had replaced do not come back.

        Raises
        ------
        ImportUnknownError
            There is no such import any more.
        """
        with self._writing() as session:
            row = session.get(ImportRow, (self.id, import_id))
            if row is None:
                raise errors.ImportUnknownError()
            names = [part.part for part in self.manifest(session) if part.import_id == import_id]
            self._log(session, "import_deleted", row.file_name, old=row.added)
            session.delete(row)
        parts.retire(self._parts_folder, names)

    @property
    def _parts_folder(self) -> Path:
        return self.folder / OBSERVATIONS

    def _whole_manifest(self) -> list[Part]:
        """Return the manifest, and refuse a study that lost a part."""
        with self._reading() as session:
            stored = self.manifest(session)
            lost = [part for part in stored if not parts.whole(part, self._parts_folder)]
            if lost:
                known = session.get(ImportRow, (self.id, lost[0].import_id))
                place = str(self._parts_folder / lost[0].part)
                facts = {"place": place, "rows": lost[0].rows, "file": known.file_name}
                raise errors.PartMissingError(**facts)
        return stored

    def manifest(self, session: Session) -> list[Part]:
        """Return the rows of the manifest: the parts that count."""
        columns = [getattr(PartRow, name) for name in _FACTS]
        found = sa.select(*columns).where(self._mine(PartRow)).order_by(PartRow.part)
        return [Part(*row) for row in session.execute(found)]

    def _switch(self, seen: list[Part], merged: Merged, record: dict[str, str]) -> None:
        """Name the new parts in one transaction, unless the manifest is not the one seen."""
        with self._writing() as session:
            if self.manifest(session) != seen:
                raise _ManifestMovedError
            counts = {name: getattr(merged, name) for name in ("added", "already_there", "changed")}
            made = ImportRow(study_id=self.id, imported_at=now(), **record, **counts)
            session.add(made)
            session.flush()
            gone = PartRow.part.in_(merged.retired)
            session.execute(sa.delete(PartRow).where(self._mine(PartRow), gone))
            for part in merged.new:
                facts = vars(part) | {"zones": list(part.zones)}
                session.add(PartRow(study_id=self.id, **facts))
            self._log(session, "observations", record["file_name"], new=counts)


@contextmanager
def _parts_told(folder: Path) -> Iterator[None]:
    """Turn what DuckDB says about files into faults a reader can act on."""
    import duckdb

    try:
        with faults_told(folder):
            yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        said = str(error)
        kinds = [kind for words, kind in _COMPLAINTS.items() if words in said]
        raise (kinds or [errors.PartUnreadableError])[0](place=str(folder)) from error
