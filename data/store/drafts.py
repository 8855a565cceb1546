"""Uploads that are not stored yet; they survive a reload of the page."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data.store.database import faults_told
from data.store.errors import DraftReplacedError
from data.store.places import DRAFTS, write_whole
from data.store.record import Record, as_plain, now
from data.store.tables import DraftRow

_ABANDONED_S = 3600  # bytes without a draft may belong to an upload under way for so long


@dataclass(frozen=True)
class Draft:
    """An upload with what the reader settled about it so far."""

    kind: str
    file_name: str
    sha256: str
    settings: dict
    path: Path

    @property
    def content(self) -> bytes:
        """The bytes as they were uploaded.

        Raises
        ------
        DraftReplacedError
            Another session replaced or discarded them meanwhile.
        """
        try:
            return self.path.read_bytes()
        except FileNotFoundError as error:
            raise DraftReplacedError() from error


class Drafts(Record):
    """At most one draft per kind: responses, floors, counts, calendar."""

    def save_draft(
        self, kind: str, file_name: str, content: bytes, settings: Mapping[str, object]
    ) -> Draft:
        """Keep an upload until it is stored or discarded; it replaces the draft of its kind."""
        self._refuse_sealed()
        sha256 = hashlib.sha256(content).hexdigest()
        kept = as_plain(settings)
        path = self._draft_file(kind, sha256)
        with faults_told(self.folder):
            write_whole(path, content)
        with self._writing() as session:
            row = session.get(DraftRow, (self.id, kind))
            old = path if row is None else self._draft_file(kind, row.sha256)
            row = row or DraftRow(study_id=self.id, kind=kind)
            row.file_name, row.sha256, row.saved_at = file_name, sha256, now()
            row.settings = kept
            session.add(row)
        if old != path:
            old.unlink(missing_ok=True)
        self._sweep_drafts()
        return Draft(kind, file_name, sha256, kept, path)

    def draft(self, kind: str) -> Draft | None:
        """Return the draft of a kind, None where there is none."""
        with self._reading() as session:
            row = session.get(DraftRow, (self.id, kind))
            if row is None:
                return None
            facts = (row.file_name, row.sha256, row.settings)
        path = self._draft_file(kind, facts[1])
        return Draft(kind, *facts, path) if path.exists() else None

    def update_draft(
        self, kind: str, settings: Mapping[str, object], *, sha256: str | None = None
    ) -> None:
        """Keep what the reader settled about a draft so far.

        Raises
        ------
        DraftReplacedError
            There is no draft of this kind, or, where `sha256` is given, it is
            of another file by now.
        """
        with self._writing() as session:
            row = self._draft_row(session, kind, sha256)
            row.settings = as_plain(settings)

    def discard_draft(self, kind: str, *, sha256: str | None = None) -> None:
        """Forget a draft and its bytes; where `sha256` is given, only if it is of that file."""
        with self._writing() as session:
            row = session.get(DraftRow, (self.id, kind))
            if row is None or sha256 not in (None, row.sha256):
                return
            path = self._draft_file(kind, row.sha256)
            session.delete(row)
        path.unlink(missing_ok=True)

    def _draft_row(self, session: Session, kind: str, sha256: str | None) -> DraftRow:
        row = session.get(DraftRow, (self.id, kind))
        if row is None or sha256 not in (None, row.sha256):
            raise DraftReplacedError()
        return row

    def _draft_file(self, kind: str, sha256: str) -> Path:
        return self.folder / DRAFTS / f"{kind}-{sha256[:16]}.bin"

    def _sweep_drafts(self) -> None:
        """Delete the bytes that a killed upload left behind."""
        with self._reading() as session:
            rows = session.scalars(sa.select(DraftRow).where(self._mine(DraftRow))).all()
            kept = {self._draft_file(row.kind, row.sha256) for row in rows}
        for path in (self.folder / DRAFTS).iterdir():
            if path not in kept and time.time() - path.stat().st_mtime > _ABANDONED_S:
                path.unlink(missing_ok=True)
