"""Every statement over the accounts' tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.orm import Session as OrmSession

from domain.ids import RecordId, SpaceId
from server.accounts.tables import AccessToken, Account, Device


def folded(name: str) -> str:
    """Return the form in which sign-in names are stored and compared."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def session_on(connection: Connection) -> OrmSession:
    """Return a session inside the transaction of `connection`; flush it, the connection's owner commits."""
    return OrmSession(bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False)


def account_named(session: OrmSession, name: str) -> Account | None:
    return session.scalar(select(Account).where(Account.name == folded(name)))


def accounts_of_addresses(session: OrmSession, space_id: SpaceId, addresses: Collection[str]) -> dict[str, Account]:
    """Return the accounts of the space that have one of those mail addresses, by address in lower case.

    Of several that have one, the oldest.
    """
    if not addresses:
        return {}
    having = select(Account).where(Account.space_id == space_id, func.lower(Account.email).in_(sorted(addresses)))
    found = session.scalars(having.order_by(Account.created_at.desc(), Account.user_id.desc()))
    return {account.email.lower(): account for account in found}


def account_of(session: OrmSession, user_id: RecordId, *, lock: bool = False) -> Account | None:
    """Return somebody's account; with `lock` nobody else changes it before this transaction ends."""
    return session.get(Account, user_id, with_for_update=True if lock else None)


def accounts_meant(session: OrmSession, space_id: SpaceId, asked: str) -> list[Account]:
    """Return the account of that folded name or, if there is none, those with that mail address."""
    here = select(Account).where(Account.space_id == space_id)
    named = session.scalars(here.where(Account.name == asked)).all()
    mailed = session.scalars(here.where(func.lower(Account.email) == asked).order_by(Account.name)).all()
    return list(named or mailed)


def accounts(session: OrmSession) -> Sequence[Account]:
    return session.scalars(select(Account).order_by(Account.name)).all()


def device_of_family(session: OrmSession, family_hash: str) -> Device | None:
    """Return the device, locked against a second refresh at the same time."""
    return session.scalar(select(Device).where(Device.family_hash == family_hash).with_for_update())


def device(session: OrmSession, user_id: RecordId, device_id: RecordId) -> Device | None:
    return session.get(Device, (user_id, device_id), with_for_update=True)


def live_devices(session: OrmSession, user_id: RecordId) -> int:
    counting = select(func.count()).select_from(Device).where(Device.user_id == user_id, Device.revoked_at.is_(None))
    return session.scalar(counting) or 0


def revoke_devices(session: OrmSession, user_id: RecordId, now: datetime) -> int:
    """Revoke every device of a user; return how many that were."""
    count = live_devices(session, user_id)
    session.execute(update(Device).where(Device.user_id == user_id, Device.revoked_at.is_(None)).values(revoked_at=now))
    return count


def end_sessions(session: OrmSession, user_id: RecordId) -> int:
    """End every session of a user, return how many there were; revoked devices stay revoked."""
    drop_tokens(session, user_id)
    count = live_devices(session, user_id)
    session.execute(delete(Device).where(Device.user_id == user_id, Device.revoked_at.is_(None)))
    return count


def drop_expired_tokens(session: OrmSession, user_id: RecordId, device_id: RecordId, now: datetime) -> None:
    mine = (AccessToken.user_id == user_id, AccessToken.device_id == device_id)
    session.execute(delete(AccessToken).where(*mine, AccessToken.expires_at <= now))


def drop_tokens(session: OrmSession, user_id: RecordId, device_id: RecordId | None = None) -> None:
    """Forget the access tokens of a device, or of all of a user's."""
    matching = [AccessToken.user_id == user_id]
    if device_id is not None:
        matching.append(AccessToken.device_id == device_id)
    session.execute(delete(AccessToken).where(*matching))


BEARERS = (
    select(
        AccessToken.digest,
        AccessToken.user_id,
        AccessToken.device_id,
        AccessToken.expires_at,
        Account.space_id,
        Account.locked,
        Device.revoked_at,
    )
    .join(Device, (Device.user_id == AccessToken.user_id) & (Device.id == AccessToken.device_id))
    .join(Account, Account.user_id == AccessToken.user_id)
    .where(AccessToken.digest.in_(bindparam("digests", expanding=True)))
)
"""All that is to be known of the bearer of an access token, in one look-up by its digest; composed once, as every
request asks it."""
