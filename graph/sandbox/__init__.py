"""A stand-in for Microsoft Graph and for the Bot Framework's user-token service, over HTTP and all in memory.

In a process, for instance in a test (see tests/graph/sandbox):

    sandbox = Sandbox(clock=lambda: datetime(2026, 3, 6, 12, 30, tzinfo=UTC))
    server = aiohttp.test_utils.TestServer(sandbox.app())
    await server.start_server()
    token = sandbox.token("alexw@contoso.com")  # or let the bot fetch one: everybody is signed in at first
    ...  # GET {server}/v1.0/me/calendarView with "Authorization: Bearer {token}"

    sandbox.requests[-1].body                       # what was sent last; also .status .answer .raw_path .person
    sandbox.trouble.plan("throttled", method="PATCH", retry_after_seconds=2)  # graph/sandbox/trouble.py has the kinds
    # Somebody else changes it meanwhile:
    await sandbox.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{id}", {"subject": "x"})
    sandbox.sign_ins.set_state("29:user-alex", "bookings", "consentRequired")
    sandbox.organisation.mails                      # what Outlook wrote to whom; also .mailboxes .meetings .visits ...
    sandbox.reset()                                 # everything as at the start

Alone, on 127.0.0.1: `python -m graph.sandbox --port 3979`; a page at / shows what is there and what was asked. The same
can be asked for over HTTP: POST /sandbox/trouble, /sandbox/change, /sandbox/tokens, /sandbox/sign-in, /sandbox/reset
(graph/sandbox/admin.py), or the header `Sandbox-Trouble: throttled; retryAfterSeconds=7` on a single call.

The organisation lies around the day of the clock in London; graph/sandbox/seed.py and its neighbours say what is in it.
What is held of Graph's rules, and what is not, is in COVERAGE.md.
"""

from graph.sandbox.server import Sandbox

__all__ = ["Sandbox"]
