"""Which segmentations of the same answers were shown before: each is held beside those."""

from __future__ import annotations

import json
from dataclasses import asdict

from data import store
from data.store import found as shelf_on_disk
from pages.parts.cached.segments_asked import Asked, digest


def before(study: str, version: int, wave: str, asked: Asked) -> list[Asked]:
    """Return the segmentations that were shown of these answers before this one.

    Whoever looks at 3 segments and then at 4 can subtract one from the other,
    so what comes later hides what would follow. The order is kept with the
    study: after a restart the same cells are hidden. Segments kept from another wave
    come last and are not noted.
    """
    if asked.k == 1:
        return []
    opened = store.open_study(study)
    key = digest(study, version, wave, Asked()).replace("segments-", "shown-")
    noted = [_read(one) for one in json.loads(shelf_on_disk.kept(opened, key) or "[]")]
    if asked.frozen:
        return noted
    if asked not in noted:
        shelf_on_disk.keep(opened, key, json.dumps([asdict(one) for one in [*noted, asked]]))
        return noted
    return noted[: noted.index(asked)]


def _read(one: dict) -> Asked:
    return Asked(**one | {"profile": tuple(one["profile"])})
