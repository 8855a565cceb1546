"""Files of observations: written once, never altered, compared by DuckDB.

A part is a Parquet file with the columns of `SCHEMA`. It gets its name only
when it is whole on disk, and counts only once the manifest names it.
"""

import os
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.store.errors import ObservationsTwiceError
from data.store.places import settle

if TYPE_CHECKING:
    import duckdb

SCHEMA = {
    "zone": "VARCHAR",
    "at": "TIMESTAMP",
    "repeat": "INTEGER",
    "occupied": "INTEGER",
    "capacity": "INTEGER",
}
KEY = ("zone", "at", "repeat")
KEPT_S = 3600  # a file outside the manifest may still be read for so long
_SAME = " AND ".join(f'old."{name}" = new."{name}"' for name in KEY)
_COLUMNS = ", ".join(f'"{name}"' for name in SCHEMA)
_VALUE = "(old.occupied, old.capacity) IS NOT DISTINCT FROM (new.occupied, new.capacity)"


@dataclass(frozen=True)
class Part:
    """A file of observations and what the manifest says of it."""

    part: str
    import_id: str
    rows: int
    first: object
    last: object
    zones: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class Merged:
    """What an import makes of the parts: counts, parts to add and parts to retire."""

    added: int
    already_there: int
    changed: int
    new: tuple[Part, ...]
    retired: tuple[str, ...]


def connection() -> "duckdb.DuckDBPyConnection":
    """Return a connection of its own to the DuckDB of this process; its tables go with it."""
    return _engine().cursor()


def tidy(observations: pd.DataFrame) -> pd.DataFrame:
    """Return observations with the dtypes of a part.

    Raises
    ------
    ObservationsTwiceError
        Two rows have one zone, time and repeat.
    """
    made = pd.DataFrame(
        {
            "zone": observations["zone"].astype("string[pyarrow]"),
            "at": observations["at"].astype("datetime64[us]"),
            "repeat": observations["repeat"].astype("int32"),
            "occupied": observations["occupied"].astype("Int32"),
            "capacity": observations["capacity"].astype("Int32"),
        }
    )
    twice = made.duplicated(list(KEY))
    if twice.any():
        first = made[twice].iloc[0]
        raise ObservationsTwiceError(zone=str(first["zone"]), at=f"{first['at']:%Y-%m-%d %H:%M}")
    return made


def merge(
    observations: pd.DataFrame, stored: Sequence[Part], folder: Path, import_id: str
) -> Merged:
    """Compare tidy observations with the stored parts and write the parts that follow.

    Rows that are there already are left out. Rows with another value leave
    their old part, which is written anew without them. Nothing counts before
    the manifest names the new parts.
    """
    with connection() as db:
        db.register("given", observations)
        _match(db, _overlapping(stored, observations), folder)
        counts = dict(db.execute("SELECT fate, count(*) FROM fates GROUP BY fate").fetchall())
        hit = db.execute("SELECT DISTINCT file FROM fates WHERE fate = 'changed'").fetchall()
        names = {name for (name,) in hit}
        affected = [part for part in stored if part.part in names]
        chosen = f"SELECT {_COLUMNS} FROM fates WHERE fate <> 'there'"
        new = [_write(db, chosen, folder, import_id)]
        for part in affected:
            rest = f"""
                SELECT old.* FROM read_parquet({_quoted(folder / part.part)}) AS old
                ANTI JOIN (SELECT * FROM fates WHERE fate = 'changed') AS new ON {_SAME}"""
            new.append(_write(db, rest, folder, part.import_id))
    return Merged(
        added=counts.get("added", 0),
        already_there=counts.get("there", 0),
        changed=counts.get("changed", 0),
        new=tuple(part for part in new if part is not None),
        retired=tuple(part.part for part in affected),
    )


def whole(part: Part, folder: Path) -> bool:
    """Tell whether the file of a part is there in the size it was written."""
    path = folder / part.part
    return path.is_file() and path.stat().st_size == part.size


def retire(folder: Path, names: Sequence[str]) -> None:
    """Start the clock of parts that left the manifest; a reader may still hold them."""
    for name in names:
        if (folder / name).exists():
            os.utime(folder / name)


def sweep(folder: Path, named: set[str]) -> None:
    """Delete files that no manifest names and nobody reads any more."""
    for path in folder.glob("*"):
        if path.name not in named and time.time() - path.stat().st_mtime > KEPT_S:
            path.unlink(missing_ok=True)


@cache
def _engine() -> "duckdb.DuckDBPyConnection":
    """Return the one DuckDB of this process; it keeps no data and never calls the network."""
    import duckdb

    return duckdb.connect(config={"autoinstall_known_extensions": False})


def _overlapping(stored: Sequence[Part], observations: pd.DataFrame) -> list[Part]:
    """Return the parts that may hold a row of the same key."""
    if observations.empty:
        return []
    first, last = observations["at"].min(), observations["at"].max()
    return [part for part in stored if part.first <= last and part.last >= first]


def _match(db: "duckdb.DuckDBPyConnection", stored: Sequence[Part], folder: Path) -> None:
    """Make the table ``fates``: given rows with ``fate`` (added, changed, there) and ``file``."""
    columns = ", ".join(f'given."{name}"::{kind} AS "{name}"' for name, kind in SCHEMA.items())
    if not stored:
        db.execute(
            f"CREATE TEMP TABLE fates AS SELECT {columns}, 'added' AS fate, '' AS file FROM given"
        )
        return
    files = ", ".join(_quoted(folder / part.part) for part in stored)
    db.execute(f"""
        CREATE TEMP TABLE fates AS
        SELECT new.*, parse_filename(old.filename) AS file,
            CASE WHEN old.zone IS NULL THEN 'added' WHEN {_VALUE} THEN 'there'
            ELSE 'changed' END AS fate
        FROM (SELECT {columns} FROM given) AS new
        LEFT JOIN read_parquet([{files}], filename = true) AS old ON {_SAME}""")


def _write(db: "duckdb.DuckDBPyConnection", rows: str, folder: Path, import_id: str) -> Part | None:
    """Write the rows of a query as a part; None where there are none."""
    folder.mkdir(exist_ok=True)
    name = f"{uuid.uuid4().hex}.parquet"
    unfinished = folder / f"{name}.tmp"
    ordered = f'SELECT * FROM ({rows}) ORDER BY zone, "at", repeat'
    (count,) = db.execute(
        f"COPY ({ordered}) TO {_quoted(unfinished)} (FORMAT parquet, COMPRESSION zstd)"
    ).fetchone()
    if not count:
        unfinished.unlink()
        return None
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    facts = (
        f'SELECT min("at"), max("at"), list(DISTINCT zone) FROM read_parquet({_quoted(unfinished)})'
    )
    first, last, zones = db.execute(facts).fetchone()
    settle(unfinished, folder / name)
    size = (folder / name).stat().st_size
    return Part(name, import_id, count, first, last, tuple(sorted(zones)), size)


def _quoted(path: Path) -> str:
    """Return a path as an SQL text."""
    return "'" + str(path).replace("'", "''") + "'"
