"""Reads sentences: a JSON object per line in, one per line out.

In: `text`, `now` (ISO, local to `zone`), `zone` (IANA, default UTC), `locale` ("en-GB", "ja-JP"), and `mode`:
"sentence" (the default) or "phrase", a time phrase alone.

Out: what a Reading holds (bot/language/reading.py): `intent`; `time`, asked for or to move to, else the one that names
the event; `old_time`; `title`; `people`; `key`; `lead_minutes`; `pick`; `is_question`; `answer`; `asks`; `is_off`;
`note`; `scope`; `people_change`. A time has `status` ("certain", "assumed", "ask" or "none"), `start`, `end`,
`duration_minutes`, `shift_minutes`, `grain`, `reasons`, `choices` and `zone_said`. A line that is no question is
answered with `error`.

    echo '{"text": "move standup to 3pm", "now": "2026-03-06T09:00", "zone": "Europe/London"}' | python -m bot.language
"""

from __future__ import annotations

import argparse
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
        "answer": reading.answer,
        "asks": reading.asks,
        "is_off": reading.is_off,
        "note": reading.note,
        "scope": reading.scope,
        "people_change": reading.people_change,
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
        "zone_said": time.zone_said,
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
    argparse.ArgumentParser(
        "python -m bot.language", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for out in answers(sys.stdin):
        print(out, flush=True)  # a person may be typing
