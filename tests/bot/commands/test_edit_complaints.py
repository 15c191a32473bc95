"""What people complain about in neighbouring products when something is edited, each with the thread it comes from."""

from __future__ import annotations

from html import unescape

from graph.sandbox import Sandbox
from tests.bot.commands.edits import (
    CLINIC,
    booking,
    content,
    edited,
    event,
    somebody_changes_booking,
    somebody_changes_event,
)
from tests.teams import Talk
from tests.world import graph_calls, writes


async def test_editing_the_text_does_not_drop_or_change_the_teams_link(talk: Talk, world: Sandbox) -> None:
    """microsoft-graph-docs#16336, #9743, #18896; msgraph-sdk-dotnet#2895, #1402."""
    link = event(world, "Design review")["onlineMeeting"]["joinUrl"]

    shown = await edited(talk, "edit design review", body="Bring sketches")

    kept = event(world, "Design review")
    assert (kept["onlineMeeting"]["joinUrl"], kept["isOnlineMeeting"]) == (link, True)
    text = unescape(kept["body"]["content"])
    assert "Bring sketches" in text
    assert link in text
    assert "Join" in shown.buttons


async def test_no_edit_but_one_of_the_text_sends_the_text(talk: Talk, world: Sandbox) -> None:
    """microsoft-graph-docs#16336: every second update toggled the join link."""
    await edited(talk, "edit design review", subject="Design review 2", time="10:00", importance="high")

    (call,) = writes(world)
    assert set(call.body) == {"subject", "start", "end", "importance"}


async def test_the_join_link_is_on_the_card_after_every_edit(talk: Talk) -> None:
    """calcom/cal.diy#14086: the link is missing after rescheduling."""
    shown = await edited(talk, "edit design review", date="2026-03-12")

    assert "Join" in shown.buttons


async def test_a_new_start_takes_the_end_along(talk: Talk, world: Sandbox) -> None:
    """calcom/cal.diy#16868: a new start with the old end, so that it ended before it started, and nobody was told."""
    shown = await talk.press(await talk("edit design review"), "Check the changes", time="18:00")
    assert {
        "Sat, Mar 7, 6:00 PM – 7:00 PM · 1 h",
        "Gets mail: Megan Bowen and Adele Vance.",
        "Said yes and will be asked again: Megan Bowen and Adele Vance.",
    } <= set(shown.words_of_card)

    await talk.press(shown, "Yes, change it")

    kept = event(world, "Design review")
    assert (kept["start"]["dateTime"][:16], kept["end"]["dateTime"][:16]) == ("2026-03-07T21:30", "2026-03-07T22:30")


async def test_what_somebody_else_changed_is_never_written_over_silently(talk: Talk, world: Sandbox) -> None:
    """xorbitsai/xagent#2190; dominik1001/caldav-mcp#96; microsoft-graph-docs-contrib#7934."""
    shown = await talk.press(await talk("edit design review"), "Check the changes", subject="Mine design review")
    await somebody_changes_event(world, event(world, "Design review"), {"subject": "Theirs design review"})

    shown = await talk.press(shown, "Yes, change it")
    assert {"Was", "Theirs", "Yours", "Theirs design review", "Mine design review"} <= set(shown.words_of_card)
    assert event(world, "design review")["subject"] == "Theirs design review"
    shown = await talk.press(shown, "Put mine on top")

    assert shown.text_of_card == "“Mine design review” is changed."
    await talk.press(shown, "Undo")
    assert event(world, "design review")["subject"] == "Theirs design review"


async def test_theirs_can_be_kept(talk: Talk, world: Sandbox) -> None:
    """The same threads."""
    shown = await talk.press(await talk("edit design review"), "Check the changes", location="Café")
    await somebody_changes_event(world, event(world, "Design review"), {"location": {"displayName": "Theirs"}})
    shown = await talk.press(shown, "Yes, change it")

    await talk.press(shown, "Keep theirs")

    assert event(world, "Design review")["location"]["displayName"] == "Theirs"


