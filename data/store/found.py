"""Results of long searches, kept beside a study so that a restart does not search again.

They follow from what the study holds and may be deleted at any time: the name
of one tells from which answers it was made. A study that may not be written
keeps them in the home, not in its folder.
"""

import gzip
import logging
import re
import zlib
from pathlib import Path

from data.store import places
from data.store.study import Study

LOG = logging.getLogger("respace")
FOLDER = "found"
MOST = 60  # files of one study; the oldest go first
_KEY = re.compile(r"[a-z0-9-]{1,90}")


def kept(study: Study, key: str) -> str | None:
    """Return what was kept under a key, None where there is nothing that can be read."""
    try:
        return gzip.decompress(_path(study, key).read_bytes()).decode()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error):
        return None


def keep(study: Study, key: str, text: str) -> None:
    """Keep a text under a key; a disk that refuses is logged, for nothing is lost."""
    path = _path(study, key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        places.write_whole(path, gzip.compress(text.encode(), mtime=0))
        oldest = sorted(path.parent.glob("*.json.gz"), key=lambda one: one.stat().st_mtime)
        for old in oldest[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError as refused:
        LOG.warning("A found result could not be kept: %s", refused)


def _path(study: Study, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise ValueError(f"Not a key: {key!r}")
    folder = places.home() / FOLDER / study.id if study.read_only else study.folder / FOLDER
    return folder / f"{key}.json.gz"
