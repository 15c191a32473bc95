"""Online meetings as Graph writes them, from and to ours."""

from __future__ import annotations

from datetime import timedelta
from typing import cast, get_args

from graph.answer import Json
from graph.model import ChatThread, DialIn, Meeting, MeetingAttendee, MeetingRequest, Role
from graph.span import Span
from graph.zones import read_instant, write_instant


def write_request(request: MeetingRequest) -> Json:
    """The body of createOrGet: what was given, and nothing that was not."""
    body: Json = {"externalId": request.external_id}
    if request.subject:
        body["subject"] = request.subject
    if request.start is not None:
        body["startDateTime"] = write_instant(request.start)
    if request.end is not None:
        body["endDateTime"] = write_instant(request.end)
    if request.attendees:
        body["participants"] = {"attendees": [_write_attendee(attendee) for attendee in request.attendees]}
    if request.chat is not None:
        chat = {
            "threadId": request.chat.thread_id,
            "messageId": request.chat.message_id,
            "replyChainMessageId": request.chat.reply_chain_message_id,
        }
        body["chatInfo"] = {name: value for name, value in chat.items() if value}
    return body


def read_meeting(json: Json) -> Meeting:
    """A meeting from Graph's JSON."""
    starts_at, ends_at = read_instant(str(json["startDateTime"])), read_instant(str(json["endDateTime"]))
    participants: Json = json.get("participants") or {}
    dial: Json = json.get("audioConferencing") or {}
    return Meeting(
        id=str(json["id"]),
        external_id=str(json.get("externalId") or ""),
        subject=str(json.get("subject") or ""),
        span=Span(starts_at, max(ends_at, starts_at + timedelta(minutes=1))),
        join_url=str(json.get("joinWebUrl") or ""),
        dial_in=DialIn(str(dial["tollNumber"]), str(dial.get("conferenceId") or ""))
        if dial.get("tollNumber")
        else None,
        attendees=tuple(_read_attendee(attendee) for attendee in participants.get("attendees") or []),
        chat=_read_chat(json.get("chatInfo")),
    )


def _write_attendee(attendee: MeetingAttendee) -> Json:
    written: Json = {"upn": attendee.email, "role": attendee.role}
    if attendee.user_id:
        written["identity"] = {"user": {"id": attendee.user_id}}
    return written


def _read_attendee(json: Json) -> MeetingAttendee:
    user: Json = (json.get("identity") or {}).get("user") or {}
    role = json.get("role")  # null on the wire even where "presenter" was sent
    return MeetingAttendee(
        email=str(json.get("upn") or ""),
        user_id=str(user.get("id") or ""),
        role=cast(Role, role) if role in get_args(Role) else "attendee",
    )


def _read_chat(json: Json | None) -> ChatThread | None:
    if not json or not json.get("threadId"):
        return None
    return ChatThread(
        thread_id=str(json["threadId"]),
        message_id=str(json.get("messageId") or ""),
        reply_chain_message_id=str(json.get("replyChainMessageId") or ""),
    )
