"""The bot of this repository, as it runs in production but for where Microsoft is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from azure.identity.aio import ClientSecretCredential

from app import bot_app, system_clock
from bench.meter import Meter
from bench.places import APP_ID, APP_PASSWORD, TENANT, Places, from_command_line
from bench.serving import serve
from bot import logs
from bot.clouds import BOT_CLOUDS
from bot.credentials import BotCredential
from bot.settings import Settings


def settings(places: Places) -> Settings:
    """An app with a secret, in a tenant of its own."""
    return Settings(
        app_id=APP_ID,
        app_password=APP_PASSWORD,
        tenant_id=TENANT,
        graph_base_url=places.graph,
        token_service_url=places.graph,
        database_url=f"sqlite:///{Path(places.folder) / 'nudge.db'}",
    )


async def main(places: Places) -> None:
    """Runs until the process is told to end."""
    logs.set_up("INFO")
    cloud = replace(BOT_CLOUDS["Public"], openid_metadata=f"{places.microsoft}/openid")
    # Without instance discovery, because that would ask the real Microsoft whether this authority is one of its own.
    authority = {"authority": places.microsoft, "disable_instance_discovery": True}
    secret = ClientSecretCredential(TENANT, APP_ID, APP_PASSWORD, **authority)
    credential = BotCredential(secret, cloud.bot_scope, system_clock)

    def may_send_to(service_url: str) -> bool:
        return cloud.has(service_url) or service_url == f"{places.microsoft}/"

    opened = bot_app(settings(places), cloud=cloud, may_send_to=may_send_to, bot_token=credential.token)
    async with opened as app:
        Meter().install(app)
        await serve(app)
    await credential.close()


if __name__ == "__main__":
    asyncio.run(main(from_command_line()))
