"""What every end-to-end test starts from: furnished once a session, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.embedded import set_up
from demo.server_process import free_port
from desktop.shell import names
from tests.e2e.house import AGENT, ONLINE, OWNER, SOON_S, Furnished, House

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is end to end."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the folder of a server, `server`, in which the sample franchise is; to be copied, not used."""
    folder = tmp_path_factory.mktemp("sample")
    set_up(folder / "server")
    return folder


@pytest.fixture(scope="session")
def furnished(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A server with the sample franchise, and homes in which its people have signed in before."""
    folder = tmp_path_factory.mktemp("furnished")
    house = House(Furnished(sample, free_port()), folder / "first")
    try:
        house.server.start()
        clients = {account: house.sit_down(account) for account in (OWNER, AGENT)}
        for account, client in clients.items():
            house.sign_in(client, account)
        for client in clients.values():
            client.see(ONLINE, names.RAIL_LINE, within_s=SOON_S)
            client.click(names.RAIL_KNOWLEDGE)
            client.type(names.KNOWLEDGE_FIELD, "contactless declined")
            client.see("Contactless declined, code 05", names.KNOWLEDGE_HITS, within_s=SOON_S)
    finally:
        house.close()
    return Furnished(folder / "first", house.server.port)


@pytest.fixture
def house(furnished: Furnished, tmp_path: Path) -> Iterator[House]:
    """A running server; clients sit down as the test says."""
    place = House(furnished, tmp_path / "house")
    place.server.start()
    try:
        yield place
    finally:
        place.close()
        place.show_logs()
