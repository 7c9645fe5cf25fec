"""A conversation as blocks: days, messages, notes, folded events, and the mark before what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.features.conversation import history
from desktop.shell import moments, wording
from sync.replica.reading.conversation import NewMark
from sync.replica.reading.files import FileRow
from sync.replica.reading.rows import EventRow, MessageRow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
BlockRole = Qt.ItemDataRole.UserRole + 1
SAME_AUTHOR_S = 5 * 60


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
    """A message; `named` unless the one before is the same person's within five minutes.

    `state` says how far one's own has come; None for others'.
    """

    message: MessageRow
    named: bool
    mine: bool
    state: str | None = None
    files: tuple[FileRow, ...] = ()


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
    new: NewMark | None,
    present: datetime,
    files: Mapping[str, tuple[FileRow, ...]] = MappingProxyType({}),
) -> list[Block]:
    """Lay out messages and events, both in order of time, as blocks."""
    found: list[Block] = []
    waiting = [event for event in events if history.is_shown(event.field)]
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
        if new is not None and message.id == new.message_id:
            found.append(NewBlock(new.count))
            before = None
        follows = before is not None and not early and _follows(before, message)
        mine = message.author_id == me_id
        # What no change of mine is under way for any more, the server has.
        state = states.get(message.id) or ("sent" if mine else None)
        found.append(
            MessageBlock(message, not follows or state in ("held", "refused"), mine, state, files.get(message.id, ()))
        )
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


class ConversationModel(QAbstractListModel):
    """The blocks of the pages that were read so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: list[Block] = []
        self.telling = history.Telling({})
        """The words of its changes."""
        self.unfolded: set[str] = set()
        """Messages whose long quotations are shown."""
        self.say_file: Callable[[FileRow], str] = lambda file: file.name
        """How a file is spoken of."""

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

    def unfold_quotes(self, message_id: str, *, shown: bool | None = None) -> None:
        """Shows or hides a message's long quotations; without a word on it, the other way round."""
        if shown is None:
            shown = message_id not in self.unfolded
        if shown != (message_id in self.unfolded):
            self.unfolded ^= {message_id}
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
            when = moments.absolute(moments.moment_of(block.message.created_at))
            return f"{when} · {wording.word(wording.ITEM_STATE, block.state)}" if block.state else when
        return None

    def spoken(self, block: Block) -> str:
        """A block as a screen reader says it."""
        match block:
            case DayBlock(label):
                return label
            case NewBlock(count):
                return self.tr("%n new", "", count)
            case EventsBlock():
                return self.telling.title(block.events)
            case MessageBlock(message):
                note = QCoreApplication.translate("conversation", "Internal note, team only")
                parts = [note] if message.internal else []
                parts += [message.author, moments.clock(moments.moment_of(message.created_at))]
                parts.append(wording.word(wording.ITEM_STATE, block.state) if block.state else "")
                said = [message.body, *map(self.say_file, block.files)]
                return f"{', '.join(part for part in parts if part)}: {'. '.join(part for part in said if part)}"
