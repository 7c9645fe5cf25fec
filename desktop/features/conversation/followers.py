"""Who follows a ticket, or gets a copy of what is answered: added and removed by the desk, one step each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.background.operations import WriteOp
from desktop.features.conversation import operations
from desktop.i18n.retranslated import Retranslated
from desktop.shell import names, wording
from desktop.shell.entries import Entry
from desktop.shell.fitting import Mark, fit, folded
from desktop.shell.picker import Picker
from desktop.shell.workspace import Workspace
from desktop.widgets.buttons import Button, icon_button
from desktop.widgets.text import ElidedLabel
from sync.replica.reading import directory, labels
from sync.replica.reading.reader import Reader
from sync.replica.reading.rows import PersonRow, TicketHead

if TYPE_CHECKING:
    from desktop.features.conversation.view import ConversationView

OFFERED_MOST = 40
"""So many are offered at once; whoever wants another one types more of the name."""


def set_following(work: Workspace, parent: QObject, ticket_id: str, user_id: str, *, following: bool) -> WriteOp[None]:
    """Let somebody follow a ticket, or no longer."""
    return work.mutate(parent, "ticket.follow", {"ticket_id": ticket_id, "user_id": user_id, "following": following})


def offered(reader: Reader, head: TicketHead, typed: str) -> list[tuple[PersonRow, tuple[Mark, ...], bool]]:
    """Return who may be meant, where what was typed stands in their name, and whether they follow already.

    Those who follow first, then the people of the ticket's store, then everybody.
    """
    following = {one.id for one in labels.followers(reader, head.id)}
    plain = [folded(word) for word in typed.split()]
    found = []
    for one in directory.cards(reader):
        hit = fit(plain, one.name)
        if hit is not None and one.id not in (head.requester_id, head.assignee_id):
            rank = 0 if one.id in following else 1 if head.store_id in one.store_ids else 2
            found.append((rank, one.name, one, hit.marks, one.id in following))
    found.sort(key=lambda each: each[:2])
    return [(one, marks, follows) for _, _, one, marks, follows in found[:OFFERED_MOST]]


class Following(QObject):
    """Belongs to a conversation.

    Signals:
        undo_offered: (sentence, undo) what was done, and what takes it back.
    """

    undo_offered = Signal(str, object)

    def __init__(self, work: Workspace, view: ConversationView) -> None:
        super().__init__(view)
        self._work, self._view = work, view

    def choose(self, head: TicketHead) -> None:
        """Offers people: one who follows no longer does, any other does from now on."""

        def seek(parent: QObject, typed: str, take: Callable[[list[Entry]], None]) -> None:
            op = self._work.read(parent, lambda reader: offered(reader, head, typed))
            op.success(lambda found: take([self._entry(*one) for one in found])).run()

        title = self.tr("Who gets a copy")
        picker = Picker(self._view.properties.anchor("assignee"), self._work.theme, title, (), seek=seek)
        picker.picked.connect(partial(self._turn, head))
        picker.open()

    def _entry(self, one: PersonRow, marks: tuple[Mark, ...], follows: bool) -> Entry:  # noqa: FBT001 - one row of three
        beside = wording.title_of(one.role, one.title)
        return Entry("person", one.id, one.name, beside=beside, marks=marks, ticked=follows, person=one.id)

    def _turn(self, head: TicketHead, user_id: str) -> None:
        self.set(head, user_id, following=not labels.follows(self._work.reader, head.id, user_id))

    def set(self, head: TicketHead, user_id: str, *, following: bool) -> None:
        """Lets somebody follow, or no longer, and offers to take it back."""
        whose = directory.person(self._work.reader, user_id)
        name = whose.name if whose is not None else "…"
        desk = whose is not None and whose.role not in wording.STORE_ROLES
        sentence = self.tr("{0} no longer follows this ticket.")
        if following:
            sentence = self.tr("{0} follows this ticket.") if desk else self.tr("{0} reads what is public here now.")

        def take_back() -> None:
            set_following(self._work, self, head.id, user_id, following=not following).run()

        op = set_following(self._work, self, head.id, user_id, following=following)
        op.success(lambda _done: self.undo_offered.emit(sentence.format(name), take_back)).run()


class FollowerList(Retranslated, QWidget):
    """Who follows, in the panel beside a conversation.

    Signals:
        add_wanted: somebody is to follow.
        removed: (person's id) somebody is to follow no longer.
    """

    add_wanted = Signal()
    removed = Signal(str)

    def __init__(self, work: Workspace) -> None:
        QWidget.__init__(self)
        self._work = work
        self._head: TicketHead | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._add = Button(work.theme, kind="link", height=24, icon="plus", name=f"{names.FOLLOWERS}.add")
        self._add.clicked.connect(self.add_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._rows)
        column.addWidget(self._add)

    def show_ticket(self, head: TicketHead) -> bool:
        """Shows who follows a ticket; tells whether there is anything to see or to do."""
        self._head = head
        people = labels.followers(self._work.reader, head.id)
        works = operations.works(self._work.me, head)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for place, one in enumerate(people):
            self._rows.addWidget(self._row(place, one, works=works))
        self._add.setText(self.tr("Add somebody"))
        self._add.setVisible(works)
        return bool(people) or works

    def _row(self, place: int, one: PersonRow, *, works: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        title = wording.title_of(one.role, one.title)
        said = f"{one.name} · {title}" if title else one.name
        line.addWidget(ElidedLabel(self._work.theme, said, role="caption"), 1)
        if works:
            remove = icon_button(
                self._work.theme, "close", self.tr("{0} follows no longer").format(one.name),
                f"{names.FOLLOWERS}.{place}.remove", size=24,
            )  # fmt: skip
            remove.clicked.connect(partial(self._remove, one.id))
            line.addWidget(remove)
        return row

    def _remove(self, user_id: str, _checked: bool = False) -> None:
        self.removed.emit(user_id)

    def retranslate(self) -> None:
        """Override Retranslated.retranslate."""
        if self._head is not None:
            self.show_ticket(self._head)
