"""What may be written about online meetings and virtual appointments: property names and what they hold."""

from __future__ import annotations

from graph.sandbox.outlook_types import ITEM_BODY
from graph.sandbox.shapes import Shape, boolean, lenient_boolean, many, moment, one_of, text

_BAD = "BadRequest"

ROLE = one_of("attendee", "presenter", "coorganizer", "producer", "unknownFutureValue")
_IDENTITY = Shape(
    "microsoft.graph.identity", {"id": text, "displayName": text}, read_only=frozenset({"tenantId", "identityProvider"})
)
_IDENTITY_SET = Shape(
    "microsoft.graph.identitySet",
    {"user": _IDENTITY, "application": _IDENTITY, "device": _IDENTITY},
    read_only=frozenset(
        [
            "acsUser",
            "spoolUser",
            "phone",
            "guest",
            "encrypted",
            "onPremises",
            "acsApplicationInstance",
            "spoolApplicationInstance",
        ]
    ),
)
_PARTICIPANT = Shape("microsoft.graph.meetingParticipantInfo", {"identity": _IDENTITY_SET, "upn": text, "role": ROLE})
PARTICIPANTS = Shape(
    "microsoft.graph.meetingParticipants",
    {"organizer": _PARTICIPANT, "attendees": many(_PARTICIPANT)},
    read_only=frozenset({"producers", "contributors"}),
)
CHAT_INFO = Shape("microsoft.graph.chatInfo", {"threadId": text, "messageId": text, "replyChainMessageId": text})

CREATE_OR_GET = Shape(
    "microsoft.graph.createOrGet",
    {
        "externalId": text,
        "startDateTime": moment,
        "endDateTime": moment,
        "subject": text,
        "participants": PARTICIPANTS,
        "chatInfo": CHAT_INFO,
    },
    required=frozenset({"externalId"}),
    never_null=frozenset({"externalId"}),
    error_code=_BAD,
)

MEETING = Shape(
    "microsoft.graph.onlineMeeting",
    {
        "subject": text,
        "startDateTime": moment,
        "endDateTime": moment,
        "participants": PARTICIPANTS,
        "allowedPresenters": one_of("everyone", "organization", "roleIsPresenter", "organizer", "unknownFutureValue"),
        "allowMeetingChat": one_of("enabled", "disabled", "limited", "unknownFutureValue"),
        "allowTeamworkReactions": boolean,
        "allowAttendeeToEnableCamera": boolean,
        "allowAttendeeToEnableMic": boolean,
        "isEntryExitAnnounced": boolean,
        "recordAutomatically": boolean,
        "lobbyBypassSettings": Shape(
            "microsoft.graph.lobbyBypassSettings",
            {
                "isDialInBypassEnabled": boolean,
                "scope": one_of(
                    "organizer",
                    "organization",
                    "organizationAndFederated",
                    "everyone",
                    "invited",
                    "organizationExcludingGuests",
                    "unknownFutureValue",
                ),
            },
        ),
        "joinInformation": ITEM_BODY,
    },
    read_only=frozenset(
        [
            "id",
            "creationDateTime",
            "joinWebUrl",
            "isBroadcast",
            "autoAdmittedUsers",
            "videoTeleconferenceId",
            "audioConferencing",
            "chatInfo",
            "meetingOptionsWebUrl",
        ]
    ),
    error_code=_BAD,
)

VIRTUAL_APPOINTMENT = Shape(
    "microsoft.graph.virtualAppointment",
    {
        "appointmentClients": many(
            Shape(
                "microsoft.graph.virtualAppointmentUser",
                {"displayName": text, "emailAddress": text, "smsCapablePhoneNumber": text},
            )
        ),
        "appointmentClientJoinWebUrl": text,
        "externalAppointmentId": text,
        "externalAppointmentUrl": text,
        "settings": Shape(
            "microsoft.graph.virtualAppointmentSettings",
            # Microsoft's own example sends the string "true".
            # https://learn.microsoft.com/graph/api/virtualappointment-update
            {"allowClientToJoinUsingBrowser": lenient_boolean},
        ),
    },
    read_only=frozenset({"id"}),
    error_code=_BAD,
)
