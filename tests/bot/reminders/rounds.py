"""What happens to a fleet in one round: the same in the tests, and long in the soak."""

from __future__ import annotations

import asyncio
import signal

from tests.bot.reminders.fleet import Fleet, Postgres, until
from tests.bot.reminders.worker import now


async def kill_in_the_middle(fleet: Fleet, reminders: int, processes: int, kills: int) -> float:
    """Kills some processes while all reminders are due, and starts others in their place.

    Gives the seconds from the last kill until everything was sent or explained.
    """
    begun = len(fleet.teams.arrivals)
    await fleet.start(processes - len(fleet.running))
    names = await fleet.owe(reminders)
    cancelling = asyncio.create_task(fleet.cancel_some(names, reminders // 20))
    for number in range(kills):
        await fleet.arrived(begun + int(reminders * (number + fleet.chance.uniform(0.1, 0.5)) / kills))
        await fleet.kill()
    killed_at = now()
    await fleet.start(kills)
    await cancelling
    await fleet.finished()
    return (now() - killed_at).total_seconds()


async def stop_for_long(fleet: Fleet, reminders: int, processes: int) -> None:
    """Stops a process in the middle until its leases are over and others have done its work; then it goes on."""
    begun = len(fleet.teams.arrivals)
    await fleet.start(processes - len(fleet.running))
    names = await fleet.owe(reminders)
    cancelling = asyncio.create_task(fleet.cancel_some(names, reminders // 20))
    await fleet.arrived(begun + int(fleet.chance.uniform(0.1, 0.6) * reminders))
    stopped = fleet.running[0]
    stopped.signal(signal.SIGSTOP)
    await cancelling
    await fleet.finished()
    stopped.signal(signal.SIGCONT)
    # What it had not begun to send it gives back, so somebody has to be there for that.
    await fleet.stop_all()
    await fleet.start()
    await fleet.finished()


async def restart_the_database(fleet: Fleet, reminders: int, processes: int, postgres: Postgres) -> None:
    """Restarts PostgreSQL in the middle."""
    begun = len(fleet.teams.arrivals)
    await fleet.start(processes - len(fleet.running))
    names = await fleet.owe(reminders)
    cancelling = asyncio.create_task(fleet.cancel_some(names, reminders // 20))
    await fleet.arrived(begun + int(fleet.chance.uniform(0.1, 0.6) * reminders))
    await asyncio.to_thread(postgres.restart)
    await cancelling
    await fleet.finished()


async def deploy(fleet: Fleet, reminders: int, processes: int) -> None:
    """Stops every process in the middle as a deployment does, and starts as many new ones."""
    begun = len(fleet.teams.arrivals)
    await fleet.start(processes - len(fleet.running))
    await fleet.owe(reminders)
    await until(lambda: len(fleet.teams.arrivals) > begun)
    await fleet.stop_all()
    await fleet.start(processes)
    await fleet.finished()
