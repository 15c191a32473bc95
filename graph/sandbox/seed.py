"""The organisation at the start: a small company in London, Seattle and Tokyo, around today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from graph.sandbox.ids import guid
from graph.sandbox.organisation import TENANT_ID, Mailbox, Organisation, Person
from graph.sandbox.seed_bookings import add_bookings
from graph.sandbox.seed_calendar import add_calendars
from graph.sandbox.seed_meetings import add_meetings

_ID = "33333333-3333-4333-8333-33333333333{}"
_AGE = timedelta(days=45)

_LONDON = ("GMT Standard Time", "en-GB", "London")
_SEATTLE = ("Pacific Standard Time", "en-US", "Seattle")
_TOKYO = ("Tokyo Standard Time", "ja-JP", "Tokyo")

_PEOPLE = (
    ("0", "29:user-alex", "Alex Wilber", "Alex", "Wilber", "alexw", _LONDON, "Marketing Assistant"),
    ("1", "29:user-megan", "Megan Bowen", "Megan", "Bowen", "megan", _SEATTLE, "Marketing Manager"),
    ("2", "29:user-adele", "Adele Vance", "Adele", "Vance", "adele", _LONDON, "Product Manager"),
    ("3", "29:user-isaiah", "Isaiah Langer", "Isaiah", "Langer", "isaiah", _SEATTLE, "Sales Representative"),
    ("4", "29:user-patti", "Patti Fernandez", "Patti", "Fernandez", "patti", _SEATTLE, "President"),
    ("5", "29:user-lynne", "Lynne Robbins", "Lynne", "Robbins", "lynne", _LONDON, "Planner"),
    ("6", "29:user-aoi", "高橋 葵", "葵", "高橋", "aoi", _TOKYO, "営業部 部長"),
    ("7", "29:user-ken", "田中 健", "健", "田中", "ken", _TOKYO, "営業担当"),
)


def seeded(clock: Callable[[], datetime]) -> Organisation:
    """A new organisation whose two months lie around the day of `clock` in London, and were entered before that."""
    organisation = Organisation(lambda: clock() - _AGE)
    for number, teams_id, name, given, surname, alias, (zone, language, city), title in _PEOPLE:
        identity = _ID.format(number)
        email = f"{alias}@contoso.com"
        person = Person(identity, teams_id, name, given, surname, email, zone, language, title, city)
        organisation.people[identity] = person
        organisation.mailboxes[identity] = Mailbox(identity, name, email, zone)
    _add_group(organisation)
    today = clock().astimezone(organisation.person("alexw@contoso.com").zone).date()
    visit = add_meetings(organisation, today)
    add_calendars(organisation, today, visit)
    add_bookings(organisation, today)
    organisation.mails.clear()
    return replace(organisation, clock=clock)


def _add_group(organisation: Organisation) -> None:
    """The Studio team: a Microsoft 365 group with a calendar, and a distribution list at the same time."""
    identity = guid(f"{TENANT_ID} studio")
    members = [_ID.format(number) for number in range(3)]
    organisation.groups[identity] = {
        "id": identity,
        "displayName": "Studio team",
        "mail": "studio@contoso.com",
        "members": members,
    }
    organisation.mailboxes[identity] = Mailbox(identity, "Studio team", "studio@contoso.com", "GMT Standard Time")
