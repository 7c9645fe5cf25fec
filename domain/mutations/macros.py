"""Mutations of macros: create, edit, delete, and running one on a ticket.

A sensitive one waits on a protected ticket until identity is verified, unless it only secures an account.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from domain.access import Action
from domain.errors import MutationRejected, RejectCode
from domain.identity import is_protective
from domain.ids import RecordId
from domain.macros import ALLOWED, MESSAGES, STEPS_MOST, filled_in
from domain.mutations.identity import must_be_verified_if_protected
from domain.mutations.kept import TITLE_LONGEST, given, must_be_kept_by, sharing
from domain.mutations.on_tickets import SeenArgs, check_seen, current
from domain.mutations.registry import (
    Args,
    Context,
    RecordStore,
    must_be_new,
    must_get,
    mutation,
    mutation_named,
)
from domain.mutations.tickets import field_text
from domain.placeholders import expand
from domain.records import Macro, MacroStep, Ticket
from domain.words import Origin

TEXT_LONGEST = 20_000


class MacroArgs(Args, frozen=True, kw_only=True):
    """Arguments that name a macro."""

    macro_id: RecordId

    def subject(self) -> RecordId:
        """Return the macro's id."""
        return self.macro_id


class CreateMacro(MacroArgs, frozen=True, kw_only=True):
    """A new pattern: its author's own, unless it is a team's or `shared` with the whole desk."""

    titles: dict[str, str]
    steps: tuple[MacroStep, ...]
    sensitive: bool = False
    team_id: RecordId | None = None
    shared: bool = False


class EditMacro(MacroArgs, frozen=True, kw_only=True):
    """What is not given stays as it is, each language of the title by itself."""

    titles: dict[str, str] = {}
    steps: tuple[MacroStep, ...] | UnsetType = UNSET
    sensitive: bool | UnsetType = UNSET
    team_id: RecordId | None | UnsetType = UNSET
    shared: bool | UnsetType = UNSET


class DeleteMacro(MacroArgs, frozen=True, kw_only=True):
    """Take it out of everybody's sight."""


class RunMacro(SeenArgs, frozen=True, kw_only=True):
    """The steps as their author saw them before saying yes: they are what is done, also if the macro has changed."""

    GUARDS = (*SeenArgs.GUARDS, "seen_fields")

    macro_id: RecordId
    steps: tuple[MacroStep, ...]
    seen_fields: dict[str, str] = {}
    """The values its author saw of the fields that it sets: where it is another by now, somebody loses theirs."""
    confirmed: bool = False
    """Whether a sensitive one was asked for twice."""

    def seen(self, store: RecordStore) -> dict[str, Any]:
        """Override Args.seen: also the values that its steps replace."""
        ticket = store.get(Ticket, self.ticket_id)
        fields = [field for step in self.steps if (field := _field_of(step))] if ticket is not None else []
        return super().seen(store) | {"seen_fields": {field: field_text(getattr(ticket, field)) for field in fields}}


@mutation("macro.create", creates=True)
def create(store: RecordStore, context: Context, args: CreateMacro) -> None:
    """Keep a pattern to be run again."""
    must_be_new(store, Macro, args.macro_id)
    macro = Macro(
        id=args.macro_id,
        titles=args.titles,
        steps=args.steps,
        sensitive=args.sensitive,
        updated_at=context.now,
        updated_by_id=context.actor.user_id,
        **sharing(context, args.team_id, shared=args.shared),
    )
    _keep(store, context, macro)


@mutation("macro.edit")
def edit(store: RecordStore, context: Context, args: EditMacro) -> None:
    """Change a pattern; the last to arrive wins, field by field. One that somebody deleted meanwhile is back."""
    before = must_get(store, Macro, args.macro_id)
    context.require(Action.KEEP, before)
    changed: dict[str, Any] = {
        name: value for name in ("steps", "sensitive") if (value := getattr(args, name)) is not UNSET
    }
    if args.team_id is not UNSET or args.shared is not UNSET:
        changed |= sharing(context, args.team_id or None, shared=args.shared is True)
    _keep(store, context, replace(before, titles=before.titles | args.titles, active=True, **changed))


@mutation("macro.delete")
def delete(store: RecordStore, context: Context, args: DeleteMacro) -> None:
    """Offer a pattern to nobody any more."""
    before = must_get(store, Macro, args.macro_id)
    context.require(Action.KEEP, before)
    if before.active:
        store.put(replace(before, active=False, updated_at=context.now, updated_by_id=context.actor.user_id))


