"""What is answered in the form of a ticket's topic, when it is filed and afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from domain.access import Action, side_of
from domain.errors import MutationRejected, RejectCode
from domain.forms import (
    ANSWERS_MOST,
    BETWEEN,
    EVENT,
    FIELDS_MOST,
    KEY_LONGEST,
    LONG_TEXT_LONGEST,
    OPTIONS_MOST,
    Trouble,
    form_of,
    tidied,
    trouble_of,
    troubles,
    version_of,
)
from domain.mutations.on_tickets import TicketArgs, current, desk_of, record_event
from domain.mutations.registry import Context, RecordStore, mutation
from domain.records import FormField, Ticket, TicketDesk, Topic, TopicDesk
from domain.tickets import Side
from domain.words import Audience

Given = Mapping[str, tuple[str, ...]]
Kept = dict[str, tuple[str, ...]]


class Answer(TicketArgs, frozen=True, kw_only=True):
    """Answers given, changed and, where they are empty, taken away; lines that are not named stay as they are."""

    GUARDS = ("expected",)

    answers: dict[str, tuple[str, ...]]
    form: str = ""
    """`domain.forms.version_of` the form its author saw: of the lines that all see."""
    expected: dict[str, tuple[str, ...]] | None = None
    """What its author saw in those lines: where it is another by now, somebody loses theirs and is told."""

    def seen(self, store: RecordStore) -> dict[str, Any]:
        """Override Args.seen: the answers that are there."""
        ticket, desk = store.get(Ticket, self.ticket_id), store.get(TicketDesk, self.ticket_id)
        if ticket is None:
            return {}
        there = ticket.answers | (desk.answers if desk is not None else {})
        return {"expected": {key: list(there.get(key, ())) for key in self.answers}}


@mutation("ticket.answer")
def answer(store: RecordStore, context: Context, args: Answer) -> None:
    """Fill in or correct what the topic asks; what only the desk is asked only the desk answers."""
    ticket = current(store, args.ticket_id)
    context.require(Action.REPLY, ticket)
    side = side_of(context.actor, ticket)
    after = answered(store, context, ticket, args.answers, args.form, side, args.expected)
    if after != ticket:
        store.put(replace(after, updated_at=context.now))


def filed(store: RecordStore, topic: Topic | None, given: Given, seen: str, *, desk: bool) -> tuple[Kept, Kept]:
    """Return what a new ticket keeps of its answers for everybody concerned, and for the desk alone.

    Whoever answered the form as it is now must have done so rightly, and wholly unless they file for somebody else.
    Where it has changed meanwhile, what they said is kept as they said it: nobody's ticket is held up by a form that
    they have not seen. What came without a form (a mail, an import) is asked for later.

    Raises:
        MutationRejected: INVALID, with what is wrong by line.
    """
    form, public = _forms(store, topic)
    tidy = _tidied(form, given)
    # Nobody is refused for lines that they cannot see.
    _check(form if desk else public, tidy, seen, version_of(public))
    if seen == version_of(public) and not desk:
        _refuse(troubles(public, tidy))
    internal = _internal(form)
    kept = {key: values for key, values in sorted(tidy.items()) if values}
    return (
        {key: values for key, values in kept.items() if key not in internal},
        {key: values for key, values in kept.items() if key in internal},
    )


def answered(
    store: RecordStore,
    context: Context,
    ticket: Ticket,
    given: Given,
    seen: str,
    side: Side,
    expected: Given | None = None,
) -> Ticket:
    """Return `ticket` with the answers of everybody concerned; those for the desk are put on its own record.

    Raises:
        MutationRejected: INVALID, with what is wrong by line; FORBIDDEN for what only the desk answers.
    """
    topic = store.get(Topic, ticket.topic_id) if ticket.topic_id else None
    form, public_form = _forms(store, topic)
    tidy, internal = _tidied(form, given), _internal(form)
    if side is not Side.DESK and (hidden := sorted(internal & tidy.keys())):
        raise MutationRejected(RejectCode.FORBIDDEN, action=str(Action.WORK), fields=hidden)
    _check(form, tidy, seen, version_of(public_form))
    public = {key: values for key, values in tidy.items() if key not in internal}
    own = {key: values for key, values in tidy.items() if key in internal}
    if own:
        desk = desk_of(store, ticket)
        answers = _changed(store, context, ticket, desk.answers, own, expected or {}, Audience.INTERNAL)
        if answers != desk.answers:
            store.put(replace(desk, answers=answers))
    answers = _changed(store, context, ticket, ticket.answers, public, expected or {}, Audience.PUBLIC)
    waited = tuple(key for key in ticket.asked if not public.get(key))
    return replace(ticket, answers=answers, asked=waited)


def asking(ticket: Ticket, keys: Sequence[str]) -> tuple[str, ...]:
    """Return what the requester is to answer once `keys` are asked for, too.

    Raises:
        MutationRejected: INVALID, if there are more than any form has.
    """
    if len(keys) > FIELDS_MOST or any(not key or len(key) > KEY_LONGEST for key in keys):
        raise MutationRejected(RejectCode.INVALID, field="asks", most=FIELDS_MOST, count=len(keys))
    return tuple(dict.fromkeys((*ticket.asked, *keys)))[-FIELDS_MOST:]


def _changed(
    store: RecordStore,
    context: Context,
    ticket: Ticket,
    before: Mapping[str, tuple[str, ...]],
    given: Given,
    expected: Given,
    audience: Audience,
) -> Kept:
    """Return all answers with the new ones, each change of which is a row of the history."""
    after = dict(before)
    for key, values in sorted(given.items()):
        had = before.get(key, ())
        if had == values:
            continue
        thought = tuple(expected.get(key, had))
        record_event(
            store,
            context,
            ticket,
            f"{EVENT}{key}",
            BETWEEN.join(had),
            BETWEEN.join(values),
            expected=BETWEEN.join(thought) if thought != had else None,
            audience=audience,
        )
        if values:
            after[key] = values
        else:
            del after[key]
    if len(after) > ANSWERS_MOST:
        raise MutationRejected(RejectCode.INVALID, field="answers", most=ANSWERS_MOST, count=len(after))
    return dict(sorted(after.items()))


def _tidied(form: Sequence[FormField], given: Given) -> Kept:
    """Return what was answered as it is kept.

    Raises:
        MutationRejected: INVALID, if it is more than any form asks for.
    """
    fields = {field.key: field for field in form}
    tidy = {key: tidied(fields.get(key), values) for key, values in given.items()}
    too_long = [key for key, values in tidy.items() if any(len(value) > LONG_TEXT_LONGEST for value in values)]
    too_many = [key for key, values in tidy.items() if len(values) > OPTIONS_MOST]
    strange = [key for key in tidy if not key or len(key) > KEY_LONGEST]
    if too_long or too_many or strange or len(tidy) > FIELDS_MOST:
        raise MutationRejected(
            RejectCode.INVALID, field="answers", most=FIELDS_MOST, count=len(tidy), longest=LONG_TEXT_LONGEST
        )
    return tidy


def _forms(store: RecordStore, topic: Topic | None) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    """Return the whole form of a topic as far as it is known here, and the lines of it that all see."""
    desk = store.get(TopicDesk, topic.id) if topic is not None else None
    return form_of(topic, desk), form_of(topic, None)


def _check(form: Sequence[FormField], tidy: Given, seen: str, now: str) -> None:
    """Raise `MutationRejected(INVALID)` for answers that do not fit their lines, unless these were others then.

    The lines of all are others where `seen` is not `now`, the version of those of today; the desk's are taken as they
    are there.
    """
    changed = bool(seen) and seen != now
    fields = {field.key: field for field in form if not changed or field.audience is Audience.INTERNAL}
    found = {key: trouble_of(fields[key], values) for key, values in tidy.items() if key in fields and values}
    _refuse({key: trouble for key, trouble in found.items() if trouble is not None})


def _refuse(wrong: Mapping[str, Trouble]) -> None:
    if wrong:
        raise MutationRejected(
            RejectCode.INVALID, field="answers", troubles={key: str(trouble) for key, trouble in wrong.items()}
        )


def _internal(form: Sequence[FormField]) -> set[str]:
    return {field.key for field in form if field.audience is Audience.INTERNAL}
