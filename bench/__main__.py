"""`python -m bench`: what a turn costs, beside a bare handler and the stock SDK, as a table of ratios.

    python -m bench                 about ten minutes on two cores
    python -m bench --quick         one short round, to see that it works
    python -m bench --long 50000    and so many turns more, for memory and open files

Everything listens on this machine. The stock SDK is installed into bench/.stock the first time; without a package
registry its column stays empty, and a sentence says so.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import certificate, meter, rounds
from bench.crowd import Crowd
from bench.figures import Figures
from bench.places import Places, listening_at, started
from bench.report import misses, table
from bench.rounds import FLOOR, OURS, PEOPLE, STOCK, Bench
from bench.scenarios import Moving, recorded, without_graph
from bench.stock_environment import NoStock, python_with_stock

HERE = Path(__file__).parent
WARM_UP_TURNS = 200


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="of each measurement (default: 5)")
    parser.add_argument("--turns", type=int, default=1000, help="of each stretch (default: 1000)")
    parser.add_argument("--quick", action="store_true", help="one round of 150 turns")
    parser.add_argument("--long", type=int, default=0, metavar="TURNS", help="turns for memory and open files")
    parser.add_argument("--no-stock", action="store_true", help="leave the stock SDK out")
    parser.add_argument("--stock-environment", type=Path, default=HERE / ".stock", metavar="FOLDER")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds, chosen.turns = 1, 150
    return chosen


def interpreters(chosen: argparse.Namespace) -> dict[str, str]:
    """With which Python each bot runs."""
    pythons = {OURS: sys.executable, FLOOR: sys.executable}
    if not chosen.no_stock:
        try:
            pythons[STOCK] = python_with_stock(chosen.stock_environment)
        except NoStock as problem:
            print(f"The stock SDK is left out, because it could not be installed: {problem}", file=sys.stderr)
    return pythons


async def main(chosen: argparse.Namespace) -> int:
    """Measures and prints; 1 if a target is missed."""
    pythons, figures = interpreters(chosen), Figures()
    with tempfile.TemporaryDirectory(prefix="bench") as folder, ExitStack() as stack:
        places = Places(folder)
        certificate.make(places)
        places = listening_at(places, microsoft=stack.enter_context(started("bench.microsoft", places)).address)
        places = listening_at(places, graph=stack.enter_context(started("bench.organisation", places)).address)
        for name, python in pythons.items():
            # Only compiled: whoever compiles keeps megabytes of it, which a bot from an image never had.
            with started(f"bench.{name}", places, python):
                pass
        bots = {
            name: stack.enter_context(started(f"bench.{name}", places, python)).address
            for name, python in pythons.items()
        }
        crowd = Crowd(places)
        try:
            await measure(Bench(crowd, places, bots, figures, chosen.turns), chosen, pythons)
        finally:
            await crowd.close()
    print(table(figures))
    missed = misses(figures)
    print(f"\nMissed: {'; '.join(missed)}." if missed else "\nEvery target holds.")
    return 1 if missed else 0


async def measure(bench: Bench, chosen: argparse.Namespace, pythons: dict[str, str]) -> None:
    """All rounds of everything."""
    answers = await recorded(bench.crowd, bench.places, bench.bots[OURS])
    for name, address in bench.bots.items():
        if name != OURS:
            await bench.crowd.tell(f"{address}/bench/answers", answers)
    moving = Moving(bench.crowd, bench.places)
    await warm_up(bench)
    for number in range(chosen.rounds):
        print(f"Round {number + 1} of {chosen.rounds} …", file=sys.stderr)
        await rounds.side_by_side(bench, number)
        if not number:
            await rounds.memory(bench, "rss without graph", *bench.bots)
            await warm_up_graph(bench)
            await rounds.memory(bench, "rss", OURS)
        await rounds.with_new_tokens(bench, number)
        await rounds.by_people(bench, number)
        await rounds.with_a_slow_microsoft(bench, number)
        await rounds.with_graph(bench, moving)
        await rounds.with_one_hanging(bench)
        await rounds.from_cold(bench, number, pythons)
        with started("bench.page", bench.places) as page:
            for name, cpu_ms in json.loads(page.address).items():
                bench.figures.add("page", name, cpu_ms)
    if chosen.long:
        await long_run(bench, chosen.long)


async def warm_up(bench: Bench) -> None:
    """What is slow the first time is no part of a turn."""
    for scenario in without_graph(bench.crowd):
        for name, address, _ in bench.in_turn(0):
            turns = WARM_UP_TURNS // (rounds.SLOWER_BY if name == STOCK else 1)
            await bench.crowd.all_at_once(address, PEOPLE, turns, scenario.next_activity)


async def warm_up_graph(bench: Bench) -> None:
    """The same for what asks Graph."""
    today = bench.bots[OURS], PEOPLE, WARM_UP_TURNS
    await bench.crowd.all_at_once(*today, lambda number: bench.crowd.message(number, "today"))


async def long_run(bench: Bench, turns: int) -> None:
    """Many turns of every kind, a tenth of them with Graph; what memory and open files do meanwhile."""
    print(f"{turns} turns more …", file=sys.stderr)
    ours, kinds = bench.bots[OURS], without_graph(bench.crowd)
    before = await bench.crowd.get(ours + meter.PATH)
    for done in range(0, turns, 1000):
        if done % 10_000 == 0:
            told = await bench.crowd.get(ours + meter.PATH)
            print(f"{done:6} turns: {told['rss_mb']:.1f} MB, {told['open_files']} open files", file=sys.stderr)
        await bench.crowd.get(f"{bench.places.graph}/bench/calls")
        today = bench.crowd.all_at_once(ours, PEOPLE, 100, lambda number: bench.crowd.message(number, "today"))
        await today
        for kind in kinds:
            await bench.crowd.all_at_once(ours, PEOPLE, 300, kind.next_activity)
    after = await bench.crowd.get(ours + meter.PATH)
    bench.figures.add("growth", OURS, (after["rss_mb"] / before["rss_mb"] - 1) * 100)
    bench.figures.add("more open files", OURS, after["open_files"] - before["open_files"])


if __name__ == "__main__":
    sys.exit(asyncio.run(main(options())))
