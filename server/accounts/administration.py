"""What administrators do to accounts: add, list, lock, unlock, set a password, revoke devices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from msgspec.structs import replace
from sqlalchemy import Connection
from sqlalchemy.orm import Session as OrmSession

from domain.access import Actor, store_scope, team_scope
from domain.ids import RecordId, Scope, SpaceId
from domain.mutations.structure import Save
from domain.records import Grant, Role, UserCard
from domain.words import Permission, Right
from server.accounts import queries
from server.accounts.errors import AccountExists, AccountUnknown, LastAdministrator
from server.accounts.naming import check_email, check_locale, check_name, check_stores
from server.accounts.passwords import Passwords, check_password
from server.accounts.tables import Account
from server.acting import act, fresh_id
from server.audit import log as audit
from server.audit.log import Entry
from server.audit.tables import Act
from server.db.database import Database, WriteSession, utc_now

ADMIN = "admin"
RIGHTS_BY_ROLE = {
    "light_agent": (Right.READ,),
    "agent": (Right.READ, Right.CREATE, Right.CHANGE),
}
"""What membership of a team allows by role; every other role that joins a team gets all of it."""
log = structlog.get_logger("server.accounts")


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """Somebody to be: a sign-in name, and what others will see of them."""

    name: str
    password: str
    role: Role
    full_name: str = ""
    email: str = ""
    title: str = ""
    locale: str = "en"
    phone: str = ""
    store_ids: tuple[RecordId, ...] = ()
    team_ids: tuple[RecordId, ...] = ()
    user_id: RecordId | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to be different with an account; None leaves it as it is."""

    role: Role | None = None
    store_ids: tuple[RecordId, ...] | None = None
    team_ids: tuple[RecordId, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account as the list shows it."""

    user_id: RecordId
    name: str
    full_name: str
    role: str
    locked: bool
    devices: int
    signed_in_at: datetime | None


class Administration:
    """Acts on accounts. Cards and grants change through mutations; sign-in data changes here.

    Args:
        database: Where they are.
        passwords: Hashes them.
        clock: Tells the time.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._passwords = passwords or Passwords()
        self._clock = clock

    def add(self, space_id: SpaceId, actor: Actor, user: NewUser) -> RecordId:
        """Add an account with its card and grants; return the user's id.

        Raises:
            AccountExists: The name is taken.
            AccountInvalid: What is said of the user makes no sense.
            WeakPassword: Too easy to guess.
        """
        _check(user)
        check_password(user.name, user.password)
        password_hash = self._passwords.hash(user.password)
        with self._database.write(space_id) as session:
            return self.add_in(session, actor, user, password_hash)

    def add_in(self, session: WriteSession, actor: Actor, user: NewUser, password_hash: str) -> RecordId:
        """Add an account inside a transaction that is under way; `password_hash` by `Passwords.hash`.

        Raises:
            AccountExists: The name is taken.
            AccountInvalid: What is said of the user makes no sense.
        """
        _check(user)
        now = self._clock()
        user_id = user.user_id or fresh_id(now)
        self._add_account(session, user, user_id, password_hash, now)
        card = UserCard(
            id=user_id,
            name=user.full_name or user.name,
            role_id=user.role.id,
            title=user.title,
            locale=user.locale,
            phone=user.phone,
            store_ids=tuple(sorted(user.store_ids)),
            team_ids=tuple(sorted(user.team_ids)),
        )
        act(session, actor, "structure.save", Save(user_card=card), now)
        _save_grants(session, actor, None, card, user.role, now)
        added = Entry(Act.ACCOUNT_ADDED, now, actor.user_id, user_id, detail={"role": user.role.key})
        audit.write(session.connection, session.space_id, added)
        log.info("account added", user=user_id, role=user.role.key)
        return user_id

    def set_password(self, name: str, password: str, *, keep_sessions: bool = False) -> int:
        """Replace a password and end every session: whoever knew the old one is out. Return how many ended.

        Devices keep what they hold, and sign in again with the new password.

        Raises:
            AccountUnknown: There is no such account.
            WeakPassword: Too easy to guess.
        """
        check_password(name, password)
        password_hash = self._passwords.hash(password)
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            account = _known(session, name)
            account.password_hash, account.password_at, account.temporary_until = password_hash, self._clock(), None
            ended = 0 if keep_sessions else queries.end_sessions(session, account.user_id)
            session.flush()
            self._note(connection, account, Act.PASSWORD_SET, ended=ended)
        log.info("password set", user=account.user_id, ended=ended)
        return ended

    def set_email(self, name: str, email: str) -> None:
        """Give an account another mail address, or with an empty one none: nothing is mailed to it then.

        Raises:
            AccountInvalid: It is no address.
            AccountUnknown: There is no such account.
        """
        check_email(email)
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            account = _known(session, name)
            account.email = email.strip()
            session.flush()
            self._note(connection, account, Act.ADDRESS_SET, empty=not email.strip())
        log.info("address set", user=account.user_id, empty=not email.strip())

    def set_locked(self, actor: Actor, name: str, *, locked: bool) -> None:
        """Lock an account: no sign-in, no token of it is good, its card is no longer active; or unlock it.

        Raises:
            AccountUnknown: There is no such account.
            LastAdministrator: Nobody could unlock it again.
        """
        with self._database.snapshot() as connection, queries.session_on(connection) as session:
            account = _known(session, name)
        with self._database.write(account.space_id) as write, queries.session_on(write.connection) as session:
            if locked:
                _check_another_administrator(write, account)
            _known(session, name).locked = locked
            if locked:
                queries.drop_tokens(session, account.user_id)
            session.flush()
            card = write.store.get(UserCard, account.user_id)
            if card is not None:
                act(write, actor, "structure.save", Save(user_card=replace(card, active=not locked)), self._clock())
            done = Act.ACCOUNT_LOCKED if locked else Act.ACCOUNT_UNLOCKED
            self._note(write.connection, account, done, by=actor)
        log.info("account locked" if locked else "account unlocked", user=account.user_id)

    def change(self, actor: Actor, name: str, change: Change) -> None:
        """Change an account's role, stores and teams, and what it may see with them.

        Raises:
            AccountInvalid: The role needs a store.
            AccountUnknown: There is no such account.
            LastAdministrator: The role is taken from the only one.
        """
        now = self._clock()
        with self._database.snapshot() as connection, queries.session_on(connection) as session:
            account = _known(session, name)
        with self._database.write(account.space_id) as write:
            card = write.store.get(UserCard, account.user_id)
            role = change.role or (write.store.get(Role, card.role_id) if card else None)
            if card is None or role is None:
                raise AccountUnknown(f"The account {name} has lost its card: `mostrador-server check` looks closer.")
            changed = replace(
                card,
                role_id=role.id,
                store_ids=card.store_ids if change.store_ids is None else tuple(sorted(set(change.store_ids))),
                team_ids=card.team_ids if change.team_ids is None else tuple(sorted(set(change.team_ids))),
            )
            check_stores(role.key, has_store=bool(changed.store_ids))
            if role.key != ADMIN:
                _check_another_administrator(write, account)
            act(write, actor, "structure.save", Save(user_card=changed), now)
            _save_grants(write, actor, card, changed, role, now)
            self._note(write.connection, account, Act.ACCOUNT_CHANGED, by=actor, role=role.key)
        log.info("account changed", user=account.user_id, role=role.key)

    def revoke_devices(self, name: str) -> int:
        """Revoke every device of an account: each wipes its data at its next contact. Return how many.

        Raises:
            AccountUnknown: There is no such account.
        """
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            account = _known(session, name)
            count = queries.revoke_devices(session, account.user_id, self._clock())
            session.flush()
            self._note(connection, account, Act.DEVICES_REVOKED, count=count)
        log.info("devices revoked", user=account.user_id, count=count)
        return count

    def list(self, space_id: SpaceId) -> Sequence[AccountRow]:
        """Return every account of the space by name."""
        with self._database.read(space_id) as reader, queries.session_on(reader.connection) as session:
            roles = {role.id: role.key for role in reader.find(Role)}
            cards = {card.id: card for card in reader.find(UserCard)}
            return [
                AccountRow(
                    user_id=account.user_id,
                    name=account.name,
                    full_name=cards[account.user_id].name if account.user_id in cards else "",
                    role=roles.get(cards[account.user_id].role_id, "") if account.user_id in cards else "",
                    locked=account.locked,
                    devices=queries.live_devices(session, account.user_id),
                    signed_in_at=account.signed_in_at,
                )
                for account in queries.accounts(session)
                if account.space_id == space_id
            ]

    def _note(
        self, connection: Connection, account: Account, done: Act, *, by: Actor | None = None, **detail: object
    ) -> None:
        """Write down what was done to an account; nobody is named where that is whoever sits at the console."""
        entry = Entry(done, self._clock(), by.user_id if by else None, account.user_id, detail=detail)
        audit.write(connection, account.space_id, entry)

    def _add_account(
        self, session: WriteSession, user: NewUser, user_id: RecordId, password_hash: str, now: datetime
    ) -> None:
        with queries.session_on(session.connection) as private:
            if queries.account_named(private, user.name) is not None:
                raise AccountExists(f"There is an account {queries.folded(user.name)} already: choose another name.")
            private.add(
                Account(
                    user_id=user_id,
                    space_id=session.space_id,
                    name=queries.folded(user.name),
                    email=user.email.strip(),
                    password_hash=password_hash,
                    locked=False,
                    created_at=now,
                )
            )
            private.flush()


def _check(user: NewUser) -> None:
    """Raise `AccountInvalid` if what is said of the user makes no sense."""
    check_name(user.name)
    check_email(user.email)
    check_locale(user.locale)
    check_stores(user.role.key, has_store=bool(user.store_ids))


def _check_another_administrator(session: WriteSession, account: Account) -> None:
    """Raise `LastAdministrator` if the account is the only one of an active administrator."""
    roles = {role.id for role in session.store.find(Role, key=ADMIN)}
    active = {card.id for card in session.store.find(UserCard, active=True) if card.role_id in roles}
    if active == {account.user_id}:
        raise LastAdministrator(
            f"{account.name} is the last administrator: make another first, with "
            "`mostrador-server user add NAME --role admin`."
        )


def _save_grants(
    session: WriteSession, actor: Actor, before: UserCard | None, card: UserCard, role: Role, now: datetime
) -> None:
    """Let the user see the card's stores and teams, and no longer those that only the card `before` had.

    What was granted beside the card stays, and so do the rights of a team's grant while the role is the same.
    """
    there = {grant.scope: grant for grant in session.store.find(Grant, user_id=card.id)}
    # A customer asks a store, and sees nothing of it.
    shown = card if Permission.FRANCHISE_READ in role.permissions else replace(card, store_ids=())
    wanted = _scopes(shown, RIGHTS_BY_ROLE.get(role.key, (Right.FULL,)))
    for scope, rights in wanted.items():
        grant = there.get(scope)
        if grant is None:
            grant = Grant(id=fresh_id(now), user_id=card.id, scope=scope, rights=rights)
        elif before is not None and before.role_id != role.id:
            grant = replace(grant, rights=rights)
        act(session, actor, "structure.save", Save(grant=grant), now)
    for scope in _scopes(before, ()) if before is not None else ():
        if scope not in wanted and scope in there:
            session.store.delete(there[scope])


def _scopes(card: UserCard, rights: tuple[Right, ...]) -> dict[Scope, tuple[str, ...]]:
    stores: dict[Scope, tuple[str, ...]] = {store_scope(store_id): () for store_id in card.store_ids}
    return stores | {team_scope(team_id): tuple(sorted(map(str, rights))) for team_id in card.team_ids}


def _known(session: OrmSession, name: str) -> Account:
    account = queries.account_named(session, name)
    if account is None:
        raise AccountUnknown(f"There is no account {name}: `mostrador-server user list` shows them.")
    return account
