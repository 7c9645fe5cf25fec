"""What one ticket adds to the counts of views, so that everybody's own count is a sum of few of them.

Somebody sees a ticket through its team, its store, or as one of its people (`domain.access`). So that nobody counts a
ticket twice, it is held for its team; for its store beside the team, for whoever does not see the team's; for each of
its people beside both. What a view shows to some only (`@me`, `@mine`) is held as the difference to what it shows to
anybody: only a ticket's own people can be meant by it.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.ids import RecordId
from domain.judging import DESK, TICKET, Judge, Looker, Row, depends_on_days, depends_on_looker, facts_of
from domain.records import LATEST, Ticket, TicketDesk
from domain.views import FIELDS, Query
from domain.views import Kind as FieldKind

FOR_EVER = LATEST - timedelta(days=2)
"""What never turns again stands then as it does from now on."""
NOBODY_ID = "nobody"
"""No id at all: whom no view means."""
JUDGES_MOST = 2_000
"""People, each in one team at a time, whose judges are remembered: some kilobytes each."""


class Kind(StrEnum):
    """For whom a number is held, and what it says."""

    TEAM = "team"
    """For those who see the team's tickets: they see the desk's side, and the team is theirs."""
    STORE = "store"
    """For those who see the store's, but not the team's: as it looks from outside."""
    USER = "user"
    """For one of its people who sees neither's: what it is for anybody from outside."""
    ME = "me"
    """For one of its people who does not see the team's: what it is more than for anybody, from outside."""
    DESK = "desk"
    """For the same, reading for the desk: what it is more than from outside."""
    OURS = "ours"
    """For one of its people who sees the team's: what it is more than for anybody of the team."""


class Facet(NamedTuple):
    """One of the numbers a ticket is in. `team_id` and `store_id` are empty where they do not matter."""

    kind: Kind
    holder_id: str
    team_id: str = ""
    store_id: str = ""


class Sighted(NamedTuple):
    """A ticket with the desk's side of it."""

    ticket: Ticket
    desk: TicketDesk | None


Numbers = Counter[tuple[RecordId, Facet]]
"""What is to be added to the counts of views."""


class Counted(NamedTuple):
    """A view that is counted: what it asks, and through which ticket."""

    id: RecordId
    query: Query
    through: RecordId


class Judges:
    """Asks tickets what a set of views asks, for everybody at once. For one thread at a time."""

    def __init__(self, views: tuple[Counted, ...]) -> None:
        """Prepare; views that mean whoever looks are asked for each of a ticket's people."""
        self.views = views
        self._relative = {place: view.query for place, view in enumerate(views) if depends_on_looker(view.query)}
        self._others = ~sum(1 << place for place in self._relative)
        queries = {place: view.query for place, view in enumerate(views)}
        self._anybody = Judge(queries, Looker(NOBODY_ID, frozenset()))
        self.person = functools.lru_cache(JUDGES_MOST)(self._person)
        self.team = functools.lru_cache(JUDGES_MOST)(self._team)
        self.asks_desk = any(asks_desk(view.query) for view in views)
        self.is_timed = any(is_timed(view.query) for view in views)

    def _person(self, user_id: str, team_id: str) -> Judge:
        return Judge(self._relative, Looker(user_id, frozenset({team_id} if team_id else ())))

    def _team(self, team_id: str) -> Judge:
        return Judge(self._relative, Looker(NOBODY_ID, frozenset({team_id})))

    def shown(self, sighted: Sighted, now: datetime) -> Shown:
        """Return what the views show of a ticket at a time, and when that may turn."""
        ticket = sighted.ticket
        outer = facts_of(ticket, None)
        inner = facts_of(*sighted) if sighted.desk is not None and self.asks_desk else outer
        outside, turn = self._anybody.judge(outer, now)
        inside, other = self._anybody.judge(inner, now) if inner is not outer else (outside, turn)
        turn = min(turn, other)
        of_team = inside
        people: dict[str, tuple[int, int, int]] = {}
        own = self._of_everybody(ticket, outside, inside, outer, inner, now) if self._relative else None
        if own is not None:
            of_team, people, other = own
            turn = min(turn, other)
        return Shown(outside, inside, of_team, people, turn)

    def _of_everybody(
        self, ticket: Ticket, outside: int, inside: int, outer: Row, inner: Row, now: datetime
    ) -> tuple[int, dict[str, tuple[int, int, int]], datetime]:
        """Return what those see who may be meant: the team's people, and each of the ticket's own."""
        turn, team, of_team = LATEST, ticket.team_id or "", inside
        if team:
            found, turn = self.team(team).judge(inner, now)
            of_team = inside & self._others | found
        people: dict[str, tuple[int, int, int]] = {}
        for user_id in people_of(ticket):
            alone, member = self.person(user_id, ""), self.person(user_id, team)
            seen = [alone.judge(outer, now), alone.judge(inner, now), member.judge(inner, now)]
            turn = min(turn, *(at for _, at in seen))
            from_outside, from_inside, of_ours = (mask for mask, _ in seen)
            people[user_id] = (
                outside & self._others | from_outside,
                inside & self._others | from_inside,
                of_team & self._others | of_ours,
            )
        return of_team, people, turn


