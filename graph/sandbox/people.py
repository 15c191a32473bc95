"""People: who is meant by an address, their profile, mailbox settings, calendars and the zones Outlook supports."""

from __future__ import annotations

from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route, access_denied
from graph.sandbox.odata import collection, selected
from graph.sandbox.organisation import Mailbox, Person
from graph.sandbox.zones import iana_zones, windows_zones

OWNERS = ("me", "users/{user}")
PAGES = "https://learn.microsoft.com/graph/api/"
CALENDAR_READ = frozenset({"Calendars.Read", "Calendars.ReadBasic", "Calendars.ReadWrite"})
_LANGUAGES = {"en-GB": "English (United Kingdom)", "en-US": "English (United States)", "ja-JP": "日本語 (日本)"}


def owner(call: Call) -> Person:
    """Whose things the address speaks of.

    Raises RefusedError: 404 for somebody unknown, 403 for somebody else's, 400 for "me" without a person.
    """
    if "user" not in call.ids:
        if call.grant.person is None:
            raise RefusedError(400, "BadRequest", "/me request is only valid with delegated authentication flow.")
        return call.grant.person
    person = call.organisation.find_person(call.ids["user"])
    if person is None:
        raise RefusedError(404, "Request_ResourceNotFound", f"Resource '{call.ids['user']}' does not exist.")
    if call.grant.person not in (None, person):
        raise access_denied()
    return person


def mailbox(call: Call) -> Mailbox:
    """The calendar that the address speaks of: a person's or a group's; raises RefusedError as `owner` does."""
    if "group" in call.ids:
        return _group_mailbox(call)
    box = call.organisation.mailboxes[owner(call).id]
    wanted = (("calendar", box.calendar_id), ("calendarGroup", box.calendar_group_id))
    if any(call.ids.get(name, identity) != identity for name, identity in wanted):
        raise RefusedError(400, "ErrorInvalidIdMalformed", "Id is malformed.")
    return box


def _group_mailbox(call: Call) -> Mailbox:
    group = call.organisation.groups.get(call.ids["group"])
    if group is None:
        raise RefusedError(404, "Request_ResourceNotFound", f"Resource '{call.ids['group']}' does not exist.")
    if call.grant.person is not None and call.grant.person.id not in group["members"]:
        raise access_denied()
    return call.organisation.mailboxes[group["id"]]


def read_person(call: Call) -> Answer:
    """GET /me and /users/{id}: a colleague's profile may be read by everybody."""
    key = call.ids.get("user")
    person = call.organisation.find_person(key) if key is not None else owner(call)
    if person is None:
        raise RefusedError(404, "Request_ResourceNotFound", f"Resource '{key}' does not exist.")
    profile = {"@odata.context": call.context("users/$entity"), **_profile(person)}
    return Answer(200, selected(call, profile))


def list_people(call: Call) -> Answer:
    """GET /users."""
    rows = [_profile(person) for person in call.organisation.people.values()]
    return Answer(200, collection(call, "users", rows))


def _profile(person: Person) -> Json:
    return {
        "businessPhones": [],
        "displayName": person.name,
        "givenName": person.given_name,
        "jobTitle": person.job_title,
        "mail": person.email,
        "mobilePhone": None,
        "officeLocation": person.city,
        "preferredLanguage": person.language,
        "surname": person.surname,
        "userPrincipalName": person.email,
        "id": person.id,
    }


def mailbox_settings(call: Call) -> Answer:
    """GET mailboxSettings."""
    person = owner(call)
    settings: Json = {
        "@odata.context": call.context(f"users('{person.id}')/mailboxSettings"),
        "archiveFolder": "",
        "timeZone": person.zone_name,
        "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
        "dateFormat": "yyyy/MM/dd" if person.language == "ja-JP" else "dd/MM/yyyy",
        "timeFormat": "H:mm" if person.language == "ja-JP" else "HH:mm",
        "userPurpose": "user",
        "language": {"locale": person.language, "displayName": _LANGUAGES[person.language]},
        "workingHours": working_hours(person.zone_name),
        "automaticRepliesSetting": {
            "status": "disabled",
            "externalAudience": "all",
            "internalReplyMessage": "",
            "externalReplyMessage": "",
        },
    }
    return Answer(200, selected(call, settings))


