"""What a window says at its foot: what was done, with the way to take it back, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QWidget

from desktop.shell import names
from desktop.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.shell.held import HeldMessages
    from desktop.widgets.toast import Toast


class Offer(NamedTuple):
    """What can be taken back now.

    Attributes:
        sentence: what was done, or a function of the seconds left.
        icon: before it.
        undo: takes it back.
        until: when that is over, by the monotonic clock.
        message_id: the message that waits to be sent; empty for anything else.
    """

    sentence: str | Callable[[int], str]
    icon: str
    undo: Callable[[], object]
    until: float
    message_id: str = ""

    @property
    def seconds_left(self) -> int:
        """How long it still stands."""
        return round(self.until - monotonic())


class Toasts(QObject):
    """One word at a time; the next takes the place of the one before, which comes back if its undoing is still offered.

    Args:
        window: where they stand.
        theme: the theme in force.
        lift: how much higher than the window's foot they stand: they never cover what one writes.
    """

    def __init__(self, window: QWidget, theme: Theme, lift: Callable[[], int]) -> None:
        super().__init__(window)
        self._window, self._theme, self._lift = window, theme, lift
        self._toast: Toast | None = None
        self._offer: Offer | None = None
        self._shows_offer = False
        self._held: HeldMessages | None = None

    def say(self, sentence: str) -> None:
        """Says what was done."""
        self._show(sentence)

    def tell(self, title: str, message: str) -> None:
        """Says what went wrong and what to do."""
        self._show(f"{title}. {message}" if message else title, icon="alert")

    def offer_undo(self, sentence: str, undo: Callable[[], object]) -> None:
        """Says what was done; `undo` takes it back for as long as that word would stand there."""
        seconds = self._theme.tokens.time.undo_send_s
        self._show_offer(Offer(sentence, "check", undo, monotonic() + seconds), seconds)

    def count_down(self, held: HeldMessages, message_id: str) -> None:
        """Says in how many seconds a message is sent; until then it can be taken back."""

        def sentence(_left: int) -> str:
            return self.tr("Sending in {0} s").format(held.seconds_left(message_id))

        until = monotonic() + held.delay_s
        self._show_offer(Offer(sentence, "send", lambda: held.undo(message_id), until, message_id), held.delay_s)
        if self._held is not held:
            self._held = held
            held.gone.connect(self._on_gone)

    def _on_gone(self, message_id: str) -> None:
        # A machine that is busy counts late; what has left cannot be taken back.
        if self._offer is not None and message_id == self._offer.message_id:
            self._offer = None
            if self._toast is not None and self._shows_offer:
                self._toast.leave()

    @property
    def offers_undo(self) -> bool:
        """Whether something can be taken back now."""
        return self._offer is not None and self._offer.seconds_left > 0

    def undo(self) -> bool:
        """Takes back what can be taken back now; tells whether there was something."""
        if self._toast is None or not self.offers_undo:
            return False
        if self._shows_offer:
            self._toast.on_undo_clicked()
        else:
            self._on_undo_asked()
        return True

    def settle(self) -> None:
        """What they stand above is another."""
        if self._toast is not None:
            self._toast.settle()

    def _show(self, sentence: str, *, icon: str = "check") -> None:
        toast = self._shown()
        # The word before does not expire by this one.
        with QSignalBlocker(toast):
            toast.show_message(sentence, icon=icon)
        self._shows_offer = False

    def _show_offer(self, offer: Offer, seconds: int) -> None:
        toast = self._shown()
        with QSignalBlocker(toast):
            toast.show_message(offer.sentence, icon=offer.icon, undo=self.tr("Undo"), seconds=seconds)
        self._offer, self._shows_offer = offer, True

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
        offer, self._offer = self._offer, None
        if offer is not None:
            offer.undo()

    def _on_expired(self) -> None:
        """What stood behind the word that goes comes back for the rest of its time."""
        offer = self._offer
        if offer is not None and not self._shows_offer and offer.seconds_left > 0:
            self._show_offer(offer, offer.seconds_left)
        else:
            self._offer = None
