"""From the command to a usable page, ours beside an empty Streamlit app, in a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.timing import line, ratio

HOUSE = Path(__file__).parents[1]


@contextmanager
def running(script: str, home: Path):
    """Start a server and give its address before it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.headless=true", f"--server.port={port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"RESPACE_HOME": str(home)}
    process = subprocess.Popen(command, cwd=HOUSE, env=environment, **quiet)
    try:
        yield f"http://127.0.0.1:{port}/?lang=en"
    finally:
        process.terminate()
        process.wait(timeout=20)


def rows(home: Path) -> list[str]:
    """Return the rows of the start-up table."""
    switches = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=switches
        )

        def usable(script: str, sign: str) -> None:
            with running(script, home) as address:
                tab = browser.new_page()
                while True:
                    try:
                        tab.goto(address)
                        break
                    except Exception:  # the server does not listen yet
                        time.sleep(0.05)
                tab.get_by_text(sign).first.wait_for(timeout=60_000)
                tab.close()

        timed = ratio(
            lambda: usable("app.py", "where we stand"),
            lambda: usable("benchmarks/empty_app.py", "Empty"),
            pairs=5,
        )
        browser.close()
    return [line("start to usable page", timed, "empty Streamlit app")]
