"""Takes a picture of every card in both languages, as the real chat draws it: `python -m tests.e2e.pictures FOLDER`."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import async_playwright, expect

from app import CHAT_ZONE
from bot.locales import overlay
from cards.words import Words
from tests.e2e.chat import AUTHOR, HEADER, Chat
from tests.e2e.conftest import CHROMIUM, FLAGS, PATIENCE_MILLISECONDS
from tests.e2e.scenes import SCENES, Fill, Installed, Later, Meanwhile, Press, Say, Scene, Step
from tests.e2e.stage import Door, World, bot_behind, chat_page

LOCALES = {"en": "en-US", "ja": "ja-JP"}
CARD = ".ac-adaptiveCard"
# The chat scrolls while a message takes the place of another.
COME_TO_REST = """async shown => {
    for (let place; place !== (place = JSON.stringify(shown.getBoundingClientRect()));)
        await new Promise(done => setTimeout(done, 250));
}"""
# The Playground has no dark theme; what it does follow is a dark system theme of high contrast.
SUFFIXES = {"wide": "", "narrow": "-narrow", "contrast": "-contrast"}
PHONE = ".ac-adaptiveCard { width: 320px !important }"  # in a narrow window the Playground keeps its cards wide
WINDOW = {"width": 1280, "height": 2600}  # what is not in the window is not in the picture
# The text of all that the bot has written, as it stands on the screen.
WRITTEN = f"""() => [...document.querySelectorAll('{HEADER}')].filter(each => each.querySelector('{AUTHOR}'))
    .map(each => each.parentElement.innerText).join()"""


class Actor:
    """Plays scenes in the chat, in one language."""

    def __init__(self, chat: Chat, language: str) -> None:
        self._chat = chat
        self._page = chat.page
        self._language = language
        self._words = Words(LOCALES[language], CHAT_ZONE, overlay(language))
        self._place = 0  # of the message that the scene is about

    async def play(self, scene: Scene, world: World) -> None:
        """Step by step; each is waited for."""
        for step in scene.steps:
            await self._do(step, world)

    async def picture(self, path: Path) -> None:
        """The newest card alone, or the whole message where there is none."""
        message = self._chat.answers.nth(self._place)
        card = message.locator(CARD)
        shown = card.first if await card.count() else message
        await self._page.mouse.move(0, 0)
        await shown.scroll_into_view_if_needed()
        await shown.evaluate(COME_TO_REST)
        await shown.screenshot(path=path, animations="disabled")

    async def _do(self, step: Step, world: World) -> None:
        answers, before = await self._chat.answers.count(), await self._page.evaluate(WRITTEN)
        message = self._chat.answers.nth(self._place)
        match step:
            case Installed():
                await self._page.reload()
                await self._page.locator(CARD).last.wait_for()
            case Say():
                await self._chat.say(step.english if self._language == "en" else step.japanese)
            case Press():
                title = self._words(step.title, **step.values)
                await message.get_by_role("button", name=title, exact=True).nth(step.place).click()
            case Fill():
                await message.get_by_label(self._words(step.label), exact=True).fill(step.text)
                return
            case Later():
                world.clock.forward(step.by)
            case Meanwhile():
                await step.happens(world.sandbox)
                return
        await self._page.wait_for_function(f"before => ({WRITTEN})() !== before", arg=before)
        if await self._chat.answers.count() != answers:
            self._place = await self._chat.answers.count() - 1


async def take(folder: Path, scenes: Sequence[Scene], languages: Sequence[str], look: str, scale: float) -> list[str]:
    """Pictures of these scenes; gives a line for each that could not be played."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        return [f"There is no Chromium on the PATH (looked for {', '.join(CHROMIUM)})."]
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    failed = []
    async with ClientSession() as session, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        door = Door(session)
        async with chat_page(door) as url:
            page = await browser.new_page(viewport=WINDOW, device_scale_factor=scale)
            page.set_default_timeout(PATIENCE_MILLISECONDS)
            if look == "contrast":
                await page.emulate_media(color_scheme="dark", forced_colors="active")
            chat = Chat(page, folder)
            with TemporaryDirectory() as database:
                async with bot_behind(door, Path(database)):
                    await chat.open(url)
            if look == "narrow":
                await page.add_style_tag(content=PHONE)
            for language in languages:
                door.locale = LOCALES[language]
                for scene in scenes:
                    path = folder / f"{scene.name}-{language}{SUFFIXES[look]}.png"
                    try:
                        await _take_one(chat, door, scene, language, path)
                    except (PlaywrightError, AssertionError) as problem:
                        failed.append(f"{path.stem}: {str(problem).splitlines()[0]}")
        await browser.close()
    return failed


async def _take_one(chat: Chat, door: Door, scene: Scene, language: str, path: Path) -> None:
    actor = Actor(chat, language)
    with TemporaryDirectory() as database:
        async with bot_behind(door, Path(database)) as world:
            await actor.play(scene, world)
            await actor.picture(path)


def main() -> int:
    """0, or 1 if a scene could not be played."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    names = [each.name for each in SCENES]
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=names, default=names, help="scenes; else all")
    parser.add_argument("--language", nargs="+", choices=LOCALES, default=list(LOCALES))
    parser.add_argument("--look", choices=SUFFIXES, default="wide")
    parser.add_argument("--scale", type=float, default=1.0, help="pixels for each pixel of the screen")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    scenes = [each for each in SCENES if each.name in options.only]
    failed = asyncio.run(take(options.folder, scenes, options.language, options.look, options.scale))
    sys.stderr.writelines(f"{each}\n" for each in failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
