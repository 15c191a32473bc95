"""The simulated month in full: `python tests/bot/reminders/month.py --people 200 --days 31 --seed 1`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.bot.reminders.month_check import judge
from tests.bot.reminders.month_run import Diary, Run
from tests.bot.reminders.month_world import World, make

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


def run(people: int, days: int, seed: int) -> tuple[World, Diary]:
    """The world, and what happened in it."""
    world = make(seed, people, days)
    # In memory where that can be had: a disk that is waited for shows nothing here.
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        return world, asyncio.run(Run(world, f"sqlite:///{folder}/month.db", seed).month())


def main() -> int:
    """0 if nothing was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("people", 200), ("days", 31), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    logging.getLogger("nudge").setLevel(logging.CRITICAL)
    began_at = time.monotonic()
    world, diary = run(asked.people, asked.days, asked.seed)
    took = time.monotonic() - began_at
    verdict = judge(world, diary)
    looks = sum(map(len, diary.looks.values()))
    print(f"{asked.people} people, {asked.days} days, {len(world.outages)} outages, {looks} looks: {took:.0f} s")
    print(*(f"{name}: {count}" for name, count in sorted(verdict.counts.items())), sep=", ")
    print(f"wrong: {len(verdict.wrong)}", *verdict.wrong[:40], sep="\n")
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
