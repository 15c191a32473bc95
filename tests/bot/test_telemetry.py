"""Telemetry says what the log says of turns, calls to Graph and reminders, as spans and numbers, and nothing more."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from app import bot_app
from bot.settings import Settings
from bot.store.entries import Backlog
from bot.telemetry import Telemetry, measuring
from graph.sandbox import Sandbox
from tests.conftest import NOW, Clock, served
from tests.teams import Talk, Teams


@dataclass
class Collector:
    """Keeps what telemetry sends."""

    spans: InMemorySpanExporter = field(default_factory=InMemorySpanExporter)
    metrics: InMemoryMetricReader = field(default_factory=InMemoryMetricReader)

    def __post_init__(self) -> None:
        self.telemetry = Telemetry(self.spans, self.metrics)

    def finished(self, name: str) -> list[ReadableSpan]:
        """The spans of this name, or beginning with it."""
        self.telemetry.flush()
        return [span for span in self.spans.get_finished_spans() if span.name.startswith(name)]

    def calls(self) -> list[ReadableSpan]:
        """The spans of calls to Graph."""
        return [span for span in self.finished("") if span.name != "turn"]

    def points(self, name: str) -> list[tuple[dict[str, Any], Any]]:
        """What was measured under this name: attributes, and the count or the value."""
        data = self.metrics.get_metrics_data()
        scopes = [scope for resource in data.resource_metrics for scope in resource.scope_metrics] if data else []
        points = [
            point
            for scope in scopes
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]
        return [(dict(each.attributes), each.count if hasattr(each, "count") else each.value) for each in points]


@asynccontextmanager
async def measured(settings: Settings, clock: Clock, collector: Collector) -> AsyncIterator[Talk]:
    """Alex, with a bot that is measured."""
    teams = Teams()
    opened = bot_app(settings, clock, telemetry=collector.telemetry)
    async with opened as app, served(app) as bot_url, served(teams.app()) as teams.service_url:
        teams.bot_url = f"{bot_url}/api/messages"
        yield Talk(teams)


@pytest.fixture
def collector() -> Collector:
    return Collector()


@pytest.fixture
async def talk(settings: Settings, clock: Clock, collector: Collector) -> AsyncIterator[Talk]:
    async with measured(settings, clock, collector) as talk:
        yield talk


async def test_the_calls_of_a_turn_are_below_it(talk: Talk, collector: Collector) -> None:
    await talk("today")

    (turn,) = collector.finished("turn")
    calls = collector.calls()
    assert turn.attributes == {"nudge.activity": "message", "nudge.name": "", "nudge.outcome": "ok"}
    assert calls
    assert {call.parent.span_id for call in calls if call.parent} == {turn.context.span_id}
    assert all(turn.start_time <= call.start_time <= call.end_time <= turn.end_time for call in calls)


async def test_turns_and_calls_are_counted_by_how_they_ended(talk: Talk, collector: Collector, world: Sandbox) -> None:
    world.trouble.plan("throttled", path="calendarView", count=None)

    await talk("today")
    await talk("help")

    turns = {attributes["outcome"]: count for attributes, count in collector.points("nudge.turns")}
    assert turns == {"Throttled": 1, "ok": 1}
    statuses = {attributes["status"] for attributes, _ in collector.points("nudge.graph.calls")}
    refused = [span for span in collector.calls() if "429" in str((span.attributes or {})["nudge.outcome"])]
    assert "429" in statuses
    assert refused
    assert all(not span.status.is_ok for span in refused)


async def test_nothing_that_was_written_or_read_is_in_a_span(talk: Talk, collector: Collector) -> None:
    await talk("move design review to 3pm tomorrow")

    everything = " ".join(span.to_json() for span in collector.finished(""))
    assert "nudge.outcome" in everything
    for canary in ("design", "Design", "contoso", "sandbox-", "29:user-alex"):
        assert canary not in everything


async def test_the_spans_of_libraries_stay_off(talk: Talk, collector: Collector) -> None:
    await talk("today")

    assert {span.instrumentation_scope.name for span in collector.finished("") if span.instrumentation_scope} == {
        "nudge"
    }


def line(text: str, *values: object) -> logging.LogRecord:
    """A line of the log."""
    return logging.LogRecord("nudge.reminders", logging.INFO, __file__, 1, text, values, None)


def test_reminders_are_counted_and_their_lateness_is_measured(collector: Collector) -> None:
    for state, late in (("sent", 0.5), ("sent", 4.5), ("dropped", 600.0)):
        collector.telemetry.hear(line("reminder %s %s, %.1f s after it was due", state, "", late))

    assert collector.points("nudge.reminders") == [({"state": "sent"}, 2), ({"state": "dropped"}, 1)]
    assert collector.points("nudge.reminders.lateness") == [({}, 2)]


async def test_the_backlog_is_looked_at_and_a_database_that_is_away_is_no_end(collector: Collector) -> None:
    answers = iter([ConnectionError("away"), Backlog(3, 2, NOW - timedelta(minutes=5), 0)])
    looked_twice = asyncio.Event()

    async def backlog(*_: object) -> Backlog:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def pause(_: float) -> None:
        if collector.points("nudge.reminders.overdue"):
            looked_twice.set()
            await asyncio.Event().wait()

    async with measuring(collector.telemetry, backlog, lambda: NOW, pause):
        await looked_twice.wait()

        assert collector.points("nudge.reminders.overdue") == [({}, 2)]
        assert collector.points("nudge.reminders.overdue.age") == [({}, 300)]


async def test_it_hears_turns_also_where_the_log_is_quiet(
    settings: Settings, clock: Clock, collector: Collector
) -> None:
    ours = logging.getLogger("nudge")
    before = ours.level
    ours.setLevel(logging.ERROR)
    try:
        async with measured(settings, clock, collector) as talk:
            await talk("help")
            heard = collector.points("nudge.turns")
        left = ours.level
    finally:
        ours.setLevel(before)

    assert [count for _, count in heard] == [1]
    assert left == logging.ERROR


async def test_without_an_address_nothing_is_measured(settings: Settings, clock: Clock) -> None:
    async with bot_app(settings, clock):
        assert [type(each).__name__ for each in logging.getLogger("nudge").handlers] == []


async def test_without_its_packages_the_bot_says_so_and_goes_on(
    settings: Settings, clock: Clock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.metric_exporter", None)
    object.__setattr__(settings, "telemetry_url", "http://127.0.0.1:4318")

    async with bot_app(settings, clock) as app:
        assert app is not None

    assert "requirements-telemetry.txt" in caplog.text
