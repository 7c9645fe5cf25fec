"""The first steps, at most four for each role; each points at what it speaks of."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.shell import names
from desktop.shell.key_map import KeyMap
from domain.plain import Plain

STEPS_MOST = 4


class Step(Plain):
    """One of the first steps. `at` is the object name of what it points at; its texts are of the context `guide`."""

    title: object
    words: object
    at: str


STORE = (
    Step(
        QT_TRANSLATE_NOOP("guide", "Find an answer first"),
        QT_TRANSLATE_NOOP(
            "guide", "Say what happened in your own words. The guides are on this computer: no line needed."
        ),
        names.RAIL_KNOWLEDGE,
    ),
    Step(
        QT_TRANSLATE_NOOP("guide", "Tell us when nothing fits"),
        QT_TRANSLATE_NOOP(
            "guide", "Press {create} anywhere. It is saved here at once and goes out as soon as there is a line."
        ),
        names.RAIL_TICKETS,
    ),
    Step(
        QT_TRANSLATE_NOOP("guide", "See how the line is"),
        QT_TRANSLATE_NOOP(
            "guide", "Down here stands whether you are online and whether everything was sent. Carry on either way."
        ),
        names.RAIL_LINE,
    ),
    Step(
        QT_TRANSLATE_NOOP("guide", "Several people, one computer"),
        QT_TRANSLATE_NOOP(
            "guide",
            "Change the person here. Everyone's work stays apart, and encrypted.",
        ),
        names.RAIL_USER,
    ),
)
DESK = (
    Step(
        QT_TRANSLATE_NOOP("guide", "Your queue, by deadline"),
        QT_TRANSLATE_NOOP(
            "guide",
            "{next} and {previous} step through it, {reply} replies, {note} writes a note: the mouse can rest.",
        ),
        names.RAIL_TICKETS,
    ),
    Step(
        QT_TRANSLATE_NOOP("guide", "Everything from one field"),
        QT_TRANSLATE_NOOP(
            "guide", "Tickets, guides, people and commands. Each has its key beside it; {keys} shows all."
        ),
        names.RAIL_SEARCH,
    ),
    Step(
        QT_TRANSLATE_NOOP("guide", "Work on without a line"),
        QT_TRANSLATE_NOOP(
            "guide",
            "Everything is here. What you write goes out by itself; what was refused waits under Needs attention.",
        ),
        names.RAIL_LINE,
    ),
    Step(
        QT_TRANSLATE_NOOP("guide", "Make it yours"),
        QT_TRANSLATE_NOOP(
            "guide", "Size of text, dark or light, keys, notifications. This guide is there again under Help."
        ),
        names.RAIL_SETTINGS,
    ),
)


def steps_for(*, works: bool) -> tuple[Step, ...]:
    """The steps of whoever answers tickets, or of a store."""
    return DESK if works else STORE


def said(text: object, keys: KeyMap) -> str:
    """A text of a step in the language in force, with the keys as they are now."""
    return QCoreApplication.translate("guide", str(text)).format_map(Named(keys))


class Named(dict[str, str]):
    """The first key of each action by its name; a dash for one that has none."""

    def __init__(self, keys: KeyMap) -> None:
        super().__init__()
        self._keys = keys

    def __missing__(self, name: str) -> str:
        return self._keys.first_of(name) or "–"
