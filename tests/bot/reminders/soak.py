"""The crash tests, long: `python -m tests.bot.reminders.soak --rounds 20 --reminders 1000` prints what went wrong."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta

from tests.bot.reminders.checking import Findings
from tests.bot.reminders.fleet import Fleet, Postgres, a_fleet, a_postgres
from tests.bot.reminders.rounds import deploy, kill_in_the_middle, restart_the_database, stop_for_long


async def one_round(fleet: Fleet, number: int, reminders: int, postgres: Postgres | None) -> str:
    """A kill in the middle; in between also deployments and, on PostgreSQL, long stops and restarts."""
    processes, kills = (4, 2) if postgres else (1, 1)
    if postgres and number % 4 == 1:
        await stop_for_long(fleet, reminders, processes)
        return "a process stood still for longer than its lease"
    if postgres and number % 4 == 3:
        await restart_the_database(fleet, reminders, processes, postgres)
        return "PostgreSQL was restarted"
    if number % 10 == 6:
        await deploy(fleet, reminders, processes)
        return "all processes were replaced"
    seconds = await kill_in_the_middle(fleet, reminders, processes, kills)
    return f"{kills} of {processes} processes were killed, taken over in {seconds:.1f} s"


async def soak(rounds: int, reminders: int, lease: timedelta, seed: int, postgres: Postgres | None) -> Findings:
    """As many rounds with kills as are asked for, and the others in between."""
    total, kills, number = Findings(), 0, 0
    while kills < rounds:
        with tempfile.TemporaryDirectory() as folder:
            url = postgres.new_database() if postgres else f"sqlite:///{folder}/nudge.db"
            began = time.perf_counter()
            async with a_fleet(url, lease, seed + number) as fleet:
                what = await one_round(fleet, number, reminders, postgres)
                await fleet.stop_all()
                findings = await asyncio.to_thread(fleet.findings)
        kills += "killed" in what
        total += findings
        seconds = time.perf_counter() - began
        print(f"{number:3} {seconds:5.1f} s  {what}: unknown {findings.unknown}, wrong {findings.wrong}", flush=True)
        number += 1
    return total


def main() -> int:
    """0 if nothing went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="rounds with kills, on each database")
    parser.add_argument("--reminders", type=int, default=1000, help="due at once in each round")
    parser.add_argument("--lease-seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="only this one")
    given = parser.parse_args()
    wrong = 0
    for database in [given.database] if given.database else ["sqlite", "postgresql"]:
        with ExitStack() as stack:
            postgres = stack.enter_context(a_postgres()) if database == "postgresql" else None
            lease = timedelta(seconds=given.lease_seconds)
            total = asyncio.run(soak(given.rounds, given.reminders, lease, given.seed, postgres))
        print(f"{database}: {total}\n{database}: wrong {total.wrong}")
        wrong += len(total.wrong)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
