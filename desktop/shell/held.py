"""Messages that wait a few seconds before they go out, so that they can be taken back."""

from __future__ import annotations

from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.settings.declared import UNDO_SEND_S
from desktop.shell.errors import Overtaken
from domain.errors import KnownError
from domain.plain import Plain
from sync.replica.reading.conversation import newer_than
from sync.replica.reading.waiting import held_key

if TYPE_CHECKING:
    from desktop.background.operations import WriteOp
    from desktop.shell.workspace import Workspace

TICK_MS = 1000
REPLY = "reply"
"""The kind that answers somebody; a note says what it says whatever was written meanwhile."""


class HeldMessage(Plain):
    """A message on its way out.

    Attributes:
        draft: key of the draft it was.
        ticket_id: where it goes.
        kind: `reply` or `note`.
        message_id: its id.
        body: its text.
        files: its files, as a mutation takes them.
        steps: the mutations that send it.
        at: when it was written, in its stored form.
        seen_message_id: the newest message its author knew of, or sent it in spite of.
    """

    draft: str
    ticket_id: str
    kind: str
    message_id: str
    body: str
    files: tuple[dict[str, Any], ...]
    steps: tuple[tuple[str, dict[str, Any]], ...]
    at: str
    seen_message_id: str | None = None


class HeldMessages(QObject):
    """All of an open profile that wait. Each lies ready in the cache: a client that is killed sends it when it starts.

    Signals:
        changed: (ticket's id) something waits there, or no longer does.
        gone: (message's id) it waits no more: it is sent, or a draft again.
        undoing: (draft's key) a message is being taken back: what was typed since is saved now.
        ticked: another second has passed.
    """

    changed = Signal(str)
    gone = Signal(str)
    undoing = Signal(str)
    ticked = Signal()

    def __init__(self, work: Workspace) -> None:
        super().__init__(work)
        self._work = work
        self._held: dict[str, HeldMessage] = {}
        """By the message's id."""
        self._ends: dict[str, float] = {}
        self._leaving: set[str] = set()
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self.ticked)

    @property
    def delay_s(self) -> int:
        """How long a message waits; 0 for not at all."""
        return self._work.settings.get(UNDO_SEND_S)

    def of_ticket(self, ticket_id: str) -> list[HeldMessage]:
        """What waits there, in the order in which it was written."""
        return [held for held in self._held.values() if held.ticket_id == ticket_id]

    def of_draft(self, draft: str) -> HeldMessage | None:
        """What waits, or is just leaving, and was this draft last."""
        return next((held for held in reversed(self._held.values()) if held.draft == draft), None)

    def seconds_left(self, message_id: str) -> int:
        """How long a message still waits."""
        return max(0, ceil(self._ends.get(message_id, 0.0) - monotonic()))

    def hold(self, parent: QObject, held: HeldMessage) -> WriteOp[None]:
        """Let a message wait; one that was the same draft goes out first. Drop it if the op fails."""
        before = self.of_draft(held.draft)
        if before is not None:
            # Whoever writes on in a ticket has read what came into it.
            self._let_go(before)
        self._held[held.message_id] = held
        self._ends[held.message_id] = monotonic() + self.delay_s
        QTimer.singleShot(self.delay_s * 1000, self, lambda: self.send(held.message_id))
        self._clock.start()
        return self._work.hold_draft(parent, held.draft, held.body, list(held.steps), held.seen_message_id)

    def undo(self, message_id: str) -> None:
        """Make a message a draft again, in front of what was typed since; not if it is leaving."""
        held = self._held.get(message_id)
        if held is not None and message_id not in self._leaving:
            self._give_back(held)

    def drop(self, message_id: str) -> None:
        """Forget a message that could not be held."""
        self._take(message_id)

    def send(self, message_id: str) -> None:
        """Send a message now; one that others overtook while it waited is a draft again, and its author is told."""
        held = self._held.get(message_id)
        if held is None or message_id in self._leaving:
            return
        if self._is_overtaken(held):
            self._on_refused(held, Overtaken())
            return
        self._let_go(held)

    def _let_go(self, held: HeldMessage) -> None:
        message_id = held.message_id
        if message_id in self._leaving:
            return
        self._leaving.add(message_id)
        op = self._work.mutate_all(self, list(held.steps), draft=held_key(held.draft))
        op.success(lambda _done: self._take(message_id)).failure(lambda error: self._on_refused(held, error)).run()

    def send_all(self) -> None:
        """Send everything now: nobody is there any more to take it back.

        What others overtook goes on waiting: nobody is there to be asked. The next client tells of it.
        """
        for message_id, held in list(self._held.items()):
            if not self._is_overtaken(held):
                self.send(message_id)

    def close(self) -> None:
        """Lets go of what still waits: it lies in the cache, where the next client finds it."""
        self._clock.stop()
        self._held.clear()

    def _is_overtaken(self, held: HeldMessage) -> bool:
        """Whether others wrote what the author of an answer did not know of."""
        seen = held.seen_message_id
        if held.kind != REPLY or seen is None:
            return False
        return newer_than(self._work.reader, held.ticket_id, seen, self._work.user_id) > 0

    def _on_refused(self, held: HeldMessage, error: KnownError) -> None:
        """What cannot be sent is a draft again, and its author is told why."""
        self._give_back(held)
        self._work.background.failed.emit(error)

    def _give_back(self, held: HeldMessage) -> None:
        self.undoing.emit(held.draft)
        self._take(held.message_id)
        op = self._work.release_draft(self, held.draft)
        op.success(lambda _nothing: self._work.message_back.emit(held.ticket_id, held.kind)).run()

    def _take(self, message_id: str) -> None:
        self._leaving.discard(message_id)
        self._ends.pop(message_id, None)
        held = self._held.pop(message_id, None)
        if not self._held:
            self._clock.stop()
        if held is not None:
            self.gone.emit(message_id)
            self.changed.emit(held.ticket_id)
