"""Where studies lie on disk, what they are called there, and how files are put there."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.store.errors import StudyIdError, StudyUnknownError

HOME, DATABASE = "RESPACE_HOME", "RESPACE_DATABASE"  # environment
STUDIES, TRASH = "studies", "trash"
SERVER_STUDIES = "server"  # the files of studies whose records lie on a server
RECORDS, OBSERVATIONS, DRAFTS = "study.sqlite", "observations", "drafts"
_LONGEST = 40  # letters of a made id
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_TAKEN = {"sample", "con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}


def home() -> Path:
    """Return the folder of all that is kept: RESPACE_HOME, or Respace in the user's home."""
    given = os.environ.get(HOME, "").strip()
    return Path(given).expanduser().absolute() if given else Path.home() / "Respace"


@contextmanager
def home_at(folder: Path) -> Iterator[None]:
    """Keep studies in another folder for a while, for the whole process."""
    before = os.environ.get(HOME)
    os.environ[HOME] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[HOME]
        else:
            os.environ[HOME] = before


def server() -> str:
    """Return the database URL of a team's server, "" where each study has its own file."""
    return os.environ.get(DATABASE, "").strip()


def study_folder(study_id: str) -> Path:
    """Return where a study lies, whether it is there or not.

    Raises
    ------
    StudyUnknownError
        The id could not be one; it may come from a link.
    """
    if not _ID.fullmatch(study_id):
        raise StudyUnknownError(study=study_id)
    return home() / (SERVER_STUDIES if server() else STUDIES) / study_id


def checked_id(study_id: str) -> str:
    """Return an id that may name a folder on every system.

    Raises
    ------
    StudyIdError
        It may not.

    Examples
    --------
    >>> checked_id("riverside-2026")
    'riverside-2026'
    """
    if not _ID.fullmatch(study_id) or study_id in _TAKEN - {"sample"}:
        raise StudyIdError(study=study_id)
    return study_id


def slug(*names: str, kind: str) -> str:
    """Return a code-like id from the first name that has Latin letters or digits.

    Names without any become `kind` and a short hash, so the same names always
    give the same id.

    Examples
    --------
    >>> slug("Bücherei am Fluss", "河畔大学图书馆", kind="study")
    'bucherei-am-fluss'
    >>> slug("", "河畔大学图书馆", kind="study")
    'study-531b40ca'
    """
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
        if re.search("[a-z]", made):
            return f"{kind}-{made}" if made in _TAKEN else made
    return f"{kind}-{hashlib.sha256(chr(0).join(names).encode()).hexdigest()[:8]}"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, even if the power fails."""
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    settle(unfinished, path)


def settle(unfinished: Path, path: Path) -> None:
    """Give a finished file its name; the name survives a power failure."""
    os.replace(unfinished, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
