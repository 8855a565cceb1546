"""The rules of the house, one test each."""

import ast
import itertools
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = ("surveys", "planning", "data", "pages")
SECTIONS = ("overview", "obtain", "refine", "implement", "evaluate", "decide")
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    ".streamlit",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app.py",
    "benchmarks",
    "data",
    "docs",
    "pages",
    "planning",
    "pyproject.toml",
    "requirements-test.txt",
    "requirements.txt",
    "surveys",
    "tests",
}
READS = {"open", "read_text", "read_bytes", "read_csv", "read_excel", "read_parquet", "read_json"}
PLACES = {"top center", "bottom center", "middle center", "middle left", "middle right"}  # Plotly's
MAY_READ = (
    "surveys/readers/",
    "planning/occupancy/readers/",
    "planning/building/geojson.py",
    "planning/building/dxf.py",
    "planning/building/ifc.py",
    "data/",
    "pages/texts/",
)


def sources(*folders: str) -> list[Path]:
    """Every Python file of some folders."""
    return sorted(path for folder in folders for path in (HOUSE / folder).rglob("*.py"))


def name(path: Path) -> str:
    """Return a file's place in the house, for messages."""
    return path.relative_to(HOUSE).as_posix()


def imports(path: Path) -> set[str]:
    """Every dotted module a file imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} uses a relative import"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def brings(path: Path, *packages: str) -> set[str]:
    """Those of `packages` a file imports."""
    found = imports(path)
    return {p for p in packages if any(m == p or m.startswith(f"{p}.") for m in found)}


def test_layers_hold():
    """Rule 1 and 2: pages > data > planning > surveys; import-linter reads pyproject.toml."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    ran = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


@pytest.mark.parametrize("path", sources("surveys", "planning", "data"), ids=name)
def test_core_knows_no_screen(path):
    """Rule 2: only pages and app import Streamlit, Plotly or pydeck."""
    assert not brings(path, "streamlit", "plotly", "pydeck")


@pytest.mark.parametrize("path", sources("pages"), ids=name)
def test_only_figures_draw(path):
    """Rule 2: only pages/figures imports Plotly or pydeck."""
    if not name(path).startswith("pages/figures/"):
        assert not brings(path, "plotly", "pydeck")


@pytest.mark.parametrize("path", sources("pages/figures", "pages/texts"), ids=name)
def test_figures_and_texts_know_nobody(path):
    """Rule 3: figures and texts import neither Streamlit nor any of our packages."""
    own = {"pages/figures/": "pages.figures", "pages/texts/": "pages.texts"}
    allowed = next(package for folder, package in own.items() if name(path).startswith(folder))
    strange = {m for m in imports(path) if m.split(".")[0] in ROOMS and not m.startswith(allowed)}
    assert not strange - {"pages"}
    assert not brings(path, "streamlit")


@pytest.mark.parametrize("path", sources(*(f"pages/{s}" for s in SECTIONS)), ids=name)
def test_sections_do_not_import_each_other(path):
    """Rule 4: what two sections need lives in parts."""
    own = name(path).split("/")[1]
    others = [f"pages.{section}" for section in SECTIONS if section != own]
    assert not brings(path, *others)


def test_no_script_lies_directly_in_pages():
    """Rule 5: a deep link to pages/x.py would open it without app.py."""
    assert [path.name for path in (HOUSE / "pages").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("path", sources("surveys", "planning", "pages"), ids=name)
def test_files_are_read_only_at_the_doors(path):
    """Rule 6: files are read in readers, geometry formats, data and texts."""
    if name(path).startswith(MAY_READ):
        return
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not called & READS


@pytest.mark.parametrize("path", sources("pages"), ids=name)
def test_session_keys_have_one_home(path):
    """Rule 7: session state and URL parameters are touched in one file only."""
    if name(path) == "pages/parts/session.py":
        return
    touched = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert not touched & {"session_state", "query_params"}


@pytest.mark.parametrize("path", sources("pages"), ids=name)
def test_tables_are_cached_behind_one_door(path):
    """`st.cache_data` stands only in pages/parts/cached, with short keys and a bound."""
    if name(path).startswith("pages/parts/cached"):
        return
    assert "cache_data" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sources(*(f"pages/{s}" for s in SECTIONS)), ids=name)
def test_a_page_is_thin(path):
    """No function, no try, no pandas, no literal text; about 60 lines."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    kinds = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.Try, ast.For, ast.While)
    assert not [node for node in ast.walk(tree) if isinstance(node, kinds)]
    assert not brings(path, "pandas", "numpy")
    assert len(source.splitlines()) <= 80
    assert not literal_texts(tree)


@pytest.mark.parametrize("path", sources("pages/parts", "pages/figures"), ids=name)
def test_no_sentence_stands_in_code(path):
    """Texts live in the catalogues: no literal has a space between words or a Chinese letter."""
    assert not literal_texts(ast.parse(path.read_text(encoding="utf-8")))


def literal_texts(tree: ast.AST) -> list[str]:
    """Return string constants that read like text, docstrings and code-like ones left out."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    developers = {  # what is logged or raised is for developers
        id(constant)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        or (isinstance(node, ast.Call) and "LOG" in ast.dump(node.func))
        for constant in ast.walk(node)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs | developers
        and "sans-serif" not in node.value
        and node.value not in PLACES
        and reads_like_text(node.value)
    ]


def reads_like_text(value: str) -> bool:
    """Two words of letters with a space between, or any Chinese letter.

    >>> reads_like_text("two words"), reads_like_text("at_{name}"), reads_like_text("座位")
    (True, False, True)
    """
    if any("\u4e00" <= letter <= "\u9fff" for letter in value):
        return True
    words = value.split()
    return any(a.isalpha() and b.isalpha() for a, b in itertools.pairwise(words))


def test_nothing_strange_at_the_top():
    """The top level holds what the user fixed and what tools demand."""
    listed = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout, so the tracked files cannot be listed")
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} <= TOP_LEVEL
