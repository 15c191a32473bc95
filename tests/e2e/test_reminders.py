"""Reminders as a person sees them: one appears by itself, is snoozed, and comes again from a bot that was restarted.

The sandbox, the Playground and the bot are programs of their own here, so that only the bot is stopped and started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import async_playwright, expect

from app import CHAT_ZONE, HERE
from bot import playground
from tests.conftest import free_port
from tests.e2e.chat import WINDOW, Answer, Chat
from tests.e2e.conftest import FLAGS, PATIENCE_MILLISECONDS

pytestmark = pytest.mark.e2e

SOON = timedelta(minutes=10, seconds=25)  # until the start: with ten minutes of lead the reminder is nearly due
REMINDER_MILLISECONDS = 120_000
STOP_SECONDS = 15


@dataclass
class Bot:
    """The bot alone; it can be stopped and started again."""

    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Waits until it listens."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "app.py"], cwd=HERE, env=self.environment, stdout=subprocess.PIPE, stderr=log
            )
        assert self.process.stdout is not None
        ready = next((line for line in self.process.stdout if line.startswith(b"Bot ")), b"")
        assert ready, self.log.read_text()

    def stop(self) -> None:
        """As a deployment does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(STOP_SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def sandbox() -> Iterator[str]:
    """Graph's stand-in, alone; its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "graph.sandbox", "--port", str(port)], cwd=HERE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"Sandbox on")
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture
def calendar() -> Iterator[str]:
    with sandbox() as url:
        yield url


@pytest.fixture
def bot(calendar: str, tmp_path: Path) -> Iterator[Bot]:
    environment = {
        "PORT": str(free_port()),
        "SANDBOX_PORT": str(free_port()),  # one of its own that nobody asks anything
        "GRAPH_BASE_URL": calendar,
        "TOKEN_SERVICE_URL": calendar,
        "PLAYGROUND": "off",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'nudge.db'}",
    }
    bot = Bot({**os.environ, **environment}, tmp_path / "nudge.log")
    bot.start()
    yield bot
    bot.stop()


@pytest.fixture
async def chat(chromium: str, bot: Bot, screenshots: Path) -> AsyncIterator[Chat]:
    """Alex at the keyboard of a Playground that goes on while the bot is restarted."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    running = await playground.start(
        port=free_port(),
        bot_url=f"http://127.0.0.1:{bot.environment['PORT']}/api/messages",
        zone=CHAT_ZONE,
        folder=HERE / ".playground",
        environment=bot.environment,
    )
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = await browser.new_page(viewport=WINDOW, locale="en-GB", timezone_id=CHAT_ZONE)
            page.set_default_timeout(PATIENCE_MILLISECONDS)
            chat = Chat(page, screenshots)
            await chat.open(running.url)
            yield chat
            await browser.close()
    finally:
        await running.stop()


async def add_event(calendar: str, subject: str, start: datetime) -> None:
    """Somebody puts half an hour into Alex's calendar."""
    times = {
        name: {"dateTime": f"{at:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}
        for name, at in (("start", start), ("end", start + timedelta(minutes=30)))
    }
    body = {"subject": subject, "isOnlineMeeting": True, **times}
    change = {"person": "alexw@contoso.com", "method": "POST", "path": "/v1.0/me/events", "body": body}
    async with ClientSession() as session, session.post(f"{calendar}/sandbox/change", json=change) as answer:
        assert (await answer.json())["status"] == 201


async def reminder_of(chat: Chat, subject: str, how_soon: str) -> Answer:
    """The reminder that comes by itself, whatever it turns into."""
    message = chat.answers.filter(has_text=how_soon).filter(has_text=subject).last
    await expect(message).to_be_visible(timeout=REMINDER_MILLISECONDS)
    texts = await chat.answers.all_inner_texts()
    place = max(n for n, text in enumerate(texts) if how_soon in text and subject in text)
    return Answer(chat.answers.nth(place))


async def test_a_reminder_comes_by_itself_and_snooze_and_running_late_work_over_a_restart(
    chat: Chat, bot: Bot, calendar: str
) -> None:
    await add_event(calendar, "Rocket launch", datetime.now(UTC) + SOON)
    armed = await chat.say("remind me 10 min before")
    await armed.says("I remind you 10 min before your events and bookings.")

    first = await reminder_of(chat, "Rocket launch", "In 10 min")
    await chat.picture("reminder")
    await first.press("Snooze 5 min")
    await first.says("Snoozed", "Rocket launch", "in 5 min.")
    sooner = await chat.say("snooze 1 minute")
    await sooner.says("in 1 min.")
    bot.stop()
    bot.start()
    again = await reminder_of(chat, "Rocket launch", "In 9 min")
    await again.press("Running late")
    await again.press("15 min")
    asked = Answer(chat.answers.last)
    await asked.says("Running late by 15 min?", "Rocket launch", "Nobody else is invited")
    await chat.picture("running-late")
    await asked.press("Yes, move it")

    await asked.says("Moved", "“Rocket launch” is now")
    await chat.picture("running-late-done")