async def test_a_change_elsewhere_in_the_event_is_no_conflict(talk: Talk, world: Sandbox) -> None:
    """microsoft-graph-docs-contrib#7934: nobody knows what to do with ErrorIrresolvableConflict."""
    shown = await talk.press(await talk("edit design review"), "Check the changes", location="Café")
    await somebody_changes_event(world, event(world, "Design review"), {"subject": "Design review, theirs"})

    shown = await talk.press(shown, "Yes, change it")

    assert shown.text_of_card == "“Design review, theirs” is changed."
    kept = event(world, "Design review")
    assert (kept["subject"], kept["location"]["displayName"]) == ("Design review, theirs", "Café")


async def test_a_second_edit_of_ones_own_is_no_conflict(talk: Talk, world: Sandbox) -> None:
    """xorbitsai/xagent#2190: the second edit of an own event got 412."""
    first = await talk.press(await talk("edit design review"), "Check the changes", location="Café")
    await talk.press(first, "Yes, change it")

    shown = await edited(talk, "edit design review", location="Bar")

    assert shown.text_of_card == "“Design review” is changed."
    assert [call.status for call in writes(world)] == [200, 200]


async def test_an_occurrence_and_its_series_are_told_apart_by_asking(talk: Talk, world: Sandbox) -> None:
    """handley-lab/mcp-handley-lab#49: cannot tell an occurrence from its series."""
    before = content(event(world, "Daily standup"))
    shown = await talk("edit standup")
    assert shown.buttons == ["Only Mon, Mar 9, 6:45 AM", "The whole series"]

    shown = await talk.press(shown, "Only Mon, Mar 9, 6:45 AM")
    shown = await talk.press(shown, "Check the changes", location="Café")
    await talk.press(shown, "Yes, change it")

    assert content(event(world, "Daily standup")) == before
    monday = await talk("agenda monday")
    assert any("Café" in words for words in monday.words_of_card)


async def test_an_occurrence_that_may_not_lie_there_is_explained_before_anything_is_sent(
    talk: Talk, world: Sandbox
) -> None:
    """microsoft-graph-docs#2285, OfficeDev/ews-java-api#381: ErrorOccurrenceCrossingBoundary is not understood."""
    shown = await talk("edit only this standup")

    shown = await talk.press(shown, "Check the changes", date="2026-03-13", subject="Kept")

    assert any(
        words.startswith("One occurrence cannot move onto or past the day of its neighbours: it may lie between")
        for words in shown.words_of_card
    )
    assert "Subject: Kept" in shown.words_of_card
    assert writes(world) == []


async def test_everything_goes_in_one_change_and_who_gets_mail_is_said_first(talk: Talk, world: Sandbox) -> None:
    """msgraph-sdk-dotnet#2172, #2323, #1549: no way to stop mails."""
    shown = await talk.press(
        await talk("edit design review"),
        "Check the changes",
        subject="Design",
        location="Café",
        required="Megan Bowen <megan@contoso.com>\nken@contoso.com",
    )
    assert "Gets mail: Megan Bowen, Adele Vance, and ken@contoso.com." in shown.words_of_card

    await talk.press(shown, "Yes, change it")

    assert len(writes(world)) == 1
    mailed = sorted(address for mail in world.organisation.mails for address in mail.to)
    assert mailed == ["adele@contoso.com", "ken@contoso.com", "megan@contoso.com"]


async def test_inviting_one_person_uninvites_nobody(talk: Talk, world: Sandbox) -> None:
    """Softeria/ms-365-mcp-server, endpoints.json: attendees replaces the whole list."""
    shown = await talk("invite bob@contoso.com to design review")
    kept = event(world, "Design review")
    more = [*kept["attendees"], {"emailAddress": {"address": "patti@contoso.com"}}]
    await somebody_changes_event(world, kept, {"attendees": more})

    await talk.press(shown, "Yes, change it")

    addresses = [each["emailAddress"]["address"] for each in event(world, "Design review")["attendees"]]
    assert addresses == ["megan@contoso.com", "adele@contoso.com", "patti@contoso.com", "bob@contoso.com"]


