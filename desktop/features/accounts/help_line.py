"""Carries what is asked without a session: keeps it, sends it when there is a line, looks how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background.background import Background
from desktop.background.throttle import Throttle
from desktop.features.accounts import asked
from desktop.features.accounts.asked import Asked, Draft, Noted, Word
from desktop.features.accounts.operations import new_id
from domain.ids import RecordId
from sync.engine.address import server_address
from sync.errors import HelpError
from sync.keys import KeyStore
from sync.keys.keyring_store import KeyringStore, keyring_works
from sync.keys.sealed_note import SealedNote
from sync.protocol.help import HelpRequest

AGAIN_MS = 15_000
"""How often what waits is tried, and what was asked is looked at while somebody has it before their eyes."""
DRAFT_MS = 400


class HelpLine(QObject):
    """One for a computer; belongs to no account. What waits or blocks is done on other threads, one thing at a time.

    Signals:
        changed: something is known, or came, that was not.
        failed: (error) nothing came of what its user wanted just now.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, background: Background, keys: KeyStore | None = None, parent: QObject | None = None) -> None:
        """Makes it, and begins to read what is kept; `keys` where something else than the system's keyring has it."""
        super().__init__(parent)
        self._background, self._keys = background, keys
        self._note: SealedNote | None = None
        self._queue: list[tuple[Callable[[], Any], Callable[[Any], object], Callable[[Any], object]]] = []
        self._busy = False
        self._leaving: set[str] = set()
        self.noted = Noted()
        self.is_ready = False
        self.lasts = True
        self._draft: Draft | None = None
        self._keep_draft = Throttle(DRAFT_MS, self._write_draft, self, leading=False)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.send)
        self._do(self._open, self._on_read, self._on_not_sent)

    # What somebody wants.

    def keep_draft(self, draft: Draft) -> None:
        """Keeps a half-filled form, in a moment."""
        self._draft = draft
        self._keep_draft()

    def ask(self, draft: Draft, locale: str) -> None:
        """Keeps a question and sends it, now or when there is a line."""
        server = server_address(draft.server)
        request = HelpRequest(
            id=RecordId(new_id()), name=draft.name, store=draft.store, account=draft.account, body=draft.body,
            contact=draft.contact, locale=locale,
        )  # fmt: skip
        self._draft = None
        question = Asked(server=server, request=request)
        self._change(lambda noted: replace(noted, draft=Draft(server=server)).with_asked(question))
        self.send(wanted=True)

    def add(self, body: str) -> None:
        """Adds a word to what was asked last."""
        last = self.noted.last
        if last is not None:
            word = Word(id=RecordId(new_id()), body=body)
            self._change(lambda noted: noted.with_asked(replace(last, words=(*last.words, word))))
            self.send(wanted=True)

    def forget(self) -> None:
        """Forgets what was asked last at this computer; the desk keeps it."""
        self._change(lambda noted: replace(noted, asked=noted.asked[:-1]))

    def take_back(self) -> None:
        """Makes what was asked last a draft again: it never left."""
        last = self.noted.last
        if last is not None and not last.has_left:
            said = last.request
            draft = Draft(
                server=last.server, name=said.name, store=said.store, account=said.account, body=said.body,
                contact=said.contact,
            )  # fmt: skip
            self._change(lambda noted: replace(noted, draft=draft, asked=noted.asked[:-1]))

    def look(self, *, wanted: bool = False) -> None:
        """Asks how far the last question is."""
        last = self.noted.last
        if last is None:
            return
        if last.waits:
            self.send(wanted=wanted)
        else:
            self._do(
                lambda: asked.looked_at(last),
                lambda after: self._on_sent(last, after),
                self._on_not_sent if wanted else self._on_silence,
            )

    def learn_reach(self, server: str) -> None:
        """Asks how else the desk is reached."""
        known = self.noted.reach
        if server.strip():
            self._do(lambda: asked.reach_of(server, known), self._on_reach, self._on_silence)

    def send(self, *, wanted: bool = False) -> None:
        """Sends what waits; tried again until it has left."""
        for one in self.noted.asked:
            if one.waits and one.request.id not in self._leaving:
                self._send(one, wanted=wanted)

    def _send(self, one: Asked, *, wanted: bool) -> None:
        self._leaving.add(one.request.id)

        def left(after: Asked) -> None:
            self._leaving.discard(one.request.id)
            self._on_sent(one, after)

        def stayed(error: Any) -> None:
            self._leaving.discard(one.request.id)
            (self._on_not_sent if wanted else self._on_silence)(error)

        self._do(lambda: asked.sent(one), left, stayed)

    # What comes of it.

    def _on_read(self, found: tuple[Noted, bool]) -> None:
        noted, self.lasts = found
        # What was done meanwhile comes on top.
        self.noted = replace(noted, asked=(*noted.asked, *self.noted.asked)) if self.noted.asked else noted
        self.is_ready = True
        self._watch()
        self.changed.emit()
        if self.noted.waits:
            self.send()

    def _on_sent(self, before: Asked, after: Asked) -> None:
        present = next((one for one in self.noted.asked if one.request.id == before.request.id), None)
        if present is None:
            return
        # Words that were added while it was on its way have still to leave.
        later = tuple(word for word in present.words if word not in before.words)
        changed = replace(after, words=later)
        reach = after.thread.reach if after.thread is not None else self.noted.reach
        if changed != present or reach != self.noted.reach:
            self._change(lambda noted: replace(noted.with_asked(changed), reach=reach))
        if later:
            self.send()

    def _on_not_sent(self, error: Any) -> None:
        self.failed.emit(error)
        self._watch()

    def _on_silence(self, error: Any) -> None:
        """Nobody asked for it just now; what can never be sent is told all the same."""
        if isinstance(error, HelpError):
            self.failed.emit(error)
        self._watch()

    def _on_reach(self, reach: Any) -> None:
        if reach != self.noted.reach:
            self._change(lambda noted: replace(noted, reach=reach))

    # Keeping it.

    def _change(self, change: Callable[[Noted], Noted]) -> None:
        self.noted = change(self.noted)
        self._watch()
        self._write()
        self.changed.emit()

    def _write_draft(self) -> None:
        if self._draft is not None and self._draft != self.noted.draft:
            self.noted = replace(self.noted, draft=self._draft)
            self._write()

    def _write(self) -> None:
        self._do(self._put_down, self._on_written, self._on_not_sent)

    def _put_down(self) -> bool:
        note, noted = self._note, self.noted
        if note is None:
            return False
        asked.write(note, noted)
        return note.lasts

    def _on_written(self, lasts: bool) -> None:
        if lasts != self.lasts:
            self.lasts = lasts
            self.changed.emit()

    def _open(self) -> tuple[Noted, bool]:
        self._note = SealedNote(asked.place(), self._keys or KeyringStore())
        return asked.read(self._note), self._keys is not None or keyring_works()

    def _watch(self) -> None:
        if self.noted.waits and not self._again.isActive():
            self._again.start()
        elif not self.noted.waits:
            self._again.stop()

    def _do(self, work: Callable[[], Any], then: Callable[[Any], object], otherwise: Callable[[Any], object]) -> None:
        """Does something on another thread, after all that was asked before."""
        self._queue.append((work, then, otherwise))
        self._do_next()

    def _do_next(self) -> None:
        if self._busy or not self._queue:
            return
        self._busy = True
        work, then, otherwise = self._queue.pop(0)

        def done(callback: Callable[[Any], object], value: Any) -> None:
            self._busy = False
            callback(value)
            self._do_next()

        op = self._background.request(self, work)
        op.success(lambda value: done(then, value)).failure(lambda error: done(otherwise, error)).run()
