"""Sign-in: a password once, then device-bound rotating tokens."""

from __future__ import annotations

import msgspec

from domain.ids import RecordId, SpaceId


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """Open a session of `device`, a random id the client makes once per profile."""

    account: str
    password: str
    device: RecordId
    device_name: str = ""


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """Change the refresh token for a new pair. The old one works until the new one has been used once."""

    refresh_token: str
    device: RecordId


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """An open session."""

    access_token: str
    refresh_token: str
    access_ttl_s: float
    user_id: RecordId
    space_id: SpaceId
    user_name: str
    locale: str
