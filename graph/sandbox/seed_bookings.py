"""The seeded Bookings businesses: a clinic in London and a tutoring school in Seattle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from graph.sandbox.booking_changes import changed
from graph.sandbox.booking_types import CUSTOMER_TYPE, blank_appointment
from graph.sandbox.calls import Json
from graph.sandbox.ids import guid, outlook_id
from graph.sandbox.organisation import Business, Organisation, Person
from graph.sandbox.times import duration, instant, read_duration, wall


@dataclass(frozen=True)
class _Service:
    name: str
    minutes: int
    price: float
    online: bool = False
    seats: int = 1
    pre_buffer: int = 0
    post_buffer: int = 0


@dataclass(frozen=True)
class _Booking:
    day: int  #: days from today
    at: str  #: HH:MM at the business
    service: str
    staff: str  #: the part of the address before the @
    customers: tuple[str, ...]


_CLINIC_SERVICES = (
    _Service("Hearing aid fitting", 45, 60.0, pre_buffer=5, post_buffer=10),
    _Service("Hearing test", 30, 35.0, post_buffer=5),
    _Service("Video consultation", 20, 25.0, online=True),
)
_SCHOOL_SERVICES = (
    _Service("Algebra class", 60, 20.0, seats=6),
    _Service("One-to-one tutoring", 45, 55.0, online=True, post_buffer=15),
)
_CLINIC_BOOKINGS = (
    _Booking(-6, "09:30", "Hearing test", "lynne", ("Miriam Graham",)),
    _Booking(-2, "15:00", "Video consultation", "alexw", ("Lee Gu",)),
    _Booking(0, "14:00", "Hearing test", "alexw", ("Joni Sherman",)),
    _Booking(0, "17:00", "Video consultation", "adele", ("Lee Gu",)),
    _Booking(1, "10:00", "Hearing aid fitting", "alexw", ("Grady Archie",)),
    _Booking(1, "13:00", "Hearing test", "lynne", ("Miriam Graham",)),
    _Booking(2, "09:00", "Video consultation", "adele", ("Joni Sherman",)),
    _Booking(4, "11:30", "Hearing aid fitting", "lynne", ("Diego Siciliani",)),
    _Booking(8, "10:00", "Hearing test", "alexw", ("Lee Gu",)),
)
_SCHOOL_BOOKINGS = (
    _Booking(1, "16:00", "Algebra class", "megan", ("Henrietta Mueller", "Johanna Lorenz", "Pradeep Gupta")),
    _Booking(2, "15:00", "One-to-one tutoring", "isaiah", ("Pradeep Gupta",)),
    _Booking(3, "15:30", "One-to-one tutoring", "patti", ("Johanna Lorenz",)),
)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def add_bookings(organisation: Organisation, today: date) -> None:
    """Add both businesses; Alex belongs to the clinic only."""
    for name, zone_name, staff, services, bookings in (
        ("Contoso Clinic London", "GMT Standard Time", "alexw adele lynne", _CLINIC_SERVICES, _CLINIC_BOOKINGS),
        ("Contoso Tutoring Seattle", "Pacific Standard Time", "megan isaiah patti", _SCHOOL_SERVICES, _SCHOOL_BOOKINGS),
    ):
        people = [organisation.person(f"{alias}@contoso.com") for alias in staff.split()]
        wire = _business(name, zone_name, people[0], organisation.clock() - timedelta(days=200))
        business = Business(wire["id"], zone_name, frozenset(person.id for person in people), wire)
        organisation.businesses[business.id] = business
        for person in people:
            _add_staff(business, person)
        for service in services:
            _add_service(business, service)
        for booking in bookings:
            _add_appointment(organisation, business, booking, today)
    _put_out_of_reach(business)


def _business(name: str, zone_name: str, owner: Person, made_at: datetime) -> Json:
    identity = f"{name.replace(' ', '')}@contoso.com"
    evening = owner.city == "Seattle"
    slot = {
        "startTime": "14:00:00.0000000" if evening else "08:00:00.0000000",
        "endTime": "20:00:00.0000000" if evening else "18:00:00.0000000",
    }
    return {
        "id": identity,
        "displayName": name,
        "businessType": "",
        "address": {"street": "1 Contoso Way", "city": owner.city},
        "phone": "+1 206-555-0187" if evening else "+44 20 7946 0654",
        "email": identity,
        "webSiteUrl": "https://www.contoso.example/",
        "defaultCurrencyIso": "USD" if evening else "GBP",
        "isPublished": True,
        "publicUrl": f"https://outlook.office365.com/owa/calendar/{identity}/bookings/",
        "languageTag": owner.language,
        "createdDateTime": instant(made_at),
        "lastUpdatedDateTime": instant(made_at),
        "businessHours": [{"day": day, "timeSlots": [] if day == "sunday" else [slot]} for day in _WEEK],
        "schedulingPolicy": {
            "timeSlotInterval": "PT15M",
            "minimumLeadTime": "PT2H",
            "maximumAdvance": "P90D",
            "sendConfirmationsToOwner": True,
            "allowStaffSelection": True,
        },
        "bookingPageSettings": {"accessControl": "unrestricted", "businessTimeZone": zone_name},
    }


def _add_staff(business: Business, person: Person) -> None:
    identity = guid(f"staff {business.id} {person.id}")
    business.staff[identity] = {
        "@odata.type": "#microsoft.graph.bookingStaffMember",
        "id": identity,
        "displayName": person.name,
        "emailAddress": person.email,
        "role": "teamMember" if business.staff else "administrator",
        "availabilityIsAffectedByPersonalCalendar": True,
        "isEmailNotificationEnabled": True,
        "timeZone": business.zone_name,
        "useBusinessHours": True,
        "workingHours": [],
    }


def _add_service(business: Business, service: _Service) -> None:
    identity = guid(f"service {business.id} {service.name}")
    business.services[identity] = {
        "id": identity,
        "displayName": service.name,
        "defaultDuration": duration(timedelta(minutes=service.minutes)),
        "defaultPrice": service.price,
        "defaultPriceType": "fixedPrice",
        "defaultReminders": [{"message": "See you soon.", "offset": "P1D", "recipients": "customer"}],
        "defaultLocation": {"displayName": business.wire["displayName"]},
        "description": None,
        "isHiddenFromCustomers": False,
        "isLocationOnline": service.online,
        "languageTag": business.wire["languageTag"],
        "maximumAttendeesCount": service.seats,
        "notes": "Please bring the old device." if "fitting" in service.name else None,
        "preBuffer": duration(timedelta(minutes=service.pre_buffer)),
        "postBuffer": duration(timedelta(minutes=service.post_buffer)),
        "schedulingPolicy": business.wire["schedulingPolicy"],
        "smsNotificationsEnabled": False,
        "staffMemberIds": list(business.staff),
    }


def _customer(business: Business, name: str) -> Json:
    """The customer as an appointment shows them; the first time they are added to the business."""
    identity = guid(f"customer {business.id} {name}")
    email = f"{name.lower().replace(' ', '.')}@example.com"
    phone = f"+44 7700 900{len(business.customers) + 101}"
    business.customers.setdefault(
        identity,
        {
            "@odata.type": "#microsoft.graph.bookingCustomer",
            "id": identity,
            "displayName": name,
            "emailAddress": email,
            "addresses": [],
            "phones": [{"number": phone, "type": "mobile"}],
        },
    )
    return {
        "@odata.type": CUSTOMER_TYPE,
        "customerId": identity,
        "name": name,
        "emailAddress": email,
        "phone": business.customers[identity]["phones"][0]["number"],
        "timeZone": business.zone_name,
        "notes": None,
        "location": None,
        "smsNotificationsEnabled": False,
        "customQuestionAnswers": [],
    }


def _add_appointment(organisation: Organisation, business: Business, booking: _Booking, today: date) -> None:
    service = next(one for one in business.services.values() if one["displayName"] == booking.service)
    staff = organisation.person(f"{booking.staff}@contoso.com")
    identity = outlook_id(guid(business.id), f"{booking.day} {booking.at} {booking.service} {booking.customers}")
    local = datetime.combine(today + timedelta(days=booking.day), time.fromisoformat(booking.at))
    times = {"startDateTime": local, "endDateTime": local + read_duration(service["defaultDuration"])}
    customers = [_customer(business, name) for name in booking.customers]
    made_at = organisation.clock() - timedelta(days=12)
    blank = blank_appointment(identity, service, instant(made_at), business.zone_name)
    blank |= {name: {"dateTime": wall(at), "timeZone": business.zone_name} for name, at in times.items()}
    blank["customerId"] = customers[0]["customerId"]
    written = {"customers": customers, "staffMemberIds": [guid(f"staff {business.id} {staff.id}")]}
    appointment = changed(organisation, business, blank, written)
    appointment["lastUpdatedDateTime"] = instant(made_at)
    business.appointments[identity] = appointment


def _put_out_of_reach(business: Business) -> None:
    """Give the last appointment an id with a slash, which Bookings does and Graph cannot address.

    Source: https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/4029
    """
    identity, appointment = business.appointments.popitem()
    identity = f"{identity[:60]}/{identity[61:]}"
    business.appointments[identity] = appointment | {"id": identity}
