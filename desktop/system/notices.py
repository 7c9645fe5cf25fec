"""The port to the system's notifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from domain.plain import Plain


class Notice(Plain):
    """One notification as the system shows it.

    Attributes:
        key: what it is about; another notice of the same key takes its place.
        title: one line.
        body: a few words more; empty where nothing may be read.
        open_label: the verb of its button.
        reply_label: the verb of its field; empty for none.
        send_label: the verb that sends what was typed there.
    """

    key: str
    title: str
    body: str
    open_label: str
    reply_label: str = ""
    send_label: str = ""


class Notifier(Protocol):
    """Shows notices. What somebody does with one is told in the GUI thread."""

    def show(self, notice: Notice) -> None:
        """Show it, in place of the one of the same key."""

    def withdraw(self, key: str) -> None:
        """Take it back: what it tells is known by now. Harmless if there is none."""

    def withdraw_all(self) -> None:
        """Take back whatever still stands there."""

    def close(self) -> None:
        """Take everything back and stop."""


Opened = Callable[[str], None]
"""Told the key of a notice that was clicked."""
Replied = Callable[[str, str], None]
"""Told the key of a notice and what was answered to it."""
