"""What people type gets one spelling, and the way back to their own is kept."""

from __future__ import annotations

import pytest

from bot.language.normalise import LONGEST, normalise


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Move STANDUP", "move standup"),
        ("１５：００〜１６：００", "15:00-16:00"),
        ("ｷｬﾝｾﾙ", "キャンセル"),
        ("ガイド", "ガイド"),
        ("3pm – 4pm", "3pm - 4pm"),
        ("it’s “done”", 'it\'s "done"'),
        ("R&amp;D sync", "r&d sync"),
        ("<p>move it</p>", " move it "),
        ("<at>Bob</at> hello", "<at>bob</at> hello"),
        ("Straße", "strasse"),
        ("㈫", "(火)"),
    ],
)
def test_this_becomes(typed: str, plain: str) -> None:
    assert normalise(typed).plain == plain


@pytest.mark.parametrize("typed", ["Design Review", "ｷｬﾝｾﾙ Straße <b>X</b> &amp; Y", "会議〜１", "🙂 ok", "\ud800 x"])
def test_every_character_knows_where_it_came_from(typed: str) -> None:
    text = normalise(typed)

    assert len(text.origin) == len(text.plain) + 1
    assert list(text.origin) == sorted(text.origin)
    assert text.original_of(0, len(text.plain)) == typed


def test_a_part_is_given_back_as_it_was_written() -> None:
    text = normalise("Move the ＤＥＳＩＧＮ Review")
    start = text.plain.index("design")

    assert text.original_of(start, start + len("design review")) == "ＤＥＳＩＧＮ Review"


def test_long_messages_are_cut() -> None:
    assert len(normalise("x" * 10_000).plain) == LONGEST
