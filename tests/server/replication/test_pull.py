"""Who does not speak the server's language is told which of the two is to be updated."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from server.errors import Refused
from server.replication.pull import SCHEMA_LEAST, pull
from sync.protocol.pull import SCHEMA_VERSION, PullRequest
from sync.protocol.push import RefusalCode
from tests.support.world import World


@pytest.mark.parametrize(("schema", "behind"), [(SCHEMA_VERSION + 1, "server"), (SCHEMA_LEAST - 1, "client")])
def test_a_client_of_another_language_is_told_who_is_behind(world: World, schema: int, behind: str) -> None:
    client = world.client("ana")
    with pytest.raises(Refused) as refusing:
        pull(world.database, PullRequest(client=client.client_id, schema=schema), client.user, world.now)
    refusal = refusing.value.refusal
    assert refusing.value.status == HTTPStatus.UPGRADE_REQUIRED
    assert (refusal.code, refusal.behind) == (RefusalCode.UPGRADE_REQUIRED, behind)


@pytest.mark.parametrize("schema", range(SCHEMA_LEAST, SCHEMA_VERSION + 1))
def test_every_language_from_the_least_to_todays_is_served(world: World, schema: int) -> None:
    client = world.client("ana")
    page = pull(world.database, PullRequest(client=client.client_id, schema=schema), client.user, world.now)
    assert page.cursor.seq == world.database.heads()[world.space_id]
