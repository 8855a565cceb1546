"""Server time of a rerun of each page on the sample, beside an empty page."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.timing import line, ratio
from pages.parts.shell import SECTIONS

HOUSE = Path(__file__).parents[1]


def rows() -> list[str]:
    """Return one row per page."""
    empty = AppTest.from_file(str(HOUSE / "benchmarks" / "empty_app.py"), default_timeout=120)
    empty.run()
    found = []
    for paths in SECTIONS.values():
        for path in paths:
            app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=120).run()
            app.switch_page(f"pages/{path}.py").run()
            timed = ratio(app.run, empty.run)
            found.append(line(f"rerun of {path}", timed, "empty page"))
    return found
