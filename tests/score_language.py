"""Scores the language package on a folder of cases: `python tests/score_language.py FOLDER [--wrong]`.

The folder holds JSON lines: `time_*` and `ambiguous_*` (`text`, `phrase`, `reference`, and `expected` where there is
one answer), `negative_*` (no time in them), `utterances*` (`text`, `intent`, `lang`). `--wrong` prints every case that
is not right.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.language import CHANGING, NO_TIME, Reading, Time, read, read_time

Case = dict[str, Any]
LOCALES = {"en": "en-US", "ja": "ja-JP"}
NOW = datetime(2026, 3, 6, 9, 0, tzinfo=ZoneInfo("America/St_Johns"))

#: What the cases call an intent → what Nudge may understand by it, the first being the plain one.
MEANT: dict[str, tuple[str, ...]] = {
    "create_event": ("meet",),
    "reschedule_event": ("move", "rebook", "edit"),
    "cancel_event": ("cancel_event",),
    "query_agenda": ("agenda",),
    "query_event_when": ("agenda",),
    "query_event_where": ("agenda",),
    "query_event_who": ("agenda",),
    "time_until_next": ("agenda", "find_time"),
    "check_availability": ("find_time", "agenda"),
    "edit_event_attribute": ("edit", "move"),
    "change_duration": ("move", "edit"),
    "add_attendee": ("edit",),
    "remove_attendee": ("edit",),
    "make_online": ("edit",),
    "join_meeting": ("join",),
    "respond_accept": ("respond", "yes"),
    "respond_decline": ("respond", "no"),
    "set_reminder": ("remind",),
    "cancel_reminder": ("reminders_off", "edit", "cancel_event"),
    "query_reminder": ("remind", "agenda"),
    "snooze": ("snooze",),
    "confirm_yes": ("yes",),
    "confirm_no": ("no", "cancel"),
    "cancel_flow": ("cancel", "no"),
    "select_item": ("select",),
    "help": ("help",),
    "sign_in": ("sign_in",),
    "sign_out": ("sign_out", "forget_me"),
    "out_of_scope": ("none", "help", "thanks"),
}
CORE = ("create_event", "reschedule_event", "cancel_event", "query_agenda", "check_availability", "set_reminder")


def cases(folder: Path, kind: str) -> Iterator[tuple[str, list[Case]]]:
    """The files of one kind, each with its cases."""
    for path in sorted(folder.glob(f"{kind}*.jsonl")):
        yield path.stem, [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def locale_of(name: str) -> str:
    return LOCALES.get(name.rsplit("_", 1)[-1], "en-US")


def time_in(case: Case, locale: str, field: str) -> Time:
    """What is read from one field of a case, at its reference time: a `phrase` alone, or a `text` as a sentence."""
    now = datetime.fromisoformat(case["reference"]).replace(tzinfo=ZoneInfo("UTC"))
    if field == "phrase":
        return read_time(case["phrase"], now=now, zone="UTC", locale=locale)
    reading: Reading = read(case["text"], now=now, zone="UTC", locale=locale)
    return reading.old_time if reading.time == NO_TIME else reading.time


def verdict(time_read: Time, expected: dict[str, Any]) -> str:
    """Right, wrong or refused (nothing read, or asked)."""
    if time_read.status in ("none", "ask"):
        return "refused"
    start = time_read.start.isoformat() if time_read.start else None
    end = time_read.end.isoformat() if time_read.end else None
    minutes = time_read.duration.total_seconds() / 60 if time_read.duration else None
    same = (start, end, minutes) == (expected["start"], expected["end"], expected["duration_min"])
    return "right" if same else "wrong"


def percent(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / whole:.1f} %" if whole else "no cases"


def score_times(folder: Path, show: bool) -> None:
    for name, known in cases(folder, "time"):
        for field in ("phrase", "text"):
            counts: Counter[str] = Counter()
            for case in known:
                found = time_in(case, locale_of(name), field)
                counts[verdict(found, case["expected"])] += 1
                if show and verdict(found, case["expected"]) != "right":
                    print("   ", case[field], case["reference"], case["expected"], "→", brief(found))
            line = ", ".join(f"{word} {percent(counts[word], len(known))}" for word in ("right", "wrong", "refused"))
            print(f"{name} ({field}): {line}")


def score_ambiguous(folder: Path, show: bool) -> None:
    for name, known in cases(folder, "ambiguous"):
        silent = [case for case in known if time_in(case, locale_of(name), "phrase").status == "certain"]
        print(f"{name}: flagged or asked {percent(len(known) - len(silent), len(known))}")
        if show:
            for case in silent:
                print("   ", case["phrase"], case["reference"], "→", brief(time_in(case, locale_of(name), "phrase")))


def score_negative(folder: Path, show: bool) -> None:
    for name, known in cases(folder, "negative"):
        hits = [case for case in known if time_in(case, locale_of(name), "text").status != "none"]
        alone = [
            case
            for case in known
            if time_in(case | {"phrase": case["text"]}, locale_of(name), "phrase").status != "none"
        ]
        print(f"{name}: false hits {percent(len(hits), len(known))}, as phrases {percent(len(alone), len(known))}")
        if show:
            for case in hits + alone:
                print("   ", case["text"], "→", brief(time_in(case, locale_of(name), "text")))


def score_intents(folder: Path, show: bool) -> None:
    for name, known in cases(folder, "utterances"):
        for language in sorted({case.get("lang", "en") for case in known}):
            spoken = [case for case in known if case.get("lang", "en") == language and case["intent"] in MEANT]
            judged = [(case, read_intent(case, language)) for case in spoken]
            print(f"{name} {language}:")
            report_intents(judged, show)


def read_intent(case: Case, language: str) -> str:
    reading = read(case["text"], now=NOW, zone="America/St_Johns", locale=LOCALES.get(language, "en-US"))
    # To a question "rebook" answers with a list of bookings, which are part of the agenda.
    return "agenda" if reading.intent == "rebook" and reading.is_question else reading.intent


def report_intents(judged: list[tuple[Case, str]], show: bool) -> None:
    def right(case: Case, intent: str) -> bool:
        return intent in MEANT[case["intent"]]

    core = [(case, intent) for case, intent in judged if case["intent"] in CORE]
    print("  core", percent(sum(right(*pair) for pair in core), len(core)))
    print("  all", percent(sum(right(*pair) for pair in judged), len(judged)))
    wrong = [pair for pair in judged if pair[1] in CHANGING and not right(*pair)]
    print("  wrong changing intent", percent(len(wrong), len(judged)))
    outside = [intent for case, intent in judged if case["intent"] == "out_of_scope"]
    print("  out of scope refused", percent(sum(intent in MEANT["out_of_scope"] for intent in outside), len(outside)))
    for label in MEANT:
        of_label = [pair for pair in judged if pair[0]["intent"] == label]
        if of_label:
            print(f"    {label}: {percent(sum(right(*pair) for pair in of_label), len(of_label))}")
        if show:
            for case, intent in of_label:
                if not right(case, intent):
                    print("       ", "!" if intent in CHANGING else " ", intent, "←", case["text"])


def score_speed(folder: Path) -> None:
    texts = [
        (case["text"], locale_of(name))
        for kind in ("time", "utterances")
        for name, known in cases(folder, kind)
        for case in known
    ]
    taken: list[float] = []
    for text, locale in texts:
        begun = time.process_time()
        read(text, now=NOW, zone="America/St_Johns", locale=locale)
        taken.append(1000 * (time.process_time() - begun))
    taken.sort()
    if taken:
        p50, p95 = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
        print(f"speed: p50 {p50:.3f} ms, p95 {p95:.3f} ms, most {taken[-1]:.2f} ms")


def brief(found: Time) -> str:
    return f"{found.status} {found.start} … {found.end} {found.duration or ''} {found.reasons}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print every case that is not right")
    chosen = parser.parse_args()
    score_times(chosen.folder, chosen.wrong)
    score_ambiguous(chosen.folder, chosen.wrong)
    score_negative(chosen.folder, chosen.wrong)
    score_intents(chosen.folder, chosen.wrong)
    score_speed(chosen.folder)


if __name__ == "__main__":
    main()
