"""A client under load, without a cache: pushes numbered batches until every one of them has been answered."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import requests

from domain.ids import RecordId, new_id
from domain.records import time_text
from server.db.database import utc_now
from sync.protocol.accounts import Session
from sync.protocol.codec import decode, encode
from sync.protocol.push import MutationEnvelope, Outcome, PushReply, PushRequest
from tests.support.world import EPOCH, World

GIVE_UP_S = 120.0
"""Without any answer for so long a writer is stuck."""
BATCH_MOST = 40


@dataclass
class Writer:
    """One client: files tickets and answers them.

    Attributes:
        messages: Ticket to its messages that the server has taken.
        resent: How many pushes went out more than once.
    """

    url: str
    session: Session
    world: World
    noise: random.Random
    messages: dict[RecordId, list[RecordId]] = field(default_factory=dict)
    resent: int = 0
    failure: str = ""

    def __post_init__(self) -> None:
        self.client = new_id(utc_now(), self.noise.randbytes)
        self._n = 0

    def work(self, tickets: int, stop: threading.Event) -> None:
        """File `tickets` tickets, each with an answer or two; on a thread of its own."""
        filed = 0
        try:
            with requests.Session() as connection:
                while filed < tickets and not stop.is_set():
                    batch = min(self.noise.randint(1, BATCH_MOST // 2), tickets - filed)
                    self._push(connection, [one for _ in range(batch) for one in self._ticket()])
                    filed += batch
        except AssertionError as error:
            self.failure = str(error)
            stop.set()

    def _ticket(self) -> list[MutationEnvelope]:
        ticket_id, first = self._id(), self._id()
        self.messages[ticket_id] = [first]
        filing = self._envelope(
            "ticket.create",
            ticket_id=ticket_id,
            message_id=first,
            title="The till is stuck",
            body="It shows an hourglass.",
            space_id=self.world.space_id,
            store_id=self.world.ids["centro"],
        )
        if self.noise.random() < 0.5:
            return [filing]
        following = self._id()
        self.messages[ticket_id].append(following)
        return [filing, self._envelope("ticket.reply", ticket_id=ticket_id, message_id=following, body="Still so.")]

    def _envelope(self, name: str, **args: Any) -> MutationEnvelope:
        self._n += 1
        return MutationEnvelope(n=self._n, id=self._id(), name=name, v=1, at=time_text(utc_now()), args=args)

    def _push(self, connection: requests.Session, mutations: list[MutationEnvelope]) -> None:
        """Push until each of them has its answer, as a client does after a broken line."""
        give_up_s = time.monotonic() + GIVE_UP_S
        pause_s = 0.05
        while mutations:
            body = encode(PushRequest(client=self.client, epoch=EPOCH, schema=1, mutations=tuple(mutations)))
            headers = {"authorization": f"Bearer {self.session.access_token}"}
            try:
                answer = connection.post(f"{self.url}/sync/v1/push", data=body, headers=headers, timeout=(5, 30))
            except requests.RequestException:
                answer = None
            if answer is None or answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
                assert time.monotonic() < give_up_s, "no answer for two minutes"
                self.resent += 1
                time.sleep(pause_s * self.noise.random())
                pause_s = min(1.0, pause_s * 2)
                continue
            assert answer.status_code == HTTPStatus.OK, f"{answer.status_code} {answer.text[:200]}"
            results = decode(answer.content, PushReply).results
            assert results, "an answer without results"
            assert all(one.outcome in {Outcome.OK, Outcome.DUPLICATE} for one in results), results
            mutations = mutations[len(results) :]
            give_up_s = time.monotonic() + GIVE_UP_S

    def _id(self) -> RecordId:
        return new_id(utc_now(), self.noise.randbytes)
