"""A counter PC for tests of signing in: a server on the wire whose password can change, and a keyring that can lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keyring
import keyring.backend
import keyring.errors
from msgspec.structs import replace

from sync.engine.events import Refused
from sync.protocol.accounts import AskReset, ResetAsked, SignIn
from sync.protocol.codec import decode
from sync.protocol.push import Refusal
from tests.sync.engine.desk import session
from tests.sync.engine.http_server import WireServer
from tests.sync.replica.model import ModelServer


class Office(WireServer):
    """Knows Ana by `password`, which an administrator may set.

    Attributes:
        recovery: The secret that it keeps for her; empty if it is of before there was one.
        temporary: Whether her password only lets her choose another one.
        wishes: Who asked for a link that sets a new password.
    """

    password = "secret"  # noqa: S105 - a test's own
    recovery = ""
    temporary = False

    def __init__(self, model: ModelServer) -> None:
        super().__init__(model)
        self.wishes: list[str] = []

    def answer(self, path: str, body: bytes, token: str) -> Any:
        """Override WireServer.answer."""
        if path == "/auth/v1/sign-in":
            asked = decode(body, SignIn)
            if asked.password != self.password:
                return Refused(401, Refusal(code="bad_credentials"))
            if self.temporary and not asked.new_password:
                return Refused(403, Refusal(code="new_password_needed"))
            if self.temporary:
                self.password, self.temporary = asked.new_password, False
            return replace(session(self.token), recovery=self.recovery)
        if path == "/auth/v1/reset":
            self.wishes.append(decode(body, AskReset).account)
            return ResetAsked(good_for_s=3600.0)
        return super().answer(path, body, token)


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory, which gives nothing out while it is locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[str, str] = {}
        self.locked = False

    def _open(self) -> dict[str, str]:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")
        return self.kept

    def get_password(self, service: str, username: str) -> str | None:
        """Give it out."""
        return self._open().get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._open()[username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        if self._open().pop(username, None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


@contextmanager
def office_of(model: ModelServer) -> Iterator[Office]:
    """An office at work."""
    office = Office(model)
    try:
        yield office
    finally:
        office.close()


@contextmanager
def ring_in_use() -> Iterator[Ring]:
    """A keyring in place of the system's."""
    before = keyring.get_keyring()
    ring = Ring()
    keyring.set_keyring(ring)
    try:
        yield ring
    finally:
        keyring.set_keyring(before)
