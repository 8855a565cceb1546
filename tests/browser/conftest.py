"""A real server and a real browser; no request may leave 127.0.0.1."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from data import sample, store

HOUSE = Path(__file__).parents[2]
SWITCHES = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Words of the browser itself that say nothing about our pages.
NOT_OURS = ("GPU stall due to ReadPixels", "WebGL", "preload", "swiftshader")


@dataclass
class Watch:
    """What one browser tab asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def strangers(self) -> list[str]:
        """Requests that did not go to this machine."""
        homes = {"127.0.0.1", "localhost", "", None}
        return [url for url in self.requests if urlsplit(url).hostname not in homes]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium or the one Playwright knows; without one: a loud skip, in CI a failure."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    with sync_playwright() as playwright:
        if path is None and not Path(playwright.chromium.executable_path).exists():
            message = "NO BROWSER: install Chromium to run the browser journeys"
            if os.environ.get("RESPACE_BROWSER") == "required":
                pytest.fail(message)
            pytest.skip(message)
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Run the app on a free port until the block ends; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.headless=true", f"--server.port={port}"]
    process = subprocess.Popen(
        command,
        cwd=HOUSE,
        env=os.environ | {"RESPACE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser_home(tmp_path_factory) -> Path:
    """A home folder with the sample in it."""
    home = tmp_path_factory.mktemp("browser-home")
    with store.home_at(home):
        sample.ensure()
    return home


@pytest.fixture(scope="session")
def server(browser_home) -> Iterator[str]:
    """One server for all journeys of a process."""
    with served(browser_home) as address:
        yield address


@pytest.fixture
def watch() -> Watch:
    """What the tab of this test asked for and complained about."""
    return Watch()


@pytest.fixture
def tab(chromium, watch) -> Iterator[Page]:
    """A new tab in a new profile; afterwards nothing may have left this machine."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 720}, locale="en-US", accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("request", lambda request: watch.requests.append(request.url))
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("console", lambda line: _note(watch, line))
    yield page
    context.close()
    assert not watch.strangers()


def _note(watch: Watch, line) -> None:
    if line.type == "error" and not any(word in line.text for word in NOT_OURS):
        watch.errors.append(line.text)


def _wait_until_healthy(address: str, process: subprocess.Popen) -> None:
    for _ in range(240):
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(address)
