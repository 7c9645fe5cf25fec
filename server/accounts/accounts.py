"""Signing in and out, and finding out who makes a request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import structlog
from sqlalchemy import Row
from sqlalchemy.orm import Session as OrmSession
from starlette.requests import HTTPConnection

from domain.ids import RecordId, SpaceId, is_record_id
from domain.records import Role, UserCard
from server.accounts import letters, queries
from server.accounts.errors import WeakPassword
from server.accounts.passwords import Passwords, check_password
from server.accounts.tables import AccessToken, Account, Device, LetterKind
from server.accounts.throttle import Throttle
from server.accounts.tokens import RefreshToken, digest, new_refresh_token, new_secret, parse_refresh_token
from server.audit import log as audit
from server.audit.log import Entry
from server.audit.tables import Act
from server.authentication import Admission, AuthenticatedUser
from server.db.database import Database, utc_now
from server.errors import Refused, forbidden, malformed, unauthorized
from server.signing import Signer
from sync.protocol.accounts import Refresh, Session, SignIn
from sync.protocol.push import Refusal, RefusalCode

ACCESS_TTL_S = 900.0
DEVICE_NAME_LONGEST = 80
RECOVERY = "recovery"
log = structlog.get_logger("server.accounts")


class Accounts:
    """The doors of the server. For any thread.

    Args:
        database: Where accounts, devices and tokens are.
        access_ttl_s: How long an access token is valid.
        passwords: Hashes them.
        throttle: Counts attempts.
        clock: Tells the time.
        on_ended: Told of the user after a session of theirs has ended here.
        signer: Keeps what only the server knows of each user; without it clients get nothing to recover keys by.
    """

    def __init__(
        self,
        database: Database,
        *,
        access_ttl_s: float = ACCESS_TTL_S,
        contact_days: int = 0,
        passwords: Passwords | None = None,
        throttle: Throttle | None = None,
        clock: Callable[[], datetime] = utc_now,
        on_ended: Callable[[RecordId], None] = lambda _user_id: None,
        signer: Signer | None = None,
    ) -> None:
        self._database = database
        self._on_ended = on_ended
        self._access_ttl_s = access_ttl_s
        self._contact_days = contact_days
        self._passwords = passwords or Passwords()
        self._throttle = throttle or Throttle()
        self._clock = clock
        self._signer = signer

    def sign_in(self, request: SignIn, address: str) -> Session:
        """Open a session of the request's device; a revoked device is as good as new after the password.

        Raises:
            Refused: 400, 401 `bad_credentials`, whatever is wrong with them, or 429.
        """
        if not is_record_id(request.device):
            raise malformed("`device` is not an id")
        name = queries.folded(request.account)
        self._throttle.check(name, address)
        with self._database.snapshot() as connection, queries.session_on(connection) as session:
            account = queries.account_named(session, name)
        stored = account.password_hash if account and not account.locked else None
        if not self._passwords.is_right(stored, request.password) or account is None:
            self._throttle.failed(address)
            log.info("sign-in refused", user=account.user_id if account else None)
            raise _bad_credentials()
        if account.temporary_until is not None:
            return self._begin(account, request, name, address)
        self._throttle.succeeded(name, address)
        return self._open(account, request)

    def _begin(self, account: Account, request: SignIn, name: str, address: str) -> Session:
        """Open a session of an account whose password somebody else has set, once another one is chosen.

        Raises:
            Refused: 401 if it is over by now, 403 without another one, 400 with one that is easy to guess.
        """
        now = self._clock()
        if account.temporary_until is None or now >= account.temporary_until:
            self._throttle.failed(address)
            raise _bad_credentials()
        chosen = request.new_password
        if not chosen or chosen == request.password:
            raise forbidden("choose a password of your own", RefusalCode.NEW_PASSWORD_NEEDED)
        try:
            check_password(account.name, chosen)
        except WeakPassword as error:
            refusal = Refusal(code=RefusalCode.WEAK_PASSWORD, message=str(error))
            raise Refused(HTTPStatus.BAD_REQUEST, refusal) from error
        password_hash = self._passwords.hash(chosen)
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            present = queries.account_of(session, account.user_id, lock=True)
            if present is None or present.locked or present.password_hash != account.password_hash:
                raise _bad_credentials()
            present.password_hash, present.password_at, present.temporary_until = password_hash, now, None
            session.flush()
            audit.write(connection, present.space_id, Entry(Act.PASSWORD_CHANGED, now, None, present.user_id))
            letters.put(connection, present.space_id, LetterKind.CHANGED, now, user_id=present.user_id)
        self._throttle.succeeded(name, address)
        log.info("temporary password replaced", user=account.user_id)
        return self._open(present, request)

    def _open(self, account: Account, request: SignIn) -> Session:
        """Open a session for whoever has proved who they are."""
        token, new_hash = new_refresh_token(), ""
        if not request.new_password and self._passwords.is_outdated(account.password_hash):
            new_hash = self._passwords.hash(request.password)
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            self._open_device(session, account, request, token, new_hash)
            access = self._new_access_token(session, account.user_id, request.device)
            session.flush()
        log.info("signed in", user=account.user_id, device=request.device)
        return self._session(account, request.device, access, token)

    def refresh(self, request: Refresh) -> Session:
        """Change a refresh token for a new pair.

        Raises:
            Refused: 401 `bad_credentials`: also if the token was used before. Then somebody has a copy, or a backup
                of the PC was restored: the session ends for both, and the password opens a new one. 403
                `device_revoked` is an administrator's word alone: it wipes what the device holds.
        """
        token = parse_refresh_token(request.refresh_token)
        refused: Refused | None = None
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            device = queries.device_of_family(session, digest(token.family))
            if device is None or device.id != request.device:
                raise _bad_credentials()
            account = queries.account_of(session, device.user_id)
            if device.revoked_at is not None:
                raise _revoked()
            if account is None or account.locked:
                raise _bad_credentials()
            used = digest(token.secret)
            if used not in {device.refresh_hash, device.previous_hash}:
                self._end(session, device)
                refused = _bad_credentials()
            following, access = token.next(), ""
            if refused is None:
                # The token before stays good until its successor is used: the answer may be lost on its way.
                device.previous_hash, device.refresh_hash = used, digest(following.secret)
                device.refreshed_at = self._clock()
                access = self._new_access_token(session, device.user_id, device.id)
            session.flush()
        if refused is not None:
            self._on_ended(account.user_id)
            log.warning("refresh token used twice, session ended", user=account.user_id, device=request.device)
            raise refused
        return self._session(account, request.device, access, following)

    def sign_out(self, user: AuthenticatedUser) -> None:
        """End the session of a device: its tokens are worth nothing from now on."""
        with self._database.transaction() as connection, queries.session_on(connection) as session:
            device = queries.device(session, user.user_id, user.device_id)
            if device is not None:
                self._end(session, device)
            session.flush()
        self._on_ended(user.user_id)
        log.info("signed out", user=user.user_id, device=user.device_id)

    def authenticate(self, request: HTTPConnection) -> AuthenticatedUser:
        """Implement `server.authentication.Authenticate`."""
        admission = self.authenticate_all([request])[0]
        if isinstance(admission, Refused):
            raise admission
        return admission

    def authenticate_all(self, requests: Sequence[HTTPConnection]) -> list[Admission]:
        """Find out who makes each of the requests, with one look at the database."""
        digests = [_token_digest(request) for request in requests]
        wanted = list({one for one in digests if one})
        rows: dict[str, Row[Any]] = {}
        if wanted:
            with self._database.snapshot() as connection:
                found: Any = connection.execute(queries.BEARERS, {"digests": wanted}).all()
            rows = {row.digest: row for row in found}
        now = self._clock()
        return [_admission(rows.get(one), now) if one else unauthorized() for one in digests]

    def _open_device(
        self, session: OrmSession, account: Account, request: SignIn, token: RefreshToken, new_hash: str
    ) -> None:
        now = self._clock()
        device = queries.device(session, account.user_id, request.device)
        if device is None:
            device = Device(user_id=account.user_id, id=request.device, created_at=now)
            session.add(device)
        else:
            queries.drop_tokens(session, account.user_id, request.device)
        device.name = request.device_name.strip()[:DEVICE_NAME_LONGEST].replace("\0", "")
        device.family_hash, device.refresh_hash, device.previous_hash = digest(token.family), digest(token.secret), ""
        device.revoked_at, device.refreshed_at = None, now
        present = queries.account_of(session, account.user_id)
        if present is not None:
            present.signed_in_at = now
            present.password_hash = new_hash or present.password_hash
        session.flush()  # the token's row refers to the device's

    def _new_access_token(self, session: OrmSession, user_id: RecordId, device_id: RecordId) -> str:
        now, token = self._clock(), new_secret()
        queries.drop_expired_tokens(session, user_id, device_id, now)
        expires_at = now + timedelta(seconds=self._access_ttl_s)
        session.add(AccessToken(digest=digest(token), user_id=user_id, device_id=device_id, expires_at=expires_at))
        return token

    def _end(self, session: OrmSession, device: Device) -> None:
        """End a device's session: no token of it is worth anything from now on."""
        queries.drop_tokens(session, device.user_id, device.id)
        session.delete(device)

    def _session(self, account: Account, device_id: RecordId, access: str, refresh: RefreshToken) -> Session:
        with self._database.read(account.space_id) as reader:
            card = reader.get(UserCard, account.user_id)
            role = reader.get(Role, card.role_id) if card else None
        return Session(
            access_token=access,
            refresh_token=refresh.text(),
            access_ttl_s=self._access_ttl_s,
            user_id=account.user_id,
            space_id=account.space_id,
            user_name=card.name if card else account.name,
            locale=card.locale if card else "en",
            device=device_id,
            contact_days=self._contact_days,
            recovery=self._signer.secret(RECOVERY, account.user_id).hex() if self._signer else "",
            permissions=tuple(role.permissions) if role else (),
        )


def _token_digest(request: HTTPConnection) -> str:
    """Return the digest of the token that a request bears; empty if it bears none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return digest(token.strip()) if scheme.lower() == "bearer" and token else ""


def _admission(row: Row[Any] | None, now: datetime) -> Admission:
    if row is None:
        return unauthorized("the access token is not valid")
    if row.revoked_at is not None:
        return _revoked()
    left_s = (row.expires_at - now).total_seconds()
    if left_s <= 0 or row.locked:
        return unauthorized("the access token has expired")
    return AuthenticatedUser(
        user_id=row.user_id, space_id=SpaceId(row.space_id), device_id=row.device_id, token_ttl_s=left_s
    )


def _bad_credentials() -> Refused:
    """Return the one answer to every sign-in that fails."""
    refusal = Refusal(code=RefusalCode.BAD_CREDENTIALS, message="account or password is not right")
    return Refused(HTTPStatus.UNAUTHORIZED, refusal)


def _revoked() -> Refused:
    return forbidden("this device is no longer allowed", RefusalCode.DEVICE_REVOKED)
