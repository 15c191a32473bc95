"""The block that Outlook puts into the body of an online meeting's event, and what happens when it is lost."""

from __future__ import annotations

import re
from html import escape, unescape

from graph.sandbox.calls import Json

_RULE = "_" * 80
_BLOCK = """<div style="margin-bottom:24px; overflow:hidden; white-space:nowrap">{rule}</div>
<div class="me-email-text" style="color:#252424; font-family:'Segoe UI',Helvetica,Arial,sans-serif" lang="en-GB">
<div style="margin-bottom:12px"><span class="me-email-text" style="font-size:24px; font-weight:700">Microsoft Teams \
meeting</span></div>
<div style="margin-bottom:6px"><a id="meet_invite_block.action.join_link" class="me-email-headline" href="{url}" \
target="_blank" rel="noreferrer noopener" style="font-size:20px; font-weight:600; color:#5B5FC7">Join the meeting \
now</a></div>
<div style="margin-bottom:4px"><span class="me-email-text-secondary" style="font-size:14px; color:#616161">Phone \
conference ID: </span><span class="me-email-text" style="font-size:14px; color:#242424">{conference}</span></div>
</div>
<div style="margin-bottom:24px; overflow:hidden; white-space:nowrap">{rule}</div>
"""
_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/tr|/h\d|/li)[^>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(head|style|script)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


def with_block(body: Json, online_meeting: Json) -> Json:
    """`body` with the meeting's block at its end, unless it is there already."""
    if has_block(body, online_meeting):
        return body
    written = body["content"] if body["contentType"] == "html" else f"<p>{escape(body['content'])}</p>"
    inner = re.sub(r"</?(?:html|body)[^>]*>|<head>.*?</head>", "", written, flags=re.IGNORECASE | re.DOTALL)
    url = escape(online_meeting["joinUrl"])
    block = _BLOCK.format(rule=_RULE, url=url, conference=online_meeting["conferenceId"])
    return {"contentType": "html", "content": as_page(f"{inner.strip()}\r\n<br>\r\n{block}")}


def has_block(body: Json, online_meeting: Json) -> bool:
    """Whether the join address is still in the body; without it Outlook takes the meeting for removed."""
    return online_meeting["joinUrl"] in unescape(body["content"] or "")


def as_page(inner: str) -> str:
    """HTML the way Outlook hands it out, as a whole page."""
    head = '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
    return f"{head}<body>{inner}</body></html>"


def as_text(body: Json) -> str:
    """What a person reads in the body."""
    content = body["content"] or ""
    if body["contentType"] == "text":
        return content
    flat = re.sub(r"\s*\n\s*", " ", _UNSEEN.sub("", content))
    lines = [line.strip() for line in unescape(_TAGS.sub("", _BREAKS.sub("\n", flat))).split("\n")]
    return "\r\n".join(line for line in lines if line)
