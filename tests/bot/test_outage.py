"""When Microsoft 365 is slow, or gone: a sentence, nothing half done, and the next message works."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

from app import bot_app
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.conftest import Clock, served
from tests.teams import Talk, Teams
from tests.world import writes

GONE = "I could not reach Microsoft 365, so nothing was changed. Please try again in a minute."


async def test_a_sandbox_that_is_killed_before_the_yes_changes_nothing(clock: Clock, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        killable = await stack.enter_async_context(AsyncExitStack())
        world = Sandbox(clock)
        address = await killable.enter_async_context(served(world.app()))
        settings = Settings(
            graph_base_url=address, token_service_url=address, database_url=f"sqlite:///{tmp_path / 'nudge.db'}"
        )
        teams = Teams()
        app = await stack.enter_async_context(bot_app(settings, clock))
        teams.bot_url = f"{await stack.enter_async_context(served(app))}/api/messages"
        teams.service_url = await stack.enter_async_context(served(teams.app()))
        talk = Talk(teams)
        shown = await talk("move design review to 3pm tomorrow")
        await killable.aclose()

        pressed = await talk.press(shown, "Yes, move it")
        asked = await talk("today")
        helped = await talk("help")

        assert (pressed.texts, asked.texts) == ([GONE], [GONE])
        assert helped.text_of_card.startswith("I make online meetings")
        assert writes(world) == []


async def test_an_answer_that_takes_long_shows_typing_first(talk: Talk, world: Sandbox) -> None:
    world.trouble.plan("slow", path="calendarView", seconds=1.2)

    shown = await talk("today")

    assert shown.typing == 1
    assert shown.text_of_card.startswith("Today")


async def test_a_quick_answer_shows_no_typing(talk: Talk) -> None:
    assert (await talk("today")).typing == 0


async def test_a_right_that_is_missing_is_said_in_a_sentence(talk: Talk, world: Sandbox) -> None:
    world.trouble.plan("retired", path="/me/calendarView", status=403, count=None)

    shown = await talk("today")

    assert shown.text == (
        "Microsoft 365 says that you may not do this, so nothing was changed. Your administrator can allow it."
    )


async def test_a_token_that_graph_refuses_leads_to_one_new_sign_in_and_no_loop(talk: Talk, world: Sandbox) -> None:
    world.trouble.plan("claimsChallenge", path="/me/calendarView", count=None)

    shown = await talk("today")

    assert len(shown.attachments) == 1
    assert shown.attachments[0]["contentType"] == "application/vnd.microsoft.card.oauth"
