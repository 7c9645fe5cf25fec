"""What the world remembers of one cache: what was done on it, where it has come to, what it must not forget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from domain.ids import RecordId
from sync.protocol.cursor import START, Cursor, parse_cursor
from sync.protocol.pull import End
from sync.protocol.push import Outcome, PushReply
from sync.replica.outbox import Outbox
from tests.simulation.own_edits import OwnEdits
from tests.simulation.templates import EPOCH, Made
from tests.simulation.trace import Violation

if TYPE_CHECKING:
    from tests.simulation.client import Client

REFUSED = "refused"


class Books:
    """Bookkeeping of one cache; a copy of the cache takes a copy of the books with it.

    Attributes:
        order: Ids of every change made on this cache, in the order they were made.
        excused: Ids whose loss is nobody's fault: their only copy was thrown away.
        sent_as: Client ids under which this cache has sent anything, or its own past had.
        skipped: Whether it has begun anew with a build that does not know all kinds: it cannot compare those.
        refusals: How many changes the server has refused whose author knew all that they had ever done themselves.
        words: What the server said of each change, in the history that it has now.
        unaware: Ids of what was done without knowing all of that: it may meet the user's own past as somebody else's.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.order: list[RecordId] = []
        self.excused: set[RecordId] = set()
        self.sent_as: set[RecordId] = set()
        self.refusals = 0
        self.skipped = False
        self._known: dict[RecordId, tuple[str, str]] = {}
        """Id to state and arguments of what lay in the outbox when it was last looked at."""
        self._perhaps_refused: set[RecordId] = set()
        """What was refused before a power cut, until it is seen whether that is remembered."""
        self._dismissed: set[RecordId] = set()
        self._effects: dict[RecordId, int] = {}
        """Id to the sequence at which the server said its effect is."""
        self.words: dict[RecordId, Outcome] = {}
        self._journal: set[RecordId] = set()
        self._cursor = START
        self._exact: set[Cursor] = set()
        self._epoch_refused = False
        self._edits = OwnEdits()
        self._past = 0
        """The sequence up to which the user had changed things with a cache that was wiped before this one."""
        self.unaware: set[RecordId] = set()

    def copied(self) -> Books:
        """Return the same books for a copy of the cache."""
        other = Books(self.client)
        other.order = list(self.order)
        other.excused = set(self.excused)
        other.sent_as = set(self.sent_as)
        other._known = dict(self._known)
        other._perhaps_refused = set(self._perhaps_refused)
        other.skipped = self.skipped
        other._cursor = self._cursor
        other._exact = set(self._exact)
        other._dismissed = set(self._dismissed)
        other._effects = dict(self._effects)
        other.words = dict(self.words)
        other._journal = set(self._journal)
        return other

    def begun_anew(self) -> Books:
        """Return the books of an empty cache that takes the place of this one, which was wiped by order."""
        other = Books(self.client)
        # What was sent before it was wiped may arrive yet.
        other.unaware = set(self.unaware)
        other.excused = self.excused | set(self.order)
        other._past = self.client.world.backend.truth.seq
        return other

    def lose(self, lost: Books) -> None:
        """These are the books of an older copy that takes the place of `lost`: what only that one had is gone."""
        self.excused |= lost.excused | (set(lost.order) - set(self.order))
        self.sent_as |= lost.sent_as
        # What the user had dismissed may lie there again.
        self._dismissed = set()

    # What is told to it

    def page_comes(self, end: End) -> None:
        """A page is about to be applied; one without more behind it was read at the head."""
        cursor = parse_cursor(end.cursor)
        if end.more:
            # Another page may have come to this place before, and been lost.
            self._exact.discard(cursor)
        else:
            self._exact.add(cursor)

    def reply_comes(self, reply: PushReply) -> None:
        """The server's word is about to be stored."""
        answered = Outbox(self.client.replica.cache).answered(reply.results)
        refused = [one for _, one, result in answered if result.outcome is Outcome.REJECTED]
        self.refusals += sum(one not in self.unaware for one in refused)
        self._effects |= {one: result.seq for _, one, result in answered}
        self.words |= {one: result.outcome for _, one, result in answered}

    def epoch_goes(self) -> None:
        """The replica is about to start over."""
        self._epoch_refused = True
        self.skipped = self.skipped or self.client.old
        self._effects.clear()
        self.words.clear()
        self._edits.forget()

    def dismiss(self, n: int) -> None:
        """The user is about to decide about a refused change; with it go those that hang on it."""
        rows = self.client.replica.cache.all(
            "SELECT o.id FROM outbox o JOIN outbox f ON f.n = ? WHERE o.state = 'refused'"
            " AND (o.n = f.n OR (f.creates AND o.subject = f.subject))",
            (n,),
        )
        decided = {row[0] for row in rows}
        self._dismissed |= decided
        if self.client.world.epoch != EPOCH:
            # The server may have lost its no with the history it was said in; nobody offers it again.
            self.excused |= decided

    def forget_states(self) -> None:
        """A power cut: the durable is there, but what was known of it may have gone back."""
        self._perhaps_refused |= set(self.refused())
        self._known = {mutation_id: ("", args) for mutation_id, (_, args) in self._known.items()}
        self._cursor = START
        self._edits.forget()

    # What must hold

    def is_exact(self, cursor: Cursor) -> bool:
        """Tell whether a page that came to the head of its moment ended there."""
        return cursor in self._exact

    def look(self) -> None:
        """Compare the outbox and the cursor with what they were.

        Raises:
            Violation: S5, S6, S7, S10, S16 or S18.
        """
        cache = self.client.replica.cache
        cursor = self.client.replica.cursor()
        rows = cache.all("SELECT id, state, args, name FROM outbox ORDER BY n")
        self._look_at_cursor(cursor)
        self._look_at_outbox(cursor, rows)
        self._edits.look(self.client)

    def _look_at_outbox(self, cursor: Cursor, rows: list[Any]) -> None:
        now = {row[0]: (row[1], row[2]) for row in rows}
        if now.keys() == self._known.keys() and now == self._known:
            return
        for mutation_id, _, args, name in rows:
            if mutation_id not in self._known and mutation_id not in self.client.world.made:
                self.order.append(mutation_id)
                made = Made(name, msgspec.json.decode(args), self.client.user_id)
                self.client.world.made[mutation_id] = made
                self._edits.note(mutation_id, made.name, made.args)
                if self._is_unaware(cursor):
                    self.unaware.add(mutation_id)
        for mutation_id, (state, args) in self._known.items():
            if mutation_id not in now:
                self._look_at_gone(mutation_id, state, cursor)
            elif now[mutation_id][1] != args:
                raise Violation("S7", f"{self.client.label}: the arguments of {mutation_id} changed")
            elif state == REFUSED and now[mutation_id][0] != REFUSED:
                raise Violation("S7", f"{self.client.label}: {mutation_id} was refused and is {now[mutation_id][0]}")
        places = {mutation_id: place for place, mutation_id in enumerate(self.order)}
        known = [places[row[0]] for row in rows if row[0] in places and row[1] != REFUSED]
        if known != sorted(known):
            raise Violation("S5", f"{self.client.label}: the outbox is not in the order of the gestures")
        self._journal -= now.keys()
        self._known = now
        self._perhaps_refused.clear()

    def _is_unaware(self, cursor: Cursor) -> bool:
        """Tell whether the user may lack something of their own past here, or builds on what was done while they did.

        A first sync may begin with an older state, be it in bulk or from something in between that repeats it, and the
        user may go to work on that at once.
        """
        waiting = self.client.replica.waiting()
        behind = cursor.seq < self._past or (self._past > 0 and (waiting.fills > 0 or waiting.segments > 0))
        return behind or not self.unaware.isdisjoint(self.pending())

    def _look_at_cursor(self, cursor: Cursor) -> None:
        before, self._cursor = self._cursor, cursor
        if cursor == before:
            return
        if cursor.epoch == before.epoch and cursor.seq < before.seq:
            raise Violation("S10", f"{self.client.label}: the cursor went from {before.seq} back to {cursor.seq}")
        if before != START and cursor.epoch != before.epoch and not self._epoch_refused:
            raise Violation("S10", f"{self.client.label}: epoch {before.epoch} became {cursor.epoch} unasked")
        self._epoch_refused = False

    def _look_at_gone(self, mutation_id: RecordId, state: str, cursor: Cursor) -> None:
        if mutation_id in self._dismissed:
            return
        number = "S7" if state == REFUSED else "S16"
        seq = self.client.replica.cache.value("SELECT seq FROM journal WHERE id = ?", (mutation_id,))
        if seq is None or state == REFUSED:
            raise Violation(number, f"{self.client.label}: {mutation_id} ({state}) left the outbox without a trace")
        self._journal.add(mutation_id)
        effect = max(seq, self._effects.get(mutation_id, 0))
        if effect > cursor.seq:
            raise Violation("S6", f"{self.client.label}: {mutation_id} went at {cursor.seq}, its effect is at {effect}")

    def pending(self) -> list[Any]:
        """Return ids of what waits for the server's word or for its effect."""
        return [mutation_id for mutation_id, (state, _) in self._known.items() if state != REFUSED]

    def effect_of(self, mutation_id: RecordId) -> int | None:
        """Return the sequence of a change's effect, as far as this cache was told."""
        known = self._effects.get(mutation_id)
        seq = self.client.replica.cache.value("SELECT seq FROM journal WHERE id = ?", (mutation_id,))
        return known if known is not None or seq is None else int(seq)

    def kept(self) -> set[RecordId]:
        """Return ids of all that this cache still has, to be offered to a server that lost it."""
        return {*self.pending(), *self._journal} - self._perhaps_refused

    def refused(self) -> list[RecordId]:
        """Return ids of what waits for the user's decision."""
        return [mutation_id for mutation_id, (state, _) in self._known.items() if state == REFUSED]
