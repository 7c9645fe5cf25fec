"""Every key, declared once: the window binds this table, the overlay shows it, the palette runs it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from domain.plain import Plain


class Action(Plain):
    """Something that can be done by key. `desk` is for whoever answers tickets only."""

    name: str
    keys: tuple[str, ...]
    title: object
    """English, in the context `keys`."""
    icon: str
    desk: bool = False


ACTIONS = (
    Action("palette", ("Ctrl+K",), QT_TRANSLATE_NOOP("keys", "Search or jump to"), "search"),
    Action("next", ("J",), QT_TRANSLATE_NOOP("keys", "Next ticket"), "chevron-down"),
    Action("previous", ("K",), QT_TRANSLATE_NOOP("keys", "Previous ticket"), "chevron-up"),
    Action("reply", ("R",), QT_TRANSLATE_NOOP("keys", "Reply"), "reply"),
    Action("note", ("N",), QT_TRANSLATE_NOOP("keys", "Write an internal note"), "note", desk=True),
    Action("assign", ("A",), QT_TRANSLATE_NOOP("keys", "Assign to me"), "user", desk=True),
    Action("create", ("C",), QT_TRANSLATE_NOOP("keys", "New ticket"), "plus"),
    Action("filter", ("/",), QT_TRANSLATE_NOOP("keys", "Search this screen"), "filter"),
    Action("home", ("G, H",), QT_TRANSLATE_NOOP("keys", "Go to home"), "home"),
    Action("tickets", ("G, T",), QT_TRANSLATE_NOOP("keys", "Go to tickets"), "ticket"),
    Action("knowledge", ("G, K",), QT_TRANSLATE_NOOP("keys", "Go to the guides"), "book"),
    Action("attention", ("G, A",), QT_TRANSLATE_NOOP("keys", "Go to what needs attention"), "alert"),
    Action("settings", ("G, S",), QT_TRANSLATE_NOOP("keys", "Go to settings"), "settings"),
    Action("keys", ("?",), QT_TRANSLATE_NOOP("keys", "Show all keys"), "keyboard"),
)

ELSEWHERE = (
    ("Ctrl+↵", QT_TRANSLATE_NOOP("keys", "Send what is written")),
    ("Esc", QT_TRANSLATE_NOOP("keys", "Leave a field, close what is open")),
)
"""Keys that belong to a field or a panel, for the overlay."""


def title(text: object) -> str:
    """A title in the language in force."""
    return QCoreApplication.translate("keys", str(text))