async def test_whom_somebody_else_invites_meanwhile_stays_when_mine_goes_on_top(talk: Talk, world: Sandbox) -> None:
    """The same, where the change is about more than people."""
    shown = await talk.press(
        await talk("edit budget check-in"), "Check the changes", location="Café", required="ken@contoso.com"
    )
    kept = event(world, "Budget check-in")
    more = [*kept["attendees"], {"emailAddress": {"address": "patti@contoso.com"}}]
    await somebody_changes_event(world, kept, {"attendees": more})
    shown = await talk.press(shown, "Yes, change it")
    assert "Changed meanwhile" in shown.words_of_card

    await talk.press(shown, "Put mine on top")

    addresses = [each["emailAddress"]["address"] for each in event(world, "Budget check-in")["attendees"]]
    assert addresses == ["patti@contoso.com", "ken@contoso.com"]


async def test_a_booking_without_a_link_gets_one_later(talk: Talk, world: Sandbox) -> None:
    """microsoft-365-docs#13281, #11292: hundreds booked, the Teams link forgotten, no way to send it later."""
    shown = await edited(talk, "edit booking Grady", is_location_online="true")

    assert booking(world, "Grady Archie")["joinWebUrl"]
    assert "Join" in shown.buttons


async def test_an_empty_error_of_bookings_is_one_sentence_and_is_not_sent_twice(talk: Talk, world: Sandbox) -> None:
    """microsoft-graph-docs#19316; microsoft-graph-explorer-v4#4049, #2043: 500 UnknownError with empty text."""
    shown = await talk.press(await talk("edit booking Grady"), "Check the changes", price="80")
    world.trouble.plan("unknownError", method="PATCH")

    shown = await talk.press(shown, "Yes, change it")

    assert shown.text == "I could not reach Microsoft 365, so nothing was changed. Please try again in a minute."
    assert len(writes(world)) == 1
    assert booking(world, "Grady Archie")["price"] == 60.0


async def test_other_staff_than_was_asked_for_is_never_sent(talk: Talk, world: Sandbox) -> None:
    """microsoft-graph-docs#22029: "Invalid Staff"; only those whom the business has can be chosen."""
    adele = next(
        each for each in world.organisation.businesses[CLINIC].staff.values() if "Adele" in each["displayName"]
    )
    shown = await talk.press(
        await talk("edit booking Grady"), "Check the changes", staff_member_ids=f"{adele['id']},somebody-else"
    )
    assert {"Staff", "Alex Wilber", "Adele Vance"} <= set(shown.words_of_card)

    await talk.press(shown, "Yes, change it")

    (call,) = writes(world)
    assert call.body == {"staffMemberIds": [adele["id"]]}


async def test_what_somebody_else_did_to_a_booking_is_never_written_over_silently(talk: Talk, world: Sandbox) -> None:
    """xorbitsai/xagent#2190, for Bookings, which has no ETag."""
    kept = booking(world, "Grady Archie")
    shown = await talk.press(await talk("edit booking Grady"), "Check the changes", price="80", service_notes="Mine")
    await somebody_changes_booking(world, kept, {"serviceNotes": "Theirs"})

    shown = await talk.press(shown, "Yes, change it")
    assert {"Theirs", "Yours", "Mine", "80.00"} <= set(shown.words_of_card)
    assert kept["serviceNotes"] == "Theirs"
    await talk.press(shown, "Put mine on top")

    assert (kept["serviceNotes"], kept["price"]) == ("Mine", 80.0)


async def test_what_was_meant_is_read_back_and_shown(talk: Talk, world: Sandbox) -> None:
    """ryaker/outlook-mcp#32, pulsemcp/mcp-servers#316: a shown time that is wrong makes people "fix" a right event."""
    tokyo = talk.speaking("en-US", "Asia/Tokyo")
    shown = await tokyo.press(await tokyo("edit design review"), "Check the changes", time="21:00")

    shown = await tokyo.press(shown, "Yes, change it")

    assert "Sat, Mar 7, 9:00 PM – 10:00 PM · 1 h" in shown.words_of_card
    assert event(world, "Design review")["start"]["dateTime"][:16] == "2026-03-07T12:00"
    assert event(world, "Design review")["originalStartTimeZone"] == "GMT Standard Time"
    assert [call.method for call in graph_calls(world)].count("PATCH") == 1
