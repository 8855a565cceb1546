"""How a study comes about and goes: built aside, put in place whole, moved to the trash.

A study is made in a folder whose name starts with a dot and gets its name when
it is whole, so nobody ever sees half of one.
"""

import errno
import os
import shutil
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from data.store import database, errors, places
from data.store.record import now
from data.store.study import Study
from data.store.tables import DraftRow, SchemaRow, StudyRow, Table

_UNFINISHED = ".new-"
_ABANDONED_S = 86_400  # an unfinished study this old is nobody's
_CHUNK = 2_000  # rows copied at a time


def build(
    study_id: str,
    folder: Path,
    facts: dict,
    fill: Callable[[Study], None],
    older: Study | None = None,
) -> Study:
    """Build a study aside and put it in its place when it is whole.

    Raises
    ------
    StudyExistsError
        Something lies in its place; `older` is moved away first.
    """
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
            to_trash(older)
        _publish(study, study_id, folder, read_only=facts.get("read_only", False))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Study(study_id, folder, engine_of(folder))


def present(study_id: str, folder: Path, who: str = "") -> Study | None:
    """Return the study that is in this place, None where there is none.

    Raises
    ------
    SchemaNewerError, StudyDamagedError, ServerUnreachableError
        It is there and cannot be read.
    """
    study = Study(study_id, folder, engine_of(folder), who)
    if not places.server() and not (folder / places.RECORDS).is_file():
        return None
    make_ready(study.engine)
    with suppress(errors.StudyUnknownError):
        study.facts()
        return study
    return None


def to_trash(study: Study) -> None:
    """Move a study's folder, and on a server hide its records under another id."""
    name = f"{study.id}-{now():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:4]}"
    trash = study.folder.parents[1] / places.TRASH
    with database.faults_told(trash), suppress(FileNotFoundError):  # another session was faster
        trash.mkdir(exist_ok=True)
        if places.server():
            hidden = sa.update(StudyRow).where(StudyRow.id == study.id)
            with study.engine.begin() as connection:
                connection.execute(hidden.values(id=name, trashed_at=now()))
        os.replace(study.folder, trash / name)


def copy_all(source: Study, target: Study) -> None:
    """Copy all rows and parts of a study, as they are at one moment."""
    left = {table.__table__ for table in (StudyRow, SchemaRow, DraftRow)}
    held, wanted = (study.folder / places.OBSERVATIONS for study in (source, target))
    database_of_target = target.engine.execution_options(writing=True)
    with source._reading() as reading, database_of_target.begin() as writing:
        for table in Table.metadata.sorted_tables:
            if table in left:
                continue
            found = reading.execute(sa.select(table).where(table.c.study_id == source.id))
            for rows in found.mappings().partitions(_CHUNK):
                writing.execute(sa.insert(table), [{**row, "study_id": target.id} for row in rows])
        for part in source.manifest(reading):
            wanted.mkdir(exist_ok=True)
            shutil.copy2(held / part.part, wanted / part.part)


def engine_of(folder: Path) -> sa.Engine:
    """Return the engine of the server, or of the file in this folder."""
    url = places.server()
    return database.engine(sa.make_url(url) if url else database.file_url(folder / places.RECORDS))


def make_ready(engine: sa.Engine) -> None:
    """See to it that the tables are there in the format of this Respace."""
    place = Path(engine.url.database) if engine.dialect.name == "sqlite" else engine
    with database.faults_told(place):
        if engine.dialect.name == "sqlite":
            database.bring_up_to_date(engine)
        else:
            database.make_tables_once(engine)


def _begun(study_id: str, aside: Path, facts: dict) -> Study:
    """Make tables and the row of a study that is not ready yet; on a server under another id."""
    engine = engine_of(aside)
    here = aside.name.removeprefix(".") if places.server() else study_id
    with database.faults_told(aside):
        database.make_tables(engine)
        row = {"id": here, "ready": False, "created_at": now()} | facts | {"read_only": False}
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(sa.insert(StudyRow).values(row))
    return Study(here, aside, engine)


def _publish(study: Study, study_id: str, folder: Path, *, read_only: bool) -> None:
    """Let a whole study appear under its id and folder."""
    values = {"id": study_id, "ready": True, "read_only": read_only}
    finished = sa.update(StudyRow).where(StudyRow.id == study.id).values(values)
    database_of_study = study.engine.execution_options(writing=True)
    with database.faults_told(folder.parent):
        if not places.server():
            with database_of_study.begin() as connection:
                connection.execute(finished)
        _put_in_place(study.folder, folder)
        if places.server():
            with database_of_study.begin() as connection:
                connection.execute(finished)


def _put_in_place(aside: Path, folder: Path) -> None:
    """Give a finished folder its name, unless another one has it."""
    try:
        os.replace(aside, folder)
    except OSError as error:
        taken = error.errno in (errno.ENOTEMPTY, errno.EEXIST) or folder.exists()
        if not taken:
            raise
        raise errors.StudyExistsError(study=folder.name) from error


def _sweep(folder: Path) -> None:
    """Delete what killed processes left unfinished."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(path, ignore_errors=True)
