"""An own study with an invented survey, for the tests of pages."""

import csv
import io
import random

from streamlit.testing.v1 import AppTest

from data import reference, store
from surveys.checks import understand
from surveys.questionnaire import propose
from surveys.readers import read_survey
from surveys.readers.tablefile import read_cells

NEEDS = ("Wi-Fi", "lockers", "group rooms", "printing", "silent reading", "coffee")
MARKUP = "<b>x</b> :red[y] $z^2$ [l](e)"


def begun() -> store.Study:
    """Return a new empty study."""
    return store.create_study("Riverside University Library", "河畔大学图书馆", "Asia/Shanghai")


def survey(people: int = 40, sides: tuple[str, ...] = ("important", "satisfied")) -> bytes:
    """Return an invented export: two kinds of people, ratings 1 to 5 of six needs."""
    asks = {"important": "How important is {}", "satisfied": "How satisfied are you with {}"}
    rows = [[asks[side].format(need) for side in sides for need in NEEDS]]
    chance = random.Random(7)
    for person in range(people):
        wants = [(5, 5, 4, 1, 2, 1), (1, 2, 1, 5, 4, 5)][person % 2]
        moved = [min(5, max(1, want + chance.choice((-1, 0, 0, 1)))) for want in wants]
        liked = [1 + (person * 3 + i) % 5 for i in range(len(NEEDS))]
        rows.append([*moved, *liked] if len(sides) > 1 else moved)
    return _as_csv(rows)


def ticks(people: int = 12) -> bytes:
    """Return an invented export in which people ticked needs."""
    rows = [["Which do you need? [Wi-Fi]", "Which do you need? [Lockers]"]]
    rows += [["Yes", "Yes" if person % 3 else "No"] for person in range(people)]
    return _as_csv(rows)


def with_wave(content: bytes, name: str = "Spring", **roles: str) -> store.Study:
    """Return a new study that holds one wave, stored as the page would; roles by position."""
    study = begun()
    raw = read_survey(read_cells(content, f"{name}.csv"))
    codebook = propose(raw, reference.needs())
    for position, role in roles.items():
        codebook.loc[int(position[1:]), "role"] = role
    kept = understand(raw, codebook).kept
    study.save_wave(name, None, "", f"{name}.csv", name, codebook, kept)
    return study


def said(app: AppTest) -> str:
    """Return everything a page says in words."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "error", "success", "warning")
    return "\n".join(element.value for kind in kinds for element in getattr(app, kind))


def _as_csv(rows: list) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
