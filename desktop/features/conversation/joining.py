"""Bringing a ticket together with another one by key: which one, what will happen, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.features.conversation import relations
from desktop.features.conversation.ask_panel import AskPanel
from desktop.features.conversation.relations import MERGE, PART, PROBLEM
from desktop.shell import names, wording
from desktop.shell.entries import Entry
from desktop.shell.fitting import fit, folded
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from sync.replica.reading.relations import RelatedRow
from sync.replica.reading.rows import TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView

WIDTH = 460
DONE = ("resolved", "closed")


def name_of(row: RelatedRow) -> str:
    """A ticket in a sentence."""
    return f"#{row.number}" if row.number is not None else f"«{row.subject}»"


class Joining(QObject):
    """Belongs to a conversation.

    Signals:
        told: (sentence) what was done, or why it was not.
        undo_offered: (sentence, undo) what was done, and what takes it back.
    """

    told = Signal(str)
    undo_offered = Signal(str, object)

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view

    def choose(self, kind: str, head: TicketHead) -> None:
        """Offers the tickets that may be meant."""
        if head.merged_into_id is not None:
            self.told.emit(self.tr("It is merged already: work on in the other ticket."))
            return
        titles = {
            MERGE: self.tr("Merge into: number or words"),
            PROBLEM: self.tr("Incident of the problem: number or words"),
            PART: self.tr("Part of: number or words"),
        }

        def seek(parent: QObject, typed: str, take: Callable[[list[Entry]], None]) -> None:
            op = relations.joinable(self._work, parent, head.id, kind, typed)
            op.success(lambda rows: take(self._entries(rows, kind, head, typed))).run()

        anchor = self._view.properties.anchor("status")
        picker = Picker(anchor, self._work.theme, titles[kind], (), seek=seek, width=WIDTH)
        picker.picked.connect(lambda key: self._on_picked(kind, head, key))
        picker.open()

    def _entries(self, rows: list[RelatedRow], kind: str, head: TicketHead, typed: str) -> list[Entry]:
        before = self._linked(kind, head)
        entries = []
        if before is not None and not typed:
            words = self.tr("No longer with {0}").format(name_of(before))
            entries.append(Entry("ticket", "", words, "close", "accent_text"))
        plain = [folded(word) for word in typed.replace("#", " ").split()]
        for row in rows:
            text = f"#{row.number} · {row.subject}" if row.number is not None else row.subject
            hit = fit(plain, text)
            entries.append(
                Entry(
                    "ticket",
                    row.id,
                    text,
                    wording.STATUS_ICON.get(row.status, "ticket"),
                    f"status_{row.status}",
                    beside=row.requester,
                    marks=hit.marks if hit is not None else (),
                    ticked=before is not None and before.id == row.id,
                )  # fmt: skip
            )
        return entries

    def _linked(self, kind: str, head: TicketHead) -> RelatedRow | None:
        """What the ticket hangs on now."""
        if kind == MERGE:
            return None
        found = relations.relations(self._work, head.id)
        return found.problem if kind == PROBLEM else found.parent

    def _on_picked(self, kind: str, head: TicketHead, other_id: str) -> None:
        other = relations.related(self._work, other_id) if other_id else None
        if other is None:
            self._join(kind, head, None)
            return
        op = relations.try_join(self._work, self, head, kind, other.id, lambda code: self._ask(kind, head, other, code))
        op.run()

    def _ask(self, kind: str, head: TicketHead, other: RelatedRow, code: str) -> None:
        """Says what will happen, or why it cannot."""
        if self._view.ticket_id != head.id:
            return
        there = name_of(other)
        titles = {
            MERGE: self.tr("Merge into {0}"), PROBLEM: self.tr("Incident of {0}"), PART: self.tr("Part of {0}"),
        }  # fmt: skip
        panel = AskPanel(
            self._view.properties.anchor("status"), self._work.theme, f"{titles[kind].format(there)} · {other.subject}",
            name=names.JOIN_PANEL, run_name=names.JOIN_RUN,
        )  # fmt: skip
        for icon, words in self._lines(kind):
            panel.add_line(icon, words.format(there))
        if kind == MERGE and other.status in DONE and head.status not in DONE:
            panel.add_line("status-open", self.tr("{0} was solved: it is open again then.").format(there))
        verbs = {MERGE: self.tr("Merge"), PROBLEM: self.tr("Make it an incident"), PART: self.tr("Make it a part")}
        panel.offer(verbs[kind], wording.refusal(code) if code else "")
        panel.run_wanted.connect(lambda: self._join(kind, head, other))
        panel.open()

    def _lines(self, kind: str) -> list[tuple[str, str]]:
        if kind == MERGE:
            return [
                ("status-closed", self.tr("This ticket is closed and leads to {0}.")),
                ("chat", self.tr("Both conversations are kept. What is still written here goes to {0}.")),
                ("user", self.tr("Its followers and tags go along.")),
                ("undo", self.tr("It can be taken back until somebody writes in either.")),
            ]
        if kind == PROBLEM:
            return [
                ("link", self.tr("Both stay open, each with its own conversation.")),
                ("check-double", self.tr("When {0} is solved, all its incidents can be solved with it.")),
                ("eye", self.tr("Only the desk sees it.")),
            ]
        return [
            ("link", self.tr("Both stay open, and each names the other in the panel beside it.")),
            ("eye", self.tr("Only the desk sees it.")),
        ]

    def _join(self, kind: str, head: TicketHead, other: RelatedRow | None) -> None:
        before = self._linked(kind, head)
        op = relations.join(self._work, self, head, kind, other.id if other is not None else None)

        def take_back() -> None:
            if kind == MERGE:
                self.unmerge(head.id)
            else:
                relations.join(self._work, self, head, kind, before.id if before is not None else None).run()

        sentence = self._done(kind, other)
        op.success(lambda _done: self.undo_offered.emit(sentence, take_back)).run()

    def _done(self, kind: str, other: RelatedRow | None) -> str:
        if other is None:
            return self.tr("The link is gone.")
        sentences = {
            MERGE: self.tr("Merged into {0}."), PROBLEM: self.tr("It is an incident of {0} now."),
            PART: self.tr("It is a part of {0} now."),
        }  # fmt: skip
        return sentences[kind].format(name_of(other))

    def unmerge(self, ticket_id: str) -> None:
        """Makes a merged ticket one of its own again, or says why it cannot be one."""
        op = relations.unmerge(self._work, self, ticket_id)
        op.success(lambda _done: self.told.emit(self.tr("It is a ticket of its own again."))).run()

    def solve_all(self, head: TicketHead) -> None:
        """Offers to solve a problem with all its incidents, each with an answer."""
        from desktop.features.conversation.solve_panel import SolvePanel

        if head.type != "problem":
            keys = self._work.keys.first_of("type")
            self.told.emit(self.tr("Only a problem has incidents: set its type first ({0}).").format(keys))
            return
        incidents = relations.relations(self._work, head.id).unsolved
        panel = SolvePanel(self._view.properties.anchor("status"), self._work.theme, head, incidents)

        def solve() -> None:
            op = relations.solve_all(self._work, self, head.id, incidents, panel.answer)
            op.success(lambda _done: self.told.emit(panel.done())).run()

        panel.run_wanted.connect(solve)
        panel.open()
