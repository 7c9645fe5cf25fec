"""How many tickets each view holds: kept in the cache, and changed in the transaction that changes a ticket.

Which views hold a ticket is a mark of it, a bit a view (`view_mark`). Triggers note which tickets a transaction has
touched, whoever wrote them: before it is stored these are judged anew, and what differs from their marks goes to the
counts (`view_slot`). So a count is always that of the marks, and the list of a view is read from them too. What only
the time changes has the moment of its next change beside it, in order (`view_turn`), and is judged when that has come.

A new question is asked of all tickets once, some thousands at a time (`count_more`); until then its count is not known.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.ids import RecordId
from domain.records import View, time_text
from domain.records.base import LATEST
from domain.views import READY_FOR_DESKS, READY_FOR_STORES, Query, Unreadable, query_of
from domain.words import Permission
from sync.replica.acting import local_actor
from sync.replica.cache import Cache, listed
from sync.replica.changes import NOTHING, Changes

if TYPE_CHECKING:
    from domain.judging import Judge, Looker

ALL = 2**62
"""No row's number is greater."""
UPTO = "views_upto"
"""Single value of the cache: rows up to this one are judged by the questions of now."""
AT = "views_at"
"""The same: the last moment at which something was judged."""
WORD = 62
"""Marks in a whole number of SQLite's, which has 64 bits and a sign."""
STEP_ROWS = 2_000
"""Rows of a step: a tenth of a second or so."""
TURNS_MOST = 2_000
BACKWARDS = timedelta(seconds=2)
"""So far back, a clock was set, and is not only corrected."""
RULES = ("view", "user_card", "role", "grant", "team")
"""Kinds that decide what is asked, and by whom."""

# Nobody else sees them, and they go with the connection: what a transaction touches is judged before it ends.
TABLES = (
    "CREATE TEMP TABLE IF NOT EXISTS view_touched (row_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS view_rules_touched (one INTEGER PRIMARY KEY)",
)


def _triggers() -> Mapping[str, str]:
    from domain.judging import DESK, TICKET

    # No `OR IGNORE`: an upsert that fires a trigger decides what conflicts in it do.
    new_ones = "t.row_id NOT IN (SELECT row_id FROM view_touched)"
    touch = f"INSERT INTO view_touched SELECT t.row_id FROM {{}} t WHERE {{}} AND {new_ones}"  # noqa: S608 - names of ours
    of_desk = touch.format("ticket", "t.id = {}.ticket_id")
    new, old = (touch.format(f"(SELECT {side}.row_id AS row_id)", "1") for side in ("new", "old"))
    made = {
        "ticket_in": ("INSERT ON main.ticket", new),
        "ticket_out": ("DELETE ON main.ticket", old),
        "ticket_set": (f"UPDATE OF {', '.join(TICKET)} ON main.ticket", new),
        "desk_in": ("INSERT ON main.ticket_desk", of_desk.format("new")),
        "desk_out": ("DELETE ON main.ticket_desk", of_desk.format("old")),
        "desk_set": (f"UPDATE OF {', '.join(DESK)} ON main.ticket_desk", of_desk.format("new")),
    }  # fmt: skip
    return {
        f"view_{name}": f"CREATE TEMP TRIGGER IF NOT EXISTS view_{name} AFTER {event} BEGIN {body}; END"
        for name, (event, body) in made.items()
    }


@cache
def _facts() -> str:
    from domain.judging import DESK, TICKET

    columns = (*(f"t.{name}" for name in TICKET), *(f"d.{name}" for name in DESK))
    return (
        f"SELECT t.row_id, {', '.join(columns)}"  # noqa: S608 - names of ours
        " FROM ticket t LEFT JOIN ticket_desk d ON d.ticket_id = t.id"
    )


class Slot(NamedTuple):
    """A view that is counted: its number, its key or id, and what it asks of whom, as text."""

    number: int
    view: str
    asked: str


