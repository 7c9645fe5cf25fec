"""What a composer offers behind `/`, `??` and `@`: saved replies, guides and colleagues, each from this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPlainTextEdit

from desktop.background.operations import Latest
from desktop.features.conversation import operations
from desktop.shell import wording
from desktop.shell.entries import Entry, fitting
from desktop.shell.workspace import Workspace
from desktop.shell.writing.completion import Completion, Show
from desktop.shell.writing.trigger import ARTICLE, PERSON, REPLY
from sync.replica.reading.rows import TicketHead

MOST = 12


class ComposerCompletion(QObject):
    """Finds the entries, and puts the chosen one into the text.

    Signals:
        gap_left: (name) a saved reply was put in that has something to be filled in; it is chosen in the text.
    """

    gap_left = Signal(str)

    def __init__(self, work: Workspace, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._work, self._editor = work, editor
        self._head: TicketHead | None = None
        self._searching = Latest()
        self.popup = Completion(
            work.theme, editor, {REPLY: self._replies, ARTICLE: self._articles, PERSON: self._people}
        )
        self.popup.chosen.connect(self._on_chosen)

    def open_ticket(self, head: TicketHead, *, desk: bool) -> None:
        """Turns to a ticket; only the desk has saved replies and colleagues to call."""
        self._head, self._desk = head, desk

    _desk = False

    def _replies(self, typed: str, show: Show) -> None:
        if not self._desk or self._head is None:
            show([])
            return
        locale = self._work.locale
        rows = operations.saved_replies(self._work)
        found = []
        for row, filled in zip(rows, operations.filled_in(self._work, self._head.id, rows), strict=True):
            beside = " ".join(filled.text.split())[:80]
            found.append(Entry("reply", row.id, row.in_locale(locale)[0], "bolt", beside=beside, hint=row.shortcut))
        exact = [entry for entry in found if typed and entry.hint == typed]
        show(exact + [entry for entry in fitting(typed.split(), found, MOST) if entry not in exact])

    def _articles(self, typed: str, show: Show) -> None:
        self._searching.run(operations.articles(self._work, self, typed, MOST).success(show))

    def _people(self, typed: str, show: Show) -> None:
        if not self._desk:
            show([])
            return
        found = [
            Entry("person", row.id, row.name, beside=wording.title_of(row.role, row.title), person=row.id)
            for row in operations.colleagues(self._work)
            if row.id != self._work.user_id
        ]
        show(fitting(typed.split(), found, MOST))

    def _on_chosen(self, entry: Entry) -> None:
        if entry.kind == "reply":
            self._insert_reply(entry.key)
        elif entry.kind == "article":
            title = entry.text.replace("[", "(").replace("]", ")")
            self._insert(f"[{title}](mostrador://article/{entry.key})")
        else:
            self._insert(f"@{entry.text} ")

    def _insert(self, text: str) -> int:
        """Puts text in where the cursor is; returns where it begins."""
        cursor = self._editor.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(text)
        self._editor.setTextCursor(cursor)
        return start

    def _insert_reply(self, reply_id: str) -> None:
        row = next((row for row in operations.saved_replies(self._work) if row.id == reply_id), None)
        if row is None or self._head is None:
            return
        [filled] = operations.filled_in(self._work, self._head.id, [row])
        start = self._insert(filled.text)
        if filled.gaps:
            self.choose_gap(start + filled.gaps[0].start, start + filled.gaps[0].end)
            self.gap_left.emit(filled.gaps[0].name)

    def choose_gap(self, start: int, end: int) -> None:
        """Chooses what is to be filled in, so that typing replaces it."""
        cursor = self._editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
