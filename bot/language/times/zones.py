"""Clock times that were said in another time zone, brought to the speaker's own clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.language.reading import Choice, Status, Time
from bot.language.times.clock_changes import settled
from bot.language.times.scene import Scene


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def there(scene: Scene, name: str, *, keeps_today: bool) -> Scene:
    """The scene on the clocks of the zone `name`; with `keeps_today` "tomorrow" is still the speaker's."""
    zone = _zone(name)
    now = scene.now if keeps_today else scene.now.replace(tzinfo=scene.zone).astimezone(zone).replace(tzinfo=None)
    return replace(scene, now=now, zone=zone)


def brought_home(time: Time, zone: ZoneInfo, scene: Scene) -> Time:
    """`time`, which was said in `zone`, on the speaker's own clock."""
    time = settled(time, zone)
    start, end = _home(time.start, zone, scene), _home(time.end, zone, scene)
    choices = tuple(
        Choice(_home(choice.start, zone, scene) or choice.start, _home(choice.end, zone, scene), choice.label)
        for choice in time.choices
    )
    reasons = tuple(reason for reason in time.reasons if reason != "in_the_past")
    if time.has_date and start and start < scene.now:
        reasons += ("in_the_past",)
    status: Status = "ask" if time.status == "ask" else "assumed" if reasons else "certain"
    reasons += ("zone_said",)
    return replace(time, status=status, start=start, end=end, choices=choices, reasons=reasons, zone_said=zone.key)


def _home(moment: datetime | None, zone: ZoneInfo, scene: Scene) -> datetime | None:
    return moment and moment.replace(tzinfo=zone).astimezone(scene.zone).replace(tzinfo=None)
