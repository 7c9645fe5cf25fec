"""What a window says at its foot: what was done, with the way to take it back, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.shell import names
from desktop.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.shell.held import HeldMessages
    from desktop.widgets.toast import Toast


class Toasts(QObject):
    """One word at a time; the next takes the place of the one before.

    Args:
        window: where they stand.
        theme: the theme in force.
        lift: how much higher than the window's foot they stand: they never cover what one writes.
    """

    def __init__(self, window: QWidget, theme: Theme, lift: Callable[[], int]) -> None:
        super().__init__(window)
        self._window, self._theme, self._lift = window, theme, lift
        self._toast: Toast | None = None
        self._undo: Callable[[], object] | None = None
        self._held: HeldMessages | None = None
        self._counted = ""
        """The message whose seconds are counted down, as long as nothing else is said."""

    def say(self, sentence: str) -> None:
        """Says what was done."""
        self._shown().show_message(sentence)

    def tell(self, title: str, message: str) -> None:
        """Says what went wrong and what to do."""
        self._shown().show_message(f"{title}. {message}" if message else title, icon="alert")

    def offer_undo(self, sentence: str, undo: Callable[[], object]) -> None:
        """Says what was done; `undo` takes it back if the user wants that while the word stands there."""
        # The one before expires while this one takes its place: only then may the new way back be noted.
        self._shown().show_message(sentence, undo=self.tr("Undo"))
        self._undo = undo

    def count_down(self, held: HeldMessages, message_id: str) -> None:
        """Says in how many seconds a message is sent; it can be taken back as long as that stands there."""
        self._shown().show_message(
            lambda _left: self.tr("Sending in {0} s").format(held.seconds_left(message_id)),
            icon="send",
            undo=self.tr("Undo"),
            seconds=held.delay_s,
        )
        self._undo, self._counted = lambda: held.undo(message_id), message_id
        if self._held is not held:
            self._held = held
            held.gone.connect(self._on_gone)

    def _on_gone(self, message_id: str) -> None:
        # A machine that is busy counts late; what has left cannot be taken back.
        if self._toast is not None and message_id == self._counted:
            self._toast.leave()

    def undo(self) -> bool:
        """Takes back what can be taken back now; tells whether there was something."""
        if self._undo is None or self._toast is None:
            return False
        self._toast.on_undo_clicked()
        return True

    def settle(self) -> None:
        """What they stand above is another."""
        if self._toast is not None:
            self._toast.settle()

    def _shown(self) -> Toast:
        if self._toast is None:
            # With the first word: what moves it up brings the animations along.
            from desktop.widgets.toast import Toast

            self._toast = Toast(self._theme, self._window)
            self._toast.setObjectName(names.TOAST)
            self._toast.lift = self._lift
            self._toast.undo_asked.connect(self._on_undo_asked)
            self._toast.expired.connect(self._on_expired)
        return self._toast

    def _on_undo_asked(self) -> None:
        undo = self._undo
        self._on_expired()
        if undo is not None:
            undo()

    def _on_expired(self) -> None:
        self._undo, self._counted = None, ""
