"""Sign-in: a password once, then device-bound rotating tokens."""

from __future__ import annotations

import msgspec

from domain.ids import RecordId, SpaceId


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """Open a session of `device`.

    Attributes:
        device: A random id that the client makes for a profile, and anew whenever the server has ended the session: a
            copy of the profile may hold the old one, and two sessions of one device would end each other for ever.
    """

    account: str
    password: str
    device: RecordId
    device_name: str = ""
    new_password: str = ""
    """In place of a temporary one, which opens nothing else."""


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """Change the refresh token for a new pair. The old one works until the new one has been used once."""

    refresh_token: str
    device: RecordId


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """An open session.

    Attributes:
        device: Whose session it is; empty in one that an older build has kept.
        contact_days: For how many days the device may open its data without having spoken with the server; 0 leaves it
            to the device, which may ask for its owner sooner in any case.
        recovery: A secret of the user's that only the server keeps: the client wraps the key of what it stores by it,
            too, so that whoever is let in after the password was lost gets back what waits there. Empty from an older
            server.
        permissions: What the user's role allows (`domain.words.Permission` values): a client looks as it will from the
            beginning, before its first page has come.
    """

    access_token: str
    refresh_token: str
    access_ttl_s: float
    user_id: RecordId
    space_id: SpaceId
    user_name: str
    locale: str
    device: RecordId = RecordId("")
    contact_days: int = 0
    recovery: str = ""
    permissions: tuple[str, ...] = ()


class AskReset(msgspec.Struct, frozen=True, kw_only=True):
    """Have a link sent that sets a new password, to the account of that name or mail address."""

    account: str


class ResetAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody hears who asks: if there is such an account, a link is on its way, good for so long."""

    good_for_s: float
