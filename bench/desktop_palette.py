"""The palette over 100,000 tickets: numbers, subjects, guides and commands, right and with slips (seed 42).

A key is answered when the last of what it finds is painted, whatever sort it is.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.desktop_data import Prepared, prepared
from bench.figures import of_p95
from bench.groups import Tell
from bench.knowledge_base import misspelt
from bench.measured import lines
from bench.sample_cache import SEED

if TYPE_CHECKING:
    from bench.gestures import Scenario
    from desktop.shell.client import Client

OF_EACH = 6
A_WORD = "card"
"""Of many subjects."""
COMMANDS = ("settings", "new ticket", "answer", "knowledge", "waiting", "unassigned")


class WrongEntries(Exception):
    """What the palette showed is not what was asked for: the figure does not count."""


class Query(NamedTuple):
    """What is typed, and a text that must stand among the rows in the end; empty for any row."""

    typed: str
    wanted: str


def measure(tell: Tell) -> None:
    """Measure and tell."""
    with prepared() as copy:
        queries = _queries(copy)
        typed = json.dumps([query.typed for query in queries])
        said = lines(["bench.desktop_client", "bench.desktop_palette", copy.profile.name, typed], copy.home)
        _check(queries, [each for each in said if "answer" in each])
    keys = [each["key_ms"] for each in said if "key_ms" in each]
    tell(of_p95("desktop", "palette_keystroke_p95", "ms", keys))


def scenario(client: Client, queries: str) -> Scenario:
    """Open the palette by its key and type into it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    from bench.gestures import VIEW_MS, Pause, Until, at_the_queue, child
    from bench.typing import type_all
    from desktop.shell import names

    window, queue = yield from at_the_queue(client)
    QTest.keyClick(queue, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert client.window is not None  # noqa: S101 - it has just shown its queue
    index = client.window.jump_index()
    yield Until(lambda: bool(index.titles.rows and index.subjects.meant(A_WORD)), "what the palette keeps in memory")
    yield Pause(VIEW_MS)
    rows = child(window, QAbstractItemView, names.PALETTE_LIST)
    model = rows.model()

    def read() -> object:
        return [str(model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]

    yield from type_all(child(window, QWidget, names.PALETTE_FIELD), rows, json.loads(queries), read)


def _queries(copy: Prepared) -> list[Query]:
    """Return numbers, two words of subjects and of titles, the same with slips, and commands."""
    from bench.typing import some

    chance = random.Random(SEED)
    with copy.reader() as reader:
        tickets = reader.all("SELECT number, subject FROM ticket WHERE row_id % 97 = 3 AND number IS NOT NULL")
        titles = [row[0] for row in reader.all("SELECT title FROM article WHERE row_id % 7 = 3")]
    chosen = chance.sample(tickets, OF_EACH)
    found = [Query(f"#{number}", f"#{number}") for number, _ in chosen]
    for texts in ([subject for _, subject in tickets], titles):
        words = [some(chance, texts, 2) for _ in range(OF_EACH)]
        found += [Query(each, "") for each in words]
        found += [Query(misspelt(each, chance), "") for each in words[: OF_EACH // 2]]
    return found + [Query(each, "") for each in COMMANDS]


def _check(queries: list[Query], answers: list[dict[str, Any]]) -> None:
    if [answer["query"] for answer in answers] != [query.typed for query in queries]:
        raise WrongEntries(f"{len(answers)} of {len(queries)} queries were answered")
    for query, answer in zip(queries, answers, strict=True):
        if not any(query.wanted in row for row in answer["answer"]):
            raise WrongEntries(f"{query.typed!r} brought {answer['answer']}")
