"""What was said and answered, as a time, and what of it was taken for granted, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.command import Said
from bot.language import Choice, Time
from bot.store import Json
from bot.when import instant
from cards.words import Words
from graph.span import Span

TIMES = ("fields", "shift", "time")  # the answers that say when; the newest of them counts

# Reasons that need no words: the new time on the card says it, or it is asked or handled where the time is used.
SILENT = frozenset(
    [
        "taken_before_end", "taken_as_length", "taken_as_clock", "order_by_weekday", "unusual_order", "start_of_week",
        "weeks_counted", "window", "same_weekday", "this_week_is_past", "next_weekday", "which_order",
        "morning_or_evening", "noon_or_midnight", "which_midnight", "half_past_or_to", "which_way", "either",
        "no_such_day", "lengthen", "shorten", "new_length", "new_end", "in_the_past", "zone_said", "zone_taken",
    ]
)  # fmt: skip


def answered(known: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """All answers; a new one that says when takes the place of an old one."""
    kept = {name: value for name, value in known.items() if name not in TIMES or not new.keys() & set(TIMES)}
    return {**kept, **new}


def spoken_time(said: Said) -> Time:
    """The time as it was answered, else as it was said. Raises ValueError if the fields do not hold a time."""
    if (fields := said.answers.get("fields")) is not None:
        start = datetime.combine(date.fromisoformat(fields.get("date", "")), time.fromisoformat(fields.get("time", "")))
        said_length = said.reading.time.duration
        return Time("certain", start, None, said_length, grain="minute", has_date=True, has_clock=True)
    if (shift := said.answers.get("shift")) is not None:
        return Time("certain", shift=timedelta(seconds=shift), grain="minute")
    if (answer := said.answers.get("time")) is not None:
        answered_start, end = _local(answer, "start"), _local(answer, "end")
        if answered_start is None:
            raise ValueError("an answer to when has a start")
        start = answered_start
        spoken = said.reading.time
        clock = spoken.has_clock or start.time() != time()
        has_date = bool(answer.get("has_date", True))
        return Time("certain", start, end, spoken.duration, grain=spoken.grain, has_date=has_date, has_clock=clock)
    return said.reading.time


def to_json(start: datetime, end: datetime | None) -> Json:
    """A local stretch as an answer; of a time that comes twice it keeps which."""
    kept = {"start": start.isoformat(), "start_fold": start.fold}
    return kept | ({"end": end.isoformat(), "end_fold": end.fold} if end else {"end": None})


def choice_json(choice: Choice, spoken: Time) -> Json:
    """One reading of an unclear time as an answer; a clock time alone stays one, so that it keeps a thing's day."""
    return to_json(choice.start, choice.end) | {"has_date": spoken.has_date}


def slot_json(words: Words, slot: Span) -> Json:
    """A stretch as an answer, on the reader's clock."""
    start, end = (words.local(at).replace(tzinfo=None) for at in (slot.start, slot.end))
    return to_json(start, end)


def _local(answer: Json, side: str) -> datetime | None:
    text = answer.get(side)
    return datetime.fromisoformat(text).replace(fold=answer.get(f"{side}_fold", 0)) if text else None


def choice_title(words: Words, choice: Choice, spoken: Time) -> str:
    """One reading of an unclear time, for a button."""
    start = instant(choice.start, words.zone)
    if spoken.has_clock and not spoken.has_date:
        return words.time(start)
    if choice.start.time() == time() and (choice.end is None or choice.end - choice.start >= timedelta(days=1)):
        return words.day(start)
    if choice.end is not None and choice.end > choice.start:
        return words.span(Span(start, instant(choice.end, words.zone)))
    if instant(choice.start.replace(fold=1 - choice.start.fold), words.zone) != start:
        # The clock shows this time twice in one night, so the hour from UTC tells them apart.
        offset = words.local(start).strftime("%z")
        return words("{start:when} (UTC{offset})", start=start, offset=f"{offset[:3]}:{offset[3:]}")
    return words.when(start)


def assumptions(words: Words, spoken: Time) -> list[str]:
    """What was taken for granted; what needs no words is left out."""
    sentences = {
        "taken_as_morning": words("I took the time as the morning."),
        "taken_as_afternoon": words("I took the time as the afternoon."),
        "taken_as_noon": words("I took it as noon."),
        "taken_after_start": words("I took the end as the first such time after the start."),
        "taken_as_coming": words("I took the next one that comes."),
        "taken_as_next_year": words("I took it as next year, because this year’s is past."),
        "taken_as_month_first": words("I read the month first, then the day."),
        "taken_as_day_first": words("I read the day first, then the month."),
        "two_digit_year": words("I read the two digits as a year of this century."),
        "past_today": words("That time is past today, so I took tomorrow."),
        "after_midnight": words("That is after midnight, so it counts to the next day."),
        "midnight": words("I took it as midnight, at the beginning of the day."),
        "ends_next_day": words("It ends on the next day."),
        "first_thing": words("I took first thing as nine o’clock."),
        "first_after_lunch": words("I took first thing after lunch as one o’clock."),
        "first_in_evening": words("I took first thing in the evening as five o’clock."),
        "weekday_later": words("The next such date is another weekday; I went by the date."),
        "weekday_differs": words("The weekday you said is another one; I went by the date."),
        "counted_from_now": words("I counted from now."),
        "no_such_day_this_month": words("This month has no such day, so I took the next that has."),
        "partly_read": words("I did not understand all of the time you said; please check it."),
        "about": words("You said about that time; I took it exactly."),
        "not_before": words("You said that time or later; I took the earliest."),
        "not_after": words("You said that time or earlier; I took the latest."),
        "repeats": words("I change one time only; it does not repeat."),
        "clocks_go_forward": words("The clocks go forward that night, so I took the next time that exists."),
        "clocks_go_back": words("The clocks go back that night, so this time comes twice; I took the first."),
    }
    said = [sentences[reason] for reason in spoken.reasons if reason in sentences and spoken.status != "ask"]
    if spoken.zone_said:
        said.append(words("You said the time in {zone:zonename}.", zone=spoken.zone_said))
    return said
