"""Fixtures every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def outside(folder: str) -> Path:
    """Return a folder of files nobody here wrote, or skip the test with the reason."""
    path = SHARED / folder
    if not path.is_dir():
        pytest.skip(f"the folder {folder!r} with outside files is not beside this checkout")
    return path


@pytest.fixture(scope="session")
def real() -> Path:
    """Return the folder of real exports; they are never copied into the project."""
    return outside("real")


@pytest.fixture(scope="session")
def known() -> Path:
    """Return the folder of data with published answers, never copied into the project."""
    return outside("known")
