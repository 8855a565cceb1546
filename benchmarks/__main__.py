"""Print the times the README quotes: ``python -m benchmarks [startup|reruns|imports]``.

What is measured in other units has a command of its own: ``python -m
benchmarks.segments_null`` (false segments) and ``python -m benchmarks.comments``.
"""

import os
import sys
import tempfile
from pathlib import Path

from data import sample

HEAD = "| what | Respace | peer | peer's time | ratio |\n|---|---|---|---|---|"


def main(chosen: list[str]) -> None:
    """Build the sample in a folder of its own, time, print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RESPACE_HOME"] = folder
        sample.ensure()
        print(HEAD, flush=True)
        for name in chosen or ["startup", "reruns", "imports"]:
            for row in _rows(name, Path(folder)):
                print(row, flush=True)


def _rows(name: str, home: Path) -> list[str]:
    from benchmarks import imports, reruns, startup

    tables = {"startup": lambda: startup.rows(home), "reruns": reruns.rows, "imports": imports.rows}
    return tables[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
