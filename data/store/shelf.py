"""The studies of this home or server: list, create, open, copy, put into the trash."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import sqlalchemy as sa

from data.store import database, errors, making, places
from data.store.study import Study
from data.store.tables import StudyRow, first_version

COLUMNS = {
    "study": "string",
    "name_en": "string",
    "name_zh": "string",
    "synthetic": "bool",
    "read_only": "bool",
    "created_at": "datetime64[us]",
}


def list_studies() -> pd.DataFrame:
    """Return one row per study, oldest first.

    Columns: ``study`` (string, id), ``name_en``, ``name_zh`` (string; one may
    be ""), ``synthetic``, ``read_only`` (bool), ``created_at`` (datetime,
    UTC). A study that cannot be read is listed under its id, without a time;
    opening it says what is wrong.
    """
    found = _on_server() if places.server() else _in_folders()
    frame = pd.DataFrame(found, columns=list(COLUMNS), dtype="object").astype(COLUMNS)
    return frame.sort_values(["created_at", "study"], ignore_index=True)


def open_study(study_id: str, *, who: str = "") -> Study:
    """Return a study; `who` is named in its log.

    Raises
    ------
    StudyUnknownError
        There is no such study.
    SchemaNewerError, StudyDamagedError, ServerUnreachableError
        It cannot be read.
    """
    opened = making.present(study_id, places.study_folder(study_id), who)
    if opened is None:
        raise errors.StudyUnknownError(study=study_id)
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
    facts |= {"synthetic": source.synthetic, "version": max(source.version, first_version()) + 1}
    return _made(None, facts, lambda study: making.copy_all(source, study))


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

    It appears when `fill` is done, or not at all; an older or damaged study of
    this id moves to the trash then.

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
    found = _sealed(study_id, folder, edition)
    if found is not None:
        return found
    facts = {"name_en": name_en, "name_zh": name_zh, "time_zone": _checked_zone(time_zone)}
    facts |= {"synthetic": synthetic, "read_only": True, "edition": edition or 0}
    older = Study(study_id, folder, making.engine_of(folder)) if folder.exists() else None
    try:
        return making.build(study_id, folder, facts, fill, older)
    except errors.StudyExistsError:
        winner = making.present(study_id, folder)
        if winner is None:
            raise
        return winner


def delete_study(study_id: str) -> None:
    """Move a study to the trash folder beside the studies; nothing is erased.

    Raises
    ------
    ReadOnlyStudyError, StudyUnknownError
        It is sealed; there is no such study.
    """
    study = open_study(study_id)
    study._refuse_sealed()
    making.to_trash(study)


def _made(study_id: str | None, facts: dict, fill: Callable[[Study], None]) -> Study:
    """Build a study under the given id, or under the first free one made from its names."""
    if study_id is not None:
        folder = places.study_folder(places.checked_id(study_id))
        return making.build(study_id, folder, facts, fill)
    made = places.slug(facts["name_en"], facts["name_zh"], kind="study")
    for free in itertools.chain([made], (f"{made}-{number}" for number in itertools.count(2))):
        folder = places.study_folder(free)
        if not folder.exists():
            with suppress(errors.StudyExistsError):  # another session took it just now
                return making.build(free, folder, facts, fill)


def _sealed(study_id: str, folder: Path, edition: int | None) -> Study | None:
    """Return the study of this or a newer edition that is there; a damaged one is none."""
    with suppress(errors.StudyDamagedError):
        found = making.present(study_id, folder)
        if found is not None and edition is not None and found.edition >= edition:
            return found
    return None


def _in_folders() -> list[tuple]:
    """Return the facts of every study that has a folder of its own."""
    found = []
    for records in sorted((places.home() / places.STUDIES).glob(f"[!.]*/{places.RECORDS}")):
        study_id = records.parent.name
        try:
            row = open_study(study_id).facts()
            found.append((row.id, *(getattr(row, name) for name in list(COLUMNS)[1:])))
        except errors.StoreError:
            found.append((study_id, study_id, study_id, False, False, None))
    return found


def _on_server() -> list[tuple]:
    """Return the facts of every study on the server."""
    engine = making.engine_of(places.home())
    making.make_ready(engine)
    names = [StudyRow.id, *(getattr(StudyRow, name) for name in list(COLUMNS)[1:])]
    wanted = sa.select(*names).where(StudyRow.ready, StudyRow.trashed_at.is_(None))
    with database.faults_told(engine), engine.connect() as connection:
        return [tuple(row) for row in connection.execute(wanted)]


def _checked_zone(time_zone: str) -> str:
    try:
        return ZoneInfo(time_zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise errors.TimeZoneUnknownError(time_zone=time_zone) from error
