"""A conversation as blocks: days, messages, notes, folded events, and the mark before what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.shell import moments, wording
from sync.replica.reading.rows import EventRow, MessageRow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
BlockRole = Qt.ItemDataRole.UserRole + 1
SAME_AUTHOR_S = 5 * 60
SHOWN_EVENTS = frozenset({"status", "priority", "assignee", "team", "topic", "type"})


@dataclass(frozen=True, slots=True)
class DayBlock:
    """A line with the day's name."""

    label: str


@dataclass(frozen=True, slots=True)
class NewBlock:
    """The line before what came since the ticket was last read."""

    count: int


@dataclass(frozen=True, slots=True)
class MessageBlock:
    """A message; `named` unless the one before is the same person's within five minutes."""

    message: MessageRow
    named: bool
    mine: bool
    state: str | None = None


@dataclass(frozen=True, slots=True)
class EventsBlock:
    """Changes between two messages, folded to one line."""

    events: tuple[EventRow, ...]
    folded: bool = True


Block = DayBlock | NewBlock | MessageBlock | EventsBlock


def blocks_of(
    messages: Sequence[MessageRow],
    events: Sequence[EventRow],
    *,
    me_id: str,
    states: dict[str, str],
    seen_at: str | None,
    present: datetime,
) -> list[Block]:
    """Lay out messages and events, both in order of time, as blocks."""
    fresh = [m for m in messages if seen_at is not None and m.created_at > seen_at and m.author_id != me_id]
    first_new = fresh[0].id if fresh and len(fresh) < len(messages) else None
    found: list[Block] = []
    waiting = [event for event in events if event.field in SHOWN_EVENTS]
    before: MessageRow | None = None
    day = None
    for message in messages:
        early = [event for event in waiting if event.at <= message.created_at]
        waiting = waiting[len(early) :]
        if early:
            found.append(EventsBlock(tuple(early)))
        arrived = moments.local_day(moments.moment_of(message.created_at))
        if arrived != day:
            day, before = arrived, None
            found.append(DayBlock(moments.day_name(day, moments.local_day(present))))
        if message.id == first_new:
            found.append(NewBlock(len(fresh)))
            before = None
        follows = before is not None and not early and _follows(before, message)
        mine = message.author_id == me_id
        found.append(MessageBlock(message, not follows, mine, states.get(message.id)))
        before = message
    if waiting:
        found.append(EventsBlock(tuple(waiting)))
    return found


def _follows(before: MessageRow, message: MessageRow) -> bool:
    """Whether `message` needs no name of its own."""
    if before.author_id != message.author_id or before.internal or message.internal:
        return False
    apart = moments.moment_of(message.created_at) - moments.moment_of(before.created_at)
    return abs(apart.total_seconds()) <= SAME_AUTHOR_S


def event_text(event: EventRow, names: dict[str, str]) -> str:
    """One change as half a sentence; `names` gives people, teams and topics by id."""
    match event.field:
        case "status":
            text = QCoreApplication.translate("conversation", "status set to {0}")
            return text.format(wording.word(wording.STATUS, event.after))
        case "priority":
            text = QCoreApplication.translate("conversation", "priority set to {0}")
            return text.format(wording.word(wording.PRIORITY, event.after))
        case "assignee" if not event.after:
            return QCoreApplication.translate("conversation", "given back to the team")
        case "assignee":
            return QCoreApplication.translate("conversation", "assigned to {0}").format(names.get(event.after, "…"))
        case "team":
            return QCoreApplication.translate("conversation", "moved to {0}").format(names.get(event.after, "…"))
        case "topic":
            return QCoreApplication.translate("conversation", "topic set to {0}").format(names.get(event.after, "…"))
        case "type":
            text = QCoreApplication.translate("conversation", "type set to {0}")
            return text.format(wording.word(wording.TYPE, event.after))
        case _:
            return event.field


def events_title(block: EventsBlock, names: dict[str, str]) -> str:
    """The one line that stands for folded changes."""
    said = ", ".join(event_text(event, names) for event in block.events)
    count = len(block.events)
    if count == 1:
        return f"{block.events[0].actor or '…'}: {said}"
    return QCoreApplication.translate("conversation", "{0} events: {1}").format(count, said)


class ConversationModel(QAbstractListModel):
    """The blocks of the pages that were read so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: list[Block] = []
        self.names: dict[str, str] = {}

    @property
    def blocks(self) -> Sequence[Block]:
        """What is shown, the oldest first."""
        return self._blocks

    def show(self, blocks: list[Block]) -> None:
        """Replaces everything; unfolded changes stay unfolded."""
        open_events = {
            block.events[0].id for block in self._blocks if isinstance(block, EventsBlock) and not block.folded
        }
        self.beginResetModel()
        self._blocks = [
            replace(block, folded=False)
            if isinstance(block, EventsBlock) and block.events[0].id in open_events
            else block
            for block in blocks
        ]
        self.endResetModel()

    def fold(self, row: int) -> None:
        """Folds or unfolds changes."""
        block = self._blocks[row]
        if isinstance(block, EventsBlock):
            self._blocks[row] = replace(block, folded=not block.folded)
            self.layoutChanged.emit()

    def row_of_message(self, message_id: str) -> int:
        """The row of a message, or -1."""
        return next((row for row, message in self.messages() if message.id == message_id), -1)

    def messages(self) -> Iterator[tuple[int, MessageRow]]:
        """Every message with its row."""
        for row, block in enumerate(self._blocks):
            if isinstance(block, MessageBlock):
                yield row, block.message

    def row_of_new(self) -> int:
        """The row of the mark before what is new, or -1."""
        return next((row for row, block in enumerate(self._blocks) if isinstance(block, NewBlock)), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Override QAbstractListModel.rowCount."""
        return 0 if parent.isValid() else len(self._blocks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel.data."""
        if not 0 <= index.row() < len(self._blocks):
            return None
        block = self._blocks[index.row()]
        if role == BlockRole:
            return block
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(block)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(block, MessageBlock):
            return moments.absolute(moments.moment_of(block.message.created_at))
        return None

    def spoken(self, block: Block) -> str:
        """A block as a screen reader says it."""
        match block:
            case DayBlock(label):
                return label
            case NewBlock(count):
                return self.tr("%n new", "", count)
            case EventsBlock():
                return events_title(block, self.names)
            case MessageBlock(message):
                note = QCoreApplication.translate("conversation", "Internal note, team only")
                parts = [note] if message.internal else []
                parts += [message.author, moments.clock(moments.moment_of(message.created_at))]
                parts.append(wording.word(wording.ITEM_STATE, block.state) if block.state else "")
                return f"{', '.join(part for part in parts if part)}: {message.body}"
