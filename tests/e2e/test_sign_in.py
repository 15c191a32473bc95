"""The whole journey of a sign-in, in the chat and on the page that it leads to; nothing is typed twice."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Dialog

from tests.e2e.chat import Answer, Chat

pytestmark = pytest.mark.e2e


async def press(card: Answer, title: str) -> None:
    """What the chat draws on a sign-in card itself does not call itself a button."""
    await card.message.get_by_text(title, exact=True).click()


async def code_of_the_page(chat: Chat, card: Answer) -> str:
    """Presses *Sign in*, and on the page that opens again, with the person's own name chosen."""
    async with chat.page.expect_popup() as opened:
        await press(card, "Sign in")
    page = await opened.value
    await page.screenshot(path=chat.screenshots / "sign-in-page.png")
    assert await page.get_by_role("radio", name="Alex Wilber").is_checked()
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_text("Type this code in the chat").wait_for()
    await page.screenshot(path=chat.screenshots / "sign-in-code.png")
    found = re.search(r"\b\d{6}\b", await page.inner_text("body"))
    await page.close()
    assert found is not None
    return found[0]


async def ask_signed_out(chat: Chat) -> Answer:
    signed_out = await chat.say("sign out")
    await signed_out.says("You are signed out")
    card = await chat.say("today")
    await card.says("Sign in, so that I can read and move your events.")
    return card


async def test_the_code_typed_in_the_chat_leads_to_the_answer(chat: Chat) -> None:
    card = await ask_signed_out(chat)
    await chat.picture("sign-in-card")

    answer = await chat.say(await code_of_the_page(chat, card))

    await answer.says("Today, ")
    await chat.picture("sign-in-answer")


async def test_the_code_given_to_the_card_leads_to_the_answer(chat: Chat) -> None:
    card = await ask_signed_out(chat)
    code = await code_of_the_page(chat, card)

    async def give(prompt: Dialog) -> None:
        await prompt.accept(code)

    chat.page.once("dialog", give)
    already_there = await chat.answers.count()
    await press(card, "Redeem code")

    await Answer(chat.answers.nth(already_there)).says("Today, ")
