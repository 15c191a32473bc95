"""What a person reads in a body."""

from __future__ import annotations

import pytest

from graph.model import Body
from graph.plain_text import has_formatting, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<div>One<br>Two</div>", "One\nTwo"),
        ("<p>One</p><br><p>Two</p>", "One\n\nTwo"),
        ("<html><head><style>p {color: red}</style></head><body><p>One</p></body></html>", "One"),
        ("<p>5 &lt; 6 &amp;&nbsp;more</p>", "5 < 6 & more"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<p>One\r\n  line</p>", "One line"),
        ("<p>a</p>" + "<br>" * 9 + "<p>b</p>", "a\n\nb"),
    ],
)
def test_html_reads_as_its_lines(html: str, text: str) -> None:
    assert plain_text(Body(html, "html")) == text


def test_text_stays_as_it_is() -> None:
    assert plain_text(Body("One <b>\r\n\r\nTwo\r\n", "text")) == "One <b>\n\nTwo"


@pytest.mark.parametrize(
    ("body", "is_more"),
    [
        (Body("<html><body><p>Words</p></body></html>", "html"), False),
        (Body("<p>Words with <b>weight</b></p>", "html"), True),
        (Body('<p><a href="https://contoso.example">Link</a></p>', "html"), True),
        (Body("<b>no HTML</b>", "text"), False),
    ],
)
def test_formatting_that_a_plain_text_would_lose_is_noticed(body: Body, is_more: bool) -> None:
    assert has_formatting(body) is is_more
