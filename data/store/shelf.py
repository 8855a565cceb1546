"""The studies of this home or server: list, create, open, copy, put into the trash.

A study is made in a folder whose name starts with a dot and gets its name when
it is whole, so nobody ever sees half of one.
"""

import datetime as dt
import errno
import os
import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import sqlalchemy as sa

from data.store import database, errors, places
from data.store.study import Study
from data.store.tables import DraftRow, SchemaRow, StudyRow, Table

COLUMNS = {
    "study": "string",
    "name_en": "string",
    "name_zh": "string",
    "synthetic": "bool",
    "read_only": "bool",
    "created_at": "datetime64[s]",
}
_UNFINISHED = ".new-"
_ABANDONED_S = 86_400  # an unfinished study this old is nobody's
_CHUNK = 2_000  # rows copied at a time


def list_studies() -> pd.DataFrame:
    """Return one row per study, oldest first.

    Columns: ``study`` (string, id), ``name_en``, ``name_zh`` (string; one may
    be ""), ``synthetic``, ``read_only`` (bool), ``created_at`` (datetime,
    UTC). A study that cannot be read is listed under its id, without a time;
    opening it says what is wrong.
    """
    found = _on_server() if places.server() else _in_folders()
    frame = pd.DataFrame(found, columns=list(COLUMNS), dtype="object").astype(COLUMNS)
    return frame.sort_values("created_at", kind="stable", ignore_index=True)


def open_study(study_id: str, *, who: str = "") -> Study:
    """Return a study; `who` is named in its log.

    Raises
    ------
    StudyUnknownError
        There is no such study.
    SchemaNewerError, StudyDamagedError, ServerUnreachableError
        It cannot be read.
    """
    folder = places.study_folder(study_id)
    records = folder / places.RECORDS
    if not places.server() and not records.is_file():
        raise errors.StudyUnknownError(study=study_id)
    opened = Study(study_id, folder, _engine(folder), who)
    with database.faults_told(folder):
        database.bring_up_to_date(opened._engine)
    opened._row()  # there may be none of this id on the server
    return opened


def create_study(
    name_en: str, name_zh: str, time_zone: str, *, study_id: str | None = None
) -> Study:
    """Create an empty study and return it.

    Parameters
    ----------
    name_en, name_zh
        Name of the library; one may be "".
    time_zone
        IANA name of the campus's time zone.
    study_id
        Made from the names where not given.

    Raises
    ------
    StudyExistsError, StudyIdError
        `study_id` is taken; it cannot be an id.
    TimeZoneUnknownError
        There is no such time zone.
    """
    facts = {"name_en": name_en, "name_zh": name_zh, "time_zone": _checked_zone(time_zone)}
    return _made(study_id, facts | {"synthetic": False}, lambda study: None)


def copy_study(source_id: str, name_en: str, name_zh: str) -> Study:
    """Copy a study, sealed or not, into a new one that can be changed; drafts stay behind.

    Raises
    ------
    StudyUnknownError
        There is no study `source_id`.
    """
    source = open_study(source_id)
    facts = {"name_en": name_en, "name_zh": name_zh, "time_zone": source.time_zone}
    facts |= {"synthetic": source.synthetic, "version": max(source.version, int(time.time())) + 1}
    return _made(None, facts, lambda study: _copy(source, study))


def build_sealed(
    study_id: str,
    name_en: str,
    name_zh: str,
    time_zone: str,
    synthetic: bool,
    fill: Callable[[Study], None],
    *,
    edition: int | None = None,
) -> Study:
    """Build a sealed study and return it.

    It appears when `fill` is done, or not at all; an older study of this id
    moves to the trash then.

    Parameters
    ----------
    study_id, name_en, name_zh, time_zone
        As for `create_study`.
    synthetic
        Whether its numbers are made up.
    fill
        Writes into the study it is given; that one is not to be kept.
    edition
        Of the generator. Where it is given, a study of this or a newer edition
        is returned as it is; of two processes the first to finish wins.
    """
    folder = places.study_folder(places.checked_id(study_id))
    present = _present(study_id, folder)
    if present is not None and edition is not None and present.edition >= edition:
        return present
    facts = {"name_en": name_en, "name_zh": name_zh, "time_zone": _checked_zone(time_zone)}
    facts |= {"synthetic": synthetic, "read_only": True, "edition": edition or 0}
    try:
        return _built(study_id, folder, facts, fill, older=present)
    except errors.StudyExistsError:
        return Study(study_id, folder, _engine(folder))


def delete_study(study_id: str) -> None:
    """Move a study to the trash folder beside the studies; nothing is erased.

    Raises
    ------
    ReadOnlyStudyError, StudyUnknownError
        It is sealed; there is no such study.
    """
    study = open_study(study_id)
    study._refuse_sealed()
    _to_trash(study)


def _made(study_id: str | None, facts: dict, fill: Callable[[Study], None]) -> Study:
    """Build a study under the given id, or under the first free one made from its names."""
    if study_id is not None:
        folder = places.study_folder(places.checked_id(study_id))
        return _built(study_id, folder, facts, fill)
    made = places.slug(facts["name_en"], facts["name_zh"], kind="study")
    number = 1
    while True:
        free = made if number == 1 else f"{made}-{number}"
        folder = places.study_folder(free)
        if not folder.exists():
            try:
                return _built(free, folder, facts, fill)
            except errors.StudyExistsError:
                pass  # another session took it just now
        number += 1


