"""A person at the real Playground, in a real browser: types, presses buttons, and reads what the bot wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

HEADER = '[aria-label="Message header"]'
AUTHOR = '[aria-label="Message author"]'  # the person's own messages show none
WINDOW = {"width": 1280, "height": 1100}
WELCOME_MILLISECONDS = 15_000


@dataclass(frozen=True)
class Answer:
    """One message of the bot, wherever it stands in the chat and whatever it turns into."""

    message: Locator

    async def says(self, *texts: str) -> None:
        """Waits until the message contains all of these."""
        for text in texts:
            await expect(self.message).to_contain_text(text)

    async def text(self) -> str:
        """All of it as it is now, one line for each line on the screen."""
        return await self.message.inner_text()

    async def press(self, title: str) -> None:
        """Presses the button with exactly this title."""
        await self.message.get_by_role("button", name=title, exact=True).click()

    async def has_button(self, title: str) -> bool:
        """Whether there is such a button now."""
        return await self.message.get_by_role("button", name=title, exact=True).count() > 0

    async def fill(self, label: str, value: str) -> None:
        """Replaces what is in the field with this label."""
        await self.message.get_by_label(label, exact=True).fill(value)


@dataclass(frozen=True)
class Chat:
    """The 1:1 chat with the bot."""

    page: Page
    screenshots: Path

    @property
    def answers(self) -> Locator:
        """All messages of the bot, oldest first."""
        return self.page.locator(HEADER).filter(has=self.page.locator(AUTHOR)).locator("..")

    async def open(self, url: str) -> Answer:
        """Opens the chat; the bot's first words."""
        await self.page.goto(url)
        try:
            await self.answers.first.wait_for(timeout=WELCOME_MILLISECONDS)
        except PlaywrightTimeout:
            # In about one of a hundred starts the Playground's page shows nothing; on a reload it asks for them again.
            await self.page.reload()
        welcome = await self._answer(0)
        await self.page.get_by_title("Hide log panel").click()
        return welcome

    async def say(self, text: str) -> Answer:
        """Types and sends; what the bot answers."""
        already_there = await self.answers.count()
        await self.page.get_by_role("textbox").last.fill(text)
        await self.page.get_by_role("button", name="Send Message").click()
        return await self._answer(already_there)

    async def picture(self, name: str) -> None:
        """Keeps a screenshot."""
        await self.page.screenshot(path=self.screenshots / f"{name}.png", animations="disabled")

    async def _answer(self, number: int) -> Answer:
        message = self.answers.nth(number)
        await expect(message).to_be_visible()
        return Answer(message)
