"""What there is to see, as a table: what is said, in English and in Japanese, and what is pressed after it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from graph.sandbox import Sandbox

ALEX = "alexw@contoso.com"


@dataclass(frozen=True)
class Say:
    """A sentence, in both languages."""

    english: str
    japanese: str


@dataclass(frozen=True)
class Press:
    """A button by its English title; `place` where there are several of that title."""

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)  #: of a title that has some
    place: int = 0


@dataclass(frozen=True)
class Fill:
    """What is typed into the field with this English label."""

    label: str
    text: str


@dataclass(frozen=True)
class Later:
    """Time goes by until the bot writes by itself."""

    by: timedelta


@dataclass(frozen=True)
class Meanwhile:
    """Something happens in Microsoft 365 that the person does not see."""

    happens: Callable[[Sandbox], Awaitable[None]]


@dataclass(frozen=True)
class Installed:
    """The app is new in the chat."""


Step = Say | Press | Fill | Later | Meanwhile | Installed


@dataclass(frozen=True)
class Scene:
    """The way to one picture."""

    name: str
    steps: tuple[Step, ...]


async def _somebody_changes_the_visit(sandbox: Sandbox) -> None:
    paths = [call.raw_path for call in sandbox.requests if call.method == "GET"]
    path = next(path for path in paths if path.endswith("virtualAppointment"))
    await sandbox.change(ALEX, "PATCH", path, {"externalAppointmentId": "CRM-9"})


async def _somebody_moves_the_review(sandbox: Sandbox) -> None:
    box = sandbox.organisation.mailboxes[sandbox.organisation.person(ALEX).id]
    event = next(each for each in box.events.values() if each["subject"] == "Design review")
    times = {
        name: {"dateTime": f"2026-03-04T{clock}:00", "timeZone": "Europe/London"}
        for name, clock in (("start", "13:00"), ("end", "14:00"))
    }
    await sandbox.change(ALEX, "PATCH", f"/v1.0/me/events/{event['id']}", times)


async def _graph_is_down(sandbox: Sandbox) -> None:
    sandbox.trouble.plan("unavailable", count=None)


def _minutes(minutes: int) -> dict[str, timedelta]:
    return {"length": timedelta(minutes=minutes)}


MOVE = Say("move design review to thursday 10:30", "Design reviewを木曜の10時30分に移動")
MOVE_SERIES = Say("move the whole standup series to 10:00", "Daily standupのシリーズ全体を10時に移動")
REBOOK = Say("rebook Grady to friday 10:00", "Gradyさんの予約を金曜の10時に移動")
MEET = Say("meet ACME-1234 tomorrow 15:00 for 45 min", "会議 ACME-1234 明日15時から45分")
VISIT = (Say("visit VISIT-1001", "来訪 VISIT-1001"), Press("Change"), Fill("Your own appointment number", "CRM-7"))
EDIT = (Say("edit design review", "編集 Design review"), Press("Where"))
PLACE = (*EDIT, Fill("Place", "Room Thames"), Press("Check the changes"))
FIND_TIME = Say("find time with Megan next week for 30 min", "Meganさんと来週30分空いてる時間")
REMIND = (Say("remind me 10 min before", "リマインド 10分前"), Later(timedelta(minutes=3, seconds=2)))
LATE = Say("running late 10 min", "10分遅れます")

SCENES = (
    Scene("welcome", (Installed(),)),
    Scene("help", (Say("help", "ヘルプ"),)),
    Scene("did-you-mean", (Say("histori", "プライバジー"),)),
    Scene("not-understood", (Say("how deep is the sea", "海の深さは？"),)),
    # looking
    Scene("today", (Say("today", "今日の予定"),)),
    Scene("today-line", (Say("today", "今日の予定"), Press("Show what can be done", place=2))),
    Scene("next-week", (Say("next week", "来週の予定"),)),
    Scene("bookings", (Say("bookings tomorrow", "明日の予約"),)),
    Scene("when", (Say("when is design review", "Design reviewはいつ？"),)),
    Scene("next", (Say("what's next", "次の予定は？"),)),
    Scene("join", (Say("join", "参加"),)),
    Scene("free", (Say("am I free tomorrow", "明日空いてる？"),)),
    # moving
    Scene("which-and-when", (Say("move hearing test", "Hearing testを移動"),)),
    Scene("where-to", (Say("move design review", "Design reviewを移動"),)),
    Scene("move-confirm", (MOVE,)),
    Scene("move-other-time", (MOVE, Press("Another time"))),
    Scene("move-done", (MOVE, Press("Yes, move it"))),
    Scene("move-undone", (MOVE, Press("Yes, move it"), Press("Undo"))),
    Scene("move-left", (MOVE, Press("Leave it"))),
    Scene("move-meanwhile", (MOVE, Meanwhile(_somebody_moves_the_review), Press("Yes, move it"))),
    Scene(
        "move-impossible", (Say("move tomorrow's standup to friday 10:00", "明日のDaily standupを金曜の10時に移動"),)
    ),
    Scene("series-confirm", (MOVE_SERIES,)),
    Scene("series-done", (MOVE_SERIES, Press("Yes, move it"))),
    Scene("rebook-confirm", (REBOOK,)),
    Scene("rebook-done", (REBOOK, Press("Yes, move it"))),
    Scene("undo", (MOVE, Press("Yes, move it"), Say("undo", "元に戻す"))),
    Scene("history", (MOVE, Press("Yes, move it"), REBOOK, Press("Yes, move it"), Say("history", "履歴"))),
    # online meetings and visits
    Scene("meet-confirm", (MEET,)),
    Scene("meet-created", (MEET, Press("Yes, make it"))),
    Scene("meet-again", (MEET, Press("Yes, make it"), MEET, Press("Yes, make it"))),
    Scene("meet-calendar", (MEET, Press("Yes, make it"), Press("Add to my calendar"))),
    Scene("visit", VISIT[:1]),
    Scene("visit-form", VISIT[:2]),
    Scene("visit-confirm", (*VISIT, Press("Check the changes"))),
    Scene(
        "visit-merge",
        (*VISIT, Press("Check the changes"), Meanwhile(_somebody_changes_the_visit), Press("Yes, change it")),
    ),
    # editing and answering
    Scene("edit", EDIT[:1]),
    Scene("edit-open", (EDIT[0], Press("When"))),
    Scene("edit-confirm", PLACE),
    Scene("edit-done", (*PLACE, Press("Yes, change it"))),
    Scene("edit-booking", (Say("edit booking Grady", "Gradyさんの予約を編集"), Press("Price and invoice"))),
    Scene("invite", (Say("invite Isaiah to budget check-in", "Budget check-inにIsaiahさんを追加"),)),
    Scene("cancel", (Say("cancel design review", "Design reviewをキャンセル"),)),
    Scene("accept", (Say("accept vendor demo", "Vendor demoを承諾"),)),
    Scene("accepted", (Say("accept vendor demo", "Vendor demoを承諾"), Press("Yes, accept"))),
    Scene("find-time", (FIND_TIME,)),
    # reminders
    Scene("remind", REMIND[:1]),
    Scene("reminder", REMIND),
    Scene("reminder-late", (*REMIND, Press("Running late"))),
    Scene("snoozed", (*REMIND, Press("Snooze {length:length}", _minutes(5)))),
    Scene("why", (*REMIND, Press("Why?"))),
    Scene("reminders", (*REMIND, Say("reminders", "リマインド"))),
    Scene("running-late", (LATE,)),
    Scene("running-late-done", (LATE, Press("Yes, move it"))),
    Scene("digest-answer", (Say("digest 8:30", "朝のまとめ 8:30"),)),
    Scene("digest", (Say("digest 9:10", "朝のまとめ 9:10"), Later(timedelta(minutes=8)))),
    # the person
    Scene("settings", (Say("settings", "設定"),)),
    Scene("settings-saved", (Say("settings", "設定"), Press("Save"))),
    Scene("privacy", (Say("privacy", "プライバシー"),)),
    Scene("forget", (Say("privacy", "プライバシー"), Press("Forget me"))),
    Scene("sign-in", (Say("sign out", "サインアウト"), Say("today", "今日の予定"))),
    # what goes wrong
    Scene("nothing-found", (Say("move zebra workshop to 3pm", "しまうま勉強会を15時に移動"),)),
    Scene("unreachable", (Meanwhile(_graph_is_down), Say("today", "今日の予定"))),
)
