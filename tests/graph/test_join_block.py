"""The join block of an online meeting survives whatever people write around it."""

from __future__ import annotations

import pytest

from graph.join_block import has_block, splice, without_block
from graph.model import Body

URL = "https://teams.microsoft.com/l/meetup-join/19%3ameeting/0?context=%7b%22Tid%22%3a%221%22%7d&x=1"
RULE = "_" * 80
BLOCK = (
    f'<div style="width:100%"><span style="opacity:.36">{RULE}</span></div>'
    f'<div class="me-email-text"><div><a href="{URL.replace("&", "&amp;")}">Join</a></div></div>'
    f'<div style="width:100%"><span>{RULE}</span></div>'
)
OLD = Body(f"<html><head><meta x></head><body><p>Old words</p>{BLOCK}</body></html>", "html")
OLD_TEXT = Body(f"Old words\r\n{RULE}\r\nMicrosoft Teams\r\n{URL}\r\n{RULE}\r\n", "text")


def test_new_words_take_the_place_of_the_old_ones_and_the_block_stays() -> None:
    spliced = splice(Body("New words\n& more", "text"), OLD, URL)

    assert spliced.kind == "html"
    assert "New words<br>\n&amp; more" in spliced.content
    assert "Old words" not in spliced.content
    assert BLOCK in spliced.content


def test_a_new_page_of_html_is_opened_before_the_block_is_put_in() -> None:
    spliced = splice(Body("<html><head><style>p{}</style></head><body><p>New</p></body></html>", "html"), OLD, URL)

    assert spliced.content == f"<html><body><p>New</p>\r\n<br>\r\n{BLOCK}</body></html>"


def test_a_body_of_plain_text_keeps_its_block_too() -> None:
    spliced = splice(Body("New words"), OLD_TEXT, URL)

    assert spliced == Body(f"New words\r\n\r\n{RULE}\r\nMicrosoft Teams\r\n{URL}\r\n{RULE}", "text")


def test_a_body_that_has_the_block_already_is_left_alone() -> None:
    assert splice(OLD, OLD, URL) is OLD


def test_where_there_is_no_meeting_nothing_is_added() -> None:
    new = Body("New words")

    assert splice(new, Body("Old words"), "") is new


def test_where_the_block_cannot_be_told_from_the_words_all_of_it_is_kept() -> None:
    old = Body(f'<p>Old words</p><a href="{URL}">Join</a>', "html")

    spliced = splice(Body("New words"), old, URL)

    assert "New words" in spliced.content
    assert old.content in spliced.content


@pytest.mark.parametrize("old", [OLD, OLD_TEXT])
def test_a_form_shows_the_words_without_the_block(old: Body) -> None:
    shown = without_block(old, URL)

    assert "Old words" in shown.content
    assert not has_block(shown, URL)
