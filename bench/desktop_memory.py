"""The client's resident memory through ten minutes of work over 100,000 tickets, 400,000 messages, 10,000 articles.

The ten minutes are 300 gestures, one every two seconds, played without the pauses between them: views, tickets of four,
50 and 10,000 messages, answers begun, words in the list's filter, in the palette and among the guides, articles read.
Memory does not shrink while somebody thinks, so leaving the pauses out hides nothing but what timers do meanwhile.
"""

from __future__ import annotations

import json
import random
from collections.abc import Generator
from typing import TYPE_CHECKING

from bench.desktop_data import Prepared, prepared
from bench.figures import of_runs
from bench.groups import Tell
from bench.measured import lines
from bench.sample_cache import SEED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    from bench.gestures import Scenario, Wait
    from desktop.shell.client import Client

RUNS = 2
ROUNDS = 15
"""Each of 20 gestures."""
PAUSE_MS = 120
WORDS = 60


def measure(tell: Tell) -> None:
    """Measure and tell."""
    most, at_first = [], []
    with prepared() as copy:
        words = json.dumps(_words(copy))
        for _ in range(RUNS):
            said = lines(["bench.desktop_client", "bench.desktop_memory", copy.profile.name, words], copy.home)
            if len(said) != ROUNDS + 1:
                raise RuntimeError(f"{len(said) - 1} of {ROUNDS} rounds were played")
            at_first.append(said[0]["resident_mb"])
            most.append(max(each["most_mb"] for each in said))
    tell(of_runs("desktop", "resident_memory", "MB", most))
    tell(of_runs("desktop", "resident_memory_at_first", "MB", at_first))


def scenario(client: Client, words: str) -> Scenario:
    """Work; say the resident memory after each round, and the most there was so far."""
    from bench.gestures import all_tickets, say

    window, rows = yield from all_tickets(client)
    noise = random.Random(SEED)
    say(**_memory())
    for _ in range(ROUNDS):
        yield from _round(window, rows, noise, json.loads(words))
        say(**_memory())


def _round(
    window: QWidget, rows: QAbstractItemView, noise: random.Random, words: list[str]
) -> Generator[Wait, float, None]:
    """Twenty gestures: 4 views, 6 tickets, 2 answers begun, 2 times the filter, 2 the palette, 4 guides."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    from bench.gestures import Pause, Until, child, click, click_row, is_seen, wipe
    from desktop.shell import names

    def typed(name: str, text: str) -> None:
        field = child(window, QWidget, name)
        wipe(field)
        QTest.keyClicks(field, text)

    click(window, names.RAIL_TICKETS)
    for view in ("team", "mine", "solved", "all"):
        click(window, f"{names.RAIL_VIEW}{view}")
        yield Pause(PAUSE_MS * 2)
    for turn in range(6):
        # One of the newest, which are long, or one somewhere.
        row = noise.randrange(70) if turn % 2 else noise.randrange(rows.model().rowCount())
        rows.scrollTo(rows.model().index(row, 0))
        yield Pause(PAUSE_MS)
        click_row(rows, row)
        yield Pause(PAUSE_MS * 2)
        if turn in (2, 5):
            typed(names.COMPOSER_TEXT, " ".join(noise.choices(words, k=8)))
            yield Pause(PAUSE_MS)
    for _ in range(2):
        typed(names.QUEUE_FILTER, noise.choice(words))
        yield Pause(PAUSE_MS * 3)
        wipe(child(window, QWidget, names.QUEUE_FILTER))
        yield Pause(PAUSE_MS)
    for _ in range(2):
        QTest.keyClick(rows, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        yield Pause(PAUSE_MS)
        typed(names.PALETTE_FIELD, noise.choice(words))
        yield Pause(PAUSE_MS * 3)
        QTest.keyClick(child(window, QWidget, names.PALETTE_FIELD), Qt.Key.Key_Escape)
        yield Pause(PAUSE_MS)
    click(window, names.RAIL_KNOWLEDGE)
    yield Until(lambda: is_seen(window, names.KNOWLEDGE_FIELD), "the knowledge base")
    for _ in range(4):
        typed(names.KNOWLEDGE_FIELD, noise.choice(words))
        yield Pause(PAUSE_MS * 3)
        hits = child(window, QAbstractItemView, names.KNOWLEDGE_HITS)
        if hits.model().rowCount():
            click_row(hits, noise.randrange(min(5, hits.model().rowCount())))
        yield Pause(PAUSE_MS * 2)


def _memory() -> dict[str, float]:
    """Return the resident memory of this process and the most it ever was, in MB."""
    with open("/proc/self/status", encoding="ascii") as status:
        kib = {line.split(":")[0]: int(line.split()[1]) for line in status if line.startswith(("VmRSS", "VmHWM"))}
    return {"resident_mb": kib["VmRSS"] * 1024 / 1e6, "most_mb": kib["VmHWM"] * 1024 / 1e6}


def _words(copy: Prepared) -> list[str]:
    """Return words that messages and titles have."""
    from bench.typing import some

    chance = random.Random(SEED)
    with copy.reader() as reader:
        bodies = [row[0] for row in reader.all("SELECT body FROM message WHERE row_id % 9973 = 7")]
        titles = [row[0] for row in reader.all("SELECT title FROM article WHERE row_id % 97 = 7")]
    return [some(chance, titles if number % 2 else bodies, 1) for number in range(WORDS)]
