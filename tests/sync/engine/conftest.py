"""A desk with a ticket in its queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.ids import RecordId
from tests.sync.engine.desk import Desk
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer


@pytest.fixture
def server() -> ModelServer:
    """A server with the small franchise."""
    return ModelServer()


@pytest.fixture
def ticket_id(server: ModelServer) -> RecordId:
    """A ticket in the queue of support."""
    return file_ticket(server)


@pytest.fixture
def desk(server: ModelServer, ticket_id: RecordId, tmp_path: Path) -> Iterator[Desk]:
    """Ana's desk, not started."""
    desk = Desk(server, tmp_path)
    yield desk
    desk.client.close()
