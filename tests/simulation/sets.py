"""S12: tags and followers are what the accepted additions and removals come to, in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from domain.ids import RecordId
from domain.records import Ticket, TicketDesk
from sync.protocol.push import Outcome
from tests.simulation.trace import Violation
from tests.support.franchise import PEOPLE, named

if TYPE_CHECKING:
    from tests.simulation.world import World

AGENTS = {named(name) for name, *_ in PEOPLE}
"""Who may have worked on a ticket: roles change here."""


@dataclass
class Bounds:
    """What must be in a set, and what may be: whom a mention called in hangs on rights that were in force then."""

    must: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)

    def add(self, values: Iterable[str]) -> None:
        """Somebody put these in."""
        self.must |= set(values)

    def remove(self, values: Iterable[str]) -> None:
        """Somebody took these out."""
        self.must -= set(values)
        self.may -= set(values)

    def doubt(self, values: Iterable[str]) -> None:
        """These may have come in, or have gone."""
        self.may |= set(values)
        self.must -= set(values) & self.may

    def copied(self) -> Bounds:
        """Return the same for another ticket."""
        return Bounds(set(self.must), set(self.may))

    def holds(self, values: Iterable[str]) -> bool:
        """Tell whether that can be the set."""
        return self.must <= set(values) <= self.must | self.may


class Accepted:
    """What was accepted, ticket by ticket; what was merged is led on to where it went."""

    def __init__(self, requesters: dict[RecordId, RecordId]) -> None:
        self.tags: dict[RecordId, Bounds] = defaultdict(Bounds)
        self.followers: dict[RecordId, Bounds] = defaultdict(Bounds)
        self._requesters = requesters
        self._merged: dict[RecordId, RecordId] = {}

    def take(self, name: str, args: dict[str, Any], maker: RecordId) -> None:
        """Take in one mutation that the server carried out."""
        ticket_id = args.get("ticket_id", RecordId(""))
        match name:
            case "ticket.run_macro":
                for step in args["steps"]:
                    self.take(step["name"], step["args"] | {"ticket_id": ticket_id}, maker)
            case "ticket.tag":
                tags = self.tags[self._target(ticket_id)]
                tags.add(args.get("add", ()))
                tags.remove(args.get("remove", ()))
            case "ticket.follow":
                followers = self.followers[self._target(ticket_id)]
                change = followers.add if args["following"] else followers.remove
                change({args.get("user_id") or maker})
            case "ticket.reply" | "ticket.note":
                called = set(args.get("mention_ids", ())) - self.followers[self._target(ticket_id)].must
                self.followers[self._target(ticket_id)].doubt(called)
            case "ticket.add_tasks" | "ticket.set_task" if args.get("assignee_id"):
                called = {args["assignee_id"]} - self.followers[self._target(ticket_id)].must
                self.followers[self._target(ticket_id)].doubt(called)
            case "ticket.escalate" if not args.get("vendor"):
                # Whoever worked on it follows it from then on, too.
                followers = self.followers[self._target(ticket_id)]
                followers.add({maker})
                followers.doubt(AGENTS - followers.must)
            case "ticket.split":
                source = args["from_id"]
                self.tags[ticket_id] = self.tags[source].copied()
                self.followers[ticket_id] = self.followers[source].copied()
            case "ticket.merge" if ticket_id not in self._merged:
                self._merge(ticket_id, args["into_id"])
            case "ticket.unmerge" if ticket_id in self._merged:
                self._unmerge(ticket_id, self._merged.pop(ticket_id))

    def _target(self, ticket_id: RecordId) -> RecordId:
        while ticket_id in self._merged:
            ticket_id = self._merged[ticket_id]
        return ticket_id

    def _merge(self, loser: RecordId, winner: RecordId) -> None:
        self._merged[loser] = winner
        self.tags[winner].add(self.tags[loser].must)
        self.followers[winner].add({*self.followers[loser].must, self._requesters[loser]} - {self._requesters[winner]})
        self.followers[winner].doubt(self.followers[loser].may - self.followers[winner].must)

    def _unmerge(self, loser: RecordId, winner: RecordId) -> None:
        """What came with the merge goes with it; what somebody added besides, and was there already, goes too."""
        self.tags[winner].doubt(self.tags[loser].must)
        self.followers[winner].doubt({*self.followers[loser].must, *self.followers[loser].may, self._requesters[loser]})


def check_sets(world: World) -> None:
    """Raise S12 unless every ticket has the tags and followers that were accepted."""
    truth = world.backend.truth
    tickets = [ticket for ticket in truth.of(Ticket.KIND) if isinstance(ticket, Ticket)]
    accepted = Accepted(truth.requesters())
    for row in world.backend.taken():
        if row.outcome == Outcome.OK:
            accepted.take(*world.made[row.mutation_id])
    for ticket in tickets:
        desk = truth.record(TicketDesk.KIND, ticket.id)
        assert isinstance(desk, TicketDesk)
        for what, bounds, found in (
            ("tags", accepted.tags[ticket.id], desk.tags),
            ("followers", accepted.followers[ticket.id], ticket.follower_ids),
        ):
            if not bounds.holds(found):
                expected = f"{sorted(bounds.must)} and perhaps {sorted(bounds.may)}"
                raise Violation("S12", f"{ticket.subject}: {what} {found}, accepted were {expected}")
