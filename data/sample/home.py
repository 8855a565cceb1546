"""The sample library in the folder where studies are kept."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from data import store
from data.sample import facts
from data.sample.recorded import Truth, read, write

TRUTH = "truth"
LOCK = "sample.lock"
WAIT_S = 120  # how long a start waits for another one that is building


def ensure(home: Path | None = None) -> bool:
    """Build the sample where it is missing or older than this generator.

    Parameters
    ----------
    home
        Folder of everything Respace keeps; None: the one of this process.

    Returns
    -------
    Whether it was built. Of two processes that start at once one builds, and
    the other waits for it.
    """
    filled = []

    def fill(study: store.Study) -> None:
        _fill(study)
        filled.append(study.id)

    with _kept_in(home), _one_at_a_time():
        store.build_sealed(
            facts.STUDY,
            facts.NAME_EN,
            facts.NAME_ZH,
            facts.TIME_ZONE,
            synthetic=True,
            fill=fill,
            edition=facts.VERSION,
        )
    return bool(filled)


def truth(home: Path | None = None) -> Truth:
    """Return the truth behind the sample that is kept; `ensure` must have built it."""
    with _kept_in(home):
        return read(store.study_folder(facts.STUDY) / TRUTH)


def _kept_in(home: Path | None) -> contextlib.AbstractContextManager[None]:
    """Keep studies in `home`, or where they are kept anyway."""
    return contextlib.nullcontext() if home is None else store.home_at(home)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for another process of this home that is building; its end, even a crash, frees us.

    Where no lock can be had, the store says what is wrong with the folder.
    """
    lock = None
    with contextlib.suppress(OSError, sqlite3.OperationalError):
        store.home().mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(store.home() / LOCK, timeout=WAIT_S, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        if lock is not None:
            lock.close()


def _fill(study: store.Study) -> None:
    """Write every table of the sample into a new study, and the truth beside them."""
    from data.sample.library import generate  # only when building: the app starts without it

    library = generate()
    study.save_floors(library.zones, library.states)
    study.save_calendar(library.calendar)
    study.save_renovation(**library.renovation)
    for wave in library.waves:
        study.save_wave(
            wave.name,
            wave.date,
            facts.SOURCE,
            **_file(f"synthetic-survey-{wave.date}.csv"),
            codebook=wave.codebook,
            kept=wave.kept,
        )
    from surveys.weighting.margins import SETTING, as_records, from_records

    enrolment = from_records(facts.table("enrolment").to_dict("records"))
    study.set_setting(SETTING, as_records(enrolment))
    counts = _file("synthetic-counts.csv")
    study.import_observations(library.observations, source=facts.SOURCE, **counts)
    write(library.truth, study.folder / TRUTH)


def _file(name: str) -> dict[str, str]:
    """Return the name of a file that never was, and what stands for its hash."""
    origin = f"{name} version {facts.VERSION} seed {facts.SEED}"
    return {"file_name": name, "sha256": hashlib.sha256(origin.encode()).hexdigest()}
