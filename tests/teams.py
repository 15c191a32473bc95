"""Teams, as a bot sees it: people who type and press, and a connector that shows what the bot sends."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

TENANT = "11111111-1111-4111-8111-111111111111"
BOT = {"id": "28:22222222-2222-4222-8222-222222222222", "name": "Nudge"}
ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
PRIVATE_CHAT = {"id": "a:personal-alex", "conversationType": "personal", "tenantId": TENANT}

Json = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """Somebody in the organisation."""

    name: str
    teams_id: str
    entra_id: str


ALEX = Member("Alex Wilber", "29:user-alex", "33333333-3333-4333-8333-333333333330")
AOI = Member("高橋 葵", "29:user-aoi", "33333333-3333-4333-8333-333333333336")
MEGAN = Member("Megan Bowen", "29:user-megan", "33333333-3333-4333-8333-333333333331")


@dataclass
class Shown:
    """What one message or press led to."""

    status: int = 200  #: of the HTTP answer
    body: Any = None  #: of an invoke
    texts: list[str] = field(default_factory=list)
    cards: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    message_id: str = ""  #: of the newest card
    typing: int = 0
    text_formats: set[str] = field(default_factory=set)
    activities: list[Json] = field(default_factory=list)  #: whole, as the connector took them

    @property
    def card(self) -> Json:
        """The newest card."""
        return self.cards[-1]

    @property
    def text_of_card(self) -> str:
        """What the newest card comes to."""
        return str(self.card["speak"])

    @property
    def text(self) -> str:
        """The newest sentence outside a card."""
        return self.texts[-1]

    @property
    def words_of_card(self) -> list[str]:
        """Everything the newest card says, in order."""
        return list(_texts(self.card))

    @property
    def buttons(self) -> list[str]:
        """The titles of the newest card's buttons."""
        return [str(action.get("title", "")) for action in _actions(self.card)]


def _walk(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        for name, value in node.items():
            if name not in ("fallback", "data"):
                yield from _walk(value)
    elif isinstance(node, list):
        for each in node:
            yield from _walk(each)


def _texts(card: Json) -> Iterator[str]:
    for node in _walk(card):
        if isinstance(node.get("text"), str):
            yield node["text"]
        yield from (inline for inline in node.get("inlines") or () if isinstance(inline, str))
        if str(node.get("type", "")).startswith("Input."):
            yield f"{node.get('label')}: {node.get('value', '')}"


def _actions(card: Json) -> Iterator[Json]:
    return (node for node in _walk(card) if str(node.get("type", "")).startswith("Action."))


class Teams:
    """A connector over HTTP, and the one way to send activities to a bot."""

    def __init__(self) -> None:
        self.service_url = ""
        self.bot_url = ""
        self.now: Shown = Shown()
        self._numbers = itertools.count(1)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v3/conversations/{chat}/activities", self._take)
        app.router.add_post("/v3/conversations/{chat}/activities/{id}", self._take)
        app.router.add_put("/v3/conversations/{chat}/activities/{id}", self._take)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.now.activities.append(activity)
        message_id = request.match_info["id"] if request.method == "PUT" else str(next(self._numbers))
        if activity["type"] == "typing":
            self.now.typing += 1
        if activity.get("text"):
            self.now.texts.append(activity["text"])
            self.now.text_formats.add(activity.get("textFormat", "markdown"))
        for attachment in activity.get("attachments") or ():
            self.now.attachments.append(attachment)
            if attachment["contentType"] == ADAPTIVE_CARD:
                self.now.cards.append(attachment["content"])
                self.now.message_id = message_id
        return web.json_response({"id": message_id}, status=201)

    async def send(self, activity: Json, headers: Mapping[str, str] | None = None) -> Shown:
        """Posts one activity and gives what it led to."""
        self.now = shown = Shown()
        async with ClientSession() as session, session.post(self.bot_url, json=activity, headers=headers) as response:
            shown.status = response.status
            text = await response.text()
            shown.body = await response.json() if text.startswith("{") else text
        if isinstance(shown.body, dict) and shown.body.get("type") == ADAPTIVE_CARD:
            shown.cards.append(shown.body["value"])
        elif isinstance(shown.body, dict) and isinstance(shown.body.get("value"), str):
            shown.texts.append(shown.body["value"])
        return shown


@dataclass
class Talk:
    """One person in one chat: `await talk("today")`, then `await talk.press(reply, "Move")`."""

    teams: Teams
    who: Member = ALEX
    locale: str = "en-US"
    zone: str = "America/St_Johns"
    chat: Json = field(default_factory=lambda: dict(PRIVATE_CHAT))
    tenant: str = TENANT

    def activity(self, kind: str, **more: Any) -> Json:
        """An activity as Teams sends it."""
        return {
            "type": kind,
            "id": f"f:{next(self.teams._numbers)}",
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "from": {"id": self.who.teams_id, "name": self.who.name, "aadObjectId": self.who.entra_id},
            "conversation": self.chat,
            "recipient": BOT,
            "locale": self.locale,
            "localTimezone": self.zone,
            "channelData": {"tenant": {"id": self.tenant}},
            **more,
        }

    async def __call__(self, text: str, **more: Any) -> Shown:
        return await self.teams.send(self.activity("message", text=text, textFormat="plain", **more))

    async def press(self, shown: Shown, title: str, **inputs: str) -> Shown:
        """Presses Action.Execute, as a current Teams does; the answer may replace the card."""
        value = {"action": self._pressed(shown, title, inputs), "trigger": "manual"}
        again = await self.teams.send(
            self.activity("invoke", name="adaptiveCard/action", value=value, replyToId=shown.message_id)
        )
        again.message_id = again.message_id or shown.message_id
        return again

    async def submit(self, shown: Shown, title: str, **inputs: str) -> Shown:
        """Presses the Action.Submit that an older Teams falls back to; the bot updates the message."""
        value = self._pressed(shown, title, inputs)["data"]
        return await self.teams.send(self.activity("message", value=value, replyToId=shown.message_id))

    def _pressed(self, shown: Shown, title: str, inputs: Mapping[str, str]) -> Json:
        action = next((each for each in _actions(shown.card) if each.get("title") == title), None)
        assert action is not None, f"no button {title!r}, only {shown.buttons}"
        fields = {each["id"]: each.get("value", "") for each in _walk(shown.card) if "Input." in str(each.get("type"))}
        unknown = set(inputs) - set(fields)
        assert not unknown, f"no fields {unknown}, only {set(fields)}"
        sent = {} if action.get("associatedInputs") == "none" else {**fields, **inputs}
        return {**action, "data": {**action["data"], **{name: value for name, value in sent.items() if value}}}

    def speaking(self, locale: str, zone: str | None = None) -> Talk:
        """The same person with a device in another language or zone."""
        return Talk(self.teams, self.who, locale, zone or self.zone, self.chat)

    def as_member(self, who: Member) -> Talk:
        """Somebody else in the same chat."""
        return Talk(self.teams, who, self.locale, self.zone, self.chat)

    def in_chat(self, kind: str) -> Talk:
        """The same person in a group chat or a channel."""
        chat = {"id": f"19:{kind}@thread.v2", "conversationType": kind, "isGroup": True, "tenantId": TENANT}
        return Talk(self.teams, self.who, self.locale, self.zone, chat)
