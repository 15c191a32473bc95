"""The log tells what happened and holds nothing that people wrote, no address, no token and no code."""

from __future__ import annotations

import io
import logging
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from bot import logs
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.bot.commands.test_sign_in import code_of_the_page, sign_in_link
from tests.teams import Talk, Teams

SUBJECT = "Canarysubject"
ADDRESS = "canary.address@contoso.com"
EXCHANGED = "canary-token-of-a-silent-sign-in"
FORMAT = logs.Discreet()


@dataclass
class Log:
    """All that was logged: as it is written, and what was handed to the loggers before anything was redacted."""

    written: io.StringIO = field(default_factory=io.StringIO)
    handed_over: list[str] = field(default_factory=list)

    def take(self, record: logging.LogRecord) -> bool:
        trace = FORMAT.formatException(record.exc_info) if record.exc_info else ""
        self.handed_over.append(f"{record.name} {record.getMessage()} {trace}")
        return True

    @property
    def text(self) -> str:
        return "\n".join([self.written.getvalue(), *self.handed_over])


@pytest.fixture
def log() -> Iterator[Log]:
    """Everything at DEBUG, set up as the program does it."""
    loggers = [logging.getLogger(), logging.getLogger(logs.OURS)]
    levels = [each.level for each in loggers]
    log = Log()
    handler = logs.set_up("DEBUG", log.written)
    handler.addFilter(log.take)
    yield log
    logging.getLogger().removeHandler(handler)
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)


async def rename_design_review(world: Sandbox) -> None:
    events = (await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=200", {})).body["value"]
    event_id = next(each["id"] for each in events if each["subject"] == "Design review")
    subject = {"subject": f"{SUBJECT} review"}
    answer = await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{event_id}", subject)
    assert answer.status == 200


async def change_things(talk: Talk) -> None:
    assert f"{SUBJECT} review" in (await talk("tomorrow")).words_of_card
    moved = await talk.press(await talk(f"move {SUBJECT} review to 3pm tomorrow"), "Yes, move it")
    assert "Undo" in moved.buttons
    await talk.press(moved, "Undo")
    made = await talk.press(await talk(f"meet ACME-1234 {SUBJECT} tomorrow 15:00 with {ADDRESS}"), "Yes, make it")
    assert "is created" in made.text_of_card
    booked = await talk("move Grady to 16:00")
    assert "Yes, move it" in booked.buttons
    await talk.press(booked, "Yes, move it")
    checked = await talk.press(await talk("visit VISIT-1001"), "Check the changes", external_id=f"{SUBJECT}-7")
    assert "is changed" in (await talk.press(checked, "Yes, change it")).text_of_card


async def sign_in_by_code(talk: Talk, world_url: str) -> str:
    await talk("sign out")
    code = await code_of_the_page(world_url, sign_in_link(await talk("tomorrow")))
    assert code != "000000"
    await talk("000000")
    assert f"{SUBJECT} review" in (await talk(code)).words_of_card
    return code


async def sign_in_silently(talk: Talk, teams: Teams) -> None:
    await talk("sign out")
    await talk(f"move {SUBJECT} review to 4pm tomorrow")
    value = {"id": "1", "connectionName": "graph", "token": EXCHANGED}
    shown = await teams.send(talk.activity("invoke", name="signin/tokenExchange", value=value))
    assert "Yes, move it" in shown.buttons


async def run_into_an_error(talk: Talk, settings: Settings) -> None:
    connection = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))
    connection.execute("DROP TABLE plans")
    connection.close()
    shown = await talk(f"move {SUBJECT} review to 5pm tomorrow")
    assert shown.text == "Something went wrong on my side. I have written it down; please try again."


