"""Any entry of one's own that is taken out and put back is the same as before, property for property."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from bot.commands.cancelled import as_new, can_come_back
from graph import events, invitations
from graph.model import Confirmed, EventRemoval, NewEvent
from tests.graph.test_any_change import A_FEW, EVENT_JSON, EVENT_VALUES, Stage, Values, event_change, stage, subsets

__all__ = ["stage"]

# These have no undo: guests, an online meeting and the occurrences of a series would be others than before.
OF_ONES_OWN = {
    name: values
    for name, values in EVENT_VALUES.items()
    if name not in ("attendees", "is_online_meeting", "recurrence", "hide_attendees")
}
MADE_ANEW = {
    "id", "@odata.etag", "changeKey", "createdDateTime", "lastModifiedDateTime", "iCalUId", "webLink", "transactionId"
}  # fmt: skip


@A_FEW
@given(values=subsets(OF_ONES_OWN, one_of=("location", "locations")))
def test_what_is_taken_out_and_put_back_is_the_same(stage: Stage, values: Values) -> None:
    stage.run(check(stage, values))


async def check(stage: Stage, values: Values) -> None:
    alex, plain = stage.alex, {name: value for name, value in EVENT_JSON.items() if name != "attendees"}
    made: Any = (await stage.world.change("alexw@contoso.com", "POST", "/v1.0/me/events", plain)).body
    await events.update(alex, Confirmed(event_change(made["id"], values)))
    seen = await events.details(alex, made["id"])
    before = (await alex.get(alex.me.events.by_event_id(made["id"]))).json
    await invitations.remove(alex, Confirmed(EventRemoval(made["id"], seen)))

    again = await invitations.create(alex, Confirmed(NewEvent(f"again {made['id']}", as_new(seen))))

    after = (await alex.get(alex.me.events.by_event_id(again.event.id))).json
    assert can_come_back(seen)
    assert kept(after) == kept(before)
    assert events.is_same(seen, again)


def kept(event: Values) -> Values:
    return {name: value for name, value in event.items() if name not in MADE_ANEW}
