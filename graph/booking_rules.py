"""Whether Bookings' own rules allow an appointment at a time: opening hours, lead time, staff, buffers and capacity.

Bookings holds its customers and apps to them, but lets its staff do as they like: each is a warning, not a refusal.
Source: https://learn.microsoft.com/graph/bookingsbusiness-business-rules
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from graph.model import Appointment, Business, Opening
from graph.span import Span

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Problem:
    """One rule that stands against a time."""

    kind: Literal["outside_hours", "too_soon", "too_far", "off_slot", "staff_busy", "full"]
    length: timedelta = timedelta()  #: the lead time, the furthest ahead, or the interval between starts
    other: Appointment | None = None  #: what the staff is busy with, or what is full
    staff_ids: tuple[str, ...] = ()  #: those who are busy

    @property
    def span(self) -> Span | None:
        """When the other appointment is."""
        return self.other.span if self.other else None


def why_not(
    business: Business, appointment: Appointment, span: Span, others: Sequence[Appointment], now: datetime
) -> list[Problem]:
    """What stands against having the appointment at `span`; nothing where nothing does, or Bookings does not say.

    `others` are the appointments around that time; the appointment itself may be among them. A start that stays as it
    is need not be offered to anybody, so it is not held to lead time and interval.
    """
    open_spans = list(_open_spans(business, span))
    others = [each for each in others if each.id != appointment.id]
    return [
        *_closed(business, open_spans, span),
        *(_badly_timed(business, open_spans, span.start, now) if span.start != appointment.span.start else ()),
        *_taken(appointment, span, others),
    ]


def _closed(business: Business, open_spans: Sequence[Span], span: Span) -> Iterator[Problem]:
    if business.zone is None or not business.hours:
        return
    open_until = span.start
    for each in sorted(open_spans):
        if each.start <= open_until < each.end:
            open_until = each.end
    if open_until < span.end:
        yield Problem("outside_hours")


def _badly_timed(business: Business, open_spans: Sequence[Span], start: datetime, now: datetime) -> Iterator[Problem]:
    rules = business.rules
    if rules.minimum_lead_time is not None and start < now + rules.minimum_lead_time:
        yield Problem("too_soon", rules.minimum_lead_time)
    if rules.maximum_advance is not None and start > now + rules.maximum_advance:
        yield Problem("too_far", rules.maximum_advance)
    if rules.time_slot_interval and business.zone is not None:
        zone = ZoneInfo(business.zone)
        local = _wall(start, zone)
        # Microsoft does not say what the intervals are counted from: midnight will do, and the hour of opening.
        origins = [datetime.combine(local.date(), time(0))]
        origins += [_wall(each.start, zone) for each in open_spans if each.start <= start < each.end]
        if all((local - origin) % rules.time_slot_interval for origin in origins):
            yield Problem("off_slot", rules.time_slot_interval)


def _taken(appointment: Appointment, span: Span, others: Sequence[Appointment]) -> Iterator[Problem]:
    wanted = _blocked(appointment, span)
    for other in others:
        busy = tuple(staff_id for staff_id in appointment.staff_ids if staff_id in other.staff_ids)
        if not busy or not wanted.overlaps(_blocked(other, other.span)):
            continue
        if not _is_shared(appointment, span, other):
            yield Problem("staff_busy", other=other, staff_ids=busy)
        elif appointment.customer_count + other.customer_count > other.most_customers:
            yield Problem("full", other=other)


def _blocked(appointment: Appointment, span: Span) -> Span:
    """What the staff cannot use for others while the appointment is at `span`."""
    return Span(span.start - appointment.buffer_before, span.end + appointment.buffer_after)


def _is_shared(appointment: Appointment, span: Span, other: Appointment) -> bool:
    """Whether it would be the same class; there the staff has room until the last place is taken.

    Its status is then "slotsAvailable": https://learn.microsoft.com/graph/api/resources/availabilityitem
    """
    return other.most_customers > 1 and other.service_id == appointment.service_id and other.span == span


def _open_spans(business: Business, around: Span) -> Iterator[Span]:
    """When the business is open, from the day before `around`: what began then may last into the night."""
    if business.zone is None or not business.hours:
        return
    zone = ZoneInfo(business.zone)
    day, last = around.start.astimezone(zone).date() - _DAY, around.end.astimezone(zone).date()
    while day <= last:
        for opening in business.hours[day.weekday()]:
            opens_at, closes_at = _moments(opening, day, zone)
            if opens_at < closes_at:  # the clocks may skip all of it
                yield Span(opens_at, closes_at)
        day += _DAY


def _moments(opening: Opening, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    last = day if opening.starts < opening.until else day + _DAY
    opens_at, closes_at = datetime.combine(day, opening.starts, zone), datetime.combine(last, opening.until, zone)
    return opens_at.astimezone(UTC), closes_at.astimezone(UTC)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock shows; intervals between starts go by the clock, not by the time that passes."""
    return moment.astimezone(zone).replace(tzinfo=None)
