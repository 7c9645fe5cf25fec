"""Who asks is looked up for many requests at once, and each is answered for itself, from a look after it came."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

from starlette.requests import HTTPConnection

from domain.ids import RecordId, SpaceId
from server.authentication import Admission, AuthenticatedUser
from server.db.errors import StorageBusy
from server.errors import Refused, unauthorized
from server.replication.reception import LOOKS_AT_ONCE, Reception


def asked_by(name: str) -> HTTPConnection:
    """A request of somebody's."""
    return HTTPConnection({"type": "http", "headers": [(b"authorization", name.encode())]})


class Book:
    """Knows everybody but strangers, and how often it was looked into."""

    def __init__(self) -> None:
        self.looks: list[int] = []
        self.open = threading.Event()
        self.open.set()
        self.busy = False

    def admit_all(self, requests: Sequence[HTTPConnection]) -> list[Admission]:
        """Look everybody up."""
        self.looks.append(len(requests))
        assert self.open.wait(10)
        if self.busy:
            raise StorageBusy
        return [self._admit(request.headers["authorization"]) for request in requests]

    def _admit(self, name: str) -> Admission:
        if name == "stranger":
            return unauthorized()
        return AuthenticatedUser(user_id=RecordId(name), space_id=SpaceId("space"), device_id=RecordId(name))


def test_requests_that_come_during_a_look_share_the_next() -> None:
    book = Book()

    async def crowd() -> list[AuthenticatedUser | BaseException]:
        reception = Reception(book.admit_all)
        book.open.clear()
        first = [asyncio.ensure_future(reception.admit(asked_by(f"first {n}"))) for n in range(LOOKS_AT_ONCE)]
        while len(book.looks) < 1:
            await asyncio.sleep(0.01)
        names = ["stranger" if n % 5 == 0 else f"guest {n}" for n in range(50)]
        later = [asyncio.ensure_future(reception.admit(asked_by(name))) for name in names]
        await asyncio.sleep(0.05)
        book.open.set()
        await asyncio.gather(*first)
        return await asyncio.gather(*later, return_exceptions=True)

    told = asyncio.run(crowd())

    assert len(book.looks) <= 2 + LOOKS_AT_ONCE
    for number, answer in enumerate(told):
        if number % 5 == 0:
            assert isinstance(answer, Refused)
        else:
            assert isinstance(answer, AuthenticatedUser)
            assert answer.user_id == f"guest {number}"


def test_a_look_that_fails_fails_for_those_in_it_and_nobody_after() -> None:
    book = Book()

    async def crowd() -> tuple[list[AuthenticatedUser | BaseException], AuthenticatedUser]:
        reception = Reception(book.admit_all)
        book.busy = True
        failed = await asyncio.gather(*(reception.admit(asked_by("ana")) for _ in range(3)), return_exceptions=True)
        book.busy = False
        return failed, await reception.admit(asked_by("ana"))

    failed, admitted = asyncio.run(crowd())
    assert all(isinstance(each, StorageBusy) for each in failed)
    assert admitted.user_id == "ana"
