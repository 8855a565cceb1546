"""Every page is opened from `app.py`, on the sample, and nothing unforeseen may be logged."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import sample, store

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory) -> Path:
    """Build the sample library once for all page tests of a process."""
    home = tmp_path_factory.mktemp("respace-home")
    with store.home_at(home):
        sample.ensure()
    return home


@pytest.fixture
def home(sample_home, monkeypatch) -> Path:
    """Where the studies of this test live; holds the sample."""
    monkeypatch.setenv("RESPACE_HOME", str(sample_home))
    return sample_home


@pytest.fixture
def open_page(home) -> Callable[..., AppTest]:
    """Return a function that opens a page as a link would: path, then URL parameters."""

    def opened(path: str, **place: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in place.items():
            app.query_params[name] = value
        app.run()
        return app if path == "overview/home" else app.switch_page(f"pages/{path}.py").run()

    return opened


@pytest.fixture(autouse=True)
def nothing_unforeseen(caplog):
    """Fail the test where a page failed and showed one sentence only."""
    caplog.set_level(logging.ERROR, logger="respace")
    yield
    failed = [record for record in caplog.records if record.name == "respace"]
    assert not failed, failed[0].exc_text or failed[0].getMessage()
