"""The pages of a forgotten password, as the app answers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from server.accounts.administration import Administration
from server.app import Parts, create_app
from server.commands.init import First, create_space
from server.db.database import utc_now
from server.settings import Settings
from tests.server.mail.test_a_running_server import wait_until
from tests.support.mailbox import Mailbox, texts
from tests.support.server import running

TIMEOUT_S = 20
OLD, NEW = "correct horse", "staple of seven sheds"
SPANISH = {"accept-language": "es"}


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox().open() as opened:
        yield opened


@pytest.fixture
def served(tmp_path: Path, mailbox: Mailbox) -> Iterator[tuple[str, Parts]]:
    """A server whose administrator has an address."""
    settings = Settings(
        data_path=tmp_path, smtp_url=mailbox.url, mail_from="desk@panes.example", public_url="https://desk.example/"
    )
    app = create_app(settings)
    parts: Parts = app.state.parts
    parts.database.create_tables()
    create_space(parts.database, First(password=OLD), utc_now())
    Administration(parts.database).set_email("admin", "boss@panes.example")
    with running(app) as server:
        yield server.address(), parts


def link(served: tuple[str, Parts], mailbox: Mailbox) -> str:
    """Ask for a link as the program does; where it leads on this machine."""
    url, _ = served
    answer = requests.post(f"{url}/auth/v1/reset", json={"account": "admin"}, timeout=TIMEOUT_S)
    assert (answer.status_code, answer.json()) == (200, {"good_for_s": 3600.0})
    assert wait_until(lambda: bool(mailbox.letters))
    found = re.search(r"https://desk\.example(/reset/\S+)", texts(mailbox.letters[-1])[0])
    assert found
    return url + found[1]


def signs_in(url: str, password: str) -> bool:
    body = {"account": "admin", "password": password, "device": "01890a5d-ac96-774b-bcce-b302099a8057"}
    return requests.post(f"{url}/auth/v1/sign-in", json=body, timeout=TIMEOUT_S).status_code == 200


def test_a_password_is_chosen_behind_the_link(served: tuple[str, Parts], mailbox: Mailbox) -> None:
    url, address = served[0], link(served, mailbox)
    page = requests.get(address, timeout=TIMEOUT_S)
    assert (page.status_code, "at least 8 characters" in page.text.replace("Take ", "")) == (200, True)
    assert page.headers["referrer-policy"] == "no-referrer"
    assert requests.head(address, timeout=TIMEOUT_S).status_code == 200
    assert signs_in(url, OLD)
    differ = requests.post(address, data={"password": NEW, "again": OLD}, timeout=TIMEOUT_S)
    assert (differ.status_code, "not the same" in differ.text, NEW in differ.text) == (400, True, False)
    weak = requests.post(address, data={"password": "admin123", "again": "admin123"}, timeout=TIMEOUT_S)
    assert (weak.status_code, "too easy to guess" in weak.text) == (400, True)
    done = requests.post(address, data={"password": NEW, "again": NEW}, timeout=TIMEOUT_S)
    assert (done.status_code, "is changed" in done.text) == (200, True)
    assert (signs_in(url, NEW), signs_in(url, OLD)) == (True, False)
    again = requests.post(address, data={"password": OLD, "again": OLD}, headers=SPANISH, timeout=TIMEOUT_S)
    assert (again.status_code, "Este enlace ya no sirve" in again.text) == (404, True)
    assert signs_in(url, NEW)


def test_the_page_asks_for_a_link_too_and_says_the_same_to_everybody(served: tuple[str, Parts]) -> None:
    url, _ = served
    assert "¿Has olvidado tu contraseña?" in requests.get(f"{url}/reset", headers=SPANISH, timeout=TIMEOUT_S).text
    answers = [
        requests.post(f"{url}/reset", data={"account": account}, headers=SPANISH, timeout=TIMEOUT_S)
        for account in ("admin", "nobody", "<b>x</b>")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    empty = requests.post(f"{url}/reset", data={"account": " "}, timeout=TIMEOUT_S)
    assert (empty.status_code, "Fill this in first" in empty.text) == (400, True)


def test_too_many_wishes_are_told_to_wait(served: tuple[str, Parts]) -> None:
    url, _ = served
    answers = [requests.post(f"{url}/reset", data={"account": "admin"}, timeout=TIMEOUT_S) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "quarter of an hour" in answers[-1].text
    refused = requests.post(f"{url}/auth/v1/reset", json={"account": "admin"}, timeout=TIMEOUT_S)
    assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "é.é.é"])
def test_a_link_that_is_none_offers_another(served: tuple[str, Parts], token: str) -> None:
    for method in ("GET", "POST"):
        page = requests.request(method, f"{served[0]}/reset/{token}", data={"password": NEW}, timeout=TIMEOUT_S)
        assert (page.status_code, "Ask for another one" in page.text) == (404, True)


def test_a_host_that_somebody_makes_up_leads_no_link_there(served: tuple[str, Parts], mailbox: Mailbox) -> None:
    url, _ = served
    headers = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    requests.post(f"{url}/auth/v1/reset", json={"account": "admin"}, headers=headers, timeout=TIMEOUT_S)
    assert wait_until(lambda: bool(mailbox.letters))
    assert "evil" not in texts(mailbox.letters[-1])[0]
