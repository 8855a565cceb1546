"""No mean of answers reaches a screen past `surveys.disclosure`: rules about the code itself."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PAGES = HOUSE / "pages"
DOORS = PAGES / "parts" / "cached"
BARE = {  # what takes means of answers and leaves it to its caller to hide small groups
    "surveys.priorities.gaps",
    "surveys.choices.chosen_shares",
    "surveys.methods.compare.values",
    "surveys.methods.kano.kano",
    "surveys.methods.libqual.libqual",
    "surveys.methods.nps.nps",
    "surveys.methods.opportunity.opportunity",
    "surveys.methods.top_two_box.top_two_box",
    "surveys.intervals.mean_intervals",
    "surveys.weighting.weighted_mean",
    "surveys.weighting.weighted_intervals",
}
GATES = ("disclosure.", "disclosed.", "_safe(", "methods.by_group(")
DECIDES = {"pages/parts/cached/methods.py:faults"}  # returns why methods are silent, no numbers


def files() -> list[Path]:
    """Every Python file of the pages."""
    return sorted(PAGES.rglob("*.py"))


def name(path: Path) -> str:
    """Return a file's place in the house."""
    return path.relative_to(HOUSE).as_posix()


def known_as(tree: ast.AST) -> dict[str, str]:
    """Return what each imported name stands for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.asname or one.name: one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return found


def bare_calls(node: ast.AST, names: dict[str, str]) -> set[str]:
    """Return the functions of `BARE` that are called in a piece of code."""
    called = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            first, _, rest = ast.unparse(one.func).partition(".")
            called.add(names.get(first, first) + (f".{rest}" if rest else ""))
    return called & BARE


def test_the_rule_knows_functions_that_exist():
    """A function that was renamed would slip past."""
    for one in BARE:
        module, _, function = one.rpartition(".")
        found = __import__(module, fromlist=[function])
        assert callable(getattr(found, function)), one


@pytest.mark.parametrize("path", [p for p in files() if DOORS not in p.parents], ids=name)
def test_only_the_doors_take_means_of_answers(path):
    """Pages, pieces of pages and figures get tables that went through the gate."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not bare_calls(tree, known_as(tree))


@pytest.mark.parametrize("path", sorted(DOORS.glob("*.py")), ids=name)
def test_every_door_that_takes_means_hides_small_groups(path):
    """The function that computes them is the function that hides."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    names = known_as(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and f"{name(path)}:{node.name}" not in DECIDES:
            text = ast.get_source_segment(source, node)
            assert not bare_calls(node, names) or any(gate in text for gate in GATES), node.name
