"""Draws the demo's tickets: the same ones for the same time, believable over the last 120 days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from demo.content.fresh import fresh_tickets
from demo.content.hours import is_open, while_open
from demo.content.people import SamplePerson, people_of
from demo.content.scripts import ProblemScript, Variant, problem_scripts
from demo.content.steps import Outcome, Step, StepKind, TicketScript, replay
from demo.content.stores import STORES, SampleStore
from demo.content.timeline import Timeline
from demo.content.topics import TOPICS_BY_KEY
from demo.content.wording import Wording
from domain.deadlines import RESPONSE_HOURS
from domain.words import Priority, Status, TicketType

__all__ = ["DAYS", "Outcome", "Step", "StepKind", "TicketScript", "generate", "replay"]

DAYS = 120
_RECENT = 40
"""How many tickets of the last 48 hours are drawn beside the fresh ones."""
_MODEST = 0.12
"""Share of stores that file something pressing as normal; the desk raises it when it takes the ticket."""
_SEED = 48_213


def generate(now: datetime, count: int = 420) -> list[TicketScript]:
    """Draw `count` tickets, oldest first.

    Args:
        now: The present, aware; nothing happens after it.
        count: How many, the fresh ones at the top of the queue included.
    """
    rng = Random(_SEED)
    now = now.astimezone(UTC).replace(microsecond=0)
    tickets = fresh_tickets(now)[:count]
    seen: set[str] = set()
    deck = _endless_deck(rng)
    while len(tickets) < count:
        is_recent = len(tickets) % (count // _RECENT + 1) == 0
        tickets.append(_draw(next(deck), now, rng, seen, is_recent=is_recent))
    return sorted(tickets, key=lambda ticket: ticket.created_at)


def _endless_deck(rng: Random) -> Iterator[ProblemScript]:
    """Every script comes before any comes again; what is closed unheard (spam, duplicates) only every third time."""
    scripts = problem_scripts()
    turn = 0
    while True:
        cards = [script for script in scripts if turn % 3 == 0 or "close" not in script.fields]
        rng.shuffle(cards)
        yield from cards
        turn += 1


def _draw(script: ProblemScript, now: datetime, rng: Random, seen: set[str], *, is_recent: bool) -> TicketScript:
    """One ticket, told again with other details while another one reads the same."""
    for _ in range(12):
        variant = rng.choice(list(script.variants.values()))
        store = rng.choice([store for store in STORES if store.locale == variant.locale])
        requester = _requester(script, store, rng)
        created_at = _created_at(store, now, rng, is_recent=is_recent and "close" not in script.fields)
        wording = Wording(variant, store, requester, created_at, rng)
        ticket = _filed(script, variant, store, requester, created_at, wording, rng)
        if ticket.opening not in seen:
            break
    seen.add(ticket.opening)
    timeline = Timeline(script, variant, ticket, wording, rng)
    timeline.play()
    told = sum(timeline.beats[: _moment(ticket, timeline.beats, now, rng)], start=[])
    return replace(ticket, steps=tuple(told)).until(now)


def _filed(
    script: ProblemScript,
    variant: Variant,
    store: SampleStore,
    requester: SamplePerson,
    created_at: datetime,
    wording: Wording,
    rng: Random,
) -> TicketScript:
    priority = Priority(script.fields["priority"])
    if priority in {Priority.HIGH, Priority.URGENT} and rng.random() < _MODEST:
        priority = Priority.NORMAL
    return TicketScript(
        script=script.key,
        locale=variant.locale,
        store=store.key,
        requester=requester.handle,
        subject=wording.text(variant.subject),
        opening=wording.opening(variant.lines[0].text, broke=script.fields["type"] == TicketType.INCIDENT),
        topic=script.topic,
        type=TicketType(script.fields["type"]),
        priority=priority,
        team=TOPICS_BY_KEY[script.topic].team,
        assignee=None,
        tags=script.tags,
        created_at=created_at,
        steps=(),
    )


def _requester(script: ProblemScript, store: SampleStore, rng: Random) -> SamplePerson:
    owner, *staff = people_of(store.key)
    match script.fields.get("by"):
        case "owner":
            return owner
        case "staff":
            return rng.choice(staff)
        case _:
            return rng.choice([owner, *staff])


def _created_at(store: SampleStore, now: datetime, rng: Random, *, is_recent: bool) -> datetime:
    """A moment at which the store is open: mornings more often, lately a little more often."""
    for _ in range(40):
        age_h = rng.uniform(0.4, 48) if is_recent else 48 + (DAYS - 3) * 24 * rng.random() ** 1.15
        at = now - timedelta(hours=age_h)
        morning = at.astimezone(store.zone).hour < 13
        if is_open(store, at) and (morning or rng.random() < 0.7):
            return at.replace(second=rng.randrange(60), microsecond=0)
    return while_open(store, now - timedelta(days=4), rng).replace(second=0)


def _moment(ticket: TicketScript, beats: list[list[Step]], now: datetime, rng: Random) -> int:
    """How many beats have happened: all that fit, or fewer where something is still waited for.

    Without this the past would be all closed: a desk has tickets that wait for a requester's answer or for a vendor.
    """
    age = now - ticket.created_at
    target = timedelta(hours=RESPONSE_HOURS[ticket.priority])
    if age < target * 1.02 and rng.random() < 0.5:
        return 0
    waiting = [index for index in range(1, len(beats)) if _may_wait(ticket, beats[:index], now)]
    held = [index for index in waiting if _status(ticket, beats[:index]) is Status.ON_HOLD]
    waiting = held or waiting
    share = 0.8 if age < timedelta(days=4) else 0.5 if age < timedelta(days=16) else 0.0
    return rng.choice(waiting) if waiting and rng.random() < share else len(beats)


def _status(ticket: TicketScript, beats: list[list[Step]]) -> Status:
    return replay(ticket, [step for beat in beats for step in beat]).status


def _may_wait(ticket: TicketScript, beats: list[list[Step]], now: datetime) -> bool:
    """Whether a ticket may believably still stand where it stood after these beats."""
    steps = [step for beat in beats for step in beat]
    outcome = replay(ticket, steps)
    age = now - steps[-1].at
    if age < timedelta():
        return False
    match outcome.status:
        case Status.ON_HOLD:
            expected_at = max(step.expected_at for step in steps if step.expected_at)
            return now < expected_at + timedelta(days=5)
        case Status.PENDING:
            return age < timedelta(days=5)
        case Status.RESOLVED:
            return age < timedelta(days=5)
        case Status.OPEN:
            return age < timedelta(hours=RESPONSE_HOURS[outcome.priority])
        case _:
            return False
