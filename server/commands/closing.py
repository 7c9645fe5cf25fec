"""`closing`: when tickets close by themselves, who hears of the dissatisfied, which topics are asked about later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from domain.closing import DAYS_MOST, DEFAULT, POLICY_ID, REMINDERS_MOST
from domain.errors import MutationRejected
from domain.mutations.structure import Save
from domain.records import ClosingPolicy, Record, Team, Topic, UserCard
from server.accounts.queries import account_named, session_on
from server.acting import act
from server.commands.errors import CommandError
from server.commands.opening import console, only_space
from server.commands.structure import named
from server.db.database import Database, WriteSession, utc_now
from server.db.reading import RecordReader


def policy(database: Database) -> ClosingPolicy:
    """Return what holds."""
    with database.read(only_space(database)) as reader:
        return reader.get(ClosingPolicy, POLICY_ID) or DEFAULT


def set_policy(
    database: Database,
    *,
    remind: Sequence[int] | None = None,
    close: int | None = None,
    confirm: int | None = None,
    rate: int | None = None,
) -> ClosingPolicy:
    """Change what is given; what waits already keeps the times that its requester was told.

    Raises:
        CommandError: The days do not follow one another.
    """
    given = {
        "reminder_days": tuple(remind) if remind is not None else None,
        "close_days": close,
        "confirm_days": confirm,
        "rating_days": rate,
    }
    with database.write(only_space(database)) as session:
        before = session.store.get(ClosingPolicy, POLICY_ID) or DEFAULT
        after = replace(before, **{name: value for name, value in given.items() if value is not None})
        try:
            _save(session, after)
        except MutationRejected as error:
            raise CommandError(
                f"These days do not go together: give at most {REMINDERS_MOST} reminders, each later than the one "
                f"before and the last before the ticket closes; {DAYS_MOST} days are the most."
            ) from error
    return after


def sentences(found: ClosingPolicy) -> Iterator[str]:
    """Yield what a policy means."""
    days = ", ".join(map(str, found.reminder_days))
    yield f"Reminders while an answer is waited for: {f'after {days} days' if days else 'none'}."
    yield f"Closed without an answer: {_after(found.close_days)}."
    yield f"Closed as confirmed, once solved and not complained of: {_after(found.confirm_days)}."
    yield f"A rating may be given and changed for {found.rating_days} days after the solution."


def set_lead(database: Database, team: str, person: str) -> str:
    """Say who leads a team, by account or name; nobody with an empty one. Return what the team is called.

    Raises:
        CommandError: No such team or person, or somebody who is not of the team.
    """
    with database.write(only_space(database)) as session:
        found = named(session.store, Team, team, "team")
        card = _person(session.store, person) if person.strip() else None
        if card is not None and found.id not in card.team_ids:
            raise CommandError(f"{card.name} is not of {found.name}: add the team with `user change` first.")
        _save(session, replace(found, lead_id=card.id if card is not None else None))
    return found.name


def set_check_back(database: Database, topic: str, days: int) -> str:
    """Have requesters of a topic asked so many days after a solution whether they can work again; 0: never.

    Raises:
        CommandError: No such topic, or too many days.
    """
    if not 0 <= days <= DAYS_MOST:
        raise CommandError(f"{days} is no number of days: give one from 0 to {DAYS_MOST}.")
    with database.write(only_space(database)) as session:
        found = named(session.store, Topic, topic, "topic")
        _save(session, replace(found, check_back_days=days))
    return found.key


def _save(session: WriteSession, record: Record) -> None:
    fields: dict[str, Any] = {record.KIND: record}
    act(session, console(session.store), "structure.save", Save(**fields), utc_now())


def _person(reader: RecordReader, name: str) -> UserCard:
    with session_on(reader.connection) as session:
        account = account_named(session, name)
    card = reader.get(UserCard, account.user_id) if account is not None else None
    return card or named(reader, UserCard, name, "person")


def _after(days: int) -> str:
    return f"after {days} days" if days else "never"
