"""A real server and a real browser; no request may leave 127.0.0.1."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from data import sample, store
from tests.browser.journeys import served

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
FIRST_DEEP_LINK = "The page that you have requested does not seem to exist"  # then it reloads
NOT_OURS = (FIRST_DEEP_LINK, "GPU stall due to ReadPixels", "WebGL", "preload", "swiftshader")
PROBES = "/_stcore/"  # behind a deep link Streamlit first asks in the wrong place, and is told 404


@dataclass
class Watch:
    """What one browser tab asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def strangers(self) -> list[str]:
        """Return the requests that did not go to this machine."""
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


@pytest.fixture(scope="session")
def browser_home(tmp_path_factory) -> Path:
    """Make a home folder with the sample in it."""
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
    """Give what the tab of this test asked for and complained about."""
    return Watch()


@pytest.fixture
def tab(chromium, watch) -> Iterator[Page]:
    """Give a new tab in a new profile; afterwards nothing may have left this machine."""
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
    probe = PROBES in line.location.get("url", "")
    if line.type == "error" and not probe and not any(word in line.text for word in NOT_OURS):
        watch.errors.append(line.text)
