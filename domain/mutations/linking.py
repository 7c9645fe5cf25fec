"""Links between tickets: a part and its whole, an incident and its problem, and one solution for all incidents."""

from __future__ import annotations

import dataclasses
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from domain.access import Action, works
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, desk_of, record_event, workable
from domain.mutations.registry import Context, RecordStore, must_get, mutation
from domain.mutations.tickets import Reply, SetStatus, reply, set_status
from domain.records import Ticket, TicketDesk
from domain.tickets import DONE, Side, may_follow
from domain.words import Status, TicketType

LEVELS_MOST = 10
INCIDENTS_MOST = 50
"""Solved by one mutation; some five rows each, far below what a page holds. Whoever has more sends several."""


class LinkKind(StrEnum):
    """What the other ticket is to this one."""

    PARENT = "parent"
    PROBLEM = "problem"


OTHER_SIDE = {LinkKind.PARENT: "child", LinkKind.PROBLEM: "incident"}
"""What the history of the other ticket calls it."""


class Link(TicketArgs, frozen=True, kw_only=True):
    """The ticket belongs to another one; to none without `to_id`."""

    kind: LinkKind
    to_id: RecordId | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What an incident's requester is told; nothing if it is empty."""

    ticket_id: RecordId
    message_id: RecordId
    body: str = ""


class SolveAll(TicketArgs, frozen=True, kw_only=True):
    """The problem is solved, and so are these incidents of it, each with its answer."""

    answers: tuple[Answer, ...]


@mutation("ticket.link")
def link(store: RecordStore, context: Context, args: Link) -> None:
    """Say to which ticket this one belongs. Only the desk sees it: whoever asked in one need not know of the other."""
    ticket = workable(store, context, args)
    desk = desk_of(store, ticket)
    field = f"{args.kind}_id"
    before: RecordId | None = getattr(desk, field)
    if args.to_id is not None:
        _check_linkable(store, context, ticket, args.kind, args.to_id)
    if before == args.to_id:
        return
    record_event(store, context, ticket, args.kind, before or "", args.to_id or "")
    for other_id, texts in ((before, (ticket.id, "")), (args.to_id, ("", ticket.id))):
        other = store.get(Ticket, other_id) if other_id else None
        if other is not None:
            record_event(store, context, other, OTHER_SIDE[args.kind], *texts, label=other.id)
    store.put(replace(desk, **{field: args.to_id}))


def _check_linkable(store: RecordStore, context: Context, ticket: Ticket, kind: LinkKind, other_id: RecordId) -> None:
    """Raise `MutationRejected` unless the other is there, is what it is to be, and does not hang on this one."""
    other = must_get(store, Ticket, other_id)
    context.require(Action.READ, other)
    if kind is LinkKind.PROBLEM and other.type is not TicketType.PROBLEM:
        raise MutationRejected(RejectCode.INVALID, field="to_id", problem="not a problem")
    above: RecordId | None = other_id
    for _ in range(LEVELS_MOST):
        if above is None:
            return
        if above == ticket.id:
            break
        desk = store.get(TicketDesk, above)
        above = getattr(desk, f"{kind}_id") if desk is not None else None
    raise MutationRejected(RejectCode.INVALID, field="to_id", problem="it hangs on this ticket", most=LEVELS_MOST)


@mutation("ticket.solve_all")
def solve_all(store: RecordStore, context: Context, args: SolveAll) -> None:
    """Solve a problem with its incidents: each gets its answer and is solved.

    Left alone is what is solved already, belongs to another problem by now, or is not its author's to work on.
    """
    problem = workable(store, context, args)
    if problem.type is not TicketType.PROBLEM or len(args.answers) > INCIDENTS_MOST:
        raise MutationRejected(RejectCode.INVALID, field="answers", count=len(args.answers), most=INCIDENTS_MOST)
    for answer in args.answers:
        incident = store.get(Ticket, answer.ticket_id)
        desk = store.get(TicketDesk, answer.ticket_id)
        if incident is None or desk is None or desk.problem_id != problem.id:
            continue
        if incident.status not in DONE and incident.merged_into_id is None and works(context.actor, incident):
            inner = dataclasses.replace(context, mutation_id=context.derived_id(f"incident/{incident.id}"))
            _solve(store, inner, answer)
    if may_follow(problem.status, Status.RESOLVED, Side.DESK):
        set_status(store, context, SetStatus(ticket_id=problem.id, status=Status.RESOLVED))


def _solve(store: RecordStore, context: Context, answer: Answer) -> None:
    """Answer an incident and solve it."""
    if answer.body.strip():
        written = Reply(ticket_id=answer.ticket_id, message_id=answer.message_id, body=answer.body)
        # A mutation of its own: the step after it makes another change of the status.
        reply(store, dataclasses.replace(context, mutation_id=context.derived_id("answer")), written)
    set_status(store, context, SetStatus(ticket_id=answer.ticket_id, status=Status.RESOLVED))