def working_hours(zone_name: str) -> Json:
    """Monday to Friday, nine to half past five."""
    return {
        "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "startTime": "09:00:00.0000000",
        "endTime": "17:30:00.0000000",
        "timeZone": {"name": zone_name},
    }


def supported_zones(call: Call) -> Answer:
    """GET supportedTimeZones, by Windows names unless IANA names are asked for."""
    owner(call)
    # TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana', and from some clients TimeZoneStandard='Iana'.
    argument = call.ids.get("standard", "'Windows'").split("'")
    standard = argument[1] if len(argument) == 3 else ""
    if standard.lower() not in ("windows", "iana"):
        raise RefusedError(400, "BadRequest", f"'{standard}' is not a timeZoneStandard.")
    rows = iana_zones(call.now) if standard.lower() == "iana" else windows_zones(call.now)
    context = call.context("Collection(microsoft.graph.timeZoneInformation)")
    return Answer(200, {"@odata.context": context, "value": rows})


def calendars(call: Call) -> Answer:
    """GET calendars: everybody has one."""
    box = mailbox(call)
    rows = [_calendar(call, box)]
    return Answer(200, collection(call, f"users('{box.id}')/calendars", rows))


def calendar(call: Call) -> Answer:
    """GET calendar, and calendars/{id}."""
    box = mailbox(call)
    row = {"@odata.context": call.context(f"users('{box.id}')/calendars/$entity"), **_calendar(call, box)}
    return Answer(200, selected(call, row))


def _calendar(call: Call, box: Mailbox) -> Json:
    return {
        "id": box.calendar_id,
        "name": "カレンダー" if box.zone_name == "Tokyo Standard Time" else "Calendar",
        "color": "auto",
        "isDefaultCalendar": True,
        "changeKey": "DwAAABYAAAA=",
        "canShare": True,
        "canViewPrivateItems": True,
        "canEdit": True,
        "allowedOnlineMeetingProviders": ["teamsForBusiness"],
        "defaultOnlineMeetingProvider": "teamsForBusiness",
        "isTallyingResponses": True,
        "isRemovable": False,
        "owner": {"name": box.name, "address": box.email},
    }


_PROFILE = frozenset({"User.Read", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite"})
_DIRECTORY = frozenset({"User.ReadBasic.All", "User.Read.All"})
_SETTINGS = frozenset({"MailboxSettings.Read", "MailboxSettings.ReadWrite"})
_ZONES = tuple(f"{who}/outlook/supportedTimeZones{form}" for who in OWNERS for form in ("", "({standard})"))

ROUTES = (
    Route("GET", OWNERS, read_person, _PROFILE, PAGES + "user-get", "People by id or address; $select."),
    Route("GET", ("users",), list_people, _DIRECTORY, PAGES + "user-list", "$filter, $orderby, pages.", "$search."),
    Route(
        "GET",
        tuple(f"{who}/mailboxSettings" for who in OWNERS),
        mailbox_settings,
        _SETTINGS,
        PAGES + "user-get-mailboxsettings",
        "Windows zone, working hours, language.",
        "PATCH; a mailbox that was never set up.",
    ),
    Route(
        "GET",
        _ZONES,
        supported_zones,
        _PROFILE,
        PAGES + "outlookuser-supportedtimezones",
        "Windows names by default, IANA names on request; with and without brackets (72).",
        "Microsoft's own display names of zones.",
    ),
    Route(
        "GET",
        tuple(f"{who}/{what}" for who in OWNERS for what in ("calendars", "calendarGroups/{calendarGroup}/calendars")),
        calendars,
        CALENDAR_READ,
        PAGES + "user-list-calendars",
        "One calendar for each person.",
        "Further calendars, sharing.",
    ),
    Route(
        "GET",
        tuple(f"{who}/{what}" for who in OWNERS for what in ("calendar", "calendars/{calendar}")),
        calendar,
        CALENDAR_READ,
        PAGES + "calendar-get",
        "The default calendar, by name or id.",
    ),
)