class ViewCounts:
    """Keeps marks and counts: what a transaction has touched is judged at its end. Calls that write run inside one."""

    def __init__(self, cache: Cache, user_id: RecordId, now: Callable[[], datetime]) -> None:
        self._cache = cache
        self._user_id = user_id
        self._now = now
        self._judge: Judge | None = None
        self._is_defined = False
        self._latest = ""
        """The last moment at which something was judged here."""

    def begin(self) -> None:
        """Begin with a cache that was opened: take note of what is touched from here on."""
        for sql in TABLES:
            self._cache.execute(sql)
        note = "INSERT INTO view_rules_touched SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM view_rules_touched)"
        for kind in RULES:
            for event in ("INSERT", "UPDATE", "DELETE"):
                made = f'TEMP TRIGGER IF NOT EXISTS view_rules_{kind}_{event} AFTER {event} ON main."{kind}"'
                self._cache.execute(f"CREATE {made} BEGIN {note}; END")
        self._cache.follower = self
        with self._cache.transaction(durable=False):
            # `before_commit` does the rest.
            pass

    def suspend(self) -> None:
        """Leave tickets that come from now on for later: a first sync brings them by the ten thousand."""
        for name in _triggers():
            self._cache.execute(f"DROP TRIGGER IF EXISTS {name}")
        self.ask_all_anew()
        self._cache.execute("UPDATE view_slot SET settled = 0")

    @property
    def waits(self) -> bool:
        """Whether some tickets are still to be asked what they were not asked before."""
        return self._judge is not None and self._upto < ALL and self._is_watching

    @property
    def _is_watching(self) -> bool:
        return bool(self._cache.value("SELECT 1 FROM sqlite_temp_master WHERE name = 'view_ticket_in'"))

    def before_commit(self) -> None:
        """Override Follower.before_commit: judge what this transaction has touched."""
        self._know_what_is_asked()
        if not self._is_watching and not self._cache.value("SELECT 1 FROM segment LIMIT 1"):
            for sql in _triggers().values():
                self._cache.execute(sql)
        touched = [row_id for (row_id,) in self._cache.all("SELECT row_id FROM view_touched")]
        if touched:
            self._cache.execute("DELETE FROM view_touched")
            self._take(touched, self._now())

    def rolled_back(self) -> None:
        """Override Follower.rolled_back: the numbers of new views are not stored."""
        self._is_defined = False

    def turn(self) -> Changes:
        """Judge what the time alone has changed by now; the changes are the tickets that other views hold now."""
        self._know_what_is_asked()
        now = self._now()
        present, before = time_text(now), max(self._cache.meta(AT), self._latest)
        if before > time_text(now + BACKWARDS):
            # What was judged later than now may have been otherwise before.
            self.ask_all_anew()
            self._cache.execute("UPDATE view_slot SET settled = 0")
            self._cache.set_meta(**{AT: present})
            self._latest = present
            return Changes(everything=True)
        sql = "SELECT row_id FROM view_turn WHERE at <= ? ORDER BY at LIMIT ?"
        due = self._cache.all(sql, (present, TURNS_MOST))
        if not due or self._judge is None:
            return NOTHING
        self._cache.set_meta(**{AT: present})
        turned = self._take([row_id for (row_id,) in due], now)
        sql = "SELECT id FROM ticket WHERE row_id IN (SELECT value FROM json_each(?))"
        ids = self._cache.all(sql, (listed(turned),))
        return Changes(frozenset(("ticket", ticket_id) for (ticket_id,) in ids))

    def count_more(self) -> bool:
        """Ask some more tickets what they were not asked before; tell whether there are more."""
        self._know_what_is_asked()
        if not self.waits:
            return False
        rows = self._cache.all(
            "SELECT row_id FROM ticket WHERE row_id > ? ORDER BY row_id LIMIT ?", (self._upto, STEP_ROWS)
        )
        if rows:
            self._take([row_id for (row_id,) in rows], self._now())
            self._cache.set_meta(**{UPTO: rows[-1][0]})
        else:
            # Tickets that left while nobody took note.
            sql = "SELECT row_id FROM {} WHERE row_id NOT IN (SELECT row_id FROM ticket)"
            gone = {row_id for table in ("view_mark", "view_turn") for (row_id,) in self._cache.all(sql.format(table))}
            self._take(sorted(gone), self._now())
            self._cache.execute("DELETE FROM view_slot WHERE view = ''")
            self._cache.execute("UPDATE view_slot SET settled = 1")
            self._cache.set_meta(**{UPTO: ALL})
        return bool(rows)

    @property
    def _upto(self) -> int:
        return int(self._cache.meta(UPTO) or 0)

    def ask_all_anew(self) -> None:
        """Have every ticket asked again; counts that were true stay so meanwhile."""
        self._cache.set_meta(**{UPTO: 0})

    # What is asked.

    def _know_what_is_asked(self) -> None:
        if not self._is_defined or self._cache.value("SELECT 1 FROM view_rules_touched"):
            self._cache.execute("DELETE FROM view_rules_touched")
            self._define()
            self._is_defined = True

    def _define(self) -> None:
        """Take note of the views there are and of whoever looks; what is asked anew is asked of all tickets."""
        from domain.judging import Judge

        me, queries = self._queries()
        if me is None:
            return
        asked = {view: _asked(query, me) for view, query in queries.items()}
        slots = {
            view: Slot(number, view, text)
            for number, view, text in self._cache.all("SELECT slot, view, asked FROM view_slot WHERE view <> ''")
        }
        gone = slots.keys() - asked.keys()
        for view in gone:
            # Its marks are taken away with the next question that goes to all tickets; until then the bit is not free.
            self._cache.execute("UPDATE view_slot SET view = '', settled = 0 WHERE view = ?", (view,))
        others = [view for view, text in asked.items() if view not in slots or slots[view].asked != text]
        for view in others:
            number = slots[view].number if view in slots else self._free_number()
            self._cache.execute(
                "INSERT INTO view_slot (slot, view, asked, tickets, settled) VALUES (?, ?, ?, 0, 0)"
                " ON CONFLICT (slot) DO UPDATE SET asked = excluded.asked, settled = 0",
                (number, view, asked[view]),
            )
        if others or (gone and self._upto < ALL):
            self.ask_all_anew()
        numbers = dict(self._cache.all("SELECT view, slot FROM view_slot WHERE view <> ''"))
        self._judge = Judge({numbers[view]: query for view, query in queries.items()}, me)

    def _free_number(self) -> int:
        taken = {number for (number,) in self._cache.all("SELECT slot FROM view_slot")}
        return next(number for number in range(len(taken) + 1) if number not in taken)

    def _queries(self) -> tuple[Looker | None, dict[str, Query]]:
        """Return who looks, and every view's question by its key or id; nobody before the first page has come."""
        from domain.judging import Looker

        actor = local_actor(self._cache, self._user_id)
        card = self._cache.all("SELECT team_ids FROM user_card WHERE id = ?", (self._user_id,))
        if not card:
            return None, {}
        teams = {*json.loads(card[0][0]), *(scope[5:] for scope in actor.scopes if scope.startswith("team:"))}
        works = actor.can(Permission.TICKET_WORK) or actor.can(Permission.TICKET_NOTE)
        queries = dict(READY_FOR_DESKS if works else READY_FOR_STORES)
        for view in self._cache.every(View, "active"):
            try:
                queries[view.id] = query_of(view.conditions)
            except Unreadable:
                # Of a newer version: it is shown, and says so.
                continue
        return Looker(self._user_id, frozenset(teams)), queries

    # Marks and counts.

    def _take(self, rows: Sequence[int], now: datetime) -> list[int]:
        """Judge the tickets in these rows, or take away the marks of those that are gone; return those that differ."""
        if self._judge is None or not rows:
            return []
        self._latest = max(self._latest, time_text(now))
        among = listed(rows)
        asked = f"{_facts()} WHERE t.row_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        facts = self._cache.connection.execute(asked, (among,)).fetchall()
        judge = self._judge.judge
        judged = {row_id: judge(row, now) for row_id, *row in facts}
        before = self._marks(among)
        changed = []
        deltas: dict[int, int] = defaultdict(int)
        for row_id in rows:
            mask, known = judged.get(row_id, (0, LATEST))[0], before.get(row_id, 0)
            if mask != known:
                changed.append((row_id, mask, known))
                _add_up(deltas, mask & ~known, 1)
                _add_up(deltas, known & ~mask, -1)
        self._write_marks(changed)
        self._write_turns(rows, among, judged)
        self._cache.connection.executemany(
            "UPDATE view_slot SET tickets = tickets + ? WHERE slot = ?",
            [(by, number) for number, by in deltas.items() if by],
        )
        return [row_id for row_id, _, _ in changed]

    def _marks(self, among: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for word in self._words():
            for row_id, mask in self._cache.connection.execute(
                "SELECT row_id, mask FROM view_mark WHERE word = ? AND row_id IN (SELECT value FROM json_each(?))",
                (word, among),
            ).fetchall():
                found[row_id] = found.get(row_id, 0) | mask << word * WORD
        return found

    def _words(self) -> range:
        """Return the numbers of the whole numbers that marks lie in."""
        return range(int(self._cache.value("SELECT coalesce(max(slot), 0) FROM view_slot")) // WORD + 1)

    def _write_marks(self, changed: Iterable[tuple[int, int, int]]) -> None:
        kept, gone = [], []
        for row_id, mask, known in changed:
            word = 0
            while mask or known:
                now, before = mask % (1 << WORD), known % (1 << WORD)
                if now and now != before:
                    kept.append((word, row_id, now))
                elif before and not now:
                    gone.append((word, row_id))
                mask, known, word = mask >> WORD, known >> WORD, word + 1
        self._cache.connection.executemany("REPLACE INTO view_mark (word, row_id, mask) VALUES (?, ?, ?)", kept)
        self._cache.connection.executemany("DELETE FROM view_mark WHERE word = ? AND row_id = ?", gone)

    def _write_turns(self, rows: Sequence[int], among: str, judged: Mapping[int, tuple[int, datetime]]) -> None:
        before = dict(
            self._cache.connection.execute(
                "SELECT row_id, at FROM view_turn WHERE row_id IN (SELECT value FROM json_each(?))", (among,)
            ).fetchall()
        )
        kept: list[tuple[int, str]] = []
        gone: list[tuple[Any]] = []
        for row_id in rows:
            at = judged[row_id][1] if row_id in judged else LATEST
            if at < LATEST:
                text = time_text(at)
                if before.get(row_id) != text:
                    kept.append((row_id, text))
            elif row_id in before:
                gone.append((row_id,))
        self._cache.connection.executemany("REPLACE INTO view_turn (row_id, at) VALUES (?, ?)", kept)
        self._cache.connection.executemany("DELETE FROM view_turn WHERE row_id = ?", gone)


def _asked(query: Query, me: Looker) -> str:
    """Return what is asked of whom as text: equal texts, equal answers."""
    from domain.judging import depends_on_days, depends_on_looker

    asked: dict[str, Any] = query.kept()
    if depends_on_looker(query):
        asked["me"] = [me.id, *sorted(me.team_ids)]
    if depends_on_days(query):
        asked["zone"] = str(datetime.now().astimezone().utcoffset())  # noqa: DTZ005 - the zone of this computer is meant
    return json.dumps(asked, sort_keys=True)


def _add_up(deltas: dict[int, int], bits: int, by: int) -> None:
    while bits:
        lowest = bits & -bits
        deltas[lowest.bit_length() - 1] += by
        bits ^= lowest