class Shown(NamedTuple):
    """Which views show a ticket, a bit each: from outside, from inside, to its team, to each of its people.

    Attributes:
        people: Those who may be meant: from outside, from inside, and of the team.
        turn: When any of it may be another; `LATEST` for never.
    """

    outside: int
    inside: int
    of_team: int
    people: Mapping[str, tuple[int, int, int]]
    turn: datetime

    def facets(self, ticket: Ticket) -> Iterator[tuple[Facet, int, int]]:
        """Yield the numbers a ticket is in: for which views one more, and for which one less."""
        team, store = ticket.team_id or "", ticket.store_id or ""
        if team:
            yield Facet(Kind.TEAM, team), self.of_team, 0
        if store:
            yield Facet(Kind.STORE, store, team), self.outside, 0
        for user_id in people_of(ticket):
            outside, inside, of_ours = self.people.get(user_id, (self.outside, self.inside, self.of_team))
            yield Facet(Kind.USER, user_id, team, store), self.outside, 0
            yield Facet(Kind.ME, user_id, team), outside & ~self.outside, self.outside & ~outside
            yield Facet(Kind.DESK, user_id, team), inside & ~outside, outside & ~inside
            if team:
                yield Facet(Kind.OURS, user_id, team), of_ours & ~self.of_team, self.of_team & ~of_ours


def add(numbers: Numbers, judges: Judges, ticket: Ticket, shown: Shown, among: int, *, sign: int) -> None:
    """Add to `numbers`, or take from them, what a ticket is to the views `among`, a bit each."""
    for facet, more, less in shown.facets(ticket):
        for place in _bits(more & among):
            numbers[judges.views[place].id, facet] += sign
        for place in _bits(less & among):
            numbers[judges.views[place].id, facet] -= sign


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def people_of(ticket: Ticket) -> frozenset[RecordId]:
    """Return whom a view can mean by `@me`, and who sees the ticket for themselves."""
    people = {ticket.requester_id, *ticket.follower_ids}
    return frozenset(people | ({ticket.assignee_id} if ticket.assignee_id else set()))


def asks_desk(query: Query) -> bool:
    """Tell whether a query asks for the desk's side of a ticket."""
    return any(one.field in OF_DESK for one in query.tests)


def is_timed(query: Query) -> bool:
    """Tell whether the answer to a query may be another though nothing was done."""
    return any(one.field in {"sla", "snoozed"} or FIELDS[one.field].kind is FieldKind.TIME for one in query.tests)


OF_DESK = frozenset(
    {"tag", "snoozed", "part", "incident", "snoozed_until", "vendor_expected", "notes", "vendor", "vendor_reference"}
)
"""Fields of the desk's side."""


def asked_by(query: Query) -> str:
    """Return what is asked as text: equal texts, equal answers."""
    asked = query.kept()
    if depends_on_days(query):
        asked["zone"] = str(datetime.now().astimezone().utcoffset())  # noqa: DTZ005 - the zone of this computer is meant
    return json.dumps(asked, sort_keys=True)


def is_same(before: Sighted, after: Sighted) -> bool:
    """Tell whether nothing changed that views ask about."""
    return all(getattr(before.ticket, name) == getattr(after.ticket, name) for name in TICKET) and (
        before.desk is after.desk
        or all(getattr(before.desk, name, None) == getattr(after.desk, name, None) for name in DESK)
    )
