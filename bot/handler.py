"""Bot Framework activities in, Replies out: the one place where a message or a press becomes a Turn."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from botbuilder.core import ActivityHandler, BotAdapter, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount

from bot.adapter import CameBefore, answers, heard, once
from bot.command import Reply, Turn, all_commands, find_press, run
from bot.commands.help import welcome
from bot.connector import SendFailed
from bot.faults import explain
from bot.identity import UserTokens
from bot.reaching import ADAPTIVE_CARD
from bot.sign_ins import OAUTH_CARD, SignIns
from bot.store import Json, Store
from bot.turns import Heard, Turns
from cards import errors
from cards.action import StaleCard, language_of
from cards.action import read as read_button
from cards.words import Words
from graph.client import Graph
from graph.errors import GraphError, SignInNeeded

log = logging.getLogger("nudge.turn")

MESSAGE_ANSWER = "application/vnd.microsoft.activity.message"
CANCELLED = "CancelledByUser"
MAGIC_CODE = re.compile(r"\d{6}")
TYPING_AFTER_SECONDS = 1.0
LONGEST_TEXT = 1000

Work = Callable[[Turn], Awaitable[Reply]]


class Handler(ActivityHandler):  # type: ignore[misc]
    """Answers what Teams sends."""

    def __init__(self, *, graph: Graph, store: Store, tokens: UserTokens, clock: Callable[[], datetime]) -> None:
        self._turns = Turns(graph=graph, store=store, tokens=tokens, clock=clock)
        self._sign_ins = SignIns(graph, tokens, store, clock)
        # Buttons may be defined beside their cards: a press is read before its command is looked up, so all are loaded.
        all_commands()

    # --- what Teams sends -------------------------------------------------------------------------------------------

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Whatever Teams delivers, once."""
        try:
            if not _begins_with_a_turn(turn_context.activity):
                await once(turn_context)
            await super().on_turn(turn_context)
        except CameBefore:
            _leave(turn_context, InvokeResponse(status=HTTPStatus.OK))

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A typed sentence, a pressed Action.Submit, or the code of a sign-in page."""
        activity = turn_context.activity
        said = heard(activity)
        if not said.text and activity.value is not None:
            await self._send(turn_context, await self._pressed(turn_context, activity.value), activity.reply_to_id)
        elif (connection := await self._awaits_a_code(said)) is not None:
            await self._send(turn_context, await self._signed_in_with(turn_context, connection, said.text))
        else:
            await self._send(turn_context, await self._hear(turn_context, said.text[:LONGEST_TEXT]))

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """A first word after the app was installed; upgrades pass in silence."""

        async def work(turn: Turn) -> Reply:
            return welcome(turn.words)

        if turn_context.activity.action == "add":
            await self._send(turn_context, await self._answer(turn_context, work))

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """Nothing is said to somebody who removed the app; an upgrade removes the old one only to add the new."""
        if turn_context.activity.action == "remove":
            await self._removed(heard(turn_context.activity))

    async def on_members_removed_activity(
        self, members_removed: list[ChannelAccount], turn_context: TurnContext
    ) -> None:
        """Where the one who left is the bot, the same as the app being removed."""
        if any(member and member.id == turn_context.activity.recipient.id for member in members_removed):
            await self._removed(heard(turn_context.activity))

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """A pressed Action.Execute or a step of a sign-in; anything else is not for this bot."""
        _leave(turn_context, await self._invoked(turn_context))

    async def _invoked(self, turn_context: TurnContext) -> InvokeResponse:
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

    async def _removed(self, by: Heard) -> None:
        if by.chat.is_private:
            await self._turns.removed(by)

    async def _hear(
        self, context: TurnContext, text: str, typed_at: datetime | None = None, signed_in_to: str = ""
    ) -> Reply:
        async def work(turn: Turn) -> Reply:
            return await run(turn, text, typed_at or turn.now)

        return await self._answer(context, work, typed=text, signed_in_to=signed_in_to)

    async def _pressed(self, context: TurnContext, data: object) -> Reply:
        async def work(turn: Turn) -> Reply:
            button, inputs = read_button(data)
            press = find_press(button)
            if press is None:
                raise StaleCard
            return await press(turn, button, inputs)

        return await self._answer(context, work, spoken=language_of(data))

    async def _answer(
        self, context: TurnContext, work: Work, *, typed: str = "", spoken: str = "", signed_in_to: str = ""
    ) -> Reply:
        started, outcome, asks = time.monotonic(), "ok", heard(context.activity)
        turn: Turn | None = None

        def words() -> Words:
            return turn.words if turn else self._turns.words_for(asks, typed=typed, spoken=spoken)

        try:
            async with _Typing(context):
                turn = await self._turns.turn(asks, typed, spoken)
                await once(context)  # asked meanwhile, so that both share one wait for the disk
                return await work(turn)
        except CameBefore:
            outcome = "came before"
            raise
        except SignInNeeded as needed:
            outcome = "sign-in"
            return await self._ask_to_sign_in(context, words(), needed, typed, signed_in_to)
        except Exception as problem:
            # The last resort of the whole bot: whatever it is, the person gets a sentence and the log gets the rest.
            outcome, sentence = explain(problem, words())
            return Reply(sentence)
        finally:
            milliseconds = round((time.monotonic() - started) * 1000)
            log.info(
                "turn %s %s: %s in %s ms", context.activity.type, context.activity.name or "", outcome, milliseconds
            )

    # --- signing in -------------------------------------------------------------------------------------------------

    async def _ask_to_sign_in(
        self, context: TurnContext, words: Words, needed: SignInNeeded, text: str, signed_in_to: str
    ) -> Reply:
        asks = heard(context.activity)
        if not asks.chat.is_private:
            return Reply(words("Please sign in in a private chat with me first; nothing was changed."))
        try:
            await _send_oauth_card(context, await self._sign_ins.ask(asks, words, needed, text, signed_in_to))
        except GraphError as problem:
            return Reply(errors.sentence(words, problem))
        # A press gets a word where its answer would be; a typed command gets the card alone.
        return Reply("" if text else words("You need to sign in first; nothing was changed."))

    async def _awaits_a_code(self, said: Heard) -> str | None:
        """The connection that a typed code is for: some chats cannot pass it on. In a group it may be anybody's."""
        if not MAGIC_CODE.fullmatch(said.text) or not said.chat.is_private:
            return None
        return await self._sign_ins.awaited(said.person)

    async def _signed_in_with(self, context: TurnContext, connection: str, code: str) -> Reply:
        async def work(turn: Turn) -> Reply:
            return Reply(await self._sign_ins.take_code(turn.words, turn.person, connection, code))

        said = await self._answer(context, work)
        return said if said.text else await self._run_what_waited(context, connection)

    async def _verify_state(self, context: TurnContext, state: str) -> InvokeResponse:
        person = heard(context.activity).person

        async def cancelled(turn: Turn) -> Reply:
            await self._sign_ins.waiting_command(person)
            return Reply(turn.words("You are not signed in; nothing was changed."))

        if state == CANCELLED:
            await self._send(context, await self._answer(context, cancelled))
        elif (connection := await self._sign_ins.awaited(person)) is not None:
            await self._send(context, await self._signed_in_with(context, connection, state))
        return InvokeResponse(status=HTTPStatus.OK)

    async def _exchange(self, context: TurnContext, value: Mapping[str, Any]) -> InvokeResponse:
        done = await self._sign_ins.exchange(heard(context.activity), value)
        if done is False:
            # Teams then shows the card's button, where the person can consent.
            body = {name: str(value.get(name, "")) for name in ("id", "connectionName")}
            return InvokeResponse(
                status=HTTPStatus.PRECONDITION_FAILED, body={**body, "failureDetail": "Consent first."}
            )
        if done:
            await self._send(context, await self._run_what_waited(context, str(value.get("connectionName"))))
        return InvokeResponse(status=HTTPStatus.OK)

    async def _exchange_failed(self, context: TurnContext, value: Mapping[str, Any]) -> InvokeResponse:
        async def work(turn: Turn) -> Reply:
            card = await self._sign_ins.ask_again(heard(context.activity), turn.words)
            if card is not None:
                await _send_oauth_card(context, card)
            return Reply()

        log.warning("silent sign-in failed: %s", str(value.get("code", ""))[:40])
        await self._send(context, await self._answer(context, work))
        return InvokeResponse(status=HTTPStatus.OK)

    async def _run_what_waited(self, context: TurnContext, connection: str) -> Reply:
        waited = await self._sign_ins.waiting_command(heard(context.activity).person)

        async def press_again(turn: Turn) -> Reply:
            if waited is None:
                return Reply(turn.words("You are signed in. What can I do for you?"))
            return Reply(turn.words("You are signed in. Please press the card again."))

        if waited and waited[0]:
            return await self._hear(context, *waited, signed_in_to=connection)
        return await self._answer(context, press_again)

    # --- from a reply to activities ---------------------------------------------------------------------------------

    async def _send(self, context: TurnContext, reply: Reply, replaces: str | None = None) -> None:
        try:
            await _send_reply(context, reply, replaces)
        except SendFailed as problem:
            if problem.reason != "too_large":
                raise
            words = self._turns.words_for(heard(context.activity))
            await _send_reply(
                context, Reply(words("My answer is too long for Teams. Ask for less, such as a single day."))
            )

    async def _invoke_answer(self, context: TurnContext, reply: Reply) -> InvokeResponse:
        if reply.card is not None and not reply.stands_apart:
            body: dict[str, Any] = {"statusCode": 200, "type": ADAPTIVE_CARD, "value": reply.card}
        else:
            if reply.stands_apart:
                await self._send(context, reply)
            said = "" if reply.stands_apart else reply.text
            body = {"statusCode": 200, "type": MESSAGE_ANSWER, "value": said or "👍"}
        return InvokeResponse(status=HTTPStatus.OK, body=body)


