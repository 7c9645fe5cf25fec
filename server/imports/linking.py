"""What ties tickets together: merges, problems and parts; done when all of them are in."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from domain.records import Ticket, TicketDesk
from domain.words import CloseReason
from server.db.database import Database, WriteSession
from server.imports.batching import batches
from server.imports.remembered import TICKET, Known, Remembered, digest_of
from server.imports.report import Problem, Report
from server.imports.resolved import Resolved
from server.imports.rows import Row
from server.imports.source import SourceTicket
from server.imports.staging import Staging
from server.tickets.acquaintance import introduce

AT_ONCE = 100
LINKS = "links"
LINK = "link"


class Links:
    """The ties of all tickets of an import, laid aside on the disk until the tickets are there."""

    def __init__(self) -> None:
        self._staging = Staging()

    def add(self, ticket: SourceTicket) -> None:
        """Lay aside what ties a ticket to others."""
        ties = {"merged_into": ticket.merged_into, "problem": ticket.problem, "parent": ticket.parent}
        if any(ties.values()):
            self._staging.put(LINK, Row(ticket.place, ties), key=ticket.key)

    def all(self) -> Iterator[tuple[str, Row]]:
        """Yield them by the tickets' keys."""
        return self._staging.all(LINK)

    def close(self) -> None:
        """Give them up."""
        self._staging.close()


class Linker:
    """Ties what is in."""

    def __init__(self, database: Database, resolved: Resolved, report: Report) -> None:
        self._database = database
        self._resolved = resolved
        self._report = report

    def tie(self, links: Links) -> None:
        """Tie each ticket to what the source ties it to; what was so tied before may have been untied here."""
        remembered = Remembered(self._resolved.space_id, self._resolved.mapping.source)
        for batch in batches(links.all(), AT_ONCE):
            with self._database.write(self._resolved.space_id) as session:
                known = remembered.of(session.connection, TICKET, [key for key, _ in batch])
                came: dict[str, Known] = {}
                before = session.store.mark()
                for key, row in batch:
                    one = known.get(key)
                    if (
                        one is not None
                        and one.marks.get(LINKS) != digest_of(row.values)
                        and self._tie(session, key, row)
                    ):
                        one.marks[LINKS] = digest_of(row.values)
                        came[key] = one
                introduce(session.store, session.store.touched_since(before))
                remembered.write(session.connection, TICKET, came)

    def _tie(self, session: WriteSession, key: str, row: Row) -> bool:
        """Tie one ticket; tell whether all that it is tied to is there."""
        ticket = session.store.get(Ticket, self._resolved.id_of(f"ticket/{key}"))
        desk = session.store.get(TicketDesk, ticket.id) if ticket is not None else None
        if ticket is None or desk is None:
            return False
        whole = True
        for name in ("merged_into", "problem", "parent"):
            if not row.text(name):
                continue
            other = session.store.get(Ticket, self._resolved.id_of(f"ticket/{row.text(name)}"))
            if other is None or other.id == ticket.id:
                self._say(key, row, name, f"there is no ticket {row.text(name)} to tie it to.")
                whole = False
            elif name == "merged_into":
                self._merge(session, key, row, ticket, other)
            elif name == "problem" and desk.problem_id is None:
                desk = replace(desk, problem_id=other.id)
            elif name == "parent" and desk.parent_id is None:
                desk = replace(desk, parent_id=other.id)
        session.store.put(desk)
        return whole

    def _merge(self, session: WriteSession, key: str, row: Row, loser: Ticket, winner: Ticket) -> None:
        """Lead from the ticket to the one that took its place, if whoever asked in it may read that one."""
        if loser.close_reason is not CloseReason.MERGED or loser.merged_into_id is not None:
            return
        shared = winner.store_id is not None and winner.store_id == loser.store_id
        one: Ticket | None = winner
        seen = {loser.id}
        while one is not None and one.id not in seen:
            seen.add(one.id)
            one = session.store.get(Ticket, one.merged_into_id) if one.merged_into_id else None
        if one is not None or (winner.requester_id != loser.requester_id and not shared):
            why = "they lead in a circle" if one is not None else "another requester asked there, of another store"
            self._say(key, row, "merged_into", f"not tied to ticket {row.text('merged_into')}: {why}.")
            return
        session.store.put(replace(loser, merged_into_id=winner.id))

    def _say(self, key: str, row: Row, field: str, sentence: str) -> None:
        self._report.problems.append(Problem(*row.place, key, field, sentence))
