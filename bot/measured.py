"""Turns, measured where the settings ask for it; OpenTelemetry, a tenth of the start, is loaded only then."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.telemetry import Logic, LookAtBacklog, Telemetry


@asynccontextmanager
async def measured(
    settings: Settings,
    telemetry: Telemetry | None,
    logic: Logic,
    backlog: LookAtBacklog,
    clock: Callable[[], datetime],
) -> AsyncIterator[Logic]:
    """The same logic, measured where the settings say so, or where `telemetry` is given."""
    if telemetry is None and not (settings.insights_connection or settings.telemetry_url):
        yield logic
        return
    from bot.telemetry import measuring, telemetry_for

    telemetry = telemetry or telemetry_for(settings)
    if telemetry is None:
        yield logic
        return
    async with measuring(telemetry, backlog, clock):
        yield telemetry.traced(logic)
