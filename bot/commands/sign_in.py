"""`sign in` and `sign out`."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command
from graph import people


@command("sign_in", title=("sign in", "サインイン"), examples=(("sign in", "サインイン"),), place=70)
async def sign_in(turn: Turn, _: Said) -> Reply:
    """Sign in, or see who you are signed in as."""
    me = await people.me(turn.graph)
    return Reply(turn.words("You are signed in as {name}.", name=me.name))


@command("sign_out", title=("sign out", "サインアウト"), examples=(("sign out", "サインアウト"),), place=80)
async def sign_out(turn: Turn, _: Said) -> Reply:
    """Sign out, so that I can no longer read or change anything of yours."""
    await turn.sign_out()
    return Reply(turn.words("You are signed out, and no reminders will come. Say “sign in” when you need me again."))
