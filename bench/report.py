"""The table: what was measured beside what it may be, as ratios, because seconds say more of the machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.figures import Figures
from bench.rounds import FLOOR, OURS, STOCK

# In turns of the floor, of which one takes 0.52 ms where the target of 6 ms was set.
TODAY_TURNS = 11.5
COMMANDS = (
    ("today", "`today` with 20 events", TODAY_TURNS),
    ("ask", "a move, asked", None),
    ("yes", "and confirmed", None),
)
KINDS = {"message": "`help`", "card": "`settings`", "invoke": "a press answered in place"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    measure: str
    ours: str
    target: str
    stock: str
    holds: bool | None  #: None where there is no target


def table(figures: Figures) -> str:
    """All rows as Markdown; what misses its target says so."""
    rows = [*_cpu(figures), *_latency(figures), *_steady(figures), *_graph(figures), *_life(figures)]
    head = "| measure | ours | target | stock SDK |\n|---|---|---|---|"
    return "\n".join([head, *(_line(row) for row in rows)])


def misses(figures: Figures) -> list[str]:
    """The measures that are beyond their target."""
    rows = [*_cpu(figures), *_latency(figures), *_steady(figures), *_graph(figures), *_life(figures)]
    return [row.measure for row in rows if row.holds is False]


def _line(row: Row) -> str:
    missed = " **missed**" if row.holds is False else ""
    return f"| {row.measure} | {row.ours}{missed} | {row.target} | {row.stock} |"


def _times_floor(figures: Figures, label: str, measure: str, most: float | None, *, with_stock: bool = True) -> Row:
    ratio = figures.ratio(measure, OURS, FLOOR)
    stock = f"{figures.ratio(measure, STOCK, FLOOR):.0f} ×" if with_stock and figures.has(measure, STOCK) else ""
    target = f"≤ {most} ×" if most else ""
    ours = f"{ratio:.2f} × ({figures.spread(measure, OURS, FLOOR)})"
    return Row(label, ours, target, stock, ratio <= most if most else None)


def _cpu(figures: Figures) -> list[Row]:
    rows = [
        _times_floor(figures, f"CPU of a turn, {kind} ({KINDS[kind]}), beside the floor", f"cpu {kind}", most)
        for kind, most in (("message", 2.0), ("card", 2.5), ("invoke", 2.5))
    ]
    label = "CPU of a message with a token that never came before, beside the floor"
    rows.append(_times_floor(figures, label, "cpu new token", 2.0, with_stock=False))
    if figures.has("per second message", STOCK):
        ratio, spread = figures.ratio("cpu message", STOCK, OURS), figures.spread("cpu message", STOCK, OURS)
        label = "messages for one second of CPU, beside the stock SDK"
        rows.append(Row(label, f"{ratio:.0f} × ({spread})", "≥ 50 ×", "1", ratio >= 50))
        ratio = figures.ratio("per second message", OURS, STOCK)
        spread = figures.spread("per second message", OURS, STOCK)
        label = "messages per second beside the stock SDK, people and Microsoft on the same cores"
        rows.append(Row(label, f"{ratio:.0f} × ({spread})", "≥ 50 ×", "1", ratio >= 50))
    return rows


def _latency(figures: Figures) -> list[Row]:
    rows = []
    for people in (1, 16, 64):
        for share in ("p50", "p95"):
            label = f"{share} with {people} {'person' if people == 1 else 'people'}, beside the floor"
            rows.append(_times_floor(figures, label, f"{share} {people}", None))
    slow = "p95 with 16 people, 50 ms connector and 100 ms identity provider, beside the floor"
    rows.append(_times_floor(figures, slow, "p95 slow", 1.2))
    if figures.has("p95 others", "beside"):
        ratio = figures.ratio("p95 others", "beside", "usual")
        spread = figures.spread("p95 others", "beside", "usual")
        label = "p95 of everybody else while Graph hangs for one person, beside without"
        rows.append(Row(label, f"{ratio:.2f} × ({spread})", "≤ 1.2 ×", "", ratio <= 1.2))
    return rows


def _most(figures: Figures, label: str, measure: str, most: float, unit: str = "", *, worst: bool = False) -> Row:
    pick: Callable[[str, str], float] = figures.worst if worst else figures.median
    stock = f"{pick(measure, STOCK):.0f}{unit}" if figures.has(measure, STOCK) else ""
    value = pick(measure, OURS)
    return Row(label, f"{value:.0f}{unit}", f"≤ {most:g}{unit}" if most else "0", stock, value <= most)


def _steady(figures: Figures) -> list[Row]:
    return [
        _most(figures, "lateness of the loop, p99", "lag p99", 20, " ms"),
        _most(figures, "longest stall of the loop", "lag worst", 100, " ms"),
        _most(figures, "calls to the identity provider in a stretch", "logins", 0),
        _most(figures, "new connections in a stretch", "connections", 0),
        _most(figures, "answers missing or doubled", "wrong", 0, worst=True),
    ]


def _graph(figures: Figures) -> list[Row]:
    rows = []
    for command, label, most in COMMANDS:
        if not figures.has(f"cpu {command}", OURS):
            continue
        more_ms = figures.median(f"cpu {command}", OURS) - figures.median("cpu message", OURS)
        calls = figures.median(f"calls {command}", OURS)
        turns = more_ms / figures.median("cpu message", FLOOR)
        ours = f"{turns:.1f} ({more_ms:.1f} ms); {calls:.1f} calls"
        label = f"CPU of {label}, beyond a bare turn, in turns of the floor; calls to Graph and the token service"
        rows.append(Row(label, ours, f"≤ {most:g}" if most else "", "", turns <= most if most else None))
    if figures.has("page", OURS):
        ratio = figures.ratio("page", OURS, "httpx")
        label = "CPU of a page of 50 events, beside httpx and raw JSON"
        rows.append(Row(label, f"{ratio:.2f} × ({figures.spread('page', OURS, 'httpx')})", "≤ 2.5 ×", "", ratio <= 2.5))
    return rows


def _life(figures: Figures) -> list[Row]:
    rows = [_times_floor(figures, "from cold to the first answer, beside the floor", "cold", 2.5)]
    rows.append(_most(figures, "memory after this, before Graph was used", "rss without graph", 110, " MB"))
    rows.append(_most(figures, "memory once Graph was used by 16 people at once", "rss", 110, " MB"))
    if figures.has("growth", OURS):
        growth, files = figures.median("growth", OURS), figures.median("more open files", OURS)
        rows.append(Row("growth of memory over the long run", f"{growth:.1f} %", "≤ 5 %", "", growth <= 5))
        rows.append(Row("more open files after it", f"{files:.0f}", "0", "", files <= 0))
    return rows
