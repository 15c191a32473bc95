"""The pages a person looks at: the organisation with the last calls, and the sign-in page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from html import escape

from graph.sandbox import calendar
from graph.sandbox.calls import Json, RecordedCall
from graph.sandbox.organisation import Business, Mailbox, Organisation, Person
from graph.sandbox.times import in_utc
from graph.sandbox.zones import find_zone

_STYLE = """
:root { color-scheme: light dark; --line: #d5d5d5; --soft: #666; --good: #0b6a0b; --bad: #b10e1c; --mark: #5b5fc7; }
@media (prefers-color-scheme: dark) {
  :root { --line: #484848; --soft: #aaa; --good: #7fd17f; --bad: #ff8f99; --mark: #a6a9f5; }
}
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--soft); }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; } code { overflow-wrap: anywhere; } td:first-child { white-space: nowrap; }
nav a { margin-right: 1rem; } a { color: var(--mark); } [aria-current] { font-weight: 700; text-decoration: none; }
.good { color: var(--good); } .bad { color: var(--bad); } .soft { color: var(--soft); }
form { max-width: 26rem; } label { display: block; padding: .4rem 0; }
button { font: inherit; padding: .5rem 1.2rem; margin-top: 1rem; }
.code { font: 600 2.4rem ui-monospace, monospace; letter-spacing: .2em; }
.scroll { overflow-x: auto; }
"""
_SHOWN_CALLS, _SHOWN_TEXT = 20, 300
_LONG_ID = re.compile(r"[\w%-]{40,}")  # ids fill the page and say nothing to a reader


def _page(title: str, body: str, *, refresh: bool = False) -> str:
    again = '<meta http-equiv="refresh" content="4">' if refresh else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,">{again}<title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f"<body>{body}</body></html>"
    )


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are HTML already."""
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    if not lines:
        return f'<p class="soft">{escape(caption)}: nothing.</p>'
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    caption = f"<caption>{escape(caption)}</caption>"
    return f'<div class="scroll"><table>{caption}<tr>{head}</tr>{"".join(lines)}</table></div>'


def overview_page(organisation: Organisation, calls: Sequence[RecordedCall], who: str) -> str:
    """The organisation as it is now and the last calls; `who` is the address of the person whose week is shown."""
    people = list(organisation.people.values())
    person = organisation.find_person(who) or people[0]
    links = " ".join(
        f'<a href="/?person={escape(one.email)}"{" aria-current=page" if one is person else ""}>{escape(one.name)}</a>'
        for one in people
    )
    now = organisation.clock().astimezone(person.zone)
    return _page(
        "Sandbox",
        f"<h1>Sandbox</h1><p>Stands in for Microsoft Graph and the Bot Framework’s token service. "
        f"It is {now:%A %d %B %Y, %H:%M} for {escape(person.name)} ({escape(person.zone_name)}).</p>"
        f"<h2>Last calls</h2>{_calls(calls)}"
        f"<h2>Calendar</h2><nav>{links}</nav>{_calendar(organisation, organisation.mailboxes[person.id])}"
        f"<h2>Bookings</h2>{''.join(_bookings(one) for one in organisation.businesses.values())}"
        f"<h2>Online meetings without an event</h2>{_meetings(organisation)}"
        f"<h2>Virtual appointments</h2>{_visits(organisation)}"
        f"<h2>Mail that Outlook sent</h2>{_mails(organisation)}",
        refresh=True,
    )


def _calls(calls: Sequence[RecordedCall]) -> str:
    rows = []
    for call in reversed(calls[-_SHOWN_CALLS:]):
        kind = "good" if 200 <= call.status < 300 else "bad"
        outcome = str(call.status) if call.status else "dropped"
        rows.append(
            (
                f'<span class="soft">{call.at:%H:%M:%S}</span>',
                f'<span class="{kind}">{outcome}</span> {escape(_code(call.answer))}',
                escape(call.person or ""),
                f"<code>{escape(call.method)} {escape(_LONG_ID.sub('…', call.raw_path))}</code>{_sent(call)}",
            )
        )
    return _table("Newest first, times in UTC", ("At", "Outcome", "Who", "Call"), rows)


def _sent(call: RecordedCall) -> str:
    """What was written to Graph; what the token service is told is nobody's business."""
    if not call.sent or not call.raw_path.startswith(("/v1.0/", "/beta/")):
        return ""
    return f'<br><code class="soft">{escape(call.sent.decode("utf-8", "replace")[:_SHOWN_TEXT])}</code>'


def _code(answer: object) -> str:
    error = answer.get("error") if isinstance(answer, dict) else None
    return str(error.get("code", "")) if isinstance(error, dict) else ""


