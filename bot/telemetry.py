"""Traces and metrics over OpenTelemetry: what the log says of turns, calls to Graph and reminders, as numbers.

Optional: requirements-telemetry.txt brings what this needs. It hears what the log hears and nothing else, so it has no
more to give away; the spans that libraries make, with addresses and codes in them, stay off.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExporter, MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from bot.beside import beside
from bot.logs import OURS, counted
from bot.settings import Settings
from bot.store.entries import Backlog

ours = logging.getLogger(OURS)
BACKLOG_EVERY_SECONDS = 60.0
LAST_WORDS_SECONDS = 5.0

Logic = Callable[[Any], Awaitable[Any]]
Pause = Callable[[float], Awaitable[object]]
LookAtBacklog = Callable[[datetime, datetime], Awaitable[Backlog]]


class Telemetry:
    """One for each process."""

    def __init__(self, spans: SpanExporter, metrics: MetricReader) -> None:
        resource = Resource.create({"service.name": "nudge"})
        # Not the process's own provider: that one would also take the spans of azure-identity.
        self._traces = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._traces.add_span_processor(BatchSpanProcessor(spans))
        self._metrics = MeterProvider([metrics], resource=resource, shutdown_on_exit=False)
        self._tracer = self._traces.get_tracer("nudge")
        meter = self._metrics.get_meter("nudge")
        self._turns = meter.create_histogram("nudge.turns", "ms", "How long turns took, by how they ended.")
        self._calls = meter.create_histogram("nudge.graph.calls", "ms", "How long calls to Graph took, by status.")
        self._reminders = meter.create_counter("nudge.reminders", description="Reminders, by how they ended.")
        self._lateness = meter.create_histogram("nudge.reminders.lateness", "s", "How long after they were due.")
        self._overdue = meter.create_gauge("nudge.reminders.overdue", description="Due and not sent, in all processes.")
        self._oldest = meter.create_gauge("nudge.reminders.overdue.age", "s", "Of the one that waits longest.")

    def traced(self, logic: Logic) -> Logic:
        """The same, with a span around it."""

        async def traced(context: Any) -> Any:
            with self._tracer.start_as_current_span("turn", kind=SpanKind.SERVER):
                return await logic(context)

        return traced

    def hear(self, record: logging.LogRecord) -> None:
        """Takes a line of the log into account, if it is one that is counted."""
        values = counted(record)
        if "activity" in values:
            self._hear_turn(values)
        elif "method" in values:
            self._hear_call(values, record.created)
        elif "late_seconds" in values:
            self._reminders.add(1, {"state": str(values["state"])})
            if values["state"] == "sent":
                self._lateness.record(_number(values["late_seconds"]))

    def see_backlog(self, backlog: Backlog, now: datetime) -> None:
        """Takes into account how the sending of reminders keeps up."""
        self._overdue.set(backlog.overdue)
        age = now - backlog.oldest_due_at if backlog.oldest_due_at else None
        self._oldest.set(age.total_seconds() if age else 0)

    def flush(self) -> None:
        """Sends what is ready now."""
        self._traces.force_flush()

    def close(self) -> None:
        """Sends what is left."""
        self._traces.shutdown()
        self._metrics.shutdown()

    def _hear_turn(self, values: dict[str, object]) -> None:
        # The first word alone: what follows is different each time.
        outcome, activity = str(values["outcome"]), str(values["activity"])
        self._turns.record(_number(values["ms"]), {"activity": activity, "outcome": outcome.partition(" ")[0]})
        span = trace.get_current_span()
        span.set_attributes({"nudge.activity": activity, "nudge.name": str(values["name"]), "nudge.outcome": outcome})
        if outcome == "error":
            span.set_status(StatusCode.ERROR)

    def _hear_call(self, values: dict[str, object], ended_at: float) -> None:
        method, path, outcome = str(values["method"]), str(values["path"]), str(values["outcome"])
        status = outcome.partition(" ")[0]
        status = status if status.isdecimal() else "none"
        ms, end = _number(values["ms"]), round(ended_at * 1e9)
        self._calls.record(ms, {"method": method, "path": path, "status": status})
        span = self._tracer.start_span(f"{method} {path}", kind=SpanKind.CLIENT, start_time=end - round(ms * 1e6))
        span.set_attributes({"nudge.outcome": outcome, "nudge.try": _number(values["try"])})
        span.set_attribute("nudge.client_request_id", str(values["client_request_id"]))
        if not status.startswith("2"):
            span.set_status(StatusCode.ERROR)
        span.end(end)


class _Ear(logging.Handler):
    """Hears every line of ours, whatever level the log shows."""

    def __init__(self, telemetry: Telemetry) -> None:
        super().__init__(logging.INFO)
        self._telemetry = telemetry

    def emit(self, record: logging.LogRecord) -> None:
        self._telemetry.hear(record)


@asynccontextmanager
async def measuring(
    telemetry: Telemetry, backlog: LookAtBacklog, clock: Callable[[], datetime], pause: Pause = asyncio.sleep
) -> AsyncIterator[None]:
    """Hears the log and looks at the backlog each minute beside whatever runs inside, and sends the rest at the end."""
    ear, level = _Ear(telemetry), ours.level
    ours.addHandler(ear)
    if not ours.isEnabledFor(logging.INFO):
        ours.setLevel(logging.INFO)
    try:
        async with beside(_watch(telemetry, backlog, clock, pause)):
            yield
    finally:
        ours.removeHandler(ear)
        ours.setLevel(level)
        await asyncio.wait({asyncio.create_task(asyncio.to_thread(telemetry.close))}, timeout=LAST_WORDS_SECONDS)


async def _watch(telemetry: Telemetry, backlog: LookAtBacklog, clock: Callable[[], datetime], pause: Pause) -> None:
    while True:
        try:
            now = clock()
            telemetry.see_backlog(await backlog(now, now), now)
        except Exception as problem:
            # Whatever the database driver raises: the next look comes soon, and this must not end the bot.
            ours.warning("the backlog cannot be read: %s", type(problem).__name__)
        await pause(BACKLOG_EVERY_SECONDS)


def telemetry_for(settings: Settings) -> Telemetry | None:
    """As the settings say; None where requirements-telemetry.txt is not installed, which is logged."""
    try:
        spans, metrics = _exporters(settings)
    except ImportError:
        ours.warning("telemetry is off: its packages are missing; pip install -r requirements-telemetry.txt")
        return None
    return Telemetry(spans, PeriodicExportingMetricReader(metrics))


def _exporters(settings: Settings) -> tuple[SpanExporter, MetricExporter]:
    if settings.insights_connection:
        from azure.monitor.opentelemetry.exporter import AzureMonitorMetricExporter, AzureMonitorTraceExporter

        # Nothing is put aside on disk: whatever cannot be sent is lost, as it is with a collector.
        given = {"connection_string": settings.insights_connection, "disable_offline_storage": True}
        return AzureMonitorTraceExporter(**given), AzureMonitorMetricExporter(**given)
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    url = settings.telemetry_url.rstrip("/")
    return OTLPSpanExporter(endpoint=f"{url}/v1/traces"), OTLPMetricExporter(endpoint=f"{url}/v1/metrics")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
