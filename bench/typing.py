"""Typing into a field and watching a list: from each key press until the painting after which nothing else was shown.

A key that changes nothing of what is shown has nothing to be waited for, and no time.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QAbstractItemView, QWidget

from bench.gestures import Pause, Quiet, Scenario, Shown, press, say, wipe

QUIET_MS = 300
"""So long nothing else has to be shown before a key counts as answered, and the next one is pressed."""


def type_all(
    field: QWidget,
    rows: QAbstractItemView,
    queries: Iterable[str],
    read: Callable[[], object],
    answer: Callable[[], object] | None = None,
) -> Scenario:
    """Type each query key by key into the emptied field; say `key_ms` of each key, and each query's `answer`.

    Args:
        field: what is typed into.
        rows: what answers.
        queries: what is typed.
        read: returns what the list shows, as far as its reader waits for it.
        answer: returns what is said of it in the end, if that is more.
    """
    shown = Shown(rows.viewport(), read)
    for query in queries:
        wipe(field)
        yield Pause(QUIET_MS)
        yield Quiet(shown, QUIET_MS)
        for letter in query:
            began_s = time.monotonic()
            press(field, letter)
            changed_s = yield Quiet(shown, QUIET_MS)
            if changed_s > began_s:
                say(key_ms=(changed_s - began_s) * 1000)
        say(query=query, answer=(answer or read)())
    shown.end()


def plain_words(text: str) -> list[str]:
    """Return the words of a text that are worth typing: five letters or more, without accents."""
    return [word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= 5]


def some(chance: random.Random, texts: Iterable[str], words: int) -> str:
    """Return that many neighbouring words of one of the texts."""
    while True:
        found = plain_words(chance.choice(list(texts)))
        if len(found) >= words:
            start = chance.randrange(len(found) - words + 1)
            return " ".join(found[start : start + words])
