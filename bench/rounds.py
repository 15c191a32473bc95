"""The measurements of one round: every bot does the same, one after the other, and the order changes each time."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench import meter
from bench.crowd import Crowd, Json, Stretch, person
from bench.figures import Figures
from bench.places import Places, started
from bench.scenarios import Moving, Scenario, without_graph

OURS, FLOOR, STOCK = "ours", "floor", "stock"
PEOPLE = 16
HOW_MANY = (1, 16, 64)
CONNECTOR_SECONDS, LOGIN_SECONDS = 0.05, 0.1
SLOWER_BY = 15  # the stock bot takes so many times as long that it gets so much less to do


@dataclass(frozen=True)
class Bench:
    """What a round works with."""

    crowd: Crowd
    places: Places
    bots: Mapping[str, str]  #: address by name
    figures: Figures
    turns: int  #: of each stretch

    def in_turn(self, number: int) -> list[tuple[str, str, int]]:
        """Name, address and number of turns of every bot, in another order each round."""
        names = list(self.bots)
        shift = number % len(names)
        order = names[shift:] + names[:shift]
        return [(name, self.bots[name], self.turns // (SLOWER_BY if name == STOCK else 1)) for name in order]


@dataclass(frozen=True)
class Used:
    """What a stretch took inside the bot and on Microsoft's side."""

    stretch: Stretch
    cpu_ms: float  #: per turn
    meter: Json
    counted: Json  #: on Microsoft's side


async def use(bench: Bench, address: str, run: Callable[[], Awaitable[Stretch]]) -> Used:
    """Runs a stretch between two looks at the meters."""
    await bench.crowd.tell(f"{bench.places.microsoft}/bench/count", {})
    before = await bench.crowd.get(address + meter.PATH)
    stretch = await run()
    after = await bench.crowd.get(address + meter.PATH)
    counted = await bench.crowd.tell(f"{bench.places.microsoft}/bench/count", {})
    cpu_ms = (after["cpu_seconds"] - before["cpu_seconds"]) * 1000 / max(stretch.turns, 1)
    return Used(stretch, cpu_ms, after, counted)


async def side_by_side(bench: Bench, number: int) -> None:
    """CPU, throughput and latency of each kind of turn without Graph."""
    for scenario in without_graph(bench.crowd):
        for name, address, turns in bench.in_turn(number):
            used = await use(bench, address, _all(bench, address, PEOPLE, turns, scenario))
            bench.figures.add(f"cpu {scenario.name}", name, used.cpu_ms)
            bench.figures.add(f"per second {scenario.name}", name, used.stretch.per_second)
            bench.figures.add("lag p99", name, used.meter["lag_p99_ms"])
            bench.figures.add("lag worst", name, used.meter["lag_worst_ms"])
            bench.figures.add("logins", name, used.counted["logins"])
            bench.figures.add("connections", name, used.counted["opened"])
            if scenario.name != "invoke":
                wrong = abs(turns - used.counted["answered"]) + used.counted["doubled"]
                bench.figures.add("wrong", name, wrong)


async def with_new_tokens(bench: Bench, number: int) -> None:
    """CPU of a message with a token that nobody has seen before, beside the floor, which checks each one anyway."""
    message = without_graph(bench.crowd)[0]
    bench.crowd.has_one_token = False
    for name, address, turns in bench.in_turn(number):
        if name != STOCK:
            used = await use(bench, address, _all(bench, address, PEOPLE, turns, message))
            bench.figures.add("cpu new token", name, used.cpu_ms)
    bench.crowd.has_one_token = True


