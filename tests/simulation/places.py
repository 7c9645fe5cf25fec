"""The table of every place where a write or a message can be torn, and the plan to tear one of them.

The first column is the sync plan's word for it. A point is struck before (when it is reached) or after (at the very
next point the same process comes to); a message is lost or cut, or the process that sends or reads it dies.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from server.db.points import Point
from sync.engine.effects import Effect, OpenStream, SendPull, SendPush, SendRefresh, SendSegment, SendSegmentList
from sync.engine.events import (
    Event,
    PullAnswered,
    PushAnswered,
    RefreshAnswered,
    SegmentAnswered,
    SegmentsListed,
    StreamSpoke,
)
from sync.replica.crash_points import CrashPoint


class Message(StrEnum):
    """What travels."""

    PUSH = "push"
    PULL = "pull"
    REFRESH = "refresh"
    SEGMENT_LIST = "list of segments"
    SEGMENT = "segment"
    LIVE = "live"


class Tear(StrEnum):
    """What becomes of a message."""

    REQUEST_LOST = "request lost"
    REPLY_LOST = "reply lost"
    REPLY_CUT = "reply cut"
    SENT = "sender dies once it is sent"
    UNREAD = "reader dies before it is read"
    READ = "reader dies once it is read"


class Side(StrEnum):
    """On which side of a point a process dies."""

    BEFORE = "before"
    AFTER = "after"


class Step(StrEnum):
    """What is beside the sync: files on their way, and the cache brought up to date. A process dies around one."""

    SHELVED = "file: put on the shelf"
    UPLOAD_ASKED = "file: asked what is there of it"
    CHUNK_SENT = "file: chunk sent"
    CHUNK_KEPT = "file: chunk kept"
    FINISH_ASKED = "file: finish asked for"
    CONTENT_KEPT = "file: content kept"
    UPLOAD_DROPPED = "file: its chunks dropped"
    UPLOAD_NOTED = "file: noted as sent"
    PIECES_FETCHED = "file: pieces fetched"
    TAKEN_IN = "file: taken in"
    COPY_LAID = "update: copy laid beside"
    STEP_DONE = "update: a step done"
    BROUGHT_UP = "update: committed"


Torn = tuple[Message, Tear]
Place = CrashPoint | Point | Torn | Step

POINTS: tuple[tuple[str, CrashPoint | Point], ...] = (
    ("mutate begin", CrashPoint.MUTATE_BEGIN),
    ("n allocation", CrashPoint.NUMBER_TAKEN),
    ("base save", CrashPoint.BASE_SAVED),
    ("row write", CrashPoint.ROW_WRITTEN),
    ("outbox insert", CrashPoint.OUTBOX_INSERTED),
    ("commit", CrashPoint.BEFORE_COMMIT),
    ("commit", CrashPoint.AFTER_COMMIT),
    ("push sent", CrashPoint.MARKED_SENDING),
    ("response read", CrashPoint.REPLY_BEGIN),
    ("result stored", CrashPoint.RESULT_STORED),
    ("page begin", CrashPoint.PAGE_BEGIN),
    ("each 100th row", CrashPoint.PAGE_ROWS),
    ("row removed", CrashPoint.PAGE_REMOVED),
    ("membership", CrashPoint.PAGE_MEMBERS),
    ("scopes changed", CrashPoint.PAGE_SCOPES),
    ("scope delete", CrashPoint.SCOPE_PURGED),
    ("base update", CrashPoint.PAGE_RESTORED),
    ("base update", CrashPoint.BASE_DROPPED),
    ("acknowledged dropped", CrashPoint.ACK_DROPPED),
    ("rebase start", CrashPoint.REBASE_BEGIN),
    ("k-th replay", CrashPoint.REPLAYED),
    ("fill position", CrashPoint.FILLS_WRITTEN),
    ("cursor write", CrashPoint.CURSOR_WRITTEN),
    ("reconcile delete", CrashPoint.ROWS_COMPARED),
    ("client renumbered", CrashPoint.RENUMBERED),
    ("epoch reset", CrashPoint.EPOCH_RESET),
    ("segments noted", CrashPoint.SEGMENTS_NOTED),
    ("segment write", CrashPoint.SEGMENT_ROWS),
    ("segment cursor", CrashPoint.SEGMENT_DONE),
    ("indexes made", CrashPoint.INDEXES_MADE),
    ("text indexed", CrashPoint.TEXT_INDEXED),
    ("server: dedup insert", Point.DEDUP_INSERT),
    ("server: row write", Point.ROW_WRITE),
    ("server: counter update", Point.COUNTER_UPDATE),
    ("server: stamp", Point.STAMP),
    ("server: commit", Point.COMMIT),
    ("server: after commit before response", Point.RESPONSE),
    ("server: after publish", Point.PUBLISHED),
)
MESSAGES: tuple[Torn, ...] = (
    *((message, tear) for message in Message for tear in Tear if (message, tear) != (Message.LIVE, Tear.REQUEST_LOST)),
)
NOT_IN_THE_STORY = frozenset({CrashPoint.SEGMENTS_ABANDONED})
"""Points that the story does not come to for sure; `tests/sync/replica/test_crash_points.py` tears them."""
STEPS: tuple[tuple[str, Step], ...] = (
    ("blob shelved", Step.SHELVED),
    ("blob asked for", Step.UPLOAD_ASKED),
    ("blob chunk", Step.CHUNK_SENT),
    ("server: blob chunk", Step.CHUNK_KEPT),
    ("finalise", Step.FINISH_ASKED),
    ("server: finalise", Step.CONTENT_KEPT),
    ("server: finalise", Step.UPLOAD_DROPPED),
    ("finalise", Step.UPLOAD_NOTED),
    ("blob fetched", Step.PIECES_FETCHED),
    ("blob fetched", Step.TAKEN_IN),
    ("schema migrate", Step.COPY_LAID),
    ("schema migrate", Step.STEP_DONE),
    ("schema migrate", Step.BROUGHT_UP),
)
"""Told in stories of their own (`file_story.py`, `update_story.py`)."""
SERVERS = frozenset({Step.CHUNK_KEPT, Step.CONTENT_KEPT, Step.UPLOAD_DROPPED})
HITS = (1, 2)


class Case(NamedTuple):
    """One place to be torn at its nth time."""

    place: Place
    side: Side
    hit: int

    def __str__(self) -> str:
        if isinstance(self.place, tuple):
            return f"{' '.join(self.place)}, hit {self.hit}"
        end = "server" if isinstance(self.place, Point) or self.place in SERVERS else "client"
        return f"{end}, {self.side} {self.place!s}, hit {self.hit}"


def cases() -> list[Case]:
    """Return every case of the table."""
    points = [Case(point, side, hit) for _, point in (*POINTS, *STEPS) for side in Side for hit in HITS]
    return points + [Case(torn, Side.BEFORE, hit) for torn in MESSAGES for hit in HITS]


class Plan:
    """Strikes once, where its case says. Without a case it never does."""

    def __init__(self, case: Case | None = None) -> None:
        self._case = case
        self._left = case.hit if case else 0
        self._next_of: str | None = None
        self.struck = False

    def strikes(self, point: CrashPoint | Point, who: str = "server") -> bool:
        """Tell whether the process that has come to `point` is to die now."""
        if self._case is None or self.struck:
            return False
        if self._next_of is not None:
            self.struck = who == self._next_of
            return self.struck
        # Both ends have a point of the same words: it is to be this very one.
        if point is not self._case.place:
            return False
        self._left -= 1
        if self._left > 0:
            return False
        if self._case.side is Side.AFTER:
            self._next_of = who
            return False
        self.struck = True
        return True

    def tears(self, message: Message | None, tear: Tear) -> bool:
        """Tell whether this is to happen to the message that is on its way now."""
        return self._case is not None and self._case.place == (message, tear) and self._counts()

    def strikes_around(self, step: Step, side: Side) -> bool:
        """Tell whether whoever is about to take a step, or has just taken it, is to die now."""
        case = self._case
        return case is not None and (case.place, case.side) == (step, side) and self._counts()

    def _counts(self) -> bool:
        """Count this time, and tell whether it is the one."""
        if self.struck:
            return False
        self._left -= 1
        self.struck = self._left <= 0
        return self.struck


def message_of(what: Effect | Event) -> Message | None:
    """Return what sort of message an effect sends or an event brings, if any."""
    match what:
        case SendPush() | PushAnswered():
            return Message.PUSH
        case SendPull() | PullAnswered():
            return Message.PULL
        case SendRefresh() | RefreshAnswered():
            return Message.REFRESH
        case SendSegmentList() | SegmentsListed():
            return Message.SEGMENT_LIST
        case SendSegment() | SegmentAnswered():
            return Message.SEGMENT
        case OpenStream() | StreamSpoke():
            return Message.LIVE
        case _:
            return None
