"""Access and refresh tokens as the server's accounts give them out, without passwords and without a database."""

from __future__ import annotations

from http import HTTPStatus

from domain.ids import RecordId, SpaceId
from server.authentication import AuthenticatedUser
from server.errors import Refused, unauthorized
from sync.protocol.accounts import Refresh, Session
from sync.protocol.push import Refusal, RefusalCode


class TokenOffice:
    """Rotating tokens: a refresh token works until its successor has been used once."""

    def __init__(self, space_id: SpaceId, ttl_s: float) -> None:
        self._space_id = space_id
        self._ttl_s = ttl_s
        self._count = 0
        self._access: dict[str, tuple[RecordId, RecordId, float]] = {}
        self._refresh: dict[str, tuple[RecordId, RecordId, str | None]] = {}
        """Token to user, device, and the token it was given out for."""

    def sign_in(self, user_id: RecordId, device: RecordId, now_s: float) -> Session:
        """Open a session."""
        return self._issue(user_id, device, None, now_s)

    def _issue(self, user_id: RecordId, device: RecordId, parent: str | None, now_s: float) -> Session:
        self._count += 1
        access, refresh = f"a{self._count}", f"r{self._count}"
        self._access[access] = (user_id, device, now_s + self._ttl_s)
        self._refresh[refresh] = (user_id, device, parent)
        return Session(
            access_token=access,
            refresh_token=refresh,
            access_ttl_s=self._ttl_s,
            user_id=user_id,
            space_id=self._space_id,
            user_name="",
            locale="en",
        )

    def refresh(self, request: Refresh, now_s: float) -> Session:
        """Change a refresh token.

        Raises:
            Refused: 401, it is used up.
        """
        known = self._refresh.get(request.refresh_token)
        if known is None or known[1] != request.device:
            raise used_up()
        user_id, device, parent = known
        if parent is not None:
            # Its use proves that it arrived: the one before, and that one's other successors, are used up.
            self._refresh.pop(parent, None)
            for token, (_, _, origin) in list(self._refresh.items()):
                if origin == parent and token != request.refresh_token:
                    del self._refresh[token]
            self._refresh[request.refresh_token] = (user_id, device, None)
        return self._issue(user_id, device, request.refresh_token, now_s)

    def user(self, token: str, now_s: float) -> AuthenticatedUser:
        """Return whom an access token belongs to.

        Raises:
            Refused: 401, it is none or has run out.
        """
        user_id, device, until_s = self._access.get(token, (RecordId(""), RecordId(""), 0.0))
        if until_s <= now_s:
            raise unauthorized()
        return AuthenticatedUser(
            user_id=user_id, space_id=self._space_id, device_id=device, token_ttl_s=until_s - now_s
        )

    def expire(self, token: str) -> None:
        """Let an access token run out at once."""
        self._access.pop(token, None)


def used_up() -> Refused:
    """Return the refusal of a refresh token that is used up."""
    return Refused(HTTPStatus.UNAUTHORIZED, Refusal(code=RefusalCode.BAD_CREDENTIALS, message="sign in again"))
