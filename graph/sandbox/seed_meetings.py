"""The seeded online meetings that createOrGet would have made, one of them with a virtual appointment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from graph.sandbox.calls import Json
from graph.sandbox.meetings import new_external_meeting
from graph.sandbox.organisation import Organisation
from graph.sandbox.visits import new_visit

VISIT = "VISIT-1001"


def add_meetings(organisation: Organisation, today: date) -> Json:
    """Add two meetings of Alex's, one of which no calendar shows; returns the one with a virtual appointment."""
    _add(organisation, "FABRIKAM-7", "Fabrikam onboarding", today + timedelta(4), 13)
    meeting = _add(organisation, VISIT, f"Remote consultation {VISIT}", today + timedelta(2), 14)
    new_visit(
        organisation,
        meeting,
        {
            "appointmentClients": [
                _client("Henrietta Mueller", "henrietta.mueller@example.com", "+447700900123"),
                _client("Johanna Lorenz", "johanna.lorenz@example.com", None),
            ],
            "appointmentClientJoinWebUrl": "https://visits.example.com/join/1001",
            "externalAppointmentId": VISIT,
            "externalAppointmentUrl": "https://visits.example.com/appointments/1001",
            "settings": {"allowClientToJoinUsingBrowser": True},
        },
    )
    return meeting


def _client(name: str, email: str, phone: str | None) -> Json:
    return {"displayName": name, "emailAddress": email, "smsCapablePhoneNumber": phone}


def _add(organisation: Organisation, external_id: str, subject: str, day: date, hour: int) -> Json:
    person = organisation.person("alexw@contoso.com")
    start = datetime(day.year, day.month, day.day, hour, tzinfo=person.zone)
    return new_external_meeting(organisation, person, external_id, start, start + timedelta(minutes=30), subject)
