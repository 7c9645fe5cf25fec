"""S18: whose value was overwritten by somebody who had not seen it is told so once, and nobody else is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.forms import BETWEEN, EVENT
from domain.ids import RecordId, derived_id
from domain.records import Notification, Space, Ticket, TicketEvent, Topic
from domain.words import NotificationKind
from sync.protocol.push import Outcome
from tests.simulation.ran import Ran
from tests.simulation.templates import SPACE, Made
from tests.simulation.trace import Violation
from tests.simulation.truth import Truth
from tests.support.franchise import named
from tests.support.sight import eyes_of, visible

if TYPE_CHECKING:
    from tests.simulation.world import World

FIELDS = {
    "ticket.set_priority": "priority",
    "ticket.set_type": "type",
    "ticket.set_assignee": "assignee_id",
    "ticket.set_team": "team_id",
    "ticket.set_topic": "topic_id",
}
"""Mutation to the field it sets: the last to arrive wins, with a notice to the loser."""

TEAMS = {named("support"), named("technical")}


class Loss(NamedTuple):
    """What somebody is to be told, as a notification has it."""

    loser_id: RecordId
    ticket_id: RecordId
    field: str
    before: str
    after: str


class Reference:
    """The fields of every ticket: what each is, and who has set that.

    Attributes:
        must: What had to be told.
        may: What may have been told besides: of a transaction of several changes nobody knows who saw what halfway.
    """

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self._values: dict[tuple[RecordId, str], str] = {}
        self._setters: dict[tuple[RecordId, str], RecordId] = {}
        self._merged: dict[RecordId, RecordId] = {}
        self.must: Counter[Loss] = Counter()
        self.may: Counter[Loss] = Counter()

    def take(self, mutation_id: RecordId, made: Made, seq: int, *, sole: bool) -> None:
        """Take in an accepted change; `sole`, if it was the only one of its transaction."""
        name, args, maker = made
        ticket_id = args.get("ticket_id", RecordId(""))
        match name:
            case "ticket.run_macro":
                seen = dict(args.get("seen_fields", {}))
                for place, step in enumerate(args["steps"]):
                    guard = {"expected": seen.pop(FIELDS.get(step["name"]), None)}
                    inner = Made(step["name"], step["args"] | guard | {"ticket_id": ticket_id}, maker)
                    self.take(derived_id(mutation_id, f"{maker}/step/{place}"), inner, seq, sole=sole)
            case "ticket.create":
                self._create(ticket_id, args)
            case "ticket.split":
                for field in FIELDS.values():
                    self._values[ticket_id, field] = self._values.get((args["from_id"], field), "")
            case "ticket.pass_on":
                self._create(ticket_id, args | {"type": args.get("type", "incident")})
            case "ticket.merge" if ticket_id not in self._merged:
                self._merged[ticket_id] = args["into_id"]
            case "ticket.unmerge":
                self._merged.pop(ticket_id, None)
            case "ticket.answer":
                for key, given in args["answers"].items():
                    field, saw = f"{EVENT}{key}", (args.get("expected") or {}).get(key)
                    guarded = {"expected": None if saw is None else BETWEEN.join(saw), field: BETWEEN.join(given)}
                    loss = self._replace(self._target(ticket_id), field, guarded, maker)
                    if loss is not None:
                        self._lose(loss, self._row(mutation_id, maker, field), seq, sole=sole)
            case _ if name in FIELDS:
                field = FIELDS[name]
                row = self._row(mutation_id, maker, field.removesuffix("_id"))
                if self._row(mutation_id, maker, "stand_in") is not None:
                    # Who is away hangs on the time at which it was given to them.
                    now = row.after if row is not None else self._values.get((self._target(ticket_id), field), "")
                    args = args | {field: now}
                loss = self._replace(self._target(ticket_id), field, args, maker)
                if loss is not None:
                    self._lose(loss, row, seq, sole=sole)
            case _:
                self._follow_rows(mutation_id, self._target(ticket_id), maker)

    def _follow_rows(self, mutation_id: RecordId, ticket_id: RecordId, maker: RecordId) -> None:
        """Take in with whom and whose a ticket is by something that is no setting of it.

        Whoever answers for the desk takes what nobody has; a solved ticket that is opened again may be the lead's; what
        is handed up and down changes team. All this hangs on rights and times that were in force then.
        """
        for field, kinds in (("assignee_id", ("assignee",)), ("team_id", ("escalated", "handed_back"))):
            for kind in kinds:
                row = self._row(mutation_id, maker, kind)
                if row is not None and (field != "team_id" or row.after in TEAMS or row.before in TEAMS):
                    self._set(ticket_id, field, row.after, maker)

    def _row(self, mutation_id: RecordId, maker: RecordId, field: str) -> TicketEvent | None:
        """Return the row of the history that a change left of a field."""
        versions = self._truth.versions(TicketEvent.KIND, derived_id(mutation_id, f"{maker}/event/{field}"))
        row = versions[-1][1] if versions else None
        return row if isinstance(row, TicketEvent) else None

    def _create(self, ticket_id: RecordId, args: dict[str, Any]) -> None:
        topic = self._truth.record(Topic.KIND, args["topic_id"]) if args.get("topic_id") else None
        space = self._truth.record(Space.KIND, RecordId(SPACE))
        team = (isinstance(topic, Topic) and topic.team_id) or (isinstance(space, Space) and space.default_team_id)
        versions = self._truth.versions(Ticket.KIND, ticket_id)
        if versions and isinstance(ticket := versions[0][1], Ticket) and ticket.at_store:
            # Who is a customer hangs on rights that were in force then.
            team = None
        first = {
            "priority": args.get("priority", "normal"),
            "type": args.get("type", "question"),
            "topic_id": args.get("topic_id"),
            "team_id": team,
        }
        for field, value in first.items():
            self._values[ticket_id, field] = str(value or "")

    def _replace(self, ticket_id: RecordId, field: str, args: dict[str, Any], maker: RecordId) -> Loss | None:
        """Set a field; return whose value is lost with it, if its maker had seen another one."""
        before, after = self._values.get((ticket_id, field), ""), str(args[field] or "")
        if before == after:
            return None
        loser = self._setters.get((ticket_id, field), maker)
        if field == "team_id" and self._values.get((ticket_id, "assignee_id")):
            self._set(ticket_id, "assignee_id", "", maker)
        self._set(ticket_id, field, after, maker)
        blind = args.get("expected") not in {None, before}
        return Loss(loser, ticket_id, field.removesuffix("_id"), before, after) if blind and loser != maker else None

    def _set(self, ticket_id: RecordId, field: str, value: str, maker: RecordId) -> None:
        self._values[ticket_id, field] = value
        self._setters[ticket_id, field] = maker

    def _target(self, ticket_id: RecordId) -> RecordId:
        while ticket_id in self._merged:
            ticket_id = self._merged[ticket_id]
        return ticket_id

    def _lose(self, loss: Loss, row: TicketEvent | None, seq: int, *, sole: bool) -> None:
        """Note what is to be told, if the loser may see the row that the change left."""
        seen = self._sees(loss, row, seq)
        if seen and (sole or self._sees(loss, row, seq - 1)):
            self.must[loss] += 1
        elif not sole:
            self.may[loss] += 1

    def _sees(self, loss: Loss, row: TicketEvent | None, seq: int) -> bool:
        records = self._truth.records(seq)
        ticket = records.get((Ticket.KIND, loss.ticket_id))
        if ticket is None or row is None:
            return False
        both = {(one.KIND, one.id): one for one in (ticket, row)}
        return (row.KIND, row.id) in visible(eyes_of(loss.loser_id, records), both)


def check_notices(world: World) -> None:
    """Hold what was told of overwritten fields against what was accepted.

    Raises:
        Violation: S18.
    """
    truth = world.backend.truth
    rows = world.backend.taken()
    widths = Counter(row.seq for row in rows if row.outcome == Outcome.OK)
    reference = Reference(truth)
    for row in rows:
        if row.outcome == Outcome.OK:
            reference.take(row.mutation_id, world.made[row.mutation_id], row.seq, sole=widths[row.seq] == 1)
    told = Counter(
        Loss(one.user_id, one.ticket_id or RecordId(""), one.field, one.before, one.after)
        for one in truth.made_ever(Notification.KIND)
        if isinstance(one, Notification) and one.about is NotificationKind.OVERWRITTEN
    )
    world.ran[Ran.OVERWRITTEN] += reference.must.total()
    untold, undue = reference.must - told, told - reference.must - reference.may
    if untold:
        raise Violation("S18", f"overwritten, and nobody was told: {list(untold)[:3]}")
    if undue:
        raise Violation("S18", f"told, and nothing was overwritten: {list(undue)[:3]}")