async def by_people(bench: Bench, number: int) -> None:
    """Throughput and latency of a message with few and with many people."""
    message = without_graph(bench.crowd)[0]
    for people in HOW_MANY:
        for name, address, turns in bench.in_turn(number):
            stretch = await _all(bench, address, people, turns // (4 if people == 1 else 1), message)()
            bench.figures.add(f"per second {people}", name, stretch.per_second)
            bench.figures.add(f"p50 {people}", name, stretch.percentile(0.5))
            bench.figures.add(f"p95 {people}", name, stretch.percentile(0.95))


async def with_a_slow_microsoft(bench: Bench, number: int) -> None:
    """Latency where the connector takes 50 ms and the identity provider 100 ms, as they may in earnest."""
    message = without_graph(bench.crowd)[0]
    slow = f"{bench.places.microsoft}/bench/slow"
    await bench.crowd.tell(slow, {"connector": CONNECTOR_SECONDS, "login": LOGIN_SECONDS})
    for name, address, turns in bench.in_turn(number):
        stretch = await _all(bench, address, PEOPLE, turns, message)()
        bench.figures.add("p95 slow", name, stretch.percentile(0.95))
    await bench.crowd.tell(slow, {"connector": 0, "login": 0})


async def with_graph(bench: Bench, moving: Moving) -> None:
    """CPU and calls of our own commands that ask Graph; `today` has twenty events."""
    turns = bench.turns // 5
    await _ours(bench, "today", turns, lambda number: bench.crowd.message(number, "today"))
    moving.begin()
    await _ours(bench, "ask", PEOPLE, moving.ask)
    await moving.take_cards(PEOPLE)
    await _ours(bench, "yes", PEOPLE, moving.say_yes)


async def with_one_hanging(bench: Bench) -> None:
    """Latency of `today` for everybody else while Graph hangs for one person, beside that without."""

    def today(number: int) -> Json:
        return bench.crowd.message(number + 1, "today")

    ours, turns = bench.bots[OURS], bench.turns // 5
    hang = f"{bench.places.graph}/bench/hang"
    usual = await bench.crowd.all_at_once(ours, PEOPLE - 1, turns, today)
    await bench.crowd.tell(hang, {"email": person(0).email})
    async with bench.crowd.waiting(ours, bench.crowd.message(0, "today")):
        beside = await bench.crowd.all_at_once(ours, PEOPLE - 1, turns, today)
    await bench.crowd.tell(hang, {"email": ""})
    bench.figures.add("p95 others", "usual", usual.percentile(0.95))
    bench.figures.add("p95 others", "beside", beside.percentile(0.95))


async def from_cold(bench: Bench, number: int, pythons: Mapping[str, str]) -> None:
    """Seconds from starting a process to its first answer."""
    for name, _, _ in bench.in_turn(number):
        began_at = time.perf_counter()
        with started(f"bench.{name}", bench.places, pythons[name]) as bot:
            status, _ = await bench.crowd.send(bot.address, bench.crowd.message(0, "help"))
            bench.figures.add("cold", name, time.perf_counter() - began_at)
        if status >= 300:
            raise RuntimeError(f"{name} answers {status} to its first message")


async def memory(bench: Bench, measure: str, *names: str) -> None:
    """Memory of these bots now."""
    for name in names:
        told = await bench.crowd.get(bench.bots[name] + meter.PATH)
        bench.figures.add(measure, name, told["rss_mb"])


async def _ours(bench: Bench, name: str, turns: int, what: Callable[[int], Any]) -> None:
    ours, calls = bench.bots[OURS], f"{bench.places.graph}/bench/calls"
    await bench.crowd.get(calls)
    used = await use(bench, ours, lambda: bench.crowd.all_at_once(ours, PEOPLE, turns, what))
    if set(used.stretch.statuses) != {200}:
        raise RuntimeError(f"{name} is answered with {used.stretch.statuses}")
    bench.figures.add(f"cpu {name}", OURS, used.cpu_ms)
    bench.figures.add(f"calls {name}", OURS, (await bench.crowd.get(calls)) / used.stretch.turns)


def _all(bench: Bench, address: str, people: int, turns: int, scenario: Scenario) -> Callable[[], Awaitable[Stretch]]:
    return lambda: bench.crowd.all_at_once(address, people, turns, scenario.next_activity)
