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

from bot.choices import LOCALES, choices_of, speaking
from bot.command import Chat, Reply, Turn, find_press, run
from bot.commands.help import welcome
from bot.identity import SignIns, UserTokens, is_private, person_of
from bot.locales import overlay
from bot.plan import NotYours, PlanGone, PlanSpent, PlanUnsure
from bot.store import Store
from cards import errors
from cards.action import StaleCard, language_of
from cards.action import read as read_button
from cards.elements import Card
from cards.words import Words
from graph import people
from graph.client import Graph, GraphClient
from graph.errors import GraphError, SignInNeeded
from graph.zones import iana

log = logging.getLogger("nudge.turn")

ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE_ANSWER = "application/vnd.microsoft.activity.message"
CANCELLED = "CancelledByUser"
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
# Full-width letters, digits and hyphens, as a Japanese keyboard writes them: a key or a code is the same in both.
HALF_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D)
}
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
        self._sign_ins = SignIns(tokens, store, clock)

    # --- what Teams sends -------------------------------------------------------------------------------------------

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A typed sentence, a pressed Action.Submit, or the code of a sign-in page."""
        activity = turn_context.activity
        text = _typed(activity)
        if not text and activity.value is not None:
            await self._send(turn_context, await self._pressed(turn_context, activity.value), activity.reply_to_id)
        elif (reply := await self._if_a_code(turn_context, text)) is not None:
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
            return await self._verify_state(turn_context, str(value.get("state", "")))
        if activity.name == "signin/tokenExchange":
            return await self._exchange(turn_context, value)
        if activity.name == "signin/failure":
            return await self._exchange_failed(turn_context, value)
        return InvokeResponse(status=HTTPStatus.NOT_IMPLEMENTED)

    # --- from an activity to a reply --------------------------------------------------------------------------------

    async def _hear(self, context: TurnContext, text: str, typed_at: datetime | None = None) -> Reply:
        async def work(turn: Turn) -> Reply:
            return await run(turn, text, typed_at or turn.now)

        return await self._answer(context, work, typed=text)

    async def _pressed(self, context: TurnContext, data: object) -> Reply:
        async def work(turn: Turn) -> Reply:
            button, inputs = read_button(data)
            press = find_press(button)
            if press is None:
                raise StaleCard
            return await press(turn, button, inputs)

        return await self._answer(context, work, spoken=language_of(data))

    async def _answer(self, context: TurnContext, work: Work, *, typed: str = "", spoken: str = "") -> Reply:
        started, outcome = time.monotonic(), "ok"
        words = self._words(context.activity, "UTC", typed, spoken)
        try:
            async with _typing(context):
                turn = await self._turn(context.activity, typed, spoken)
                words = turn.words
                return await work(turn)
        except SignInNeeded as needed:
            outcome = "sign-in"
            return await self._ask_to_sign_in(context, words, needed, typed)
        except (StaleCard, PlanGone):
            outcome = "stale card"
            return Reply(errors.too_old(words))
        except PlanSpent:
            outcome = "spent plan"
            return Reply(errors.spent(words))
        except PlanUnsure:
            outcome = "unsure plan"
            return Reply(errors.unsure(words))
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

    async def _turn(self, activity: Activity, typed: str, spoken: str) -> Turn:
        person, now = person_of(activity), self._clock()
        graph = self._graph.acting_as(person.owner.person_id, self._tokens.acting_for(person.teams_id))
        zone = iana(activity.local_timezone or "") or await self._store.people.find_zone(person.owner)
        if zone is None:
            zone = await _mailbox_zone(graph) or "UTC"
        chat = Chat(activity.conversation.id, activity.conversation.conversation_type or "personal")
        choices = await choices_of(self._store, person.owner)
        words = speaking(self._words(activity, zone, typed, spoken), choices)
        if chat.is_private:
            reference = TurnContext.get_conversation_reference(activity).serialize()
            await self._store.people.remember(
                person.owner, teams_id=person.teams_id, zone=zone, locale=words.locale, chat=reference, now=now
            )
        sign_out = partial(self._tokens.sign_out, person.teams_id)
        return Turn(person, chat, now, words, graph, self._store, sign_out)

    def _words(self, activity: Activity, zone: str, typed: str = "", spoken: str = "") -> Words:
        """Words in the device's language; a sentence typed in Japanese, or a card in it, is answered in Japanese."""
        locale = activity.locale or "en-US"
        language = "ja" if JAPANESE.search(typed) else spoken
        if language and not locale.startswith(language):
            locale = LOCALES.get(language, locale)
        words = Words(locale, zone)
        return Words(locale, zone, overlay(words.language), words.local(self._clock()).year)

    # --- signing in -------------------------------------------------------------------------------------------------

    async def _ask_to_sign_in(self, context: TurnContext, words: Words, needed: SignInNeeded, text: str) -> Reply:
        try:
            said = await self._sign_ins.ask(context, words, needed, text)
            # A press gets a word where its answer would be; a typed command gets the card alone.
            return Reply(said or ("" if text else words("You need to sign in first; nothing was changed.")))
        except GraphError as problem:
            return Reply(errors.sentence(words, problem))

    async def _if_a_code(self, context: TurnContext, text: str) -> Reply | None:
        """Some chats cannot pass the code on, so it may be typed; in a group it would be somebody else's."""
        if not MAGIC_CODE.fullmatch(text) or not is_private(context.activity):
            return None
        return await self._signed_in_with(context, text)

    async def _signed_in_with(self, context: TurnContext, code: str) -> Reply | None:
        """Tries a code for the sign-in that is waited for; None if none is."""
        words = self._words(context.activity, "UTC")
        try:
            fits = await self._sign_ins.take_code(context.activity, code)
        except GraphError as problem:
            return Reply(errors.sentence(words, problem))
        if fits is None:
            return None
        if not fits:
            return Reply(words("That code does not fit or is too old. Press Sign in again to get a new one."))
        return await self._run_what_waited(context)

    async def _verify_state(self, context: TurnContext, state: str) -> InvokeResponse:
        if state == CANCELLED:
            await self._sign_ins.waiting_command(context.activity)
            words = self._words(context.activity, "UTC")
            await self._send(context, Reply(words("You are not signed in; nothing was changed.")))
        else:
            await self._send(context, await self._signed_in_with(context, state) or Reply())
        return InvokeResponse(status=HTTPStatus.OK)

    async def _exchange(self, context: TurnContext, value: Mapping[str, Any]) -> InvokeResponse:
        done = await self._sign_ins.exchange(context.activity, value)
        if done is False:
            # Teams then shows the card's button, where the person can consent.
            body = {name: str(value.get(name, "")) for name in ("id", "connectionName")}
            return InvokeResponse(
                status=HTTPStatus.PRECONDITION_FAILED, body={**body, "failureDetail": "Consent first."}
            )
        if done:
            await self._send(context, await self._run_what_waited(context))
        return InvokeResponse(status=HTTPStatus.OK)

    async def _exchange_failed(self, context: TurnContext, value: Mapping[str, Any]) -> InvokeResponse:
        log.warning("silent sign-in failed: %s", str(value.get("code", ""))[:40])
        try:
            await self._sign_ins.ask_again(context, self._words(context.activity, "UTC"))
        except GraphError as problem:
            log.warning("no new sign-in card: %s", problem)
        return InvokeResponse(status=HTTPStatus.OK)

    async def _run_what_waited(self, context: TurnContext) -> Reply:
        waited = await self._sign_ins.waiting_command(context.activity)
        if waited and waited[0]:
            return await self._hear(context, *waited)
        words = self._words(context.activity, "UTC")
        return Reply(words("You are signed in. Please press the card again."))

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
            if reply.stands_apart:
                await self._send(context, reply)
            said = "" if reply.stands_apart else reply.text
            body = {"statusCode": 200, "type": MESSAGE_ANSWER, "value": said or "👍"}
        return InvokeResponse(status=HTTPStatus.OK, body=body)


async def _mailbox_zone(graph: GraphClient) -> str | None:
    """The zone of the mailbox, or None where it cannot be asked: help works before sign-in, and without Graph."""
    try:
        return (await people.mailbox(graph)).zone
    except GraphError:
        return None


def _typed(activity: Activity) -> str:
    """The text without the mention of this bot; other people's mentions stay."""
    text = activity.text or ""
    for entity in activity.entities or ():
        mention = entity.additional_properties
        if entity.type == "mention" and (mention.get("mentioned") or {}).get("id") == activity.recipient.id:
            text = text.replace(str(mention.get("text", "")), " ")
    return text.translate(HALF_WIDTH).strip()


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
