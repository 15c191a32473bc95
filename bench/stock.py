"""The same bot as the SDK's own samples would make it: botbuilder-integration-aiohttp's CloudAdapter, as it comes.

Runs in an environment of its own, so it imports nothing of the project but the meter and the places.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from aiohttp import web
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity, Attachment

from bench.meter import Meter
from bench.places import APP_ID, APP_PASSWORD, ISSUER, Places, from_command_line
from bench.serving import serve


class Answering(ActivityHandler):  # type: ignore[misc]
    """Answers with what was recorded from the bot that is measured."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}  # by what is typed; "" for a press

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """One message back."""
        answer = self.answers.get(turn_context.activity.text, {"text": turn_context.activity.text})
        attachments = [
            Attachment(content_type=each["contentType"], content=each["content"])
            for each in answer.get("attachments") or ()
        ]
        await turn_context.send_activity(
            Activity(type="message", text=answer.get("text"), attachments=attachments or None)
        )

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A card in the answer itself."""
        return InvokeResponse(status=200, body=self.answers.get("", {}))


def configuration(places: Places) -> object:
    """What a config.py of the samples has, with our addresses for Microsoft's."""
    values = {
        "APP_ID": APP_ID,
        "APP_PASSWORD": APP_PASSWORD,
        # "adfs", because MSAL asks the real Microsoft about any other authority that it does not know.
        "TO_CHANNEL_FROM_BOT_LOGIN_URL": f"{places.microsoft}/adfs",
        "TO_CHANNEL_FROM_BOT_OAUTH_SCOPE": "https://api.botframework.com",
        "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": ISSUER,
        "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": f"{places.microsoft}/openid",
        "TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL": f"{places.microsoft}/openid",
        "OAUTH_URL": places.microsoft,
    }
    return type("Configuration", (), values)()


async def main(places: Places) -> None:
    """Runs until the process is told to end."""
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(configuration(places))), Answering()

    async def on_error(_: TurnContext, problem: Exception) -> None:
        print(repr(problem), file=sys.stderr)
        raise problem

    async def receive(request: web.Request) -> web.Response:
        return await adapter.process(request, bot) or web.Response()

    async def learn(request: web.Request) -> web.Response:
        bot.answers = await request.json()
        return web.Response()

    adapter.on_turn_error = on_error
    app = web.Application()
    app.router.add_post("/api/messages", receive)
    app.router.add_post("/bench/answers", learn)
    Meter().install(app)
    await serve(app)


if __name__ == "__main__":
    asyncio.run(main(from_command_line()))