def _begins_with_a_turn(activity: Activity) -> bool:
    """Whether nothing is done before there is a turn, which itself waits until the activity is known to be new."""
    return bool(activity.type == ActivityTypes.message or activity.name == "adaptiveCard/action")


def _leave(context: TurnContext, response: InvokeResponse) -> None:
    # Where the SDK looks for it. Sent as an activity, as it would be otherwise, it would be copied node by node.
    left = Activity(type=ActivityTypes.invoke_response, value=response)
    context.turn_state[BotAdapter._INVOKE_RESPONSE_KEY] = left


async def _send_reply(context: TurnContext, reply: Reply, replaces: str | None = None) -> None:
    if reply.card is not None:
        message = {"type": "message", "attachments": [{"contentType": ADAPTIVE_CARD, "content": reply.card}]}
        if replaces and not reply.stands_apart:
            await answers(context).replace(context.activity, replaces, message)
        else:
            await answers(context).send(context.activity, message)
    if reply.text:
        # Plain, because sentences may quote what other people wrote.
        plain = {"type": "message", "text": reply.text, "textFormat": "plain"}
        await answers(context).send(context.activity, plain)


async def _send_oauth_card(context: TurnContext, card: Json) -> None:
    message = {"type": "message", "attachments": [{"contentType": OAUTH_CARD, "content": card}]}
    await answers(context).send(context.activity, message)


class _Typing:
    """Shows that the bot is at work if the answer takes longer than a second."""

    def __init__(self, context: TurnContext) -> None:
        self._context = context
        self._showing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(TYPING_AFTER_SECONDS, self._show)

    async def __aexit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._showing is not None:
            self._showing.cancel()
            await asyncio.gather(self._showing, return_exceptions=True)

    def _show(self) -> None:
        sending = answers(self._context).send(self._context.activity, {"type": "typing"})
        self._showing = asyncio.create_task(sending)
