"""A server, a replica, a ticket: what most tests of the replica begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.ids import RecordId
from tests.support.franchise import named
from tests.sync.replica.model import ModelClient, ModelServer


@pytest.fixture
def server() -> ModelServer:
    """A server with the small franchise."""
    return ModelServer()


@pytest.fixture
def ticket_id(server: ModelServer) -> RecordId:
    """A ticket of Sam's in the queue of support."""
    return file_ticket(server)


@pytest.fixture
def client_of(server: ModelServer, ticket_id: RecordId, tmp_path: Path) -> Iterator[Callable[[str], ModelClient]]:
    """Opens the replica of somebody, caught up."""
    clients: list[ModelClient] = []

    def open_client(name: str) -> ModelClient:
        folder = tmp_path / name
        folder.mkdir()
        client = ModelClient(server, name, folder)
        clients.append(client)
        client.catch_up()
        return client

    yield open_client
    for client in clients:
        client.close()


@pytest.fixture
def ana(client_of: Callable[[str], ModelClient]) -> ModelClient:
    """Ana's replica, an agent of support."""
    return client_of("ana")


def file_ticket(server: ModelServer, name: str = "sam", **further: object) -> RecordId:
    """File a ticket online."""
    ticket_id = server.franchise.id()
    args: dict[str, object] = {
        "ticket_id": ticket_id,
        "message_id": server.franchise.id(),
        "title": "Caja 2 bloqueada",
        "body": "Muestra un reloj y nada más.",
        "space_id": named("space"),
        "store_id": named("triana"),
    }
    server.act(name, "ticket.create", **args | further)
    return ticket_id
