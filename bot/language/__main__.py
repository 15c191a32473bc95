"""The language package on the command line: `python -m bot.language`, a JSON object per line in, one per line out.

In: `text`, `now` (ISO, local to `zone`), `zone` (IANA), `locale`, `mode` ("sentence" or "phrase", a time phrase alone).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.language import NO_TIME, Choice, Reading, Time, read, read_time


def answers(lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON for each line that is not blank; `{"error": …}` for one that is no question."""
    for line in lines:
        if line.strip():
            try:
                answer = _answer(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as wrong:
                answer = {"error": f"{type(wrong).__name__}: {wrong}"}
            yield json.dumps(answer, ensure_ascii=False)


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    zone = question.get("zone") or "UTC"
    now = datetime.fromisoformat(question["now"])
    if now.tzinfo is None:
        now = now.replace(tzinfo=ZoneInfo(zone))
    text, locale = question["text"], question.get("locale") or ""
    if question.get("mode") == "phrase":
        return _as_json(Reading("none", read_time(text, now=now, zone=zone, locale=locale)))
    return _as_json(read(text, now=now, zone=zone, locale=locale))


def _as_json(reading: Reading) -> dict[str, Any]:
    # A sentence that only names an event by its time ("cancel my 3pm") has that time as its time.
    time = reading.old_time if reading.time == NO_TIME else reading.time
    return {
        "intent": reading.intent,
        "time": _time(time),
        "old_time": _time(reading.old_time),
        "title": reading.title,
        "people": list(reading.people),
        "key": reading.key,
        "lead_minutes": _minutes(reading.lead),
        "pick": reading.pick,
        "is_question": reading.is_question,
    }


def _time(time: Time) -> dict[str, Any]:
    return {
        "status": time.status,
        "start": _iso(time.start),
        "end": _iso(time.end),
        "duration_minutes": _minutes(time.duration),
        "shift_minutes": _minutes(time.shift),
        "grain": time.grain,
        "reasons": list(time.reasons),
        "choices": [_choice(choice) for choice in time.choices],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {"start": _iso(choice.start), "end": _iso(choice.end), "label": choice.label}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _minutes(length: timedelta | None) -> float | None:
    if length is None:
        return None
    minutes = length.total_seconds() / 60
    return int(minutes) if minutes == int(minutes) else minutes


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for out in answers(sys.stdin):
        print(out, flush=True)  # a person may be typing