@mutation("ticket.run_macro")
def run(store: RecordStore, context: Context, args: RunMacro) -> None:
    """Do all its steps to a ticket, each by its own rules, or none of them.

    What others wrote meanwhile is held against it once, at its beginning: its own steps are no news to it.
    """
    macro = must_get(store, Macro, args.macro_id)
    context.require(Action.USE, macro)
    ticket = current(store, args.ticket_id)
    context.require(Action.READ, ticket)
    if macro.sensitive and not args.confirmed:
        raise MutationRejected(RejectCode.INVALID, field="confirmed")
    if macro.sensitive and not is_protective((step.name, step.args) for step in args.steps):
        must_be_verified_if_protected(store, context, ticket)
    _check_names(args.steps)
    check_seen(ticket, args)
    seen = dict(args.seen_fields)
    for place, step in enumerate(args.steps):
        # What an earlier step has set, its author knows.
        expected = seen.pop(_field_of(step), None)
        guard = {} if expected is None else {"expected": expected}
        _run_step(store, context, macro, args.ticket_id, place, replace(step, args=step.args | guard))


def _field_of(step: MacroStep) -> str:
    """Return the field of the ticket that a step sets; empty if it does something else."""
    if step.name not in ALLOWED:
        return ""
    field: str = getattr(mutation_named(step.name, step.v).args, "FIELD", "")
    return field


def _run_step(
    store: RecordStore, context: Context, macro: Macro, ticket_id: RecordId, place: int, step: MacroStep
) -> None:
    """Run one step as a mutation of its own.

    Raises:
        MutationRejected: As that mutation's rules say; `step` tells which, from 0.
    """
    if step.name in MESSAGES and (gaps := expand(str(step.args.get("body", "")), {}).gaps):
        raise MutationRejected(RejectCode.INVALID, field="body", step=place, gaps=[gap.name for gap in gaps])
    known = mutation_named(step.name, step.v)
    title = macro.titles.get("en") or next(iter(macro.titles.values()))
    inner = dataclasses.replace(
        context, mutation_id=context.derived_id(f"step/{place}"), origin=Origin.MACRO, cause=title
    )
    try:
        known.run(store, inner, known.decode(step.args | {"ticket_id": ticket_id}, step.v))
    except MutationRejected as rejected:
        raise MutationRejected(rejected.code, **rejected.detail | {"step": place}) from rejected


def _keep(store: RecordStore, context: Context, macro: Macro) -> None:
    """Store what may be stored.

    Raises:
        MutationRejected: FORBIDDEN, GONE or INVALID.
    """
    must_be_kept_by(store, context, macro)
    titles = given(macro.titles, "titles", longest=TITLE_LONGEST)
    _check_names(macro.steps)
    steps = tuple(_checked(context, place, step) for place, step in enumerate(macro.steps))
    store.put(replace(macro, titles=titles, steps=steps, updated_at=context.now, updated_by_id=context.actor.user_id))


def _check_names(steps: Sequence[MacroStep]) -> None:
    """Raise `MutationRejected(INVALID)` unless there are steps, not too many, and only such as a macro may have."""
    others = [step.name for step in steps if step.name not in ALLOWED]
    if not steps or len(steps) > STEPS_MOST or others:
        raise MutationRejected(RejectCode.INVALID, field="steps", count=len(steps), most=STEPS_MOST, names=others)


def _checked(context: Context, place: int, step: MacroStep) -> MacroStep:
    """Return a step of a pattern, its texts without surrounding blanks.

    Raises:
        MutationRejected: INVALID, if it could never be run.
    """
    args = dict(step.args)
    if step.name in MESSAGES:
        try:
            texts = msgspec.convert(args.get("texts"), dict[str, str])
        except msgspec.ValidationError as error:
            raise MutationRejected(RejectCode.INVALID, field="texts", step=place, problem=str(error)) from error
        args["texts"] = given(texts, "texts", longest=TEXT_LONGEST)
    hours = args.get("hours", 1)
    if not isinstance(hours, int | float) or not 0 < hours <= 24 * 366:
        raise MutationRejected(RejectCode.INVALID, field="hours", step=place)
    known = mutation_named(step.name, step.v)
    checked = MacroStep(name=step.name, args=args, v=step.v)
    sample = context.mutation_id
    (filled,), _ = filled_in([checked], agent_id=sample, now=context.now, locale="", values={}, new_id=lambda: sample)
    try:
        known.decode(filled.args | {"ticket_id": sample}, step.v)
    except MutationRejected as rejected:
        raise MutationRejected(RejectCode.INVALID, **rejected.detail | {"field": "steps", "step": place}) from rejected
    return checked
