"""The session's tokens: refreshed in time, once at a time; a refused refresh asks the user, and loses nothing."""

from __future__ import annotations

from domain.ids import RecordId
from sync.engine.backoff import Backoff
from sync.engine.effects import SendRefresh, Wipe
from sync.engine.events import Failed, RefreshAnswered, Refused
from sync.engine.ports import Surroundings
from sync.protocol.accounts import Refresh, Session
from sync.protocol.push import RefusalCode

REFRESH_AT = 0.8
"""Part of a token's life after which the next one is fetched."""


class Tokens:
    """Phase: keeping a token that works."""

    def __init__(self, around: Surroundings, session: Session | None, device: RecordId) -> None:
        self._around = around
        self._session = session
        self._device = device
        self._backoff = Backoff(around.noise)
        self._in_flight: int | None = None
        self._refused = False
        """The access token was refused: nothing is sent until there is another."""
        self._refresh_at_s: float | None = None
        self.revoked = False

    @property
    def signed_in(self) -> bool:
        """Whether there is a session to work with."""
        return self._session is not None and not self.revoked

    @property
    def _device_id(self) -> RecordId:
        return self._session.device if self._session and self._session.device else self._device

    def token(self) -> str | None:
        """Return the access token, or None while there is none that works."""
        if self._session is None or self._refused or self.revoked:
            return None
        return self._session.access_token

    def drive(self) -> None:
        """Refresh if it is time."""
        now_s = self._around.clock_s()
        due = self._refused or (self._refresh_at_s is not None and now_s >= self._refresh_at_s)
        if due and self.signed_in and self._session and self._in_flight is None and self._backoff.ready(now_s):
            self._in_flight = self._around.number()
            request = Refresh(refresh_token=self._session.refresh_token, device=self._device_id)
            self._around.effects.append(SendRefresh(self._in_flight, request))

    def wakes_at_s(self) -> float | None:
        """Return when `drive` has something to do."""
        if not self.signed_in or self._in_flight is not None:
            return None
        if self._refused:
            return self._backoff.until_s
        return None if self._refresh_at_s is None else max(self._refresh_at_s, self._backoff.until_s)

    def signed(self, session: Session) -> None:
        """Work with a new session."""
        self._around.store.keep_session(session)
        self._session = session
        self._refused = self.revoked = False
        self._in_flight = None
        self._backoff.until_s = 0.0
        self.lives_for(session.access_ttl_s)

    def worked(self) -> None:
        """The server has accepted the token."""
        if not self._refused:
            self._backoff.succeed()

    def lives_for(self, ttl_s: float) -> None:
        """Note how long the access token still lives, as the server says."""
        self._refresh_at_s = self._around.clock_s() + ttl_s * REFRESH_AT

    def answered(self, event: RefreshAnswered) -> None:
        """Take the new pair, try again later, or ask the user to sign in."""
        if event.number != self._in_flight:
            return
        self._in_flight = None
        now_s = self._around.clock_s()
        match event.answer:
            case Session() as session if session.device not in {"", self._device_id}:
                # An answer to somebody else, or to this device under an earlier name, is no answer.
                self._backoff.fail(now_s)
            case Session() as session:
                again = self._refused
                self.signed(session)
                if again:
                    # Should the new token be refused as well, the next refresh waits: no loop of refreshes.
                    self._backoff.fail(now_s)
            case Refused(refusal=refusal) if refusal.code == RefusalCode.DEVICE_REVOKED:
                self.revoke()
            case Refused(refusal=refusal) if refusal.code in {RefusalCode.BAD_CREDENTIALS, RefusalCode.UNAUTHORIZED}:
                self._session = None
            case Refused(retry_after_s=floor_s):
                self._backoff.fail(now_s, floor_s=floor_s)
            case Failed():
                self._backoff.fail(now_s)

    def refuse(self, token: str, answer: Refused) -> bool:
        """Take note if an answer is about the token or the device; tell whether it is.

        One that is about a token of before changes nothing: whoever has signed in anew may be another device, and
        asks again with the token of now.
        """
        code = answer.refusal.code
        if code not in {RefusalCode.DEVICE_REVOKED, RefusalCode.UNAUTHORIZED}:
            return False
        if self._session is not None and token == self._session.access_token:
            if code == RefusalCode.DEVICE_REVOKED:
                self.revoke()
            else:
                self._refused = True
        return True

    def revoke(self) -> None:
        """The device may no longer have any of it."""
        if not self.revoked:
            self.revoked = True
            self._around.effects.append(Wipe())
