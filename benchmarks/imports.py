"""How fast counts come in, beside a bare `pandas.read_csv` of the same file."""

import datetime as dt
import io
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.timing import line, ratio
from data import store
from planning.occupancy.readers import propose_layout, read_counts
from surveys.readers.tablefile import read_cells

ROWS = 200_000


def count_file() -> bytes:
    """Return a long count file of `ROWS` rows, 40 zones, every half-hour."""
    times = pd.date_range("2024-01-01", periods=ROWS // 40, freq="30min")
    index = pd.MultiIndex.from_product([times, [f"zone {n}" for n in range(40)]])
    people = np.random.default_rng(1).poisson(12, len(index))
    table = pd.DataFrame({"occupied": people}, index=index.set_names(["time", "zone"]))
    return table.reset_index().to_csv(index=False).encode()


def rows() -> list[str]:
    """Return the rows of the import table."""
    content = count_file()

    def respace() -> None:
        with tempfile.TemporaryDirectory() as folder, store.home_at(Path(folder)):
            table = read_cells(content, "counts.csv")
            counts = read_counts(table, propose_layout(table), today=dt.date(2026, 1, 1))
            study = store.create_study("Benchmark", "基准", "UTC")
            study.import_observations(
                counts.observations, source="counts", file_name="counts.csv", sha256="0"
            )

    timed = ratio(respace, lambda: pd.read_csv(io.BytesIO(content)), pairs=3)
    rate = ROWS / timed["ours_s"]
    what = f"import of {ROWS:,} counts, checked and stored ({rate:,.0f} rows/s)"
    return [line(what, timed, "bare pandas.read_csv")]