def _built(
    study_id: str,
    folder: Path,
    facts: dict,
    fill: Callable[[Study], None],
    older: Study | None = None,
) -> Study:
    """Build a study aside and put it in its place when it is whole."""
    if older is None and folder.exists():
        raise errors.StudyExistsError(study=study_id)
    aside = folder.with_name(f"{_UNFINISHED}{uuid.uuid4().hex[:12]}")
    with database.faults_told(folder.parent):
        aside.mkdir(parents=True)
        _sweep(folder.parent)
    try:
        study = _begun(study_id, aside, facts)
        fill(study)
        if older is not None:
            _to_trash(older)
        _publish(study, study_id, folder, read_only=facts.get("read_only", False))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Study(study_id, folder, _engine(folder))


def _begun(study_id: str, aside: Path, facts: dict) -> Study:
    """Make tables and the row of a study that is not ready yet; on a server under another id."""
    engine = _engine(aside)
    here = aside.name.removeprefix(".") if places.server() else study_id
    with database.faults_told(aside):
        database.make_tables(engine)
        row = {"id": here, "ready": False, "created_at": _now()} | facts | {"read_only": False}
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(sa.insert(StudyRow).values(row))
    return Study(here, aside, engine)


def _publish(study: Study, study_id: str, folder: Path, *, read_only: bool) -> None:
    """Let a whole study appear under its id and folder."""
    values = {"id": study_id, "ready": True, "read_only": read_only}
    finished = sa.update(StudyRow).where(StudyRow.id == study.id).values(values)
    if not places.server():
        with study._engine.execution_options(writing=True).begin() as connection:
            connection.execute(finished)
    try:
        with database.faults_told(folder.parent):
            os.replace(study.folder, folder)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        raise errors.StudyExistsError(study=study_id) from error
    if places.server():
        with study._engine.begin() as connection:
            connection.execute(finished)


def _present(study_id: str, folder: Path) -> Study | None:
    """Return the study that is in this folder already."""
    study = Study(study_id, folder, _engine(folder))
    if not folder.exists() or not (places.server() or (folder / places.RECORDS).is_file()):
        return None
    with database.faults_told(folder):
        database.bring_up_to_date(study._engine)
    return study


def _to_trash(study: Study) -> None:
    """Move a study's folder, and on a server hide its records under another id."""
    name = f"{study.id}-{_now():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:4]}"
    trash = study.folder.parents[1] / places.TRASH
    with database.faults_told(trash):
        trash.mkdir(exist_ok=True)
        if places.server():
            hidden = sa.update(StudyRow).where(StudyRow.id == study.id)
            with study._engine.begin() as connection:
                connection.execute(hidden.values(id=name, trashed_at=_now()))
        os.replace(study.folder, trash / name)


def _copy(source: Study, target: Study) -> None:
    """Copy all rows and parts of a study."""
    left = {table.__table__ for table in (StudyRow, SchemaRow, DraftRow)}
    with (
        source._reading() as reading,
        target._engine.execution_options(writing=True).begin() as writing,
    ):
        for table in Table.metadata.sorted_tables:
            if table in left:
                continue
            found = reading.execute(sa.select(table).where(table.c.study_id == source.id))
            for rows in found.mappings().partitions(_CHUNK):
                writing.execute(sa.insert(table), [{**row, "study_id": target.id} for row in rows])
        held = source.folder / places.OBSERVATIONS
        for part in source._named(reading):
            (target.folder / places.OBSERVATIONS).mkdir(exist_ok=True)
            shutil.copy2(held / part.part, target.folder / places.OBSERVATIONS / part.part)


def _in_folders() -> list[tuple]:
    """Return the facts of every study that has a folder of its own."""
    found = []
    for records in sorted((places.home() / places.STUDIES).glob(f"[!.]*/{places.RECORDS}")):
        study_id = records.parent.name
        try:
            row = open_study(study_id)._row()
            found.append((row.id, *(getattr(row, name) for name in list(COLUMNS)[1:])))
        except errors.StoreError:
            found.append((study_id, study_id, study_id, False, False, None))
    return found


def _on_server() -> list[tuple]:
    """Return the facts of every study on the server."""
    engine = _engine(places.home())
    names = [StudyRow.id, *(getattr(StudyRow, name) for name in list(COLUMNS)[1:])]
    wanted = sa.select(*names).where(StudyRow.ready, StudyRow.trashed_at.is_(None))
    with database.faults_told(engine):
        database.make_tables(engine)
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(wanted)]


def _engine(folder: Path) -> sa.Engine:
    """Return the engine of the server, or of the file in this folder."""
    url = places.server()
    return database.engine(sa.make_url(url) if url else database.file_url(folder / places.RECORDS))


def _sweep(folder: Path) -> None:
    """Delete what killed processes left unfinished."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(path, ignore_errors=True)


def _checked_zone(time_zone: str) -> str:
    try:
        return ZoneInfo(time_zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise errors.TimeZoneUnknownError(time_zone=time_zone) from error


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
