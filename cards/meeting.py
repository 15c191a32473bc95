"""The cards of an online meeting: asked before it is made, shown when it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.action import ConfirmPlan, DeclinePlan, button, press
from cards.change import join_button
from cards.elements import Card, InputText, card, fact, heading, line, note, quoted, title
from cards.words import Words
from graph.model import Meeting, MeetingRequest
from graph.span import Span


@button("meeting.add")
@dataclass(frozen=True)
class AddToCalendar:
    """Ask whether an entry for the meeting shall be made."""

    question_id: str


def confirm_meeting(words: Words, plan_id: str, request: MeetingRequest, notes: Sequence[str]) -> Card:
    """What will be made, and who can be told."""
    subject = request.subject or request.external_id
    times: list[Any] = [fact(words("When"), words("Now, for an hour"))]
    if request.start is not None and request.end is not None:
        span = Span(request.start, request.end)
        times = [
            fact(words("When"), words.span(span), weight="bolder"),
            fact(words("Length"), words.length(span.length)),
            fact(words("Zone"), words.zonename(words.zone)),
        ]
    people = [attendee.email for attendee in request.attendees]
    return card(
        heading(words("Make this online meeting?")),
        title(subject),
        *times,
        quoted(words("With"), words.list(people)) if people else None,
        *[line(each) for each in notes],
        actions=[
            press(words("Yes, make it"), ConfirmPlan(plan_id), style="positive"),
            press(words("Not now"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=words("Make the online meeting “{title}”?", title=subject),
    )


def meeting_card(words: Words, meeting: Meeting, question_id: str, *, created: bool) -> Card:
    """The meeting: made just now, or there already and unchanged. `question_id` keeps it for *Add to my calendar*."""
    subject = meeting.subject or meeting.external_id
    if created:
        says = words("“{title}” is created.", title=subject)
        about = words("It is not in your calendar: online meetings made this way have a link, but no calendar entry.")
    else:
        says = words("“{title}” already exists, and nothing about it was changed.", title=subject)
        about = words("Asking again for the same topic gives you the same meeting.")
    dial_in = meeting.dial_in
    phone = (
        words("{number}, conference id {id}", number=dial_in.toll_number, id=dial_in.conference_id) if dial_in else ""
    )
    people = [attendee.email for attendee in meeting.attendees if attendee.email]
    return card(
        heading(
            words("Online meeting created") if created else words("This one already exists"),
            "good" if created else "default",
        ),
        line(says),
        fact(words("When"), words.span(meeting.span)),
        quoted(words("With"), words.list(people)) if people else None,
        quoted(words("Phone"), phone) if phone else None,
        InputText(id="link", label=words("Link to copy"), value=meeting.join_url),
        note(about),
        actions=[
            join_button(words, meeting.join_url),
            press(words("Add to my calendar"), AddToCalendar(question_id), sends_inputs=False),
        ],
        language=words.language,
        says=says,
    )
