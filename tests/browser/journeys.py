"""Steps that several journeys share."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from pages import texts

HOUSE = Path(__file__).parents[2]


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


def said(key: str, language: str = "en") -> str:
    """Return a text of the catalogue up to its first slot, to look for on a page."""
    return re.split(r"[{]", texts.catalogue(language)[key])[0].strip()


def settled(page: Page) -> None:
    """Wait until the script of the page has run to its end; a first search of segments is long."""
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=600_000
    )


def opened(page: Page, address: str, path: str = "", **place: str) -> None:
    """Open a page by its link and wait for its title."""
    query = "&".join(f"{name}={value}" for name, value in place.items())
    page.goto(f"{address}/{path}?{query}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    settled(page)


def widget(page: Page, key: str):
    """Return the element of a widget by the beginning of its key."""
    return page.locator(f"[class*=st-key-{key}]").first


def new_study(page: Page, address: str, name: str) -> None:
    """Start an own, empty study and end on its overview."""
    opened(page, address, "studies", lang="en")
    widget(page, "new_study_en").get_by_role("textbox").fill(name)
    page.get_by_role("button", name=said("studies_create")).click()
    expect(page.get_by_role("heading", name=said("home_title"))).to_be_visible(timeout=60_000)
    settled(page)


def dropped(page: Page, key: str, *paths: Path) -> None:
    """Drop files on an uploader and wait for the page."""
    widget(page, key).locator("input[type=file]").set_input_files([str(path) for path in paths])
    page.wait_for_timeout(800)
    settled(page)
