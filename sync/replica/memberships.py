"""Through which scopes each record is seen; a record goes when its last one goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.access import audience_in
from domain.ids import RecordId, Scope
from domain.words import Audience
from sync.protocol.codec import encode
from sync.replica.cache import Cache, listed
from sync.replica.changes import RecordKey
from sync.replica.columns import CHILDREN, COLUMNS
from sync.replica.crash_points import CrashPoint
from sync.replica.sights import Sights


class Memberships:
    """What shows which record, the table `fill` and the list of held scopes; its writes run inside a transaction."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self.sights = Sights(cache)

    def scopes(self) -> dict[Scope, int] | None:
        """Return the scopes of the user with their generations, or None before the server has told them."""
        text = self._cache.meta("scopes")
        return msgspec.json.decode(text, type=dict[Scope, int]) if text else None

    def losses(self, scopes: Mapping[Scope, int]) -> list[Scope]:
        """Return what is held now and would have to go, or begin anew, if the user's scopes were these."""
        held = self.scopes() or {}
        return [scope for scope, generation in held.items() if scopes.get(scope) != generation]

    def set_scopes(self, scopes: Mapping[Scope, int]) -> set[str]:
        """Take over the user's scopes: purge lost ones, ask for new ones; return the fills that end or begin."""
        held = self.scopes() or {}
        lost = self.losses(scopes)
        for scope in lost:
            self._cache.execute("DELETE FROM fill WHERE target = ?", (f"scope:{scope}",))
            self._cache.reach(CrashPoint.SCOPE_PURGED)
        if lost:
            self.sights.withdraw(lost)
            self.remove_unseen()
            self._forget_unknown(lost)
        news = [scope for scope, generation in scopes.items() if held.get(scope) != generation]
        for scope in news:
            self.set_fill(f"scope:{scope}", "")
        self._cache.set_meta(scopes=encode(dict(scopes)).decode())
        self._cache.reach(CrashPoint.PAGE_SCOPES)
        return {f"scope:{scope}" for scope in (*lost, *news)}

    def remove_unseen(self) -> set[RecordKey]:
        """Remove every record that no scope shows, with its children; return what went.

        What a pending change has written stays: it may be new.
        """
        gone: set[RecordKey] = set()
        for columns in COLUMNS.values():
            if columns.parent is None:
                sql = (
                    f"SELECT id FROM {columns.table} r WHERE sight_id IS NULL"  # noqa: S608 - names of ours
                    " AND NOT EXISTS (SELECT 1 FROM base b WHERE b.kind = ? AND b.id = r.id)"
                )
                for (record_id,) in self._cache.all(sql, (columns.kind,)):
                    gone |= self.remove(columns.kind, record_id)
        return gone

    def _forget_unknown(self, lost: Sequence[Scope]) -> None:
        """Remove what was set aside unread and was seen through lost scopes only; the others no longer name those."""
        for kind, record_id, text in self._cache.all("SELECT kind, id, scopes FROM unknown_record"):
            scopes: list[Scope] = msgspec.json.decode(text)
            left = [scope for scope in scopes if scope not in lost]
            if scopes and not left:
                self._cache.execute("DELETE FROM unknown_record WHERE kind = ? AND id = ?", (kind, record_id))
            elif left != scopes:
                statement = "UPDATE unknown_record SET scopes = ? WHERE kind = ? AND id = ?"
                self._cache.execute(statement, (encode(left).decode(), kind, record_id))

    def replace(
        self, kind: str, held: Iterable[RecordId], members: Sequence[tuple[RecordId, tuple[Scope, ...]]]
    ) -> None:
        """Set the memberships of records where they differ; `held` names those that may have some already."""
        before = self.sights.of(kind, held)
        news = [(record_id, scopes) for record_id, scopes in members if set(before.get(record_id, ())) != set(scopes)]
        self.sights.set(kind, news)
        self._cache.reach(CrashPoint.PAGE_MEMBERS)

    def remove(self, kind: str, record_id: RecordId, *, but_aside: bool = False) -> set[RecordKey]:
        """Remove a record with its children and its fill; return what went.

        Args:
            kind: Its kind.
            record_id: Its id.
            but_aside: Whether what is set aside of it, unread, stays.
        """
        gone = {(kind, record_id)}
        for child in CHILDREN.get(kind, ()):
            field = child.parent[0] if child.parent else ""
            sql = f"DELETE FROM {child.table} WHERE {field} = ? RETURNING id"  # noqa: S608 - names of ours
            gone |= {(child.kind, row[0]) for row in self._cache.execute(sql, (record_id,)).fetchall()}
        if kind in COLUMNS:
            self._cache.execute(COLUMNS[kind].delete, (record_id,))
        if not but_aside:
            self._cache.execute("DELETE FROM unknown_record WHERE kind = ? AND id = ?", (kind, record_id))
        self._cache.execute("DELETE FROM fill WHERE target = ?", (f"parent:{kind}:{record_id}",))
        self._cache.reach(CrashPoint.PAGE_REMOVED)
        return gone

    def remove_hidden(self, kind: str, ids: Sequence[RecordId] | None, *, desk: bool) -> set[RecordKey]:
        """Remove internal children of records that are now seen only as the public sees them; return what went.

        Args:
            kind: The parents' kind.
            ids: Which parents; None for all.
            desk: Whether the user reads for the desk.
        """
        gone: set[RecordKey] = set()
        if ids is not None:
            inside = self.seen_inside(kind, set(ids), desk=desk)
            ids = [record_id for record_id in ids if record_id not in inside]
            if not ids:
                return gone
        for child in CHILDREN.get(kind, ()):
            field = child.parent[0] if child.parent else ""
            among = "1" if ids is None else f"{field} IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
            sql = f"SELECT id, {field} FROM {child.table} WHERE audience = ? AND {among}"  # noqa: S608 - names of ours
            found = self._cache.all(sql, [Audience.INTERNAL] if ids is None else [Audience.INTERNAL, listed(ids)])
            inside = self.seen_inside(kind, {parent for _, parent in found}, desk=desk)
            gone |= {(child.kind, record_id) for record_id, parent in found if parent not in inside}
        for child_kind, record_id in gone:
            self._cache.execute(COLUMNS[child_kind].delete, (record_id,))
        return gone

    def seen_inside(self, kind: str, ids: set[RecordId], *, desk: bool) -> set[RecordId]:
        """Return those of `ids` that some scope shows with their internal children."""
        inside: dict[tuple[Scope, ...], bool] = {}
        found: set[RecordId] = set()
        for record_id, scopes in self.sights.of(kind, ids).items():
            if scopes not in inside:
                inside[scopes] = any(audience_in(scope, desk=desk) is Audience.INTERNAL for scope in scopes)
            if inside[scopes]:
                found.add(record_id)
        return found

    def set_fill(self, target: str, position: str) -> None:
        """Note how far a fill has come; an empty position is its beginning."""
        self._cache.execute(
            "INSERT INTO fill (target, position) VALUES (?, ?)"
            " ON CONFLICT (target) DO UPDATE SET position = excluded.position",
            (target, position),
        )

    def fill_position(self, target: str) -> str | None:
        """Return how far a fill has come, None if it is not unfinished."""
        position: str | None = self._cache.value("SELECT position FROM fill WHERE target = ?", (target,))
        return position

    def end_fill(self, target: str) -> None:
        """Note that a fill has brought everything."""
        self._cache.execute("DELETE FROM fill WHERE target = ?", (target,))

    def fills(self) -> list[tuple[str, str]]:
        """Return (target, position) of what is unfinished, in the order in which it is asked for."""
        found = [
            (str(target), str(position)) for target, position in self._cache.all("SELECT target, position FROM fill")
        ]
        return sorted(found, key=lambda fill: (_rank(fill[0]), fill[0]))

    def held_ids(self, kind: str, ids: Iterable[RecordId]) -> dict[RecordId, int]:
        """Return id to `rev` of those of `ids` that are held."""
        sql = f"SELECT id, rev FROM {COLUMNS[kind].table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        return dict(self._cache.execute(sql, (listed(ids),)).fetchall())


_FIRST = (
    "scope:user:",
    "scope:space",
    "scope:desk",
    "scope:team:",
    "scope:store:",
    "parent:ticket:",
    "scope:kb:",
    "parent:",
)


def _rank(target: str) -> int:
    """Order fills: who the user is and names first, then work, then what has just come into sight, then articles.

    Children come after the scopes that bring their parents: those of a parent that is not held cannot be stored, and
    would be asked for again and again.
    """
    return next((rank for rank, prefix in enumerate(_FIRST) if target.startswith(prefix)), len(_FIRST))
