"""Being away: who says so, who stands in, and the line of a team in which the next one is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from domain.access import Action, card_scopes
from domain.errors import MutationRejected, RejectCode
from domain.ids import RecordId
from domain.mutations.registry import Args, Context, RecordStore, must_get, mutation
from domain.mutations.reminders import checked_time
from domain.records import Absence, Role, Team, UserCard, is_away
from domain.words import Permission

WORD_LONGEST = 120
LINE_MOST = 200


class PersonArgs(Args, frozen=True, kw_only=True):
    """Arguments that name a person."""

    user_id: RecordId

    def subject(self) -> RecordId:
        """Return the person's id."""
        return self.user_id


class SetAbsence(PersonArgs, frozen=True, kw_only=True):
    """Away from now until then; without a time until they say so."""

    until: datetime | None = None
    backup_id: RecordId | None = None
    word: str = ""


class EndAbsence(PersonArgs, frozen=True, kw_only=True):
    """Back again."""


class SetLine(Args, frozen=True, kw_only=True):
    """Who comes after whom in a team, where nobody is named as a backup."""

    team_id: RecordId
    user_ids: tuple[RecordId, ...]

    def subject(self) -> RecordId:
        """Return the team's id."""
        return self.team_id


@mutation("absence.set")
def set_absence(store: RecordStore, context: Context, args: SetAbsence) -> None:
    """Say that somebody is away. A lead may say it of their team's people: who falls ill sends no word."""
    card = must_get(store, UserCard, args.user_id)
    context.require(Action.SAY_AWAY, card)
    until = checked_time(context, args.until, "until")
    word = " ".join(args.word.split())
    if len(word) > WORD_LONGEST or args.backup_id == args.user_id:
        raise MutationRejected(RejectCode.INVALID, field="backup_id", longest=WORD_LONGEST)
    if args.backup_id is not None:
        must_get(store, UserCard, args.backup_id)
    store.put(
        Absence(
            id=card.id,
            user_id=card.id,
            since=context.now,
            until=until,
            backup_id=args.backup_id,
            word=word,
            known_to=tuple(sorted(card_scopes(card))),
            set_by_id=context.actor.user_id,
        )
    )


@mutation("absence.end")
def end_absence(store: RecordStore, context: Context, args: EndAbsence) -> None:
    """Say that somebody is back; nothing to do if they are."""
    context.require(Action.SAY_AWAY, must_get(store, UserCard, args.user_id))
    absence = store.get(Absence, args.user_id)
    if absence is not None and absence.active:
        store.put(replace(absence, active=False, set_by_id=context.actor.user_id))


@mutation("team.set_line")
def set_line(store: RecordStore, context: Context, args: SetLine) -> None:
    """Put the people of a team into the order in which they stand in for each other."""
    team = must_get(store, Team, args.team_id)
    context.require(Action.LEAD, team)
    line = tuple(dict.fromkeys(args.user_ids))
    strangers = [one for one in line if not _belongs(store, one, team.id)]
    if strangers or len(line) > LINE_MOST:
        raise MutationRejected(RejectCode.INVALID, field="user_ids", strangers=strangers, most=LINE_MOST)
    store.put(replace(team, line_ids=line))


def _belongs(store: RecordStore, user_id: RecordId, team_id: RecordId) -> bool:
    card = store.get(UserCard, user_id)
    return card is not None and team_id in card.team_ids


def stand_in(store: RecordStore, user_id: RecordId, team_id: RecordId | None, now: datetime) -> RecordId | None:
    """Return who gets what is given to that person: they themselves unless they are away.

    Else their backup, or the backup's; else whoever comes after them in the team's line; None for the team's queue.
    """
    for one in _candidates(store, user_id, team_id):
        may_have_it = one == user_id or may_be_assigned(store, one)
        if may_have_it and not is_away(store.get(Absence, one), now):
            return one
    return None


def _candidates(store: RecordStore, user_id: RecordId, team_id: RecordId | None) -> Iterator[RecordId]:
    """Yield the person, their backups in turn, then the team's line from behind them round to before them."""
    seen: set[RecordId] = set()
    one: RecordId | None = user_id
    while one is not None and one not in seen:
        seen.add(one)
        yield one
        absence = store.get(Absence, one)
        one = absence.backup_id if absence is not None and absence.active else None
    team = store.get(Team, team_id) if team_id is not None else None
    line = team.line_ids if team is not None else ()
    place = line.index(user_id) + 1 if user_id in line else 0
    yield from (one for one in (*line[place:], *line[:place]) if one not in seen)


def may_be_assigned(store: RecordStore, user_id: RecordId) -> bool:
    """Tell whether there is that person, they have not left, and their role works on tickets."""
    card = store.get(UserCard, user_id)
    role = store.get(Role, card.role_id) if card is not None and card.active else None
    return role is not None and Permission.TICKET_WORK in role.permissions
