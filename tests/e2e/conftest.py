"""A running bot and a browser on its chat.

SCREENSHOTS=folder keeps the screenshots there; else they are in pytest's own temporary folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from tests.e2e.chat import WINDOW, Chat
from tests.e2e.program import Program, running

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the page asks for fonts elsewhere
]
PATIENCE_MILLISECONDS = 30_000  # two cores may be busy with other tests


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program of a browser on this machine."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        reason = f"there is no Chromium on the PATH (looked for {', '.join(CHROMIUM)})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go."""
    kept = os.environ.get("SCREENSHOTS")
    if kept is None:
        return tmp_path_factory.mktemp("screenshots")
    folder = Path(kept)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def program(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """`python app.py`, running. Each module has one; its tests speak of different things."""
    with running(tmp_path_factory.mktemp("nudge")) as program:
        yield program


@pytest.fixture
async def chat(
    chromium: str, program: Program, screenshots: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Chat]:
    """Alex at the keyboard, welcomed; the chat's last state is kept as a screenshot."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(viewport=WINDOW, locale="en-GB", timezone_id="Europe/London")
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        chat = Chat(page, screenshots)
        try:
            await chat.open(program.chat_url)
            yield chat
        finally:
            await chat.picture(request.node.name)
            await browser.close()
