"""Connections to the records: one SQLite file per study, or one server for all.

Writers on SQLite take the lock when they begin (``BEGIN IMMEDIATE``), so what
a writer read is still true when it writes; on a server the row of the study
is locked instead. Readers never wait.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.pool import NullPool

from data.store import errors
from data.store.tables import SCHEMA, SchemaRow, Table

WAIT_S = 30  # how long a writer waits for another one
_LOCK_NUMBER = 7_737_223  # any number; two servers that make the tables at once take turns


def _add_screening(connection: sa.Connection) -> None:
    """Let waves keep how they are screened; older waves have no choice and screen nothing."""
    there = {column["name"] for column in sa.inspect(connection).get_columns("wave")}
    if "screening" not in there:
        connection.execute(sa.DDL("ALTER TABLE wave ADD COLUMN screening JSON"))


Step = Callable[[sa.Connection], None]
UPGRADES: dict[int, Step] = {1: _add_screening}  # format -> step from it to the next


@lru_cache(maxsize=256)
def engine(url: sa.URL) -> sa.Engine:
    """Return the engine of a database; it holds no open file between transactions.

    A study's folder can be moved away at any time, on Windows too.
    """
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    made = sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT_S})
    sa.event.listen(made, "connect", _prepare)
    sa.event.listen(made, "begin", _begin)
    return made


def file_url(path: Path) -> sa.URL:
    """Return the URL of a SQLite file."""
    return sa.URL.create("sqlite", database=str(path))


def make_tables(database: sa.Engine) -> None:
    """Make the tables that are missing; an older format is brought up step by step.

    Raises
    ------
    SchemaNewerError
        A newer Respace wrote this database.
    """
    if database.dialect.name == "sqlite":
        with database.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")
    with database.execution_options(writing=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_NUMBER)))
        new = not sa.inspect(connection).has_table(SchemaRow.__tablename__)
        found = SCHEMA if new else connection.scalar(sa.select(SchemaRow.number))
        _refuse_newer(found, database)
        Table.metadata.create_all(connection)
        for number in range(found, SCHEMA):
            UPGRADES[number](connection)
        connection.execute(sa.delete(SchemaRow))
        connection.execute(sa.insert(SchemaRow).values(number=SCHEMA))


@lru_cache(maxsize=8)
def make_tables_once(database: sa.Engine) -> None:
    """Call `make_tables` for a server, the first time this process meets it."""
    make_tables(database)


def bring_up_to_date(database: sa.Engine) -> None:
    """Compare the format of the tables with what this Respace knows; mend an older one."""
    with database.connect() as connection:
        found = connection.scalar(sa.select(SchemaRow.number))
    _refuse_newer(found, database)
    if found < SCHEMA:
        make_tables(database)


@contextmanager
def faults_told(place: Path | sa.Engine) -> Iterator[None]:
    """Turn what disk and database complain about into faults a reader can act on."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _database_fault(error, place) from error
    except OSError as error:
        kind = _disk_fault(error)
        if kind is None:
            raise
        raise kind(place=_said(place)) from error


def _disk_fault(error: OSError) -> type[errors.StoreError] | None:
    """Return the fault behind an error of the disk, None where it is our own."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return errors.DiskFullError
    closed = (PermissionError, NotADirectoryError, FileExistsError)
    refused = isinstance(error, closed) or error.errno == errno.EROFS
    return errors.FolderNotWritableError if refused else None


_COMPLAINTS = {
    "disk is full": errors.DiskFullError,
    "disk i/o error": errors.DiskFailsError,
    "readonly database": errors.FolderNotWritableError,
    "unable to open": errors.FolderNotWritableError,
    "locked": errors.StudyBusyError,
    "malformed": errors.StudyDamagedError,
    "not a database": errors.StudyDamagedError,
    "no such table": errors.StudyDamagedError,
    "no such column": errors.StudyDamagedError,
}


def _database_fault(error: exc.DBAPIError, place: Path | sa.Engine) -> Exception:
    """Return the fault behind an error of the database, or the error where it is our own."""
    if isinstance(place, Path) and not place.exists():
        return errors.StudyUnknownError(study=place.name)
    if isinstance(error.orig, sqlite3.Error):
        complaint = str(error.orig).lower()
        kinds = [kind for words, kind in _COMPLAINTS.items() if words in complaint]
        return kinds[0](place=_said(place)) if kinds else error
    if isinstance(error, exc.OperationalError):
        return errors.ServerUnreachableError(place=_said(place))
    return error


def _said(place: Path | sa.Engine) -> str:
    """Return a place as a reader knows it; a URL never shows its password."""
    if isinstance(place, Path):
        return str(place)
    return place.url.database if place.dialect.name == "sqlite" else str(place.url.host)


def _refuse_newer(found: int | None, database: sa.Engine) -> None:
    if found is None:
        raise errors.StudyDamagedError(place=_said(database))
    if found > SCHEMA:
        raise errors.SchemaNewerError(place=_said(database), found=found, known=SCHEMA)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Let SQLAlchemy begin transactions, and let SQLite hold to foreign keys."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
