"""The page behind the link, and the routes, as the app answers them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from msgspec.structs import replace

from domain.records import Space, Ticket
from server.app import Parts, create_app
from server.commands.init import First, create_space
from server.db.database import utc_now
from server.settings import Settings
from tests.support.server import running

TIMEOUT_S = 20
ASKED = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "Marta", "store": "Store 1", "account": "admin",
    "body": "<script>alert(1)</script>\nIt is stuck", "contact": "600", "locale": "es",
}  # fmt: skip


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Parts]]:
    """A server with a franchise, at its address."""
    app = create_app(Settings(data_path=tmp_path, mail_from="Desk <desk@panes.example>"))
    parts: Parts = app.state.parts
    parts.database.create_tables()
    space_id = create_space(parts.database, First(password="correct horse"), utc_now())  # noqa: S106 - a test's own
    with parts.database.write(space_id) as session:
        (space,) = session.store.find(Space)
        session.store.put(replace(space, phone="900 100 200"))
    with running(app) as server:
        yield server.address(), parts


def post(url: str, body: dict[str, Any]) -> requests.Response:
    return requests.post(url, json=body, timeout=TIMEOUT_S)


def ask(url: str) -> dict[str, Any]:
    answer = post(f"{url}/help/v1/ask", ASKED)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, Any] = answer.json()
    return found


def tickets(parts: Parts) -> list[Ticket]:
    (space_id,) = parts.database.heads()
    with parts.database.read(space_id) as reader:
        return reader.find(Ticket)


def test_the_routes_carry_a_question_and_its_answer(served: tuple[str, Parts]) -> None:
    url, _ = served
    link = ask(url)
    thread = post(f"{url}/help/v1/follow", {"token": link["token"]}).json()
    assert (thread["number"], thread["status"], thread["goes_on"]) == (1, "new", True)
    word = {"token": link["token"], "id": "01890a5d-ac96-774b-bcce-b302099a8058", "body": "It is urgent"}
    assert [said["body"] for said in post(f"{url}/help/v1/add", word).json()["messages"]][1] == "It is urgent"
    reach = requests.get(f"{url}/help/v1/reach", timeout=TIMEOUT_S).json()
    assert reach == {"brand": "My franchise", "phone": "900 100 200", "email": "desk@panes.example"}


def test_the_page_speaks_the_askers_language_and_runs_nothing(served: tuple[str, Parts]) -> None:
    url, _ = served
    page = requests.get(f"{url}/help/{ask(url)['token']}", timeout=TIMEOUT_S)
    assert page.status_code == 200
    assert '<html lang="es">' in page.text
    assert "Tu petición n.º 1" in page.text
    assert "900 100 200" in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>It is stuck" in page.text
    assert "<script" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"


def test_looking_changes_nothing_and_the_button_adds_a_word_once(served: tuple[str, Parts]) -> None:
    url, parts = served
    address = f"{url}/help/{ask(url)['token']}"
    before = parts.database.heads()
    page = requests.get(address, timeout=TIMEOUT_S).text
    requests.head(address, timeout=TIMEOUT_S)
    assert parts.database.heads() == before
    word_id = page.split('name="id" value="')[1].split('"')[0]
    for _ in range(2):
        answer = requests.post(address, data={"id": word_id, "body": "Añado esto"}, timeout=TIMEOUT_S)
        assert answer.status_code == 200
        assert answer.history[0].status_code == 303
        assert answer.text.count("Añado esto") == 1
    assert tickets(parts)[0].message_count == 2


def test_what_is_not_taken_stands_there_again(served: tuple[str, Parts]) -> None:
    url, parts = served
    address = f"{url}/help/{ask(url)['token']}"
    answer = requests.post(address, data={"id": ASKED["id"], "body": "  "}, timeout=TIMEOUT_S)
    assert (answer.status_code, "Escribe algo primero" in answer.text) == (400, True)
    answer = requests.post(address, data={"id": "no id", "body": "Kept words"}, timeout=TIMEOUT_S)
    assert (answer.status_code, "Kept words" in answer.text) == (400, True)
    assert tickets(parts)[0].message_count == 1


def test_a_link_that_is_none_says_what_to_do_in_the_browsers_language(served: tuple[str, Parts]) -> None:
    url, parts = served
    for method in ("GET", "POST"):
        page = requests.request(
            method, f"{url}/help/x.y.z", data={"body": "x", "id": ASKED["id"]} if method == "POST" else None,
            headers={"accept-language": "es-ES,es;q=0.9"}, timeout=TIMEOUT_S,
        )  # fmt: skip
        assert (page.status_code, "Este enlace ya no sirve" in page.text) == (404, True)
    assert tickets(parts) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"token": 1}', b"null"])
def test_a_body_that_is_none_is_refused(served: tuple[str, Parts], body: bytes) -> None:
    url, _ = served
    for path in ("ask", "follow", "add"):
        answer = requests.post(f"{url}/help/v1/{path}", data=body, timeout=TIMEOUT_S)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert requests.post(f"{url}/help/v1/ask", data=b"x" * 70_000, timeout=TIMEOUT_S).status_code == 413


def test_a_form_that_is_none_is_refused(served: tuple[str, Parts]) -> None:
    url, _ = served
    address = f"{url}/help/{ask(url)['token']}"
    for body in (b"\xff\xfe", b"body=" + b"%ff", b"x&" * 400):
        assert requests.post(address, data=body, timeout=TIMEOUT_S).status_code == 400
    assert requests.post(address, data=b"body=" + b"x" * 70_000, timeout=TIMEOUT_S).status_code == 413
