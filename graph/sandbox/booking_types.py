"""What may be written about a Bookings appointment, which v1.0 and beta name differently."""

from __future__ import annotations

from graph.sandbox.calls import Json
from graph.sandbox.ids import guid
from graph.sandbox.outlook_types import LOCATION, date_time_time_zone
from graph.sandbox.shapes import Check, Shape, anything, boolean, exactly, length, many, number, one_of, text, whole

CUSTOMER_TYPE = "#microsoft.graph.bookingCustomerInformation"

CUSTOMER = Shape(
    "microsoft.graph.bookingCustomerInformation",
    {
        "customerId": text,
        "name": text,
        "emailAddress": text,
        "phone": text,
        "notes": text,
        "location": LOCATION,
        "timeZone": text,
        "smsNotificationsEnabled": boolean,
        "customQuestionAnswers": many(anything),
    },
    # Without its type Bookings refuses the customer.
    # https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/9854
    required=frozenset({"@odata.type"}),
    annotations={"@odata.type": exactly(CUSTOMER_TYPE)},
)

_REMINDER = Shape(
    "microsoft.graph.bookingReminder",
    {
        "message": text,
        "offset": length,
        "recipients": one_of("allAttendees", "staff", "customer", "unknownFutureValue"),
    },
)

_BOTH: dict[str, Check] = {
    "additionalInformation": text,
    "preBuffer": length,
    "postBuffer": length,
    "customers": many(CUSTOMER),
    "customerName": text,
    "customerEmailAddress": text,
    "customerPhone": text,
    "customerNotes": text,
    "customerTimeZone": text,
    "maximumAttendeesCount": whole,
    "isLocationOnline": boolean,
    "isCustomerAllowedToManageBooking": boolean,
    "optOutOfCustomerEmail": boolean,
    "smsNotificationsEnabled": boolean,
    "price": number,
    "priceType": one_of(
        "undefined",
        "fixedPrice",
        "startingAt",
        "hourly",
        "free",
        "priceVaries",
        "callUs",
        "notSet",
        "unknownFutureValue",
    ),
    "reminders": many(_REMINDER),
    "selfServiceAppointmentId": text,
    "serviceId": text,
    "serviceName": text,
    "serviceNotes": text,
    "serviceLocation": LOCATION,
    "staffMemberIds": many(text),
}
_BETA: dict[str, Check] = {
    "customerId": text,
    "customerLocation": LOCATION,
    "invoiceAmount": number,
    "invoiceDate": date_time_time_zone,
    "invoiceId": text,
    "invoiceStatus": one_of("draft", "reviewing", "open", "canceled", "paid", "corrective"),
    "invoiceUrl": text,
}
_COMPUTED = frozenset(
    [
        "id",
        "duration",
        "filledAttendeesCount",
        "joinWebUrl",
        "anonymousJoinWebUrl",
        "appointmentLabel",
        "createdDateTime",
        "lastUpdatedDateTime",
    ]
)
_NEVER_NULL = frozenset(
    [
        "startDateTime",
        "endDateTime",
        "start",
        "end",
        "preBuffer",
        "postBuffer",
        "customers",
        "maximumAttendeesCount",
        "isLocationOnline",
        "optOutOfCustomerEmail",
        "smsNotificationsEnabled",
        "price",
        "reminders",
        "serviceName",
        "staffMemberIds",
    ]
)

BETA_NAMES = {"startDateTime": "start", "endDateTime": "end"}
BETA_ONLY = frozenset(_BETA)
BY_ID_ONLY = frozenset({"serviceNotes", "reminders", "customerNotes"})
IMMUTABLE = ("serviceId", "customerId", "customerNotes")


def appointment_shape(version: str) -> Shape:
    """The bookingAppointment of that version of Graph."""
    return _SHAPES[version]


def blank_appointment(identity: str, service: Json, made_at: str, zone_name: str) -> Json:
    """An appointment for that service of which only the service is known, with v1.0's names; it has no times yet."""
    return {
        "id": identity,
        "selfServiceAppointmentId": guid(identity),
        "additionalInformation": None,
        "appointmentLabel": None,
        "isLocationOnline": service["isLocationOnline"],
        "joinWebUrl": None,
        "anonymousJoinWebUrl": None,
        "createdDateTime": made_at,
        "lastUpdatedDateTime": made_at,
        "customerName": None,
        "customerEmailAddress": None,
        "customerPhone": None,
        "customerNotes": None,
        "customerTimeZone": zone_name,
        "smsNotificationsEnabled": service["smsNotificationsEnabled"],
        "isCustomerAllowedToManageBooking": True,
        "serviceId": service["id"],
        "serviceName": service["displayName"],
        "serviceNotes": service["notes"],
        "serviceLocation": service["defaultLocation"],
        "duration": service["defaultDuration"],
        "preBuffer": service["preBuffer"],
        "postBuffer": service["postBuffer"],
        "priceType": service["defaultPriceType"],
        "price": service["defaultPrice"],
        "optOutOfCustomerEmail": False,
        "staffMemberIds": [],
        "maximumAttendeesCount": service["maximumAttendeesCount"],
        "filledAttendeesCount": 0,
        "reminders": service["defaultReminders"],
        "customers": [],
        "customerId": None,
        "customerLocation": None,
        "invoiceAmount": 0.0,
        "invoiceDate": None,
        "invoiceId": None,
        "invoiceStatus": "draft",
        "invoiceUrl": None,
    }


def _shape(writable: dict[str, Check]) -> Shape:
    name = "microsoft.graph.bookingAppointment"
    return Shape(name, writable, _COMPUTED, never_null=_NEVER_NULL, error_code="BadRequest")


_SHAPES = {
    "v1.0": _shape({**_BOTH, "startDateTime": date_time_time_zone, "endDateTime": date_time_time_zone}),
    "beta": _shape({**_BOTH, **_BETA, "start": date_time_time_zone, "end": date_time_time_zone}),
}