def _calendar(organisation: Organisation, box: Mailbox) -> str:
    now = organisation.clock()
    events = calendar.view(box, now - timedelta(days=1), now + timedelta(days=14))
    rows = [(_span(event, box), escape(event["subject"]), _marks(event), _attendees(event)) for event in events]
    return _table("From yesterday, for two weeks", ("When", "What", "How", "Who"), rows)


def _span(event: Json, box: Mailbox) -> str:
    start, end = calendar.span_of(event)
    if event["isAllDay"]:
        return f"{start.astimezone(calendar.zone_of(event)):%a %d %b}, all day"
    return f"{start.astimezone(box.zone):%a %d %b %H:%M}–{end.astimezone(box.zone):%H:%M}"


def _marks(event: Json) -> str:
    marks = [event["type"]] if event["type"] != "singleInstance" else []
    marks += ["online"] if event["isOnlineMeeting"] else []
    marks += [event["sensitivity"]] if event["sensitivity"] != "normal" else []
    marks += [event["showAs"]] if event["showAs"] != "busy" else []
    marks += ["cancelled"] if event["isCancelled"] else []
    marks += [] if event["isOrganizer"] else [event["responseStatus"]["response"]]
    return f'<span class="soft">{escape(", ".join(marks))}</span>'


def _attendees(event: Json) -> str:
    names = [f"{one['emailAddress']['name']} ({one['status']['response']})" for one in event["attendees"]]
    return escape(", ".join(names))


def _bookings(business: Business) -> str:
    zone = find_zone(business.zone_name)
    rows = []
    for one in sorted(business.appointments.values(), key=lambda one: in_utc(one["startDateTime"])):
        start, end = (in_utc(one[name]).astimezone(zone) for name in ("startDateTime", "endDateTime"))
        customers = ", ".join(customer.get("name") or "?" for customer in one["customers"])
        staff = ", ".join(business.staff[identity]["displayName"] for identity in one["staffMemberIds"])
        when = f"{start:%a %d %b %H:%M}–{end:%H:%M}"
        rows.append((when, escape(one["serviceName"]), escape(customers), escape(staff)))
    caption = f"{business.wire['displayName']}, {business.zone_name}"
    return _table(caption, ("When", "Service", "Customers", "Staff"), rows)


def _meetings(organisation: Organisation) -> str:
    in_calendar = {
        (event["onlineMeeting"] or {}).get("joinUrl")
        for box in organisation.mailboxes.values()
        for event in box.events.values()
    }
    rows = [
        (
            escape(meeting["startDateTime"][:16].replace("T", " ")),
            escape(meeting["subject"] or ""),
            escape(meeting["externalId"] or ""),
            escape(meeting["participants"]["organizer"]["upn"]),
        )
        for meeting in organisation.meetings.values()
        if meeting["joinWebUrl"] not in in_calendar
    ]
    return _table("Everybody’s, times in UTC", ("Start", "Subject", "External id", "Whose"), rows)


def _visits(organisation: Organisation) -> str:
    rows = [
        (
            escape(organisation.meetings[identity]["subject"] or ""),
            escape(", ".join(client["displayName"] or "?" for client in visit["appointmentClients"])),
            escape(visit["externalAppointmentId"] or ""),
            "yes" if visit["settings"]["allowClientToJoinUsingBrowser"] else "no",
        )
        for identity, visit in organisation.visits.items()
    ]
    return _table("Everybody’s", ("Meeting", "Clients", "External id", "Join in browser"), rows)


def _mails(organisation: Organisation) -> str:
    rows = [(escape(mail.kind), escape(", ".join(mail.to))) for mail in reversed(organisation.mails[-20:])]
    return _table("Newest first", ("Kind", "To"), rows)


def sign_in_page(people: Iterable[Person], here: Person, connection: str, state: str) -> str:
    """Where one picks who one is; `state` goes back as it came."""
    choices = "".join(
        f'<label><input type="radio" name="person" value="{escape(one.id)}"{" checked" if one is here else ""}> '
        f'{escape(one.name)} <span class="soft">{escape(one.job_title)}, {escape(one.city)}</span></label>'
        for one in people
    )
    return _page(
        "Sign in",
        f"<h1>Sign in to the sandbox</h1><p>The bot asks for “{escape(connection)}”. Who are you?</p>"
        f'<form method="post" action="/signin"><input type="hidden" name="state" value="{escape(state)}">{choices}'
        '<button id="ok">Sign in</button></form>',
    )


def sign_in_done_page(headline: str, sentence: str) -> str:
    """What the sign-in came to: a code, or why there is none."""
    kind = ' id="code" class="code"' if headline.isdigit() else ""
    return _page("Sign in", f"<h1{kind}>{escape(headline)}</h1><p>{escape(sentence)}</p>")
