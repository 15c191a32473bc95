"""Bot Framework activities in, Replies out: the one place where a message or a press becomes a Turn."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity, Attachment

from bot.command import Chat, Person, Reply, Turn, find_press, run
from bot.commands.help import welcome
from bot.identity import UserTokens, sign_in_card
from bot.locales import overlay
from bot.plan import NotYours, PlanSpent
from bot.store import Owner, Store
from cards import errors
from cards.action import StaleCard
from cards.action import read as read_button
from cards.elements import Card
from cards.words import Words
from graph import people
from graph.client import Graph
from graph.errors import GraphError, SignInNeeded
from graph.zones import iana

log = logging.getLogger("nudge.turn")

ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE_ANSWER = "application/vnd.microsoft.activity.message"
MAGIC_CODE = re.compile(r"\d{6}")
TYPING_AFTER_SECONDS = 1.0
LONGEST_TEXT = 1000

Work = Callable[[Turn], Awaitable[Reply]]


class Handler(ActivityHandler):  # type: ignore[misc]
    """Answers what Teams sends."""

    def __init__(self, *, graph: Graph, store: Store, tokens: UserTokens, clock: Callable[[], datetime]) -> None:
        self._graph = graph
        self._store = store
        self._tokens = tokens
        self._clock = clock

    # --- what Teams sends -------------------------------------------------------------------------------------------

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A typed sentence, a pressed Action.Submit, or the code of a sign-in page."""
        activity = turn_context.activity
        text = _typed(activity)
        if not text and activity.value is not None:
            await self._send(turn_context, await self._pressed(turn_context, activity.value), activity.reply_to_id)
        elif MAGIC_CODE.fullmatch(text) and (reply := await self._signed_in_with(turn_context, text)) is not None:
            await self._send(turn_context, reply)
        else:
            await self._send(turn_context, await self._hear(turn_context, text[:LONGEST_TEXT]))

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """A first word after the app was installed; upgrades pass in silence."""
        if turn_context.activity.action == "add":
            await self._send(turn_context, welcome(self._words(turn_context.activity, "UTC")))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A pressed Action.Execute or a step of a sign-in; anything else is not for this bot."""
        activity = turn_context.activity
        value = activity.value if isinstance(activity.value, dict) else {}
        if activity.name == "adaptiveCard/action":
            action = value.get("action")
            reply = await self._pressed(turn_context, action.get("data") if isinstance(action, dict) else None)
            return await self._invoke_answer(turn_context, reply)
        if activity.name == "signin/verifyState":
            reply = await self._signed_in_with(turn_context, str(value.get("state", ""))) or Reply()
            await self._send(turn_context, reply)
            return InvokeResponse(status=HTTPStatus.OK)
        if activity.name == "signin/tokenExchange":
            return await self._exchange(turn_context, value)
        if activity.name == "signin/failure":
            log.warning("silent sign-in failed: %s", str(value.get("code", ""))[:40])
            return InvokeResponse(status=HTTPStatus.OK)
        return InvokeResponse(status=HTTPStatus.NOT_IMPLEMENTED)

    # --- from an activity to a reply --------------------------------------------------------------------------------

    async def _hear(self, context: TurnContext, text: str) -> Reply:
        async def work(turn: Turn) -> Reply:
            return await run(turn, text, turn.now)

        return await self._answer(context, work, waits_for_sign_in=text)

    async def _pressed(self, context: TurnContext, data: object) -> Reply:
        async def work(turn: Turn) -> Reply:
            button, inputs = read_button(data)
            press = find_press(button)
            if press is None:
                raise StaleCard
            return await press(turn, button, inputs)

        return await self._answer(context, work)

    async def _answer(self, context: TurnContext, work: Work, *, waits_for_sign_in: str = "") -> Reply:
        started, outcome = time.monotonic(), "ok"
        words = self._words(context.activity, "UTC")
        try:
            async with _typing(context):
                turn = await self._turn(context.activity)
                words = turn.words
                return await work(turn)
        except SignInNeeded as needed:
            outcome = "sign-in"
            return await self._ask_to_sign_in(context, words, needed, waits_for_sign_in)
        except StaleCard:
            outcome = "stale card"
            return Reply(errors.too_old(words))
        except PlanSpent:
            outcome = "spent plan"
            return Reply(errors.spent(words))
        except NotYours:
            outcome = "not theirs"
            return Reply(errors.not_yours(words))
        except GraphError as problem:
            outcome = f"{problem} {problem.request_id}"
            return Reply(errors.sentence(words, problem))
        except Exception:
            # The last resort of the whole bot: whatever it is, the person gets a sentence and the log gets the trace.
            outcome = "error"
            log.exception("turn failed")
            return Reply(errors.unexpected(words))
        finally:
            milliseconds = round((time.monotonic() - started) * 1000)
            log.info(
                "turn %s %s: %s in %s ms", context.activity.type, context.activity.name or "", outcome, milliseconds
            )

    async def _turn(self, activity: Activity) -> Turn:
        person, now = _person(activity), self._clock()
        graph = self._graph.acting_as(person.owner.person_id, self._tokens.acting_for(person.teams_id))
        zone = iana(activity.local_timezone or "") or await self._store.people.find_zone(person.owner)
        if zone is None:
            zone = (await people.mailbox(graph)).zone or "UTC"
        chat = Chat(activity.conversation.id, activity.conversation.conversation_type or "personal")
        words = self._words(activity, zone)
        if chat.is_private:
            reference = TurnContext.get_conversation_reference(activity).serialize()
            await self._store.people.remember(
                person.owner, teams_id=person.teams_id, zone=zone, locale=words.locale, chat=reference, now=now
            )
        sign_out = partial(self._tokens.sign_out, person.teams_id)
        return Turn(person, chat, now, words, graph, self._store, sign_out)

    def _words(self, activity: Activity, zone: str) -> Words:
        locale = activity.locale or "en-US"
        words = Words(locale, zone)
        return Words(locale, zone, overlay(words.language), words.local(self._clock()).year)

    # --- signing in -------------------------------------------------------------------------------------------------

    async def _ask_to_sign_in(self, context: TurnContext, words: Words, needed: SignInNeeded, text: str) -> Reply:
        activity = context.activity
        person, connection = _person(activity), self._tokens.connection_for(needed.right)
        if (activity.conversation.conversation_type or "personal") != "personal":
            return Reply(words("Please sign in in a private chat with me first; nothing was changed."))
        if text:
            await self._store.people.keep_pending(person.owner, text, connection, self._clock())
        try:
            if needed.claims or needed.status:
                # Graph refused the token that the service holds; without forgetting it the service gives it out again.
                await self._tokens.sign_out(person.teams_id)
            sign_in = await self._tokens.sign_in(connection, activity)
        except GraphError as problem:
            return Reply(errors.sentence(words, problem))
        reason = {
            "calendar": words("Sign in, so that I can read and move your events. Then I answer right away."),
            "bookings": words(
                "Sign in once more, so that I can read and move your bookings. Then I answer right away."
            ),
        }[needed.right]
        await context.send_activity(
            Activity(type="message", attachments=[sign_in_card(words, connection, sign_in, reason)])
        )
        return Reply()

    async def _signed_in_with(self, context: TurnContext, code: str) -> Reply | None:
        """Tries a code for the sign-in that is waited for; None if none is."""
        person, words = _person(context.activity), self._words(context.activity, "UTC")
        connection = await self._store.people.find_pending(person.owner, self._clock())
        if connection is None:
            return None
        try:
            token = await self._tokens.find_token(person.teams_id, connection, code)
        except GraphError as problem:
            return Reply(errors.sentence(words, problem))
        if token is None:
            return Reply(words("That code does not fit or is too old. Press Sign in again to get a new one."))
        return await self._run_pending(context)

    async def _exchange(self, context: TurnContext, value: Mapping[str, Any]) -> InvokeResponse:
        person, connection = _person(context.activity), str(value.get("connectionName", ""))
        exchange_id = str(value.get("id", ""))
        try:
            done = await self._tokens.exchange(person.teams_id, connection, str(value.get("token", "")))
        except GraphError:
            done = False
        if not done:
            body = {"id": exchange_id, "connectionName": connection, "failureDetail": "Consent is needed first."}
            return InvokeResponse(status=HTTPStatus.PRECONDITION_FAILED, body=body)
        await self._send(context, await self._run_pending(context))
        return InvokeResponse(status=HTTPStatus.OK)

    async def _run_pending(self, context: TurnContext) -> Reply:
        waiting = await self._store.people.take_pending(_person(context.activity).owner, self._clock())
        return await self._hear(context, waiting[0]) if waiting else Reply()

    # --- from a reply to activities ---------------------------------------------------------------------------------

    async def _send(self, context: TurnContext, reply: Reply, replaces: str | None = None) -> None:
        if reply.card is not None and replaces and not reply.stands_apart:
            await context.update_activity(Activity(id=replaces, type="message", attachments=[_attachment(reply.card)]))
        elif reply.card is not None:
            await context.send_activity(Activity(type="message", attachments=[_attachment(reply.card)]))
        if reply.text:
            # Plain, because sentences may quote what other people wrote.
            await context.send_activity(Activity(type="message", text=reply.text, text_format="plain"))

    async def _invoke_answer(self, context: TurnContext, reply: Reply) -> InvokeResponse:
        if reply.card is not None and not reply.stands_apart:
            body: dict[str, Any] = {"statusCode": 200, "type": ADAPTIVE_CARD, "value": reply.card}
        else:
            if reply.card is not None:
                await self._send(context, Reply(card=reply.card))
            body = {"statusCode": 200, "type": MESSAGE_ANSWER, "value": reply.text or "👍"}
        return InvokeResponse(status=HTTPStatus.OK, body=body)


def _typed(activity: Activity) -> str:
    """The text without the mention of this bot; other people's mentions stay."""
    text = activity.text or ""
    for entity in activity.entities or ():
        mention = entity.additional_properties
        if entity.type == "mention" and (mention.get("mentioned") or {}).get("id") == activity.recipient.id:
            text = text.replace(str(mention.get("text", "")), " ")
    return text.strip()


def _person(activity: Activity) -> Person:
    sender = activity.from_property
    # botbuilder-schema maps tenantID where Teams sends tenantId, so the SDK's own field is always empty.
    tenant = (activity.channel_data or {}).get("tenant") if isinstance(activity.channel_data, dict) else None
    tenant_id = (tenant or {}).get("id") or activity.conversation.additional_properties.get("tenantId") or ""
    return Person(Owner(str(tenant_id), sender.aad_object_id or sender.id), sender.id, sender.name or "")


def _attachment(card: Card) -> Attachment:
    return Attachment(content_type=ADAPTIVE_CARD, content=card)


@asynccontextmanager
async def _typing(context: TurnContext) -> AsyncIterator[None]:
    """Shows that the bot is at work if the answer takes longer than a second."""

    async def show() -> None:
        await asyncio.sleep(TYPING_AFTER_SECONDS)
        await context.send_activity(Activity(type="typing"))

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