async def test_no_subject_address_token_or_code_is_in_any_line_at_debug(
    talk: Talk, teams: Teams, world: Sandbox, world_url: str, settings: Settings, log: Log
) -> None:
    await rename_design_review(world)

    await change_things(talk)
    world.trouble.plan("unavailable", path="calendarView", count=None)
    await talk("tomorrow")
    world.trouble.clear()
    code = await sign_in_by_code(talk, world_url)
    await sign_in_silently(talk, teams)
    await run_into_an_error(talk, settings)

    # What shows that there was something to find: turns, calls to Graph and an error with its trace.
    assert all(name in log.text for name in ("nudge.turn", "nudge.graph", "turn failed", "OperationalError"))
    tokens = list(world.tokens.grants)
    assert len(tokens) >= 2
    for canary in (SUBJECT, SUBJECT.casefold(), "canary.address", EXCHANGED, code, *tokens):
        assert canary not in log.text


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("got eyJhbGciOi.eyJzdWIi.c2ln-_x now", "got [token] now"),
        ("{'Authorization': 'Bearer abc.def'}", "{'Authorization': 'Bearer [token]'}"),
        ("GET /signin?code=123456&state=x", "GET /signin?code=[hidden]&state=x"),
        ("access_token=abc, refresh_token=def", "access_token=[hidden], refresh_token=[hidden]"),
        ("from alexw@contoso.com to o'neil+x@mail.example.co.uk", "from [address] to [address]"),
        ("葵@例え.jp", "[address]"),
        ("turn message : ok in 12 ms", "turn message : ok in 12 ms"),
        ("GET /me/calendarView 200 request-id 1-2", "GET /me/calendarView 200 request-id 1-2"),
        ("status_code=429 @ 3", "status_code=429 @ 3"),
    ],
)
def test_a_last_net_hides_what_looks_like_a_secret(line: str, written: str, log: Log) -> None:
    logging.getLogger("nudge.test").info("%s", line)

    assert log.written.getvalue().endswith(f" INFO nudge.test {written}\n")


def test_a_long_line_is_searched_in_no_time() -> None:
    began = time.process_time()

    for line in ("x" * 200_000, "a." * 100_000, "eyJ" * 60_000, "x@" + "y." * 100_000, "token" * 40_000):
        logs.redact(line)

    assert time.process_time() - began < 2


def test_an_error_is_told_by_its_class_and_place_with_its_cause_but_not_its_message(log: Log) -> None:
    try:
        try:
            raise ValueError(SUBJECT)
        except ValueError as problem:
            raise LookupError(SUBJECT) from problem
    except LookupError:
        logging.getLogger("nudge.test").exception("turn failed")

    written = log.written.getvalue()
    assert "builtins.LookupError\nwhich came from\n" in written
    assert "builtins.ValueError" in written
    assert 'test_logs.py", line' in written
    assert SUBJECT not in written


def test_an_error_that_caused_itself_ends(log: Log) -> None:
    problem = ValueError()
    problem.__cause__ = problem

    logging.getLogger("nudge.test").error("turn failed", exc_info=problem)

    assert log.written.getvalue().count("which came from") == logs.LONGEST_CHAIN - 1


def test_other_handlers_see_the_record_as_it_was(log: Log, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("nudge.test").warning("to %s", ADDRESS)

    assert caplog.records[-1].getMessage() == f"to {ADDRESS}"
    assert ADDRESS not in log.written.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "msrest.universal_http",
        "sqlalchemy.engine.Engine",
        "httpx",
        "azure.core",
        "hpack.table",
        "requests_oauthlib",
        "x",
    ],
)
def test_libraries_speak_from_warnings_on(name: str, log: Log) -> None:
    logging.getLogger(name).info("a request with a body")
    logging.getLogger(name).warning("a refusal")

    assert log.written.getvalue().endswith(f" WARNING {name} a refusal\n")
    assert "a request with a body" not in log.written.getvalue()


@pytest.mark.parametrize(("level", "written"), [("DEBUG", 3), ("INFO", 2), ("WARNING", 1), ("ERROR", 0)])
def test_our_own_lines_are_written_from_the_level_that_is_set(level: str, written: int) -> None:
    stream = io.StringIO()
    handler = logs.set_up(level, stream)
    for name in ("debug", "info", "warning"):
        getattr(logging.getLogger("nudge.test"), name)("a line")
    logging.getLogger("library").info("a line")
    logging.getLogger().removeHandler(handler)
    for name in ("", logs.OURS):
        logging.getLogger(name).setLevel(logging.NOTSET if name else logging.WARNING)

    assert stream.getvalue().count("a line") == written
