"""Ids that look like Graph's, the same each time for the same things."""

from __future__ import annotations

import binascii
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from hashlib import sha256
from uuid import UUID

_HEAD = b"\x00\x03$\x00"  # what makes every Outlook id begin with "AAMk"
_LENGTH = 113  # bytes of an id of an event; encoded they end in one "="
_OCCURRENCE = b"Q\x00\x08"  # sets an occurrence's id apart from its series'


def guid(label: str) -> str:
    """A GUID made from `label`."""
    return str(UUID(bytes=sha256(label.encode()).digest()[:16], version=4))


def outlook_id(mailbox_id: str, label: str) -> str:
    """The id of something in a mailbox: URL-safe base64 that names the mailbox, as Exchange's do."""
    digest = sha256(label.encode()).digest() * 3
    head = _HEAD + mailbox_id.encode() + b"\x00F\x00\x00\x00\x00\x00"
    return urlsafe_b64encode(head + digest[: _LENGTH - len(head) - 2] + b"\x00\x00").decode()


def ical_uid(label: str) -> str:
    """What an event is called in every calendar that it is in."""
    return "040000008200E00074C5B7101A82E008" + sha256(label.encode()).hexdigest().upper() + "0" * 16


def occurrence_id(master_id: str, day: date) -> str:
    """The id of the occurrence that the series would have on `day`."""
    return urlsafe_b64encode(urlsafe_b64decode(master_id) + _OCCURRENCE + day.toordinal().to_bytes(8, "big")).decode()


def read_occurrence_id(event_id: str) -> tuple[str, date] | None:
    """The series and the original day that an occurrence's id names, or None for any other id."""
    raw = _decoded(event_id)
    if len(raw) != _LENGTH + 11 or raw[_LENGTH : _LENGTH + 3] != _OCCURRENCE:
        return None
    ordinal = int.from_bytes(raw[-8:], "big")
    if not 1 <= ordinal <= date.max.toordinal():
        return None
    return urlsafe_b64encode(raw[:_LENGTH]).decode(), date.fromordinal(ordinal)


def is_outlook_id(text: str, mailbox_id: str) -> bool:
    """Whether `text` is built like an id of that mailbox; it need not exist."""
    return _decoded(text).startswith(_HEAD + mailbox_id.encode())


def change_key(number: int) -> str:
    """The version of something in a mailbox; another number gives another key."""
    return b64encode(
        b"\x0f\x00\x00\x00\x16\x00\x00\x00" + sha256(str(number).encode()).digest()[:16] + number.to_bytes(6, "big")
    ).decode()


def meeting_thread(label: str) -> str:
    """The chat of an online meeting."""
    return f"19:meeting_{urlsafe_b64encode(sha256(label.encode()).digest()).decode().rstrip('=')[:40]}@thread.v2"


def meeting_id(owner_id: str, thread_id: str) -> str:
    """The id of an online meeting: whose it is and which chat it has."""
    return urlsafe_b64encode(f"1*{owner_id}*0**{thread_id}".encode()).decode()


def _decoded(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii"))
    except (ValueError, binascii.Error):
        return b""
