"""A server with one ticket, and people at screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.theme.theme import Theme
from domain.ids import RecordId
from tests.support.desk import Desk
from tests.sync.replica.conftest import file_ticket
from tests.sync.replica.model import ModelServer

SETTLE_MS = 350


@pytest.fixture
def server() -> ModelServer:
    """A server with the small franchise."""
    return ModelServer()


@pytest.fixture
def ticket_id(server: ModelServer) -> RecordId:
    """A ticket of Sam's in the queue of support."""
    return file_ticket(server)


@pytest.fixture
def desk_of(
    qtbot: QtBot, server: ModelServer, ticket_id: RecordId, theme: Theme, tmp_path: Path
) -> Iterator[Callable[[str], Desk]]:
    """Seats somebody at a screen, caught up."""
    desks: list[Desk] = []

    def seat(name: str) -> Desk:
        desks.append(Desk(server, name, tmp_path / name, theme))
        return desks[-1]

    yield seat
    # What the screens still meant to read again, they read before the cache is closed.
    qtbot.wait(SETTLE_MS)
    for desk in desks:
        desk.close()
