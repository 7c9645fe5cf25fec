"""What was tried: steps that the requester and the desk note one by one, so that nobody tries them again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.on_tickets import TicketArgs, current, record_event
from domain.mutations.registry import Context, RecordStore, checked_text, mutation
from domain.records import TriedStep, time_text
from domain.tickets import STEP_LONGEST, STEPS_MOST


class NewStep(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody tried, and whether it helped; None if they do not say."""

    text: str
    helped: bool | None = None


class AddStep(TicketArgs, frozen=True, kw_only=True):
    """One more thing that was tried."""

    text: str
    helped: bool | None = None


@mutation("ticket.add_step")
def add_step(store: RecordStore, context: Context, args: AddStep) -> None:
    """Note what was tried; what is noted stays."""
    ticket = current(store, args.ticket_id)
    context.require(Action.REPLY, ticket)
    [step] = tried(context, context.actor.user_id, [NewStep(text=args.text, helped=args.helped)])
    _check_count(len(ticket.steps) + 1)
    record_event(store, context, ticket, "step", "", step.text)
    store.put(replace(ticket, steps=(*ticket.steps, step), updated_at=context.now))


def tried(context: Context, author_id: RecordId, steps: Sequence[NewStep]) -> tuple[TriedStep, ...]:
    """Return steps as a ticket keeps them.

    Raises:
        MutationRejected: INVALID: too many, or one that is empty or too long.
    """
    _check_count(len(steps))
    return tuple(
        TriedStep(
            id=context.derived_id(f"step/{place}"),
            text=checked_text(step.text, "text", longest=STEP_LONGEST),
            author_id=author_id,
            at=time_text(context.now),
            helped=step.helped,
        )
        for place, step in enumerate(steps)
    )


def _check_count(count: int) -> None:
    if count > STEPS_MOST:
        raise MutationRejected(RejectCode.INVALID, field="steps", most=STEPS_MOST, count=count)
