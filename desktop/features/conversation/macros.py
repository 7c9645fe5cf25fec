"""Macros at a ticket: what one would do, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.background.operations import WriteOp
from desktop.shell import moments
from desktop.shell.workspace import Workspace
from sync.replica.reading import macros as reading
from sync.replica.reading import saved_replies as kept_replies
from sync.replica.reading.macros import MacroRow
from sync.replica.reading.rows import EventRow

if TYPE_CHECKING:
    from domain.placeholders import Gap
    from sync.replica.trial import Trial


def macros(work: Workspace) -> list[MacroRow]:
    """Read what can be done with one gesture, one's own first."""
    return reading.macros(work.reader)


@dataclass(frozen=True, slots=True)
class MacroPreview:
    """What running a macro on a ticket would do; `code` says why it would do nothing.

    Attributes:
        steps: As they go out: message texts filled in.
        gaps: Variables in them without a value: with any of them it cannot be run.
        events: What would stand in the ticket's history.
        messages: (is a note, text) of what would be written.
        code: A `RejectCode`, empty if it can be run.
        step: Which step it fails at, from 0.
    """

    macro: MacroRow
    steps: tuple[dict[str, Any], ...]
    gaps: tuple[Gap, ...]
    events: tuple[EventRow, ...]
    messages: tuple[tuple[bool, str], ...]
    code: str
    step: int | None


def preview_macro(
    work: Workspace, parent: QObject, ticket_id: str, macro: MacroRow, done: Callable[[MacroPreview], object]
) -> WriteOp[Trial]:
    """Try a macro out on a ticket; nothing is changed. `done` is told in the GUI thread; run the operation."""
    steps, gaps = _filled_in(work, ticket_id, macro)
    args = {"ticket_id": ticket_id, "macro_id": macro.id, "steps": steps, "confirmed": True}

    def tell(trial: Trial) -> None:
        from domain.records import Message, TicketEvent

        changes = (one for one in trial.records if isinstance(one, TicketEvent))
        events = tuple(
            EventRow(one.id, work.me.name, moments.stored(one.at), one.field, one.before, one.after) for one in changes
        )
        messages = tuple((one.audience == "internal", one.body) for one in trial.records if isinstance(one, Message))
        code, step = str(trial.code or ""), trial.detail.get("step")
        done(MacroPreview(macro, steps, gaps, events, messages, code, step))

    return work.try_out(parent, "ticket.run_macro", args).success(tell)


def run_macro(work: Workspace, parent: QObject, ticket_id: str, preview: MacroPreview) -> WriteOp[None]:
    """Do what a preview has shown: all of it or, where a rule says no, nothing."""
    args = {"ticket_id": ticket_id, "macro_id": preview.macro.id, "steps": list(preview.steps), "confirmed": True}
    return work.mutate(parent, "ticket.run_macro", args)


def _filled_in(work: Workspace, ticket_id: str, macro: MacroRow) -> tuple[tuple[dict[str, Any], ...], tuple[Gap, ...]]:
    from msgspec import convert, to_builtins

    from domain.ids import RecordId
    from domain.macros import filled_in
    from domain.records import MacroStep

    filled = filled_in(
        convert(macro.steps, tuple[MacroStep, ...]),
        agent_id=RecordId(work.user_id),
        now=moments.now(),
        locale=kept_replies.locale_of(work.reader, ticket_id),
        values=kept_replies.values(work.reader, ticket_id, work.me),
        new_id=lambda: RecordId(work.new_id()),
    )
    return tuple(to_builtins(filled.steps)), filled.gaps
